"""What is said when a family's work goes to another team."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from goldenthread.doors.demonstration.lives.at_work import Worker
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.fields import of_child
from goldenthread.doors.demonstration.lives.words.child_in_need import of_all
from goldenthread.doors.demonstration.lives.words.say import say

Answers = dict[str, Any]
READY, NOT_READY, STAYS = "ready", "not_ready", "stays"
LOOKED_AT = ("assessment", "plan", "chronology", "visits", "supervision", "network")


def proposed(
    family: Family, children: Sequence[Child], team: Answers, day: dt.date
) -> tuple[Answers, dict[int, Answers]]:
    """Where it should go and why now, and of each child what whoever comes next must know first."""
    shared = {**team, "why": say(family, "transfer.why", of_all(family, children, day))}
    own = {
        nth: {"next_worker": say(family, f"transfer.{'next_worker' if child.birth_said else 'next_worker_unborn'}",
                                 of_child(family, child, day))}
        for nth, child in enumerate(children)
    }  # fmt: skip
    return shared, own


def audited(family: Family, children: Sequence[Child], decision: str, day: dt.date) -> Answers:
    """The team manager's own look at the record."""
    fields, chance = of_all(family, children, day), family.chance
    lacking = () if decision == READY else chance.sample(LOOKED_AT, chance.randint(1, 2))
    said: Answers = {
        "holds": [one for one in LOOKED_AT if one not in lacking],
        "decision": decision,
        "why": say(family, f"transfer.audit.{decision}", fields),
    }
    return said | ({"missing": say(family, "transfer.missing", fields)} if lacking else {})


def checked(family: Family, children: Sequence[Child], decision: str, day: dt.date) -> Answers:
    """Whether the audit holds."""
    return {"decision": decision, "why": say(family, f"transfer.check.{decision}", of_all(family, children, day))}


def put_off(family: Family, children: Sequence[Child], day: dt.date) -> Answers:
    """Why it is not taken on today."""
    return {"why": say(family, "transfer.put_off", of_all(family, children, day))}


def accepted(family: Family, children: Sequence[Child], worker: Worker, day: dt.date) -> Answers:
    """Who takes it on, and when both workers see the children together."""
    fields = of_all(family, children, day)
    return {**worker.allocation, **{name: say(family, f"transfer.{name}", fields) for name in ("meets", "agreed")}}


def stays(family: Family, children: Sequence[Child], day: dt.date) -> Answers:
    """Why it stays with whoever has it."""
    return {"outcome": STAYS, "why": say(family, "transfer.stays", of_all(family, children, day))}
