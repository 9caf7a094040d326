"""What is known of a person; two records found to be one person's, compared, joined and parted."""

import secrets
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone

from goldenthread.casework import access, people, search
from goldenthread.casework.recording import CannotRecord
from goldenthread.doors.office import links, recording
from goldenthread.doors.office.request import Request
from goldenthread.language import handbook

JOIN, PART = "person.joined", "person.parted"


def person(request: Request, subject: UUID) -> HttpResponse:
    """Everything known of a person, each with who last said so, and one press to change it."""
    by, today = request.actor, timezone.localdate()
    told = people.details(subject, actor=by, today=today)
    steps = handbook().steps
    return render(request, "persons/person.html", {
        "told": told, "links": links, "may_join": access.may_take(by, steps[JOIN]), "holders": told.holders(),
    })  # fmt: skip


def person_join(request: Request, subject: UUID) -> HttpResponse:
    """Choose the other record, compare the two, say why they are one person's."""
    by, now, today = request.actor, timezone.now(), timezone.localdate()
    other = _uuid(request.POST.get("other") or request.GET.get("other"))
    text = request.GET.get("q", "").strip()
    if other is None:
        here = people.compare(subject, subject, today=today).here
        found = search.find(text or here[1], actor=by, today=today, only="people").people
        others = [one for one in found.found if one.subject != here[0]]
        access.listed(by, [one.subject for one in others], page="person_join", at=now, asked=text)
        return render(request, "persons/join_choose.html", {
            "here": here, "text": text, "found": others,
        })  # fmt: skip
    why = access.why_open(by, other)
    if why is None:
        raise access.NotAllowed("You have no recorded need to know for the other record. Ask its team manager.")
    access.look(by, other, page="person_join", at=now, why=why)
    form = _form(JOIN, request, without="into")
    stands, refused = _uuid(request.POST.get("stands")) or subject, ""
    if request.method == "POST" and form.is_valid():
        under = subject if stands == other else other
        try:
            people.join(under, stands, why=form.cleaned_data["why"], actor=by, key=request.POST["key"], today=today)
        except CannotRecord as refusal:
            refused = str(refusal)
        else:
            messages.success(request, "The two records are one now. Nothing was moved: they can be parted again.")
            return redirect("person", subject=stands)
    return render(request, "persons/join.html", {
        "told": people.compare(subject, other, today=today), "form": form, "refused": refused, "stands": stands,
        "key": request.POST.get("key") or secrets.token_hex(16),
    }, status=422 if refused or form.errors else 200)  # fmt: skip


def person_part(request: Request, subject: UUID) -> HttpResponse:
    """Undo a joining: why, and whose each entry since is."""
    by, today = request.actor, timezone.localdate()
    told = people.parting_of(subject)
    if told is None:
        raise Http404
    access.look_at(by, {told.joined.stands, told.joined.root} - {subject}, page="person_part", at=timezone.now())
    form = _form(PART, request)
    theirs = {one.id for one in told.since if request.POST.get(f"whose-{one.id}") == "theirs"}
    refused = ""
    if request.method == "POST" and form.is_valid():
        if any(f"whose-{one.id}" not in request.POST for one in told.since):
            refused = "Say of each entry whose it is. Something may have been written down since you opened this page."
        else:
            try:
                people.part(subject, why=form.cleaned_data["why"], actor=by, key=request.POST["key"], today=today,
                            theirs=theirs)  # fmt: skip
            except CannotRecord as refusal:
                refused = str(refusal)
            else:
                messages.success(request, "The records are parted: each says again what it said before.")
                return redirect("person", subject=told.joined.stands)
    return render(request, "persons/part.html", {
        "told": told, "form": form, "refused": refused, "key": request.POST.get("key") or secrets.token_hex(16),
        "back": reverse("person", args=[told.joined.stands]), "posted": request.method == "POST", "theirs": theirs,
    }, status=422 if refused or form.errors else 200)  # fmt: skip


def _form(step: str, request: Request, *, without: str = "") -> Any:
    """Practice's own form of a step, less the question that the page itself answers."""
    declared: type[forms.Form] | None = handbook().steps[step].form
    if declared is None:
        raise LookupError(f"The step {step} has lost its form.")
    form = declared(request.POST or None, today=timezone.localdate())  # type: ignore[call-arg]
    form.fields.pop(without, None)
    return form


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None  # the page then asks which record is meant


# Two records are compared side by side before they are joined; which joining to undo is chosen on the person's page.
recording.INSTEAD[JOIN] = lambda about: reverse("person_join", args=[about])
recording.INSTEAD[PART] = lambda about: reverse("person", args=[about])

urlpatterns = [
    path("person/<uuid:subject>/", person, name="person"),
    path("person/<uuid:subject>/join/", person_join, name="person_join"),
    path("person/<uuid:subject>/part/", person_part, name="person_part"),
]
