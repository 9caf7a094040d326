"""An assessment: given to somebody with room, visits, the manager's look half way, the analysis, and the decision."""

import dataclasses
from collections.abc import Generator, Mapping
from typing import Any

import simpy

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.family import Child, Family, Worry
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.pathways import (
    direction,
    early_help,
    identified,
    moves_here,
    pre_birth,
    referral,
    section47,
    strategy,
)
from goldenthread.doors.demonstration.lives.words import assessment as words
from goldenthread.doors.demonstration.steering import Waiting

NOTHING = "no_further_action"
PLANS = ("child_in_need", "strategy_discussion", "looked_after", "other_agency")
PLAN_GOES_ON = section47.PLAN_GOES_ON


def assess(life: Life, family: Family, worry: Worry, children: list[Child]) -> Wait:
    """From an accepted referral to what the manager decides for each child."""
    of, chance, env = life.of, family.chance, life.env
    case = Case(family, children, None, life.assessors, life.assessment_managers)  # type: ignore[arg-type]
    enquiry = ""
    if worry.strategy:
        meets = dataclasses.replace(case, worker=life.heads.somebody(env.now), managers=life.heads)
        enquiry = yield from strategy.hold(life, meets)
    yield life.until(life.clock.after(env.now, of.drawn("assessment.hands_over_hours", chance)))
    case.worker = yield from life.assessors.given(case, len(children))
    for child in children:
        child.case = case
    yield life.until(life.clock.opened(env.now))
    if pre_birth.all_unborn(children, life.today) and of.number("pre_birth.by_itself"):
        goes_on = yield from pre_birth.assess(life, case, worry, _giver(life, case, worry))
        if goes_on:
            env.process(referral.under_a_plan(life, family, children, "child_in_need", case))
        return
    priority = "10" if worry.urgent else of.pick("assessment.priority", chance)
    said = {"priority": priority, **case.worker.allocation, **words.allocated(family, worry, children, life.today)}
    life.save(family, "assessment.allocated", children, _giver(life, case, worry), said)
    direction.in_assessment(life, case)
    identified.look_up(life, case)
    began = env.now
    authorised = env.event()
    enquiring = None
    if enquiry:
        beside = dataclasses.replace(case, waits=[authorised])
        enquiring = env.process(section47.enquire(life, beside, enquiry, lambda before: referral.helped(life, before)))
    if worry.moved_here:
        beside = dataclasses.replace(case, waits=[authorised])
        enquiring = env.process(
            moves_here.until_conference(life, beside, worry.moved_here, lambda before: referral.helped(life, before))
        )
    seen = yield from _visits(life, case, worry, began, priority)
    written_on = life.clock.on(
        began, of.drawn(f"assessment.written_days.{priority}", chance), chance.uniform(9.5, 16.5) * 60
    )
    found = (yield enquiring) if enquiring else {}
    yield life.until(max(written_on, life.clock.after(env.now, chance.uniform(2, 11))))
    yield from life.when_there(case)
    yield from _written(life, case, worry, seen, found)
    authorised.succeed()


def _giver(life: Life, case: Case, worry: Worry) -> Worker:
    """The manager who has it until it is given to somebody: what a rule opened is the front door's until then, and
    what was met about at once is the head of service's, who held the meeting.
    """
    managers = life.heads if worry.strategy else life.managers if worry.by_rule else case.managers
    return managers.somebody(life.env.now)


