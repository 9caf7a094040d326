"""Who is ready before practice changes: the changes, each with its teams, sessions and checks; a team; a register."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone

from goldenthread.casework import access
from goldenthread.casework.administration import CannotChange
from goldenthread.doors.office import readiness_forms as asks
from goldenthread.doors.office.request import Request
from goldenthread.oversight import readiness as reading
from goldenthread.oversight import readying, readying_people
from goldenthread.oversight.readiness_lines import ChangeLine, Readiness, Register
from goldenthread.timekeeping import spoken

UNPROCESSABLE = 422


def changes(request: Request) -> HttpResponse:
    """Every change: the next to go live on top."""
    today = timezone.localdate()
    found = reading.changes(request.actor, today=today)
    return _page(request, "readiness/changes.html", changes=found, today=today)


def change(request: Request, number: int) -> HttpResponse:
    """One change: what is not ready first, then teams, sessions, checks, and partners reached."""
    return _page(request, "readiness/change.html", it=_found(request, number), today=timezone.localdate())


def team(request: Request, number: int, code: str) -> HttpResponse:
    """A team by name: who has done what their post needs, and who helps."""
    it = _found(request, number)
    today, trail = timezone.localdate(), _trail(it.change)
    return _page(request, "readiness/team.html", it=it, team=it.team(code), today=today, trail=trail)


def register(request: Request, session: int) -> HttpResponse:
    """The register of a session, team by team, to print and to tick; and whom of partners it reached."""
    by, today, asked = request.actor, timezone.localdate(), request.GET.get("team", "")[:40]
    found = _register(request, session, asked)
    given = {"came": [str(one.id) for one in found.people if one.came]}
    form = asks.Came(request.POST or None, register=found, initial=given)
    if request.method == "POST" and form.is_valid():
        came = [int(one) for one in form.cleaned_data["came"]]
        try:
            readying_people.register(session, team=found.team[0], came=came, by=by, at=timezone.now(), today=today)
        except CannotChange as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"The register of {found.team[1]} is kept.")
            return redirect(request.get_full_path())
    line = reading.change(found.session.change, by, today=today)
    return _page(
        request, "readiness/register.html", status=UNPROCESSABLE if form.errors else 200,
        found=found, form=form.asked(), today=today, trail=_trail(line),
    )  # fmt: skip


def new(request: Request) -> HttpResponse:
    """A change that is prepared from now on."""
    today = timezone.localdate()
    form = asks.Change(request.POST or None, people=asks.workers(today))

    def do() -> str:
        made = readying.begin(_said(form), **_by(request))
        return reverse("readiness_change", args=[made])

    return _ask(request, form, do, title="Prepare a change of practice", button="Begin", back=reverse("readiness"))


def alter(request: Request, number: int) -> HttpResponse:
    """Another day, leader or words."""
    line, today = _line(request, number), timezone.localdate()
    now = {"name": line.name, "what": line.what, "live_on": line.live_on, "led_by": str(line.leader)}
    form = asks.Altered(request.POST or None, people=asks.workers(today), initial=now)

    def do() -> str:
        readying.alter(number, _said(form), why=form.cleaned_data["why"], **_by(request))
        return _here(number)

    return _ask(request, form, do, title=f"Alter {line.name}", button="Alter it", of=line)


def need(request: Request, number: int) -> HttpResponse:
    """What people need before it."""
    line, form = _line(request, number), asks.Need(request.POST or None)

    def do() -> str:
        readying.need(number, readying.NeedSaid(**form.cleaned_data), by=request.actor, at=timezone.now())
        return _here(number)

    return _ask(request, form, do, title=f"What people need before {line.name}", button="Add it", of=line)


def session(request: Request, number: int) -> HttpResponse:
    """A session of something that is needed."""
    it = _found(request, number)
    form = asks.Session(request.POST or None, needs=it.needs)

    def do() -> str:
        given = dict(form.cleaned_data)
        asked = int(given.pop("need"))
        said = readying.SessionSaid(**given)
        readying.session(asked, said, change=number, by=request.actor, at=timezone.now())
        return _here(number)

    return _ask(request, form, do, title="Plan a session", button="Plan it", of=it.change)


def reached(request: Request, session: int) -> HttpResponse:
    """How many of a partner, or of the elected members, came."""
    found, form = _register(request, session, ""), asks.Reached(request.POST or None)
    title = f"Who of our partners came to {found.session.name}, {spoken(found.session.on)}"

    def do() -> str:
        given = form.cleaned_data
        readying_people.reached(session, given["agency"], given["people"], names=given["names"], **_by(request))
        return reverse("readiness_session", args=[session])

    line = _line(request, found.session.change)
    return _ask(request, form, do, title=title, button="Write it down", of=line)


def helper(request: Request, number: int, code: str) -> HttpResponse:
    """The practice lead of a team, or a buddy for one of its people."""
    it, today = _found(request, number), timezone.localdate()
    place = it.team(code)
    people = asks.workers(today)
    ours = [("", ""), *((str(one.id), one.name) for one in place.people)]
    form = asks.Helper(request.POST or None, people=people, team=ours, initial={"since": today})

    def do() -> str:
        given = form.cleaned_data
        helps = int(given["helps"]) if given["helps"] else None
        said = readying_people.HelperSaid(int(given["worker"]), given["since"], given["until"], helps)
        readying_people.helper(number, said, team=code, **_by(request))
        return reverse("readiness_team", args=[number, code])

    return _ask(request, form, do, title=f"Who helps {place.name}", button="Name them", of=it.change)


def check(request: Request, number: int) -> HttpResponse:
    """Something to be done before it goes live."""
    line, today = _line(request, number), timezone.localdate()
    form = asks.Check(request.POST or None, people=asks.workers(today))

    def do() -> str:
        given = form.cleaned_data
        readying.check(number, given["what"], owner=int(given["owner"]), due_on=given["due_on"], **_by(request))
        return _here(number)

    return _ask(request, form, do, title=f"A check before {line.name}", button="Add the check", of=line)


def done(request: Request, number: int, check: int) -> HttpResponse:
    """That a check was done."""
    it, today = _found(request, number), timezone.localdate()
    what = next((one.what for one in it.checks if one.id == check), None)
    if what is None:
        raise Http404("No such check")
    form = asks.Done(request.POST or None, initial={"on": today})

    def do() -> str:
        readying.check_done(check, on=form.cleaned_data["on"], **_by(request))
        return _here(number)

    return _ask(request, form, do, title=f"Done: {what}", button="It is done", of=it.change)


def live(request: Request, number: int) -> HttpResponse:
    """The authority practises so from today on."""
    it = _found(request, number)
    # Without checks that are open it asks nothing, and is sent all the same.
    form = asks.Live(request.POST if request.method == "POST" else None, open=it.change.open)

    def do() -> str:
        readying.go_live(number, reason=form.cleaned_data.get("reason", ""), **_by(request))
        return _here(number)

    return _ask(request, form, do, title=f"{it.change.name} goes live today", button="Go live", of=it.change, it=it)


def _ask(
    request: Request, form: forms.Form, do: Callable[[], str], *, of: ChangeLine | None = None, **around: Any
) -> HttpResponse:
    """A form on a page of its own: sent and right, it is done and leads on; else it says what to mend."""
    if request.method == "POST" and form.is_valid():
        try:
            there = do()
        except CannotChange as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It is written down.")
            return redirect(there)
    around = {"it": None, "form": form, "trail": _trail(of), "back": _here(of.id) if of else "", **around}
    return _page(request, "readiness/ask.html", status=UNPROCESSABLE if form.errors else 200, **around)


def _page(request: Request, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    may = {
        "leads": access.serves(request.actor, "readiness_new"),
        "opens": access.serves(request.actor, "readiness_team"),
    }
    return render(request, template, {"trail": _trail(None), **may, **context}, status=status)


def _trail(line: ChangeLine | None) -> list[dict[str, str]]:
    first = [{"text": "Figures", "href": reverse("figures")}, {"text": "Readiness", "href": reverse("readiness")}]
    return [*first, {"text": line.name, "href": _here(line.id)}] if line else first


def _here(number: int) -> str:
    return reverse("readiness_change", args=[number])


def _by(request: Request) -> dict[str, Any]:
    return {"by": request.actor, "at": timezone.now(), "today": timezone.localdate()}


def _said(form: forms.Form) -> readying.ChangeSaid:
    given = form.cleaned_data
    return readying.ChangeSaid(given["name"], given["what"], given["live_on"], int(given["led_by"]))


def _found(request: Request, number: int) -> Readiness:
    it = reading.readiness(number, request.actor, today=timezone.localdate())
    if it is None:
        raise Http404("No such change")
    return it


def _line(request: Request, number: int) -> ChangeLine:
    line = reading.change(number, request.actor, today=timezone.localdate())
    if line is None:
        raise Http404("No such change")
    return line


def _register(request: Request, session: int, team: str) -> Register:
    found = readying_people.register_of(session, request.actor, team=team, today=timezone.localdate())
    if found is None:
        raise Http404("No such session")
    return found


urlpatterns = [
    path("readiness/", changes, name="readiness"),
    path("readiness/new/", new, name="readiness_new"),
    path("readiness/<int:number>/", change, name="readiness_change"),
    path("readiness/<int:number>/alter/", alter, name="readiness_alter"),
    path("readiness/<int:number>/need/", need, name="readiness_need"),
    path("readiness/<int:number>/session/", session, name="readiness_session_new"),
    path("readiness/<int:number>/check/", check, name="readiness_check"),
    path("readiness/<int:number>/check/<int:check>/", done, name="readiness_check_done"),
    path("readiness/<int:number>/live/", live, name="readiness_live"),
    path("readiness/<int:number>/team/<slug:code>/", team, name="readiness_team"),
    path("readiness/<int:number>/team/<slug:code>/helper/", helper, name="readiness_helper"),
    path("readiness/session/<int:session>/", register, name="readiness_session"),
    path("readiness/session/<int:session>/partners/", reached, name="readiness_reached"),
]
