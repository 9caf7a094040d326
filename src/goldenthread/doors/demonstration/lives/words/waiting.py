"""What is written while others have to act: another agency that is asked, and a child on the way into care."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.words.child_in_need import of_all
from goldenthread.doors.demonstration.lives.words.say import say

Answers = dict[str, Any]


def chased(family: Family, children: Sequence[Child], goes: str, day: dt.date) -> Answers:
    """What the agency says of the children who were sent to it."""
    fields = of_all(family, children, day)
    return {
        "who": say(family, "agency.who", fields),
        "how_it_goes": goes,
        "notes": say(family, f"agency.{goes}", fields),
    }


def to_care(family: Family, children: Sequence[Child], day: dt.date) -> Answers:
    """What was done since it was decided, and where the children are meanwhile."""
    fields = of_all(family, children, day)
    return {name: say(family, f"to_care.{name}", fields) for name in ("done", "safe_now")}
