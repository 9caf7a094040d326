"""While a plan runs: who works with the children, what they say, and the closing of their record."""

import datetime as dt

from goldenthread.doors.demonstration.lives.at_work import Wait
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.pathways import (
    allocation,
    beside,
    child_in_need,
    direction,
    goes_on,
    person,
    second_worker,
    section47,
    strategy,
    transfer,
    weighed,
)
from goldenthread.doors.demonstration.lives.words import assessment as decided
from goldenthread.doors.demonstration.lives.words import child_in_need as in_need
from goldenthread.doors.demonstration.lives.words import person as says
from goldenthread.doors.demonstration.lives.words import referral as words
from goldenthread.doors.demonstration.lives.words import section47 as without
from goldenthread.doors.demonstration.lives.words import waiting

LONGEST = 3600
LEAVES_SOON = 7 * DAY


def under_a_plan(life: Life, family: Family, children: list[Child], plan: str, before: Case) -> Wait:
    """From the assessment's end, or from an earlier plan's, until the record is closed."""
    of, chance, env = life.of, family.chance, life.env
    days = min(of.drawn(f"referral.open_days.{plan}", chance), LONGEST)
    closes = life.clock.opened(env.now + days * DAY)
    if awaited := [child.born for child in children if child.awaited]:
        after = dt.timedelta(days=of.number("pre_birth.goes_on_days"))
        closes = max(closes, life.clock.minute_of(max(awaited) + after))
    case = Case(family, children, before.worker, life.planners, before.managers, list(before.waits))
    if plan == "strategy_discussion":
        enquiry = yield from strategy.hold(life, case)
        if enquiry:
            case.team = life.assessors
            yield from section47.enquire(life, case, enquiry, lambda before: helped(life, before))
            return
        manager = case.managers.somebody(env.now)
        for child in children:
            yield env.timeout(chance.uniform(3, 9))
            life.save(family, "child_in_need.opened", [child], manager, without.helped(family, child, life.today))
        plan = "child_in_need"
    if plan == "other_agency":
        case.team = life.assessors
        life.assessors.keeps(case, before.worker, len(children))
        if of.happens("other_agency.chased", chance):
            yield from _chased(life, case, (closes - env.now) * chance.uniform(0.3, 0.8))
    else:
        if _stays(life, before):
            life.planners.keeps(case, before.worker, len(children))
            for child in children:
                child.case = case
            case.managers = life.plan_managers
        elif plan == "child_in_need" and transfer.begins(life, before):
            transfer.begin(life, case, before.worker)
        else:
            worker = yield from life.planners.given(case, len(children))
            for child in children:
                child.case = case
            yield life.until(life.clock.after(env.now, 1))
            yield from allocation.give(life, case, worker, reason=words.given(family, plan))
            case.managers = life.plan_managers
        direction.oversee(life, case, away=plan == "looked_after")
        second_worker.may_join(life, case)
        if plan == "looked_after":
            yield from _into_care(life, case)
        if plan == "child_in_need":
            beside.begin(life, case, closes)
            case.beside.begins(goes_on.agreements(life, case))
        if plan != "child_in_need":
            yield from _meanwhile(life, case, closes)
        elif decided := (yield from child_in_need.work(life, case, closes, weighed.weigh)):
            yield from weighed.carry_out(life, case, decided, lambda before: helped(life, before))
            return
    yield life.until(closes)
    yield from case.may_end()
    yield from beside.ended(life, case)
    yield life.until(life.clock.opened(env.now))
    manager = case.managers.somebody(env.now)
    for child in children:
        if plan == "child_in_need":
            life.save(family, "child_in_need.ended", [child], manager, in_need.ended(family, child, life.today))
        else:
            if plan == "other_agency":
                life.save(family, "other_agency.ended", [child], manager, words.passed_on(family, child, life.today))
            life.save(family, "referral.closed", [child], manager, words.closed(family, child, plan, life.today))
        child.referral = ""
        yield env.timeout(chance.uniform(2, 6))
    case.team.done(case)


def helped(life: Life, before: Case) -> None:
    """What was protection, or asked whether it must be, goes on as help for a child in need."""
    life.env.process(under_a_plan(life, before.family, before.children, "child_in_need", before))


def _stays(life: Life, before: Case) -> bool:
    """Whether the plan changes and the worker does not."""
    return before.team is life.planners and before.worker.tenure.ends > life.env.now + LEAVES_SOON


def _chased(life: Life, case: Case, minutes: float) -> Wait:
    """Whoever sent the children to another agency asks it how it goes."""
    yield life.until(life.clock.opened(life.env.now + minutes))
    yield from life.when_there(case)
    goes = life.of.pick("other_agency.goes", case.family.chance)
    said = waiting.chased(case.family, case.children, goes, life.today)
    life.save(case.family, "other_agency.chased", case.children, case.worker, said)


def _into_care(life: Life, case: Case) -> Wait:
    """What came of the decision that the children need to be looked after."""
    of, chance, env, family = life.of, case.family.chance, life.env, case.family
    days = of.drawn("into_care.days", chance)
    ended = life.clock.on(env.now, days, chance.uniform(10, 16) * 60)
    if of.happens("into_care.progressed", chance):
        yield life.until(life.clock.on(env.now, int(days * chance.uniform(0.2, 0.7)), chance.uniform(10, 16) * 60))
        yield from life.when_there(case)
        if env.now < ended:
            said = waiting.to_care(family, case.children, life.today)
            life.save(family, "into_care.progressed", case.children, case.worker, said)
    yield life.until(ended)
    yield life.until(life.clock.opened(env.now))
    manager = case.managers.somebody(env.now)
    for child in case.children:
        life.save(family, "into_care.ended", [child], manager, decided.came_into_care(family, child, life.today))
        yield env.timeout(chance.uniform(2, 6))


def _meanwhile(life: Life, case: Case, closes: float) -> Wait:
    """What the worker writes down between: the children's words, and a new home."""
    of, chance, env, family = life.of, case.family.chance, life.env, case.family
    while True:
        yield env.timeout((9 + chance.expovariate(1 / of.number("referral.hears_the_child_days"))) * DAY)
        if env.now >= closes - 2 * DAY:
            return
        yield from life.when_there(case)
        if env.now >= closes:
            return
        speaking = [child for child in case.children if child.birth_said and child.age(life.today) >= 3]
        if speaking:
            child = chance.choice(speaking)
            said = says.childs_words(family, child, life.today)
            if said:
                life.save(family, "person.said", [child], case.worker, said)
        if chance.random() < of.number("family.moves", "year") * of.number("referral.hears_the_child_days") / 365:
            yield env.timeout(chance.uniform(5, 40))
            person.moved(life, family, case.children, case.worker)
