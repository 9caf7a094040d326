"""A family's work goes from the team that assessed to the one that stays: proposed, audited, checked, and taken on."""

import simpy

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.pathways import allocation
from goldenthread.doors.demonstration.lives.words import transfer as words
from goldenthread.doors.demonstration.lives.words.referral import given

# Nothing is proposed in somebody's last weeks: their work is given to a colleague then.
STILL_THERE = 40 * DAY


def begins(life: Life, before: Case) -> bool:
    """Whether the work goes on with whoever assessed, until another team takes it on."""
    return before.team is life.assessors and (bool(_open(before)) or _by_meeting(life, before))


def begin(life: Life, case: Case, before: Worker) -> None:
    """Whoever assessed goes on meanwhile; nothing ends before it is clear who has it."""
    open_, assessed = _open(case), case.children[0].case
    # While the assessment goes on, whoever has it has all of it.
    case.worker = assessed.worker if open_ and isinstance(assessed, Case) else before
    case.team, case.managers = life.assessors, life.assessment_managers
    life.assessors.keeps(case, case.worker, len(case.children))
    for child in case.children:
        child.case = case
    case.waits = [*case.waits, life.env.process(_live(life, case, open_))]


def _open(case: Case) -> list[simpy.Event]:
    return [one for one in case.waits if not one.processed]


def _by_meeting(life: Life, case: Case) -> bool:
    stays_on = life.env.now + STILL_THERE
    return (
        not any(child.awaited for child in case.children)
        and case.worker.tenure.ends > stays_on
        and any(one.tenure.begins <= life.env.now and one.tenure.ends > stays_on for one in _auditors(life))
        and life.of.happens("transfer.by_meeting", case.family.chance)
    )


def _live(life: Life, case: Case, open_: list[simpy.Event]) -> Wait:
    of, chance, env, family, children = life.of, case.family.chance, life.env, case.family, case.children
    yield from open_
    if open_ and not _by_meeting(life, case):
        yield from _given(life, case)
        return
    yield life.until(life.clock.on(env.now, of.drawn("transfer.proposed_days", chance), chance.uniform(10, 16) * 60))
    yield from life.when_there(case)
    shared, own = words.proposed(family, children, life.plan_team, life.today)
    life.save(family, "team_transfer.proposed", children, case.worker, shared, own)
    lacks, returned = of.happens("transfer.audit_lacks", chance), of.happens("transfer.check_returns", chance)
    if lacks:
        yield from _audited(life, case, words.NOT_READY)
        yield from _mended(life, case)
    yield from _audited(life, case, words.READY)
    if returned:
        yield from _checked(life, case, words.NOT_READY)
        yield from _mended(life, case)
        yield from _audited(life, case, words.READY)
    yield from _checked(life, case, words.READY)
    yield from _meeting(life, case)


def _audited(life: Life, case: Case, decision: str) -> Wait:
    yield life.until(life.clock.after(life.env.now, life.of.drawn("transfer.audit_hours", case.family.chance)))
    manager = yield from _auditor(life)
    said = words.audited(case.family, case.children, decision, life.today)
    life.save(case.family, "team_transfer.audited", case.children, manager, said)


def _auditor(life: Life) -> Wait:
    """Wait until the team's own manager is there: nobody stands in for them here."""
    while True:
        yield life.until(life.clock.opened(life.env.now))
        there = [one for one in _auditors(life) if one.tenure.is_there(life.env.now)]
        if there:
            return there[0]
        yield life.until(life.clock.on(life.env.now, 1, 9.5 * 60))


def _auditors(life: Life) -> list[Worker]:
    return life.assessment_managers.workers


def _checked(life: Life, case: Case, decision: str) -> Wait:
    yield life.until(life.clock.after(life.env.now, life.of.drawn("transfer.check_hours", case.family.chance)))
    said = words.checked(case.family, case.children, decision, life.today)
    life.save(case.family, "team_transfer.checked", case.children, life.heads.somebody(life.env.now), said)


def _mended(life: Life, case: Case) -> Wait:
    """What was missing is done."""
    days = life.of.drawn("transfer.mended_days", case.family.chance)
    yield life.until(life.clock.on(life.env.now, days, case.family.chance.uniform(10, 16) * 60))


def _meeting(life: Life, case: Case) -> Wait:
    """The daily meeting, and the next if it is put off."""
    of, chance, env, family, children = life.of, case.family.chance, life.env, case.family, case.children
    yield life.until(life.clock.on(env.now, 1, chance.uniform(9.1, 9.6) * 60))
    if of.happens("transfer.stays", chance):
        said = words.stays(family, children, life.today)
        life.save(family, "team_transfer.ended", children, case.managers.somebody(env.now), said)
        return
    if of.happens("transfer.put_off", chance):
        said = words.put_off(family, children, life.today)
        life.save(family, "team_transfer.put_off", children, life.plan_managers.somebody(env.now), said)
        yield life.until(life.clock.on(env.now, chance.randint(1, 3), chance.uniform(9.1, 9.6) * 60))
    worker = yield from life.planners.given(case, len(children))
    yield life.until(life.clock.after(env.now, chance.uniform(0.1, 0.8)))
    said = words.accepted(family, children, worker, life.today)
    life.save(family, "team_transfer.accepted", children, life.plan_managers.somebody(env.now), said)
    for child in children:
        child.heard_of = True
    _goes_on(life, case, worker)


def _given(life: Life, case: Case) -> Wait:
    """Without a meeting, somebody of the other team is given it as soon as they have room."""
    worker = yield from life.planners.given(case, len(case.children))
    yield life.until(life.clock.after(life.env.now, 1))
    yield from allocation.give(life, case, worker, reason=given(case.family, "child_protection"))
    _goes_on(life, case, worker)


def _goes_on(life: Life, case: Case, worker: Worker) -> None:
    life.assessors.done(case)
    case.worker, case.team, case.managers = worker, life.planners, life.plan_managers
