"""What is said of a written agreement with parents."""

import datetime as dt
from typing import Any

from goldenthread.doors.demonstration.lives.at_work import Worker
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.fields import of_child
from goldenthread.doors.demonstration.lives.words.say import say

Answers = dict[str, Any]
GOES_ON = "goes_on"
# A child for whom nobody relies on one.
NONE = {"safety_plan": "no", "agreement_owner": None, "agreement_owner_said": None, "agreement_review_on": None}


def made(owner: Worker, again: dt.date) -> Answers:
    """Who owns it, and when it is looked at again."""
    return {"safety_plan": "yes", **_owned(owner, again)}


def looked_at(
    family: Family, child: Child, agreement: str, of: dt.date, found: str, by: Worker, again: dt.date, day: dt.date
) -> Answers:
    """What was found, and how one knows; of: the day on which it was made."""
    said = {
        "agreement": agreement,
        "agreement_said": f"Look whether the written agreement of {of.day} {of:%B %Y} is kept",
        "found": found,
        "seen": say(family, f"agreement.{found}", of_child(family, child, day)),
    }
    return said | (_owned(by, again) if found == GOES_ON else {})


def _owned(owner: Worker, again: dt.date) -> Answers:
    actor = owner.actor
    return {
        "agreement_owner": actor.worker,
        "agreement_owner_said": actor.name,
        "agreement_review_on": again.isoformat(),
    }
