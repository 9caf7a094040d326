"""Unusual looking by one's own people, and looks from outside at the teams' children; what was found about each."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from goldenthread.blocks.numbers import whole_number
from goldenthread.casework import access
from goldenthread.doors.office import links
from goldenthread.doors.office.request import Request
from goldenthread.oversight import looking

UNPROCESSABLE = 422


def picked(request: Request) -> HttpResponse:
    """What was picked out, to be looked into; `whose=children` for looks from outside."""
    actor, now = request.actor, timezone.localtime()
    asked = request.GET
    # Whoever manages nobody is told of looks from outside alone.
    outside = asked.get("whose") == "children" or not actor.role.manages
    done, turned = asked.get("show") == "done", asked.get("page", "")
    kind = asked["kind"] if asked.get("kind") in looking.KINDS and not outside else ""
    found = looking.picked(
        actor, outside=outside, done=done, today=now.date(), kind=kind, page=whole_number(turned) or 1
    )
    _listed(request, found.rows)
    return render(request, "looking/picked.html", {
        "found": found, "outside": outside, "done": done, "kind": kind, "links": links, "manages": actor.role.manages,
        "pager": Paginator(range(found.number), looking.A_PAGE).get_page(turned),
    })  # fmt: skip


def one(request: Request, number: int) -> HttpResponse:
    """One of them; a manager says what they found."""
    actor, now = request.actor, timezone.localtime()
    mistake, says = "", request.POST.get("says", "")
    if request.method == "POST":
        try:
            looking.looked_into(number, by=actor, says=says, at=now)
        except looking.NothingSaid as said:
            mistake = str(said)
        else:
            messages.success(request, "Kept. It stands among what was looked into.")
            return HttpResponseRedirect(_back(request))
    found = looking.one(actor, number, today=now.date())
    _listed(request, (found,))
    context: dict[str, Any] = {
        "one": found, "links": links, "mistake": mistake, "says": says, "manages": actor.role.manages,
        "back": _back(request), "trail": [{"text": "Unusual looking", "href": reverse("picked_looks")}],
    }  # fmt: skip
    return render(request, "looking/one.html", context, status=UNPROCESSABLE if mistake else 200)


def _listed(request: Request, rows: tuple[looking.Picked, ...]) -> None:
    named = [row.child.id for row in rows if row.child]
    access.listed(request.actor, named, page="picked_looks", at=timezone.now())


def _back(request: Request) -> str:
    """The list as it was filtered; only the question comes from the form, never the address."""
    asked = request.POST.get("asked", "")
    return reverse("picked_looks") + (f"?{asked}" if asked else "")


urlpatterns = [
    path("looking/", picked, name="picked_looks"),
    path("looking/<int:number>/", one, name="picked_look"),
]
