"""What is written before a birth, and when the baby is there."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from goldenthread.doors.demonstration.lives.at_work import Worker
from goldenthread.doors.demonstration.lives.family import Child, Family, Worry
from goldenthread.doors.demonstration.lives.fields import SO, of_child
from goldenthread.doors.demonstration.lives.words import meeting
from goldenthread.doors.demonstration.lives.words.adults import fathers
from goldenthread.doors.demonstration.lives.words.assessment import FACTORS as FOUND
from goldenthread.doors.demonstration.lives.words.child_in_need import of_all
from goldenthread.doors.demonstration.lives.words.say import say

Answers = dict[str, Any]
IN_NEED, UNIVERSAL, LEGAL = "child_in_need", "universal", "legal_gateway"
# What is asked of at booking, by what the worry is about.
FACTORS = {"domestic_abuse": "domestic_abuse", "parental_substance": "substance",
           "parental_mental_health": "mental_health", "unborn": "late_booking"}  # fmt: skip
SHARED = ("history", "parents", "fathers", "partners_say", "parents_view", "family")
POOLS = {"partners_say": "partners"}
OWN = {"lived_experience": "life", "strengths": "strengths", "worries": "worries", "needs": "needs"}


def concern(family: Family, worry: Worry, children: Sequence[Child], team: int, day: dt.date) -> Answers:
    """What the midwife tells of the booking, and passes on."""
    fields = of_all(family, children, day)
    names = ("told_by", "worry", "happened", "father", "why")
    return {name: say(family, f"booking.{name}", fields) for name in names} | {
        "factors": [FACTORS.get(worry.kind, "other")],
        "parents_know": "yes",
        "decision": "refer",
        "team_id": team,
        "team_id_said": "Front door",
    }


def allocated(family: Family, children: Sequence[Child], day: dt.date) -> Answers:
    """What must be found out before the birth."""
    return {"direction": say(family, "before_birth.direction", of_all(family, children, day))}


def seen(family: Family, children: Sequence[Child], day: dt.date) -> Answers:
    """The parents, and where the baby will live."""
    fields = of_all(family, children, day)
    names = ("who", "mother_says", "father_says", "home", "observed")
    return {name: say(family, f"before_birth.{name}", fields) for name in names}


def assessed(
    family: Family, worry: Worry, children: Sequence[Child], recommends: str, day: dt.date
) -> tuple[Answers, dict[int, Answers]]:
    """The family once, and each baby."""
    elder = [child for child in family.children if child not in children and child.birth_said]
    before = {"again": SO if elder else "", "first": "" if elder else SO}
    fields = of_all(family, children, day) | before
    shared: Answers = {}
    for name in SHARED:
        pool = f"before_birth.{POOLS.get(name, name)}"
        shared |= fathers(family, children, pool, fields) if name == "fathers" else {name: say(family, pool, fields)}
    own = {}
    for nth, child in enumerate(children):
        its = of_child(family, child, day)
        mine: Answers = {name: say(family, f"before_birth.{pool}", its) for name, pool in OWN.items()}
        own[nth] = mine | {"factors": list(FOUND[worry.kind]), "recommends": recommends}
    return shared, own


def authorised(family: Family, child: Child, day: dt.date) -> Answers:
    """That the panel can decide by it."""
    return {"why": say(family, "before_birth.authorised", of_child(family, child, day))}


def panel(family: Family, children: Sequence[Child], decision: str, worker: Worker, day: dt.date) -> Answers:
    """Who was there, what is decided, and who does what by when."""
    fields = of_all(family, children, day)
    return meeting.asked(family, children, day, conference=False) | {
        "weighed": say(family, "before_birth.weighed", fields),
        "decision": decision,
        "why": say(family, f"before_birth.panel_why.{decision}", fields),
        "actions_1_what": say(family, "before_birth.action", fields),
        "actions_1_owner": worker.actor.worker,
        "actions_1_owner_said": worker.actor.name,
        "actions_1_by": (day + dt.timedelta(days=family.chance.randint(10, 21))).isoformat(),
        "family_told": say(family, "before_birth.family_told", fields),
    }


def birth_planned(family: Family, children: Sequence[Child], day: dt.date) -> Answers:
    """What happens at the birth, so that whoever is on duty that night knows."""
    fields = of_all(family, children, day)
    pools = {"hospital": "hospital", "on_arrival": "on_arrival", "with_mother": "with_mother", "contact": "contact",
             "if_otherwise": "otherwise", "parents_view": "plan_view"}  # fmt: skip
    said: Answers = {name: say(family, f"before_birth.{pool}", fields) for name, pool in pools.items()}
    at_birth = "together_with_help" if family.chance.random() < 0.4 else "together"
    return said | {"at_birth": at_birth, "given_to": ["parents"]}


def plan_shared(family: Family, children: Sequence[Child], day: dt.date) -> Answers:
    """Who has it."""
    how = say(family, "before_birth.how_given", of_all(family, children, day))
    return {"given_to": ["maternity", "edt", "health_visiting"], "how": how}


def born(family: Family, child: Child, day: dt.date) -> Answers:
    """The birth, as it was."""
    fields = of_child(family, child, day)
    said: Answers = {name: say(family, f"before_birth.{name}", fields) for name in ("where", "health", "as_planned")}
    return said | {"plan": "child_in_need"}


def ended(family: Family, child: Child, day: dt.date) -> Answers:
    """The work before the birth is over, and the plan goes on."""
    return {"outcome": "goes_on", "why": say(family, "before_birth.ended", of_child(family, child, day))}
