"""Improvement: the list, a plan, an action, and what is added to them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils import timezone

from goldenthread.casework import access
from goldenthread.doors.office.improvement import asks
from goldenthread.doors.office.improvement.asking import ask, change, found, page
from goldenthread.doors.office.request import Request
from goldenthread.language import handbook
from goldenthread.oversight import board_paper, improvement
from goldenthread.oversight.improvement import ActionSaid, PlanSaid, ProgressSaid
from goldenthread.oversight.improvement_told import ActionLine, action_line, in_order, overdue, totals
from goldenthread.oversight.measured import figures_of
from goldenthread.timekeeping import spoken

OF_A_PLAN = ("kind", "name", "answers", "covers", "since", "until")


def listed(request: Request) -> HttpResponse:
    """Every plan and board: what is overdue first, then how many actions stand how."""
    today = timezone.localdate()
    plans = sorted(improvement.plans(), key=lambda one: not one.goes_on(today))
    going_on = [action for plan in plans if plan.goes_on(today) for action in plan.actions]
    return page(
        request, "improvement/improvement.html", trail=[], totals=totals(going_on), late=overdue(going_on, today),
        plans=[(plan, totals(plan.actions), len(overdue(plan.actions, today))) for plan in plans],
        boards=board_paper.lines(today=today),
    )  # fmt: skip


def plan(request: Request, plan: int) -> HttpResponse:
    """One plan: its priorities with their figures, and the actions under each, what is overdue first."""
    line, today = found(improvement.one, plan), timezone.localdate()
    return page(
        request, "improvement/plan.html", plan=line, totals=totals(line.actions),
        late=len(overdue(line.actions, today)),
        priorities=[(one, in_order(one.actions, today)) for one in line.priorities],
        **measured(request, line.priorities),
    )  # fmt: skip


def plan_new(request: Request) -> HttpResponse:
    """A plan that was not there."""
    form = asks.Plan(request.POST or None, initial={"since": timezone.localdate()})

    def do() -> str:
        said = _said(form.cleaned_data)
        improvement.add_plan(said, change=change(request, form))
        return f"“{said.name}” is there. Give it its priorities."

    return ask(request, form, do, title="Add a plan or a strategy", button="Add it", back=reverse("improvement"))


def plan_change(request: Request, plan: int) -> HttpResponse:
    """What is said of a plan, put right; or its last day."""
    line = found(improvement.one, plan)
    form = asks.Plan(request.POST or None, initial={name: getattr(line, name) for name in OF_A_PLAN})

    def do() -> str:
        improvement.change_plan(plan, _said(form.cleaned_data), change=change(request, form))
        return "The plan is changed."

    return ask(
        request, form, do, title=f"Change {line.name}", button="Change it",
        back=reverse("improvement_plan", args=[plan]),
    )  # fmt: skip


def priority_new(request: Request, plan: int) -> HttpResponse:
    """A priority after those that the plan has."""
    line, today = found(improvement.one, plan), timezone.localdate()
    form = asks.Priority(request.POST or None)

    def do() -> str:
        given = form.cleaned_data
        improvement.add_priority(plan, given["says"], given["figures"], today=today, change=change(request, form))
        return "The priority is there. Say what will be done, by whom and by when."

    return ask(
        request, form, do, title=f"A priority of {line.name}", button="Add the priority",
        back=reverse("improvement_plan", args=[plan]),
    )  # fmt: skip


def priority_change(request: Request, priority: int) -> HttpResponse:
    """What a priority says, and which figures measure it."""
    row = found(improvement.priority_of, priority)
    form = asks.Priority(request.POST or None, initial={"says": row.says, "figures": row.figures})

    def do() -> str:
        given = form.cleaned_data
        improvement.change_priority(priority, given["says"], given["figures"], change=change(request, form))
        return "The priority is changed."

    return ask(
        request, form, do, title="Change a priority", button="Change it",
        back=reverse("improvement_plan", args=[row.plan_id]),
        intro="The actions under it, and the boards that watch it, stay as they are.",
    )  # fmt: skip


def action_new(request: Request, priority: int) -> HttpResponse:
    """A promise under a priority."""
    row, today = found(improvement.priority_of, priority), timezone.localdate()
    form = asks.Action(request.POST or None, meetings=improvement.meetings_for(priority))

    def do() -> str:
        given = form.cleaned_data
        said = ActionSaid(given["what"], given["owner"], given["due"], given["measure"])
        improvement.add_action(priority, said, since=today, change=change(request, form), meeting=given["meeting"])
        return f"It is promised by {spoken(given['due'])}. Every board that watches this priority sees it."

    return ask(
        request, form, do, title="Promise an action", button="Promise it", intro=f"Under: {row.says}",
        back=reverse("improvement_plan", args=[row.plan_id]),
    )  # fmt: skip


def action(request: Request, action: int) -> HttpResponse:
    """One action: the promise, and all that was said of it."""
    line = _action(action)
    row = found(improvement.priority_of, line.priority)
    trail = [
        {"text": "Improvement", "href": reverse("improvement")},
        {"text": row.plan.name, "href": reverse("improvement_plan", args=[row.plan_id])},
    ]
    return page(request, "improvement/action.html", action=line, priority=row.says, trail=trail)


def progress(request: Request, action: int) -> HttpResponse:
    """How an action stands now. Nobody is asked why: that is the evidence."""
    line, today = _action(action), timezone.localdate()
    form = asks.Progress(request.POST or None, initial={"on": today})

    def do() -> str:
        given = form.cleaned_data
        said = ProgressSaid(given["on"], given["status"], given["evidence"])
        improvement.add_progress(action, said, by=request.actor, at=timezone.now(), today=today)
        return "Written down. It stands on the plan, and before every board that watches it."

    return ask(
        request, form, do, title="How does it stand?", button="Write it down", intro=line.what,
        back=reverse("improvement_action", args=[action]),
    )  # fmt: skip


def measured(request: Request, priorities: Any) -> dict[str, Any]:
    """The figures beside priorities: each by its key, what all are called, and whether they open."""
    return {
        "figures": figures_of(priorities, today=timezone.localdate()),
        "labels": {one.key: one.label for one in handbook().indicators},
        "opens": access.serves(request.actor, "figure"),
    }


def _said(given: dict[str, Any]) -> PlanSaid:
    return PlanSaid(**{name: given[name] for name in OF_A_PLAN})


def _action(action: int) -> ActionLine:
    line = action_line(action)
    if line is None:
        raise Http404
    return line


urlpatterns = [
    path("improvement/", listed, name="improvement"),
    path("improvement/plans/new/", plan_new, name="improvement_plan_new"),
    path("improvement/plans/<int:plan>/", plan, name="improvement_plan"),
    path("improvement/plans/<int:plan>/change/", plan_change, name="improvement_plan_change"),
    path("improvement/plans/<int:plan>/priority/", priority_new, name="improvement_priority_new"),
    path("improvement/priorities/<int:priority>/change/", priority_change, name="improvement_priority_change"),
    path("improvement/priorities/<int:priority>/action/", action_new, name="improvement_action_new"),
    path("improvement/actions/<int:action>/", action, name="improvement_action"),
    path("improvement/actions/<int:action>/progress/", progress, name="improvement_progress"),
]
