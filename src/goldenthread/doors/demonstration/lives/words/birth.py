"""What is said of a concern at booking that waits, of the legal gateway before a birth, and of the way home."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from goldenthread.doors.demonstration.lives.at_work import Worker
from goldenthread.doors.demonstration.lives.family import Child, Family, Worry
from goldenthread.doors.demonstration.lives.fields import of_child
from goldenthread.doors.demonstration.lives.words import meeting, pre_birth
from goldenthread.doors.demonstration.lives.words.child_in_need import of_all
from goldenthread.doors.demonstration.lives.words.say import say

Answers = dict[str, Any]
WATCH, REFER, UNIVERSAL = "watch", "refer", "universal"
GOES_ON, LETTER = "goes_on", "pre_proceedings"


def watched(
    family: Family, worry: Worry, children: Sequence[Child], team: int, again: dt.date, day: dt.date
) -> Answers:
    """The concern as it was told, which is looked at again on a day."""
    said = _without_team(pre_birth.concern(family, worry, children, team, day))
    why = say(family, "booking.why_watch", of_all(family, children, day))
    return said | {"decision": WATCH, "why": why, "look_again_on": again.isoformat()}


def looked_again(
    family: Family, worry: Worry, children: Sequence[Child], team: int, decision: str, day: dt.date
) -> Answers:
    """What follows after all."""
    said, fields = pre_birth.concern(family, worry, children, team, day), of_all(family, children, day)
    if decision == REFER:
        return said | {"why": say(family, "booking.why_refer_now", fields)}
    return _without_team(said) | {"decision": decision, "why": say(family, "booking.why_universal", fields)}


def gateway_met(family: Family, children: Sequence[Child], worker: Worker, decision: str, day: dt.date) -> Answers:
    """What the meeting with the lawyers decided, in our own words."""
    fields = of_all(family, children, day)
    pool = "gateway_letter" if decision == LETTER else "gateway_why"
    return {
        "decision": decision,
        "why": say(family, f"before_birth.{pool}", fields),
        "family_told": say(family, "before_birth.gateway_told", fields),
    } | _action(family, children, "gateway_action", worker, day)


def panel_again(family: Family, children: Sequence[Child], worker: Worker, day: dt.date) -> Answers:
    """The panel after the legal gateway: help for a child in need, under what was said there."""
    said = pre_birth.panel(family, children, pre_birth.IN_NEED, worker, day)
    return said | {"weighed": say(family, "before_birth.again_weighed", of_all(family, children, day))}


def discharged(family: Family, children: Sequence[Child], worker: Worker, day: dt.date) -> Answers:
    """Where the baby goes and with whom, and who sees it in the first days."""
    fields = of_child(family, children[-1], day)
    pools = {"goes_to": "goes_to", "safe": "safe", "visits": "first_days", "parents_say": "parents_say"}
    said: Answers = {name: say(family, f"before_birth.{pool}", fields) for name, pool in pools.items()}
    there = meeting.asked(family, children, day, conference=False)
    return there | said | _action(family, children, "discharge_action", worker, day)


def _action(family: Family, children: Sequence[Child], pool: str, worker: Worker, day: dt.date) -> Answers:
    due = day + dt.timedelta(days=family.chance.randint(2, 14))
    what = say(family, f"before_birth.{pool}", of_all(family, children, day))
    said = {"what": what, "owner": worker.actor.worker, "owner_said": worker.actor.name, "by": due.isoformat()}
    return {f"actions_1_{cell}": word for cell, word in said.items()}


def _without_team(said: Answers) -> Answers:
    return {name: word for name, word in said.items() if not name.startswith("team_id")}
