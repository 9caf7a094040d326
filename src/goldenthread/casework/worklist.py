"""What one person has to do: what needs them now, what is due, what waits for them. Six queries, whatever the size."""

import dataclasses
import datetime as dt
import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Q, QuerySet, Window
from django.db.models.functions import JSONObject

from goldenthread.casework import access, waits
from goldenthread.casework.children import open_to
from goldenthread.casework.drafts import lifetime
from goldenthread.casework.limits import Limit, clocks, limit_of, of_teams, running
from goldenthread.casework.rules import Closure, Rules
from goldenthread.casework.waits import Begun, First, Promise, Urgent, Waits
from goldenthread.language import Handbook, Role, handbook
from goldenthread.record.models import Allocation, ClosureDay, Post
from goldenthread.standards.law import Law
from goldenthread.timekeeping import Calendar, day_of

By = Literal["date", "child", "kind"]
MOST = 50
A_WEEK = dt.timedelta(weeks=1)
LEAD, SECOND = "lead worker", "second worker"


@dataclasses.dataclass(frozen=True)
class Group:
    """Lines under one heading. tone: overdue, due or calm, after the most pressing of them. count: on every page."""

    heading: str
    note: str
    tone: str
    lines: tuple[Limit, ...]
    count: int
    child: UUID | None = None


@dataclasses.dataclass(frozen=True)
class MyWork:
    """Everything that waits for one person. `total` counts the limits, of which this page lists at most `MOST`."""

    by: By
    all_involved: bool
    urgent: First[Urgent]
    groups: tuple[Group, ...]
    sign_offs: First[Waits]
    returned: First[Waits]
    promises: First[Promise]
    drafts: First[Begun]
    total: int
    page: int
    children: tuple[UUID, ...]
    leads: int
    seconds: int
    caseload_limit: int | None
    calendar: Calendar

    def named(self) -> list[UUID]:
        """Everybody whom this page names."""
        limits = [limit.child.id for group in self.groups for limit in group.lines]
        lines: list[Urgent | Waits | Promise] = [*self.urgent, *self.sign_offs, *self.returned, *self.promises]
        return [*limits, *(one.child.id for one in lines), *(about for draft in self.drafts for about in draft.about)]

    @property
    def calm(self) -> bool:
        """Whether nothing at all waits."""
        return not (self.total or self.urgent or self.sign_offs or self.returned or self.promises or self.drafts)


def my_work(
    actor: access.Actor, *, now: dt.datetime, by: By = "date", all_involved: bool = True, page: int = 1
) -> MyWork:
    """What this person has to do. A page beyond the last is the first.

    A worker's own: the children they lead, and those beside whom they work when `all_involved`. A manager's own: what
    only a manager does in their teams; everything in their teams when `all_involved`. On duty: what the front
    door does.
    """
    book = handbook()
    find = functools.partial(_found, actor, all_involved=all_involved, now=now, book=book)
    found = find(page=page)
    if not found.clocks and page > 1:
        page, found = 1, find(page=1)
    mine = [said for said in found.mine if said["role"] == LEAD or all_involved]
    calendar = Rules(Law.read(), (), [_closure(said) for said in found.closures]).calendar()
    limits, counts = _limits(found.clocks, actor=actor, now=now, calendar=calendar, book=book)
    sign_offs, returned = waits.waiting(found.waits, now=now, book=book)
    return MyWork(
        by=by,
        all_involved=all_involved,
        urgent=waits.urgent(actor, now=now, book=book),
        groups=tuple(_grouped(limits, by, day_of(now), counts)),
        sign_offs=sign_offs,
        returned=returned,
        promises=waits.promises(actor, today=day_of(now)),
        drafts=waits.begun(actor, now=now, rules=lifetime.rules_of(found.choices), book=book),
        total=sum(counts.values()),
        page=page,
        children=tuple(dict.fromkeys(UUID(said["about"]) for said in mine)),
        leads=sum(said["role"] == LEAD and said["worker"] == actor.worker for said in found.mine),
        seconds=sum(said["role"] == SECOND and said["worker"] == actor.worker for said in found.mine),
        caseload_limit=found.caseload_limit,
        calendar=calendar,
    )


@dataclasses.dataclass(frozen=True)
class _Found:
    """What is theirs: the post's limit, whom they work with, what runs and what waits for them, each by its number; and
    the authority's closure days and choices about drafts.
    """

    caseload_limit: int | None
    mine: list[dict[str, Any]]
    clocks: list[dict[str, int]]
    waits: list[dict[str, int]]
    closures: list[dict[str, Any]]
    choices: list[dict[str, Any]]


