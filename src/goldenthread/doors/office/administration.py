"""The administrator's pages: teams, posts, workers, limits, working days. They show no child."""

import datetime as dt
from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone

from goldenthread.casework import access, administration, choices
from goldenthread.casework.administration import CannotChange, Change
from goldenthread.casework.rules import rules_now
from goldenthread.doors.office import administration_forms as asks
from goldenthread.doors.office.request import Request
from goldenthread.language import Role, handbook
from goldenthread.timekeeping import Unit, spoken

PLACES = (
    ("Teams and posts", "administration"), ("Workers", "administration_workers"),
    ("Limits", "administration_limits"), ("Working days", "administration_days"),
    ("Changes", "administration_changes"),
)  # fmt: skip
A_PAGE = 50


def change(request: Request, form: forms.Form) -> Change:
    """Who changes, when, and the reason given on the form."""
    actor: access.Actor = request.actor
    return Change(by=actor, at=timezone.now(), why=form.cleaned_data["why"])


def page(request: Request, template: str, **context: Any) -> HttpResponse:
    """One of the administrator's pages, with the way to the others."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    places = [
        {"text": text, "href": reverse(name), "current": here == name or here.startswith(name + "_")}
        for text, name in PLACES
    ]  # fmt: skip
    places[0]["current"] = here in ("administration", "administration_team", "administration_post")
    return render(request, template, {"places": places, "today": timezone.localdate(), **context})


def ask(
    request: Request, form: forms.Form, do: Callable[[], str | HttpResponse], *, title: str, button: str,
    back: str, intro: str = "",
) -> HttpResponse:  # fmt: skip
    """A form on a page of its own: sent and right, it is done; else it says what to mend."""
    if request.method == "POST" and form.is_valid():
        try:
            done = do()
        except CannotChange as refusal:
            form.add_error(None, str(refusal))
        else:
            if isinstance(done, HttpResponse):
                return done
            messages.success(request, done)
            return redirect(back)
    return page(request, "administration/ask.html", form=form, title=title, button=button, back=back, intro=intro)


def teams(request: Request) -> HttpResponse:
    """Every team with its posts, held and vacant."""
    return page(request, "administration/teams.html", teams=administration.teams(today=timezone.localdate()))


def _team_choices(without: str = "") -> list[tuple[str, str]]:
    lines = administration.teams(today=timezone.localdate())
    return [(line.code, line.name) for line in lines if line.code != without and not line.closed_on]


def _hours(said: dict[str, Any]) -> administration.Hours:
    return administration.Hours(said["hours"], said["office_from"] or asks.OPENS, said["office_until"] or asks.CLOSES)


def new_team(request: Request) -> HttpResponse:
    """A new team."""
    form = asks.NewTeam(request.POST or None, teams=_team_choices())

    def do() -> HttpResponse:
        said = form.cleaned_data
        code = administration.make_team(
            said["name"], parent=said["parent"], duty=said["duty"], hours=_hours(said), change=change(request, form)
        )
        messages.success(request, f"{said['name']} is made. Give it posts.")
        return redirect("administration_team", code=code)

    return ask(request, form, do, title="Make a team", button="Make the team", back=reverse("administration"))


def team(request: Request, code: str) -> HttpResponse:
    """A team and its posts."""
    line = _line(code)
    return page(request, "administration/team.html", team=line, posts=administration.posts(code))


def _line(code: str) -> administration.TeamLine:
    found = next((one for one in administration.teams(today=timezone.localdate()) if one.code == code), None)
    if found is None:
        raise Http404
    return found


def edit_team(request: Request, code: str) -> HttpResponse:
    """Rename a team or move it."""
    line = _line(code)
    now = {"name": line.name, "parent": line.above, "duty": line.duty, "hours": line.hours.when,
           "office_from": line.hours.office_from, "office_until": line.hours.office_until}  # fmt: skip
    form = asks.Team(request.POST or None, teams=_team_choices(code), initial=now)

    def do() -> str:
        said = form.cleaned_data
        administration.change_team(
            code, name=said["name"], parent=said["parent"], duty=said["duty"], hours=_hours(said),
            change=change(request, form),
        )  # fmt: skip
        return f"{said['name']} is changed."

    return ask(
        request, form, do, title=f"Change {line.name}", button="Change the team",
        back=reverse("administration_team", args=[code]),
        intro="Its managers, and those of every team above it, answer for its work: moving it changes who may see it.",
    )  # fmt: skip


def close_team(request: Request, code: str) -> HttpResponse:
    """Close a team."""
    line = _line(code)
    form = asks.LastDay(request.POST or None)

    def do() -> str:
        administration.close_team(code, on=form.cleaned_data["on"], change=change(request, form))
        return f"{line.name} is closed after {spoken(form.cleaned_data['on'])}."

    return ask(
        request, form, do, title=f"Close {line.name}", button="Close the team",
        back=reverse("administration_team", args=[code]),
        intro="Nobody may hold a post in it after its last day, and no child may be allocated in it.",
    )  # fmt: skip


def new_post(request: Request, code: str) -> HttpResponse:
    """A new post in a team."""
    line = _line(code)
    form = asks.NewPost(request.POST or None)

    def do() -> str:
        said = form.cleaned_data
        administration.make_post(
            code, title=said["title"], role=Role(said["role"]), limit=said["limit"], change=change(request, form)
        )
        return f"{said['title']} is made. Somebody can take it up from their own page, under Workers."

    return ask(
        request, form, do, title=f"Make a post in {line.name}", button="Make the post",
        back=reverse("administration_team", args=[code]),
    )  # fmt: skip


def edit_post(request: Request, code: str) -> HttpResponse:
    """Change a post's title or caseload limit."""
    post = next(iter(administration.posts(code=code)), None)
    if post is None:
        raise Http404
    form = asks.Post(request.POST or None, initial={"title": post.title, "limit": post.limit})

    def do() -> str:
        said = form.cleaned_data
        administration.change_post(code, title=said["title"], limit=said["limit"], change=change(request, form))
        return f"{said['title']} is changed."

    return ask(
        request, form, do, title=f"Change {post.title}, {post.team_name}", button="Change the post",
        back=reverse("administration_team", args=[post.team]),
    )  # fmt: skip


