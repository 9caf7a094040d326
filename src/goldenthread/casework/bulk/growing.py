"""One record as recording after recording lengthens it: what replay would yield, with only what is touched worked out
anew.

An entry that comes after all others is taken where replay of them all would take it last. A late entry, a correction,
a withdrawal, and any entry of joined records make the whole record be replayed, by the same function as ever.
"""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from goldenthread.casework import access, writing
from goldenthread.casework.replay import WITHDRAWN, Replayed, counted, replay, take, waits_in
from goldenthread.casework.rules import Rules
from goldenthread.language import Entry, Episode, Gathered, Handbook, Record, Row, Run
from goldenthread.language.handbook import Facts

Read = tuple[str, object]
# What a pathway's facts may have asked of the whole record, so that any entry may change them.
ALL: Read = ("all", "")
REPORTED: Read = ("reported", "")


class Watched(Record):
    """A record that notes what was asked of it, so that what depends on nothing that changed is not asked again."""

    def __init__(self, record: Record) -> None:
        self.seen: set[Read] = set()
        self.known_entries, self.known_episodes, self.known_loose = record.entries, record.episodes, record.loose
        self._runs: list[Run] | None = None
        super().__init__(
            record.about, record.entries, record.episodes, record.calendar, record.loose, record.likenesses,
            record.holding,
        )  # fmt: skip

    def lengthen(self, entry: Entry) -> None:
        """The next entry, before it is taken."""
        self.known_entries.append(entry)
        self._runs = None

    @property
    def entries(self) -> list[Entry]:
        self.seen.add(ALL)
        return self.known_entries

    @entries.setter
    def entries(self, entries: list[Entry]) -> None:
        self.known_entries = entries

    @property
    def episodes(self) -> list[Episode]:
        self.seen.add(ALL)
        return self.known_episodes

    @episodes.setter
    def episodes(self, episodes: list[Episode]) -> None:
        self.known_episodes = episodes

    @property
    def loose(self) -> list[Entry]:
        self.seen.add(ALL)
        return self.known_loose

    @loose.setter
    def loose(self, loose: list[Entry]) -> None:
        self.known_loose = loose

    @property
    def runs(self) -> list[Run]:
        self.seen.add(ALL)
        if self._runs is None:
            self._runs = [run for episode in self.known_episodes for run in episode.runs]
        return self._runs

    def all(self, step: str, since: dt.date = dt.date.min) -> list[Entry]:
        self.seen.add(("step", step))
        said = [entry for entry in self.known_entries if entry.step == step]
        return said if since == dt.date.min else [entry for entry in said if entry.day >= since]

    def reported(self) -> list[Entry]:
        self.seen.add(REPORTED)
        return [entry for entry in self.known_entries if entry.author.source]

    def of(self, pathway: str) -> list[Episode]:
        self.seen.add(("pathway", pathway))
        return [episode for episode in self.known_episodes if episode.pathway == pathway]

    def journey(self, journey: UUID) -> list[Episode]:
        self.seen.add(("journey", journey.int))
        return [episode for episode in self.known_episodes if episode.journey == journey]

    def episode_of(self, entry: UUID) -> Episode | None:
        episode = super().episode_of(entry)
        if episode:
            self.seen.add(("pathway", episode.pathway))
        return episode


