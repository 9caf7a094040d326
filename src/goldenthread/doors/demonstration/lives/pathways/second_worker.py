"""A second worker beside the one who leads: a colleague for a large family, or somebody for practical help."""

from typing import Any

from goldenthread.doors.demonstration.lives.at_work import Team, Wait, Worker
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.family import Child
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.words import second_worker as words

MANY = 3


def may_join(life: Life, case: Case) -> None:
    """With some plans somebody joins in; with large families it is a colleague of the same team more often."""
    kind = words.CO_WORKER if len(case.children) >= MANY else words.SUPPORT
    if life.of.happens(f"second_worker.{kind}", case.family.chance):
        life.env.process(_joins(life, case, kind))


def _joins(life: Life, case: Case, kind: str) -> Wait:
    of, chance, env, family = life.of, case.family.chance, life.env, case.family
    yield life.until(life.clock.opened(env.now + of.drawn("second_worker.joins_days", chance) * DAY))
    second = _with_time(life, case, life.helpers if kind == words.SUPPORT else life.planners)
    joined = _here(case)
    if second is None or not joined:
        return
    answers = {**second.allocation, "reason": words.joins(family, joined, kind, life.today)}
    yield from _said(life, case, "allocation.joined_by", joined, answers)
    ends = env.now + of.drawn("second_worker.days", chance) * DAY
    yield life.until(life.clock.opened(min(ends, second.tenure.ends)))
    still = [child for child in joined if child in _here(case)]
    if still and second is not case.worker:
        why = words.ends(family, still, life.today, left=second.tenure.ends <= env.now)
        said = {"worker_id": second.actor.worker, "worker_id_said": second.actor.name, "reason": why}
        yield from _said(life, case, "allocation.ended", still, said)


def _said(life: Life, case: Case, step: str, children: list[Child], answers: dict[str, Any]) -> Wait:
    """What a manager decides of the second worker, for one child after the other."""
    manager = case.managers.somebody(life.env.now)
    for child in children:
        if child.open:
            life.save(case.family, step, [child], manager, answers)
            yield life.env.timeout(case.family.chance.uniform(1, 4))


def _here(case: Case) -> list[Child]:
    return [child for child in case.children if child.open and child.case is case]


def _with_time(life: Life, case: Case, team: Team) -> Worker | None:
    """Whoever is there, stays a while, and carries least; never the one who leads."""
    now = life.env.now
    stays = now + life.of.number("second_worker.stays_days") * DAY
    there = [
        one for one in team.workers
        if one is not case.worker and one.tenure.is_there(now) and one.tenure.ends > stays
    ]  # fmt: skip
    return min(there, key=lambda one: one.load, default=None)
