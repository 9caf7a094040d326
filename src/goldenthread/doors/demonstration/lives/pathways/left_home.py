"""A mother's partner leaves while somebody works with the children: he is family no more, on each one's record."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.family import Adult, Child, Family
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.pathways.person import PARTNER
from goldenthread.doors.demonstration.lives.words import records as words
from goldenthread.language import derived_id

UNRELATED, LEFT = "person.unrelated", "left"
PLANNED = ("child_in_need.planned", "child_protection.core_group_held")


def saved(
    life: Life, family: Family, step: str, children: Sequence[Child], entries: Sequence[UUID], by: Worker,
    answers: Sequence[Mapping[str, Any]],
) -> None:  # fmt: skip
    """A plan is made: of each family this is asked once."""
    partner = family.adult(PARTNER)
    if step not in PLANNED or partner is None or partner.about is None:
        return
    apart = family.by_itself(LEFT)
    if apart.first(family.children[0], LEFT) and life.of.happens("partner.leaves", apart.chance):
        life.env.process(_leaves(life, family, children[0], partner))


def _leaves(life: Life, family: Family, first: Child, partner: Adult) -> Wait:
    apart = family.by_itself(LEFT)
    chance = apart.chance
    days = life.of.drawn("partner.leaves_days", chance)
    yield life.until(life.clock.on(life.env.now + days * DAY, 1, chance.uniform(9.6, 16.4) * 60))
    case = first.case
    if not first.open or not isinstance(case, Case):
        return
    yield from life.when_there(case, chance)
    # Whoever is told of again may be there again.
    if any(worry.minute > life.env.now - DAY for worry in family.worries):
        return
    partner.left = True
    for child in [child for child in case.children if child.open and child.case is case]:
        for ends in _related(family, child, partner):
            said = words.unrelated(family, child, partner, str(ends), life.today, chance)
            life.save(family, UNRELATED, [child], case.worker, said, key=apart.next_key())
            yield life.env.timeout(chance.uniform(1, 4))


def _related(family: Family, child: Child, partner: Adult) -> list[UUID]:
    """The entry that says who he is to the child, on the child's record."""
    return [
        derived_id(saved.key, nth)
        for saved in family.saved
        for nth, act in enumerate(saved.acts)
        if act.step == "person.related" and act.about == child.about and act.answers["other"] == str(partner.about)
    ]
