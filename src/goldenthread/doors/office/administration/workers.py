"""Workers, their accounts and the posts they hold."""

import datetime as dt

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils import timezone

from goldenthread.casework import administration
from goldenthread.casework.administration import CannotChange
from goldenthread.doors.office import administration_forms as asks
from goldenthread.doors.office.administration.asking import ask, change, page
from goldenthread.doors.office.request import Request
from goldenthread.timekeeping import spoken

A_PAGE = 50


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


urlpatterns = [
    path("administration/workers/", workers, name="administration_workers"),
    path("administration/workers/new/", new_worker, name="administration_worker_new"),
    path("administration/workers/<int:worker>/", worker, name="administration_worker"),
    path("administration/workers/<int:worker>/password/", renew_password, name="administration_worker_password"),
    path("administration/workers/<int:worker>/factor/", take_second_factor, name="administration_worker_factor"),
    path("administration/workers/<int:worker>/account/", account, name="administration_worker_account"),
    path("administration/workers/<int:worker>/posts/new/", take_up, name="administration_worker_post"),
    path("administration/workers/<int:worker>/posts/<int:holding>/end/", leave, name="administration_worker_leaves"),
]
