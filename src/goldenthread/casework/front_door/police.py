"""What the police told us that waits: by their grade for the triage and the manager, and what goes back to them."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from goldenthread.casework import access
from goldenthread.casework.children import Child, child_of, open_to, with_child
from goldenthread.casework.front_door.told_late import is_late, told_in
from goldenthread.casework.front_door.words import (
    BY_FORM,
    DECIDED,
    POLICE,
    RECEIVED,
    TOLD,
    Limit,
    Move,
    limit_of,
    moment,
    said,
)
from goldenthread.casework.gathering import plain
from goldenthread.casework.rules import rules_now
from goldenthread.facts.models import Contact, PoliceNotification
from goldenthread.language import Handbook, derived_id, handbook
from goldenthread.record import models
from goldenthread.record.models import ClockRun
from goldenthread.timekeeping import Calendar, day_of

TRIAGED, STRATEGY = "police_notification.triaged", "police_notification.strategy_decided"
TRIAGE_DUE, WINDOW = "police_notification.triage_due", "da_repeat_three_in_three_months"
HIGH, MEDIUM, STANDARD = "high", "medium", "standard"
MOST = 200
RUN = ("due_on", "due_at", "rule", "limit", "source", "started_on", "stopped_on")
OF_CONTACT = ("id", "occasion", "contact_on", "received_at", "decided_on", "outcome", "entry_id")


@dataclasses.dataclass(frozen=True)
class Told:
    """One family that the police told us of. repeated: how many times in the window, of the child most often named.

    happened: when, if they said so; late: after how many working days they told us, where that was too long.
    """

    contact: UUID
    children: tuple[Child, ...]
    kind: str
    grade: str
    reference: str
    received: dt.date | dt.datetime
    limit: Limit | None
    repeated: int
    outcome: str
    moves: tuple[Move, ...]
    happened: dt.date | None = None
    late: int | None = None


@dataclasses.dataclass(frozen=True)
class Lane:
    """Those of one grade."""

    title: str
    lines: tuple[Told, ...]
    empty: str


@dataclasses.dataclass(frozen=True)
class Inbox:
    """What the police told us that waits: by grade, ungraded, and decided without their knowing why."""

    lanes: tuple[Lane, ...]
    others: tuple[Told, ...]
    back: tuple[Told, ...]
    window: str
    more: bool = False

    @property
    def overdue(self) -> tuple[Told, ...]:
        """Those whose triage is past its day."""
        return tuple(line for lane in self.lanes for line in lane.lines if line.limit and line.limit.left < 0)

    def children(self) -> list[UUID]:
        """Everybody whom it names."""
        lines = [line for lane in self.lanes for line in lane.lines]
        return [child.id for line in (*lines, *self.others, *self.back) for child in line.children]


def inbox(by: access.Actor, *, now: dt.datetime) -> Inbox:
    """The lanes, what is due soonest first. Four queries, whatever the size."""
    book, today, rules = handbook(), day_of(now), rules_now()
    calendar, rule = rules.calendar(), rules.rule(WINDOW, on=today)
    since = rule.limit.before(today, calendar) if rule and rule.limit else today
    graded = list(_graded(by, since)[: MOST + 1])
    contacts = list(_contacts(by)[: MOST + 1])
    waits_graded = {row.contact for row in graded}
    made = [
        (grade, _line(rows, by=by, now=now, calendar=calendar, book=book, soon=told_in(rules, today)))
        for (_, grade), rows in _families(graded).items()
    ]
    made.sort(key=lambda one: (one[1].limit.due if one[1].limit else dt.date.min, str(one[1].received)))
    others = [row for row in contacts if not row.decided_on and row.id not in waits_graded]
    back = [row for row in contacts if row.decided_on]
    return Inbox(
        tuple(
            Lane(title, tuple(line for here, line in made if here == grade), empty)
            for grade, title, empty in (
                (HIGH, "High: a manager decides now", "Nothing that is graded high waits."),
                (MEDIUM, "Medium: daily triage", "Nothing medium waits for the triage."),
                (STANDARD, "Standard: daily triage", "Nothing standard waits for the triage."),
            )
        ),
        tuple(_of_contacts(others, DECIDED, by=by, today=today, book=book)),
        tuple(_of_contacts(back, TOLD, by=by, today=today, book=book)),
        str(rule.limit) if rule and rule.limit else "",
        more=max(len(graded), len(contacts)) > MOST,
    )


def _graded(by: access.Actor, since: dt.date) -> "QuerySet[PoliceNotification]":
    contact = Contact.now.filter(id=OuterRef("contact")).annotate(
        of=JSONObject(**{name: F(name) for name in OF_CONTACT})
    )
    since_then = PoliceNotification.now.filter(about=OuterRef("about"), notified_on__gte=since)
    counted: QuerySet[Any, Any] = since_then.order_by().values("about").annotate(n=Count("pk"))
    run = ClockRun.now.filter(episode=OuterRef("id"), clock=TRIAGE_DUE).order_by("-started_on")
    run = run.annotate(of=JSONObject(**{name: F(name) for name in RUN}))
    rows = open_to(with_child(PoliceNotification.now.filter(ended_on=None)), by).annotate(
        of_contact=Subquery(contact.values("of")[:1]),
        repeated=Subquery(counted.values("n")[:1]),
        run=Subquery(run.values("of")[:1]),
    )
    return rows.order_by("notified_on", "row")


def _contacts(by: access.Actor) -> "QuerySet[Contact]":
    """The police's contacts that wait for a decision, and those decided of which they have not heard why."""
    waiting = Q(decided_on=None) | Q(referrer_told_on=None)
    return open_to(with_child(Contact.now.filter(waiting, source_code=POLICE)), by).order_by("contact_on", "row")


