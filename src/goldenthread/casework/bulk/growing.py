"""One record as recording after recording lengthens it: what replay would yield, with only what is touched worked out
anew.

An entry that comes after all others is taken where replay of them all would take it last. A late entry, a correction,
a withdrawal, and any entry of joined records make the whole record be replayed, by the same function as ever.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from goldenthread.casework import access, writing
from goldenthread.casework.replay import WITHDRAWN, Replayed, counted, replay, take, waits_in
from goldenthread.casework.rules import Rules
from goldenthread.language import Entry, Episode, Handbook, Record, Row

Part = UUID | str
Reads = frozenset[tuple[str, object]]
# What a pathway's facts may have asked of the whole record, so that any entry may change them.
ALL: tuple[str, object] = ("all", "")
GRANTS, LOOSE = "grants", "loose"


class Watched(Record):
    """A record that notes what was asked of it, so that what depends on nothing that changed is not asked again."""

    def __init__(self, record: Record) -> None:
        self.seen: set[tuple[str, object]] = set()
        self._entries, self._episodes, self._loose = record.entries, record.episodes, record.loose
        super().__init__(
            record.about, record.entries, record.episodes, record.calendar, record.loose, record.likenesses
        )

    @property
    def entries(self) -> list[Entry]:
        self.seen.add(ALL)
        return self._entries

    @entries.setter
    def entries(self, entries: list[Entry]) -> None:
        self._entries = entries

    @property
    def episodes(self) -> list[Episode]:
        self.seen.add(ALL)
        return self._episodes

    @episodes.setter
    def episodes(self, episodes: list[Episode]) -> None:
        self._episodes = episodes

    @property
    def loose(self) -> list[Entry]:
        self.seen.add(ALL)
        return self._loose

    @loose.setter
    def loose(self, loose: list[Entry]) -> None:
        self._loose = loose

    def all(self, step: str, since: dt.date = dt.date.min) -> list[Entry]:
        self.seen.add(("step", step))
        return [entry for entry in self._entries if entry.step == step and entry.day >= since]

    def of(self, pathway: str) -> list[Episode]:
        self.seen.add(("pathway", pathway))
        return [episode for episode in self._episodes if episode.pathway == pathway]

    def journey(self, journey: UUID) -> list[Episode]:
        self.seen.add(("journey", journey))
        return [episode for episode in self._episodes if episode.journey == journey]


class Growing:
    """One record, and the rows that it comes to."""

    def __init__(self, about: UUID, book: Handbook, rules: Rules) -> None:
        self.about, self.book, self.rules = about, book, rules
        self.members: tuple[UUID, ...] = (about,)
        self._begin(replay([], about=about, handbook=book, rules=rules))
        self.rows: dict[Part, list[Row]] = {}
        self.facts: dict[UUID, list[Row]] = {}
        self.reads: dict[Part, Reads] = {}
        self.marks: dict[UUID, tuple[Any, ...]] = {}

    def _begin(self, replayed: Replayed) -> None:
        self.record = Watched(replayed.record)
        entries = replayed.record.entries
        self.last_day = max((entry.day for entry in entries), default=dt.date.min)
        self.last_timed = max((e.happened for e in entries if isinstance(e.happened, dt.datetime)), default=None)

    def anew(self, entries: Iterable[Entry], members: Sequence[UUID]) -> dict[UUID, list[Row]]:
        """The whole record replayed from all its entries. Returns every row, by whom it is about."""
        self._begin(replay(entries, about=self.about, handbook=self.book, rules=self.rules))
        self.members = tuple(members)
        self.marks = {episode.id: _mark(episode) for episode in self.record.episodes}
        self.rows, self.facts, self.reads = {}, {}, {}
        for episode in self.record.episodes:
            self._work_out(episode)
        self.rows[LOOSE] = [writing.row_of_loose(entry, self.book) for entry in self.record.loose]
        grants = self._grants()
        self.rows[GRANTS] = grants
        rows = {self.about: [row for part in self.rows.values() for row in part]}
        return rows | access.copied_to([member for member in members if member != self.about], grants)

    def goes_on(self, entries: Sequence[Entry]) -> bool:
        """Whether these entries simply come after all that are there."""
        last_day, last_timed = self.last_day, self.last_timed
        for entry in entries:
            day, happened = entry.day, entry.happened
            if entry.corrects or entry.answers.get(WITHDRAWN) or day < last_day:
                return False
            if isinstance(happened, dt.datetime):
                if last_timed is not None and happened < last_timed:
                    return False
                last_timed = happened
            last_day = day
        return len(self.members) == 1

    def lengthen(self, entries: Sequence[Entry]) -> tuple[list[Row], list[Row]]:
        """Take entries that come after all others. Returns the rows that may change: as they were, as they are now."""
        record, touched = self.record, set[tuple[str, object]]()
        for entry in entries:
            here = counted(entry, self.book)
            record._entries.append(here)
            take(here, record, self.book, self.rules)
            touched.add(("step", here.step))
            self.last_day = here.day
            if isinstance(here.happened, dt.datetime):
                self.last_timed = here.happened
        touched.add(ALL)
        grown = []
        for episode in record._episodes:
            mark = _mark(episode)
            if self.marks.get(episode.id) != mark:
                self.marks[episode.id] = mark
                grown.append(episode.id)
                touched |= {("journey", episode.journey), ("pathway", episode.pathway)}
        before: list[Row] = []
        after: list[Row] = []
        for episode in record._episodes:
            if episode.id in grown or not touched.isdisjoint(self.reads[episode.id]):
                before += self.rows.get(episode.id, ())
                self._work_out(episode)
                after += self.rows[episode.id]
        for part, rows in (
            (LOOSE, [writing.row_of_loose(entry, self.book) for entry in record._loose]),
            (GRANTS, self._grants()),
        ):
            before += self.rows.get(part, ())
            after += rows
            self.rows[part] = rows
        return before, after

    def _work_out(self, episode: Episode) -> None:
        record, book = self.record, self.book
        record.seen = set()
        yielding = book.facts.get(episode.pathway)
        rows = list(yielding(episode, record)) if yielding else []
        self.reads[episode.id] = frozenset(record.seen)
        self.facts[episode.id] = list(rows)
        rows.extend(writing.rows_of_episode(episode, book))
        rows.extend(writing.row_of_wait(wait, book) for wait in waits_in(episode, book))
        self.rows[episode.id] = rows

    def _grants(self) -> list[Row]:
        facts = [row for episode in self.record._episodes for row in self.facts[episode.id]]
        return access.grants_for(self.record, facts, handbook=self.book, rules=self.rules)


def _mark(episode: Episode) -> tuple[Any, ...]:
    """What of an episode an entry changes. Runs are never changed, but replaced by others."""
    return (
        len(episode.entries), episode.stage, episode.ended, episode.outcome, episode.team, *episode.runs,
    )  # fmt: skip
