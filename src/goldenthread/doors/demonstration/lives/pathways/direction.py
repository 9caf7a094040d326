"""A manager's oversight of each child while a plan or an assessment goes on: what they decide, and what came of it."""

from goldenthread.doors.demonstration.lives.at_work import Wait
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
    life.save(family, "direction.given", children, case.managers.somebody(life.env.now), shared, own)
    if (looks := of.pick("direction.looks_back", chance)) == NEVER:
        return
    late = of.drawn("direction.late_days", chance) * DAY if looks == LATE else 0
    life.env.process(_looked_back(life, case, children, abouts, back + late))


def _looked_back(life: Life, case: Case, children: list[Child], abouts: list[words.About], minute: float) -> Wait:
    """Whoever manages the work by then looks at each child; whoever managed it last, where it has ended since and
    nobody else has the record by now.
    """
    given, family = life.today, case.family
    yield life.until(life.clock.opened(minute))
    for child, about in zip(children, abouts, strict=True):
        still_has_it = child.open or child.holder == "assessment" and not child.heard_of
        now = child.case if still_has_it else None
        if isinstance(now, Case) and (child.open or now is case) and child.accepted <= given:
            outcome = life.of.pick("direction.outcome", family.chance) if child.open else words.DONE
            said = words.looked_back(family, child, about, outcome, life.today, ended=not child.open)
            life.save(family, "direction.checked_back", [child], now.managers.somebody(life.env.now), said)
            yield life.env.timeout(family.chance.uniform(2, 5))


def _later(life: Life, family: Family, days: float) -> Wait:
    """So many days later, in the hours in which a manager reads records."""
    yield life.until(_on_a_day(life, family, days))


def _on_a_day(life: Life, family: Family, days: float) -> float:
    return life.clock.on(life.env.now + days * DAY, 1, family.chance.uniform(9.4, 16.8) * 60)
