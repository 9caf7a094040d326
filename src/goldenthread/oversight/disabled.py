"""The disabled children whom teams work with: how each communicates, which plan each has, and when it was last asked
whether the child is safe.

Inspectors found thresholds for disabled children that nobody checked, plans outstanding, and workers without the means
to talk with them (Ofsted 2019, Hull, paragraphs 15 and 31; Kirklees, paragraphs 11 and 46).
"""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest, JSONObject

from goldenthread.blocks.worries import ALREADY_OPEN, HARM, KINDS
from goldenthread.casework import access
from goldenthread.casework.children import Child, child_of, with_child
from goldenthread.casework.limits import RUNNING
from goldenthread.facts.models import (
    Assessment,
    Attendance,
    CinPlan,
    Conference,
    Contact,
    Disability,
    EarlyHelp,
    PanelDecision,
    Person,
    ProtectionPlan,
    ProtectionReview,
    Referral,
    Section47,
)
from goldenthread.oversight.in_hand import at_school
from goldenthread.oversight.listing import first_of
from goldenthread.oversight.schools import Narrowed, of_teams_work
from goldenthread.oversight.teams import TeamSeen, team_seen
from goldenthread.record.models import Allocation, ClockRun
from goldenthread.standards import codes
from goldenthread.timekeeping import day_of

MOST = 50
NONE = "NONE"  # the census's code for a child who is not disabled
HERE = OuterRef("about_id")


class Told(NamedTuple):
    """A day that the record keeps of a child: under which name it is fetched, what it is, whose rows, which column."""

    name: str
    what: str
    rows: QuerySet[Any]
    day: str

    def last(self) -> Subquery:
        """The latest of these days."""
        latest = self.rows.filter(about=HERE).order_by(F(self.day).desc(nulls_last=True))
        return Subquery(latest.values(self.day)[:1])

    def of(self, row: Any) -> "On | None":
        """What was fetched, if there was any."""
        day = getattr(row, self.name)
        return On(self.what, day) if day else None


ASSESSED = Told("assessed", "Assessment authorised", Assessment.now.all(), "authorised_on")
# What asks whether a child suffers harm or is in need.
CHECKS = (
    ASSESSED,
    Told("discussed", "Strategy discussion", Attendance.now.filter(kind="strategy_discussion"), "held_on"),
    Told("enquired", "Section 47 enquiry ended", Section47.now.all(), "ended_on"),
    Told("conferred", "Initial conference", Conference.now.all(), "held_on"),
    Told("conferred_again", "Review conference", ProtectionReview.now.all(), "held_on"),
    Told("at_panel", "Panel", PanelDecision.now.all(), "held_on"),
)
PLANS = (
    Told("protected", "Child protection plan", ProtectionPlan.now.filter(ended_on=None), "started_on"),
    Told("in_need", "Child in need plan", CinPlan.now.filter(ended_on=None), "started_on"),
    Told("helped", "Early help plan", EarlyHelp.now.filter(ended_on=None), "planned_on"),
)
# The clocks that say by when a plan is made, or looked at again.
OF_PLANS = (
    "child_protection.review_due", "child_in_need.review_due", "child_in_need.plan_due", "early_help.review_due",
)  # fmt: skip
LACKS = MappingProxyType({
    "check": "a worry since, and the threshold not checked",
    "communication": "nobody has said how they communicate",
    "plan": "no plan",
    "review": "plan or its review overdue",
})  # fmt: skip


@dataclasses.dataclass(frozen=True)
class On:
    """Something, and its day."""

    what: str
    day: dt.date


@dataclasses.dataclass(frozen=True)
class Line:
    """One disabled child. `worry`: what the front door passed on, or has yet to decide, with no threshold asked since.

    overdue: the day by which the plan should have been made or looked at again, once it has passed.
    """

    child: Child
    disabilities: tuple[str, ...]
    communicates: str
    plan: On | None
    overdue: dt.date | None
    checked: On | None
    worry: On | None


@dataclasses.dataclass(frozen=True)
class Disabled:
    """One page of the list. Of the record of those who are `hidden`, closed to the asker, nothing more is asked.

    total: everybody; lacking: how many of the others lack each thing; chosen: how many of them the list is then of.
    """

    team: TeamSeen
    total: int
    hidden: int
    lacking: Mapping[str, int]
    lack: str
    chosen: int
    lines: tuple[Line, ...]
    narrowed: Narrowed | None = None


