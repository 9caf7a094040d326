"""How plans of improvement stand: each action by what was said of it last, and totals that follow from the actions."""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet

from goldenthread.oversight.models import ActionProgress, ImprovementPlan, PlanAction, PlanPriority

Status = ActionProgress.Status
SAID: dict[str, str] = dict(Status.choices)
NOT_BEGUN = "Nothing said yet"


@dataclasses.dataclass(frozen=True)
class ProgressLine:
    """What was said of an action once: on which day, by what evidence, and by whom."""

    on: dt.date
    status: str
    evidence: str
    by: str
    at: dt.datetime

    @property
    def said(self) -> str:
        """How it stood, in words."""
        return SAID[self.status]


@dataclasses.dataclass(frozen=True)
class ActionLine:
    """An action and all that was said of it, the latest first. agreed_at: the meeting, if it was promised at one."""

    id: int
    what: str
    owner: str
    since: dt.date
    due: dt.date
    measure: str
    agreed_at: str
    priority: int
    progress: tuple[ProgressLine, ...]

    @property
    def last(self) -> ProgressLine | None:
        """What was said of it last."""
        return self.progress[0] if self.progress else None

    @property
    def status(self) -> str:
        """How it stands: red, amber, green, purple, withdrawn; empty where nothing was said yet."""
        return self.last.status if self.last else ""

    @property
    def stands(self) -> str:
        """How it stands, in words."""
        return self.last.said if self.last else NOT_BEGUN

    @property
    def over(self) -> bool:
        """Whether nothing more is owed: it is done and the evidence shows that it holds, or it was withdrawn."""
        return self.status in (Status.PURPLE, Status.WITHDRAWN)

    def overdue(self, today: dt.date) -> bool:
        """Whether its day has passed and it is not over."""
        return self.due < today and not self.over

    def changed(self, since: dt.date | None) -> tuple[ProgressLine, ...]:
        """What was said of it on or after a day; all of it, for none."""
        return tuple(one for one in self.progress if since is None or one.on >= since)


@dataclasses.dataclass(frozen=True)
class PriorityLine:
    """A priority, the keys of the figures that it should move, and its actions."""

    id: int
    place: int
    says: str
    figures: tuple[str, ...]
    plan: int
    plan_name: str
    actions: tuple[ActionLine, ...]


@dataclasses.dataclass(frozen=True)
class PlanLine:
    """A plan with its priorities, in their order."""

    id: int
    kind: str
    name: str
    answers: str
    covers: str
    since: dt.date
    until: dt.date | None
    priorities: tuple[PriorityLine, ...]

    @property
    def kind_said(self) -> str:
        """In words."""
        return str(ImprovementPlan.Kind(self.kind).label)

    @property
    def actions(self) -> tuple[ActionLine, ...]:
        """All of its actions."""
        return tuple(action for priority in self.priorities for action in priority.actions)

    def goes_on(self, today: dt.date) -> bool:
        """Whether it is not over."""
        return self.until is None or self.until >= today


@dataclasses.dataclass(frozen=True)
class Total:
    """How many actions stand so. status: empty where nothing was said yet."""

    status: str
    said: str
    many: int


def totals(actions: Iterable[ActionLine]) -> tuple[Total, ...]:
    """How many actions stand how, each status once, and last those of which nothing was said yet.

    Those withdrawn are named only where there are any.
    """
    many = Counter(action.status for action in actions)
    named = [*SAID.items(), ("", NOT_BEGUN)]
    return tuple(Total(key, said, many[key]) for key, said in named if many[key] or key != Status.WITHDRAWN)


def in_order(actions: Iterable[ActionLine], today: dt.date) -> list[ActionLine]:
    """What is overdue first, then by the day on which it is due, and last what is over."""
    return sorted(actions, key=lambda one: (one.over, not one.overdue(today), one.due, one.id))


def overdue(actions: Iterable[ActionLine], today: dt.date) -> list[ActionLine]:
    """Those whose day has passed, the longest overdue first."""
    return [one for one in in_order(actions, today) if one.overdue(today)]


def plan_lines(rows: QuerySet[ImprovementPlan]) -> Sequence[PlanLine]:
    """Plans as they stand. Four queries."""
    found = rows.prefetch_related(Prefetch("priorities", _with_actions(PlanPriority.objects.all())))
    return [
        PlanLine(
            row.pk, row.kind, row.name, row.answers, row.covers, row.since, row.until,
            tuple(_priority(one) for one in row.priorities.all()),
        )
        for row in found
    ]  # fmt: skip


def priority_lines(rows: QuerySet[PlanPriority]) -> Sequence[tuple[Any, PriorityLine]]:
    """Priorities as they stand, each with its row. Three queries."""
    return [(row, _priority(row)) for row in _with_actions(rows)]


def action_line(action: int) -> ActionLine | None:
    """One action as it stands; none, if there is none. Two queries."""
    row = _with_progress(PlanAction.objects.filter(pk=action)).first()
    return _action(row) if row else None


def _with_actions(rows: QuerySet[PlanPriority]) -> QuerySet[PlanPriority]:
    actions = _with_progress(PlanAction.objects.all())
    return rows.select_related("plan").prefetch_related(Prefetch("actions", actions))


def _with_progress(rows: QuerySet[PlanAction]) -> QuerySet[PlanAction]:
    progress = ActionProgress.objects.select_related("worker")
    return rows.select_related("meeting__board").prefetch_related(Prefetch("progress", progress))


def _priority(row: PlanPriority) -> PriorityLine:
    actions = tuple(_action(one) for one in row.actions.all())
    return PriorityLine(row.pk, row.place, row.says, tuple(row.figures), row.plan_id, row.plan.name, actions)


def _action(row: PlanAction) -> ActionLine:
    said = tuple(ProgressLine(one.on, one.status, one.evidence, one.worker.name, one.at) for one in row.progress.all())
    return ActionLine(
        row.pk, row.what, row.owner, row.since, row.due, row.measure, row.meeting.board.name if row.meeting else "",
        row.priority_id, said,
    )  # fmt: skip
