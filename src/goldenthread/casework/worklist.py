"""What one person has to do: what needs them now, what is due, what waits for them. Six queries, whatever the size."""

import dataclasses
import datetime as dt
import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.db.models.functions import JSONObject

from goldenthread.casework import access, drafts
from goldenthread.casework.children import Child, child_of, open_to, with_child
from goldenthread.casework.drafts import lifetime
from goldenthread.casework.limits import Limit, limit_of, of_teams, running
from goldenthread.casework.rules import Closure, Rules
from goldenthread.language import Handbook, Role, handbook
from goldenthread.record.models import Action, Allocation, ClosureDay, Draft, Entry, Episode, Post, Waiting
from goldenthread.standards.law import Law
from goldenthread.timekeeping import Calendar, day_of

By = Literal["date", "child", "kind"]
MOST = 50
MOST_OF_EACH = 50
A_WEEK = dt.timedelta(weeks=1)
LEAD, SECOND = "lead worker", "second worker"


@dataclasses.dataclass(frozen=True)
class Urgent:
    """A worry about a child who may be in danger now, on which nobody has decided."""

    child: Child
    what: str
    since: dt.datetime | dt.date
    stage: str
    step: str


@dataclasses.dataclass(frozen=True)
class Waits:
    """Something that somebody wrote and that waits for me: to sign off, or sent back to me with questions."""

    child: Child
    what: str
    since: dt.datetime
    step: str
    kind: str


@dataclasses.dataclass(frozen=True)
class Promise:
    """What I promised to do."""

    child: Child
    what: str
    why: str
    due: dt.date | None
    left: int | None
    step: str


@dataclasses.dataclass(frozen=True)
class Begun:
    """A form that I have begun; ends: until when it is kept, if the authority says so."""

    id: UUID
    what: str
    children: tuple[str, ...]
    changed: dt.datetime
    ends: drafts.Ends | None = None
    about: tuple[UUID, ...] = ()


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
    urgent: tuple[Urgent, ...]
    groups: tuple[Group, ...]
    sign_offs: tuple[Waits, ...]
    returned: tuple[Waits, ...]
    promises: tuple[Promise, ...]
    drafts: tuple[Begun, ...]
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
    place = _place(actor)
    calendar = Rules(Law.read(), (), [_closure(said) for said in place.closures]).calendar()
    mine = [said for said in place.mine if said["role"] == LEAD or all_involved]
    read = functools.partial(_limits, actor, mine, all_involved=all_involved, now=now, calendar=calendar, book=book)
    limits, counts = read(page=page)
    if not limits and page > 1:
        page, (limits, counts) = 1, read(page=1)
    sign_offs, returned = _waiting(actor, now=now, book=book)
    return MyWork(
        by=by,
        all_involved=all_involved,
        urgent=_urgent(actor, now=now, book=book),
        groups=tuple(_grouped(limits, by, day_of(now), counts)),
        sign_offs=sign_offs,
        returned=returned,
        promises=_promises(actor, today=day_of(now)),
        drafts=_drafts(actor, now=now, rules=lifetime.rules_of(place.choices), book=book),
        total=sum(counts.values()),
        page=page,
        children=tuple(dict.fromkeys(UUID(said["about"]) for said in mine)),
        leads=sum(said["role"] == LEAD and said["worker"] == actor.worker for said in place.mine),
        seconds=sum(said["role"] == SECOND and said["worker"] == actor.worker for said in place.mine),
        caseload_limit=place.caseload_limit,
        calendar=calendar,
    )


@dataclasses.dataclass(frozen=True)
class _Place:
    caseload_limit: int | None
    mine: list[dict[str, Any]]
    closures: list[dict[str, Any]]
    choices: list[dict[str, Any]]


def _place(actor: access.Actor) -> _Place:
    """The post's limit, whom this person works with, the authority's closure days and its choices about drafts.

    One query.
    """
    whose = [actor.worker, *actor.covered]
    mine = Allocation.now.filter(worker__in=whose, until=None).order_by("since", "row")
    closures = ClosureDay.objects.order_by("pk")
    found = Post.objects.filter(pk=actor.post).values_list(
        "caseload_limit",
        ArraySubquery(mine.values(said=JSONObject(about="about_id", role="role", worker="worker"))),
        ArraySubquery(closures.values(said=JSONObject(day="day", working="working", known_at="known_at"))),
        lifetime.chosen(),
    )
    return _Place(*found.get())


def _closure(said: dict[str, Any]) -> Closure:
    return Closure(
        dt.date.fromisoformat(said["day"]), bool(said["working"]), dt.datetime.fromisoformat(said["known_at"])
    )


