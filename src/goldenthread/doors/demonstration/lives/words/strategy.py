"""What is said when those who know something of a child are called together."""

import datetime as dt
from typing import Any

from goldenthread.casework.access import Actor
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.fields import of_child
from goldenthread.doors.demonstration.lives.words.say import say

Answers = dict[str, Any]
ASKED = ("social_care", "police", "gp")


def called(family: Family, child: Child, day: dt.date) -> Answers:
    """Why they are called, and what keeps the child safe until they meet."""
    fields = of_child(family, child, day)
    return {name: say(family, f"strategy.{name}", fields) for name in ("why", "safe_now")}


def held(family: Family, child: Child, worker: Actor, by: dt.date, day: dt.date) -> Answers:
    """Who was there, what each knew, and what they decided."""
    fields = of_child(family, child, day)
    said = ("shared", "interviews", "parents_told", "safety_plan")
    answers: Answers = {name: say(family, f"strategy.{name}", fields) for name in said}
    for number, agency in enumerate(ASKED, 1):
        here = {"agency": agency, "name": say(family, f"strategy.{agency}", {}), "came": "present", "report": "in_time"}
        answers |= {f"asked_{number}_{cell}": word for cell, word in here.items()}
    action = {
        "what": say(family, "strategy.action", fields), "owner": worker.worker, "owner_said": worker.name,
        "by": by.isoformat(),
    }  # fmt: skip
    answers |= {f"actions_1_{cell}": word for cell, word in action.items()}
    decided = {"outcome": "no_section47", "why": say(family, "strategy.decided", fields), "medical": "not_needed"}
    return answers | decided
