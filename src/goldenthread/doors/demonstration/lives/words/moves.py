"""What is written of children who come with another authority's plan, and of those who leave with ours."""

import datetime as dt
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from goldenthread.doors.demonstration.lives.at_work import Worker
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.fields import Fields, of_child
from goldenthread.doors.demonstration.lives.names import common, heritages
from goldenthread.doors.demonstration.lives.texts import pools
from goldenthread.doors.demonstration.lives.words import child_in_need, meeting
from goldenthread.doors.demonstration.lives.words.child_in_need import SPEAKS, of_all
from goldenthread.doors.demonstration.lives.words.say import say
from goldenthread.doors.demonstration.lives.words.section47 import carried_on, outline
from goldenthread.timekeeping import spoken

Answers = dict[str, Any]
TAKEN_ON, HELP, NO_PLAN = "taken_on", "child_in_need", "no_plan"
MOVED = "moved"


def authority(chance: Random) -> str:
    """Another authority, which is nowhere."""
    return chance.choice(pools()["moves.authority"]).text


def told(
    family: Family, children: Sequence[Child], theirs: str, moved: dt.date, began: dt.date, day: dt.date
) -> Answers:
    """What the other authority says at our front door."""
    fields = _of(family, children, theirs, day) | {"moved": spoken(moved), "began": spoken(began)}
    return {part: say(family, f"moves.here.{part}", fields) for part in ("referrer_role", "worry")}


def accepted(family: Family, children: Sequence[Child], theirs: str, day: dt.date) -> str:
    """Why it is a referral."""
    return say(family, "moves.here.why", _of(family, children, theirs, day))


def notified(
    family: Family, children: Sequence[Child], theirs: str, moved: dt.date, began: dt.date, category: str,
    on: dt.date, chair: Worker, day: dt.date,
) -> Answers:  # fmt: skip
    """What they say of the children and the plan."""
    chance, british = family.chance, heritages()["british"]
    worker = f"{common(british.women, chance)} {common(british.surnames, chance)}"
    fields = _of(family, children, theirs, day) | {"worker": worker, "number": str(chance.randint(100, 989))}
    return {
        "authority": theirs, "plan_began_on": began.isoformat(), "category": category, "moved_on": moved.isoformat(),
        "on": on.isoformat(), "chair": chair.actor.worker, "chair_said": chair.actor.name,
        **{part: say(family, f"moves.here.{part}", fields) for part in ("their_worker", "why_here", "until_then")},
    }  # fmt: skip


def visited(
    family: Family, children: Sequence[Child], nth: int, theirs: str, day: dt.date
) -> tuple[Answers, dict[int, Answers]]:
    """A visit for the other authority."""
    shared, own = child_in_need.visited(family, children, nth, day, nobody=False)
    return shared | {"purpose": say(family, "moves.here.purpose", _of(family, children, theirs, day))}, own


def conference(
    family: Family, children: Sequence[Child], decided: Mapping[Child, str], category: str, theirs: str,
    worker: Worker, day: dt.date, *, core_group: dt.date, lacks: float,
) -> tuple[Answers, dict[int, Answers]]:  # fmt: skip
    """The transfer-in conference: what both say, and for each child whether the plan is taken on."""
    fields = _of(family, children, theirs, day)
    shared = meeting.asked(family, children, day, conference=True) | {
        part: say(family, f"moves.here.{part}", fields) for part in ("they_say", "parents_say")
    }
    for cell in [cell for cell in shared if cell.endswith("_report")]:
        del shared[cell]
    own: dict[int, Answers] = {}
    for nth, child in enumerate(children):
        its, decision = of_child(family, child, day) | {"authority": theirs}, decided[child]
        own[nth] = {"decision": decision, "why": say(family, f"moves.here.decision.{decision}", its)}
        if child.age(day) >= SPEAKS:
            own[nth]["childs_view"] = say(family, "moves.here.childs_view", its)
        if decision == TAKEN_ON:
            own[nth] |= {"category": category, "contingency": say(family, "cin.contingency", its)}
            own[nth] |= outline(family, child, worker, day, lacks=lacks)
    if TAKEN_ON in decided.values():
        shared |= carried_on(family, fields, worker, core_group)
    return shared, own


def stays(family: Family, child: Child, theirs: str, day: dt.date) -> Answers:
    """Why the plan stays with them."""
    fields = _of(family, [child], theirs, day)
    return {part: say(family, f"moves.here.{cell}", fields) for part, cell in (("why", "stays"), ("where", "where"))}


def leaves(family: Family, child: Child, theirs: str, moves_on: dt.date, day: dt.date, chance: Random) -> Answers:
    """What we tell the authority to which a child moves."""
    fields = of_child(family, child, day) | {"authority": theirs}
    said = {part: say(family, f"moves.away.{part}", fields, chance) for part in ("address", "sent", "until_then")}
    return {"authority": theirs, "moves_on": moves_on.isoformat(), **said}


def taken_on_there(
    family: Family, child: Child, theirs: str, on: dt.date, agreed_by: Worker, day: dt.date, chance: Random
) -> Answers:
    """That their conference has taken the plan on."""
    fields = of_child(family, child, day) | {"authority": theirs}
    said = {part: say(family, f"moves.away.{part}", fields, chance) for part in ("why", "family_told")}
    return {"outcome": MOVED, "taken_on_at": on.isoformat(), "agreed_by": agreed_by.actor.name, **said}


def _of(family: Family, children: Sequence[Child], theirs: str, day: dt.date) -> Fields:
    return of_all(family, children, day) | {"authority": theirs}
