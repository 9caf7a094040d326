"""A child's record on the screen: its first page, chronology, people, papers, duties, who has looked, one entry."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from goldenthread.blocks.numbers import whole_number
from goldenthread.casework import access, letters
from goldenthread.casework.chronology import A_PAGE, Asked, chronology
from goldenthread.casework.documents import STEP
from goldenthread.casework.entries import NoSuchEntry, entry_page
from goldenthread.casework.papers import duties_page, papers, people_page, who_has_looked, who_was_shown
from goldenthread.casework.reading import child_page
from goldenthread.casework.run_sheet import run_sheet
from goldenthread.casework.weighing import WEIGHED
from goldenthread.doors.office import drawing, links
from goldenthread.doors.office.page_names import PAGES
from goldenthread.doors.office.places import begin_address
from goldenthread.doors.office.records import around, as_known, today_at
from goldenthread.doors.office.request import Request
from goldenthread.language import handbook
from goldenthread.oversight import desk

STATES = {
    "overdue": "red",
    "running": "blue",
    "waiting": "purple",
    "promised": "blue",
    "missed": "orange",
    "met": "green",
}


def child(request: Request, subject: UUID) -> HttpResponse:
    """What could hurt this child, what is due, what the child said, the latest of each."""
    moment, said = as_known(request)
    page = child_page(subject, request.actor, timezone.now(), as_known=moment)
    today = today_at(moment)
    raised = [] if moment else desk.about(page.head.id)
    graves = {signal.key for signal in handbook().signals if signal.grave}
    open_ = [duty for duty in page.due if duty.open or duty.state == "no rule in force on that day"]
    return render(
        request,
        "child/overview.html",
        {
            **around(request, page.head, moment, said),
            "page": page,
            "grave": [one for one in raised if one.key in graves],
            # That a limit has passed stands among the overdue already.
            "signals": [one for one in raised if one.key not in graves and not one.key.startswith("overdue.")],
            "overdue": [duty for duty in open_ if duty.state == "overdue"],
            "due": [duty for duty in open_ if duty.state != "overdue"],
            "network": drawing.network(page.head.name, page.head.age, page.network) if page.network.relatives else None,
            "line": drawing.line_of_time(page.line, today),
            "steps": _menu(page.steps, page.head.id),
            "offered": set() if moment else {one.step for one in page.steps},
            "pages": PAGES,
        },
    )


def run_sheet_page(request: Request, subject: UUID) -> HttpResponse:
    """How the conference goes, to be printed and written on."""
    moment, said = as_known(request)
    sheet = run_sheet(subject, request.actor, timezone.now(), as_known=moment)
    context = around(request, sheet.page.head, moment, said, here="plan")
    return render(request, "child/run_sheet.html", {**context, "sheet": sheet, "begin": begin_address})


class Filter(forms.Form):
    """Which part of a chronology to show."""

    kinds = forms.MultipleChoiceField(label="Kind", required=False, widget=forms.CheckboxSelectMultiple)
    major = forms.BooleanField(label="Turning points only", required=False)
    since = forms.DateField(label="From", required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label="To", required=False, widget=forms.DateInput({"type": "date"}))
    words = forms.CharField(label="Words in it", required=False)


def chronology_page(request: Request, subject: UUID) -> HttpResponse:
    """What happened, in order; filtered, paged by year; whole for print."""
    moment, said = as_known(request)
    asked = Filter(request.GET or None)
    asked.fields["kinds"].valid_value = lambda value: True  # type: ignore[attr-defined]
    given: dict[str, Any] = asked.cleaned_data if asked.is_bound and asked.is_valid() else {}
    year = request.GET.get("year", "")
    whole = request.GET.get("print") == "1"
    found = chronology(
        subject,
        request.actor,
        timezone.now(),
        Asked(
            kinds=given.get("kinds") or (),
            major_only=bool(given.get("major")),
            since=given.get("since"),
            until=given.get("until"),
            words=given.get("words") or "",
            year=whole_number(year),
            page=_number(request),
            oldest_first=whole or request.GET.get("order") == "oldest",
            whole=whole,
            analysed=request.GET.get("analysed") == "1",
        ),
        as_known=moment,
    )
    # For the form, the kinds that this record has; for the pager, pages without their rows.
    asked.fields["kinds"].choices = [(key, f"{label} ({many})") for key, label, many in found.kinds]  # type: ignore[attr-defined]
    return render(
        request,
        "child/chronology.html",
        {
            **around(request, found.head, moment, said, here="chronology"),
            "found": found,
            "filter": asked,
            "selected": _selected(request, given, {key: label for key, label, _ in found.kinds}),
            "pager": Paginator(range(found.found), A_PAGE).page(found.page) if not whole else None,
            "whole": whole,
            "oldest_first": request.GET.get("order") == "oldest",
            "analysed": request.GET.get("analysed") == "1",
            "may_weigh": access.may_take(request.actor, handbook().steps[WEIGHED]),
        },
    )


def _selected(request: Request, given: dict[str, Any], labels: dict[str, str]) -> list[dict[str, str]]:
    """Each filter in force, with the address that takes it off."""

    def without(name: str, value: str = "") -> str:
        kept = [(n, v) for n, values in request.GET.lists() for v in values if n != "page"]
        return "?" + urlencode([(n, v) for n, v in kept if n != name or (value and v != value)])

    found = [{"text": labels.get(kind, kind), "href": without("kinds", kind)} for kind in given.get("kinds") or ()]
    if given.get("major"):
        found.append({"text": "Turning points", "href": without("major")})
    for name, word in (("since", "From"), ("until", "To")):
        if given.get(name):
            found.append({"text": f"{word} {given[name]:%d/%m/%Y}", "href": without(name)})
    if given.get("words"):
        found.append({"text": f"“{given['words']}”", "href": without("words")})
    return found


def people(request: Request, subject: UUID) -> HttpResponse:
    """Family and network, drawn and listed; who works with the child."""
    moment, said = as_known(request)
    page = people_page(subject, request.actor, timezone.now(), as_known=moment)
    drawn = drawing.network(page.head.name, page.head.age, page.network) if page.network.relatives else None
    return render(
        request,
        "child/people.html",
        {
            **around(request, page.head, moment, said, here="people"),
            "page": page,
            "network": drawn,
            "family": page.network.at("parent", "sibling", "child", "other"),
            "professionals": page.network.at("professional"),
        },
    )


def papers_page(request: Request, subject: UUID) -> HttpResponse:
    """Forms and documents, by kind; the drafts that are open."""
    moment, said = as_known(request)
    found = papers(subject, request.actor, timezone.now(), as_known=moment)
    return render(
        request,
        "child/papers.html",
        {
            **around(request, found.head, moment, said, here="papers"),
            "found": found,
            "may_add": access.may_take(request.actor, handbook().steps[STEP]),
        },
    )


def duties(request: Request, subject: UUID) -> HttpResponse:
    """Every limit that ever ran, with its rule and source."""
    moment, said = as_known(request)
    page = duties_page(subject, request.actor, timezone.now(), as_known=moment)
    counts: dict[str, int] = {}
    for duty in page.duties:
        counts[duty.state] = counts.get(duty.state, 0) + 1
    state = request.GET.get("state", "")
    shown = [duty for duty in page.duties if not state or duty.state == state]
    return render(
        request,
        "child/duties.html",
        {
            **around(request, page.head, moment, said, here="duties"),
            "pager": Paginator(shown, A_PAGE).get_page(_number(request)),
            "counts": counts,
            "state": state,
            "colours": STATES,
            "total": len(page.duties),
        },
    )


def looks(request: Request, subject: UUID) -> HttpResponse:
    """Who has opened this record, and why they could; with `show=lists`, whom a list has shown this child."""
    moment, said = as_known(request)
    by = request.actor
    lists = request.GET.get("show") == "lists"
    ask = who_was_shown if lists else who_has_looked
    found = ask(subject, by, timezone.now(), as_known=moment, page=_number(request))
    pager = Paginator(range(found.number), A_PAGE).get_page(found.page)
    context = around(request, found.head, moment, said, here="looks")
    return render(
        request, "child/looks.html", context | {"found": found, "pager": pager, "pages": PAGES, "lists": lists}
    )


def entry(request: Request, subject: UUID, entry: UUID) -> HttpResponse:
    """One entry whole, with its corrections and its place in the chain."""
    moment, said = as_known(request)
    try:
        page = entry_page(subject, entry, request.actor, timezone.now(), as_known=moment)
    except NoSuchEntry:
        raise Http404 from None
    correct = f"{reverse('record', args=[page.step])}?{urlencode({'about': page.head.id, 'corrects': page.root})}"
    offered = None if page.line.withdrawn or moment else letters.offered_after(page.step, by=request.actor)
    return render(request, "child/entry.html", {
        **around(request, page.head, moment, said, here="chronology"), "page": page, "correct": correct,
        "offered": offered and (
            offered.label, begin_address(offered.step, [page.head.id], follows=page.line.now.id)
        ),
        "is_letter": page.step in letters.WRITTEN.values(),
    })  # fmt: skip


def _menu(steps: Any, about: UUID) -> list[dict[str, str]]:
    """The steps that may be taken now, as links; what waits says so."""
    hints = {"overdue": "overdue", "waiting": "waits"}
    return [
        {
            "text": one.label,
            "href": links.step(one.step, about),
            "hint": f"due {one.due.day} {one.due:%B}"
            if one.due and one.state == "running"
            else hints.get(one.state, ""),
        }
        for one in steps
    ]


def _number(request: Request) -> int:
    return whole_number(request.GET.get("page", "")) or 1


urlpatterns = [
    path("child/<uuid:subject>/", child, name="child"),
    path("child/<uuid:subject>/chronology/", chronology_page, name="chronology"),
    path("child/<uuid:subject>/people/", people, name="people"),
    path("child/<uuid:subject>/papers/", papers_page, name="papers"),
    path("child/<uuid:subject>/duties/", duties, name="duties"),
    path("child/<uuid:subject>/run-sheet/", run_sheet_page, name="run_sheet"),
    path("child/<uuid:subject>/looked/", looks, name="looks"),
    path("child/<uuid:subject>/entry/<uuid:entry>/", entry, name="entry"),
]
