"""What is written while a plan runs, when work changes hands, and when it ends."""

import datetime as dt
from typing import Any

from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.fields import of_child
from goldenthread.doors.demonstration.lives.words.say import say

# Why our work ends, in the codes of the return.
REASONS = {"child_in_need": "RC7", "strategy_discussion": "RC7", "looked_after": "RC7", "other_agency": "RC5"}


def given(family: Family, plan: str) -> str:
    """Why another worker goes on."""
    return say(family, "plan.given" if plan == "child_in_need" else "plan.given_grave", {})


def handed_over(family: Family) -> str:
    """How work changed hands when somebody left."""
    return say(family, "plan.left", {})


def passed_on(family: Family, child: Child, day: dt.date) -> dict[str, Any]:
    """What came of it with the agency to which a child was passed."""
    return {"outcome": "helped", "notes": say(family, "closed.why.other_agency", of_child(family, child, day))}


def closed(family: Family, child: Child, plan: str, day: dt.date) -> dict[str, Any]:
    """What is different for the child when our work ends."""
    fields = of_child(family, child, day)
    return {
        "outcome": REASONS[plan],
        "why": say(family, f"closed.why.{plan}", fields),
        "family_told": say(family, "closed.family_told", fields),
    }
