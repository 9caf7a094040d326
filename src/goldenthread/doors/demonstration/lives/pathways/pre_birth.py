"""Before a birth: the parents are seen, a panel decides, the birth is planned, and the same record goes on."""

import datetime as dt

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.family import Child, Worry
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.pathways import birth
from goldenthread.doors.demonstration.lives.pathways.child_in_need import Promise, follow_up
from goldenthread.doors.demonstration.lives.words import pre_birth as words

SEEN = 2


def assess(life: Life, case: Case, worry: Worry, giver: Worker) -> Wait:
    """From the day on which a worker is given it until the panel has decided. Returns whether help goes on."""
    of, chance, env, family, children = life.of, case.family.chance, life.env, case.family, case.children
    said = {**case.worker.allocation, **words.allocated(family, children, life.today)}
    life.save(family, "pre_birth.allocated", children, giver, said)
    began = env.now
    for nth in range(1, SEEN + 1):
        days = of.drawn("pre_birth.seen_days", chance) * nth
        yield life.until(life.clock.on(began, days, chance.uniform(9.5, 15.5) * 60))
        yield from life.when_there(case)
        happened = env.now
        yield env.timeout(chance.uniform(50, 150))
        met = words.seen(family, children, life.clock.day(happened))
        life.save(family, "pre_birth.parents_seen", children, case.worker, met, happened=happened)
    decision = of.pick("pre_birth.decision", chance)
    written = life.clock.on(began, of.drawn("pre_birth.written_days", chance), chance.uniform(10, 16) * 60)
    yield life.until(max(written, life.clock.on(env.now, 2, 11 * 60)))
    yield from life.when_there(case)
    shared, own = words.assessed(family, worry, children, decision, life.today)
    life.save(family, "pre_birth.assessed", children, case.worker, shared, own)
    yield life.until(life.clock.after(env.now, of.drawn("assessment.authorised_hours", chance)))
    manager = case.managers.somebody(env.now)
    for child in children:
        life.save(family, "pre_birth.authorised", [child], manager, words.authorised(family, child, life.today))
        yield env.timeout(chance.uniform(3, 9))
    yield life.until(life.clock.on(env.now, of.drawn("pre_birth.panel_days", chance), chance.choice((10, 14)) * 60))
    held = env.now
    yield env.timeout(chance.uniform(60, 120))
    said = words.panel(family, children, decision, case.worker, life.today)
    promises = birth.promised_by(life, case, "pre_birth.panel_held", case.managers.somebody(held), said, happened=held)
    if decision == words.LEGAL:
        promises += yield from birth.gateway(life, case)
        decision = words.IN_NEED
    goes_on = decision == words.IN_NEED
    for child in children:
        child.awaited = goes_on and not child.birth_said
        if not goes_on:
            child.referral = ""
            if any(child in one.children and one.minute > began for one in family.past):
                # The front door heard of it last.
                child.holder = "front_door"
    case.team.done(case)
    if goes_on:
        env.process(_plan_for_birth(life, case, promises))
    return goes_on


def _plan_for_birth(life: Life, case: Case, promises: list[Promise]) -> Wait:
    """The birth plan and who has it; and some days after the birth the end of what was for before it."""
    of, chance, env, family = life.of, case.family.chance, life.env, case.family
    first = min(case.children, key=lambda child: child.born)
    expected = first.expected or first.born
    by = expected - dt.timedelta(days=of.drawn("pre_birth.plan_before_days", chance))
    yield life.until(max(life.clock.minute_of(by) + 11 * 60, env.now + 3 * DAY))
    now = _now(case)
    yield from life.when_there(now)
    if all(child.awaited for child in case.children):
        said = words.birth_planned(family, case.children, life.today)
        life.save(family, "pre_birth.birth_planned", case.children, now.worker, said)
        yield env.timeout(chance.uniform(20, 60))
        said = words.plan_shared(family, case.children, life.today)
        life.save(family, "pre_birth.plan_shared", case.children, now.worker, said)
        yield from follow_up(life, family, now.worker, promises, "pre_birth")
    while not all(child.birth_said for child in case.children):
        yield env.timeout(DAY)
    promises += yield from birth.way_home(life, _now(case), case.children)
    yield life.until(life.clock.on(env.now, of.drawn("pre_birth.ended_days", chance), chance.uniform(10, 16) * 60))
    yield from life.when_there(_now(case))
    yield from follow_up(life, family, _now(case).worker, promises, "pre_birth")
    manager = _now(case).managers.somebody(env.now)
    for child in case.children:
        life.save(family, "pre_birth.ended", [child], manager, words.ended(family, child, life.today))
        yield env.timeout(chance.uniform(2, 6))


def _now(case: Case) -> Case:
    """The work as whoever has the children's plan has it by then."""
    now = case.children[0].case
    return now if isinstance(now, Case) else case


def all_unborn(children: list[Child], day: dt.date) -> bool:
    """Whether none of them is born or said to be."""
    return all(child.unborn(day) and not child.birth_said for child in children)
