"""The register of agreements on sharing, kept by the administrator."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils import timezone

from goldenthread.casework import sharing
from goldenthread.casework.administration import CannotChange
from goldenthread.casework.sharing import SharingLine, SharingSaid, Signed
from goldenthread.doors.office import administration_forms as asks
from goldenthread.doors.office.administration.asking import ask, change, page
from goldenthread.doors.office.request import Request
from goldenthread.timekeeping import spoken

BACK = "administration_sharing"
OF_A_VERSION = ("version", "covers", "kept", "review_on")


def listed(request: Request) -> HttpResponse:
    """Every version: those that stand first, what is overdue on top."""
    return page(request, "administration/sharing.html", agreements=sharing.lines(today=timezone.localdate()))


def new(request: Request) -> HttpResponse:
    """An agreement that was not in the register."""
    form = asks.Sharing(request.POST or None, initial={"since": timezone.localdate()})

    def do() -> str:
        given = form.cleaned_data
        said = _said(given, given["name"], given["kind"])
        sharing.add(said, since=given["since"], change=change(request, form))
        return f"{said.name} is in the register. Write down who has signed it."

    return ask(request, form, do, title="Add an agreement on sharing", button="Add the agreement", back=reverse(BACK))


def anew(request: Request, agreement: int) -> HttpResponse:
    """A new version in place of the one that stands."""
    line = _line(agreement)
    now = {name: getattr(line.said, name) for name in ("covers", "kept")}
    form = asks.SharingVersion(request.POST or None, initial={**now, "since": timezone.localdate()})

    def do() -> str:
        given = form.cleaned_data
        said = _said(given, line.said.name, line.said.kind)
        sharing.anew(agreement, said, since=given["since"], change=change(request, form))
        return f"{said.name}, {said.version} stands from {spoken(given['since'])}. Each partner signs it anew."

    return ask(
        request, form, do, title=f"A new version of {line.said.name}", button="Add the version", back=reverse(BACK),
        intro=f"{line.said.version} then ends on the day before, and stays here with whoever signed it.",
    )  # fmt: skip


def signed(request: Request, agreement: int) -> HttpResponse:
    """That a partner signed it."""
    line, today = _line(agreement), timezone.localdate()
    form = asks.Signature(request.POST or None, initial={"on": today})

    def do() -> str:
        given = form.cleaned_data
        by = Signed(given["partner"], given["by"], given["on"])
        sharing.sign(agreement, by, today=today, change=change(request, form))
        return f"{by.partner} has signed {line.said.name}, {line.said.version}."

    return ask(
        request, form, do, title=f"Who signed {line.said.name}, {line.said.version}", button="Write it down",
        back=reverse(BACK),
    )  # fmt: skip


def end(request: Request, agreement: int) -> HttpResponse:
    """Partners no longer go by it."""
    line = _line(agreement)
    form = asks.LastDay(request.POST or None)

    def do() -> str:
        sharing.end(agreement, on=form.cleaned_data["on"], change=change(request, form))
        return f"{line.said.name} ends on {spoken(form.cleaned_data['on'])}."

    return ask(
        request, form, do, title=f"End {line.said.name}", button="End the agreement", back=reverse(BACK),
        intro="What was shared under it stays as it was. Say why nothing takes its place.",
    )  # fmt: skip


def _said(given: dict[str, Any], name: str, kind: str) -> SharingSaid:
    return SharingSaid(name=name, kind=kind, **{each: given[each] for each in OF_A_VERSION})


def _line(agreement: int) -> SharingLine:
    try:
        return sharing.one(agreement)
    except CannotChange as missing:
        raise Http404 from missing


urlpatterns = [
    path("administration/sharing/", listed, name="administration_sharing"),
    path("administration/sharing/new/", new, name="administration_sharing_new"),
    path("administration/sharing/<int:agreement>/", anew, name="administration_sharing_anew"),
    path("administration/sharing/<int:agreement>/signed/", signed, name="administration_sharing_signed"),
    path("administration/sharing/<int:agreement>/end/", end, name="administration_sharing_end"),
]
