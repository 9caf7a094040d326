"""A section 47 enquiry: the children are seen, it is said what is found, and a conference is held or is not."""

import dataclasses
from collections.abc import Mapping, Sequence

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.family import Child
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.pathways import child_protection, partner_request
from goldenthread.doors.demonstration.lives.pathways.child_in_need import promised
from goldenthread.doors.demonstration.lives.pathways.child_protection import Helped
from goldenthread.doors.demonstration.lives.pathways.followed_up import by_the_day
from goldenthread.doors.demonstration.lives.words import section47 as words

JOINT, HARM, NOTHING = "joint", "likely_harm", "not_substantiated"
# What an assessment that goes on beside an enquiry then comes to.
PLAN_GOES_ON, IN_NEED, NOTHING_MORE = "plan_goes_on", "child_in_need", "no_further_action"
TRIES = 2
TALKS = 5
# Of the working days until a conference, as the census counts them: from, to.
WITHIN = {"10": (8, 10), "15": (11, 15), "20": (16, 20), "30": (21, 30)}


@dataclasses.dataclass(frozen=True)
class Called:
    """A conference that was called: for when, and who chairs it."""

    minute: float
    chair: Worker


def enquire(life: Life, case: Case, outcome: str, helped: Helped) -> Wait:
    """From the discussion that began it until a conference was held, or until it is clear that none is. Answers what
    an assessment that goes on meanwhile then decides for each child; where none does, the work goes on from here.

    Whoever assessed the children enquires, and goes before everything else: a colleague does what they cannot do today.
    """
    of, chance, env, family = life.of, case.family.chance, life.env, case.family
    discussed = env.now
    partner_request.perhaps_ask(life, case)
    alone = yield from _seen(life, case, outcome)
    on = life.clock.on(discussed, of.drawn("section47.report_days", chance), chance.uniform(9.5, 15) * 60)
    yield life.until(max(on, life.clock.after(env.now, 1)))
    by = yield from _somebody(life, case)
    found = _found(life, case)
    same = len(case.children) > 1 and of.happens("assessment.same_words", chance)
    for sent_back in (True, False) if of.happens("section47.returned", chance) else (False,):
        shared, own = words.reported(family, case.children, found, alone, life.today, same=same)
        life.save(family, "section47.reported", case.children, by, shared, own)
        yield life.until(life.clock.after(env.now, of.drawn("section47.authorised_hours", chance)))
        if sent_back:
            by = yield from _returned(life, case)
    called = _to_be_called(life, discussed, case)
    conference, ended = yield from _authorised(life, case, found, called)
    finding = dict(zip(case.children, found, strict=True))
    if ended:
        _goes_on_without(life, case, ended, finding, helped)
    if conference:
        yield from _confer(life, dataclasses.replace(case, children=conference), called, helped)
    decided = {child: NOTHING_MORE if finding[child] == NOTHING else IN_NEED for child, _ in ended}
    return decided | dict.fromkeys(conference, PLAN_GOES_ON)


def _returned(life: Life, case: Case) -> Wait:
    """The manager sends the enquiry back for each child. Returns who writes it anew, when they do."""
    of, chance, env, manager = life.of, case.family.chance, life.env, case.managers.somebody(life.env.now)
    for child in case.children:
        said = words.returned(case.family, child, life.today)
        life.save(case.family, "section47.returned", [child], manager, said)
        yield env.timeout(chance.uniform(2, 6))
    yield life.until(life.clock.after(env.now, of.drawn("section47.rewritten_hours", chance)))
    return (yield from _somebody(life, case))


def _somebody(life: Life, case: Case) -> Wait:
    """Wait until the worker is there, or whoever of the team is."""
    env, team = life.env, case.team
    while True:
        yield life.until(life.clock.opened(env.now))
        if case.worker.tenure.is_there(env.now):
            return case.worker
        by = team.somebody(env.now)
        if by in team.workers:
            return by
        yield life.until(life.clock.on(env.now, 1, case.family.chance.uniform(9.1, 11) * 60))


def _seen(life: Life, case: Case, outcome: str) -> Wait:
    """Visits until every child was seen, if it can be. Returns who was."""
    of, chance, env, family = life.of, case.family.chance, life.env, case.family
    days = int(of.pick("section47.seen_days", chance))
    seen: set[Child] = set()
    to_see = [child for child in case.children if child.birth_said] or case.children
    for nth in range(TRIES):
        yield life.until(
            life.clock.on(env.now, days, chance.uniform(9.5, 15.5) * 60)
            if days
            else life.clock.after(env.now, chance.uniform(0.5, 2.5))
        )
        by = yield from _somebody(life, case)
        happened = env.now
        missed = [child for child in to_see if of.happens("section47.not_met", chance)]
        shared, own = words.visited(family, to_see, nth, life.today, missed=missed)
        yield env.timeout(chance.uniform(35, 120))
        life.save(family, "section47.child_seen", to_see, by, shared, own, happened=happened)
        met = [child for child in to_see if child.birth_said and child not in missed]
        for child in met:
            if outcome == JOINT and child.age(life.today) >= TALKS and of.happens("section47.interviewed", chance):
                yield env.timeout(chance.uniform(10, 40))
                who = of.pick("section47.interviewed_by", chance)
                life.save(
                    family, "section47.interviewed", [child], by, words.interviewed(family, child, who, life.today)
                )
        seen |= set(met)
        to_see = missed
        if not to_see:
            break
        days = 1
    return seen


