"""What a conference decided is sent to whoever has something to do: the outline at once, the record later."""

import random

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.family import Child
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.words import papers as words

BEGAN = "child_protection.papers_sent"


def are_sent(life: Life, case: Case, chair: Worker) -> None:
    """By whoever chaired it, to the children who have a plan by then."""
    # Their own chance: what is sent changes nothing else in a life.
    chance = random.Random(f"{case.family.key}/papers/{life.env.now:.0f}")
    for paper in (words.OUTLINE, words.RECORD):
        if life.of.happens(f"papers.{paper}", chance):
            life.env.process(_sent(life, case, list(case.children), chair, paper, chance))


def _sent(life: Life, case: Case, children: list[Child], chair: Worker, paper: str, chance: random.Random) -> Wait:
    days = life.of.drawn(f"papers.{paper}_days", chance)
    yield life.until(life.clock.on(life.env.now, days, chance.uniform(9.5, 16.5) * 60))
    yield life.until(life.clock.opened(chair.tenure.back(life.env.now)))
    still = [child for child in children if child in case.children]
    if still and chair.tenure.is_there(life.env.now):
        life.save(case.family, BEGAN, still, chair, words.sent(paper, chance))
