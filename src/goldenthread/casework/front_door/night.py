"""Out of hours, on one screen: what the night must know, and what it hands back to the morning."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Subquery

from goldenthread.casework import access
from goldenthread.casework.children import Child, child_of, open_to, with_child
from goldenthread.casework.front_door.words import RUN, Limit, Move, limit_of, said
from goldenthread.casework.gathering import plain
from goldenthread.casework.rules import calendar_now
from goldenthread.facts.models import Brief, HandBack, PreBirth
from goldenthread.language import Handbook, handbook
from goldenthread.record import models
from goldenthread.record.models import ClockRun
from goldenthread.timekeeping import Calendar, day_of

BRIEFED, ENDED = "out_of_hours.briefed", "out_of_hours.brief_ended"
PLANNED = "pre_birth.birth_planned"
HANDED, TAKEN = "out_of_hours.handed_back", "out_of_hours.taken_back"
MOST = 200


@dataclasses.dataclass(frozen=True)
class Where:
    """One child of a family, and where the child is."""

    child: Child
    words: str


@dataclasses.dataclass(frozen=True)
class Briefed:
    """What the night must know of one family."""

    children: tuple[Where, ...]
    might_happen: str
    what_to_do: str
    ring: str
    until: dt.date
    to: str
    by: str
    moves: tuple[Move, ...]


@dataclasses.dataclass(frozen=True)
class Handed:
    """What the night hands back about one family."""

    children: tuple[Where, ...]
    urgent: bool
    what_happened: str
    needs_today: str
    at: dt.datetime
    to: str
    by: str
    limit: Limit | None
    moves: tuple[Move, ...]


@dataclasses.dataclass(frozen=True)
class Expected:
    """A birth for which the night has the plan: when, where, what is planned, and whom maternity rings."""

    child: Child
    expected: dt.date | None
    at_birth: str
    hospital: str
    on_arrival: str
    if_otherwise: str
    agreed: dt.date


@dataclasses.dataclass(frozen=True)
class Night:
    """What waits for the morning, what stands for the night, and the births that may come in it."""

    handed: tuple[Handed, ...]
    briefed: tuple[Briefed, ...]
    expected: tuple[Expected, ...]

    def children(self) -> list[UUID]:
        """Everybody whom it names."""
        families = [*(one.children for one in self.handed), *(one.children for one in self.briefed)]
        return [*(where.child.id for family in families for where in family), *(one.child.id for one in self.expected)]


def night(by: access.Actor, *, now: dt.datetime) -> Night:
    """What this person may open of it. Five queries, whatever the size."""
    book, today, calendar = handbook(), day_of(now), calendar_now()
    names = {"to_name": F("to_team__name"), "by_name": F("worker__name")}
    run = ClockRun.now.filter(about=OuterRef("about"), clock="out_of_hours.take_back_due", stopped_on=None)
    run = run.order_by("started_on").annotate(of=RUN)
    back = open_to(with_child(HandBack.now.filter(taken_on=None)), by).annotate(
        **names, run=Subquery(run.values("of")[:1])
    )
    stand = open_to(with_child(Brief.now.filter(ended_on=None, until_on__gte=today)), by).annotate(**names)
    handed = [
        _handed(rows, by=by, now=now, calendar=calendar, book=book)
        for rows in _families(back.order_by("handed_at", "row")[:MOST])
    ]
    briefed = [_briefed(rows, by=by, today=today, book=book) for rows in _families(stand.order_by("row")[:MOST])]
    return Night(
        tuple(sorted(handed, key=lambda one: (not one.urgent, one.at))),
        tuple(sorted(briefed, key=lambda one: one.until)),
        _expected(by, today=today, book=book),
    )


def _expected(by: access.Actor, *, today: dt.date, book: Handbook) -> tuple[Expected, ...]:
    """Birth plans that were given to the night, the next birth first. Two queries."""
    theirs = PreBirth.now.filter(with_edt=True, born_on=None, ended_on=None, birth_plan_on__isnull=False)
    rows = list(open_to(with_child(theirs), by).order_by("expected_on", "row")[:MOST])
    written = models.Entry.objects.filter(about__in=[row.about_id for row in rows], step=PLANNED)
    plans: dict[tuple[UUID, dt.date], Mapping[str, Any]] = {}
    for entry in written.select_related("occasion").order_by("known_at", "position"):
        plans[entry.about_id, entry.happened_on] = plain(entry).answers
    found = []
    for row in rows:
        plan = plans.get((row.about_id, row.birth_plan_on), {})
        hospital, ring, otherwise = (str(plan.get(name, "")) for name in ("hospital", "on_arrival", "if_otherwise"))
        found.append(
            Expected(
                child_of(row.about_id, row.person, row.number, today=today), row.expected_on,
                said(book.steps[PLANNED], "at_birth", row.at_birth), hospital, ring, otherwise, row.birth_plan_on,
            )
        )  # fmt: skip
    return tuple(found)


def _families(rows: Iterable[Any]) -> list[list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.occasion or row.id, []).append(row)
    return list(found.values())


def _handed(rows: list[Any], *, by: access.Actor, now: dt.datetime, calendar: Calendar, book: Handbook) -> Handed:
    first = rows[0]
    return Handed(
        _where(rows, day_of(now)), any(row.urgent for row in rows), first.what_happened, first.needs_today,
        first.handed_at, first.to_name or "", first.by_name or "",
        limit_of(first.run, now=now, calendar=calendar, book=book), _moves(rows, TAKEN, by=by, book=book),
    )  # fmt: skip


def _briefed(rows: list[Any], *, by: access.Actor, today: dt.date, book: Handbook) -> Briefed:
    first = rows[0]
    theirs = (HANDED, ENDED) if first.to_team_id in by.teams else (ENDED,)
    return Briefed(
        _where(rows, today), first.might_happen, first.what_to_do, first.ring, first.until_on, first.to_name or "",
        first.by_name or "", tuple(move for key in theirs for move in _moves(rows, key, by=by, book=book)),
    )  # fmt: skip


def _where(rows: Iterable[Any], today: dt.date) -> tuple[Where, ...]:
    return tuple(Where(child_of(row.about_id, row.person, row.number, today=today), row.where) for row in rows)


def _moves(rows: Iterable[Any], key: str, *, by: access.Actor, book: Handbook) -> tuple[Move, ...]:
    step = book.steps[key]
    return (Move(step.key, step.label, tuple(row.about_id for row in rows)),) if access.may_take(by, step) else ()
