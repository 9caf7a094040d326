"""Who is ready before practice changes and who is not: people by team, helpers, checks, and partners reached.

Source: the improvement plan of the seeds, 4.1 to 4.3 and 10.3: briefings for staff, members and partners, training in
cohorts, practice leads by team, buddies when it goes live.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from goldenthread.casework import access
from goldenthread.language import Role
from goldenthread.oversight.models import (
    PracticeChange,
    ReadyCame,
    ReadyCheck,
    ReadyHelper,
    ReadyNeed,
    ReadyReached,
    ReadySession,
)
from goldenthread.oversight.readiness_lines import (
    Agency,
    ChangeLine,
    CheckLine,
    Helper,
    NeedLine,
    PersonReady,
    Readiness,
    SessionLine,
    TeamReady,
)
from goldenthread.oversight.scope import EVERYWHERE
from goldenthread.record.models import Holding

KINDS: dict[str, str] = dict(ReadyNeed.Kind.choices)
LEADS = "practice leads"
STAFF = tuple(role for role in Role if role is not Role.PARTNER)
WHOM: dict[str, str] = {str(one): one.capitalize() for one in (*STAFF, LEADS, "partners", "elected members")}


def changes(actor: access.Actor, *, today: dt.date) -> Sequence[ChangeLine]:
    """Every change: those still prepared first, the next to go live on top. One query."""
    rows = _changes(today).order_by(F("gone_live_on").desc(nulls_first=True), "live_on", "pk")
    return [_line(row, named=_named(actor)) for row in rows]


def change(number: int, actor: access.Actor, *, today: dt.date) -> ChangeLine | None:
    """One change; nothing, if there is none. One query."""
    row = _changes(today).filter(pk=number).first()
    return _line(row, named=_named(actor)) if row else None


def readiness(number: int, actor: access.Actor, *, today: dt.date) -> Readiness | None:
    """All of one change, of the teams that this person may read; nothing, if there is none. Eight queries."""
    line = change(number, actor, today=today)
    if line is None:
        return None
    named, everywhere = _named(actor), actor.role in EVERYWHERE
    sessions, rows = session_lines(change=number), list(ReadyNeed.objects.filter(change=number))
    holdings = list(in_post(today, teams=None if everywhere else actor.teams))
    helpers = _helpers(number, today=today, named=named)
    asked = _asked(rows, holdings, {one.worker for one in helpers if not one.helps})
    came = set(ReadyCame.objects.filter(session__need__change=number).values_list("session__need", "worker"))
    needs = _needs(rows, asked, came, sessions, today=today)
    return Readiness(
        change=line,
        everywhere=everywhere,
        needs=needs,
        sessions=tuple(sessions),
        checks=_checks(number, named=named),
        teams=_teams(holdings, needs, asked, came, helpers, named=named),
        agencies=_agencies(number),
    )


def session_lines(*, change: int | None = None, session: int | None = None) -> Sequence[SessionLine]:
    """The sessions of a change, or one session. One query."""
    rows = ReadySession.objects.select_related("need")
    rows = rows.filter(need__change=change) if session is None else rows.filter(pk=session)
    people = ReadyReached.objects.filter(session=OuterRef("pk")).order_by().values("session").annotate(n=Sum("people"))
    rows = rows.annotate(n=Count("came"), outside=Coalesce(Subquery(people.values("n")), 0)).order_by("on", "pk")
    return [
        SessionLine(row.pk, row.need.change_id, row.need_id, row.need.name, KINDS[row.need.kind],
                    tuple(row.need.whom), row.on, row.where, row.places, row.n, row.outside)
        for row in rows
    ]  # fmt: skip


def in_post(on: dt.date, *, teams: Collection[int] | None = None) -> QuerySet[Holding]:
    """Who of ours holds a post on a day, in these teams or in all, by team and name."""
    held = Holding.objects.filter(Q(until=None) | Q(until__gte=on), since__lte=on).exclude(post__role=Role.PARTNER)
    held = held.filter(Q(post__team__closed_on=None) | Q(post__team__closed_on__gt=on))
    if teams is not None:
        held = held.filter(post__team__in=teams)
    return held.select_related("worker", "post__team").order_by("post__team__name", "worker__name", "pk")


def _named(actor: access.Actor) -> bool:
    """Whether they read who it is: whoever only counts does not."""
    return actor.role is not Role.ANALYST


def _changes(today: dt.date) -> QuerySet[PracticeChange, Any]:
    still = Q(checks__done_on=None, checks__pk__isnull=False)
    return PracticeChange.objects.select_related("led_by").annotate(
        open=Count("checks", filter=still), late=Count("checks", filter=still & Q(checks__due_on__lt=today))
    )


def _line(row: Any, *, named: bool) -> ChangeLine:
    return ChangeLine(
        row.pk, row.name, row.what, row.live_on, row.led_by_id, row.led_by.name if named else "", row.gone_live_on,
        row.reason, row.open, row.late,
    )  # fmt: skip


def _helpers(number: int, *, today: dt.date, named: bool) -> list[Helper]:
    """Practice leads of today, and buddies of today or to come; of those who still work here."""
    rows = ReadyHelper.objects.filter(
        Q(until=None) | Q(until__gte=today), Q(since__lte=today) | Q(helps__isnull=False), change=number,
        worker__in=in_post(today).order_by().values("worker"),
    )  # fmt: skip
    return [
        Helper(row.worker_id, row.worker.name if named else "", row.team_id, row.helps_id,
               row.helps.name if named and row.helps else "", row.since, row.until)
        for row in rows.select_related("worker", "helps")
    ]  # fmt: skip


def _asked(
    needs: Iterable[ReadyNeed], holdings: Iterable[Holding], leads: Set[int]
) -> dict[tuple[int, int], frozenset[int]]:
    """What each person needs, by team and worker: of their posts there, and as a practice lead."""
    found: dict[tuple[int, int], frozenset[int]] = {}
    for held in holdings:
        roles = {held.post.role, LEADS} if held.worker_id in leads else {held.post.role}
        mine = frozenset(need.pk for need in needs if roles & set(need.whom))
        key = held.post.team_id, held.worker_id
        found[key] = found.get(key, frozenset()) | mine
    return found


def _needs(
    rows: Iterable[ReadyNeed], asked: Mapping[tuple[int, int], Set[int]], came: Set[tuple[int, int]],
    sessions: Iterable[SessionLine], *, today: dt.date,
) -> tuple[NeedLine, ...]:  # fmt: skip
    found = []
    for row in rows:
        of = {worker for (_, worker), needs in asked.items() if row.pk in needs}
        coming = [one for one in sessions if one.need == row.pk and not one.held(today)]
        found.append(NeedLine(
            row.pk, row.name, KINDS[row.kind], row.days, tuple(row.whom), sum((row.pk, one) in came for one in of),
            len(of), sum(one.places for one in coming), min((one.on for one in coming), default=None),
        ))  # fmt: skip
    return tuple(found)


def _teams(
    holdings: Iterable[Holding], needs: Sequence[NeedLine], asked: Mapping[tuple[int, int], Set[int]],
    came: Set[tuple[int, int]], helpers: Iterable[Helper], *, named: bool,
) -> tuple[TeamReady, ...]:  # fmt: skip
    """Each team with its people; what is furthest from ready first."""
    teams: dict[int, tuple[str, str, dict[int, PersonReady]]] = {}
    for held in holdings:
        team, worker = held.post.team, held.worker_id
        mine = [need for need in needs if need.id in asked[team.pk, worker]]
        _, _, people = teams.setdefault(team.pk, (team.code, team.name, {}))
        people.setdefault(worker, PersonReady(
            worker, held.worker.name if named else "", held.post.title,
            tuple(need for need in mine if (need.id, worker) in came),
            tuple(need for need in mine if (need.id, worker) not in came),
        ))  # fmt: skip
    found = [
        TeamReady(
            code, name, tuple(sorted(people.values(), key=lambda one: (not one.missing, one.name))),
            tuple(one for one in helpers if one.team == team and not one.helps),
            tuple(one for one in helpers if one.team == team and one.helps in people),
        )
        for team, (code, name, people) in teams.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.lacks, one.name)))


def _checks(number: int, *, named: bool) -> tuple[CheckLine, ...]:
    """What is open first, by its day."""
    rows = ReadyCheck.objects.filter(change=number).select_related("owner", "done_by")
    rows = rows.order_by(F("done_on").asc(nulls_first=True), "due_on", "pk")
    return tuple(
        CheckLine(row.pk, row.what, row.owner.name if named else "", row.due_on, row.done_on,
                  row.done_by.name if named and row.done_by else "")
        for row in rows
    )  # fmt: skip


def _agencies(number: int) -> tuple[Agency, ...]:
    rows = ReadyReached.objects.filter(session__need__change=number).order_by("agency").values("agency")
    return tuple(
        Agency(row["agency"], row["people"], row["sessions"])
        for row in rows.annotate(people=Sum("people"), sessions=Count("session"))
    )