def workers(request: Request) -> HttpResponse:
    """Every worker, found by name or address."""
    asked = request.GET.get("q", "").strip()
    rows = Paginator(administration.workers(asked, today=timezone.localdate()), A_PAGE)
    return page(
        request, "administration/workers.html", workers=rows.get_page(request.GET.get("page")), asked_worker=asked
    )


def new_worker(request: Request) -> HttpResponse:
    """A new worker, with a password that is shown once."""
    form = asks.Worker(request.POST or None)

    def do() -> HttpResponse:
        said = form.cleaned_data
        worker, password = administration.make_worker(
            said["name"], email=said["email"], registration=said["registration"],
            agency_worker=said["agency_worker"], change=change(request, form),
        )  # fmt: skip
        return _password(request, worker, said["name"], password)

    return ask(
        request, form, do, title="Make a worker", button="Make the worker and a password",
        back=reverse("administration_workers"),
        intro="The next page shows the password once. What the worker may do comes from the post they take up.",
    )  # fmt: skip


def _password(request: Request, worker: int, name: str, password: str) -> HttpResponse:
    """Shown once, on a page that no browser keeps."""
    shown = page(request, "administration/password.html", worker=worker, name=name, password=password)
    shown["Cache-Control"] = "no-store"
    return shown


def worker(request: Request, worker: int) -> HttpResponse:
    """A worker: account and posts."""
    try:
        line, holdings = administration.worker_seen(worker, today=timezone.localdate())
    except CannotChange as missing:
        raise Http404 from missing
    return page(request, "administration/worker.html", worker=line, holdings=holdings)


def _named(worker: int) -> administration.WorkerLine:
    try:
        return administration.worker_seen(worker, today=timezone.localdate())[0]
    except CannotChange as missing:
        raise Http404 from missing


def renew_password(request: Request, worker: int) -> HttpResponse:
    """Another password, shown once."""
    line, form = _named(worker), asks.Why(request.POST or None)

    def do() -> HttpResponse:
        password = administration.renew_password(worker, change=change(request, form))
        return _password(request, worker, line.name, password)

    return ask(
        request, form, do, title=f"A new password for {line.name}", button="Make a password",
        back=reverse("administration_worker", args=[worker]),
        intro="Make sure that it is they who ask: ring them on the number that the authority has.",
    )  # fmt: skip


def take_second_factor(request: Request, worker: int) -> HttpResponse:
    """Take away a second factor that was lost."""
    line, form = _named(worker), asks.Why(request.POST or None)

    def do() -> str:
        administration.take_second_factor(worker, change=change(request, form))
        return f"{line.name} sets up another second factor when they next sign in."

    return ask(
        request, form, do, title=f"Take away the second factor of {line.name}", button="Take it away",
        back=reverse("administration_worker", args=[worker]),
        intro="For somebody who lost their telephone, their passkey and their codes on paper. Make sure that it is "
        "they who ask: ring them on the number that the authority has. They are signed out everywhere.",
    )  # fmt: skip


def account(request: Request, worker: int) -> HttpResponse:
    """Close an account at once, or open it again."""
    line, form = _named(worker), asks.Why(request.POST or None)
    word = "Close" if line.active else "Open"

    def do() -> str:
        administration.open_account(worker, active=not line.active, change=change(request, form))
        return f"The account of {line.name} is {'closed' if line.active else 'open again'}."

    return ask(
        request, form, do, title=f"{word} the account of {line.name}", button=f"{word} the account",
        back=reverse("administration_worker", args=[worker]),
        intro="It holds from the next page that they open." if line.active else "",
    )  # fmt: skip


