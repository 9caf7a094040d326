"""The authority's own limits and working days: appended with a day from which they hold, never altered."""

import dataclasses
import datetime as dt

from goldenthread.casework.administration import CannotChange, Change, write_down
from goldenthread.casework.by_rule import families_of_rules
from goldenthread.casework.lawbook import said_number
from goldenthread.casework.rules import Rules
from goldenthread.language import Handbook
from goldenthread.record.models import ClockRun, ClosureDay, Setting
from goldenthread.standards.law import Rule
from goldenthread.timekeeping import Duration, Unit

OFF = "off"


@dataclasses.dataclass(frozen=True)
class Effect:
    """What a change would touch. Running clocks keep their due date; `since` counts those begun on or after the day."""

    running: int
    since: int
    backdated: bool


@dataclasses.dataclass(frozen=True)
class LocalLimit:
    """A rule open to local choice, and what was chosen, the latest first. `runs`: a clock or signal here uses it."""

    key: str
    family: str
    name: str
    said: str
    amount: int | None
    unit: str
    source: str
    runs: bool
    chosen: tuple[tuple[str, dt.date], ...]


def local_limits(rules: Rules, *, book: Handbook) -> list[LocalLimit]:
    """The rules that are open to local choice and have a limit; those that something here uses come first."""
    found = [_local(rule, rules, book) for rule in rules.law.rules if _open_to_choice(rule)]
    return sorted(found, key=lambda limit: (not limit.runs, limit.name))


def local_limit(key: str, rules: Rules, *, book: Handbook) -> LocalLimit:
    """One of them.

    :raises CannotChange: if the law leaves no choice
    """
    return _local(_rule(key, rules), rules, book)


def effect_of(key: str, *, on: dt.date, today: dt.date, rules: Rules) -> Effect:
    """How many clocks run by this rule's family now, and how many of them began on or after the day. One query."""
    keys = [rule.key for rule in rules.law.family(_rule(key, rules).family)]
    started = list(ClockRun.now.filter(rule__in=keys, stopped_on=None, lapsed="").values_list("started_on", flat=True))
    return Effect(len(started), sum(day >= on for day in started), on < today)


def choose_limit(key: str, *, amount: int | None, unit: Unit | None, on: dt.date, rules: Rules, change: Change) -> None:
    """The authority's own limit from a day on; without an amount the rule is switched off here. A rule that counts no
    time has a number and no unit.

    Clocks that already run keep their due date: an entry keeps the rules as they were known when it was recorded.

    :raises CannotChange: if the law leaves no choice
    """
    rule = _rule(key, rules)
    if amount is not None and amount < 1:
        raise CannotChange("A limit is at least one. To do without it, switch it off.")
    if rule.limit is None:
        unit = None
    value = OFF if amount is None else {"amount": amount, "unit": Duration(amount, unit).unit if unit else ""}
    Setting.objects.create(
        name=f"law.{rule.key}", value=value, effective_from=on, known_at=change.at, worker_id=change.by.worker,
        why=change.why.strip(),
    )  # fmt: skip


def closures() -> list[dict]:
    """The authority's own working and closed days, the latest day first; the newest word on a day holds."""
    rows = ClosureDay.objects.order_by("-day", "-known_at").select_related("worker")
    return [
        {"day": row.day, "name": row.name, "working": row.working, "by": row.worker.name if row.worker else "",
         "known_at": row.known_at}
        for row in rows
    ]  # fmt: skip


def name_day(day: dt.date, *, name: str, working: bool, change: Change) -> None:
    """Say that a weekday is not a working day here, or is one after all.

    :raises CannotChange: for a Saturday or Sunday, which never counts
    """
    if day.isoweekday() > 5:
        raise CannotChange("Saturdays and Sundays are never working days. Choose a weekday.")
    ClosureDay.objects.create(day=day, name=name, working=working, known_at=change.at, worker_id=change.by.worker)
    write_down(change, "working day" if working else "closed day", on=day, name=name)


def _open_to_choice(rule: Rule) -> bool:
    """Whether it is the authority's to say, and there is a number to choose."""
    return rule.local and rule.value is not None


def _rule(key: str, rules: Rules) -> Rule:
    rule = next((rule for rule in rules.law.rules if rule.key == key and _open_to_choice(rule)), None)
    if rule is None:
        raise CannotChange("The law leaves no choice here: this limit is not open to a local one.")
    return rule


def _local(rule: Rule, rules: Rules, book: Handbook) -> LocalLimit:
    chosen = sorted(
        (one for one in rules.choices if one.name == f"law.{rule.key}"), key=lambda one: one.known_at, reverse=True
    )
    return LocalLimit(
        rule.key, rule.family, rule.name, said_number(rule), rule.value, rule.limit.unit if rule.limit else "",
        rule.source,
        rule.family in {
            *(clock.law for clock in book.clocks.values()), *(signal.law for signal in book.signals),
            *(step.opens_for for step in book.steps.values()), *families_of_rules(),
        },
        tuple(
            ("switched off" if one.value == OFF else f"{one.value['amount']} {one.value['unit']}".strip(),  # type: ignore[index]
             one.effective_from) for one in chosen
        ),
    )  # fmt: skip
