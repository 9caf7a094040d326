"""Improvement plans and strategies: priorities, the actions promised under each, and how every action stands.

Source: the improvement plan of the seeds, 8.1 (every action has an owner, a date, a status and evidence; totals follow)
and 9.8 (the priorities of the early help and prevention strategy are tracked alike).
"""

import dataclasses
import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from goldenthread.casework import access
from goldenthread.casework.administration import CannotChange, Change, write_down
from goldenthread.language import Role, handbook
from goldenthread.oversight.improvement_told import PlanLine, plan_lines
from goldenthread.oversight.models import (
    ActionProgress,
    BoardMeeting,
    ImprovementPlan,
    PlanAction,
    PlanPriority,
    Watched,
)
from goldenthread.timekeeping import spoken

KINDS: dict[str, str] = dict(ImprovementPlan.Kind.choices)
LEADERS = (Role.SERVICE_MANAGER, Role.DIRECTOR)
# Why an action that lacks one of these is refused.
MISSING = {
    "owner": "Name who answers for it, and their post: what is everybody's is done by nobody.",
    "due": "Give the day by which it is done: without one it is never late.",
    "measure": "Say how it will be known that it is done: without that nobody can call it done.",
}

NO_PLAN = "There is no such plan. Choose one from the list."


@dataclasses.dataclass(frozen=True)
class Led(Change):
    """A change of a plan or a board, which whoever leads the service makes."""

    roles: tuple[Role, ...] = LEADERS


@dataclasses.dataclass(frozen=True)
class PlanSaid:
    """What is said of a plan. answers: the senior person who answers for it, by name and post."""

    kind: str
    name: str
    answers: str
    since: dt.date
    until: dt.date | None = None
    covers: str = ""


@dataclasses.dataclass(frozen=True)
class ActionSaid:
    """A promise: what, by whom (name and post), by which day, and how it will be known."""

    what: str
    owner: str
    due: dt.date | None
    measure: str


@dataclasses.dataclass(frozen=True)
class ProgressSaid:
    """How an action stood on a day, and by what evidence."""

    on: dt.date
    status: str
    evidence: str = ""


def plans() -> Sequence[PlanLine]:
    """Every plan with its priorities and actions, by name. Four queries."""
    return plan_lines(ImprovementPlan.objects.all())


def one(plan: int) -> PlanLine:
    """One plan, with its priorities and actions. Four queries.

    :raises CannotChange: if there is none
    """
    found = plan_lines(ImprovementPlan.objects.filter(pk=plan))
    if not found:
        raise CannotChange(NO_PLAN)
    return found[0]


def add_plan(said: PlanSaid, *, change: Led) -> int:
    """A plan begins.

    :raises CannotChange: if one of that name has not ended, nobody answers for it, or it ends before it begins
    """
    _fits(said)
    if ImprovementPlan.objects.filter(name__iexact=said.name).exclude(until__lt=said.since).exists():
        raise CannotChange(f"“{said.name}” stands already. Open it, and add to it there.")
    row = ImprovementPlan.objects.create(**dataclasses.asdict(said))
    write_down(change, "improvement plan", on=said.since, **_plain(said))
    return row.pk


def change_plan(plan: int, said: PlanSaid, *, change: Led) -> None:
    """What is said of a plan is put right, or it ends.

    :raises CannotChange: if there is none, nobody answers for it, or it ends before it begins
    """
    row = _plan(plan)
    _fits(said)
    for name, value in dataclasses.asdict(said).items():
        setattr(row, name, value)
    row.save()
    write_down(change, "improvement plan changed", **_plain(said))


def add_priority(plan: int, says: str, figures: Collection[str] = (), *, today: dt.date, change: Led) -> int:
    """A priority, after those that the plan has; with the figures that it should move.

    :raises CannotChange: if the plan has ended or says it already, or a figure is not in the handbook
    """
    row = _plan(plan)
    _goes_on(row, today)
    _known(figures)
    if row.priorities.filter(says__iexact=says).exists():
        raise CannotChange("That is a priority of this plan already. Add to it what is still missing.")
    place = (row.priorities.aggregate(last=Max("place"))["last"] or 0) + 1
    made = row.priorities.create(place=place, says=says, figures=list(figures))
    write_down(change, "improvement priority", plan=row.name, says=says, figures=list(figures))
    return made.pk


def change_priority(priority: int, says: str, figures: Collection[str], *, change: Led) -> None:
    """What a priority says, and the figures that it should move.

    :raises CannotChange: if there is none, or a figure is not in the handbook
    """
    row = priority_of(priority)
    _known(figures)
    row.says, row.figures = says, list(figures)
    row.save(update_fields=["says", "figures"])
    write_down(change, "improvement priority changed", plan=row.plan.name, says=says, figures=list(figures))