def _found(life: Life, case: Case) -> list[str]:
    """What is found of each child: mostly the same for brothers and sisters."""
    of, chance = life.of, case.family.chance
    found = [of.pick("section47.found", chance)] * len(case.children)
    if len(found) > 1 and of.happens("section47.one_found_apart", chance):
        found[chance.randrange(len(found))] = of.pick("section47.found", chance)
    return found


def _to_be_called(life: Life, discussed: float, case: Case) -> Called:
    """The day that a conference would have, and who would chair it."""
    chance = case.family.chance
    first, last = WITHIN[life.of.pick("section47.conference_days", chance)]
    minute = life.clock.on(discussed, chance.randint(first, last), chance.choice((9.5, 10, 13.5)) * 60)
    minute = max(minute, life.clock.on(life.env.now, 2, 10 * 60))
    chair = life.chairs.somebody(minute)
    return Called(life.clock.opened(chair.tenure.back(minute)), chair)


def _authorised(life: Life, case: Case, found: Sequence[str], called: Called) -> Wait:
    """The manager decides for each child. Returns those with a conference, and those without, with who decided it."""
    of, chance, env, family = life.of, case.family.chance, life.env, case.family
    conference: list[Child] = []
    ended: list[tuple[Child, Worker]] = []
    on, manager = life.clock.day(called.minute), case.managers.somebody(env.now)
    for child, one in zip(case.children, found, strict=True):
        held = one == HARM and not of.happens("section47.partners_agree_to_none", chance)
        said = words.authorised(family, child, one, life.today, on=on if held else None, chair=called.chair.actor)
        life.save(family, "section47.authorised", [child], manager, said)
        if held:
            conference.append(child)
        else:
            ended.append((child, manager))
        yield env.timeout(chance.uniform(2, 6))
    return conference, ended


def _goes_on_without(
    life: Life, case: Case, ended: Sequence[tuple[Child, Worker]], finding: Mapping[Child, str], helped: Helped
) -> None:
    """Without a conference, the work ends where there was nothing, and is help as a child in need elsewhere."""
    family = case.family
    in_need = []
    for child, manager in ended:
        if life.of.happens("section47.questioned", family.chance):
            life.env.process(_questioned(life, case, child, manager))
        if case.waits:
            # The assessment that goes on decides it.
            continue
        if finding[child] == NOTHING:
            life.save(family, "referral.closed", [child], manager, words.closed(family, child, life.today))
            child.referral = ""
        else:
            life.save(family, "child_in_need.opened", [child], manager, words.helped(family, child, life.today))
            in_need.append(child)
    if in_need:
        helped(dataclasses.replace(case, children=in_need))


def _questioned(life: Life, case: Case, child: Child, manager: Worker) -> Wait:
    """Somebody senior asks whether it was right to hold no conference."""
    chance, env = case.family.chance, life.env
    days = life.of.drawn("section47.questioned_days", chance)
    yield life.until(life.clock.on(env.now, days, chance.uniform(10, 16) * 60))
    head = life.heads.somebody(env.now)
    if head is not manager:
        said = words.questioned(case.family, child, life.today)
        life.save(case.family, "section47.questioned", [child], head, said)


def _confer(life: Life, case: Case, called: Called, helped: Helped) -> Wait:
    """One conference, and for each child what is decided, with a first plan."""
    of, chance, family = life.of, case.family.chance, case.family
    yield life.until(called.minute)
    day = life.today
    plan = of.happens("section47.plan", chance)
    decisions = {child: plan and child.age(day) < child_protection.LAST_AGE for child in case.children}
    core_group = life.clock.on(
        life.env.now, of.drawn("child_protection.first_core_group_days", chance), chance.choice((10, 13.5, 15)) * 60
    )
    categories = words.categories(family, case.children, apart=of.happens("section47.category_apart", chance))
    lacks = of.number("child_protection.action_lacks")
    shared, own = words.conference(
        family,
        case.children,
        decisions,
        categories,
        case.worker,
        day,
        core_group=life.clock.day(core_group),
        lacks=lacks,
        helps=of.number("promises.of_help"),
    )
    # With each child's part comes the plan that it decides.
    entries = life.save(family, "section47.conference_held", case.children, called.chair, shared, own)
    of_all = promised(case.children, entries, own)
    promises = [one for one in of_all if decisions[one.child]]
    of_help = [one for one in of_all if not decisions[one.child]]
    by_the_day(life, family, of_help, "section47.action_followed_up")
    in_need = [child for child in case.children if not decisions[child]]
    protected = [child for child in case.children if decisions[child]]
    if in_need:
        helped(dataclasses.replace(case, children=in_need))
    if protected:
        plan_for = child_protection.Protected(called.chair, categories, promises, core_group)
        life.env.process(
            child_protection.protect(life, dataclasses.replace(case, children=protected), plan_for, helped)
        )
