"""The law as a table: every limit is a dated row with its source (timescales.csv)."""

import csv
import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from goldenthread.timekeeping import Calendar, Counting, Duration, Unit

Kind = Literal["clock", "recurring", "gate", "measure", "reference"]
Direction = Literal["within", "before"]

NOT_COMMENCED = dt.date.max


class UnknownFamily(LookupError):
    """A rule was asked for by a name that the table does not have."""


class TwoRulesAtOnce(LookupError):
    """Two rows of one family hold on the same day, so that the law would say two things."""


@dataclasses.dataclass(frozen=True)
class Rule:
    """One row of the law: a limit, a gate, a measure or a fact, in force between two days."""

    key: str
    family: str
    kind: Kind
    area: str
    name: str
    trigger_event: str
    due_event: str
    limit: Duration | None
    value: int | None
    direction: Direction
    counting: Counting
    then: str
    condition: str
    local: bool
    recurrence: str
    first_then: str
    applies_when: str
    since: dt.date
    until: dt.date
    source: str
    source_status: str
    threshold_kind: str
    notes: str

    @property
    def commenced(self) -> bool:
        """Whether the rule has come into force at all; one that was only enacted never fires."""
        return self.since != NOT_COMMENCED

    @property
    def comes_round(self) -> bool:
        """Whether its clock, once stopped, starts again."""
        return self.kind == "recurring" or bool(self.then)

    @property
    def verified(self) -> bool:
        """Whether somebody read the source, or a reliable restatement of it."""
        return self.source_status.startswith("verified")

    def in_force(self, on: dt.date) -> bool:
        """Whether the rule was the law on that day."""
        return self.commenced and self.since <= on <= self.until

    def last_day(self, event: dt.date, calendar: Calendar) -> dt.date:
        """Return the last day still in time: after what starts the clock, or before what it prepares for."""
        if self.limit is None:
            raise ValueError(f"{self.key} has no limit: it is a {self.kind}, and no clock can run on it.")
        reckon = self.limit.after if self.direction == "within" else self.limit.before
        return reckon(event, calendar, counting=self.counting)


@dataclasses.dataclass(frozen=True)
class Law:
    """Every rule, by family: the versions and variants of one rule over the years."""

    families: Mapping[str, tuple[Rule, ...]]

    @classmethod
    def read(cls) -> "Law":
        """Read the table that comes with this release, once."""
        return _read()

    @classmethod
    def of(cls, *rules: Rule) -> "Law":
        """Gather rules into a law, each family in the order of its dates."""
        families: dict[str, tuple[Rule, ...]] = {}
        for rule in sorted(rules, key=lambda rule: (rule.family, rule.since, rule.key)):
            families[rule.family] = (*families.get(rule.family, ()), rule)
        return cls(families)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every row, family by family."""
        return tuple(rule for family in self.families.values() for rule in family)

    def family(self, name: str) -> tuple[Rule, ...]:
        """Return the rows of one family, oldest first."""
        try:
            return self.families[name]
        except KeyError:
            raise UnknownFamily(f"The table of the law has no family {name!r}; see standards/timescales.csv.") from None

    def rule(self, family: str, on: dt.date, holds: Callable[[str], bool] = lambda condition: False) -> Rule | None:
        """Return the row in force on the day a clock starts, or None when no row is.

        A row with a condition applies only where `holds(condition)` is true, and then
        goes before the family's unconditional row.
        """
        in_force = [rule for rule in self.family(family) if rule.in_force(on)]
        special = [rule for rule in in_force if rule.condition and holds(rule.condition)]
        chosen = special or [rule for rule in in_force if not rule.condition]
        if len(chosen) > 1:
            keys = " and ".join(rule.key for rule in chosen)
            raise TwoRulesAtOnce(f"On {on} the law says both {keys}: let one condition hold, not both.")
        return chosen[0] if chosen else None


@cache
def _read() -> Law:
    text = (files("goldenthread.standards") / "timescales.csv").read_text(encoding="utf-8")
    return Law.of(*(_rule(row) for row in csv.DictReader(text.splitlines())))


def _rule(row: dict[str, str]) -> Rule:
    value = int(row["limit_value"]) if row["limit_value"] else None
    unit = row["limit_unit"]
    return Rule(
        key=row["key"],
        family=row["family"],
        kind=cast(Kind, row["kind"]),
        area=row["area"],
        name=row["name"],
        trigger_event=row["trigger_event"],
        due_event=row["due_event"],
        limit=Duration(value, cast(Unit, unit)) if value is not None and unit else None,
        value=value,
        direction=cast(Direction, row["direction"]),
        counting=cast(Counting, row["counting"]),
        then=row["then"],
        condition=row["condition"],
        local=row["local"] == "yes",
        recurrence=row["recurrence"],
        first_then=row["first_then"],
        applies_when=row["applies_when"],
        since=dt.date.fromisoformat(row["effective_from"]) if row["effective_from"] else dt.date.min,
        until=dt.date.fromisoformat(row["effective_to"]) if row["effective_to"] else dt.date.max,
        source=row["source"],
        source_status=row["source_status"],
        threshold_kind=row["threshold_kind"],
        notes=row["notes"],
    )
