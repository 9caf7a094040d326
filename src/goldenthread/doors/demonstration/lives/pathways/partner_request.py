"""After a child protection concern partners are asked what they know, by a clock, and most of them answer."""

import datetime as dt
from uuid import UUID

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.words import partner_request as words


def perhaps_ask(life: Life, case: Case) -> None:
    """Some enquiries ask one or two partners beyond those who met."""
    family = case.family
    born = all(child.birth_said for child in case.children)
    if family.alone or not born or not life.of.happens("partner_request.asked", family.chance):
        return
    many = int(life.of.pick("partner_request.partners", family.chance))
    drawn = [life.of.pick("partner_request.partner", family.chance) for _ in range(many)]
    for partner in dict.fromkeys(drawn):
        if words.fits(partner, case.children, life.today):
            life.env.process(_asked(life, case, partner))


def _asked(life: Life, case: Case, partner: str) -> Wait:
    of, family, chance, env = life.of, case.family, case.family.chance, life.env
    yield life.until(life.clock.after(env.now, chance.uniform(0.3, 5)))
    rag = of.pick("partner_request.rag", chance)
    said = words.asked(family, case.children, partner, rag, life.today)
    asked = life.save(family, "partner_request.asked", case.children, _worker(life, case), said)
    on = life.today
    if not of.happens("partner_request.never_answers", chance):
        yield life.until(life.clock.after(env.now, of.drawn(f"partner_request.hours.{rag}", chance)))
        came = of.pick("partner_request.came", chance)
        yield from _answered(life, case, partner, asked, on, came)


def _answered(life: Life, case: Case, partner: str, asked: list[UUID], on: dt.date, came: str) -> Wait:
    """Written down for each child with whom somebody works still."""
    for child, request in zip(case.children, asked, strict=True):
        if child.open:
            said = words.answered(case.family, child, partner, str(request), on, came, life.today)
            life.save(case.family, "partner_request.answered", [child], _worker(life, case), said)
            yield life.env.timeout(case.family.chance.uniform(2, 6))


def _worker(life: Life, case: Case) -> Worker:
    """The children's worker, or a colleague of the team for whoever is away."""
    there = case.worker.tenure.is_there(life.env.now)
    return case.worker if there else case.team.somebody(life.env.now)
