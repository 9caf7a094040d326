"""What a rule of practice sets going by itself: written down in the rule's own name, in the transaction that woke it.

Nobody decided it, so nobody stands as its author; what it goes by stands in its answers, and any manager can go on from
there (docs/decisions/0022-by-rule.md).
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from goldenthread.casework.acts import Act, ByRule
from goldenthread.casework.recording import record
from goldenthread.casework.replay import Replayed
from goldenthread.casework.rules import Rules
from goldenthread.language import Entry, Record
from goldenthread.standards.law import Rule


@dataclasses.dataclass(frozen=True)
class Found:
    """What a rule comes to: the entry that it follows, and what is then recorded."""

    follows: UUID
    answers: Mapping[str, Any]


@dataclasses.dataclass(frozen=True)
class Standing:
    """A rule that acts by itself. name: what stands in place of an author. wakes: the step whose recording asks it.

    step: what it records. laws: families of the law, of which it is handed the rows in force on the day; where one is
    switched off, the rule is. ask: returns nothing, or an object with `follows` and `answers`.
    """

    key: str
    name: str
    wakes: str
    step: str
    laws: tuple[str, ...]
    ask: Callable[[Record, Entry, Mapping[str, Rule]], Any]


_standing: tuple[Standing, ...] = ()


def open_rules(standing: Sequence[Standing]) -> None:
    """Make these the rules that act by themselves. Only config says so."""
    global _standing
    _standing = tuple(standing)


def woken(replayed: Mapping[UUID, Replayed], entries: Sequence[Entry], rules: Rules) -> None:
    """After a recording: ask each rule that one of its entries wakes, about that entry as it now stands."""
    for rule in _standing:
        for entry in (entry for entry in entries if entry.step == rule.wakes):
            in_force = {family: rules.rule(family, on=entry.day, known=entry.known) for family in rule.laws}
            laws = {family: row for family, row in in_force.items() if row is not None}
            if len(laws) < len(rule.laws):
                continue
            for stands, record_ in _stands(entry, replayed):
                found = rule.ask(record_, stands, laws)
                if found:
                    record(
                        Act(rule.step, stands.about, stands.day, found.answers, follows=found.follows),
                        by=ByRule(rule.name),
                        key=f"{rule.key}:{found.follows}",
                    )


def _stands(entry: Entry, replayed: Mapping[UUID, Replayed]) -> list[tuple[Entry, Record]]:
    """The entry on its record, unless it was withdrawn."""
    return [(stands, one.record) for one in replayed.values() for stands in one.record.entries if stands.id == entry.id]
