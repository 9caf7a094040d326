"""What is said where a family is brought to a panel, and what the panel decides."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from goldenthread.doors.demonstration.lives.at_work import Worker
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.fields import of_child
from goldenthread.doors.demonstration.lives.words.child_in_need import of_all
from goldenthread.doors.demonstration.lives.words.meeting import ABSENT, SURE
from goldenthread.doors.demonstration.lives.words.say import say
from goldenthread.doors.demonstration.lives.worries import band_of

Answers = dict[str, Any]
ACTION_MEETING, PANEL = "early_help_action_meeting", "child_in_need_panel"
GOES_ON, EARLY_HELP, STEP_UP, STEP_DOWN = "goes_on", "early_help", "step_up", "step_down"
CO_WORKING, ENDS, AGAIN = "co_working", "ends", "again"
HERE = {ACTION_MEETING: "early_help", PANEL: "child_in_need"}
ABOVE = {ACTION_MEETING: "child_in_need", PANEL: "significant_harm"}


def asked(family: Family, children: Sequence[Child], kind: str, day: dt.date) -> Answers:
    """What the panel must decide, and what the family knows of it."""
    fields = of_all(family, children, day)
    question = say(family, f"panel.question.{kind}", fields)
    return {"panel": kind, "question": question, "family_knows": say(family, "panel.family_knows", fields)}


def held(
    family: Family, children: Sequence[Child], kind: str, decision: str, chair: Worker, worker: Worker, day: dt.date,
    *, actions: int, days: tuple[int, int],
) -> tuple[Answers, dict[int, Answers]]:  # fmt: skip
    """What was weighed and decided, why for each child, and what the worker does within so many days."""
    fields, chance = of_all(family, children, day), family.chance
    shared: Answers = {
        "panel": kind,
        "chair": chair.actor.name,
        "weighed": say(family, "panel.weighed", fields),
        "threshold": threshold(kind, decision),
        "decision": decision,
        "family_told": say(family, "panel.family_told", fields),
    } | _there(family, children, day)
    for number in range(1, actions + 1):
        shared |= {
            f"actions_{number}_what": say(family, f"panel.action.{decision}", fields),
            f"actions_{number}_owner": worker.actor.worker,
            f"actions_{number}_owner_said": worker.actor.name,
            f"actions_{number}_by": (day + dt.timedelta(days=chance.randint(*days))).isoformat(),
        }
    whys = [say(family, f"panel.why.{decision}", of_child(family, child, day)) for child in children]
    return shared | {"why": whys[0]}, {nth: {"why": why} for nth, why in enumerate(whys) if nth}


def threshold(kind: str, decision: str) -> str:
    """Which threshold is met, by what is decided."""
    if decision == STEP_UP:
        return ABOVE[kind]
    return {STEP_DOWN: "early_help", EARLY_HELP: "early_help", ENDS: "universal"}.get(decision, HERE[kind])


def since(family: Family, children: Sequence[Child], weighed: str, day: dt.date) -> str:
    """What a panel weighed, with what has happened since."""
    return f"{weighed} {say(family, 'panel.since.worry', of_all(family, children, day))}"


def seen_to(family: Family, child: Child, action: str, what: str, day: dt.date) -> Answers:
    """What came of what the panel had somebody do."""
    came_of_it = say(family, "panel.came_of_it", of_child(family, child, day))
    return {"action": action, "action_said": what, "progress": "done", "came_of_it": came_of_it}


def _there(family: Family, children: Sequence[Child], day: dt.date) -> Answers:
    """Both services and those who know the children, of whom one is sometimes missing."""
    sure = SURE[band_of(max(children, key=lambda child: child.born), day)]
    answers: Answers = {}
    for number, agency in enumerate(("early_help", "social_care", *sure), 1):
        missing = agency in sure and family.chance.random() < 0.2
        came = family.chance.choice(ABSENT) if missing else "present"
        one = {"agency": agency, "name": say(family, f"meeting.{agency}", {}), "came": came, "report": "not_needed"}
        answers |= {f"asked_{number}_{cell}": said for cell, said in one.items()}
    return answers