def _visits(life: Life, case: Case, worry: Worry, began: float, priority: str) -> Wait:
    """The visits, and the mid-point check between them; which children were seen."""
    of, chance = life.of, case.family.chance
    many = 1 + int(of.pick("assessment.visits", chance))
    if priority == "10":
        many = min(many, 3)
    last = {"10": 6, "20": 13, "45": 27}[priority]
    first = of.drawn("assessment.first_visit_days", chance) * (0.4 if worry.urgent else 1)
    days = sorted([first, *(first + (last - first) * (n + chance.random()) / many for n in range(1, many))])
    midpoint = of.drawn("assessment.midpoint_days", chance) if of.happens("assessment.midpoint", chance) else None
    seen: set[Child] = set()
    for nth, day in enumerate(days):
        if midpoint is not None and midpoint < day:
            yield from _midpoint(life, case, worry, began, midpoint, seen, nth)
            midpoint = None
        planned = life.clock.on(began, max(day, 0.6), chance.choice((9.75, 11, 13.5, 15.5, 15.75, 16.25)) * 60)
        yield life.until(max(planned, life.clock.on(life.env.now, 1, chance.uniform(9.5, 16) * 60)) if nth else planned)
        yield from life.when_there(case)
        yield from _visit(life, case, worry, nth, seen)
    if midpoint is not None and chance.random() < 0.8:
        yield from _midpoint(life, case, worry, began, midpoint, seen, len(days))
    return seen


def _visit(life: Life, case: Case, worry: Worry, nth: int, seen: set[Child]) -> Wait:
    of, chance, env, family = life.of, case.family.chance, life.env, case.family
    happened = env.now
    nobody = of.happens("assessment.nobody_in", chance)
    missed = (
        None
        if nobody or len(case.children) < 2 or not of.happens("assessment.one_child_missed", chance)
        else chance.choice(case.children)
    )
    day = life.today
    here = [
        child for child in case.children if not (child.unborn(day) and len(case.children) > 1) and child.birth_said
    ] or case.children
    shared = words.visit(family, here, nth, day, nobody=nobody)
    own = {}
    for place, child in enumerate(here):
        not_seen = nobody or child is missed or not child.birth_said
        own[place] = words.at_visit(family, child, nth, day, nobody=nobody, seen=not not_seen)
        if not not_seen:
            seen.add(child)
    typed = int(of.pick("assessment.typed_days", chance))
    later = (
        life.clock.on(env.now, typed, chance.uniform(9.3, 16.9) * 60)
        if typed
        else life.clock.after(env.now, chance.uniform(0.8, 3))
    )
    yield life.until(later)
    yield from life.when_there(case)
    life.save(family, "assessment.child_seen", here, case.worker, shared, own, happened=happened)


def _midpoint(life: Life, case: Case, worry: Worry, began: float, days: float, seen: set[Child], visits: int) -> Wait:
    yield life.until(life.clock.on(began, days, case.family.chance.uniform(10, 16) * 60))
    yield life.until(life.clock.opened(life.env.now))
    manager = case.managers.somebody(life.env.now)
    in_time = bool(seen) or case.family.chance.random() < 0.5
    for child in case.children:
        said = words.midpoint(case.family, child, visits=visits, seen=child in seen, in_time=in_time, day=life.today)
        life.save(case.family, "assessment.midpoint_checked", [child], manager, said)
        yield life.env.timeout(case.family.chance.uniform(2, 6))


def _written(life: Life, case: Case, worry: Worry, seen: set[Child], found: Mapping[Child, str]) -> Wait:
    """The analysis, perhaps sent back once, and the manager's decision for each child; found: by an enquiry."""
    of, chance, env, family = life.of, case.family.chance, life.env, case.family
    outcomes = [found[child] for child in case.children] if found else _outcomes(life, case, worry)
    same = len(case.children) > 1 and of.happens("assessment.same_words", chance)
    returned = of.happens("assessment.returned", chance)
    for turn in range(2 if returned else 1):
        shared, own = words.analysis(family, worry, case.children, outcomes, seen, life.today, same=same)
        life.save(family, "assessment.written", case.children, case.worker, shared, own)
        yield life.until(life.clock.after(env.now, of.drawn("assessment.authorised_hours", chance)))
        if returned and turn == 0:
            manager = case.managers.somebody(env.now)
            for child in case.children:
                life.save(
                    family,
                    "assessment.returned",
                    [child],
                    manager,
                    words.returned(family, child, life.today, same=same),
                )
                yield env.timeout(chance.uniform(2, 5))
            same = False
            yield life.until(
                life.clock.on(env.now, of.drawn("assessment.rewritten_days", chance), chance.uniform(10, 16.5) * 60)
            )
            yield from life.when_there(case)
    left = list(zip(case.children, outcomes, strict=True))
    waiting = {child: life.steering.waiting(life.clock.day(worry.minute)) for child, _ in left} if life.steering else {}
    while left:
        signed = yield from _signed(life, case, left, waiting)
        _goes_on(life, case, signed)
        left = [(child, outcome) for child, outcome in left if child not in dict(signed)]
        if left:
            yield life.until(life.clock.on(env.now, 1, chance.uniform(9.5, 16.5) * 60))
    case.team.done(case)


