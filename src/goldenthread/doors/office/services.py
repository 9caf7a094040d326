"""The directory of services, as whoever works with families finds one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from goldenthread.blocks.numbers import whole_number
from goldenthread.casework import services as directory
from goldenthread.doors.office.request import Request


def services(request: Request) -> HttpResponse:
    """The services there today: all, or those for what is asked."""
    words, helps_with, age = (request.GET.get(name, "").strip()[:80] for name in ("words", "helps_with", "age"))
    helps_with = helps_with if helps_with in directory.HELPS_WITH else ""
    said = whole_number(age)
    years = said if said is not None and said <= directory.OLDEST else None
    found = directory.find(today=timezone.localdate(), words=words, helps_with=helps_with, age=years)
    return render(request, "services/services.html", {
        "found": found, "kinds": directory.HELPS_WITH, "words": words, "helps_with": helps_with,
        "age": "" if years is None else years, "asked": bool(words or helps_with or years is not None),
    })  # fmt: skip


urlpatterns = [path("services/", services, name="services")]
