"""What happened, as plain values: what practice reads and the engine hands round."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from goldenthread.story.roles import Compartment
from goldenthread.timekeeping import Calendar, day_of

NAMES = UUID("5a0e7a52-3d5c-5a0b-9a55-0c7b6a1d9f11")


_NAMES = NAMES.bytes


class Id(UUID):
    """An id that keeps its words, which are asked for many times: in rows, in what is derived from it, under hashes."""

    __slots__ = ("_words",)
    _words: str

    def __str__(self) -> str:
        try:
            return self._words
        except AttributeError:
            words = super().__str__()
            object.__setattr__(self, "_words", words)
            return words


def derived_id(*parts: object) -> UUID:
    """The same parts give the same id, so that rows worked out twice are the same rows."""
    # As uuid5 of these, which is asked many times for every entry, without its ceremony.
    name = _NAMES + "/".join(map(str, parts)).encode()
    return Id(bytes=hashlib.sha1(name, usedforsecurity=False).digest()[:16], version=5)


@dataclasses.dataclass(frozen=True, slots=True)
class Author:
    """Who wrote an entry: a worker in a post (and for whom, if acting), or a file."""

    name: str
    worker: int | None = None
    post: int | None = None
    acting_for: int | None = None
    source: str = ""


class Entry(NamedTuple):
    """A step that happened. `root` is the entry that it corrects (itself if none)."""

    id: UUID
    about: UUID
    step: str
    happened: dt.date | dt.datetime
    known: dt.datetime
    answers: Mapping[str, Any]
    author: Author
    position: int = 0
    compartment: Compartment = Compartment.CHILD
    occasion: UUID | None = None
    follows: UUID | None = None
    corrects: UUID | None = None
    root: UUID | None = None

    @property
    def day(self) -> dt.date:
        """The day it happened, as London counts days."""
        return day_of(self.happened)

    def get(self, question: str, default: Any = None) -> Any:
        return self.answers.get(question, default)

    def date(self, question: str) -> dt.date | None:
        """An answer that is a date."""
        answer = self.answers.get(question)
        return dt.date.fromisoformat(answer) if answer else None


@dataclasses.dataclass(frozen=True, slots=True)
class Run:
    """A clock that started. `due` is None when no rule was in force on the day it started."""

    id: UUID
    clock: str
    episode: UUID
    journey: UUID
    entry: UUID
    started: dt.date | dt.datetime
    due: dt.date | dt.datetime | None
    rule: str = ""
    limit: str = ""
    source: str = ""
    calendar: str = ""
    stopped: dt.date | dt.datetime | None = None
    stopped_by: UUID | None = None
    lapsed: str = ""

    def state(self, now: dt.date | dt.datetime) -> str:
        """running, overdue, met, missed, not applicable or no rule; worked out, never stored."""
        if self.lapsed:
            return "not applicable"
        if self.due is None:
            return "no rule"
        if self.stopped is not None:
            return "met" if not _later(self.stopped, self.due) else "missed"
        return "overdue" if _later(now, self.due) else "running"


def _later(moment: dt.date | dt.datetime, due: dt.date | dt.datetime) -> bool:
    if isinstance(moment, dt.datetime) and isinstance(due, dt.datetime):
        return moment > due
    return day_of(moment) > day_of(due)


@dataclasses.dataclass(slots=True)
class Episode:
    """One run of a pathway for one subject, with the entries that belong to it."""

    id: UUID
    about: UUID
    pathway: str
    journey: UUID
    follows: UUID | None
    began: dt.date
    ended: dt.date | None = None
    outcome: str = ""
    stage: str = ""
    team: int | None = None
    entries: list[Entry] = dataclasses.field(default_factory=list)
    runs: list[Run] = dataclasses.field(default_factory=list)

    def all(self, step: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.step == step]

    def last(self, step: str) -> Entry | None:
        """The latest to have happened, in the order in which things happened."""
        for entry in reversed(self.entries):
            if entry.step == step:
                return entry
        return None

    def first(self, step: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.step == step), None)

    def run(self, clock: str) -> Run | None:
        """The latest run of a clock."""
        return next((run for run in reversed(self.runs) if run.clock == clock), None)


class Row(NamedTuple):
    """One row of the read model: what was true, from when to when, and the entry that says so."""

    table: str
    id: str
    values: Mapping[str, Any]
    entry: UUID
    compartment: Compartment = Compartment.CHILD


@dataclasses.dataclass(frozen=True, slots=True)
class Sentence:
    """What a signal says, and the entry that shows it."""

    says: str
    evidence: UUID | None = None


@dataclasses.dataclass(slots=True)
class Record:
    """One subject's record held in memory, so that gates and signals question it without a database.

    `likenesses` are derived comparisons with brothers and sisters: how alike and which entries, never their words.
    `holding`: the episode of each id that another entry may follow: an episode's own, an entry's, what it corrects.
    """

    about: UUID
    entries: list[Entry]
    episodes: list[Episode]
    calendar: Calendar
    loose: list[Entry] = dataclasses.field(default_factory=list)
    likenesses: list["Likeness"] = dataclasses.field(default_factory=list)
    holding: dict[UUID, Episode] = dataclasses.field(default_factory=dict, repr=False, compare=False)

    @property
    def runs(self) -> list[Run]:
        return [run for episode in self.episodes for run in episode.runs]

    def all(self, step: str, since: dt.date = dt.date.min) -> list[Entry]:
        return [entry for entry in self.entries if entry.step == step and entry.day >= since]

    def last(self, step: str, since: dt.date = dt.date.min) -> Entry | None:
        return next(reversed(self.all(step, since)), None)

    def reported(self) -> list[Entry]:
        """What files say."""
        return [entry for entry in self.entries if entry.author.source]

    def of(self, pathway: str) -> list[Episode]:
        return [episode for episode in self.episodes if episode.pathway == pathway]

    def open(self, pathway: str) -> Iterator[Episode]:
        return (episode for episode in self.of(pathway) if episode.ended is None)

    def journey(self, journey: UUID) -> list[Episode]:
        return [episode for episode in self.episodes if episode.journey == journey]

    def episode_of(self, entry: UUID) -> Episode | None:
        """The episode in which an entry stands that another follows."""
        return self.holding.get(entry)


@dataclasses.dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two answers about brothers and sisters are, from 0 to 1."""

    entry: UUID
    question: str
    other: UUID
    likeness: float
