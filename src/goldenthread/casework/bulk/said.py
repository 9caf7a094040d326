"""What a family has said so far, to be asked what the small way in asks of the database."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from goldenthread.casework import chain
from goldenthread.casework.acts import Act, Brought
from goldenthread.language import Entry, Handbook


class Linked(NamedTuple):
    """An entry in its place: what is put under its hash as columns, what is not, and its own answers."""

    entry: Entry
    link: chain.Link
    own: Mapping[str, Any]
    columns: list[str]
    said: str
    salt: bytes
    previous: bytes
    hash: bytes

    @property
    def step(self) -> str:
        return self.link.step

    @property
    def answers(self) -> Mapping[str, Any]:
        return self.own

    @property
    def happened_on(self) -> dt.date:
        return self.link.happened_on


class Said:
    """Every entry of a family, in its place."""

    def __init__(self, book: Handbook) -> None:
        self.linked: dict[UUID, Linked] = {}
        self._book = book
        self._said: dict[UUID, list[Entry]] = {}
        self._keys: dict[str, list[UUID]] = {}
        self._put_right: dict[UUID, dt.datetime] = {}
        self.corrections = 0

    def add(self, one: Linked) -> None:
        """The next entry."""
        entry = one.entry
        self.linked[entry.id] = one
        self._said.setdefault(entry.about, []).append(entry)
        self._keys.setdefault(one.link.key, []).append(entry.id)
        if entry.corrects:
            self._put_right[entry.corrects] = entry.known
            self.corrections += 1

    def entries_of(self, subjects: Iterable[UUID]) -> list[Entry]:
        """All entries about these, in the order of recording, as gathering.entries_of has them."""
        wanted = set(subjects)
        whose = self._given()
        if not whose:
            read = [entry for about in wanted for entry in self._said.get(about, ())]
        else:
            every = (entry for said in self._said.values() for entry in said)
            read = [entry._replace(about=whose.get(entry.id, entry.about)) for entry in every]
            read = [entry for entry in read if entry.about in wanted]
        return sorted(read, key=lambda entry: (entry.known, entry.position))

    def _given(self) -> dict[UUID, UUID]:
        """Each entry that a parting gave to one of two records, and to which (second_lock.given)."""
        parting = {key for key, step in self._book.steps.items() if step.regroups}
        given: dict[UUID, UUID] = {}
        parted = [entry for said in self._said.values() for entry in said if entry.step in parting]
        put_right = {entry.corrects for entry in parted}
        for entry in sorted(parted, key=lambda one: one.known):
            if entry.id not in put_right:
                own = self.linked[entry.id].own
                for which, to in (("theirs", entry.about), ("ours", own.get("from"))):
                    if isinstance(own.get(which), list):
                        given |= {UUID(str(one)): UUID(str(to)) for one in own[which]}
        return given

    def brought_before(self, act: Act) -> Mapping[UUID, Brought]:
        keys = {one.link.key for one in self.linked.values() if act.corrects in (one.link.id, one.link.corrects)}
        roots = {
            id_
            for key in keys
            for id_ in self._keys[key]
            if (link := self.linked[id_].link).follows == act.corrects and link.corrects is None
        }
        found: dict[UUID, Brought] = {}
        for one in self._in_order(self.linked.values()):
            root = one.link.corrects or one.link.id
            if root in roots:
                found[root] = one
        return found

    def versions(self, entry: Entry) -> list[Entry]:
        first = self.linked.get(entry.corrects) if entry.corrects else None
        if first is None or first.link.occasion is None:
            return []
        every = list(self._in_order(self.linked.values()))
        roots = {
            one.link.id
            for one in every
            if one.link.occasion == first.link.occasion and one.link.step == entry.step and one.link.corrects is None
        }
        return [one.entry for one in every if one.link.id in roots or one.link.corrects in roots]

    @staticmethod
    def _in_order(linked: Iterable[Linked]) -> Iterator[Linked]:
        yield from sorted(linked, key=lambda one: (one.link.known_at, one.link.position))

    def put_right_since(self, entry: UUID) -> bool:
        other = self.linked[entry].link
        since = self._put_right.get(other.corrects or other.id)
        return since is not None and since > other.known_at
