"""The rows behind the team page: what these teams have in hand, each as one question that counts or lists."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, QuerySet, Subquery, Value, When

from goldenthread.casework import access
from goldenthread.casework.children import open_to
from goldenthread.casework.limits import RUNNING, of_teams
from goldenthread.facts.models import Assessment, CinPlan, EarlyHelp, ProtectionPlan, Referral
from goldenthread.record.models import Allocation, ClockRun, Waiting

LEAD, SECOND = "lead worker", "second worker"


def at_school(rows: QuerySet[Any], only: Collection[UUID] | None, actor: access.Actor) -> QuerySet[Any]:
    """The rows about these children, of the parts of their records that this person may open; all rows, where none
    are named. A school may have one pupil here: a number of what is closed would say what it is and whose.
    """
    return rows if only is None else open_to(rows.filter(about__in=list(only)), actor)


def allocated(scope: Iterable[int]) -> QuerySet[Any]:
    """Who is allocated to whom in these teams, each with the kind of work it is."""
    here = OuterRef("about_id")
    return (
        Allocation.now.filter(until=None, worker__isnull=False, team__in=scope)
        .annotate(
            kind=Case(
                When(Exists(ProtectionPlan.now.filter(about=here, ended_on=None)), then=Value("protection")),
                When(Exists(CinPlan.now.filter(about=here, ended_on=None)), then=Value("plan")),
                When(Exists(Assessment.now.filter(about=here, authorised_on=None)), then=Value("assessment")),
                When(Exists(EarlyHelp.now.filter(about=here, ended_on=None)), then=Value("early_help")),
                default=Value("other"),
            )
        )
        .order_by()
    )


def overdue_runs(scope: Iterable[int], today: dt.date) -> QuerySet[Any]:
    """The clocks of these teams that are past their day, each with the lead worker of its child."""
    lead = Allocation.now.filter(about=OuterRef("about_id"), until=None, role=LEAD).order_by("-since")
    return (
        ClockRun.now.filter(RUNNING, of_teams(scope), due_on__lt=today)
        .annotate(lead=Subquery(lead.values("worker")[:1]), lead_team=Subquery(lead.values("team")[:1]))
        .order_by()
    )


def waiting_rows(scope: Iterable[int]) -> QuerySet[Any]:
    """What waits in these teams for a manager to sign off."""
    allocated_here = Allocation.now.filter(about=OuterRef("about_id"), until=None, team__in=scope)
    return Waiting.now.filter(Exists(allocated_here), kind=Waiting.Kind.SIGN_OFF)


def unallocated_rows(scope: Iterable[int]) -> QuerySet[Any]:
    """Referrals of these teams that are open and that nobody has been given."""
    anybody = Allocation.now.filter(about=OuterRef("about_id"), until=None, worker__isnull=False)
    return Referral.now.filter(~Exists(anybody), closed_on=None, nfa=False, team__in=scope)


def offered_rows(scope: Iterable[int]) -> QuerySet[Any]:
    """Early help that these teams took on and that nobody has begun."""
    return EarlyHelp.now.filter(started_on=None, ended_on=None, team__in=scope)
