"""The front door: the board, one contact with what is known, and a worry that comes in by telephone."""

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone

from goldenthread.blocks.widgets import DayField
from goldenthread.casework import access, drafts, people
from goldenthread.casework.drafts import Draft
from goldenthread.casework.front_door import (
    DECIDED,
    RECEIVED,
    STRATEGY,
    TOLD,
    TRIAGED,
    board,
    contact_of,
    inbox,
    night,
    to_be_told,
    worry,
)
from goldenthread.casework.front_door.past import NOTIFIED
from goldenthread.casework.front_door.words import Move
from goldenthread.casework.network import people_named
from goldenthread.doors.office import form_shown, places, recording
from goldenthread.doors.office.request import Request
from goldenthread.timekeeping import spoken

SAME_PARENTS = {
    "brother": "Brother", "sister": "Sister", "half-brother": "Half-brother", "half-sister": "Half-sister",
    "": "Not related, or not known",
}  # fmt: skip
BORN = {"born_on", "expected_on"}
LANE, LEFT, WIDE, EDGE = 34, 110, 640, 12


class ChildForm(forms.Form):
    """Just enough to look for a child, and to register one who is not there."""

    given = forms.CharField(label="Given names", required=False)
    surname = forms.CharField(label="Family name", required=False)
    known_as = forms.CharField(label="Known as", required=False)
    born_on = DayField(label="Date of birth", required=False)
    expected_on = DayField(label="Expected date, for an unborn child", required=False)
    sex = forms.ChoiceField(
        label="Sex", required=False, widget=forms.RadioSelect,
        choices=[("F", "Female"), ("M", "Male"), ("U", "Not known")],
    )  # fmt: skip
    postcode = forms.CharField(label="Postcode", required=False)
    kind = forms.ChoiceField(
        label="Who is this child to the children above?", required=False, widget=forms.RadioSelect,
        choices=list(SAME_PARENTS.items()),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A name or an expected date, and one date only; nobody is born on a day that has not come."""
        given = super().clean() or {}
        if (born := given.get("born_on")) and born > timezone.localdate():
            self.add_error("born_on", f"{spoken(born)} has not come yet. For an unborn child give the expected date.")
        if given.get("born_on") and given.get("expected_on"):
            self.add_error("expected_on", "Give a date of birth or an expected date, never both.")
        if not (given.get("given") or given.get("surname") or given.get("known_as") or given.get("expected_on")):
            self.add_error("surname", "Give at least one name, even if it is all that is known.")
        return given


def front_door(request: Request) -> HttpResponse:
    """The board."""
    by, now = request.actor, timezone.now()
    shown = board(by, now=now)
    access.listed(by, shown.children(), page="front_door", at=now)
    return render(request, "front_door/board.html", {"board": shown, "today": timezone.localdate(), "href": move_href})


def police(request: Request) -> HttpResponse:
    """What the police told us that waits: the daily triage's list, by their grade, and what goes back to them."""
    by, now = request.actor, timezone.now()
    shown = inbox(by, now=now)
    access.listed(by, shown.children(), page="police", at=now)
    return render(request, "front_door/police.html", {"inbox": shown, "today": timezone.localdate(), "href": move_href})


def out_of_hours(request: Request) -> HttpResponse:
    """What the night must know, and what it hands back to the morning."""
    by, now = request.actor, timezone.now()
    shown = night(by, now=now)
    access.look_at(by, shown.children(), page="out_of_hours", at=now)
    return render(
        request,
        "front_door/night.html",
        {"night": shown, "href": move_href, "child_href": places.child_address},
    )


def contact(request: Request, subject: UUID, contact: UUID) -> HttpResponse:
    """One contact: the worry at the left, what is known at the right, and what may be done next."""
    by, now = request.actor, timezone.now()
    return render(request, "front_door/contact_page.html", _worry(subject, contact, by=by, now=now))


def contact_new(request: Request) -> HttpResponse:
    """A worry comes in: each telephone call is a draft of its own, and the children are added as they are named."""
    by, now = request.actor, timezone.now()
    about = [one for one in map(places.id_of, request.GET.getlist("about")) if one]
    begun = drafts.begin(RECEIVED, about, by=by, at=now, apart=request.POST.get("key") or secrets.token_hex(8))
    return redirect("draft", draft=begun)


def children(request: Request, draft: UUID) -> HttpResponse:
    """Whom a contact is about: look-alikes first, then a new person; brothers and sisters offered as known."""
    by, now, today = request.actor, timezone.now(), timezone.localdate()
    held = drafts.open_draft(draft, by=by, at=now)
    here = reverse("contact_children", args=[draft])
    if not held.open:
        return redirect("draft", draft=draft)
    form = ChildForm(request.POST or None)
    act, _, whom = request.POST.get("do", "").partition(":")
    found = None
    if act == "take" and (subject := places.id_of(whom)):
        drafts.add(draft, subject, by=by, at=now)
        return redirect(here)
    if act == "leave" and (subject := places.id_of(whom)):
        drafts.leave_out(draft, subject, by=by, at=now)
        return redirect(here)
    if act in ("find", "register") and form.is_valid():
        told = form.cleaned_data
        found = people.look_alikes(
            given=told["given"], surname=told["surname"], known_as=told["known_as"], born_on=told["born_on"],
            expected_on=told["expected_on"], sex=told["sex"], postcode=told["postcode"], actor=by,
        )  # fmt: skip
        if act == "register" or not (found.candidates or found.warning):
            new = _register(told, held.about, by=by, key=request.POST["key"], today=today)
            drafts.add(draft, new, by=by, at=now)
            messages.success(request, f"{told['known_as'] or told['given'] or 'The child'} is on the record now.")
            return redirect(here)
    named = people_named(held.about, by, today=today)
    offered = _brothers_and_sisters(held.about, by)
    alike = [one.subject for one in found.candidates] if found else []
    access.listed(by, [*held.about, *alike, *(one["id"] for one in offered)], page="contact_children", at=now,
                  asked=_asked(form) if found else "")  # fmt: skip
    return render(request, "front_door/children.html", {
        "draft": held, "form": form, "found": found, "key": request.POST.get("key") or secrets.token_hex(8),
        "children": [
            {"id": one, "name": named[one].name, "age": named[one].age} for one in held.about
        ],
        "offered": offered,
    })  # fmt: skip


def _asked(form: ChildForm) -> str:
    """Whom they looked for, as they typed it."""
    told = form.cleaned_data
    return " ".join(str(told[name]) for name in ("given", "surname", "known_as", "born_on", "postcode") if told[name])


def _register(told: Mapping[str, Any], about: Sequence[UUID], *, by: access.Actor, key: str, today: dt.date) -> UUID:
    """A new child on the record, with whose brother or sister they are."""
    answers = {name: told[name] for name in ("given", "surname", "known_as", "sex") if told[name]}
    answers |= {name: told[name].isoformat() for name in ("born_on", "expected_on") if told[name]}
    home = {"kind": "home", "lines": "", "postcode": told["postcode"]} if told["postcode"] else None
    related = about[0] if about and told["kind"] else None
    return people.register(
        answers=answers, actor=by, key=key, today=today, home=home, related_to=related,
        kind=told["kind"] if related else "",
    )  # fmt: skip


def _brothers_and_sisters(about: Sequence[UUID], by: access.Actor) -> list[dict[str, Any]]:
    """Those who are known and not yet named, of the first child."""
    if not about:
        return []
    known = people.family_of(about[0], actor=by)
    siblings = [one for one in known if "brother" in one.kind or "sister" in one.kind]
    return [
        {"id": one.subject, "name": one.name, "kind": one.kind, "may_open": one.may_open}
        for one in siblings if one.subject not in about
    ]  # fmt: skip


def around_contact(request: Request, held: Draft) -> dict[str, Any]:
    """Beside the contact's form: the children it is about, with the way to add more."""
    return {"children_href": reverse("contact_children", args=[held.id])}


def around_decision(request: Request, held: Draft) -> dict[str, Any]:
    """Around the decision's form: the worry, and all that is known."""
    by, now = request.actor, timezone.now()
    shown = _worry(held.about[0], held.follows, by=by, now=now)
    told, others = shown["worry"], []
    if not held.corrects:
        others = [member for member in told.waiting if member.id not in held.about]
    about = tuple(dict.fromkeys([*held.about, *(member.id for member in others)]))
    return shown | {
        "telling": held.value((None, "told")) or "", "waits_too": [member.name for member in others],
        "for_all": move_href(Move(DECIDED, "", about, told.entry)),
    }  # fmt: skip


def around_notification(request: Request, held: Draft) -> dict[str, Any]:
    """Around the triage's form and the manager's: what the police told us, and all that is known."""
    by, subject = request.actor, held.about[0]
    return _worry(subject, contact_of(subject, held.follows, by=by), by=by, now=timezone.now())


def _worry(subject: UUID, named: UUID | None, *, by: access.Actor, now: dt.datetime) -> dict[str, Any]:
    told = worry(subject, named, by=by, now=now)
    alike = _alike(told, by)
    # What happened to brothers and sisters stands on the line of time.
    also = {member.id for member in told.about} | {one.child for one in told.past}
    access.look_at(by, also - {subject}, page="contact", at=now)
    access.listed(by, [one.subject for _, one in alike], page="contact", at=now)
    return {
        "worry": told, "drawn": _drawn(told, timezone.localdate()), "href": move_href, "today": timezone.localdate(),
        "alike": alike, "may_join": access.serves(by, "person_join"), "child_href": places.child_address,
        "papers": [
            {"title": title, "href": reverse("paper", args=[subject, paper])}
            for paper, title in told.papers
        ],
    }  # fmt: skip


def _alike(told: Any, by: access.Actor) -> list[tuple[Any, people.Candidate]]:
    """For each child of the contact, others who might be the same child, who are not of the family: by name and date,
    and by the name alone where nobody has said when the child was born.
    """
    known = [{name: said for name, said in told.known[one.id].items() if said} for one in told.about]
    found = people.look_alikes_of_each([people.Looked(**one) for one in known], actor=by)
    family = {member.id for member in told.family}
    return [
        (child, one)
        for child, said, alike in zip(told.about, known, found, strict=True)
        for one in alike.candidates
        if (one.strong or (one.same_name and not said.keys() & BORN)) and one.subject not in family
    ]


def _drawn(told: Any, today: dt.date) -> dict[str, Any]:
    """The line of time as a drawing: a lane for each child, what began where and how long it lasted."""
    if not told.past:
        return {}
    first = min(one.began for one in told.past)
    first = min(first, today - dt.timedelta(days=180)).replace(day=1)
    span = max((today - first).days, 1)

    def across(day: dt.date) -> float:
        return round(LEFT + (WIDE - LEFT - EDGE) * (day - first).days / span, 1)

    order = list(dict.fromkeys([*(member.id for member in told.about), *(one.child for one in told.past)]))
    names = {member.id: member.name for member in told.family}
    lanes = [{"name": names[child], "y": LANE * n + LANE} for n, child in enumerate(order)]
    marks = []
    for one in told.past:
        if one.what == NOTIFIED:  # it stands on its contact's place
            continue
        start, end = across(one.began), across(min(one.ended or today, today))
        point = one.what in ("Contact", "Early help", "Another agency")
        marks.append({
            "x": start, "y": LANE * order.index(one.child) + LANE, "w": max(round(end - start, 1), 4), "point": point,
            "plan": "plan" in one.what, "now": one.now, "what": one.what,
            "says": f"{one.what}, {one.name}, {one.began:%d %B %Y}: {one.words or one.end}",
        })  # fmt: skip
    years = [
        {"x": across(dt.date(year, 1, 1)), "text": str(year)}
        for year in range(first.year + 1, today.year + 1)
    ]  # fmt: skip
    return {
        "lanes": lanes, "marks": sorted(marks, key=lambda mark: mark["point"]), "years": years, "width": WIDE,
        "height": LANE * len(order) + LANE, "left": LEFT, "today": across(today),
    }  # fmt: skip


def move_href(move: Move) -> str:
    """Where a move is made."""
    return places.begin_address(move.step, move.about, follows=move.follows)


def _as_decided(by: access.Actor, about: UUID, contact: UUID | None) -> dict[drafts.Place, Any]:
    """What the referrer is told, and the police's reason, as the manager wrote them."""
    return {(None, name): said for name, said in to_be_told(about, contact, by=by).items()}


recording.BEGINS_WITH[TOLD] = _as_decided
form_shown.AROUND[RECEIVED] = form_shown.Around("front_door/contact_form.html", around_contact)
form_shown.AROUND[DECIDED] = form_shown.Around("front_door/decide.html", around_decision, bears=False)
for key in (TRIAGED, STRATEGY):
    form_shown.AROUND[key] = form_shown.Around("front_door/notification_form.html", around_notification, bears=False)

urlpatterns = [
    path("front-door/", front_door, name="front_door"),
    path("out-of-hours/", out_of_hours, name="out_of_hours"),
    path("front-door/police/", police, name="police"),
    path("front-door/<uuid:subject>/<uuid:contact>/", contact, name="contact"),
    path("contact/new/", contact_new, name="contact_new"),
    path("contact/<uuid:draft>/children/", children, name="contact_children"),
]
