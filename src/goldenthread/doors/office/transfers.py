"""The daily transfer meeting's list."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from goldenthread.casework import access
from goldenthread.casework.transfers import transfers
from goldenthread.doors.office import places
from goldenthread.doors.office.front_door import move_href
from goldenthread.doors.office.request import Request


def transfer_list(request: Request) -> HttpResponse:
    """Who waits for the audit, for the quality check, and for the meeting."""
    by, now = request.actor, timezone.now()
    shown = transfers(by, now=now)
    access.listed(by, shown.children(), page="transfers", at=now)
    context = {"transfers": shown, "href": move_href, "child_href": places.child_address}
    return render(request, "team/transfers.html", context)


urlpatterns = [path("transfers/", transfer_list, name="transfers")]
