"""A manager's desk: what the signals of their teams say, and what they decide to do about each."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, cast, get_args

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
from goldenthread.language import Role
from goldenthread.oversight import desk as oversight
from goldenthread.oversight import scope
from goldenthread.oversight.desk import Desk, Grouping, OnTheDesk, State

ROWS = 25
STATES: dict[str, tuple[State, str]] = {
    "open": ("to decide", "To decide"), "decided": ("decided", "Decided, cause still there"),
    "ended": ("ended", f"Ended by themselves in {oversight.DAYS_AFTER_END} days"),
}  # fmt: skip
EMPTY = {
    "open": "Nothing waits for your decision. What the night finds, and what a recording wakes, will stand here.",
    "decided": "Nothing that you have decided about is still open.",
    "ended": "No signal has ended in these days.",
}


def desk(request: Request) -> HttpResponse:
    """The signals on this manager's desk, by kind or by child."""
    actor, now = request.actor, timezone.localtime()
    teams = scope.of(actor)
    show = request.GET.get("show", "")
    show = show if show in STATES else "open"
    group = cast(Grouping, request.GET["by"] if request.GET.get("by") in get_args(Grouping) else "kind")
    whose = "theirs" if request.GET.get("whose") == "theirs" and oversight.OVER[actor.role] else "mine"
    team = teams.team(request.GET["team"]) if request.GET.get("team") else None
    number, kind = request.GET.get("page", "1"), request.GET.get("kind", "")
    found = oversight.read(
        actor, today=now.date(), now=now, state=STATES[show][0], group=group, kind=kind, whose=whose,
        team=team.id if team else None, page=whole_number(number) or 1, most=ROWS,
    )  # fmt: skip
    access.listed(actor, [row.child.id for row in found.rows if row.child], page="desk", at=now)
    context = {
        "desk": found, "totals": {key: count for key, _, count in found.kinds},
        "groups": list(_groups(found, group)), "show": show, "group": group, "whose": whose,
        "kind": kind, "team": team, "teams": teams, "links": links, "now": now, "empty": EMPTY[show],
        "states": [(name, label, found.states[state]) for name, (state, label) in STATES.items()],
        "over": " and ".join(f"{role}s'" for role in oversight.OVER[actor.role]),
        "alone": len(teams.teams) < 2, "director": actor.role == Role.DIRECTOR,
        "page": Paginator(range(found.found), ROWS).get_page(number),
    }  # fmt: skip
    return render(request, "desk/desk.html", context)


def signal(request: Request, number: int) -> HttpResponse:
    """One signal; a manager says what will be done about it."""
    actor, now = request.actor, timezone.localtime()
    mistake, answer = "", ""
    if request.method == "POST":
        answer = request.POST.get("answer", "")
        try:
            oversight.acknowledge(number, by=actor, answer=answer, at=now)
        except oversight.NoAnswer as said:
            mistake = str(said)
        else:
            messages.success(request, "Kept. It stays among what you have decided until its cause ends.")
            return HttpResponseRedirect(_back(request))
    found = oversight.one(actor, number, today=now.date())
    if found.child:
        access.look_at(actor, [found.child.id], page="desk_signal", at=now)
    context: dict[str, Any] = {
        "trail": [{"text": "Desk", "href": reverse("desk")}], "one": found, "links": links, "now": now,
        "mistake": mistake, "answer": answer, "teams": scope.of(actor), "back": _back(request),
    }  # fmt: skip
    return render(request, "desk/signal.html", context, status=422 if mistake else 200)


def _back(request: Request) -> str:
    """The desk as it was filtered; only the question comes from the form, never the address."""
    asked = request.POST.get("asked", "")
    return reverse("desk") + (f"?{asked}" if asked else "")


def _groups(found: Desk, group: Grouping) -> Iterator[tuple[OnTheDesk, list[OnTheDesk]]]:
    """Rows that belong together, which come side by side; each group with the row that names it."""
    for _, rows in groupby(found.rows, key=lambda row: row.key if group == "kind" else row.about):
        together = list(rows)
        yield together[0], together


urlpatterns = [
    path("desk/", desk, name="desk"),
    path("desk/<int:number>/", signal, name="desk_signal"),
]
