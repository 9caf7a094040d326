"""What is said when those who know something of a child are called together."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from goldenthread.casework.access import Actor
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.fields import of_child
from goldenthread.doors.demonstration.lives.words.child_in_need import of_all
from goldenthread.doors.demonstration.lives.words.say import say

Answers = dict[str, Any]
ASKED = ("social_care", "police", "gp")
NO_ENQUIRY = "no_section47"


def called(family: Family, child: Child, day: dt.date) -> Answers:
    """Why they are called, and what keeps the child safe until they meet."""
    fields = of_child(family, child, day)
    return {name: say(family, f"strategy.{name}", fields) for name in ("why", "safe_now")}


def held(
    family: Family, children: Sequence[Child], worker: Actor, by: dt.date, day: dt.date, *, outcome: str
) -> tuple[Answers, dict[int, Answers]]:
    """Who was there, what each knew, what they decided, and what keeps each child safe."""
    fields = of_all(family, children, day)
    then = "nothing" if outcome == NO_ENQUIRY else "enquiry"
    shared: Answers = {
        "outcome": outcome,
        "shared": say(family, "strategy.shared", fields),
        "parents_told": say(family, "strategy.parents_told", fields),
        "interviews": say(family, f"strategy.interviews.{then}", fields),
        "why": say(family, f"strategy.decided.{then}", fields),
    }
    for number, agency in enumerate(ASKED, 1):
        here = {"agency": agency, "name": say(family, f"strategy.{agency}", {}), "came": "present", "report": "in_time"}
        shared |= {f"asked_{number}_{cell}": word for cell, word in here.items()}
    action = {
        "what": say(family, f"strategy.action.{then}", fields), "owner": worker.worker, "owner_said": worker.name,
        "by": by.isoformat(),
    }  # fmt: skip
    shared |= {f"actions_1_{cell}": word for cell, word in action.items()}
    own = {
        nth: {"medical": "not_needed", "safety_plan": say(family, "strategy.safety_plan", of_child(family, child, day))}
        for nth, child in enumerate(children)
    }
    return shared, own
