"""A child's route through the pathways, and what those who work in them say of their steps."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from goldenthread.casework import access, step_comments
from goldenthread.casework.acts import CannotRecord
from goldenthread.casework.route import Were, route
from goldenthread.doors.office.records import around, as_known, today_at
from goldenthread.doors.office.request import Request

UNPROCESSABLE = 422


def route_page(request: Request, subject: UUID) -> HttpResponse:
    """Each step with the working days before it, what they were, and who had it from there."""
    moment, said = as_known(request)
    found = route(subject, request.actor, timezone.now(), today=today_at(moment), as_known=moment)
    return render(request, "child/route.html", {
        **around(request, found.head, moment, said, here="chronology"), "journeys": found.journeys, "were": list(Were),
        "spent": Were.SPENT,
    })  # fmt: skip


def step(request: Request, key: str) -> HttpResponse:
    """What was said of one step, and room to say more."""
    by, now = request.actor, timezone.now()
    try:
        declared = step_comments.step_named(key)
    except LookupError as missing:
        raise Http404 from missing
    said, wrong = request.POST.get("said", ""), ""
    if request.method == "POST":
        try:
            step_comments.say(key, said, by=by, at=now)
        except CannotRecord as refusal:
            wrong = str(refusal)
        else:
            messages.success(request, "Kept, with your name. Whoever reviews the pathway reads it.")
            return redirect("step_comments", key=key)
    return render(request, "steps/step.html", {
        "step": declared, "comments": step_comments.of_step(key), "said": said, "wrong": wrong,
        "longest": step_comments.LONGEST, "all": access.serves(by, "steps_commented"),
    }, status=UNPROCESSABLE if wrong else 200)  # fmt: skip


def steps(request: Request) -> HttpResponse:
    """The steps of which something was said in a year, the most first."""
    return render(request, "steps/steps.html", {"commented": step_comments.commented(now=timezone.now())})


urlpatterns = [
    path("child/<uuid:subject>/route/", route_page, name="route"),
    path("steps/", steps, name="steps_commented"),
    path("steps/<str:key>/", step, name="step_comments"),
]
