"""What a manager writes where the work goes on for long."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.words.child_in_need import of_all
from goldenthread.doors.demonstration.lives.words.say import say


def continued(family: Family, children: Sequence[Child], day: dt.date) -> dict[str, Any]:
    """What is better, why it goes on, and what must be different by the next time."""
    fields = of_all(family, children, day)
    return {name: say(family, f"goes_on.{name}", fields) for name in ("better", "why", "by_then")}
