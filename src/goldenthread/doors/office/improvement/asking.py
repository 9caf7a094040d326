"""What every page of improvement has: who may change, a form on a page of its own, and what is not there."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from goldenthread.casework.administration import CannotChange
from goldenthread.doors.office.changing import sent
from goldenthread.doors.office.request import Request
from goldenthread.oversight.improvement import LEADERS, Led

Found = TypeVar("Found")


def change(request: Request, form: forms.Form) -> Led:
    """Who changes, when, and the reason given on the form."""
    return Led(by=request.actor, at=timezone.now(), why=form.cleaned_data["why"])


def page(request: Request, template: str, **context: Any) -> HttpResponse:
    """One of the pages; those who may not change anything are offered nothing to change."""
    trail = [{"text": "Improvement", "href": reverse("improvement")}]
    around = {"trail": trail, "today": timezone.localdate(), "leads": request.actor.role in LEADERS}
    return render(request, template, around | context)


def ask(
    request: Request, form: forms.Form, do: Callable[[], str], *, title: str, button: str, back: str, intro: str = ""
) -> HttpResponse:
    """A form on a page of its own: sent and right, it is done; else it says what to mend."""
    done = sent(request, form, do, back=back)
    if done is not None:
        return done
    return page(request, "improvement/ask.html", form=form, title=title, button=button, back=back, intro=intro)


def found(get: Callable[[int], Found], number: int) -> Found:
    """What stands under a number of an address.

    :raises Http404: if nothing does
    """
    try:
        return get(number)
    except CannotChange as missing:
        raise Http404 from missing
