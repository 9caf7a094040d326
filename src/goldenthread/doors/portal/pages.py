"""The partners' referral form: begun, written a page at a time, checked, sent, and what came of it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from goldenthread.blocks.forms import Question
from goldenthread.blocks.partner_referral import Page, PartnerReferral
from goldenthread.casework import access
from goldenthread.casework.front_door import sent_in
from goldenthread.casework.recording import CannotRecord

UNPROCESSABLE = 422
PAGES = sent_in.PAGES


class Request(HttpRequest):
    """actor: the professional, in the post of their own agency."""

    actor: access.Actor


def portal(request: Request) -> HttpResponse:
    """What they are writing, and what they sent with what came of it."""
    begun, sent = sent_in.all_of(request.actor)
    return _page(request, "portal/referrals.html", begun=begun, sent=sent, came_of=sent_in.came_of(sent))


def begin(request: Request) -> HttpResponse:
    """A new referral; only a press begins one."""
    if request.method != "POST":
        return redirect("portal")
    begun = sent_in.begin(by=request.actor, at=timezone.now())
    return redirect("portal_part", referral=begun, part=PAGES[0].key)


def part(request: Request, referral: UUID, part: str) -> HttpResponse:
    """One page of the form. What is on it is kept first, whichever button was pressed."""
    page = next((one for one in PAGES if one.key == part), None)
    held = _held(request, referral)
    if page is None:
        raise Http404
    if held.sent_at:
        return redirect("portal_sent", referral=referral)
    today = timezone.localdate()
    if request.method != "POST":
        return _part(request, held, page, held.shown(page, today=today))
    try:
        held = sent_in.keep(referral, page, request.POST, by=request.actor, at=timezone.now())
    except CannotRecord as refused:
        messages.warning(request, str(refused))
        return redirect("portal_sent", referral=referral)
    do = request.POST.get("do", "")
    if do == "later":
        messages.success(request, "Kept. Nobody has it before you send it.")
        return redirect("portal")
    if do == "another":
        return redirect("portal_part", referral=referral, part=part)
    form = held.checked(page, today=today)
    if not form.is_valid():
        return _part(request, held, page, form)
    after = PAGES[PAGES.index(page) + 1 :]
    return redirect("portal_part", referral=referral, part=after[0].key) if after else redirect(
        "portal_check", referral=referral
    )  # fmt: skip


def check(request: Request, referral: UUID) -> HttpResponse:
    """All that was written, to be read once more; then it is sent, or thrown away."""
    held = _held(request, referral)
    if held.sent_at:
        return redirect("portal_sent", referral=referral)
    form, refused = held.checked(today=timezone.localdate()), ""
    if request.method == "POST":
        if request.POST.get("do") == "throw_away":
            sent_in.throw_away(referral, by=request.actor)
            messages.success(request, "Thrown away. Nobody has seen it.")
            return redirect("portal")
        try:
            sent_in.send(referral, by=request.actor, now=timezone.now())
            return redirect("portal_sent", referral=referral)
        except sent_in.NotReady as missing:
            form = missing.form
        except CannotRecord as cannot:
            refused = str(cannot)
    return _page(
        request, "portal/check.html", status=UNPROCESSABLE if request.method == "POST" else 200,
        held=held, refused=refused, parts=[(page, *_read(form, page)) for page in PAGES], right=form.is_valid(),
    )  # fmt: skip


def sent(request: Request, referral: UUID) -> HttpResponse:
    """The receipt, and from then on what came of it."""
    held = _held(request, referral)
    if not held.sent_at:
        return redirect("portal_check", referral=referral)
    form = held.checked(today=timezone.localdate(held.sent_at))
    return _page(
        request, "portal/sent.html", held=held, came=sent_in.came_of([held])[held.id],
        parts=[(page, *_read(form, page)) for page in PAGES],
    )  # fmt: skip


def _held(request: Request, referral: UUID) -> sent_in.Written:
    try:
        return sent_in.written(referral, by=request.actor)
    except sent_in.NoSuchReferral as none:
        raise Http404 from none


def _part(request: Request, held: sent_in.Written, page: Page, form: PartnerReferral) -> HttpResponse:
    return _page(
        request, "portal/part.html", status=UNPROCESSABLE if form.is_bound else 200, held=held, page=page, form=form,
        groups=_groups(form), nth=PAGES.index(page) + 1, of=len(PAGES),
        before=PAGES[PAGES.index(page) - 1].key if page is not PAGES[0] else "",
    )  # fmt: skip


def _groups(form: PartnerReferral) -> list[tuple[str, list[BoundField]]]:
    """The questions in their order, those of one child together under its number."""
    groups: list[tuple[str, list[BoundField]]] = []
    for bound in form:
        question = bound.field
        item = question.item if isinstance(question, Question) else None
        legend = f"{item[0].one} {item[1]}" if item else ""
        if not groups or not legend or groups[-1][0] != legend:
            groups.append((legend, []))
        groups[-1][1].append(bound)
    return groups


def _read(form: PartnerReferral, page: Page) -> tuple[list[tuple[str, str]], list[str]]:
    """What is said on one page, in words, and what is wrong there."""
    answers = form.answers() if form.is_bound and form.errors is not None else {}
    questions, names = PartnerReferral.all_questions(), PartnerReferral.named(page.asks)
    said = [(questions[name].title, questions[name].said(answers[name])) for name in names if name in answers]
    return said, [str(one) for name in names for one in form.errors.get(name, [])]


def _page(request: Request, template: str, status: int = 200, **context: Any) -> HttpResponse:
    ring = settings.FRONT_DOOR_TELEPHONE
    return render(request, template, context | {"ring": ring}, status=status)


urlpatterns = [
    path("portal/", portal, name="portal"),
    path("portal/begin/", begin, name="portal_begin"),
    path("portal/<uuid:referral>/", sent, name="portal_sent"),
    path("portal/<uuid:referral>/check/", check, name="portal_check"),
    path("portal/<uuid:referral>/<slug:part>/", part, name="portal_part"),
]
