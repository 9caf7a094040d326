"""Domestic abuse that the police tell us of: the daily triage, high straight to a manager, and the third in a row."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.family import Child, Family, Told, Worry
from goldenthread.doors.demonstration.lives.life import Life
from goldenthread.doors.demonstration.lives.words import police as words
from goldenthread.doors.demonstration.lives.worries import POLICE
from goldenthread.language import derived_id
from goldenthread.standards.holidays import england_and_wales
from goldenthread.standards.law import Law

DOMESTIC_ABUSE, HIGH = "domestic_abuse", "high"
WINDOW, COUNT = "da_repeat_three_in_three_months", "da_repeat_count"
# The meeting of a morning, in hours of the day; what came in before it is looked at the same day.
BEGINS, ENDS = 9.4, 10.5


def graded(life: Life, family: Family, worry: Worry) -> str:
    """The police's grade, where it is domestic abuse that they tell us of."""
    if worry.source != POLICE or worry.kind != DOMESTIC_ABUSE:
        return ""
    return life.of.pick("police.grade.urgent" if worry.urgent else "police.grade", family.chance)


def opened_by_rule(worry: Worry, children: Sequence[Child], day: dt.date) -> list[Child]:
    """Note the notification of each child; those for whom the record thereby opens an assessment by itself."""
    opened = []
    for child in children:
        child.told.append(Told(day, worry, worry.grade == HIGH))
        if not child.open and _is_last_of_a_row(child, day):
            opened.append(child)
    return opened


def _is_last_of_a_row(child: Child, day: dt.date) -> bool:
    """As the rule of three finds it on the record (practice.front_door.third), whose reading no life can ask."""
    law = Law.read()
    window, count = law.rule(WINDOW, on=day), law.rule(COUNT, on=day)
    if not (window and window.limit and count and count.value):
        return False
    row: list[Told] = []
    for one in child.told:
        row = [] if one.high else [*row, one]
    row = row[-count.value :]
    return len(row) == count.value and row[0].day >= window.limit.before(day, england_and_wales())


def to_be_met_about(family: Family, *, but: Worry | None = None) -> bool:
    """Whether a strategy meeting is decided on and not yet called: that worry is decided before any other."""
    return any(worry.strategy and not worry.outcome for worry in family.past if worry is not but)


def settled(life: Life, family: Family, worry: Worry, children: list[Child], notified: list[UUID]) -> Wait:
    """The daily triage, or at once the manager's decision on a strategy meeting where it is graded high."""
    high = worry.grade == HIGH
    if not high:
        high = yield from _triaged(life, family, worry, children, notified)
    if high:
        yield from _decided(life, family, worry, children, notified)


def _triaged(life: Life, family: Family, worry: Worry, children: list[Child], notified: list[UUID]) -> Wait:
    """Whether those who met agree that it is high."""
    of, chance, env = life.of, family.chance, life.env
    days = int(of.pick("police.triaged_late_days", chance)) if of.happens("police.triaged_late", chance) else 0
    at = chance.uniform(BEGINS, ENDS) * 60
    meeting = life.clock.on(env.now, 0, at) if _before_the_meeting(life, worry) else life.clock.on(env.now, 1, at)
    yield life.until(life.clock.on(meeting, days, at) if days else meeting)
    agreed = HIGH if of.happens("police.triage_raises", chance) else worry.grade
    owner = life.officers.somebody(env.now) if of.happens("police.action", chance) else None
    by = life.clock.on(env.now, chance.randint(1, 3), 12 * 60)
    shared, own = words.triage(family, worry, children, owner, life.clock.day(by), life.today, agreed=agreed)
    entries = life.save(
        family, "police_notification.triaged", children, life.officers.somebody(env.now), shared, own, follows=notified
    )
    if agreed == HIGH:
        for child in children:
            for told in child.told:
                told.high = told.high or told.worry is worry
    if owner:
        env.process(_followed_up(life, family, children, owner, entries, shared, by))
    return agreed == HIGH


def _before_the_meeting(life: Life, worry: Worry) -> bool:
    """Whether what came is there when they meet this morning."""
    opened = life.clock.opened(life.env.now)
    return life.clock.day(opened) == life.today and life.env.now < life.clock.on(opened, 0, BEGINS * 60)


def _followed_up(
    life: Life,
    family: Family,
    children: list[Child],
    owner: Worker,
    entries: list[UUID],
    said: words.Answers,
    by: float,
) -> Wait:
    """Whoever promised something says by the day what became of it, or when they are back."""
    yield life.until(life.clock.on(life.env.now, 0, 11.5 * 60) if by < life.env.now else by + 150)
    back = life.clock.opened(owner.tenure.back(life.env.now))
    if back >= min(owner.tenure.ends, life.clock.ends):
        return
    yield life.until(back)
    for child, entry in zip(children, entries, strict=True):
        what = words.followed_up(family, child, str(derived_id(entry, "actions", 1)), said, life.today)
        life.save(family, "police_notification.action_followed_up", [child], owner, what, follows=[entry])
        yield life.env.timeout(family.chance.uniform(2, 6))


def _decided(life: Life, family: Family, worry: Worry, children: list[Child], notified: list[UUID]) -> Wait:
    """A manager's decision on a strategy meeting, within hours and with the reason."""
    of, chance, env = life.of, family.chance, life.env
    yield life.until(life.clock.after(env.now, of.drawn("police.high_hours", chance)))
    works, met = any(child.open for child in children), to_be_met_about(family)
    held = not works and not met and worry.may_be_met_about and all(child.birth_said for child in children)
    decision = of.pick("police.strategy", chance) if held else "no"
    worry.strategy = decision == words.YES
    shared, own = words.strategy(family, worry, children, decision, life.today, works=works, met=met)
    manager = life.managers.somebody(env.now)
    life.save(family, "police_notification.strategy_decided", children, manager, shared, own, follows=notified)
