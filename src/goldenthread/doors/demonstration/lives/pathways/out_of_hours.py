"""The night is told of some children before a weekend, and each working morning it hands back what it took."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

from goldenthread.doors.demonstration.lives.at_work import Team, Wait
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.family import Child, Family, Worry
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.words import out_of_hours as words

THURSDAY, SUNDAY = 3, 6


@dataclasses.dataclass(frozen=True)
class Day:
    """Who takes some children back in the morning: which team, who answers for it, and whose work they are."""

    team: int
    said: str
    managers: Team
    case: Case | None

    @property
    def named(self) -> dict[str, Any]:
        return {"to_team": self.team, "to_team_said": self.said}


def perhaps_briefed(life: Life, case: Case, children: Sequence[Child], plan: str) -> None:
    """Towards the end of a week those who work at the weekend are told of some children with such a plan."""
    family, here, today = case.family, [child for child in children if child.birth_said], life.today
    if not here or family.alone or not THURSDAY <= today.weekday() < SUNDAY:
        return
    if not life.of.happens(f"out_of_hours.briefed.{plan}", family.chance):
        return
    more = int(life.of.pick("out_of_hours.brief_weeks", family.chance))
    until = today + dt.timedelta(days=SUNDAY - today.weekday(), weeks=more)
    said = words.briefed(family, here, life.front_door, until, today)
    life.save(family, "out_of_hours.briefed", here, case.worker, *said)
    if more:
        life.env.process(_brief_ended(life, case, here, until))


def _brief_ended(life: Life, case: Case, children: list[Child], until: dt.date) -> Wait:
    """Before its last day somebody says that the night need not know any more, for some of them."""
    if not life.of.happens("out_of_hours.brief_ended", case.family.chance):
        return
    yield life.until(life.clock.on(life.env.now + 3 * DAY, 1, case.family.chance.uniform(9.3, 12) * 60))
    still = [child for child in children if child.open and child.case is case]
    if still and life.today < until and case.worker.tenure.is_there(life.env.now):
        said = words.brief_ended(case.family, still, life.today)
        life.save(case.family, "out_of_hours.brief_ended", still, case.worker, said)


def perhaps_handed_back(life: Life, family: Family, worry: Worry, children: Sequence[Child]) -> None:
    """What cannot be left to whoever reads the contacts first is handed back to somebody."""
    known = any(child.open for child in children)
    why = "urgent" if worry.urgent else "known" if known else "others"
    if not life.of.happens(f"out_of_hours.handed_back.{why}", family.chance):
        return
    days: dict[Day, list[Child]] = {}
    for child in children:
        # What comes after it in the same night is read with it.
        if not child.handed_back:
            child.handed_back = True
            days.setdefault(_day_of(life, child), []).append(child)
    for day, theirs in days.items():
        life.env.process(_handed_back(life, family, worry, theirs, day))


def _handed_back(life: Life, family: Family, worry: Worry, children: list[Child], day: Day) -> Wait:
    """On the next working morning, before the office opens; and somebody goes on with it soon after."""
    chance, env, known = family.chance, life.env, day.case is not None
    opens = life.clock.opened(env.now)
    yield life.until(opens - chance.uniform(8, 75))
    said = words.handed_back(family, worry, children, day.named, life.today, known=known)
    life.save(family, "out_of_hours.handed_back", children, life.nights.somebody(env.now), *said)
    late = life.of.drawn("out_of_hours.taken_back_hours", chance)
    yield life.until(life.clock.after(max(opens, env.now), late))
    by = day.managers.somebody(env.now)
    who = day.case.worker if day.case and day.case.worker.tenure.is_there(env.now) else by
    said_then = words.taken_back(family, children, who, life.today, known=known)
    life.save(family, "out_of_hours.taken_back", children, by, said_then)
    for child in children:
        child.handed_back = False


def _day_of(life: Life, child: Child) -> Day:
    """Whoever has the child's work, where somebody has; else the front door."""
    case = child.case
    if child.open and isinstance(case, Case) and any(case in worker.cases for worker in case.team.workers):
        if case.team is life.planners:
            return Day(life.plan_team["to_team"], life.plan_team["to_team_said"], life.plan_managers, case)
        takes_on, said = life.assessment_team["takes_on"], life.assessment_team["takes_on_said"]
        return Day(takes_on, said, life.assessment_managers, case)
    return Day(life.front_door, "Front door", life.officers, None)
