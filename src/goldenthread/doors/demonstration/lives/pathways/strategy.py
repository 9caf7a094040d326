"""A strategy discussion, from the assessment that asked for one until those who were called have met."""

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.words import strategy as words


def call(life: Life, family: Family, child: Child, manager: Worker) -> None:
    """Called in the hour in which a manager decides on it."""
    life.save(family, "strategy_discussion.called", [child], manager, words.called(family, child, life.today))


def hold(life: Life, case: Case) -> Wait:
    """Held within some working hours, for each child apart."""
    chance, env, family = case.family.chance, life.env, case.family
    yield life.until(life.clock.after(env.now, life.of.drawn("strategy_discussion.hours", chance)))
    manager = case.managers.somebody(env.now)
    by = life.clock.day(life.clock.on(env.now, 2, 0))
    for child in case.children:
        said = words.held(family, child, case.worker.actor, by, life.today)
        life.save(family, "strategy_discussion.held", [child], manager, said)
        yield env.timeout(chance.uniform(4, 15))
