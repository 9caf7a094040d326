"""A family moves while its children have a plan: it stays ours until the other authority has taken it on."""

import dataclasses

from goldenthread.doors.demonstration.lives.at_work import Wait
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.family import Child
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.words import moves as words

MOVES = "moves"
NEVER = float("inf")


@dataclasses.dataclass
class Away:
    """Whether a family leaves, and when it goes on; held: when the other authority's conference is."""

    due: float = NEVER
    theirs: str = ""
    leaving: list[Child] = dataclasses.field(default_factory=list)
    held: float = NEVER


def perhaps(life: Life, case: Case) -> Away:
    """A few families, of whom nothing more will be heard here, leave under their plan."""
    chance = case.family.by_itself(MOVES).chance
    if not life.of.happens("moves.out", chance):
        return Away()
    return Away(life.env.now + life.of.drawn("moves.out.days", chance) * DAY)


def goes_on(life: Life, case: Case, away: Away) -> Wait:
    """The other authority is told; or it has taken on the plan of those whose plan has not ended meanwhile."""
    yield from case.may_end()
    yield from life.when_there(case, case.family.by_itself(MOVES).chance)
    yield from _taken_on(life, case, away) if away.leaving else _told(life, case, away)


def _told(life: Life, case: Case, away: Away) -> Wait:
    of, env, family = life.of, life.env, case.family
    chance = family.by_itself(MOVES).chance
    away.due = NEVER
    still_told_of = any(worry.minute > env.now - DAY for worry in family.worries)
    if still_told_of or not all(child.open and child.birth_said for child in case.children):
        return
    away.leaving, away.theirs = list(case.children), words.authority(chance)
    moves_on = life.clock.day(life.clock.on(env.now, chance.randint(2, 12), 0))
    for child in away.leaving:
        said = words.leaves(family, child, away.theirs, moves_on, life.today, chance)
        life.save(family, "child_protection.move_told", [child], case.worker, said)
        yield env.timeout(chance.uniform(2, 9))
    away.held = life.clock.on(env.now, of.drawn("moves.out.conference_days", chance), 11 * 60)
    away.due = life.clock.on(away.held, chance.randint(1, 4), chance.uniform(10, 16) * 60)


def _taken_on(life: Life, case: Case, away: Away) -> Wait:
    family, env = case.family, life.env
    chance = family.by_itself(MOVES).chance
    on, senior = life.clock.day(away.held), life.heads.anybody(env.now, chance)
    manager = case.managers.anybody(env.now, chance)
    away.due = NEVER
    there = [child for child in away.leaving if child in case.children]
    case.children = [child for child in case.children if child not in there]
    case.team.fewer(case, len(case.children))
    for child in there:
        said = words.taken_on_there(family, child, away.theirs, on, senior, life.today, chance)
        life.save(family, "child_protection.ended_otherwise", [child], manager, said)
        child.referral = ""
        yield env.timeout(chance.uniform(2, 6))
