"""The team page: who carries what, which assessments will be late, what waits, what nobody has.

Eight queries; ten where it is narrowed to a school.
"""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Subquery, Value

from goldenthread.casework import access
from goldenthread.casework.rules import calendar_now
from goldenthread.casework.schools import Placement, placed
from goldenthread.facts.models import Assessment
from goldenthread.language import Role, handbook
from goldenthread.oversight import disabled, in_hand
from goldenthread.oversight.forecast import Forecast, Past, State, forecast
from goldenthread.oversight.schools import Narrowed, of_teams_work
from goldenthread.oversight.teams import TeamSeen, team_seen
from goldenthread.record.models import Agency, Holding
from goldenthread.timekeeping import A_YEAR_BACK, Calendar

MOST_ASSESSMENTS = 5000
CARRY = (Role.SOCIAL_WORKER, Role.EARLY_HELP_WORKER)
KINDS = {
    "protection": "Child protection plan", "plan": "Child in need plan", "assessment": "Assessment",
    "early_help": "Early help", "other": "Other work",
}  # fmt: skip
STATES: tuple[State, ...] = ("late", "likely late", "in time")


@dataclasses.dataclass(frozen=True)
class WorkerLine:
    """What one worker carries. `here` is false for somebody who has children but holds no post in the team today."""

    id: int
    name: str
    title: str
    here: bool
    limit: int | None
    leads: int
    kinds: Mapping[str, int]
    seconds: int
    overdue: int
    states: Mapping[State, int]

    @property
    def over(self) -> int:
        return max(0, self.leads - self.limit) if self.limit is not None else 0


@dataclasses.dataclass(frozen=True)
class OverdueLine:
    """How many clocks of one kind are past their day."""

    clock: str
    label: str
    count: int


@dataclasses.dataclass(frozen=True)
class BelowLine:
    """A team below, and what its whole line carries."""

    code: str
    name: str
    children: int
    workers_over: int
    overdue: int
    states: Mapping[State, int]


@dataclasses.dataclass(frozen=True)
class TeamPage:
    """A team as its manager opens it. `narrowed` says to which school, where that was asked: then every number is of
    its children alone, and no caseload is held against a post's limit, which is of all that somebody carries.
    """

    team: TeamSeen
    children: int
    workers: tuple[WorkerLine, ...]
    below: tuple[BelowLine, ...]
    overdue: tuple[OverdueLine, ...]
    states: Mapping[State, int]
    waiting: int
    unallocated: int
    offered: int
    disabled: int
    narrowed: Narrowed | None = None
    placed: Placement | None = None

    @property
    def running(self) -> int:
        return sum(self.states.values())


@dataclasses.dataclass(frozen=True)
class RunningAssessment:
    """An assessment under way and what to expect of it."""

    row: int
    about: UUID
    team: int | None
    worker: int | None
    due: dt.date
    forecast: Forecast


SORTS = {
    "name": lambda line: line.name.lower(), "leads": lambda line: line.leads, "seconds": lambda line: line.seconds,
    "overdue": lambda line: line.overdue, "late": lambda line: line.states["late"] + line.states["likely late"],
    "over": lambda line: line.over,
}  # fmt: skip


def team_page(
    actor: access.Actor, *, code: str = "", today: dt.date, sort: str = "name", school: str | None = None
) -> TeamPage:
    """A team with everything below it, in numbers that each open into their children.

    school: narrows every number to the children of one school, however it is typed; "" only asks which there are.

    :raises NotAllowed: for a team that is not in this person's line
    """
    team = team_seen(actor, code)
    narrowed = of_teams_work(team.scope, actor, asked=school) if school is not None else None
    with access.counting():
        return _team_page(team, narrowed, actor, today=today, sort=sort)


def _team_page(
    team: TeamSeen, narrowed: Narrowed | None, actor: access.Actor, *, today: dt.date, sort: str
) -> TeamPage:
    only = narrowed.children if narrowed else None
    carried = list(
        in_hand.at_school(in_hand.allocated(team.scope), only, actor)
        .values("worker", "worker__name", "team", "role", "kind")
        .annotate(count=Count("row"))
    )
    held = list(_held(team.scope, today))
    late = list(
        in_hand.at_school(in_hand.overdue_runs(team.scope, today), only, actor)
        .values("clock", "lead", "lead_team")
        .annotate(count=Count("row"))
    )
    running = running_assessments(team.scope, today=today, calendar=calendar_now(), only=only)
    counts = _counts(team.scope, only, actor)
    workers = list(_worker_lines(held, carried, late, running, team.scope if not team.below else {team.id}))
    if only is not None:
        workers = [dataclasses.replace(one, limit=None) for one in workers if one.leads or one.seconds or one.overdue]
    clocks = handbook().clocks
    by_clock = _summed(late, "clock")
    key = SORTS.get(sort.lstrip("-"), SORTS["name"])
    return TeamPage(
        team=team,
        children=sum(row["count"] for row in carried if row["role"] == in_hand.LEAD),
        workers=tuple(sorted(workers, key=key, reverse=sort.startswith("-"))),
        below=tuple(_below_line(one, held, carried, late, running) for one in team.below),
        overdue=tuple(
            OverdueLine(clock, clocks[clock].label if clock in clocks else clock, count)
            for clock, count in sorted(by_clock.items(), key=lambda pair: -pair[1])
        ),
        states=_states(running),
        waiting=counts["waiting"],
        unallocated=counts["unallocated"],
        offered=counts["offered"],
        disabled=counts["disabled"],
        narrowed=narrowed,
        placed=placed(team.code, today=today),
    )


