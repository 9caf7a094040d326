"""Who is asked to a conference or a core group, and what comes of it."""

import datetime as dt
from collections.abc import Sequence
from random import Random
from typing import Any

from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.words.say import say
from goldenthread.doors.demonstration.lives.worries import band_of

SURE = {"unborn": ("midwifery", "health_visiting"), "baby": ("health_visiting", "gp"),
        "small": ("health_visiting", "school"), "middle": ("school", "school_nursing"),
        "teen": ("school", "school_nursing")}  # fmt: skip
PERHAPS = ("police", "gp", "housing", "domestic_abuse")
ABSENT = ("apologies", "apologies", "not_there")
REPORTS = (("in_time", 0.78), ("late", 0.93), ("none", 1.0))


def asked(
    family: Family, children: Sequence[Child], day: dt.date, *, conference: bool, ours: str = "social_care"
) -> dict[str, Any]:
    """Us, those who know the children and the family; of those who know less of them some do not come."""
    chance = family.chance
    sure = SURE[band_of(max(children, key=lambda child: child.born), day)]
    perhaps = [agency for agency in PERHAPS if agency not in sure] if conference else []
    answers: dict[str, Any] = {}
    for number, agency in enumerate((ours, *sure, "family", *perhaps), 1):
        came = chance.choice(ABSENT) if agency in perhaps and chance.random() < 0.4 else "present"
        one = {"agency": agency, "name": say(family, f"meeting.{agency}", {}), "came": came}
        one["report"] = "not_needed" if agency == "family" or not conference else _report(chance)
        answers |= {f"asked_{number}_{cell}": said for cell, said in one.items()}
    return answers


def shared_when(family: Family) -> str:
    """When the family had the reports."""
    drawn = family.chance.random()
    return "in_time" if drawn < 0.7 else "on_the_day" if drawn < 0.93 else "not"


def _report(chance: Random) -> str:
    drawn = chance.random()
    return next(said for said, upto in REPORTS if drawn <= upto)
