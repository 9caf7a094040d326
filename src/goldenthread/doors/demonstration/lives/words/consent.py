"""How consent came out that was asked for after the contact."""

from random import Random
from typing import Any

from goldenthread.doors.demonstration.lives.at_work import Worker
from goldenthread.doors.demonstration.lives.family import Family
from goldenthread.doors.demonstration.lives.words.say import say

ASKED = ("given", "refused")


def settled(family: Family, came: str, taker: Worker, chance: Random) -> dict[str, Any]:
    """Who asked whom; or why nobody is asked."""
    carer = family.carer
    assert carer is not None
    if came in ASKED:
        holds = ", who holds parental responsibility" if carer.responsible else f", their {carer.kind}"
        return {"consent": came, "asked_by": taker.actor.name, "asked_of": f"{carer.name}{holds}"}
    return {"consent": came, "consent_why": say(family, "consent.why", {"mother": carer.given}, chance)}