@access.counting()
def running_assessments(
    scope: Iterable[int], *, today: dt.date, calendar: Calendar, only: Collection[UUID] | None = None
) -> list[RunningAssessment]:
    """The assessments under way in these teams, each with its forecast; those finished in a year are its measure.

    only: of these children alone; the measure stays that of all.
    """
    rows = (
        Assessment.now.filter(Q(authorised_on=None, due_on__isnull=False) | Q(authorised_on__gt=today - A_YEAR_BACK))
        .filter(team__in=scope)
        .order_by(F("authorised_on").desc(nulls_first=True), "row")
        .values("row", "about", "team", "worker", "worker__name", "started_on", "due_on", "authorised_on",
                "working_days_from_start")
    )  # fmt: skip
    found: list[Any] = list(rows[:MOST_ASSESSMENTS])
    finished = [row for row in found if row["authorised_on"] and row["working_days_from_start"] is not None]
    by_worker: dict[int, list[int]] = {}
    by_team: dict[int, list[int]] = {}
    for row in finished:
        by_worker.setdefault(row["worker"], []).append(row["working_days_from_start"])
        by_team.setdefault(row["team"], []).append(row["working_days_from_start"])
    return [
        RunningAssessment(
            row["row"], row["about"], row["team"], row["worker"], row["due_on"],
            forecast(
                began=row["started_on"], due=row["due_on"], today=today, calendar=calendar,
                pasts=[
                    Past(f"{row['worker__name']}'s", by_worker.get(row["worker"], [])),
                    Past("the team's", by_team.get(row["team"], [])),
                ],
            ),
        )
        for row in found if row["authorised_on"] is None and (only is None or row["about"] in only)
    ]  # fmt: skip


def _held(scope: Iterable[int], today: dt.date) -> QuerySet[Any, Any]:
    return Holding.objects.filter(
        Q(until=None) | Q(until__gte=today), since__lte=today, post__team__in=scope
    ).values("worker", "worker__name", "post__title", "post__role", "post__team", "post__caseload_limit")  # fmt: skip


def _counts(scope: Iterable[int], only: Collection[UUID] | None, actor: access.Actor) -> dict[str, int]:
    """Four numbers in one query."""
    of_all = (
        in_hand.waiting_rows(scope),
        in_hand.unallocated_rows(scope),
        in_hand.offered_rows(scope),
        disabled.rows(scope),
    )
    many = (
        Subquery(rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("row")).values("n"))
        for rows in (in_hand.at_school(one, only, actor) for one in of_all)
    )
    row = Agency.objects.order_by("pk").values_list(*many)[:1]
    found = next(iter(row), (None,) * len(of_all))
    return dict(zip(("waiting", "unallocated", "offered", "disabled"), (n or 0 for n in found), strict=True))


def _worker_lines(
    held: list[dict], carried: list[dict], late: list[dict], running: list[RunningAssessment], teams: Iterable[int]
) -> Iterable[WorkerLine]:
    """One line for each holder of a post that carries children, and for each who carries some without such a post."""
    teams = set(teams)
    people: dict[int, dict[str, Any]] = {
        row["worker"]: {"name": row["worker__name"], "title": row["post__title"], "here": True,
                        "limit": row["post__caseload_limit"]}
        for row in held if row["post__team"] in teams
    }  # fmt: skip
    for row in carried:
        if row["team"] in teams:
            people.setdefault(
                row["worker"],
                {"name": row["worker__name"], "title": "no post here today", "here": False, "limit": None},
            )
    overdue = _summed([row for row in late if row["lead_team"] in teams], "lead")
    expected = {row["worker"] for row in held if row["post__role"] in CARRY or row["post__caseload_limit"] is not None}
    for worker, person in people.items():
        mine = [row for row in carried if row["worker"] == worker and row["team"] in teams]
        leads: Counter[str] = Counter()
        for row in mine:
            if row["role"] == in_hand.LEAD:
                leads[row["kind"]] += row["count"]
        if not mine and worker not in expected:
            continue
        yield WorkerLine(
            id=worker,
            leads=leads.total(),
            kinds={kind: leads[kind] for kind in KINDS if leads[kind]},
            seconds=sum(row["count"] for row in mine if row["role"] == in_hand.SECOND),
            overdue=overdue.get(worker, 0),
            states=_states([one for one in running if one.worker == worker and one.team in teams]),
            **person,
        )


def _below_line(
    team: TeamSeen, held: list[dict], carried: list[dict], late: list[dict], running: list[RunningAssessment]
) -> BelowLine:
    lines = list(_worker_lines(held, carried, late, running, team.scope))
    return BelowLine(
        code=team.code,
        name=team.name,
        children=sum(row["count"] for row in carried if row["role"] == in_hand.LEAD and row["team"] in team.scope),
        workers_over=sum(line.over > 0 for line in lines),
        overdue=sum(row["count"] for row in late if row["lead_team"] in team.scope),
        states=_states([one for one in running if one.team in team.scope]),
    )


def _states(running: Iterable[RunningAssessment]) -> dict[State, int]:
    counted = Counter(one.forecast.state for one in running)
    return {state: counted[state] for state in STATES}


def _summed(rows: Iterable[dict], name: str) -> dict[Any, int]:
    counted: Counter[Any] = Counter()
    for row in rows:
        counted[row[name]] += row["count"]
    return dict(counted)
