"""What a manager opens in the morning after their own work: the team, and the teams below."""

import datetime as dt

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from goldenthread.blocks.numbers import whole_number
from goldenthread.casework import access
from goldenthread.doors.office import links
from goldenthread.doors.office.request import Request
from goldenthread.language import handbook
from goldenthread.oversight import caseloads, disabled
from goldenthread.oversight.opened import MOST, SHOWS, opened


def team(request: Request, code: str = "") -> HttpResponse:
    """A team in numbers; with `show`, one number opened into its children; with `school`, those of one school."""
    actor: access.Actor = request.actor
    asked = request.GET
    now, school = timezone.localtime(), asked.get("school")
    if asked.get("show") == "disabled":
        return _disabled(request, code, now)
    if asked.get("show") in SHOWS:
        worker, turned = asked.get("worker", ""), asked.get("page", "")
        number = whole_number(turned) or 1
        shown = opened(
            actor, show=asked["show"], code=code, now=now, worker=whole_number(worker),
            state=asked.get("state", ""), clock=asked.get("clock", ""), kind=asked.get("kind", ""), page=number,
            school=school,
        )  # fmt: skip
        access.listed(actor, [line.child.id for line in shown.lines], page="team", at=now)
        pager = Paginator(range(shown.openable), MOST).get_page(number)
        return render(request, "team/opened.html", {"opened": shown, "links": links, "now_at": now, "pager": pager})
    sort = asked.get("sort", "name")
    page = caseloads.team_page(actor, code=code, today=now.date(), sort=sort, school=school)
    return render(request, "team/team.html", {
        "page": page, "kinds": caseloads.KINDS, "sort": sort, "now_at": now,
        "readiness": access.serves(actor, "readiness"),
    })  # fmt: skip


def _disabled(request: Request, code: str, now: dt.datetime) -> HttpResponse:
    """The team's disabled children; with `lack`, those who lack one thing."""
    actor: access.Actor = request.actor
    asked = request.GET
    number = whole_number(asked.get("page", "")) or 1
    shown = disabled.disabled(
        actor, code=code, now=now, lack=asked.get("lack", ""), page=number, school=asked.get("school")
    )
    access.listed(actor, [line.child.id for line in shown.lines], page="team", at=now)
    pager = Paginator(range(shown.chosen), disabled.MOST).get_page(number)
    describes = access.may_take(actor, handbook().steps["person.described"])
    around = {
        "shown": shown, "lacks": disabled.LACKS, "describes": describes, "links": links, "now_at": now, "pager": pager,
    }  # fmt: skip
    return render(request, "team/disabled.html", around)


urlpatterns = [path("team/", team, name="team"), path("team/<slug:code>/", team, name="team_of")]
