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
from goldenthread.blocks.numbers import whole_number
from goldenthread.blocks.partner_referral import Page, PartnerReferral
from goldenthread.casework import access, documents
from goldenthread.casework.access import sessions
from goldenthread.casework.front_door import sent_in, sent_papers
from goldenthread.casework.recording import CannotRecord

UNPROCESSABLE = 422
PAGES = sent_in.PAGES
LONGEST_TITLE = 200


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
    unsent = None
    if request.method != "POST":
        unsent = sessions.take_unsent(request.session, path=request.path, worker=request.actor.worker)
    if request.method != "POST" and unsent is None:
        return _part(request, held, page, held.shown(page, today=today))
    try:
        held = sent_in.keep(referral, page, unsent or request.POST, by=request.actor, at=timezone.now())
    except CannotRecord as refused:
        messages.warning(request, str(refused))
        return redirect("portal_sent", referral=referral)
    if unsent is not None:
        messages.success(request, "You were signed out while you wrote. What you sent is kept, and stands here.")
        return redirect("portal_part", referral=referral, part=part)
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
        "portal_papers", referral=referral
    )  # fmt: skip


def papers(request: Request, referral: UUID) -> HttpResponse:
    """The documents that go with it: added one at a time, and taken away again."""
    held, wrong = _held(request, referral), ""
    if held.sent_at:
        return redirect("portal_sent", referral=referral)
    if request.method == "POST":
        try:
            if away := whole_number(request.POST.get("away", "")):
                sent_in.take_away(referral, away, by=request.actor)
                return redirect("portal_papers", referral=referral)
            wrong = _attached(request, referral)
        except CannotRecord as refused:
            wrong = str(refused)
        if not wrong:
            return redirect("portal_papers", referral=referral)
    return _page(
        request, "portal/papers.html", status=UNPROCESSABLE if wrong else 200, held=held, wrong=wrong,
        papers=sent_papers.attached(referral), endings=documents.ENDINGS, title=request.POST.get("title", ""),
        largest=settings.LARGEST_DOCUMENT // 1_000_000, before=PAGES[-1].key,
    )  # fmt: skip


def _attached(request: Request, referral: UUID) -> str:
    """Keep the document that was sent; what is wrong with it, if it cannot be kept."""
    sent = request.FILES.get("file")
    if getattr(request, "too_large", False):
        return documents.too_large()
    if sent is None:
        return "Choose a file."
    title = request.POST.get("title", "").strip()[:LONGEST_TITLE]
    try:
        sent_in.attach(referral, title=title, name=sent.name or "", content=sent.read(), by=request.actor)
    except documents.Refused as refused:
        return str(refused)
    return ""


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
        held=held, refused=refused, papers=sent_papers.attached(referral), right=form.is_valid(),
        parts=[(page, *_read(form, page)) for page in PAGES],
    )  # fmt: skip


def sent(request: Request, referral: UUID) -> HttpResponse:
    """The receipt, and from then on what came of it."""
    held = _held(request, referral)
    if not held.sent_at:
        return redirect("portal_check", referral=referral)
    form = held.checked(today=timezone.localdate(held.sent_at))
    return _page(
        request, "portal/sent.html", held=held, papers=sent_papers.attached(referral),
        came=sent_in.came_of([held])[held.id], told=sent_in.told(held),
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
    path("portal/<uuid:referral>/documents/", papers, name="portal_papers"),
    path("portal/<uuid:referral>/check/", check, name="portal_check"),
    path("portal/<uuid:referral>/<slug:part>/", part, name="portal_part"),
]
