"""Why a second worker joins in, and why that ends."""

import datetime as dt
from collections.abc import Sequence

from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.words.child_in_need import of_all
from goldenthread.doors.demonstration.lives.words.say import say

CO_WORKER, SUPPORT = "co_worker", "support"


def joins(family: Family, children: Sequence[Child], kind: str, day: dt.date) -> str:
    """What for."""
    unborn = kind == SUPPORT and not any(child.birth_said for child in children)
    return say(family, f"second.{kind}_unborn" if unborn else f"second.{kind}", of_all(family, children, day))


def ends(family: Family, children: Sequence[Child], day: dt.date, *, left: bool) -> str:
    """Why there is one worker again; left: the second one has."""
    return say(family, "second.left" if left else "second.ended", of_all(family, children, day))
