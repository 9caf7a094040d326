"""Write down what happened: the form of any step, as a draft that nothing typed can be lost from, and its receipt."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone

from goldenthread.casework import access, drafts
from goldenthread.casework.access import sessions
from goldenthread.casework.carrying import carried_forward
from goldenthread.casework.completing import (
    CannotRecord,
    NotComplete,
    complete,
)
from goldenthread.casework.correcting import begin_correction
from goldenthread.casework.drafts import Draft
from goldenthread.casework.filling import Checked, read
from goldenthread.casework.network import Spoken, people_named
from goldenthread.casework.receipts import Effect, Receipt, receipt
from goldenthread.doors.office import errors, pressed, withdrawing, wording
from goldenthread.doors.office.form_shown import AROUND, children_named, form_context, late
from goldenthread.doors.office.places import begin_address, child_address, html_of, id_of, place_of
from goldenthread.doors.office.request import Request
from goldenthread.language import handbook

UNPROCESSABLE = 422
# Steps that have a page in place of the form, where something is compared first: its address, by whom it is about.
INSTEAD: dict[str, Callable[[UUID], str]] = {}
# Forms that begin with what somebody has already written: the answers, by whom it is about and what it follows.
BEGINS_WITH: dict[str, Callable[[access.Actor, UUID, UUID | None], Mapping[drafts.Place, Any]]] = {}


def record(request: Request, step: str) -> HttpResponse:
    """Begin a form about the children in the address, or go on with the one that was begun."""
    by, now = request.actor, timezone.now()
    corrects = id_of(request.GET.get("corrects"))
    if corrects:
        alone = "alone" in request.GET
        return redirect("draft", draft=begin_correction(corrects, by=by, at=now, alone=alone))
    about = [one for one in map(id_of, request.GET.getlist("about")) if one]
    declared = handbook().steps.get(step)
    if not about:
        return errors.refused(request, access.NotAllowed("Choose whom this is about first: open the child's page."))
    if step in INSTEAD:
        return redirect(INSTEAD[step](about[0]))
    if len(about) > 1 and declared and not declared.together:
        said = f"“{declared.label}” is recorded for one child at a time. Open it from each child's page."
        return errors.refused(request, access.NotAllowed(said))
    follows = id_of(request.GET.get("follows"))
    known = carried_forward(declared, about, by=by, today=timezone.localdate()) if declared else {}
    known |= BEGINS_WITH[step](by, about[0], follows) if step in BEGINS_WITH else {}
    try:
        begun = drafts.begin(step, about, by=by, at=now, follows=follows, prefilled=known)
    except drafts.NotBegun as missing:
        return _not_begun(request, missing, about)
    return redirect("draft", draft=begun)


def _not_begun(request: Request, missing: drafts.NotBegun, about: Sequence[UUID]) -> HttpResponse:
    """Nothing has begun that the form could go on with: what comes first, and for whom it can be opened as it is."""
    by = request.actor
    people = people_named(about, by, today=timezone.localdate())
    rest = [one for one in about if one not in missing.about]
    first = [one for one in missing.first if one.form and access.may_take(by, one)]
    return render(request, "record/not_begun.html", {
        "step": missing.step, "refused": [people[one].name for one in missing.about],
        "children": [{"name": people[one].name, "href": child_address(one)} for one in about if people[one].opens],
        "first": [
            {"text": one.label, "whom": ", ".join(people[each].name for each in whom),
             "href": begin_address(one.key, whom)}
            for one in first for whom in ([missing.about] if one.together else [[each] for each in missing.about])
        ],
        "others": [one for one in missing.first if one not in first],
        "rest": [people[one].name for one in rest], "rest_href": begin_address(missing.step.key, rest),
    }, status=UNPROCESSABLE)  # fmt: skip


def draft(request: Request, draft: UUID) -> HttpResponse:
    """The form; what is sent to it is kept first, whatever else is then done with it."""
    by, now = request.actor, timezone.now()
    held = drafts.open_draft(draft, by=by, at=now, page="draft" if request.method == "GET" else "")
    request.need = held.for_a_while
    if held.open and held.step.key in INSTEAD and not held.corrects:
        return redirect(INSTEAD[held.step.key](held.about[0]))
    if request.method != "POST":
        if _sent_before_signing_in(request, held, now=now):
            return redirect("draft", draft=draft)
        if held.completed_at:
            return redirect("recorded", draft=draft)
        return page(request, held)
    if request.POST.get("do") == "put_back":
        return _do(request, held, "put_back", now=now)
    wants_json = request.accepts("application/json") and not request.accepts("text/html")
    page_token = request.POST.get("page", "")[:40]
    sent = read(held, request.POST, today=timezone.localdate())
    try:
        saved = drafts.save(draft, sent, by=by, at=now, page=page_token)
    except drafts.DraftClosed as closed:
        if wants_json:
            return JsonResponse({"message": str(closed)}, status=409)
        messages.warning(request, str(closed))
        return redirect("draft", draft=draft)
    if wants_json:
        return JsonResponse(_acknowledged(saved))
    return _do(request, held, request.POST.get("do", "save"), now=now)


def _sent_before_signing_in(request: Request, held: Draft, *, now: dt.datetime) -> bool:
    """Keep what was sent after the session had ended, if the same person has signed in again."""
    by = request.actor
    data = sessions.take_unsent(request.session, path=request.path, worker=by.worker)
    if data is None:
        return False
    try:
        drafts.save(
            held.id, read(held, data, today=timezone.localdate()), by=by, at=now, page=data.get("page", "")[:40]
        )
        messages.success(request, "You were signed out while you wrote. What you sent is kept, and stands here.")
    except drafts.DraftClosed as closed:
        messages.warning(request, str(closed))
    return True


def _do(request: Request, held: Draft, do: str, *, now: dt.datetime) -> HttpResponse:
    """What the pressed button says, once all is kept."""
    by = request.actor
    act, what = pressed.read(do)
    here = reverse("draft", args=[held.id])
    try:
        if act == "complete":
            done = complete(held.id, by=by, now=now)
            if done.again and done.by != by.name:
                said = f"{done.by} recorded this at {wording.at_time(done.at)}. It stands once, as shown here."
                messages.warning(request, said)
            if not drafts.may_still(held, by=by):
                messages.success(request, "Recorded. From now on this record is not open to you.")
                return redirect("my_work")
            return redirect("recorded", draft=held.id)
        if act == "children":
            return redirect("contact_children", draft=held.id)
        if act == "person":
            return redirect("draft_person", draft=held.id, question=what)
        if act in ("with", "without"):
            _with(held, UUID(what), act == "with", by=by, now=now)
        elif act == "settle":
            choose, shown, name = (*what.split(":", 2), "", "")[:3]
            drafts.settle(held.id, place_of(name), choose, shown=shown, by=by, at=now)
            return redirect(f"{here}#asked-{name}")
        if act == "discard":
            drafts.discard(held.id, by=by, at=now)
        elif act == "keep":
            drafts.keep(held.id, by=by, at=now)
        elif act == "put_back":
            drafts.put_back(held.id, by=by)
        elif act == "go":
            return redirect(begin_address(what, held.about))
    except drafts.DraftClosed as closed:
        messages.warning(request, str(closed))
        return redirect(here)
    except NotComplete as missing:
        fresh = drafts.open_draft(held.id, by=by, at=now, page="draft")
        return page(request, fresh, checked=missing.checked)
    except (CannotRecord, access.NotAllowed) as refusal:
        fresh = drafts.open_draft(held.id, by=by, at=now, page="draft")
        return page(request, fresh, refused=str(refusal))
    return redirect(here + (f"#{what}" if act == "save" and what else ""))


def _with(held: Draft, subject: UUID, joins: bool, *, by: access.Actor, now: dt.datetime) -> None:
    """Let the form be about one more, or one fewer; what was typed stays."""
    if joins:
        known = carried_forward(held.step, [subject], by=by, today=timezone.localdate())
        drafts.add(held.id, subject, by=by, at=now, prefilled=known)
    elif len(held.about) > 1:
        drafts.leave_out(held.id, subject, by=by, at=now)


def page(request: Request, held: Draft, *, checked: Checked | None = None, refused: str = "") -> HttpResponse:
    """The form as it stands, with what is wrong beside each question and at the top."""
    context = form_context(request, held, checked=checked, refused=refused)
    template = "record/sign_off.html" if held.step.settles else "record/form.html"
    if held.step.key in AROUND and held.open:
        around = AROUND[held.step.key]
        template = around.template
        context |= around.more(request, held)
    return render(request, template, context, status=UNPROCESSABLE if checked or refused else 200)


def recorded(request: Request, draft: UUID) -> HttpResponse:
    """The receipt: what was recorded, what it changed, and the next useful thing."""
    by, now = request.actor, timezone.now()
    held = drafts.open_draft(draft, by=by, at=now, page="recorded")
    told = receipt(held, by=by, now=now)
    if told is None:
        return redirect("draft", draft=draft)
    stay = [*told.puts_right.with_them, *told.puts_right.apart] if told.puts_right else []
    people = people_named(
        {*told.about, *stay, *(one for each in told.next for one in each.about)}, by, today=timezone.localdate()
    )
    return render(request, "record/receipt.html", {
        "told": told, "draft": draft, "effects": _together(told, people), "stay": [people[one].name for one in stay],
        "board": held.step.pathway.key == "front_door" and access.serves(by, "front_door"),
        "people": people, "children": children_named(held, people), "late": late(held), "step": held.step,
        "next": [
            {"text": one.label, "whom": ", ".join(people[each].name for each in one.about),
             "href": begin_address(one.step, one.about, follows=one.follows)}
            for one in told.next
        ],
    })  # fmt: skip


def _together(told: Receipt, people: Mapping[UUID, Spoken]) -> list[tuple[Effect, str]]:
    """What is the same for several children, said once with their names."""
    same: dict[Effect, set[UUID]] = {}
    for effect in told.effects:
        same.setdefault(dataclasses.replace(effect, subject=told.about[0]), set()).add(effect.subject)
    return [
        (effect, ", ".join(people[one].name for one in told.about if one in whom) if len(told.about) > 1 else "")
        for effect, whom in same.items()
    ]


def _acknowledged(saved: drafts.Saved) -> dict[str, Any]:
    """What the page is told: that it is kept, each version, and whose words stand where ours were set aside."""
    return {
        "saved": wording.at_time(saved.at),
        "versions": {html_of(place): version for place, version in saved.versions.items()},
        "beside": {
            html_of(place): f"{answer.by} wrote here at {wording.at_time(answer.at)}. Both versions are kept: "
            "save or reload to see both, and choose."
            for place, answer in saved.aside.items()
        },
    }


urlpatterns = [
    path("record/<str:step>/", record, name="record"),
    path("draft/<uuid:draft>/", draft, name="draft"),
    *withdrawing.urlpatterns,
    path("recorded/<uuid:draft>/", recorded, name="recorded"),
]
