"""Nobody had asked the parents yet when the worry was told: whoever took it asks them, and says how it came out."""

from collections.abc import Sequence
from uuid import UUID

from goldenthread.blocks.worries import NOT_YET
from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.life import Life
from goldenthread.doors.demonstration.lives.words import consent as words

APART, SETTLED = "consent", "front_door.consent_settled"


def perhaps_settled(
    life: Life, family: Family, consent: str, children: Sequence[Child], follows: Sequence[UUID], taker: Worker
) -> None:
    """Within the hour, where there is a parent to be asked."""
    apart = family.by_itself(APART)
    if consent == NOT_YET and family.carer and life.of.happens("contact.consent_settled", apart.chance):
        life.env.process(_settled(life, family, children, follows, taker))


def _settled(life: Life, family: Family, children: Sequence[Child], follows: Sequence[UUID], taker: Worker) -> Wait:
    apart = family.by_itself(APART)
    yield life.env.timeout(apart.chance.uniform(25, 55))
    came = life.of.pick("contact.consent_settled_as", apart.chance)
    said = words.settled(family, came, taker, apart.chance)
    life.save(family, SETTLED, children, taker, said, follows=follows, key=apart.next_key())