class Growing:
    """One record, and the rows that it comes to."""

    def __init__(self, about: UUID, book: Handbook, rules: Rules) -> None:
        self.about, self.book, self.rules = about, book, rules
        self.members: tuple[UUID, ...] = (about,)
        self._begin(replay([], about=about, handbook=book, rules=rules))

    def _begin(self, replayed: Replayed) -> None:
        self.record = Watched(replayed.record)
        # As the record has its episodes, in their order.
        self._parts: list[_Part] = []
        self._of_journey: dict[UUID, list[int]] = {}
        self._loose: list[Row] = []
        self._grants: list[Row] = []
        entries = replayed.record.entries
        self.last_day = max((entry.day for entry in entries), default=dt.date.min)
        self.last_timed = max((e.happened for e in entries if isinstance(e.happened, dt.datetime)), default=None)

    def anew(self, entries: Iterable[Entry], members: Sequence[UUID]) -> dict[UUID, list[Row]]:
        """The whole record replayed from all its entries. Returns every row, by whom it is about."""
        self._begin(replay(entries, about=self.about, handbook=self.book, rules=self.rules))
        self.members = tuple(members)
        for episode in self.record.known_episodes:
            part = self._part(episode)
            self._work_out(part, episode, range(len(part.yielding)))
        self._loose = self._rows_of_loose()
        self._grants = self._granted()
        own = [row for part in self._parts for row in part.all()]
        rows = {self.about: [*own, *self._loose, *self._grants]}
        return rows | access.copied_to([member for member in members if member != self.about], self._grants)

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
        record, changed = self.record, {ALL}
        journeys: dict[UUID, None] = {}
        for entry in entries:
            here = counted(entry, self.book)
            record.lengthen(here)
            episode = take(here, record, self.book, self.rules)
            if episode is not None:
                journeys[episode.journey] = None
                if self.book.steps[here.step].leads:
                    journeys |= dict.fromkeys(one.journey for one in record.episodes)
            changed.add(("step", here.step))
            if here.author.source:
                changed.add(REPORTED)
            self.last_day = here.day
            if isinstance(here.happened, dt.datetime):
                self.last_timed = here.happened
        before: list[Row] = []
        after: list[Row] = []
        grown, needs = set(), False
        for episode in record.known_episodes[len(self._parts) :]:
            self._part(episode)
        for nth in itertools.chain.from_iterable(self._of_journey[journey] for journey in journeys):
            episode, part = record.known_episodes[nth], self._parts[nth]
            mark = _mark(episode)
            if part.mark != mark:
                needs = needs or not _same_need(part.mark, mark)
                grown.add(nth)
                part.mark = mark
                changed.add(("journey", episode.journey.int))
                changed.add(("pathway", episode.pathway))
        for nth, part in enumerate(self._parts):
            if nth in grown:
                again: Sequence[int] = range(len(part.reads))
            else:
                if part.read.isdisjoint(changed):
                    continue
                again = [one for one, reads in enumerate(part.reads) if not reads.isdisjoint(changed)]
            were = [row for one in again for row in part.facts[one]]
            before += were
            if nth in grown:
                before += part.own
            self._work_out(part, record.known_episodes[nth], again, own=nth in grown)
            are = [row for one in again for row in part.facts[one]]
            after += are
            if nth in grown:
                after += part.own
            needs = needs or any(row.table in access.ASKED for row in were) or any(r.table in access.ASKED for r in are)
        if len(self._loose) != len(record.known_loose):
            before += self._loose
            self._loose = self._rows_of_loose()
            after += self._loose
        if needs:
            before += self._grants
            self._grants = self._granted()
            after += self._grants
        return before, after

    def _part(self, episode: Episode) -> "_Part":
        yielding = self.book.facts.get(episode.pathway)
        each = yielding.each if isinstance(yielding, Gathered) else (yielding,) if yielding else ()
        part = _Part(each, [frozenset()] * len(each), [[] for _ in each])
        self._of_journey.setdefault(episode.journey, []).append(len(self._parts))
        self._parts.append(part)
        return part

    def _work_out(self, part: "_Part", episode: Episode, again: Iterable[int], *, own: bool = True) -> None:
        record, book = self.record, self.book
        for nth in again:
            record.seen = set()
            part.facts[nth] = list(part.yielding[nth](episode, record))
            part.reads[nth] = frozenset(record.seen)
        if again:
            part.read = frozenset().union(*part.reads)
            part.asked = any(row.table in access.ASKED for rows in part.facts for row in rows)
        if own:
            part.mark = _mark(episode)
            part.own = [*writing.rows_of_episode(episode, book)]
            part.own += (writing.row_of_wait(wait, book) for wait in waits_in(episode, book))

    def _rows_of_loose(self) -> list[Row]:
        return [writing.row_of_loose(entry, self.book) for entry in self.record.known_loose]

    def _granted(self) -> list[Row]:
        asked = [row for part in self._parts if part.asked for rows in part.facts for row in rows]
        return access.grants_for(self.record, asked, handbook=self.book, rules=self.rules)


@dataclasses.dataclass(slots=True)
class _Part:
    """What one episode comes to: of each that yields facts from it, what it asked and what it yielded; its own rows."""

    yielding: tuple[Facts, ...]
    reads: list[frozenset[Read]]
    facts: list[list[Row]]
    own: list[Row] = dataclasses.field(default_factory=list)
    read: frozenset[Read] = frozenset()
    asked: bool = False
    mark: tuple[Any, ...] = ()

    def all(self) -> Iterator[Row]:
        yield from itertools.chain(*self.facts, self.own)


def _mark(episode: Episode) -> tuple[Any, ...]:
    """What of an episode an entry changes. Runs are never changed, but replaced by others."""
    return episode.ended, episode.team, len(episode.entries), episode.stage, episode.outcome, *episode.runs


def _same_need(before: tuple[Any, ...], after: tuple[Any, ...]) -> bool:
    """Whether an episode gives the same need to know: it was and is open, with the same team."""
    return bool(before) and before[:2] == after[:2] and after[0] is None
