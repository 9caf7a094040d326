"""Each father and partner in an assessment: the sentence about the one, and for each whether he was reached."""

from collections.abc import Sequence
from typing import Any

from goldenthread.blocks.adults import MET, REACHED, SPOKEN
from goldenthread.doors.demonstration.lives.family import Adult, Child, Family
from goldenthread.doors.demonstration.lives.fields import SO, Fields
from goldenthread.doors.demonstration.lives.texts import pools
from goldenthread.doors.demonstration.lives.words.say import say

APART = "adults"
HOW_OFTEN = (9, 4, 4, 2)
FATHER, PARTNER = "father", "mother's partner"


def fathers(family: Family, children: Sequence[Child], pool: str, fields: Fields) -> dict[str, Any]:
    """What stands under fathers and other adults, and the same one by one; the sentence is about the first of them.

    pool: of the sentence; where it is told apart by who he is, its parts are asked for.
    """
    chance = family.by_itself(APART).chance
    around = _around(family, children)
    how = {adult: chance.choices(list(REACHED), HOW_OFTEN)[0] for adult in around}
    spoken_of = around[0] if around else None
    said = fields | dict.fromkeys(REACHED, "") | {"fatherless": "" if spoken_of else SO}
    if spoken_of:
        said[how[spoken_of]] = SO
        said["father"] = said["Father"] = spoken_of.given if spoken_of.kind == FATHER else ""
        said["man"] = said["Man"] = spoken_of.given if spoken_of.kind == PARTNER else ""
    kind = {FATHER: "known", PARTNER: "partner"}[spoken_of.kind] if spoken_of else "none"
    if not family.alone and f"{pool}.{kind}" in pools():
        pool = f"{pool}.{kind}"
    answers: dict[str, Any] = {"fathers": say(family, pool, said)}
    for number, (adult, reached) in enumerate(how.items(), 1):
        line = f"adults_{number}_"
        answers |= {
            f"{line}who": str(adult.about),
            f"{line}who_said": f"{adult.name} ({adult.kind})",
            f"{line}reached": reached,
        }
        if reached not in (MET, SPOKEN):
            answers[f"{line}why_not"] = say(family, f"adults.why.{reached}", {}, chance)
    return answers


def _around(family: Family, children: Sequence[Child]) -> list[Adult]:
    """The father of the child that is spoken of first, then those of the others and whoever lives with their mother."""
    theirs = [child.father for child in reversed(children) if child.father]
    partner = family.adult(PARTNER)
    if partner and not partner.left:
        theirs.append(partner)
    return [adult for adult in dict.fromkeys(theirs) if adult.about is not None]
