"""A meeting: who was asked, who came, whose report was there in time, and what each of them then does by when."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from goldenthread.blocks.forms import TO_COME, Choice, Day, Items, Line
from goldenthread.language import Entry, Row, derived_id

SOCIAL_CARE, POLICE = "social_care", "police"
HEALTH = {
    "health_visiting": "Health visiting",
    "school_nursing": "School nursing",
    "gp": "GP",
    "hospital": "Hospital or paediatrician",
    "midwifery": "Midwifery",
    "mental_health": "Adult mental health",
    "child_mental_health": "Child mental health",
}
AGENCIES = {
    SOCIAL_CARE: "Children's social care",
    POLICE: "Police",
    **HEALTH,
    "school": "School or nursery",
    "probation": "Probation",
    "drugs_alcohol": "Drug and alcohol service",
    "domestic_abuse": "Domestic abuse service",
    "housing": "Housing",
    "early_help": "Early help",
    "legal": "Legal services",
    "family": "Family",
    "other": "Another agency",
}
PRESENT = "present"
CAME = {
    PRESENT: "Was there",
    "apologies": "Sent apologies",
    "not_there": "Was asked and did not come",
    "not_asked": "Was not asked",
}
REPORTS = {"in_time": "In time", "late": "Late", "none": "None", "not_needed": "Not needed"}


def attendance(*, least: int = 2) -> Items:
    """Who was asked to a meeting, and what came of it."""
    return Items(
        "Who was asked",
        "Partner",
        least=least,
        most=16,
        why="Inspectors found partners absent, police most of all, and nobody who could say how often.",
        agency=Choice("Which agency?", AGENCIES),
        name=Line("Name and role"),
        came=Choice("Were they there?", CAME, listed=True),
        report=Choice("Their report", REPORTS, listed=True),
    )


def promises(*, own: bool = False, least: int = 1) -> Items:
    """What a meeting decided that somebody does."""
    return Items(
        "What was decided, and who does it",
        "Action",
        own=own,
        least=least,
        most=16,
        what=Line("What will be done?"),
        owner=Line("Which colleague does it?", chooses="colleague"),
        other=Line("Or which partner"),
        by=Day("By when?", of=TO_COME),
    )


def present(asked: Items, answers: Mapping[str, Any]) -> set[str]:
    """The agencies that were there."""
    return {str(one.get("agency")) for one in asked.said_in(answers) if one.get("came") == PRESENT}


def lacks_quorum(asked: Items, answers: Mapping[str, Any]) -> str | None:
    """Why a conference cannot decide: social care and two other agencies that know the child were not all there."""
    there = present(asked, answers)
    if SOCIAL_CARE not in there or len(there - {SOCIAL_CARE, "family"}) < 2:
        return "A conference needs social care and at least two other agencies that know the child. Call it again."
    return None


def unowned(actions: Items, answers: Mapping[str, Any]) -> list[str]:
    """What was decided without anybody to do it, or without a day by which."""
    return [
        str(one.get("what", ""))
        for one in actions.said_in(answers)
        if not one.get("by") or not (one.get("owner") or one.get("other"))
    ]


def bare(actions: Items, answers: Mapping[str, Any]) -> str | None:
    """Why what was decided is nobody's, in a sentence."""
    without = unowned(actions, answers)
    return f"Say who does “{without[0]}”, and by when: what nobody has promised is not done." if without else None


def to_chair(
    called: Entry, worker: int | str | None, what: str, *, step: str, due: dt.date | None, held: dt.date | None
) -> Iterator[Row]:
    """That somebody is to chair a meeting: work of theirs, for which they need to know, until it is held.

    called: the entry that says so. step: what they then record.
    """
    if worker:
        said = {"what": what, "why": "", "measure": "", "worker_id": int(worker), "step": step}
        yield Row("Action", str(derived_id(called.root, "chair")), {**said, "due_on": due, "done_on": held}, called.id)


def attended(meeting: Entry, asked: Items, *, kind: str, shared: Mapping[str, Any]) -> Iterator[Row]:
    """Who was asked to a meeting, agency by agency, as the figures count it."""
    for one in asked.said_in(meeting.answers):
        yield Row(
            "Attendance",
            str(derived_id(meeting.root, asked.name, one.number)),
            {
                **shared,
                "meeting": str(meeting.root),
                "kind": kind,
                "held_on": meeting.day,
                "agency": one.get("agency", ""),
                "came": one.get("came", ""),
                "report": one.get("report", ""),
            },
            meeting.id,
        )
