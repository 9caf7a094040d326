"""Who came to the sessions before a change of practice, and who helps each team: each act written down."""

import dataclasses
import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from goldenthread.casework import access
from goldenthread.casework.administration import CannotChange, Change, write_down
from goldenthread.language import Role
from goldenthread.oversight.models import ReadyCame, ReadyHelper, ReadyReached, ReadySession
from goldenthread.oversight.readiness import LEADS, in_post, session_lines
from goldenthread.oversight.readiness_lines import Counted, OnRegister, Register
from goldenthread.oversight.readying import LEADERS, prepared, worker_here
from goldenthread.record.models import Team
from goldenthread.timekeeping import spoken

# A team manager keeps the register of the own team.
REGISTER = (Role.TEAM_MANAGER, *LEADERS)
NOT_IN_LINE = "That team is not in your line, or nobody was in post there. Choose one of your teams."


@dataclasses.dataclass(frozen=True)
class HelperSaid:
    """Who helps a team, from when until when; `helps` makes them the buddy of a colleague, none its practice lead."""

    worker: int
    since: dt.date
    until: dt.date | None = None
    helps: int | None = None


def register_of(number: int, actor: access.Actor, *, team: str, today: dt.date) -> Register | None:
    """A session's register for one team: the one asked for, else one's own, else the first. Five queries.

    On it are those in post on the day, or today if it is to come. Nothing, if there is no such session.

    :raises NotAllowed: for a team that is not in this person's line
    """
    line = next(iter(session_lines(session=number)), None)
    if line is None:
        return None
    held = list(in_post(min(line.on, today), teams=actor.teams))
    teams = {one.post.team.code: one.post.team.name for one in held}
    own = next((one.post.team.code for one in held if one.post.team_id == actor.team), next(iter(teams), ""))
    chosen = team or own
    if chosen not in teams:
        raise access.NotAllowed(NOT_IN_LINE)
    came = set(ReadyCame.objects.filter(session=number).values_list("worker", flat=True))
    leads = _leads(line.change, today)
    people = {
        one.worker_id: OnRegister(
            one.worker_id, one.worker.name, one.post.title,
            bool({one.post.role, *((LEADS,) if one.worker_id in leads else ())} & set(line.whom)),
            one.worker_id in came,
        )
        for one in held if one.post.team.code == chosen
    }  # fmt: skip
    outside = ReadyReached.objects.filter(session=number).values_list("agency", "people", "names")
    return Register(
        line, tuple(teams.items()), (chosen, teams[chosen]), tuple(people.values()),
        tuple(Counted(*row) for row in outside),
    )  # fmt: skip


@transaction.atomic
def register(
    number: int, *, team: str, came: Collection[int], by: access.Actor, at: dt.datetime, today: dt.date
) -> None:
    """Who of a team came to a session; whoever is not ticked did not. Saved again, it is put right.

    :raises NotAllowed: for a team that is not in this person's line
    :raises CannotChange: before its day, or for somebody who was not in that team
    """
    change = Change(by=by, at=at, why="The register of a session.", roles=REGISTER)
    row = _held(number, today)
    people = {one.worker_id: one.worker.name for one in in_post(row.on, teams=[_team(team, by).pk])}
    if not set(came) <= set(people):
        raise CannotChange("Somebody ticked was not in this team on that day. Open the register of their own team.")
    stood = set(row.came.filter(worker__in=people).values_list("worker", flat=True))
    ReadyCame.objects.bulk_create(
        [ReadyCame(session=row, worker_id=one) for one in sorted(set(came) - stood)], ignore_conflicts=True
    )
    row.came.filter(worker__in=set(people) - set(came)).delete()
    write_down(
        change, "register of a session", on=row.on, of=row.need.name, team=team,
        came=[people[one] for one in sorted(came)],
    )  # fmt: skip


@transaction.atomic
def reached(
    number: int, agency: str, people: int, *, names: str = "", by: access.Actor, at: dt.datetime, today: dt.date
) -> None:
    """How many of a partner, or of the elected members, came. Counted again, the new number stands.

    :raises CannotChange: before its day, or for a count below one
    """
    change = Change(by=by, at=at, why="Who of our partners came to a session.", roles=LEADERS)
    row = _held(number, today)
    if people < 1:
        raise CannotChange("Count at least one, or leave the agency out.")
    spelt = ReadyReached.objects.filter(agency__iexact=agency).values_list("agency", flat=True).first()
    ReadyReached.objects.update_or_create(
        session=row, agency=spelt or agency, defaults={"people": people, "names": names}
    )
    write_down(change, "partners at a session", on=row.on, of=row.need.name, agency=spelt or agency, people=people)


@transaction.atomic
def helper(number: int, said: HelperSaid, *, team: str, by: access.Actor, at: dt.datetime, today: dt.date) -> None:
    """The practice lead of a team, in place of the one before, or a buddy for one of its people.

    :raises NotAllowed: for a team that is not in this person's line
    :raises CannotChange: if either holds no post, the days are in no order, or the one before stands since later
    """
    change = Change(by=by, at=at, why="Who helps a team with a change of practice.", roles=LEADERS)
    row = prepared(number, live_too=True)
    place, who = _team(team, by), worker_here(said.worker, today)
    if said.until is not None and said.until < said.since:
        raise CannotChange("The last day comes after the first. Check the two.")
    helps = None
    if said.helps is not None:
        held = in_post(today, teams=[place.pk]).filter(worker=said.helps).first()
        helps = held.worker if held else None
        if helps is None:
            raise CannotChange(f"Whom the buddy helps is not in {place.name}. Choose somebody of that team.")
        if helps == who:
            raise CannotChange("Nobody is their own buddy. Choose a colleague.")
        if said.until is None:
            raise CannotChange("Say until when the buddy helps.")
    else:
        before = ReadyHelper.objects.filter(
            Q(until=None) | Q(until__gte=said.since), change=row, team=place, helps=None
        )
        if before.filter(since__gte=said.since).exists():
            raise CannotChange("Another is the practice lead from that day or later. The new one begins after that.")
        before.update(until=said.since - dt.timedelta(days=1))
    ReadyHelper.objects.create(change=row, team=place, worker=who, helps=helps, since=said.since, until=said.until)
    write_down(
        change, "buddy" if helps else "practice lead", on=said.since, before=row.name, team=place.code, worker=who.name,
        helps=helps.name if helps else "", until=said.until.isoformat() if said.until else "",
    )  # fmt: skip


def _team(code: str, by: access.Actor) -> Team:
    found = Team.objects.filter(code=code, pk__in=by.teams).first()
    if found is None:
        raise access.NotAllowed(NOT_IN_LINE)
    return found


def _leads(change: int, today: dt.date) -> set[int]:
    rows = ReadyHelper.objects.filter(Q(until=None) | Q(until__gte=today), change=change, since__lte=today, helps=None)
    return set(rows.values_list("worker", flat=True))


def _held(number: int, today: dt.date) -> ReadySession:
    row = ReadySession.objects.select_related("need").filter(pk=number).first()
    if row is None:
        raise CannotChange("There is no such session. Choose one from the list.")
    if row.on > today:
        raise CannotChange(f"It is held on {spoken(row.on)}. Write down who came once it was.")
    return row
