"""A number of the team page, opened into its children: those whom the asker may open, and how many others there are."""

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery

from goldenthread.casework import access
from goldenthread.casework.children import Child, child_of, with_child
from goldenthread.casework.limits import RUNNING, days_left, limit_of, of_teams, running
from goldenthread.casework.rules import calendar_now
from goldenthread.facts.models import Assessment
from goldenthread.language import handbook
from goldenthread.oversight import caseloads, in_hand
from goldenthread.oversight.in_hand import at_school
from goldenthread.oversight.listing import first_of
from goldenthread.oversight.schools import Narrowed, of_teams_work
from goldenthread.oversight.teams import TeamSeen, team_seen
from goldenthread.record.models import ClockRun
from goldenthread.timekeeping import day_of

MOST = 100
SHOWS = ("running", "overdue", "waiting", "unallocated", "offered", "children")


@dataclasses.dataclass(frozen=True)
class Line:
    """One child, the fact that put them on the list, and what can be done from it."""

    child: Child
    fact: str
    note: str = ""
    due: dt.date | None = None
    left: int = 0
    unit: str = "day"
    step: str = ""
    step_label: str = ""


@dataclasses.dataclass(frozen=True)
class Opened:
    """A page of a list behind a number. `hidden` are counted but closed to the asker."""

    team: TeamSeen
    heading: str
    total: int
    openable: int
    lines: tuple[Line, ...]
    narrowed: Narrowed | None = None

    @property
    def hidden(self) -> int:
        return self.total - self.openable


def opened(
    actor: access.Actor, *, show: str, code: str = "", now: dt.datetime, worker: int | None = None, state: str = "",
    clock: str = "", kind: str = "", page: int = 1, school: str | None = None,
) -> Opened:  # fmt: skip
    """The children behind one number of a team's page, MOST at a time; a page beyond the last is the last.

    school: of one school alone, however it is typed.

    :raises NotAllowed: for a team that is not in this person's line
    """
    team = team_seen(actor, code)
    narrowed = of_teams_work(team.scope, actor, asked=school) if school is not None else None
    asked = _Asked(actor, team, now, worker, state, clock, kind, page, narrowed.children if narrowed else None)
    found = {
        "running": _running, "overdue": _overdue, "waiting": _waiting, "unallocated": _unallocated,
        "offered": _offered, "children": _children,
    }[show](asked)  # fmt: skip
    return dataclasses.replace(found, narrowed=narrowed)


