"""What may be recorded now: steps of one's role whose episode is open, or which may begin one."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from goldenthread.casework import access
from goldenthread.casework.duties import Duty
from goldenthread.casework.heads import Head, Reading, head_of
from goldenthread.casework.standing import Standing
from goldenthread.language import Handbook, Step
from goldenthread.record.models import Episode, Waiting
from goldenthread.timekeeping import age_on


@dataclasses.dataclass(frozen=True)
class Possible:
    """A step that this person may record now; `state` and `due` where something waits for it."""

    step: str
    label: str
    pathway: str
    lifelong: bool
    due: dt.date | None = None
    state: str = ""


# A child is under 18 (Children Act 1989, section 105(1)).
ADULT = 18
WEIGHT = {"overdue": 0, "waiting": 1, "running": 2, "promised": 3, "": 4}

# What is true already is not offered, though its form could still be sent.
UNLESS: Mapping[str, Callable[[Head], bool]] = {
    "born": lambda head: head.born_on is not None,
    "booking.concern_raised": lambda head: not head.age.startswith("unborn"),
    "pre_birth.allocated": lambda head: not head.age.startswith("unborn"),
    "section47.interviewed": lambda head: head.age.startswith("unborn"),
    "died": lambda head: head.age.startswith("died"),
    "restricted": lambda head: head.restricted,
    "unrestricted": lambda head: not head.restricted,
    "sealed": lambda head: head.sealed,
    "unsealed": lambda head: not head.sealed,
    # These have pages of their own.
    "opened_with_reason": lambda head: True,
    "opening_reviewed": lambda head: True,
    "weighed": lambda head: True,
    "left_out": lambda head: True,
    "parted": lambda head: head.joined == 0,
    "warning_ended": lambda head: not head.cautions,
}


def possible(reading: Reading, due: Sequence[Duty], book: Handbook) -> list[Possible]:
    """The steps that may be taken: what something waits for, then the open work, then the person's details."""
    head, stood = head_of(reading), reading.stood
    grown = _is_adult(head, reading)
    done: dict[str, dt.date] = {}
    for row in stood.rows.get("latest", []):
        key, day = counted(row["step"], book), dt.date.fromisoformat(row["happened_on"])
        done[key] = max(day, done.get(key, day))
    waiting: dict[str, list[Duty]] = {}
    for duty in due:
        if duty.open:
            waiting.setdefault(duty.step, []).append(duty)
    found = []
    for pathway in book.pathways:
        for step in pathway.steps():
            stops = UNLESS.get(step.key) or UNLESS.get(step.name)
            if step.begins and not step.follows and grown:
                continue  # What begins work with a child is not meant of a parent.
            if _fits(step, reading) and not (stops and stops(head)) and _stands(step, stood, done, reading.actor):
                here = waiting.get(step.key, [])
                found.append(
                    Possible(
                        step.key,
                        step.label,
                        pathway.label or pathway.__name__,
                        pathway.lifelong,
                        min((duty.due for duty in here if duty.due), default=None),
                        min((duty.state for duty in here), key=lambda state: WEIGHT[state], default=""),
                    )
                )
    return sorted(found, key=lambda one: (one.lifelong, WEIGHT[one.state], one.due or dt.date.max))


def _is_adult(head: Head, reading: Reading) -> bool:
    """Whether this is somebody grown: by the date of birth, or, where nobody knows it, as somebody's parent."""
    if head.born_on:
        return age_on(head.born_on, reading.today).years >= ADULT
    return not head.age.startswith("unborn") and bool(reading.network.at("child"))


def counted(key: str, book: Handbook) -> str:
    """A step under its present name, or that of the step in whose place it stands."""
    step = book.steps.get(key)
    return (step.counts_as or step.key) if step else key


def _fits(step: Step, reading: Reading) -> bool:
    """Whether it is this person's to do, has a form, and belongs to a part of the record that they may write in."""
    parts = reading.members.compartments
    opened = (step.written_from or step.compartment) in parts or (reading.actor.duty and step.opens_record)
    return step.form is not None and access.may_take(reading.actor, step) and opened


def _stands(step: Step, stood: Standing, done: Mapping[str, dt.date], actor: access.Actor) -> bool:
    mine = [episode for episode in stood.all(Episode) if episode.pathway == step.pathway.key]
    if step.pathway.lifelong:
        return (step.repeats or step.key not in done) and all(needed.key in done for needed in step.needs)
    open_ = [episode for episode in mine if episode.ended_on is None]
    if step.begins:
        return not step.follows or (step.follows in done and not open_)
    if step.settles:
        return any(
            row.step == step.settles.key and row.kind == Waiting.Kind.SIGN_OFF and row.not_worker_id != actor.worker
            for row in stood.all(Waiting)
        )
    here = open_ or (mine if step.repeats else [])
    since = max((episode.began_on for episode in here), default=None)
    if since is None or any(done.get(needed.key, dt.date.min) < since for needed in step.needs):
        return False
    back = any(row.kind == Waiting.Kind.RETURNED for row in stood.all(Waiting))
    return step.repeats or done.get(step.key, dt.date.min) < since or back
