"""A family's records held in memory: recording after recording, what `record` would have written of each."""

import dataclasses
import datetime as dt
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol
from uuid import UUID

from django.db import models as django

from goldenthread.casework import access, chain, likeness, linking, locking, recording, told_afterwards, writing
from goldenthread.casework.acts import Act, ByRule, CannotRecord, FromFile, Shared, plain, with_also
from goldenthread.casework.bulk.growing import Growing
from goldenthread.casework.bulk.said import Linked, Said
from goldenthread.casework.bulk.saved import Saved
from goldenthread.casework.rules import Rules
from goldenthread.language import Entry, Handbook, Likeness, Record, Row, derived_id
from goldenthread.record import models


class Follows(Protocol):
    """What follows each recording, of one family in memory, as `recording.follow` has it in the database."""

    def recorded(self, family: "Family", records: Mapping[UUID, Record], entries: Sequence[Entry]) -> None:
        """A recording has been taken: the records that it touched, and its entries."""

    def rows(self) -> Iterable[django.Model]:
        """The rows that are then to be written."""


_follows: list[Callable[[], Follows]] = []


def follow(following: Callable[[], Follows]) -> None:
    """What is to happen after each recording that is written in bulk; only config says so."""
    _follows.append(following)


@dataclasses.dataclass(slots=True)
class Stood:
    """One version of a row: about whom, and from when to when it was known."""

    about: UUID
    row: Row
    digest: bytes
    since: dt.datetime
    until: dt.datetime | None = None


Key = tuple[str, str]
SALT, SALTS = 16, 4096


class Salts:
    """Random salts, drawn many at a time."""

    def __init__(self) -> None:
        self._drawn, self._at = b"", 0

    def one(self) -> bytes:
        if self._at == len(self._drawn):
            self._drawn, self._at = os.urandom(SALT * SALTS), 0
        self._at += SALT
        return self._drawn[self._at - SALT : self._at]


