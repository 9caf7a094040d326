"""What partners were asked for, about a contact or after a child protection concern: late by agency, and still out."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
    When,
)  # fmt: skip
from django.db.models.functions import Cast, Coalesce

from goldenthread.casework import access
from goldenthread.casework.children import Child, child_of, open_to, with_child
from goldenthread.casework.front_door.words import ANSWERED as CONTACT_ANSWERED
from goldenthread.casework.front_door.words import ASKED as CONTACT_ASKED
from goldenthread.casework.front_door.words import said
from goldenthread.facts.models import Contact, Enquiry, PartnerRequest
from goldenthread.language import Step, handbook
from goldenthread.record.models import ClockRun, Entry
from goldenthread.timekeeping import A_YEAR_BACK, day_of

ASKED, ANSWERED = "partner_request.asked", "partner_request.answered"
CONTACT_DUE = "front_door.answer_due"
COUNTS = ("n_asked", "n_in_time", "n_late", "n_never", "n_waiting", "n_overdue")
MOST = 200


@dataclasses.dataclass(frozen=True)
class Agency:
    """One agency: how many requests were answered in time and late, were not before the contact was decided, are out,
    and are out and overdue.
    """

    name: str
    asked: int
    in_time: int
    late: int
    never: int
    waiting: int
    overdue: int

    def counts(self) -> tuple[int, ...]:
        """In the order in which they are asked for."""
        return self.asked, self.in_time, self.late, self.never, self.waiting, self.overdue


@dataclasses.dataclass(frozen=True)
class Out:
    """A request that waits for its answer; what records it, and under which contact's entry."""

    child: Child
    agency: str
    asked: dt.datetime
    due: dt.date | None
    due_at: dt.datetime | None
    overdue: bool
    may_answer: bool
    answered_by: str
    under: UUID | None

    @property
    def about_a_contact(self) -> bool:
        """Whether it was asked before a contact was decided, and not after a child protection concern."""
        return self.answered_by == CONTACT_ANSWERED


@dataclasses.dataclass(frozen=True)
class Partners:
    """What this person may open of it."""

    agencies: tuple[Agency, ...]
    out: tuple[Out, ...]

    def children(self) -> list[UUID]:
        """Everybody whom it names."""
        return [one.child.id for one in self.out]


def partners(by: access.Actor, *, now: dt.datetime) -> Partners:
    """The agencies of the last year, most overdue first, and what is out. Four queries."""
    agencies: dict[str, Agency] = {}
    out: list[Out] = []
    for step, answered, asked in (
        (ASKED, ANSWERED, _after_a_concern(by)),
        (CONTACT_ASKED, CONTACT_ANSWERED, _about_contacts(by, now)),
    ):
        dated = _dated(asked, now)
        for name, counts in _counted(dated, handbook().steps[step], now):
            before = agencies.get(name, Agency(name, *[0] * len(COUNTS)))
            agencies[name] = Agency(name, *(old + new for old, new in zip(before.counts(), counts, strict=True)))
        out += _out(dated, step, answered, by=by, now=now)
    out.sort(key=lambda one: (not one.overdue, one.due or dt.date.max, one.asked))
    return Partners(tuple(sorted(agencies.values(), key=lambda one: (-one.overdue, -one.late, one.name))), tuple(out))


def _after_a_concern(by: access.Actor) -> "QuerySet[Any]":
    """With what an answer is recorded under: nothing, as a request has no contact."""
    nothing = Value(None, output_field=UUIDField())
    return open_to(PartnerRequest.now.all(), by).annotate(
        due=F("due_on"), at=F("due_at"), under=nothing, decided=Value(None, output_field=DateField())
    )


def _about_contacts(by: access.Actor, now: dt.datetime) -> "QuerySet[Any]":
    """Those of the last year, each with what its own clock says, and the contact that an answer is recorded under."""
    root = Cast(OuterRef(OuterRef("id")), UUIDField())
    versions = Entry.objects.annotate(root=Coalesce("corrects", "pk")).filter(root=root, step=CONTACT_ASKED)
    run = ClockRun.now.filter(
        clock=CONTACT_DUE,
        about=OuterRef("about"),
        episode=OuterRef("contact"),
        entry_id__in=versions.filter(about=OuterRef(OuterRef("about"))).values("pk"),
    )
    contact = Contact.now.filter(about=OuterRef("about"), id=OuterRef("contact"))
    asked = open_to(Enquiry.now.filter(asked_at__gte=now - A_YEAR_BACK), by)
    return asked.annotate(
        due=Subquery(run.values("due_on")[:1]),
        at=Subquery(run.values("due_at")[:1]),
        under=Subquery(contact.values("entry_id")[:1]),
        decided=Subquery(contact.values("decided_on")[:1]),
    )


def _dated(asked: "QuerySet[Any]", now: dt.datetime) -> "QuerySet[Any]":
    """With whether each was answered in time, or is overdue: nobody waits for it once its contact is decided."""
    late = Q(answered_at=None, decided=None) & (Q(at__lt=now) | Q(at=None, due__lt=day_of(now)))
    kept = Q(answered_at__lte=F("at")) | Q(at=None, answered_at__date__lte=F("due"))
    return asked.annotate(
        overdue=ExpressionWrapper(late, BooleanField()),
        kept=Case(When(Q(answered_at=None) | Q(due=None), then=None), When(kept, then=True), default=False,
                  output_field=BooleanField()),
    )  # fmt: skip


def _counted(dated: "QuerySet[Any]", step: Step, now: dt.datetime) -> Iterator[tuple[str, tuple[int, ...]]]:
    counted = (
        dated.filter(asked_at__gte=now - A_YEAR_BACK)
        .order_by()
        .values("partner")
        .annotate(
            n_asked=Count("pk"),
            n_in_time=Count("pk", filter=Q(kept=True)),
            n_late=Count("pk", filter=Q(kept=False)),
            n_never=Count("pk", filter=Q(answered_at=None, decided__isnull=False)),
            n_waiting=Count("pk", filter=Q(answered_at=None, decided=None)),
            n_overdue=Count("pk", filter=Q(overdue=True)),
        )
    )
    for one in counted:
        yield said(step, "partner", one["partner"]), tuple(one[name] for name in COUNTS)


def _out(dated: "QuerySet[Any]", step: str, answered: str, *, by: access.Actor, now: dt.datetime) -> Iterator[Out]:
    asks, answers = handbook().steps[step], handbook().steps[answered]
    waits = with_child(dated.filter(answered_at=None, decided=None)).order_by(
        F("due").asc(nulls_last=True), "asked_at", "row"
    )
    for row in waits[:MOST]:
        child = child_of(row.about_id, row.person, row.number, today=day_of(now))
        yield Out(
            child, said(asks, "partner", row.partner), row.asked_at, row.due, row.at, bool(row.overdue),
            access.may_take(by, answers), answers.key, row.under,
        )  # fmt: skip
