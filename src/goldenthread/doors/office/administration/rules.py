"""The limits that the authority chooses, its own working days, and what was changed."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone

from goldenthread.casework import administration, choices
from goldenthread.casework.administration import CannotChange
from goldenthread.casework.rules import rules_now
from goldenthread.doors.office import administration_forms as asks
from goldenthread.doors.office.administration.asking import ask, change, page
from goldenthread.doors.office.request import Request
from goldenthread.language import handbook
from goldenthread.timekeeping import Unit, spoken


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
    form = asks.Limit(request.POST or None, initial={"amount": line.amount, "unit": line.unit}, counts=not line.unit)
    effect = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        effect = choices.effect_of(key, on=said["on"], today=today, rules=rules)
        if not effect.backdated or "confirmed" in request.POST:
            choices.choose_limit(
                key, amount=None if said["off"] else said["amount"], unit=cast(Unit | None, said.get("unit")),
                on=said["on"], rules=rules, change=change(request, form),
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
    """What was changed of the organisation and its preparations, and why."""
    return page(request, "administration/changes.html", changes=administration.changes())


urlpatterns = [
    path("administration/limits/", limits, name="administration_limits"),
    path("administration/limits/<slug:key>/", limit, name="administration_limit"),
    path("administration/days/", days, name="administration_days"),
    path("administration/days/new/", new_day, name="administration_day_new"),
    path("administration/changes/", changes, name="administration_changes"),
]
