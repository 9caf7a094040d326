"""What is said of records themselves: why somebody opened one, what a manager finds, and who is family no more."""

import datetime as dt
from random import Random

from goldenthread.doors.demonstration.lives.family import Adult, Child, Family
from goldenthread.doors.demonstration.lives.fields import of_child
from goldenthread.doors.demonstration.lives.words.say import say


def opened(family: Family, child: Child, reason: str, day: dt.date, chance: Random) -> dict[str, str]:
    """Why somebody opens a record without a recorded need."""
    return {"reason": reason, "says": say(family, f"opened.says.{reason}", of_child(family, child, day), chance)}


def reviewed(family: Family, child: Child, opening: str, verdict: str, day: dt.date, chance: Random) -> dict[str, str]:
    """Whether it was right."""
    says = say(family, f"opened.reviewed.{verdict}", of_child(family, child, day), chance)
    return {"opening": opening, "verdict": verdict, "says": says}


def unrelated(family: Family, child: Child, partner: Adult, ends: str, day: dt.date, chance: Random) -> dict[str, str]:
    """Why the mother's partner is hers no more."""
    fields = of_child(family, child, day) | {"partner": partner.given}
    return {"ends": ends, "why": say(family, "unrelated.why", fields, chance)}
