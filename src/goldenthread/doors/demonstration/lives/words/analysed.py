"""What somebody says that an event means for the child."""

import datetime as dt
from random import Random

from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.fields import of_child
from goldenthread.doors.demonstration.lives.words.say import say

TOLD, INJURY, SEEN, NOT_SEEN = "told", "injury", "seen", "not_seen"


def weighed(family: Family, child: Child, event: str, was: str, day: dt.date, chance: Random) -> dict[str, str]:
    """What one event was for the child, and what it means."""
    return {"was": was, "meaning": say(family, f"means.{event}.{was}", of_child(family, child, day), chance)}


def left_out(family: Family, child: Child, day: dt.date, chance: Random) -> dict[str, str]:
    """Why it does not belong there after all."""
    return {"why": say(family, "left_out.why", of_child(family, child, day), chance)}
