"""The handbook is everything that an authority's practice says, gathered in one object."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from goldenthread.language.indicators import Indicator
from goldenthread.language.words import Clock, Pathway, Signal, Step, key_of, keys_of
from goldenthread.standards.law import Law
from goldenthread.story.values import Entry, Episode, Record, Row

Facts = Callable[[Episode, Record], Iterable[Row]]


@dataclasses.dataclass(frozen=True)
class Gathered:
    """What several pathways yield from the episodes of one: what is recorded here, and what files say beside it."""

    each: tuple[Facts, ...]

    def __call__(self, episode: Episode, record: Record) -> Iterator[Row]:
        return (row for yielding in self.each for row in yielding(episode, record))


@dataclasses.dataclass
class Handbook:
    """All pathways, what they yield as facts, the signals and the indicators. What is not here does not exist."""

    pathways: list[type[Pathway]]
    facts: Mapping[str, Facts]
    signals: list[Signal]
    indicators: list[Indicator]
    law: Law

    @cached_property
    def steps(self) -> dict[str, Step]:
        return {
            key: step for pathway in self.pathways for step in pathway.steps() for key in (step.key, *step.formerly)
        }

    @cached_property
    def clocks(self) -> dict[str, Clock]:
        return {clock.key: clock for pathway in self.pathways for clock in pathway.clocks()}

    @cached_property
    def conditions(self) -> dict[str, Callable[[Entry], bool]]:
        return {name: holds for pathway in self.pathways for name, holds in pathway.conditions.items()}

    @cached_property
    def starting(self) -> dict[str, list[Clock]]:
        """The clocks that each step may start."""
        return {step: [clock for clock in self.clocks.values() if step in keys_of(clock.starts)] for step in self.steps}

    @cached_property
    def stopping(self) -> dict[str, set[str]]:
        """The keys of the clocks that each step stops."""
        return {step: {c.key for c in self.clocks.values() if step in keys_of(c.stops)} for step in self.steps}

    @cached_property
    def settled_by(self) -> dict[str, list[Step]]:
        """The steps that sign off or send back each step."""
        return {
            key: [other for other in self.steps.values() if other.settles is step] for key, step in self.steps.items()
        }

    def pathway(self, key: str) -> type[Pathway]:
        return next(pathway for pathway in self.pathways if pathway.key == key)

    def indicator(self, key: str) -> Indicator | None:
        return next((indicator for indicator in self.indicators if indicator.key == key), None)

    def mistakes(self) -> Iterator[str]:
        """Say, in plain words, everything that does not fit together."""
        for clock in self.clocks.values():
            ends = [("starts", keys_of(clock.starts)), ("stops", keys_of(clock.stops))]
            if clock.counted_from:
                ends.append(("counts from", (key_of(clock.counted_from),)))
            for end, keys in ends:
                for key in keys:
                    if key not in self.steps:
                        yield f"{clock.key} {end} on {key!r}, which no pathway has. Steps are: {', '.join(self.steps)}."
            named = [family for family in (clock.law, clock.law_before) if family]
            for family in (unknown := [family for family in named if family not in self.law.families]):
                yield f"{clock.key} names the law {family!r}, which the table of the law does not have."
            for rule in (rule for family in named if family not in unknown for rule in self.law.family(family)):
                if rule.condition and rule.condition not in self.conditions:
                    yield f"{rule.key} applies on condition {rule.condition!r}, which no pathway can tell."
                if rule.kind not in {"clock", "recurring"}:
                    yield f"{clock.key} names {rule.key}, which is a {rule.kind} and gives no time to count."
        for step in self.steps.values():
            if step.counts_as and step.counts_as not in self.steps:
                yield f"{step.key} counts as {step.counts_as!r}, which no pathway has."
            if step.opens_for and step.opens_for not in self.law.families:
                yield f"{step.key} names the law {step.opens_for!r}, which the table of the law does not have."
            if step.follows and step.follows not in self.steps:
                yield f"{step.key} follows {step.follows!r}, which no pathway has."
            if not step.pathway.lifelong and not step.pathway.beginnings():
                yield f"{step.pathway.__name__} has no step that begins it. Give one begins=True."
        for one in self.signals:
            for key in one.wakes:
                if key not in self.steps:
                    yield f"The signal {one.key} wakes on {key!r}, which no pathway has."
            if not one.source:
                yield f"The signal {one.key} gives no source. Name the law, guidance, finding or local rule."
            if one.law and one.law not in self.law.families:
                yield f"The signal {one.key} names the law {one.law!r}, which the table of the law does not have."


_open: Handbook | None = None


def open_handbook(book: Handbook) -> None:
    """Make this the handbook in force. Only config calls it, once."""
    global _open
    _open = book


def handbook() -> Handbook:
    """The handbook in force."""
    if _open is None:
        raise RuntimeError("No handbook is open. Start through goldenthread.config, which opens it.")
    return _open
