"""What every page of the administrator has: the way to the others, a form with its reason, one question a page."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from goldenthread.casework import access, reworking
from goldenthread.casework.administration import Change
from goldenthread.doors.office.changing import sent
from goldenthread.doors.office.request import Request

PLACES = (
    ("Teams and posts", "administration"), ("Workers", "administration_workers"),
    ("Services", "administration_services"), ("Sharing", "administration_sharing"),
    ("Limits", "administration_limits"), ("Working days", "administration_days"),
    ("Changes", "administration_changes"),
)  # fmt: skip


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
    context = {"places": places, "reworks": reworking.going_on(), "today": timezone.localdate(), **context}
    return render(request, template, context)


def ask(
    request: Request, form: forms.Form, do: Callable[[], str | HttpResponse], *, title: str, button: str,
    back: str, intro: str = "",
) -> HttpResponse:  # fmt: skip
    """A form on a page of its own: sent and right, it is done; else it says what to mend."""
    done = sent(request, form, do, back=back)
    if done is not None:
        return done
    return page(request, "administration/ask.html", form=form, title=title, button=button, back=back, intro=intro)
