"""Now and then somebody who does not work with a child opens its record with a reason; a manager looks at it after."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.words import records as words

OPENED, REVIEWED = "person.opened_with_reason", "person.opening_reviewed"
OPENING, NIGHT, NEVER = "opening", "emergency", "never"
LATELY = 30 * DAY
VISITS = ("child_in_need.visited", "child_protection.visited")


def saved(
    life: Life, family: Family, step: str, children: Sequence[Child], entries: Sequence[UUID], by: Worker,
    answers: Sequence[Mapping[str, Any]],
) -> None:  # fmt: skip
    """Somebody works with the children, and others do not: of each child this is asked once."""
    if step not in VISITS or family.alone:
        return
    apart = family.by_itself(OPENING)
    for child in children:
        if child.birth_said and apart.first(child, OPENED) and life.of.happens("opening.asked", apart.chance):
            life.env.process(_opened(life, family, child))


def _opened(life: Life, family: Family, child: Child) -> Wait:
    of, env, apart = life.of, life.env, family.by_itself(OPENING)
    chance, reason = apart.chance, life.of.pick("opening.reason", apart.chance)
    days = 1 + int(of.drawn("opening.days", chance))
    at = chance.uniform(19.5, 23.5) if reason == NIGHT else chance.uniform(9.5, 16.5)
    yield life.until(life.clock.on(env.now + days * DAY, 1, at * 60))
    lately = any(env.now - LATELY < worry.minute <= env.now for worry in family.worries)
    if not child.open or lately or not isinstance(child.case, Case):
        # The work has ended, or the front door has to do with the family already.
        return
    by = (life.nights if reason == NIGHT else life.officers).anybody(env.now, chance)
    said = words.opened(family, child, reason, life.today, chance)
    (opening,) = life.save(family, OPENED, [child], by, said, key=apart.next_key())
    if (looks := of.pick("opening.reviewed", chance)) == NEVER:
        return
    until = max(1, of.drawn(f"opening.{looks}_days", chance))
    yield life.until(life.clock.on(env.now, until, chance.uniform(9.3, 16.8) * 60))
    ours = child.open and isinstance(child.case, Case) and of.happens("opening.reviewed_by_ours", chance)
    managers = child.case.managers if ours and isinstance(child.case, Case) else life.managers
    verdict = of.pick("opening.verdict", chance)
    said = words.reviewed(family, child, str(opening), verdict, life.today, chance)
    life.save(family, REVIEWED, [child], managers.anybody(env.now, chance), said, key=apart.next_key())
