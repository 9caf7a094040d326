"""What partners were asked for after a child protection concern: late by agency, and what is still out."""

import dataclasses
import datetime as dt
from uuid import UUID

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q

from goldenthread.casework import access
from goldenthread.casework.children import Child, child_of, open_to, with_child
from goldenthread.casework.front_door.words import said
from goldenthread.facts.models import PartnerRequest
from goldenthread.language import handbook
from goldenthread.timekeeping import day_of

ASKED, ANSWERED = "partner_request.asked", "partner_request.answered"
A_YEAR = dt.timedelta(weeks=52)
MOST = 200


@dataclasses.dataclass(frozen=True)
class Agency:
    """One agency: how many requests were answered in time, late, are out, and are out and overdue."""

    name: str
    asked: int
    in_time: int
    late: int
    waiting: int
    overdue: int


@dataclasses.dataclass(frozen=True)
class Out:
    """A request that waits for its answer."""

    child: Child
    agency: str
    asked: dt.datetime
    due: dt.date | None
    due_at: dt.datetime | None
    overdue: bool
    may_answer: bool


@dataclasses.dataclass(frozen=True)
class Partners:
    """What this person may open of it."""

    agencies: tuple[Agency, ...]
    out: tuple[Out, ...]

    def children(self) -> list[UUID]:
        """Everybody whom it names."""
        return [one.child.id for one in self.out]


def partners(by: access.Actor, *, now: dt.datetime) -> Partners:
    """The agencies of the last year, most overdue first, and what is out. Two queries."""
    step = handbook().steps[ASKED]
    late = Q(answered_at=None) & (Q(due_at__lt=now) | Q(due_at=None, due_on__lt=day_of(now)))
    mine = open_to(PartnerRequest.now.all(), by).annotate(overdue=ExpressionWrapper(late, BooleanField()))
    counted = (
        mine.filter(asked_at__gte=now - A_YEAR)
        .order_by()
        .values("partner")
        .annotate(
            n_asked=Count("pk"),
            n_in_time=Count("pk", filter=Q(in_time=True)),
            n_late=Count("pk", filter=Q(in_time=False)),
            n_waiting=Count("pk", filter=Q(answered_at=None)),
            n_overdue=Count("pk", filter=Q(overdue=True)),
        )
    )
    counts = ("n_asked", "n_in_time", "n_late", "n_waiting", "n_overdue")
    agencies = (Agency(said(step, "partner", one["partner"]), *(one[name] for name in counts)) for one in counted)
    may_answer = access.may_take(by, handbook().steps[ANSWERED])
    waits = with_child(mine.filter(answered_at=None)).order_by(F("due_on").asc(nulls_last=True), "asked_at", "row")
    out = (
        Out(
            child_of(row.about_id, row.person, row.number, today=day_of(now)), said(step, "partner", row.partner),
            row.asked_at, row.due_on, row.due_at, bool(row.overdue), may_answer,
        )
        for row in waits[:MOST]
    )  # fmt: skip
    return Partners(
        tuple(sorted(agencies, key=lambda one: (-one.overdue, -one.late, one.name))),
        tuple(sorted(out, key=lambda one: not one.overdue)),
    )
