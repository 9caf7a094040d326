"""What early help writes."""

import datetime as dt
from typing import Any

from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.fields import of_child
from goldenthread.doors.demonstration.lives.words.say import say


def followed_up(family: Family, child: Child, goes: str, nth: int, day: dt.date) -> dict[str, Any]:
    """What came of the offer so far."""
    pool = f"help.{goes}" + ("" if goes != "taken_up" else ".later" if nth else ".first")
    return {"how_it_goes": goes, "notes": say(family, pool, of_child(family, child, day))}


def ended(family: Family, child: Child, outcome: str, day: dt.date) -> dict[str, Any]:
    """How it ended."""
    return {"outcome": outcome, "notes": say(family, f"help.ended.{outcome}", of_child(family, child, day))}