def _signed(
    life: Life, case: Case, left: list[tuple[Child, str]], waiting: dict[Child, Waiting]
) -> Generator[simpy.Event, Any, list[tuple[Child, str]]]:
    """Those of the children whose assessment the manager signs today, with what is decided for each."""
    chance, env, family = case.family.chance, life.env, case.family
    manager = case.managers.somebody(env.now)
    signed = []
    for child, recommended in left:
        outcome = _decided(life, family, recommended, waiting[child]) if waiting else recommended
        if outcome is None:
            continue
        said = words.authorised(family, child, outcome, life.today)
        if outcome == "early_help":
            said |= life.help_team
        if outcome == "looked_after":
            by = life.clock.day(life.clock.on(env.now, life.of.number("into_care.days", "median"), 0))
            said |= words.seen_to_by(manager.actor, by)
        if outcome == "strategy_discussion":
            strategy.call(life, family, child, manager)
            yield env.timeout(chance.uniform(1, 3))
        life.save(family, "assessment.authorised", [child], manager, said)
        yield env.timeout(chance.uniform(3, 9))
        signed.append((child, outcome))
        if outcome not in (*PLANS, PLAN_GOES_ON):
            child.referral = ""
    return signed


def _decided(life: Life, family: Family, recommended: str, waiting: Waiting) -> str | None:
    """What the manager decides today, where a scenario is held to published figures; nothing: not today."""
    found = waiting.signed(
        life.today, nothing=recommended == NOTHING, beyond_doubt=family.alone or recommended == PLAN_GOES_ON
    )
    if found is None or found.no_further_action == (recommended == NOTHING):
        return recommended if found else None
    return NOTHING if found.no_further_action else _something(life, family)


def _something(life: Life, family: Family) -> str:
    """An outcome that something follows from."""
    return life.of.pick_but("assessment.outcome", family.chance, without=NOTHING)


def _goes_on(life: Life, case: Case, signed: list[tuple[Child, str]]) -> None:
    helped = [child for child, outcome in signed if outcome == "early_help"]
    if helped:
        early_help.begin(life, case.family, helped)
    for plan in PLANS:
        under = [child for child, outcome in signed if outcome == plan]
        if under:
            life.env.process(referral.under_a_plan(life, case.family, under, plan, case))


def _outcomes(life: Life, case: Case, worry: Worry) -> list[str]:
    """What each child's assessment comes to: mostly the same for brothers and sisters."""
    of, chance = life.of, case.family.chance
    if case.family.alone:
        return ["looked_after"] * len(case.children)
    outcome = of.pick("assessment.outcome", chance)
    if (
        life.steering
        and (held := life.steering.recommends_nothing(life.today, children=len(case.children))) is not None
    ):
        return [NOTHING if held else _something(life, case.family)] * len(case.children)
    if worry.urgent and outcome == NOTHING and chance.random() < 0.5:
        outcome = "child_in_need"
    outcomes = [outcome] * len(case.children)
    if len(outcomes) > 1 and of.happens("assessment.one_decided_apart", chance):
        outcomes[chance.randrange(len(outcomes))] = of.pick("assessment.outcome", chance)
    return [
        "child_in_need" if one == "looked_after" and not worry.urgent and chance.random() < 0.3 else one
        for one in outcomes
    ]
