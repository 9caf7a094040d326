"""What a rule of practice sets going by itself: written down in the rule's own name, in the transaction that woke it.

Nobody decided it, so nobody stands as its author; what it goes by stands in its answers, and any manager can go on from
there (docs/decisions/0022-by-rule.md).
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from goldenthread.casework import bulk, told_afterwards
from goldenthread.casework.acts import Act, ByRule
from goldenthread.casework.recording import record
from goldenthread.casework.replay import Replayed, counted
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


def families_of_rules() -> set[str]:
    """The families of the law by which rules act."""
    return {family for rule in _standing for family in rule.laws}


def woken(replayed: Mapping[UUID, Replayed], entries: Sequence[Entry], rules: Rules) -> None:
    """After a recording: ask each rule that one of its entries wakes, about that entry as it now stands."""
    for rule, act, known in _found([one.record for one in replayed.values()], entries, rules):
        record(act, by=ByRule(rule.name), key=f"{rule.key}:{act.follows}", known=told_afterwards.at_once_after(known))


class InBulk:
    """The same, of one family in memory, so that a made-up authority has what the rules did."""

    def recorded(self, family: bulk.Family, records: Mapping[UUID, Record], entries: Sequence[Entry]) -> None:
        """Ask the rules that these entries wake, about each record that was touched."""
        here = [counted(entry, family.book) for entry in entries]
        for rule, act, known in list(_found(list(records.values()), here, family.rules)):
            family.take(
                bulk.Saved((act,), ByRule(rule.name), f"{rule.key}:{act.follows}", known + told_afterwards.TICK)
            )

    def rows(self) -> tuple[()]:
        """Nothing beside the entries."""
        return ()


def _found(
    records: Sequence[Record], entries: Sequence[Entry], rules: Rules
) -> Iterator[tuple[Standing, Act, dt.datetime]]:
    """What each rule comes to, and when that became known which woke it."""
    for rule in _standing:
        for entry in (entry for entry in entries if entry.step == rule.wakes):
            in_force = {family: rules.rule(family, on=entry.day, known=entry.known) for family in rule.laws}
            laws = {family: row for family, row in in_force.items() if row is not None}
            if len(laws) < len(rule.laws):
                continue
            # The entry as it stands on its record, unless it was withdrawn.
            stands = [(one, record_) for record_ in records for one in record_.entries if one.id == entry.id]
            for one, record_ in stands:
                found = rule.ask(record_, one, laws)
                if found:
                    yield rule, Act(rule.step, one.about, one.day, found.answers, follows=found.follows), entry.known