class Family:
    """All records of one family, and what recording its stream wrote.

    Gates and rights are not asked: whoever makes a stream answers for it, and a comparison with the small way in shows
    that they pass.
    """

    def __init__(self, *, book: Handbook, rules: Rules, salts: Salts) -> None:
        self.book, self.rules, self.salts = book, rules, salts
        self.subjects: dict[UUID, models.Subject] = {}
        self.occasions: list[tuple[UUID, str, str, bytes, bytes]] = []
        self.said = Said(book)
        self.alike: dict[UUID, list[likeness.Kept]] = {}
        self.stood: list[Stood] = []
        self.following = [make() for make in _follows]
        self._growing: dict[UUID, Growing] = {}
        self._standing: dict[UUID, dict[Key, Stood]] = {}
        self._likenesses: dict[UUID, tuple[int, int, list[Likeness]]] = {}

    def take(self, saved: Saved) -> None:
        """One recording.

        :raises CannotRecord: where `record` would find nothing to write to, or nothing that is followed
        :raises ValueError: for a time that is not later than all that its subjects know
        """
        by, key, occasion = saved.by, saved.key, saved.occasion
        if isinstance(by, access.Actor) and by.covers:
            raise CannotRecord("Nobody who acts for a colleague is written in bulk: say for whom they act.")
        acts = with_also(saved.acts, by=by, key=key, occasion=occasion, brought_before=self.said.brought_before)
        for act in acts:
            if act.new and act.about not in self.subjects:
                self.subjects[act.about] = models.Subject(pk=act.about, kind=act.new)
        groups = self._groups(
            {act.about for act in acts} | {locking.other_record(act) for act in acts if act.answers.get("into")}
        )
        known = told_afterwards.in_order(groups, saved.at.astimezone(dt.UTC))
        entries = plain(acts, by=by, key=key, known=known, occasion=occasion)
        stored = self._write(entries, acts, by=by, key=key, occasion=occasion)
        for like in likeness.compared(entries, self.said.versions):
            self.alike.setdefault(like.about, []).append(like)
        records = self._work_out(stored, groups, at=known)
        for following in self.following:
            following.recorded(self, records, entries)

    def _groups(self, named: Iterable[UUID]) -> dict[UUID, list[models.Subject]]:
        roots: dict[UUID, list[models.Subject]] = {}
        for id_ in named:
            subject = self.subjects.get(id_)
            if subject is None:
                raise CannotRecord(f"There is no such record in this family: {id_}.")
            roots[subject.merged_into_id or id_] = []
        if all(root not in self._growing or len(self._growing[root].members) == 1 for root in roots):
            return {root: [self.subjects[root]] for root in roots}
        for subject in self.subjects.values():
            if (root := subject.merged_into_id or subject.pk) in roots:
                roots[root].append(subject)
        return roots

    def _write(
        self,
        entries: Sequence[Entry],
        acts: Sequence[Act],
        *,
        by: access.Actor | FromFile | ByRule,
        key: str,
        occasion: Shared | None,
    ) -> list[Entry]:
        occasion_digest = None
        if occasion:
            salt, shared = self.salts.one(), chain.written(chain.as_jsonb(dict(occasion.answers)))
            occasion_digest = chain.digest_of(shared, salt)
            self.occasions.append((derived_id(key, "occasion"), acts[0].step, shared, occasion_digest, salt))
        stored = []
        source = by.source if isinstance(by, FromFile) else None
        for nth, (entry, act) in enumerate(zip(entries, acts, strict=True)):
            subject = self.subjects[entry.about]
            own = linking.own_answers(entry, act, occasion)
            said, salt = chain.written(chain.as_jsonb(own)), self.salts.one()
            follows = linking.followed_entry(entry, is_entry=self.said.linked.__contains__, first_of=self._first_of)
            link = linking.link_to(
                entry, said, position=subject.position + 1, salt=salt, nth=nth, key=key, follows=follows, source=source,
                occasion_digest=occasion_digest,
            )  # fmt: skip
            columns, previous = link.columns(), bytes(subject.head) or chain.GENESIS
            hashed = chain.hashed(columns, previous)
            # As the database hands it out again.
            happened = entry.happened.astimezone(dt.UTC) if isinstance(entry.happened, dt.datetime) else entry.happened
            there = Entry(
                entry.id, entry.about, entry.step, happened, entry.known, entry.answers, entry.author, link.position,
                entry.compartment, entry.occasion, follows, entry.corrects, entry.root,
            )  # fmt: skip
            self.said.add(Linked(there, link, own, columns, said, salt, previous, hashed))
            subject.position, subject.head, subject.last_known = link.position, hashed, entry.known
            stored.append(there)
        return stored

    def _first_of(self, episode: UUID) -> UUID | None:
        for standing in self._standing.values():
            if there := standing.get(("Episode", str(episode))):
                return there.row.entry
        return None

    def _work_out(
        self, entries: Sequence[Entry], groups: Mapping[UUID, list[models.Subject]], *, at: dt.datetime
    ) -> dict[UUID, Record]:
        regroups = any(self.book.steps[entry.step].regroups for entry in entries)
        if regroups:
            groups = recording.regroup(groups, self.said.entries_of, book=self.book, rules=self.rules)
        anew: dict[UUID, list[Row]] = {}
        for root, group in groups.items():
            growing = self._growing.get(root)
            if growing is None:
                growing = self._growing[root] = Growing(root, self.book, self.rules)
            members = [subject.pk for subject in group]
            here = [entry for entry in entries if entry.about in members]
            if not regroups and growing.goes_on(here):
                if here:
                    self._bring(root, *growing.lengthen(here), at=at)
            else:
                anew |= {member: [] for member in members} | growing.anew(self.said.entries_of(members), members)
        if anew:
            standing = {
                key: (there, there.digest, about)
                for about in anew
                for key, there in self._standing.get(about, {}).items()
            }
            self._change(anew, standing, at=at)
        return {root: self._growing[root].record for root in groups}

    def _bring(self, root: UUID, before: Sequence[Row], after: Sequence[Row], *, at: dt.datetime) -> None:
        """Bring what stands about one record from some rows to others; most are the same, and are not compared."""
        were = {(row.table, row.id): row for row in before}
        changed = [row for row in after if were.pop((row.table, row.id), None) != row]
        if not changed and not were:
            return
        here = self._standing.setdefault(root, {})
        keys = [*were, *((row.table, row.id) for row in changed)]
        standing = {key: (here[key], here[key].digest, root) for key in keys if key in here}
        self._change({root: changed}, standing, at=at)

    def _change(
        self,
        rows_about: Mapping[UUID, Sequence[Row]],
        standing: Mapping[Key, tuple[Stood, bytes, UUID]],
        *,
        at: dt.datetime,
    ) -> None:
        opening, closing = writing.differences(rows_about, standing)
        for _, there in closing:
            there.until = at
            del self._standing[there.about][there.row.table, there.row.id]
        for about, row, digest in opening:
            stood = Stood(about, row, digest, at)
            self._standing.setdefault(about, {})[row.table, row.id] = stood
            self.stood.append(stood)

    def likenesses_of(self, about: UUID) -> list[Likeness]:
        """The comparisons with what still stands of brothers and sisters, not with what was put right since."""
        compared = self.alike.get(about, [])
        many, corrections, stand = self._likenesses.get(about, (0, 0, []))
        if corrections != self.said.corrections:
            many, stand = 0, []
        stand += (
            Likeness(one.entry, one.question, one.other_entry, one.likeness)
            for one in compared[many:]
            if not self.said.put_right_since(one.other_entry)
        )
        self._likenesses[about] = len(compared), self.said.corrections, stand
        return stand
