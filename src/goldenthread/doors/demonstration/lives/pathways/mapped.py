"""A map is drawn with some families some weeks after their plan begins, and drawn again while the plan goes on."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any
from uuid import UUID

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.words import maps as words

MAP, MAPPED = "map", "signs_of_safety.mapped"
HELP = "early_help"
# What tells that a plan has begun.
BEGUN = {
    "child_in_need.planned": "child_in_need",
    "child_protection.core_group_held": "child_protection",
    "early_help.planned": HELP,
}


def saved(
    life: Life, family: Family, step: str, children: Sequence[Child], entries: Sequence[UUID], by: Worker,
    answers: Sequence[Mapping[str, Any]],
) -> None:  # fmt: skip
    """A plan has begun: for each child this is asked once, and once more if it is a plan of another kind."""
    if step not in BEGUN or family.alone:
        return
    plan, apart = BEGUN[step], family.by_itself(MAP)
    new = [child for child in children if child.birth_said and apart.first(child, plan)]
    if new and life.of.happens(f"map.drawn.{plan}", apart.chance):
        new = [child for child in new if apart.first(child, MAPPED)]
        if new:
            life.env.process(_drawn(life, family, new, by if plan == HELP else None))


def _drawn(life: Life, family: Family, children: Sequence[Child], helper: Worker | None) -> Wait:
    """helper: who leads, where it is early help; else whoever works with the children by then."""
    of, apart = life.of, family.by_itself(MAP)
    chance = apart.chance
    start = {child: int(of.pick("map.first_number", chance)) for child in children}
    map_ = words.Drawn(words.relatives(family, chance), start)
    days = of.drawn("map.first_days", chance)
    while True:
        yield life.until(life.clock.on(life.env.now + days * DAY, 1, chance.uniform(9.6, 16.4) * 60))
        here, by = yield from _here(life, children, helper, chance)
        if not here:
            return
        steps = {child: int(of.pick("map.goes", chance)) if map_.nth else 0 for child in here}
        days = of.drawn("map.again_days", chance)
        review = life.clock.day(life.clock.on(life.env.now + days * DAY, 1, 0))
        shared, own = words.drawn(family, here, map_, steps, review, life.today, chance)
        life.save(family, MAPPED, here, by, shared, own, key=apart.next_key())
        if not of.happens("map.again", chance):
            return


def _here(life: Life, children: Sequence[Child], helper: Worker | None, chance: Random) -> Wait:
    """Those with whom the same person still works, and who that is."""
    if helper:
        helped = [child for child in children if child.early_help and not child.open]
        return (helped, helper) if helper.tenure.is_there(life.env.now) else ([], helper)
    case = next((child.case for child in children if child.open and isinstance(child.case, Case)), None)
    if case is None:
        return [], helper
    yield from life.when_there(case, chance)
    return [child for child in children if child.open and child.case is case], case.worker