def _found(actor: access.Actor, *, all_involved: bool, page: int, now: dt.datetime, book: Handbook) -> _Found:
    """One query, outside the second lock, which would be asked of everything that runs or waits anywhere.

    What is found is told inside it.
    """
    mine = open_to(Allocation.now.filter(worker__in=[actor.worker, *actor.covered], until=None), actor)
    with_me = mine if all_involved else mine.filter(role=LEAD)
    closures = ClosureDay.objects.order_by("pk")
    found = Post.objects.filter(pk=actor.post).values_list(
        "caseload_limit",
        ArraySubquery(
            mine.order_by("since", "row").values(said=JSONObject(about="about_id", role="role", worker="worker"))
        ),
        ArraySubquery(
            _clocks(actor, with_me.values("about"), all_involved=all_involved, page=page, now=now, book=book)
        ),
        ArraySubquery(waits.theirs(actor)),
        ArraySubquery(closures.values(said=JSONObject(day="day", working="working", known_at="known_at"))),
        lifetime.chosen(),
    )
    with access.working_out():
        return _Found(*found.get())


def _closure(said: dict[str, Any]) -> Closure:
    return Closure(
        dt.date.fromisoformat(said["day"]), bool(said["working"]), dt.datetime.fromisoformat(said["known_at"])
    )


def _clocks(
    actor: access.Actor,
    with_me: QuerySet[Any],
    *,
    all_involved: bool,
    page: int,
    now: dt.datetime,
    book: Handbook,
) -> QuerySet[Any]:
    """The running clocks of my children, and those of my teams that my post is there for; how many fall when."""
    whose = Q(about__in=with_me)
    if actor.role.manages and all_involved:
        whose |= of_teams(actor.teams)
    elif by_my_post := _clocks_of(actor, book):
        whose |= of_teams(actor.teams) & Q(clock__in=by_my_post)
    late = Q(due_on__lt=day_of(now)) | Q(due_at__lt=now)
    soon = day_of(now) + A_WEEK
    falls = {
        "Overdue": late,
        "Today": ~late & Q(due_on=day_of(now)),
        "Within a week": Q(due_on__gt=day_of(now), due_on__lte=soon),
        "Later": Q(due_on__gt=soon),
    }
    counted = {when: Window(Count("row", filter=which)) for when, which in falls.items()}
    start = MOST * (max(page, 1) - 1)
    found = open_to(clocks(), actor).filter(whose).values(said=JSONObject(row="row", **counted))
    return found[start : start + MOST]


def _limits(
    found: Sequence[dict[str, int]], *, actor: access.Actor, now: dt.datetime, calendar: Calendar, book: Handbook
) -> tuple[list[Limit], dict[str, int]]:
    """The clocks that were found, told; and how many fall when. One query."""
    told = running().filter(pk__in=[said["row"] for said in found])
    limits = [limit_of(run, actor=actor, now=now, calendar=calendar, book=book) for run in told]
    return limits, {when: many for when, many in found[0].items() if when != "row"} if found else {}


def _clocks_of(actor: access.Actor, book: Handbook) -> list[str]:
    """The clocks that this post is there to stop, and no allocated worker: decisions, checks, answers of partners."""
    if actor.role is Role.SOCIAL_WORKER:
        return []
    stops = {clock: step for key, clocks in book.stopping.items() for clock in clocks for step in [book.steps[key]]}
    return [clock for clock, step in stops.items() if access.may_take(actor, step) and not step.settles]


def _grouped(limits: Iterable[Limit], by: By, today: dt.date, counts: Mapping[str, int]) -> list[Group]:
    if by == "date":
        kept: dict[str, list[Limit]] = {"Overdue": [], "Today": [], "Within a week": [], "Later": []}
        for limit in limits:
            kept[_when(limit, today)].append(limit)
        tones = {"Overdue": "overdue", "Today": "due", "Within a week": "due", "Later": "calm"}
        return [Group(when, "", tones[when], tuple(lines), counts[when]) for when, lines in kept.items() if lines]
    groups: dict[object, list[Limit]] = {}
    for limit in limits:
        groups.setdefault(limit.child.id if by == "child" else limit.what, []).append(limit)
    return [
        Group(
            lines[0].child.name if by == "child" else lines[0].what,
            lines[0].child.age if by == "child" else "",
            "overdue" if lines[0].overdue else "due" if _when(lines[0], today) != "Later" else "calm",
            tuple(lines),
            len(lines),
            lines[0].child.id if by == "child" else None,
        )
        for lines in groups.values()
    ]


def _when(limit: Limit, today: dt.date) -> str:
    if limit.overdue:
        return "Overdue"
    if limit.due <= today:
        return "Today"
    return "Within a week" if limit.due <= today + A_WEEK else "Later"
