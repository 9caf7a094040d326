"""The legal gateway before a birth, what meetings before it promise, and the baby's way home from the hospital."""

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.family import Child
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.pathways.child_in_need import Promise, promised
from goldenthread.doors.demonstration.lives.words import birth as words


def promised_by(
    life: Life, case: Case, step: str, by: Worker, said: dict[str, object], *, happened: float | None = None
) -> list[Promise]:
    """What a meeting decides is owed, by each child's part of it."""
    entries = life.save(case.family, step, case.children, by, said, happened=happened)
    actions = {name: str(word) for name, word in said.items()}
    return promised(case.children, entries, dict.fromkeys(range(len(case.children)), actions))


def gateway(life: Life, case: Case) -> Wait:
    """The meeting with the lawyers, and the panel after it; answers what both promise."""
    of, family, chance, env = life.of, case.family, case.family.chance, life.env
    yield life.until(life.clock.on(env.now, of.drawn("pre_birth.gateway_days", chance), chance.choice((10, 14)) * 60))
    decision = of.pick("pre_birth.gateway", chance)
    said = words.gateway_met(family, case.children, case.worker, decision, life.today)
    promises = promised_by(life, case, "pre_birth.gateway_met", case.managers.somebody(env.now), said)
    yield life.until(life.clock.on(env.now, of.drawn("pre_birth.panel_days", chance), chance.choice((10, 14)) * 60))
    held = env.now
    yield env.timeout(chance.uniform(60, 120))
    said = words.panel_again(family, case.children, case.worker, life.today)
    by = case.managers.somebody(held)
    return promises + promised_by(life, case, "pre_birth.panel_held", by, said, happened=held)


def way_home(life: Life, case: Case, children: list[Child]) -> Wait:
    """Those who are in hospital still when the birth is recorded leave it by a plan; answers what it promises."""
    days = life.of.number("pre_birth.in_hospital_days")
    there = all((life.today - child.born).days <= days for child in children)
    if not there or not life.of.happens("pre_birth.discharge", case.family.chance):
        return []
    yield life.until(life.clock.after(life.env.now, case.family.chance.uniform(0.5, 5)))
    yield from life.when_there(case)
    said = words.discharged(case.family, children, case.worker, life.today)
    entries = life.save(case.family, "pre_birth.discharge_planned", children, case.worker, said)
    actions = {name: str(word) for name, word in said.items()}
    return promised(children, entries, dict.fromkeys(range(len(children)), actions))
