"""The words that the board and the page of one contact share: the steps of the front door, limits and moves."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Protocol
from uuid import UUID

from django.db.models import DateTimeField, F
from django.db.models.functions import Cast, Coalesce, JSONObject

from goldenthread.blocks import worries
from goldenthread.casework import access
from goldenthread.casework.filling import form_of
from goldenthread.casework.limits import days_left
from goldenthread.language import Handbook, Step
from goldenthread.timekeeping import Calendar

RECEIVED, DIRECTED, DECIDED = "front_door.contact_received", "front_door.directed", "front_door.decided"
ASKED, ANSWERED, TOLD = "front_door.enquiry_sent", "front_door.enquiry_answered", "front_door.referrer_told"
CONSENT = "front_door.consent_settled"
POLICE = worries.POLICE
BY_FORM = "portal"  # by the form at the partners' door, where they read the answer too
FOLLOWED_UP, CHASED = "early_help.followed_up", "other_agency.chased"
COLUMNS = ("First decision", "Enquiries", "Final decision")
# What limit_of() asks of a run of a clock.
RUN = JSONObject(
    **{name: F(name) for name in ("due_on", "due_at", "rule", "limit", "source", "started_on", "stopped_on")}
)
# What waits is put in order once it is found. By an index on the day it would be sought from the first contact that
# there ever was.
LONGEST_FIRST = (Coalesce("received_at", Cast("contact_on", DateTimeField())), "row")


@dataclasses.dataclass(frozen=True)
class Move:
    """Something that this person may do with a card."""

    step: str
    label: str
    about: tuple[UUID, ...]
    follows: UUID | None = None


class Standing(Protocol):
    """Where a contact stands: whether it is decided, the referrer told, and consent settled."""

    decided_on: Any
    referrer_told_on: Any
    consent: Any
    stage: str
    entry_id: UUID


@dataclasses.dataclass(frozen=True)
class Limit:
    """When a decision or an answer is due, and by which rule."""

    due: dt.date
    at: dt.datetime | None
    left: int
    unit: str
    rule: str
    limit: str
    source: str
    since: dt.date
    unverified: bool


def limit_of(run: Mapping[str, Any] | None, *, now: dt.datetime, calendar: Calendar, book: Handbook) -> Limit | None:
    if not run or not run["due_on"]:
        return None
    due, at = dt.date.fromisoformat(run["due_on"]), moment(run["due_at"])
    left, unit = days_left(due, at, now=now, working="working" in run["limit"], calendar=calendar)
    rule = next((rule for rule in book.law.rules if rule.key == run["rule"]), None)
    return Limit(
        due, at, left, unit, rule.name if rule else run["rule"], run["limit"], run["source"],
        dt.date.fromisoformat(run["started_on"]), rule is not None and not rule.verified,
    )  # fmt: skip


def said(step: Step, question: str, code: str) -> str:
    """A code in the words of the form that asked for it."""
    asked = form_of(step).all_questions().get(question)
    return asked.said(code) if asked and code else code


def moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def moves(contact: Standing, about: tuple[UUID, ...], out: bool, *, by: access.Actor, book: Handbook) -> Iterator[Move]:
    """What may be done with a card, in the order in which it is usually done."""
    if contact.decided_on is not None:
        steps = [*([] if contact.referrer_told_on else [TOLD]), *([ANSWERED] if out else [])]
        steps += [CONSENT] if contact.consent == worries.NOT_YET else []
    elif out:
        steps = [ANSWERED, ASKED, DECIDED]
    else:
        steps = [DECIDED, DIRECTED, ASKED] if contact.stage == COLUMNS[0] else [DECIDED, ASKED]
    if contact.decided_on is None and contact.consent in worries.WITHOUT:
        steps.append(CONSENT)
    for key in steps:
        if access.may_take(by, book.steps[key]):
            yield Move(key, book.steps[key].label, about, contact.entry_id)
