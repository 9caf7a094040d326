"""Whoever takes work over from a colleague who leaves, while the work goes on."""

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.words import referral as words


def handed_over(life: Life, case: Case, before: Worker, after: Worker) -> None:
    """Somebody leaves: each of their children is given to a colleague."""
    life.env.process(_hand_over(life, case, before, after))


def _hand_over(life: Life, case: Case, before: Worker, after: Worker) -> Wait:
    team = case.team
    yield life.until(life.clock.opened(life.env.now + case.family.chance.uniform(5, 200)))
    if case.team is not team:
        # Another team has taken it on meanwhile.
        return
    yield from give(life, case, after, reason=f"{before.actor.name} has left us. {words.handed_over(case.family)}")


def give(life: Life, case: Case, worker: Worker, *, reason: str) -> Wait:
    """A manager gives the children to a worker."""
    manager = case.managers.somebody(life.env.now)
    for child in case.children:
        if child.open:
            answers = {**worker.allocation, "reason": reason}
            life.save(case.family, "allocation.allocated", [child], manager, answers)
            yield life.env.timeout(case.family.chance.uniform(1, 4))
    case.worker = worker
