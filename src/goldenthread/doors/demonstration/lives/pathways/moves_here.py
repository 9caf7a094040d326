"""Children who come to live here with another authority's plan: seen for them, until our conference decides."""

import dataclasses
import datetime as dt
from collections.abc import Iterator

from goldenthread.doors.demonstration.lives import population
from goldenthread.doors.demonstration.lives.at_work import Wait
from goldenthread.doors.demonstration.lives.clock import DAY, Clock
from goldenthread.doors.demonstration.lives.family import Child, Family, MovedHere, Worry
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.parameters import Parameters
from goldenthread.doors.demonstration.lives.pathways import child_protection
from goldenthread.doors.demonstration.lives.pathways.child_in_need import promised
from goldenthread.doors.demonstration.lives.pathways.child_protection import Helped
from goldenthread.doors.demonstration.lives.words import moves as words
from goldenthread.doors.demonstration.lives.words import section47

# How the other authority is counted among those who tell us, as the return counts them.
FROM_ELSEWHERE = "5B"
# Its families are numbered apart from all others of a locality.
NUMBERED_FROM, TRIES = 1_000_000, 60
NOTHING_MORE, PLAN_GOES_ON = "no_further_action", "plan_goes_on"
OLDEST = 15
STAYS = "stays"


def families(of: Parameters, clock: Clock, *, seed: str, children: int) -> Iterator[Family]:
    """Families with so many children in all, who come with a plan."""
    left = children
    for number in range(NUMBERED_FROM, NUMBERED_FROM + TRIES * children):
        if not left:
            return
        family = next(population.families(of, clock, seed=seed, children=left, first_number=number))
        if not _comes(of, clock, family):
            continue
        left -= len(family.children)
        yield family


def _comes(of: Parameters, clock: Clock, family: Family) -> bool:
    """Make the first worry of a family the telling of its plan; answers whether that can be."""
    first, chance = family.worries[0], family.chance
    day = clock.day(first.minute)
    if family.alone or any(child.unborn(day) or child.age(day) > OLDEST for child in first.children):
        return False
    minute = clock.on(first.minute, 1, chance.uniform(10, 15) * 60)
    if minute > clock.ends - DAY:
        return False
    moved = clock.day(minute) - dt.timedelta(days=chance.randint(1, 12))
    began = moved - dt.timedelta(days=int(of.drawn("moves.in.plan_days", chance)))
    came = MovedHere(words.authority(chance), moved, began)
    told = Worry(minute, first.kind, FROM_ELSEWHERE, first.children, urgent=False, leans="referral", moved_here=came)
    settled = minute + of.number("moves.in.quiet_days") * DAY
    family.worries = [told, *(worry for worry in family.worries[1:] if worry.minute > settled)]
    known = [child for worry in family.worries for child in worry.children]
    family.children = list(dict.fromkeys(known))
    family.twice = False
    return True


def until_conference(life: Life, case: Case, came: MovedHere, helped: Helped) -> Wait:
    """From the notice to the conference here, or until the plan stays with them. Answers what the assessment beside it
    then decides for each child.
    """
    of, chance, env, family, children = life.of, case.family.chance, life.env, case.family, case.children
    yield life.until(life.clock.after(env.now, chance.uniform(0.2, 2)))
    on = life.clock.on(env.now, of.drawn("moves.in.conference_days", chance), chance.choice((9.5, 10, 13.5)) * 60)
    chair = life.chairs.somebody(on)
    on = life.clock.opened(chair.tenure.back(on))
    category = section47.categories(family, children, apart=False)[children[0]]
    said = words.notified(
        family, children, came.authority, came.moved, came.began, category, life.clock.day(on), chair, life.today
    )
    life.save(family, "transfer_in.notified", children, case.managers.somebody(env.now), said)
    ends = of.pick("moves.in.ends", chance)
    for nth in range(1 if ends == STAYS else int(of.pick("moves.in.visits", chance))):
        yield life.until(life.clock.on(env.now, 1 + nth * 4, chance.uniform(9.5, 15.5) * 60))
        yield from life.when_there(case)
        if env.now < on - DAY / 2:
            yield from _visited(life, case, nth, came)
    if ends == STAYS:
        yield life.until(life.clock.on(env.now, 2, chance.uniform(10, 16) * 60))
        manager = case.managers.somebody(env.now)
        for child in children:
            said = words.stays(family, child, came.authority, life.today)
            life.save(family, "transfer_in.ended", [child], manager, said)
            yield env.timeout(chance.uniform(2, 6))
        return dict.fromkeys(children, NOTHING_MORE)
    yield life.until(on)
    decided = _decided(life, children, family)
    days = of.drawn("child_protection.first_core_group_days", chance)
    core_group = life.clock.on(env.now, days, chance.choice((10, 13.5, 15)) * 60)
    shared, own = words.conference(
        family, children, decided, category, came.authority, case.worker, life.today,
        core_group=life.clock.day(core_group), lacks=of.number("child_protection.action_lacks"),
    )  # fmt: skip
    entries = life.save(family, "transfer_in.conference_held", children, chair, shared, own)
    taken_on = [child for child in children if decided[child] == words.TAKEN_ON]
    in_need = [child for child in children if decided[child] == words.HELP]
    if in_need:
        helped(dataclasses.replace(case, children=in_need))
    if taken_on:
        promises = [one for one in promised(children, entries, own) if one.child in taken_on]
        plan = child_protection.Protected(chair, dict.fromkeys(taken_on, category), promises, core_group)
        env.process(child_protection.protect(life, dataclasses.replace(case, children=taken_on), plan, helped))
    return {child: NOTHING_MORE if decided[child] == words.NO_PLAN else PLAN_GOES_ON for child in children}


def _visited(life: Life, case: Case, nth: int, came: MovedHere) -> Wait:
    happened = life.env.now
    shared, own = words.visited(case.family, case.children, nth, came.authority, life.today)
    yield life.env.timeout(case.family.chance.uniform(60, 150))
    yield from life.when_there(case)
    life.save(case.family, "transfer_in.visited", case.children, case.worker, shared, own, happened=happened)


def _decided(life: Life, children: list[Child], family: Family) -> dict[Child, str]:
    """What the conference decides: mostly the same for brothers and sisters."""
    of, chance = life.of, family.chance
    decided = dict.fromkeys(children, of.pick("moves.in.decision", chance))
    if len(children) > 1 and of.happens("moves.in.one_decided_apart", chance):
        decided[chance.choice(children)] = of.pick("moves.in.decision", chance)
    return decided