def take_up(request: Request, worker: int) -> HttpResponse:
    """Give a worker a post."""
    line = _named(worker)
    posts = [
        (team.name, [(post.code, f"{post.title} ({post.role}), {post.team_name}") for post in posts])
        for team, posts in administration.posts_by_team(today=timezone.localdate())
    ]
    form = asks.WorkersPost(request.POST or None, posts=posts)

    def do() -> str:
        said = form.cleaned_data
        administration.hold(
            worker, post=said["post"], since=said["since"], until=said["until"], change=change(request, form)
        )
        return f"{line.name} holds the post from {spoken(said['since'])}."

    return ask(
        request, form, do, title=f"Give {line.name} a post", button="Give the post",
        back=reverse("administration_worker", args=[worker]),
    )  # fmt: skip


def leave(request: Request, worker: int, holding: int) -> HttpResponse:
    """The last day of a holding, or its last minute."""
    line, form = _named(worker), asks.Leaves(request.POST or None)

    def do() -> str:
        on, time = form.cleaned_data["on"], form.cleaned_data["minute"]
        minute = timezone.make_aware(dt.datetime.combine(on, time)) if time else None
        administration.end_holding(holding, worker=worker, until=on, minute=minute, change=change(request, form))
        when = f"at {time:%H:%M} on {spoken(on)}" if time else f"after {spoken(on)}"
        return f"The post of {line.name} ends {when}."

    return ask(
        request, form, do, title=f"End a post of {line.name}", button="End the post",
        back=reverse("administration_worker", args=[worker]),
        intro="From then on the post opens nothing for them, and they are signed out. Their children stay theirs until "
        "they are allocated anew: their manager sees them on the team's page.",
    )  # fmt: skip


def limits(request: Request) -> HttpResponse:
    """Every limit that the law leaves to the authority, and what was chosen."""
    return page(request, "administration/limits.html", limits=choices.local_limits(rules_now(), book=handbook()))


def limit(request: Request, key: str) -> HttpResponse:
    """Choose a limit; a back-dated choice shows first what it touches."""
    rules, today = rules_now(), timezone.localdate()
    try:
        line = choices.local_limit(key, rules, book=handbook())
    except CannotChange as missing:
        raise Http404 from missing
    form = asks.Limit(request.POST or None, initial={"amount": line.amount, "unit": line.unit})
    effect = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        effect = choices.effect_of(key, on=said["on"], today=today, rules=rules)
        if not effect.backdated or "confirmed" in request.POST:
            choices.choose_limit(
                key, amount=None if said["off"] else said["amount"], unit=cast(Unit, said["unit"]), on=said["on"],
                rules=rules, change=change(request, form),
            )  # fmt: skip
            messages.success(
                request,
                f"{line.name}: chosen from {spoken(said['on'])}. {effect.running} clocks that run keep their day.",
            )
            return redirect("administration_limits")
    return page(request, "administration/limit.html", limit=line, form=form, effect=effect)


def days(request: Request) -> HttpResponse:
    """The authority's own closed and working days."""
    return page(request, "administration/days.html", days=choices.closures())


def new_day(request: Request) -> HttpResponse:
    """Say that a weekday does not count, or counts after all."""
    form = asks.Day(request.POST or None)

    def do() -> str:
        said = form.cleaned_data
        choices.name_day(said["day"], name=said["name"], working=said["working"], change=change(request, form))
        return f"{spoken(said['day'])} {'counts' if said['working'] else 'no longer counts'} as a working day."

    return ask(
        request, form, do, title="Change a working day", button="Change the day", back=reverse("administration_days"),
        intro="Clocks that already run keep their due date. Bank holidays of England and Wales are known without this. "
        "Days on which only the council is closed are working days in law and do not belong here.",
    )  # fmt: skip


def changes(request: Request) -> HttpResponse:
    """What administrators changed, and why."""
    return page(request, "administration/changes.html", changes=administration.changes())


urlpatterns = [
    path("administration/", teams, name="administration"),
    path("administration/teams/new/", new_team, name="administration_team_new"),
    path("administration/teams/<slug:code>/", team, name="administration_team"),
    path("administration/teams/<slug:code>/change/", edit_team, name="administration_team_change"),
    path("administration/teams/<slug:code>/close/", close_team, name="administration_team_close"),
    path("administration/teams/<slug:code>/posts/new/", new_post, name="administration_post_new"),
    path("administration/posts/<slug:code>/", edit_post, name="administration_post"),
    path("administration/workers/", workers, name="administration_workers"),
    path("administration/workers/new/", new_worker, name="administration_worker_new"),
    path("administration/workers/<int:worker>/", worker, name="administration_worker"),
    path("administration/workers/<int:worker>/password/", renew_password, name="administration_worker_password"),
    path("administration/workers/<int:worker>/factor/", take_second_factor, name="administration_worker_factor"),
    path("administration/workers/<int:worker>/account/", account, name="administration_worker_account"),
    path("administration/workers/<int:worker>/posts/new/", take_up, name="administration_worker_post"),
    path("administration/workers/<int:worker>/posts/<int:holding>/end/", leave, name="administration_worker_leaves"),
    path("administration/limits/", limits, name="administration_limits"),
    path("administration/limits/<slug:key>/", limit, name="administration_limit"),
    path("administration/days/", days, name="administration_days"),
    path("administration/days/new/", new_day, name="administration_day_new"),
    path("administration/changes/", changes, name="administration_changes"),
]
