"""A child protection plan: core groups, visits and reviews come round, until a review ends it for each child."""

import dataclasses
from collections.abc import Callable

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.family import Child
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.pathways import (
    allocation,
    direction,
    moves_away,
    papers,
    second_worker,
    transfer,
)
from goldenthread.doors.demonstration.lives.pathways.child_in_need import Promise, follow_up, promised, visit
from goldenthread.doors.demonstration.lives.words import child_protection as words
from goldenthread.doors.demonstration.lives.words.referral import given
from goldenthread.doors.demonstration.lives.words.section47 import another

# Begins help as a child in need, for those of a family who then need that.
Helped = Callable[[Case], None]
PLAN = "child_protection"
# Whoever is so old at a conference is helped otherwise: a plan would not end before they are grown up.
LAST_AGE = 17


@dataclasses.dataclass
class Protected:
    """What a conference decided of the children who have a plan: each one's category, and what is owed to them.

    decided: what is owed beside the plan, since the legal gateway was considered.
    """

    chair: Worker
    categories: dict[Child, str]
    promises: list[Promise]
    core_group: float
    decided: list[Promise] = dataclasses.field(default_factory=list)


def protect(life: Life, case: Case, plan: Protected, helped: Helped) -> Wait:
    """From the conference until no child of the case has a plan any more; helped: begins help for those who need it."""
    of, chance, env = life.of, case.family.chance, life.env
    review = env.now + of.drawn("child_protection.first_review_days", chance) * DAY
    visit_on = env.now + of.drawn("child_protection.visit_days", chance) * DAY
    group, visits, reviews = plan.core_group, 0, 0
    before, case = case, dataclasses.replace(case, team=life.planners)
    papers.are_sent(life, case, plan.chair)
    if transfer.begins(life, before):
        transfer.begin(life, case, before.worker)
    else:
        worker = yield from life.planners.given(case, len(case.children))
        for child in case.children:
            child.case = case
        yield life.until(life.clock.after(env.now, 1))
        yield from allocation.give(life, case, worker, reason=given(case.family, PLAN))
        case.managers = life.plan_managers
    direction.oversee(life, case)
    second_worker.may_join(life, case)
    away = moves_away.perhaps(life, case)
    while case.children:
        first = min(review, visit_on, group, away.due)
        yield life.until(first)
        if first == away.due:
            yield from moves_away.goes_on(life, case, away)
            continue
        if first == review:
            yield from _review(life, case, plan, reviews, helped)
            reviews += 1
            review = env.now + of.drawn("child_protection.review_days", chance) * DAY
            continue
        yield from life.when_there(case)
        if first == group:
            _core_group(life, case, plan)
            group = env.now + of.drawn("child_protection.core_group_days", chance) * DAY
        else:
            yield from visit(life, case, visits, PLAN)
            yield from follow_up(life, case.family, case.worker, plan.promises, PLAN)
            yield from follow_up(life, case.family, case.worker, plan.decided, PLAN)
            visits += 1
            visit_on = env.now + of.drawn("child_protection.visit_days", chance) * DAY
    case.team.done(case)


def _core_group(life: Life, case: Case, plan: Protected) -> None:
    """The plan is gone through, and sometimes made anew."""
    of, chance, family = life.of, case.family.chance, case.family
    anew = of.happens("child_protection.plan_anew", chance)
    lacks = of.number("child_protection.action_lacks")
    shared, own = words.core_group(family, case.children, case.worker, life.today, anew=anew, lacks=lacks)
    entries = life.save(family, "child_protection.core_group_held", case.children, case.worker, shared, own)
    if anew:
        plan.promises = promised(case.children, entries, own)


def _review(life: Life, case: Case, plan: Protected, before: int, helped: Helped) -> Wait:
    """One review conference by whoever chaired the first, and for each child whether the plan goes on."""
    family = case.family
    yield from case.may_end()
    yield life.until(life.clock.opened(plan.chair.tenure.back(life.clock.opened(life.env.now))))
    decided = _decided(life, case, before)
    for child in case.children:
        if life.of.happens("child_protection.other_category", family.chance):
            plan.categories[child] = another(family, plan.categories[child])
    shared, own = words.reviewed(family, case.children, decided, plan.categories, life.today)
    life.save(family, "child_protection.reviewed", case.children, plan.chair, shared, own)
    progress = {child: own[nth]["progress"] for nth, child in enumerate(case.children)}
    drifts = "no" in progress.values() or life.of.happens("child_protection.considered_in_part", family.chance)
    if before and drifts:
        no_safer = [child for child, goes in progress.items() if goes != "yes"]
        life.env.process(_without_progress(life, case, plan, no_safer))
    in_need = [child for child in case.children if decided[child] == words.IN_NEED]
    for child in case.children:
        if decided[child] == words.ENDS:
            child.referral = ""
    case.children = [child for child in case.children if decided[child] == words.GOES_ON]
    plan.promises = [one for one in plan.promises if one.child in case.children]
    plan.decided = [one for one in plan.decided if one.child in case.children]
    case.team.fewer(case, len(case.children))
    if in_need:
        helped(dataclasses.replace(case, children=in_need))


def _without_progress(life: Life, case: Case, plan: Protected, children: list[Child]) -> Wait:
    """A manager considers the legal gateway; where it goes there, its meeting is held, while the plan goes on."""
    of, chance, env, family = life.of, case.family.chance, life.env, case.family
    days = of.drawn("child_protection.considered_days", chance)
    yield life.until(life.clock.on(env.now, days, chance.uniform(10, 16) * 60))
    still = [child for child in children if child in case.children]
    if not still:
        return
    decision = of.pick("child_protection.considered", chance)
    said = words.legal_considered(family, still, case.worker, decision, life.today)
    entries = life.save(family, "child_protection.legal_considered", still, case.managers.somebody(env.now), said)
    plan.decided += promised(still, entries, dict.fromkeys(range(len(still)), said))
    if decision != words.GATEWAY:
        return
    days = of.drawn("child_protection.gateway_days", chance)
    yield life.until(life.clock.on(env.now, days, chance.choice((10, 14)) * 60))
    still = [child for child in still if child in case.children]
    if still:
        said = words.gateway_met(family, still, case.worker, of.pick("child_protection.gateway", chance), life.today)
        entries = life.save(family, "child_protection.gateway_met", still, case.managers.somebody(env.now), said)
        plan.decided += promised(still, entries, dict.fromkeys(range(len(still)), said))


def _decided(life: Life, case: Case, before: int) -> dict[Child, str]:
    """What a review decides: mostly the same for brothers and sisters, and never the end before a child is born."""
    of, chance = life.of, case.family.chance
    over = of.happens(f"child_protection.ends.{'later' if before else 'first'}", chance)
    after = of.pick("child_protection.after", chance)
    apart = None
    if len(case.children) > 1 and of.happens("child_protection.one_decided_apart", chance):
        apart = chance.choice(case.children)
    decided = {}
    for child in case.children:
        ends = over != (child is apart) or child.age(life.today) >= LAST_AGE
        decided[child] = after if ends and child.birth_said else words.GOES_ON
    return decided
