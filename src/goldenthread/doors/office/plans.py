"""A child's plan on the screen, and in plain words for the family, to print."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from goldenthread.casework.plans import plans_page
from goldenthread.doors.office.records import around, as_known
from goldenthread.doors.office.request import Request


def plan(request: Request, subject: UUID) -> HttpResponse:
    """What stands, who does what by when, what came of it, and what was before."""
    moment, said = as_known(request)
    page = plans_page(subject, request.actor, timezone.now(), as_known=moment)
    return render(request, "child/plan.html", {**around(request, page.head, moment, said, here="plan"), "page": page})


def family(request: Request, subject: UUID, entry: UUID) -> HttpResponse:
    """One plan as the child and the family read it, on two pages at most: what is promised, and room to answer."""
    moment, said = as_known(request)
    page = plans_page(subject, request.actor, timezone.now(), as_known=moment)
    made = next((one for one in page.now if one.entry == entry), None)
    if made is None:
        raise Http404
    return render(
        request, "child/plan_family.html", {**around(request, page.head, moment, said, here="plan"), "made": made}
    )


urlpatterns = [
    path("child/<uuid:subject>/plan/", plan, name="plan"),
    path("child/<uuid:subject>/plan/<uuid:entry>/family/", family, name="plan_family"),
]
