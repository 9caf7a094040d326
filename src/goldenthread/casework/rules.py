"""The rules in force: the table of the law, the authority's own settings, and its calendar, each as known at a time."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence

from goldenthread.record.models import ClosureDay, Setting
from goldenthread.standards.holidays import england_and_wales
from goldenthread.standards.law import Law, Rule
from goldenthread.timekeeping import Calendar, Duration

# What was changed of the organisation and its preparations is kept among the settings, under names that no rule reads.
JOURNAL = "administration: "


@dataclasses.dataclass(frozen=True)
class Choice:
    """A local setting from a day on, and when it was made."""

    name: str
    value: object
    effective_from: dt.date
    known_at: dt.datetime


@dataclasses.dataclass(frozen=True)
class Closure:
    """A weekday that the authority says is, or is not, a working day."""

    day: dt.date
    working: bool
    known_at: dt.datetime


@dataclasses.dataclass(frozen=True)
class Rules:
    """What replay needs to know of law, settings and calendar. The same rules give the same clocks.

    A run keeps the rules as they were known when its entry was recorded, so that a later change moves no due date.
    """

    law: Law
    choices: Sequence[Choice] = ()
    closures: Sequence[Closure] = ()

    def calendar(self, known: dt.datetime | None = None) -> Calendar:
        """The working days as known at a moment (all that is known, if none is given)."""
        national = england_and_wales()
        ours = {c.day: c.working for c in self.closures if known is None or c.known_at <= known}
        if not ours:
            return national
        closed = (set(national.closed) - {d for d, w in ours.items() if w}) | {d for d, w in ours.items() if not w}
        newest = max(c.known_at for c in self.closures if known is None or c.known_at <= known)
        return Calendar(f"{national.version} with local days to {newest:%Y-%m-%d %H:%M}", frozenset(closed))

    def setting(self, name: str, *, on: dt.date, known: dt.datetime | None = None, default: object = None) -> object:
        """A local choice in force on a day."""
        made = [
            c
            for c in self.choices
            if c.name == name and c.effective_from <= on and (known is None or c.known_at <= known)
        ]
        return max(made, key=lambda c: (c.effective_from, c.known_at)).value if made else default

    def rule(
        self,
        family: str,
        *,
        on: dt.date,
        known: dt.datetime | None = None,
        holds: Callable[[str], bool] = lambda condition: False,
    ) -> Rule | None:
        """The row of the law in force on the day, with the authority's own limit where the row is open to one."""
        rule = self.law.rule(family, on=on, holds=holds)
        if rule is None or not rule.local:
            return rule
        ours = self.setting(f"law.{rule.key}", on=on, known=known)
        if ours is None:
            return rule
        if ours == "off":
            return None
        amount, unit = ours["amount"], ours["unit"]  # type: ignore[index]
        limit = Duration(amount, unit) if unit else None  # A number that counts no time has no unit.
        return dataclasses.replace(rule, limit=limit, value=amount, source=f"Local setting, in place of: {rule.source}")


def rules_now() -> Rules:
    """The rules as they stand in the database: two queries, read once for each recording."""
    return Rules(
        Law.read(),
        tuple(
            Choice(*row)
            for row in Setting.objects.exclude(name__startswith=JOURNAL)
            .order_by("id")
            .values_list("name", "value", "effective_from", "known_at")
        ),
        tuple(Closure(*row) for row in ClosureDay.objects.order_by("id").values_list("day", "working", "known_at")),
    )


def calendar_now() -> Calendar:
    """The working days as known now, with the authority's own closure days. One query."""
    known = ClosureDay.objects.order_by("id").values_list("day", "working", "known_at")
    return Rules(Law.read(), (), tuple(Closure(*row) for row in known)).calendar()
