"""Open a record without a recorded need to know: the reason first, and afterwards a manager's review."""

import logging
import secrets
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from goldenthread.casework import access, openings
from goldenthread.casework.recording import CannotRecord
from goldenthread.casework.rules import calendar_now
from goldenthread.doors.office import errors, links, recording
from goldenthread.doors.office.page_names import PAGES
from goldenthread.doors.office.request import Request
from goldenthread.language import handbook

log = logging.getLogger(__name__)


def asked_first(request: Request, subject: UUID | None, refusal: access.NoNeed) -> HttpResponse:
    """In place of a record that is closed to somebody: the page that asks for their reason, where one opens it."""
    actor, match = request.actor, request.resolver_match
    if subject is None or match is None or match.view_name == "opening" or not access.serves(actor, "open_with_reason"):
        return errors.refused(request, refusal)
    try:
        asking = openings.asking(subject, by=actor, now=timezone.now())
    except access.NotAllowed as closed:
        return errors.refused(request, closed)
    log.warning("Worker %s was refused at %s, and asked for a reason", actor.worker, match.view_name)
    back = request.get_full_path() if request.method == "GET" else links.child(subject)
    return _ask(request, asking, _form(openings.OPENED, None), back=back, status=HTTPStatus.FORBIDDEN)


def open_with_reason(request: Request, subject: UUID) -> HttpResponse:
    """Ask for the reason, and open the record for as long as the authority's limit says."""
    by, now = request.actor, timezone.now()
    back = request.POST.get("back", "")
    # Without its first stroke, a word would be taken for the name of a page.
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = links.child(subject)
    if access.may_open(by, subject):
        return redirect(back)
    asking = openings.asking(subject, by=by, now=now)
    form = _form(openings.OPENED, request)
    if request.method == "POST" and form.is_valid():
        openings.open_with_reason(subject, form.answers(), by=by, now=now, key=_key(request))
        return redirect(back)
    wrong = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return _ask(request, asking, form, back=back, status=wrong)


def _ask(request: Request, asking: openings.Asking, form: Any, *, back: str, status: int) -> HttpResponse:
    context = {"asking": asking, "form": form, "back": back, "key": _key(request)}
    answer = render(request, "opening/ask.html", context, status=status)
    # A refusal shows nobody; this one says a name, to those who may hear it anyhow.
    named = [asking.subject] if asking.name else []
    access.listed(request.actor, named, page="open_with_reason", at=timezone.now())
    answer.names_somebody = bool(named)  # type: ignore[attr-defined]
    return answer


def opening(request: Request, subject: UUID, entry: UUID) -> HttpResponse:
    """Who opened the record, why, and what they looked at; and whether that was right."""
    by, now = request.actor, timezone.now()
    try:
        told = openings.opening(subject, entry, actor=by, now=now, calendar=calendar_now())
    except LookupError:
        raise Http404 from None
    form, refused = _form(openings.REVIEWED, request, without="opening"), ""
    if request.method == "POST" and form.is_valid():
        try:
            openings.review(subject, entry, form.answers(), by=by, now=now, key=_key(request))
        except CannotRecord as refusal:
            refused = str(refusal)
        else:
            messages.success(request, "Your review is on the record.")
            return redirect("my_work")
    return render(request, "opening/review.html", {
        "told": told, "form": form, "refused": refused, "key": _key(request),
        "pages": PAGES, "links": links,
    }, status=HTTPStatus.UNPROCESSABLE_ENTITY if refused or form.errors else HTTPStatus.OK)  # fmt: skip


def _key(request: Request) -> str:
    return request.POST.get("key") or secrets.token_hex(16)


def _form(step: str, request: Request | None, *, without: str = "") -> Any:
    """Practice's own form of a step, less the question that the page itself answers."""
    declared: type[forms.Form] | None = handbook().steps[step].form
    if declared is None:
        raise LookupError(f"The step {step} has lost its form.")
    sent = request.POST if request and request.method == "POST" else None
    form = declared(sent, today=timezone.localdate())  # type: ignore[call-arg]
    form.fields.pop(without, None)
    return form


# Each has a page of its own in place of the form.
recording.INSTEAD[openings.OPENED] = lambda about: reverse("open_with_reason", args=[about])
recording.INSTEAD[openings.REVIEWED] = lambda about: reverse("my_work")

urlpatterns = [
    path("open/<uuid:subject>/", open_with_reason, name="open_with_reason"),
    path("opening/<uuid:subject>/<uuid:entry>/", opening, name="opening"),
]
