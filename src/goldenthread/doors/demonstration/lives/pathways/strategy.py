"""A strategy discussion, from the assessment that asked for one until those who were called have met."""

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.pathways.child_in_need import promised
from goldenthread.doors.demonstration.lives.pathways.followed_up import by_the_day
from goldenthread.doors.demonstration.lives.words import strategy as words

NO_ENQUIRY = "no_section47"


def call(life: Life, family: Family, child: Child, manager: Worker) -> None:
    """Called in the hour in which a manager decides on it."""
    life.save(family, "strategy_discussion.called", [child], manager, words.called(family, child, life.today))


def hold(life: Life, case: Case) -> Wait:
    """Held within some working hours, once for all the children. Answers which enquiry begins, if one does."""
    chance, env, family = case.family.chance, life.env, case.family
    yield life.until(life.clock.after(env.now, life.of.drawn("strategy_discussion.hours", chance)))
    manager = case.managers.somebody(env.now)
    by = life.clock.day(life.clock.on(env.now, 2, 0))
    outcome = life.of.pick("strategy_discussion.outcome", chance)
    shared, own = words.held(family, case.children, case.worker.actor, by, life.today, outcome=outcome)
    entries = life.save(family, "strategy_discussion.held", case.children, manager, shared, own)
    promises = promised(case.children, entries, dict.fromkeys(range(len(entries)), shared))
    by_the_day(life, family, promises, "strategy_discussion.action_followed_up")
    return "" if outcome == NO_ENQUIRY else outcome
