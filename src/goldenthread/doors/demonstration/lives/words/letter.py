"""A letter to a family: the authority's words about what was decided, and a line of the worker's own."""

import datetime as dt

from goldenthread.blocks.letters import letter_after
from goldenthread.casework.letters import UNNAMED, told
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.fields import of_child
from goldenthread.doors.demonstration.lives.words.say import say
from goldenthread.language import Entry

HANDED = "handed"
ENDS = ("child_in_need.ended", "referral.closed", "early_help.ended")


def written(family: Family, child: Child, entry: Entry, how: str, day: dt.date) -> dict[str, str]:
    """What the family is told of an entry, and how it reaches them."""
    letter = letter_after(entry.step)
    assert letter is not None
    title, words = letter.written(**told(entry, child=child.called if child.birth_said else UNNAMED))
    own = say(family, f"letter.{'ended' if entry.step in ENDS else 'own'}", of_child(family, child, day))
    answers = {"to": _to(family, child), "title": title, "words": f"{words}\n\n{own}", "how": how}
    if how != HANDED:
        answers["address"] = f"{family.home}, {family.postcode}"
    if family.interpreter:
        answers["language"] = family.language
    return answers


def _to(family: Family, child: Child) -> str:
    """Who cares for the child at home; nobody who lives elsewhere."""
    at_home = [adult.name for adult in family.adults if adult.at_home and (adult.responsible or adult is child.father)]
    return " and ".join(at_home) or (family.carer.name if family.carer else child.called)
