"""What an audit of a contact says, and what the team makes of it."""

import datetime as dt
from random import Random
from typing import Any
from uuid import UUID

from goldenthread.doors.demonstration.lives.at_work import Worker
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.fields import of_child
from goldenthread.doors.demonstration.lives.words.say import say
from goldenthread.timekeeping import spoken

GOOD = ("outstanding", "good")
HALF, BAD = "requires_improvement", "inadequate"
# What is found lacking, with the questions that it answers.
LACKING = {
    "history": {"history": "in_part"},
    "child": {"threshold": "in_part"},
    "father": {"partners": "in_part"},
    "consent": {"consent": "no"},
    "partners": {"partners": "no"},
    "reason": {"threshold": "no"},
    "risk": {"risk": "no", "history": "in_part"},
}
HELD = ("risk", "history", "consent", "partners", "threshold", "told")
WEEKS = 3


def chosen(contact: UUID, decided: dt.date, auditor: Worker) -> dict[str, Any]:
    """Which contact, and by whom it is audited."""
    return {
        "contact": str(contact),
        "contact_said": f"Contact decided {spoken(decided)}",
        "auditor": auditor.actor.worker,
        "auditor_said": auditor.actor.name,
        "why": "By chance, for the month’s audit of the front door.",
    }


def audited(family: Family, child: Child, grade: str, day: dt.date, manager: Worker, chance: Random) -> dict[str, Any]:
    """What was found, what it was like for the child, and who puts right what is not good enough."""
    fields = of_child(family, child, day)
    said: dict[str, Any] = dict.fromkeys(HELD, "yes") | {"safe": "yes", "grade": grade}
    said |= {
        "child": say(family, "audit.child", fields, chance),
        "well": say(family, "audit.well", fields, chance),
        "why": say(family, f"audit.why_{grade}", fields, chance),
    }
    if chance.random() < 0.5:
        said |= {"together_with_1_agency": "school", "together_with_1_name": "Safeguarding lead for schools"}
    if grade in GOOD:
        return said
    themes = chance.sample([one for one in LACKING if one != "risk" or grade == BAD], 2)
    by = day + dt.timedelta(weeks=WEEKS)
    for nth, theme in enumerate(themes, 1):
        said |= LACKING[theme]
        said |= {
            f"findings_{nth}_gap": say(family, f"audit.gap_{theme}", fields, chance),
            f"findings_{nth}_do": say(family, f"audit.do_{theme}", fields, chance),
            f"findings_{nth}_owner": manager.actor.worker,
            f"findings_{nth}_owner_said": manager.actor.name,
            f"findings_{nth}_by": by.isoformat(),
        }
    return said | {"themes": themes}


def closed(family: Family, child: Child, day: dt.date, chance: Random) -> dict[str, Any]:
    """What was done since."""
    fields = of_child(family, child, day)
    return {
        "done": say(family, "audit.done", fields, chance),
        "told": say(family, "audit.talked", fields, chance),
    }
