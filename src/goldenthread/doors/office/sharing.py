"""What may be shared with whom: the agreements that stand, as whoever works with families reads them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from goldenthread.casework import sharing as register
from goldenthread.doors.office.request import Request


def sharing(request: Request) -> HttpResponse:
    """The versions that partners go by today."""
    today = timezone.localdate()
    return render(request, "sharing/sharing.html", {"agreements": register.standing(today=today), "today": today})


urlpatterns = [path("sharing/", sharing, name="sharing")]
