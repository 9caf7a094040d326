"""The table of the law as a screen reads it: every row with its dates, its source, and what the authority chose."""

import dataclasses
import datetime as dt

from goldenthread.casework.rules import Rules
from goldenthread.language import Handbook
from goldenthread.standards.law import Rule


@dataclasses.dataclass(frozen=True)
class Shown:
    """One row of the law in words. `clocks` are the clocks of this system that run by it."""

    key: str
    name: str
    area: str
    kind: str
    says: str
    ours: str
    applies: str
    since: dt.date | None
    until: dt.date | None
    standing: str
    source: str
    read: str
    verified: bool
    local: bool
    notes: str
    clocks: tuple[str, ...]


def law_pages(rules: Rules, *, book: Handbook, today: dt.date, asked: str = "", area: str = "") -> list[Shown]:
    """Every row that holds all the words asked for, by area and name."""
    words = asked.lower().split()
    clocks: dict[str, list[str]] = {}
    for clock in book.clocks.values():
        clocks.setdefault(clock.law, []).append(clock.label)
    found = [
        _shown(rule, rules, today, tuple(clocks.get(rule.family, ())))
        for rule in rules.law.rules
        if (not area or rule.area == area) and all(word in _words(rule) for word in words)
    ]
    return sorted(found, key=lambda shown: (shown.area, shown.name, shown.since or dt.date.min))


def areas(rules: Rules) -> list[str]:
    """What the law's rows are about."""
    return sorted({rule.area for rule in rules.law.rules})


def said_limit(rule: Rule) -> str:
    """How long a rule gives: `within 45 working days`."""
    if rule.limit is None:
        return str(rule.value) if rule.value is not None else "no number of days"
    return f"{rule.limit} before" if rule.direction == "before" else f"within {rule.limit}"


def said_number(rule: Rule) -> str:
    """The number that a rule gives, and of what: `45 working days`, or a number alone."""
    return str(rule.limit) if rule.limit else str(rule.value)


def _shown(rule: Rule, rules: Rules, today: dt.date, clocks: tuple[str, ...]) -> Shown:
    if not rule.commenced:
        standing = "not in force yet"
    elif rule.since > today:
        standing = "in force later"
    else:
        standing = "in force" if rule.until >= today else "no longer in force"
    ours = rules.setting(f"law.{rule.key}", on=today) if rule.local else None
    return Shown(
        key=rule.key,
        name=rule.name,
        area=rule.area.replace("_", " "),
        kind=rule.kind,
        says=said_limit(rule),
        ours="" if ours is None else "switched off here" if ours == "off" else _said(ours),
        applies=rule.applies_when,
        since=rule.since if rule.since not in (dt.date.min, dt.date.max) else None,
        until=rule.until if rule.until != dt.date.max else None,
        standing=standing,
        source=rule.source,
        read=rule.source_status,
        verified=rule.verified,
        local=rule.local,
        notes=rule.notes,
        clocks=clocks,
    )


def _words(rule: Rule) -> str:
    return " ".join((rule.key, rule.name, rule.source, rule.applies_when, rule.area)).lower()


def _said(ours: object) -> str:
    return f"{ours['amount']} {ours['unit']}".strip() if isinstance(ours, dict) else str(ours)
