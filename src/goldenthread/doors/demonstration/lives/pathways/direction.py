"""A manager's oversight of each child while a plan or an assessment goes on: what they decide, and what came of it."""

from collections.abc import Sequence

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.words import direction as words

NEVER, LATE = "never", "late"


def oversee(life: Life, case: Case, *, away: bool = False) -> None:
    """A manager decides something now and then, as long as the plan goes on; some fall behind with it.

    away: the children do not live at home meanwhile.
    """
    life.env.process(_oversee(life, case, away=away))


def _oversee(life: Life, case: Case, *, away: bool) -> Wait:
    of, chance = life.of, case.family.chance
    behind = of.happens("direction.falls_behind", chance)
    every = f"direction.{'behind' if behind else 'away' if away else 'every'}_days"
    days = of.drawn(every, chance) * chance.random()
    while True:
        yield from _later(life, case.family, days)
        if not (here := _here(case)):
            return
        _given(life, case, here, away=away)
        days = of.drawn(every, chance)


def in_assessment(life: Life, case: Case) -> None:
    """Something that cannot wait until the assessment is written is decided while it goes on."""
    if life.of.happens("direction.in_assessment", case.family.chance):
        life.env.process(_in_assessment(life, case))


def _in_assessment(life: Life, case: Case) -> Wait:
    yield from _later(life, case.family, life.of.drawn("direction.assessment_days", case.family.chance))
    if here := _here(case):
        _given(life, case, here, away=False)


def _here(case: Case) -> list[Child]:
    """The children with whom this work still goes on."""
    return [child for child in case.children if child.open and child.case is case]


def _given(life: Life, case: Case, here: list[Child], *, away: bool) -> None:
    """What is decided today, for all of them or for the one whom the manager thought of."""
    of, family, chance = life.of, case.family, case.family.chance
    children = [chance.choice(here)] if of.happens("direction.one_child", chance) else here
    back = _on_a_day(life, family, of.drawn("direction.check_back_days", chance))
    prompted = of.pick("direction.prompted", chance)
    shared, own, abouts = words.given(family, children, prompted, life.clock.day(back), life.today, away=away)
    manager = case.managers.somebody(life.env.now)
    life.save(family, "direction.given", children, manager, shared, own)
    for child in children:
        child.directed = life.env.now
    if (looks := of.pick("direction.looks_back", chance)) == NEVER:
        return
    late = of.drawn("direction.late_days", chance) * DAY if looks == LATE else 0
    life.env.process(_looked_back(life, family, list(zip(children, abouts, strict=True)), manager, back + late))


def _looked_back(
    life: Life, family: Family, directed: Sequence[tuple[Child, words.About]], by: Worker, minute: float
) -> Wait:
    """Whoever manages the work by then looks at each child of whom nothing else was decided since; whoever decided it,
    where the work has ended.
    """
    given = life.env.now
    yield life.until(life.clock.opened(minute))
    for child, about in directed:
        now, manager = life.env.now, by
        if child.directed != given:
            continue
        if child.open and isinstance(child.case, Case):
            manager = child.case.managers.somebody(now)
        elif child.open or not by.tenure.is_there(now):
            continue
        outcome = life.of.pick("direction.outcome", family.chance) if child.open else words.DONE
        said = words.looked_back(family, child, about, outcome, life.today, ended=not child.open)
        life.save(family, "direction.checked_back", [child], manager, said)
        child.directed = None
        yield life.env.timeout(family.chance.uniform(2, 5))


def _later(life: Life, family: Family, days: float) -> Wait:
    """So many days later, in the hours in which a manager reads records."""
    yield life.until(_on_a_day(life, family, days))


def _on_a_day(life: Life, family: Family, days: float) -> float:
    return life.clock.on(life.env.now + days * DAY, 1, family.chance.uniform(9.4, 16.8) * 60)
