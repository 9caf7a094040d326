"""The agenda of each panel."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from goldenthread.casework import access
from goldenthread.casework.agenda import agendas
from goldenthread.doors.office import places
from goldenthread.doors.office.front_door import move_href
from goldenthread.doors.office.request import Request


def panels(request: Request) -> HttpResponse:
    """Who is brought to each panel, by whom, since when, and what it is asked."""
    by, now = request.actor, timezone.now()
    shown = agendas(by, now=now)
    access.listed(by, shown.children(), page="panels", at=now)
    context = {"agendas": shown, "href": move_href, "child_href": places.child_address}
    return render(request, "team/panels.html", context)


urlpatterns = [path("panels/", panels, name="panels")]