def _families(rows: Iterable[Any]) -> dict[tuple[str, str], list[Any]]:
    """The notifications of one contact and one grade together: brothers and sisters of one evening."""
    found: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        of = row.of_contact or {}
        found.setdefault((of.get("occasion") or of.get("id") or row.id, row.grade_agreed or row.grade), []).append(row)
    return found


def _line(
    rows: Sequence[Any], *, by: access.Actor, now: dt.datetime, calendar: Calendar, book: Handbook, soon: int | None
) -> Told:
    rows = sorted(rows, key=_oldest_first)
    first, of = rows[0], rows[0].of_contact or {}
    about = tuple(row.about_id for row in rows)
    grade = first.grade_agreed or first.grade
    step = book.steps[STRATEGY if grade == HIGH else TRIAGED]
    moves = [Move(step.key, step.label, about, first.entry_id)] if access.may_take(by, step) else []
    if not of.get("decided_on") and of.get("entry_id") and access.may_take(by, book.steps[DECIDED]):
        moves.append(Move(DECIDED, book.steps[DECIDED].label, about, UUID(of["entry_id"])))
    return Told(
        UUID(of["id"]) if of else first.id, _children(rows, day_of(now)), "", grade, first.reference,
        moment(of.get("received_at")) or first.notified_on,
        limit_of(first.run, now=now, calendar=calendar, book=book), max(row.repeated or 1 for row in rows),
        said(book.steps[DECIDED], "outcome", of.get("outcome", "")), tuple(moves), first.incident_on,
        first.told_after if is_late(first, soon) else None,
    )  # fmt: skip


def _of_contacts(rows: Iterable[Any], key: str, *, by: access.Actor, today: dt.date, book: Handbook) -> Iterator[Told]:
    families: dict[str, list[Any]] = {}
    for row in rows:
        families.setdefault(row.occasion or row.id, []).append(row)
    step = book.steps[key]
    label = "Send the reason" if key == TOLD else step.label
    for here in families.values():
        here = sorted(here, key=_oldest_first)
        first, about = here[0], tuple(row.about_id for row in here)
        yield Told(
            UUID(first.id), _children(here, today), said(book.steps[RECEIVED], "kind", first.kind), "", "",
            first.received_at or first.contact_on, None, 0,
            said(book.steps[DECIDED], "outcome", first.outcome),
            (Move(step.key, label, about, first.entry_id),) if access.may_take(by, step) else (),
        )  # fmt: skip


def _oldest_first(row: Any) -> tuple[str, str]:
    return (row.person or {}).get("born_on") or "", (row.person or {}).get("given") or ""


def _children(rows: Iterable[Any], today: dt.date) -> tuple[Child, ...]:
    return tuple(child_of(row.about_id, row.person, row.number, today=today) for row in rows)


def to_be_told(subject: UUID, contact: UUID | None, *, by: access.Actor) -> dict[str, str]:
    """What the manager wrote that the referrer will be told, where they read it, and why for the police. 2 queries."""
    this = Q(entry_id=contact) | Q(id=str(derived_id(contact, "episode"))) if contact else Q(about=subject)
    rows = open_to(Contact.now.filter(this, about=subject).exclude(decided_on=None), by).order_by("-decided_on", "-row")
    row = rows.first()
    entry = models.Entry.objects.select_related("occasion").filter(pk=row.entry_id).first() if row else None
    if row is None or entry is None:
        return {}
    answers = plain(entry).answers
    said = {"told": answers.get("told", "")}
    if row.how == BY_FORM:
        said["how"] = BY_FORM
    if row.source_code == POLICE:
        said["police_rationale"] = answers.get("why", "")
    return {name: str(words) for name, words in said.items() if words}


def contact_of(subject: UUID, notified: UUID | None, *, by: access.Actor) -> UUID | None:
    """The contact in which the police told us: of a notification, or of the newest about this child. One query."""
    this = Q(id=str(derived_id(notified, "episode"))) if notified else Q()
    rows = open_to(PoliceNotification.now.filter(this, about=subject), by).order_by("-notified_on", "-row")
    found = rows.values_list("contact", flat=True).first()
    return UUID(found) if found else None