def rows(scope: Iterable[int]) -> QuerySet[Any]:
    """A row for each disabled child of these teams: allocated there, or referred or helped there and with nobody."""
    teams = list(scope)
    given = Allocation.now.filter(about=HERE, until=None, worker__isnull=False)
    referred = Referral.now.filter(about=HERE, closed_on=None, nfa=False, team__in=teams)
    helped = EarlyHelp.now.filter(about=HERE, started_on__isnull=False, ended_on=None, team__in=teams)
    here = Q(Exists(given.filter(team__in=teams))) | Q(Q(Exists(referred)) | Q(Exists(helped)), ~Exists(given))
    another = _of_disability().filter(code__lt=OuterRef("code"))
    return Disability.now.exclude(code=NONE).filter(~Exists(another), here)


def disabled(
    actor: access.Actor, *, code: str = "", now: dt.datetime, lack: str = "", page: int = 1, school: str | None = None
) -> Disabled:
    """A team's disabled children: those first about whom a worry waits for a threshold, then those whose threshold was
    asked about longest ago; three queries, or five.

    lack: of those alone who lack one thing (LACKS). school: of one school alone, however it is typed.

    :raises NotAllowed: for a team that is not in this person's line
    """
    team = team_seen(actor, code)
    narrowed = of_teams_work(team.scope, actor, asked=school) if school is not None else None
    today = day_of(now)
    grants = access.granted(actor).filter(about=HERE, compartment=OuterRef("compartment"))
    all_ = at_school(rows(team.scope), narrowed.children if narrowed else None, actor)
    with access.counting():
        found = list(all_.annotate(is_open=Exists(grants)).values_list("row", "is_open"))
    told = with_child(_told([row for row, is_open in found if is_open], today))
    openable = sorted(told, key=lambda row: _worry(row) is None)
    lacking = Counter(one for row in openable for one in _lacks(row))
    chosen = [row for row in openable if lack not in LACKS or lack in _lacks(row)]
    start = first_of(page, of=len(chosen), most=MOST)
    return Disabled(
        team, len(found), len(found) - len(openable), {one: lacking[one] for one in LACKS},
        lack if lack in LACKS else "", len(chosen), tuple(_line(row, today) for row in chosen[start : start + MOST]),
        narrowed,
    )  # fmt: skip


def _told(children: Collection[int], today: dt.date) -> QuerySet[Any]:
    """Each child with what a line says, those first whose threshold was asked about longest ago."""
    worried = Contact.now.filter(about=HERE, kind__in=HARM, outcome__in=("", ALREADY_OPEN)).order_by("-contact_on")
    late = ClockRun.now.filter(RUNNING, about=HERE, clock__in=OF_PLANS, due_on__lt=today).order_by("due_on")
    return (
        Disability.now.filter(row__in=children)
        .annotate(
            communication=Subquery(Person.now.filter(about=HERE).values("communication")[:1]),
            codes=ArraySubquery(_of_disability().order_by("code").values("code")),
            worried=Subquery(worried.values(said=JSONObject(what="kind", day="contact_on"))[:1]),
            overdue=Subquery(late.values("due_on")[:1]),
            **{told.name: told.last() for told in (*CHECKS, *PLANS)},
        )
        .order_by(Greatest(*(check.name for check in CHECKS)).asc(nulls_first=True), "row")
    )


def _of_disability() -> QuerySet[Any]:
    return Disability.now.filter(about=HERE).exclude(code=NONE)


def _lacks(row: Any) -> Iterator[str]:
    if _worry(row):
        yield "check"
    if not row.communication:
        yield "communication"
    if not _plan(row):
        yield "plan"
    if row.overdue:
        yield "review"


def _line(row: Any, today: dt.date) -> Line:
    said = codes.of("cin.disability")
    return Line(
        child_of(row.about_id, row.person, row.number, today=today),
        tuple(said.get(code, code) for code in row.codes),
        row.communication or "", _plan(row), row.overdue, _checked(row), _worry(row),
    )  # fmt: skip


def _plan(row: Any) -> On | None:
    return next(filter(None, (plan.of(row) for plan in PLANS)), None)


def _checked(row: Any) -> On | None:
    return max(filter(None, (check.of(row) for check in CHECKS)), key=lambda one: one.day, default=None)


def _worry(row: Any) -> On | None:
    """The last worry about harm, unless the threshold was asked since. An assessment of that day came before it."""
    if row.worried is None:
        return None
    worry = On(KINDS[row.worried["what"]], dt.date.fromisoformat(row.worried["day"]))
    since = ((check, check.of(row)) for check in CHECKS)
    asked = any(on and (on.day > worry.day or on.day == worry.day and check is not ASSESSED) for check, on in since)
    return None if asked else worry
