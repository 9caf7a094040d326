"""What is written while a child has a protection plan."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from goldenthread.doors.demonstration.lives.at_work import Worker
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.fields import of_child
from goldenthread.doors.demonstration.lives.words import meeting
from goldenthread.doors.demonstration.lives.words.child_in_need import SPEAKS, of_all
from goldenthread.doors.demonstration.lives.words.say import say
from goldenthread.doors.demonstration.lives.words.section47 import first_plan, plainly

Answers = dict[str, Any]
GOES_ON, IN_NEED, ENDS = "goes_on", "child_in_need", "ends"
GATEWAY = "gateway"


def core_group(
    family: Family, children: Sequence[Child], worker: Worker, day: dt.date, *, anew: bool, lacks: float
) -> tuple[Answers, dict[int, Answers]]:
    """What was done since the last time, and how it is for each child; anew: with what is promised from now on."""
    fields = of_all(family, children, day)
    shared = meeting.asked(family, children, day, conference=False) | {"done": say(family, "core_group.done", fields)}
    own: dict[int, Answers] = {}
    for nth, child in enumerate(children):
        its = of_child(family, child, day)
        of = "" if child.birth_said else "_unborn"
        own[nth] = {name: say(family, f"core_group.{name}{of}", its) for name in ("better", "not_better")}
        if anew:
            own[nth] |= first_plan(family, child, worker, day, lacks=lacks)
            own[nth]["in_plain_words"] = plainly(family, child, day)
    return shared, own


def reviewed(
    family: Family, children: Sequence[Child], decided: Mapping[Child, str], category: Mapping[Child, str], day: dt.date
) -> tuple[Answers, dict[int, Answers]]:
    """A review conference, and what is decided for each child."""
    fields = of_all(family, children, day)
    ended = any(decision != GOES_ON for decision in decided.values())
    shared = meeting.asked(family, children, day, conference=True) | {
        "reports_shared": meeting.shared_when(family),
        "parents_say": say(family, "conference.parents_say", fields),
        "family_told": say(family, f"review.family_told.{'ends' if ended else 'goes_on'}", fields),
    }
    own: dict[int, Answers] = {}
    for nth, child in enumerate(children):
        its, decision = of_child(family, child, day), decided[child]
        drawn = family.chance.random()
        goes = "yes" if decision != GOES_ON or drawn < 0.4 else "in_part" if drawn < 0.88 else "no"
        mine = {"progress": goes, "decision": decision, "why": say(family, f"review.why.{decision}", its)}
        if decision == GOES_ON:
            mine["category"] = category[child]
        if child.birth_said and child.age(day) >= SPEAKS:
            mine["childs_view"] = say(family, "conference.childs_view", its)
        own[nth] = mine
    return shared, own


def legal_considered(family: Family, children: Sequence[Child], by: Worker, decision: str, day: dt.date) -> Answers:
    """Whether the plan is enough, or the lawyers look at it too."""
    fields = of_all(family, children, day)
    return {
        "options": say(family, "gateway.options", fields),
        "decision": decision,
        "why": say(family, f"gateway.why.{decision}", fields),
        "by_then": say(family, "gateway.by_then", fields),
    } | _done(family, children, by, day)


def gateway_met(family: Family, children: Sequence[Child], by: Worker, decision: str, day: dt.date) -> Answers:
    """What the meeting with the lawyers decided, in our own words."""
    fields = of_all(family, children, day)
    said = {"decision": decision, "why": say(family, f"gateway.met.{decision}", fields)}
    return said | {"family_told": say(family, "gateway.told", fields)} | _done(family, children, by, day)


def _done(family: Family, children: Sequence[Child], by: Worker, day: dt.date) -> Answers:
    """Who does what, by when."""
    due = day + dt.timedelta(days=family.chance.randint(14, 35))
    what = say(family, "gateway.action", of_all(family, children, day))
    said = {"what": what, "owner": by.actor.worker, "owner_said": by.actor.name, "by": due.isoformat()}
    return {f"actions_1_{cell}": word for cell, word in said.items()}
