"""What a conference decided is sent to whoever has something to do: the outline at once, the record later."""

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.family import Child
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.words import papers as words

APART, SENT = "papers", "child_protection.papers_sent"


def are_sent(life: Life, case: Case, chair: Worker) -> None:
    """By whoever chaired it, to the children who have a plan by then."""
    for paper in (words.OUTLINE, words.RECORD):
        if life.of.happens(f"papers.{paper}", case.family.by_itself(APART).chance):
            life.env.process(_sent(life, case, list(case.children), chair, paper))


def _sent(life: Life, case: Case, children: list[Child], chair: Worker, paper: str) -> Wait:
    apart = case.family.by_itself(APART)
    days = life.of.drawn(f"papers.{paper}_days", apart.chance)
    yield life.until(life.clock.on(life.env.now, days, apart.chance.uniform(9.5, 16.5) * 60))
    yield life.until(life.clock.opened(chair.tenure.back(life.env.now)))
    still = [child for child in children if child in case.children]
    if still and chair.tenure.is_there(life.env.now):
        life.save(case.family, SENT, still, chair, words.sent(paper, apart.chance), key=apart.next_key())