@dataclasses.dataclass(frozen=True)
class _Asked:
    actor: access.Actor
    team: TeamSeen
    now: dt.datetime
    worker: int | None
    state: str
    clock: str
    kind: str
    page: int
    only: frozenset[UUID] | None

    @property
    def today(self) -> dt.date:
        return day_of(self.now)

    def mark(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Each row with whether its part of the record is open to the asker."""
        grants = access.granted(self.actor).filter(about=OuterRef("about_id"), compartment=OuterRef("compartment"))
        return rows.annotate(is_open=Exists(grants))

    def count(self, rows: QuerySet[Any]) -> tuple[int, int]:
        """All, and those open to the asker. One query."""
        with access.counting():
            counted = dict(self.mark(rows).order_by().values_list("is_open").annotate(n=Count("row")))
        return sum(counted.values()), counted.get(True, 0)

    def here(self, rows: QuerySet[Any], openable: int) -> QuerySet[Any]:
        """This page of those that are open to the asker."""
        start = first_of(self.page, of=openable, most=MOST)
        return self.mark(rows).filter(is_open=True)[start : start + MOST]

    def named(self, rows: QuerySet[Any], openable: int, order: str) -> QuerySet[Any]:
        """The same, each row with whom it is about."""
        return self.here(with_child(rows).order_by(order, "row"), openable)

    def child(self, row: Any) -> Child:
        return child_of(row.about_id, row.person, row.number, today=self.today)


def _running(asked: _Asked) -> Opened:
    calendar = calendar_now()
    all_ = caseloads.running_assessments(asked.team.scope, today=asked.today, calendar=calendar, only=asked.only)
    chosen = {
        one.row: one for one in all_
        if (not asked.state or one.forecast.state == asked.state) and asked.worker in (None, one.worker)
    }  # fmt: skip
    rows = Assessment.now.filter(row__in=list(chosen))
    total, openable = asked.count(rows)
    lines = []
    for row in asked.named(rows, openable, "due_on"):
        left, unit = days_left(row.due_on, None, now=asked.now, working=True, calendar=calendar)
        one = chosen[row.row]
        seen = "" if row.seen_on else "The child has not been seen. "
        lines.append(Line(
            asked.child(row), one.forecast.state.capitalize(), seen + one.forecast.says, row.due_on, left, unit,
        ))  # fmt: skip
    said = f"Assessments running: {asked.state}" if asked.state else "Assessments running"
    return Opened(asked.team, said, total, openable, tuple(lines))


def _overdue(asked: _Asked) -> Opened:
    book, calendar = handbook(), calendar_now()
    rows = at_school(in_hand.overdue_runs(asked.team.scope, asked.today), asked.only, asked.actor)
    if asked.clock:
        rows = rows.filter(clock=asked.clock)
    if asked.worker:
        rows = rows.filter(lead=asked.worker)
    total, openable = asked.count(rows)
    shown = asked.here(running().filter(of_teams(asked.team.scope), row__in=rows.values("row")), openable)
    limits = [limit_of(row, actor=asked.actor, now=asked.now, calendar=calendar, book=book) for row in shown]
    lines = tuple(
        Line(one.child, one.what, f"waits for a {one.next.to}" if one.next.to else "", one.due, one.left, one.unit,
             one.next.step, one.next.label)
        for one in limits
    )  # fmt: skip
    label = book.clocks[asked.clock].label if asked.clock in book.clocks else "everything"
    return Opened(asked.team, f"Overdue: {label[0].lower()}{label[1:]}", total, openable, lines)


def _waiting(asked: _Asked) -> Opened:
    book = handbook()
    rows = at_school(in_hand.waiting_rows(asked.team.scope), asked.only, asked.actor)
    total, openable = asked.count(rows)
    lines = []
    for row in asked.named(rows, openable, "since"):
        signer = next(step for step in book.settled_by[row.step] if step.signs_off)
        mine = asked.actor.role in row.roles and row.not_worker_id != asked.actor.worker
        lines.append(Line(
            asked.child(row), book.steps[row.step].said or book.steps[row.step].label,
            f"waits since {day_of(row.since):%-d %B}", step=signer.key if mine else "", step_label=signer.label,
        ))  # fmt: skip
    return Opened(asked.team, "Waiting for a manager", total, openable, tuple(lines))


def _unallocated(asked: _Asked) -> Opened:
    rows = at_school(in_hand.unallocated_rows(asked.team.scope), asked.only, asked.actor)
    total, openable = asked.count(rows)
    book = handbook()
    steps = [
        step for step in book.steps.values() if step.begins and step.follows and access.may_take(asked.actor, step)
    ]
    asks_whom = [step for step in steps if "worker_id" in getattr(step.form, "base_fields", {})]
    allocating = next(iter(asks_whom), None)
    lines = tuple(
        Line(
            asked.child(row), "Referral that nobody has been given", f"received {row.referral_date:%-d %B %Y}",
            step=allocating.key if allocating else "", step_label=allocating.label if allocating else "",
        )
        for row in asked.named(rows, openable, "referral_date")
    )  # fmt: skip
    return Opened(asked.team, "Referrals that nobody has been given", total, openable, lines)


def _offered(asked: _Asked) -> Opened:
    rows = at_school(in_hand.offered_rows(asked.team.scope), asked.only, asked.actor)
    total, openable = asked.count(rows)
    calendar = calendar_now()
    due = ClockRun.now.filter(RUNNING, episode=OuterRef("id")).order_by("due_on").values("due_on")[:1]
    lines = []
    for row in asked.named(rows.annotate(due=Subquery(due)), openable, "offered_on"):
        left, unit = (
            days_left(row.due, None, now=asked.now, working=False, calendar=calendar) if row.due else (0, "day")
        )
        said = ", ".join(filter(None, (f"offered {row.offered_on:%-d %B %Y}", row.organisation)))
        lines.append(Line(asked.child(row), "Early help that nobody has begun", said, row.due, left, unit))
    return Opened(asked.team, "Early help offered, not yet taken up", total, openable, tuple(lines))


def _children(asked: _Asked) -> Opened:
    rows = at_school(in_hand.allocated(asked.team.scope), asked.only, asked.actor)
    if asked.worker:
        rows = rows.filter(worker=asked.worker)
    if asked.kind == "second":
        rows = rows.filter(role=in_hand.SECOND)
    else:
        rows = rows.filter(role=in_hand.LEAD, **({"kind": asked.kind} if asked.kind in caseloads.KINDS else {}))
    total, openable = asked.count(rows)
    lines = tuple(
        Line(asked.child(row), caseloads.KINDS[row.kind], f"{row.who}, since {row.since:%-d %B %Y}")
        for row in asked.named(rows.annotate(who=F("worker__name")), openable, "since")
    )
    heading = "Children beside another worker" if asked.kind == "second" else "Children"
    return Opened(asked.team, caseloads.KINDS.get(asked.kind, heading), total, openable, lines)