def _limits(
    actor: access.Actor,
    mine: Sequence[dict[str, Any]],
    *,
    all_involved: bool,
    page: int,
    now: dt.datetime,
    calendar: Calendar,
    book: Handbook,
) -> tuple[list[Limit], dict[str, int]]:
    """The running clocks of my children, and those of my teams that my post is there for; how many fall when.

    One query.
    """
    whose = Q(about__in=[said["about"] for said in mine])
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
    counted = {f"n{nth}": Window(Count("row", filter=which)) for nth, which in enumerate(falls.values())}
    start = MOST * (max(page, 1) - 1)
    found = list(open_to(running(), actor).filter(whose).annotate(**counted)[start : start + MOST])
    limits = [limit_of(run, actor=actor, now=now, calendar=calendar, book=book) for run in found]
    return limits, {when: getattr(found[0], f"n{nth}") for nth, when in enumerate(falls)} if found else {}


def _clocks_of(actor: access.Actor, book: Handbook) -> list[str]:
    """The clocks that this post is there to stop, and no allocated worker: decisions, checks, answers of partners."""
    if actor.role is Role.SOCIAL_WORKER:
        return []
    stops = {clock: step for key, clocks in book.stopping.items() for clock in clocks for step in [book.steps[key]]}
    return [clock for clock, step in stops.items() if access.may_take(actor, step) and not step.settles]


def _urgent(actor: access.Actor, *, now: dt.datetime, book: Handbook) -> tuple[Urgent, ...]:
    """Open contacts at my duty team's door that somebody said were urgent, the oldest first. One query, if on duty."""
    steps = [step for step in book.steps.values() if step.begins and step.opens_record]
    if not actor.duty:
        return ()
    said_so = Entry.objects.filter(pk=OuterRef("entry_id"), answers__urgent="yes")
    rows = (
        open_to(Episode.now.all(), actor)
        .filter(Exists(said_so), ended_on=None, pathway__in=[step.pathway.key for step in steps], team__in=actor.teams)
        .annotate(at=said_so.values("happened_at")[:1])
    )
    return tuple(
        Urgent(
            child=child_of(row.about_id, row.person, row.number, today=day_of(now)),
            what="A child may be in danger now",
            since=row.at or row.began_on,
            stage=row.stage,
            step=_ending(row.pathway, actor, book),
        )
        for row in with_child(rows).order_by("began_on", "row")[:MOST_OF_EACH]
    )


def _ending(pathway: str, actor: access.Actor, book: Handbook) -> str:
    """The step that decides, where this person may take it."""
    steps = book.pathway(pathway).steps()
    return next((step.key for step in steps if step.ends and access.may_take(actor, step)), "")


def _waiting(actor: access.Actor, *, now: dt.datetime, book: Handbook) -> tuple[tuple[Waits, ...], tuple[Waits, ...]]:
    """What waits for me to sign off, and what came back to me. One query."""
    to_sign = Q(kind=Waiting.Kind.SIGN_OFF, roles__contains=[actor.role]) & ~Q(not_worker=actor.worker)
    came_back = Q(kind=Waiting.Kind.RETURNED, worker=actor.worker)
    rows = with_child(open_to(Waiting.now.filter(to_sign | came_back), actor)).order_by("since", "row")
    sign_offs, returned = [], []
    for row in rows[: 2 * MOST_OF_EACH]:
        child = child_of(row.about_id, row.person, row.number, today=day_of(now))
        step = book.steps[row.step]
        if row.kind == Waiting.Kind.SIGN_OFF:
            signer = next(s for s in book.settled_by[step.key] if s.signs_off)
            sign_offs.append(Waits(child, signer.label, row.since, signer.key, row.kind))
        elif step.settles:
            returned.append(Waits(child, f"{step.settles.label}, again", row.since, step.settles.key, row.kind))
    return tuple(sign_offs), tuple(returned)


def _promises(actor: access.Actor, *, today: dt.date) -> tuple[Promise, ...]:
    rows = with_child(open_to(Action.now.filter(worker__in=[actor.worker, *actor.covered], done_on=None), actor))
    return tuple(
        Promise(
            child=child_of(row.about_id, row.person, row.number, today=today),
            what=row.what,
            why=row.why,
            due=row.due_on,
            left=(row.due_on - today).days if row.due_on else None,
            step=row.step,
        )
        for row in rows.order_by(F("due_on").asc(nulls_last=True), "row")[:MOST_OF_EACH]
    )


def _drafts(actor: access.Actor, *, now: dt.datetime, rules: Rules, book: Handbook) -> tuple[Begun, ...]:
    """The forms that I began or wrote in, and may still write."""
    about = Draft.about.through.objects.filter(draft=OuterRef("pk"))
    named = with_child(about, "subject_id").values(
        said=JSONObject(about="subject_id", person="person", number="number")
    )
    rows = drafts.drafts_of(actor).annotate(named=ArraySubquery(named))
    return tuple(
        Begun(
            id=row.pk,
            what=book.steps[row.step].label if row.step in book.steps else row.step,
            children=tuple(
                child_of(UUID(s["about"]), s["person"], s["number"], today=day_of(now)).name for s in row.named
            ),
            changed=row.changed_at,
            about=tuple(UUID(s["about"]) for s in row.named),
            ends=drafts.ends(row.changed_at, rules=rules, today=day_of(now)),
        )
        for row in rows.order_by("-changed_at")[:MOST_OF_EACH]
    )


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