def add_action(priority: int, said: ActionSaid, *, since: dt.date, change: Led, meeting: int | None = None) -> int:
    """An action under a priority, promised on a day, or at a meeting and then on its day.

    :raises CannotChange: if it lacks an owner, a day or a measure; it is promised already; the plan has ended; the day
        comes before it is promised; or the meeting is of no board that watched the priority then
    """
    row = priority_of(priority)
    for name in ("owner", "measure"):
        if not getattr(said, name).strip():
            raise CannotChange(MISSING[name])
    if said.due is None:
        raise CannotChange(MISSING["due"])
    agreed = _meeting(row, meeting) if meeting is not None else None
    since = agreed.on if agreed else since
    _goes_on(row.plan, since)
    if said.due < since:
        raise CannotChange(f"It is promised on {spoken(since)}. Give a day after that.")
    if row.actions.filter(what__iexact=said.what, due=said.due).exists():
        raise CannotChange("That is promised under this priority already, by the same day.")
    made = row.actions.create(since=since, meeting=agreed, **dataclasses.asdict(said))
    write_down(change, "improvement action", on=since, plan=row.plan.name, priority=row.says, **_plain(said))
    return made.pk


def add_progress(action: int, said: ProgressSaid, *, by: access.Actor, at: dt.datetime, today: dt.date) -> None:
    """How an action stands; what was said before stays. Who said so and when is kept with it.

    :raises NotAllowed: for whoever does not lead
    :raises CannotChange: if there is no such action or status, the day is to come or before what was said last, it
        was said already, it is called done without evidence, or withdrawn without a reason
    """
    if by.role not in LEADERS:
        raise access.NotAllowed(f"This is for a {' or a '.join(LEADERS)}.")
    row = PlanAction.objects.filter(pk=action).first()
    if row is None:
        raise CannotChange("There is no such action. Choose one on its plan.")
    if said.status not in ActionProgress.Status.values:
        raise CannotChange("Choose red, amber, green or purple; or withdrawn, and say why.")
    if said.on > today:
        raise CannotChange(f"{spoken(said.on)} has not come yet. Check the day.")
    last = row.progress.first()
    earliest = last.on if last else row.since
    if said.on < earliest:
        what = "What was said last is of" if last else "It was promised on"
        raise CannotChange(f"{what} {spoken(earliest)}. Progress goes on from there.")
    if said.status == ActionProgress.Status.PURPLE and not said.evidence.strip():
        raise CannotChange("Say what shows that it is done and holds: nothing is called done without evidence.")
    if said.status == ActionProgress.Status.WITHDRAWN and not said.evidence.strip():
        raise CannotChange("Say why it is withdrawn: promised by mistake, or what made it needless.")
    if last and (last.on, last.status, last.evidence) == (said.on, said.status, said.evidence):
        raise CannotChange("That was said of it already.")
    row.progress.create(worker_id=by.worker, at=at, **dataclasses.asdict(said))


def priority_of(priority: int) -> PlanPriority:
    """A priority, with its plan.

    :raises CannotChange: if there is none
    """
    row = PlanPriority.objects.filter(pk=priority).select_related("plan").first()
    if row is None:
        raise CannotChange("There is no such priority. Choose one on its plan.")
    return row


def meetings_for(priority: int) -> list[tuple[int, str]]:
    """The meetings at which an action under a priority can have been agreed, the latest first. One query."""
    rows = _meetings(priority).select_related("board").order_by("-on", "pk")
    return [(row.pk, f"{row.board.name}, {spoken(row.on)}") for row in rows]


def _fits(said: PlanSaid) -> None:
    if not said.answers.strip():
        raise CannotChange("Name the senior person who answers for it, and their post.")
    if said.until is not None and said.until < said.since:
        raise CannotChange(f"It begins on {spoken(said.since)}. Its last day comes after that.")


def _known(figures: Collection[str]) -> None:
    unknown = sorted(set(figures) - {one.key for one in handbook().indicators})
    if unknown:
        raise CannotChange(f"The handbook has no figure {', '.join(unknown)}. Choose from the list.")


def _goes_on(plan: ImprovementPlan, on: dt.date) -> None:
    if plan.until is not None and plan.until < on:
        raise CannotChange(f"“{plan.name}” ended on {spoken(plan.until)}. Give it a later last day first.")


def _meetings(priority: int) -> QuerySet[BoardMeeting]:
    """Those of the boards that watched the priority on the day on which they met."""
    watching = Watched.objects.filter(
        Q(until=None) | Q(until__gte=OuterRef("on")), priority=priority, since__lte=OuterRef("on"),
        board=OuterRef("board"),
    )  # fmt: skip
    return BoardMeeting.objects.filter(Exists(watching))


def _meeting(priority: PlanPriority, meeting: int) -> BoardMeeting:
    row = _meetings(priority.pk).filter(pk=meeting).first()
    if row is None:
        raise CannotChange("That meeting is of a board that did not watch this priority then. Choose another.")
    return row


def _plan(plan: int) -> ImprovementPlan:
    row = ImprovementPlan.objects.filter(pk=plan).first()
    if row is None:
        raise CannotChange(NO_PLAN)
    return row


def _plain(said: PlanSaid | ActionSaid) -> dict[str, Any]:
    """As it can be written down: days as text, nothing for what is empty."""
    words = dataclasses.asdict(said)
    return {name: value.isoformat() if isinstance(value, dt.date) else value or "" for name, value in words.items()}
