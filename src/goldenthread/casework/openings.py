"""Records that somebody opened without a recorded need to know: asking for the reason, and the review afterwards."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import F, Func, JSONField, OuterRef, QuerySet, Subquery

from goldenthread.casework import access
from goldenthread.casework.children import Child, child_of, open_to
from goldenthread.casework.limits import days_left
from goldenthread.casework.network import people_named
from goldenthread.casework.recording import Act, CannotRecord, record
from goldenthread.casework.rules import rules_now
from goldenthread.language import Compartment, Step, handbook
from goldenthread.record.models import ClockRun, Grant, Look, Opening
from goldenthread.timekeeping import Calendar, day_of

OPENED, REVIEWED = "person.opened_with_reason", "person.opening_reviewed"
SWITCHED_OFF = "Your authority lets no record be opened by a reason. Ask the manager of the team that works with it."
MOST, MOST_LOOKS = 50, 100


@dataclasses.dataclass(frozen=True)
class Asking:
    """A record that may be opened by a reason: what it may be called meanwhile, and for how long it would be open."""

    subject: UUID
    name: str
    limit: str


@dataclasses.dataclass(frozen=True)
class Line:
    """An opening that waits for somebody's review. `left` in working days; none, where no limit is in force."""

    subject: UUID
    entry: UUID
    child: Child
    who: str
    team: str
    reason: str
    says: str
    at: dt.datetime
    due: dt.date | None
    left: int | None


@dataclasses.dataclass(frozen=True)
class Seen:
    """One page that they looked at meanwhile."""

    page: str
    at: dt.datetime


@dataclasses.dataclass(frozen=True)
class Reviewed:
    """An opening, with everything that a manager needs to judge it."""

    line: Line
    until: dt.datetime | None
    looks: tuple[Seen, ...]
    more_looks: int
    own: bool
    done: bool
    opens: bool


def asking(subject: UUID, *, by: access.Actor, now: dt.datetime) -> Asking:
    """What is said to somebody before they give their reason: a name only if they may hear it anyhow.

    :raises NotAllowed: where a reason does not open it
    """
    step = _step()
    if not access.may_take(by, step) or not access.may_ask(by, subject):
        raise access.NotAllowed(access.NO_NEED)
    rule = rules_now().rule(step.opens_for, on=day_of(now))
    if rule is None or rule.limit is None:
        raise access.NotAllowed(SWITCHED_OFF)
    spoken = people_named([subject], by, today=day_of(now))[subject]
    return Asking(subject, "" if spoken.closed else spoken.name, str(rule.limit))


def open_with_reason(
    subject: UUID, answers: Mapping[str, Any], *, by: access.Actor, now: dt.datetime, key: str
) -> None:
    """Open a record for a while. The entry tells those who work with it, and asks a manager for the review.

    :raises NotAllowed: where a reason does not open it
    :raises CannotRecord: where an answer is missing
    """
    asking(subject, by=by, now=now)
    record(Act(OPENED, subject, now, dict(answers)), by=by, key=key, today=day_of(now))


def to_review(actor: access.Actor, *, now: dt.datetime, calendar: Calendar) -> list[Line]:
    """The openings that wait for this manager: of their teams' records, and by those whom they manage. One query."""
    if not access.may_take(actor, handbook().steps[REVIEWED]):
        return []
    waiting = _openings(actor).filter(verdict="").exclude(worker=actor.worker)
    rows = list(waiting.order_by("opened_at", "row")[:MOST])
    return [_line(row, now=now, calendar=calendar) for row in rows]


def opening(subject: UUID, entry: UUID, *, actor: access.Actor, now: dt.datetime, calendar: Calendar) -> Reviewed:
    """One opening, to be reviewed.

    :raises LookupError: if there is no such opening
    """
    row = _openings(actor).filter(about=subject, entry_id=entry).first()
    if row is None:
        raise LookupError("There is no such opening of this record.")
    line = _line(row, now=now, calendar=calendar)
    with access.working_out():
        grants = Grant.objects.filter(about=subject, entry_id=entry, compartment=Compartment.CHILD)
        until = grants.order_by("-known_from").values_list("until", flat=True).first()
        looks = Look.objects.filter(about=subject, worker=row.worker_id, at__gte=row.opened_at)
        looks = looks.filter(at__lt=until or now).order_by("at")
        seen = list(looks.values_list("page", "at")[: MOST_LOOKS + 1])
    return Reviewed(
        line,
        until,
        tuple(Seen(*one) for one in seen[:MOST_LOOKS]),
        max(0, len(seen) - MOST_LOOKS),
        own=row.worker_id == actor.worker,
        done=bool(row.verdict),
        opens=access.may_open(actor, subject),
    )


def review(
    subject: UUID, entry: UUID, answers: Mapping[str, Any], *, by: access.Actor, now: dt.datetime, key: str
) -> None:
    """Say whether it was right to open the record.

    :raises CannotRecord: if it was reviewed already, or by whoever opened it
    :raises NotAllowed: if it is not this person's to review
    """
    record(Act(REVIEWED, subject, day_of(now), {**answers, "opening": str(entry)}), by=by, key=key, today=day_of(now))


def _step() -> Step:
    return handbook().steps[OPENED]


def _openings(actor: access.Actor) -> QuerySet[Any]:
    # By whose record it is as well: of a clock's entry alone there is no index.
    its = {"about": OuterRef("about"), "entry_id": OuterRef("entry_id")}
    runs = ClockRun.now.filter(**its, compartment=Compartment.OPENINGS).order_by("row")
    mine = open_to(Opening.now.select_related("worker", "team"), actor)
    # Whoever must judge an opening hears whose record it was, though it is not open to them.
    named = Func(F("about_id"), function="second_lock.opened_name", output_field=JSONField())
    return mine.annotate(due_on=Subquery(runs.values("due_on")[:1]), named=named)


def _line(row: Any, *, now: dt.datetime, calendar: Calendar) -> Line:
    number = row.named.pop("number") if row.named else None
    left = days_left(row.due_on, None, now=now, working=True, calendar=calendar)[0] if row.due_on else None
    return Line(
        subject=row.about_id,
        entry=row.entry_id,
        child=child_of(row.about_id, row.named, number, today=day_of(now)),
        who=row.worker.name,
        team=row.team.name if row.team else "",
        reason=row.reason,
        says=row.says,
        at=row.opened_at,
        due=row.due_on,
        left=left,
    )


__all__ = ["Asking", "CannotRecord", "Line", "Reviewed", "asking", "open_with_reason", "opening", "review", "to_review"]
