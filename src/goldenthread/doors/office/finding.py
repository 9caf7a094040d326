"""Find anybody or any words; register a person, after those who look alike."""

import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone

from goldenthread.blocks.numbers import whole_number
from goldenthread.casework import access, people, search
from goldenthread.casework.recording import CannotRecord
from goldenthread.doors.office import links, person_finder
from goldenthread.doors.office.request import Request
from goldenthread.language import handbook

MOST_CLOSED = 5
REGISTER, ADDRESS, RELATION = "person.registered", "person.addressed", "person.related"


def find(request: Request) -> HttpResponse:
    """One box. People first, then words; each leads to where it stands."""
    by, today = request.actor, timezone.localdate()
    text = request.GET.get("q", "").strip()
    page = request.GET.get("page", "1")
    found = search.find(text, actor=by, today=today, page=whole_number(page) or 1)
    asked = found.asked
    closed = _closed(asked, by, but=[one.subject for one in found.people.found])
    shown = [*(one.subject for one in found.people.found), *(one.subject for one in closed)]
    shown += [one.subject for one in found.words.found]
    access.listed(by, shown, page="find", at=timezone.now(), asked=text)
    typed = {"name": asked.name, "born_on": asked.births[0].isoformat() if asked.births else "",
             "postcode": asked.postcode}  # fmt: skip
    return render(request, "finding/find.html", {
        "text": text, "found": found, "today": today, "href": record_href, "closed": closed,
        "register_href": f"{reverse('person_new')}?{urlencode({k: v for k, v in typed.items() if v})}",
    })  # fmt: skip


def record_href(one: search.FoundPerson) -> str:
    """A child with work under way opens on the child's page, anybody else on their details."""
    return links.child(one.subject) if one.working else reverse("person", args=[one.subject])


def _closed(asked: search.Asked, by: access.Actor, *, but: list[UUID]) -> list[people.Candidate]:
    """Who has the name and the birth date that were asked for, on a record that is closed to this person.

    As much as is said to whoever registers somebody, and no more; a name alone says nothing.
    """
    if not (asked.name and asked.births):
        return []
    given, _, surname = asked.name.rpartition(" ")
    alike = people.look_alikes(given=given, surname=surname, born_on=asked.births[0], actor=by).candidates
    return [one for one in alike if one.strong and not one.may_open and one.subject not in but][:MOST_CLOSED]


def person_new(request: Request) -> HttpResponse:
    """Register a person: those who look alike are shown before a new record is made."""
    by, today = request.actor, timezone.localdate()
    related_to = _subject(request.POST.get("related_to") or request.GET.get("related_to"))
    wanted = request.POST.get("for") or request.GET.get("for", "")
    asks = person_finder.wanted(wanted)
    asked = _Forms(request, related=related_to is not None)
    act, _, whom = request.POST.get("do", "").partition(":")
    key = request.POST.get("key") or secrets.token_hex(16)
    found, refused = None, ""
    try:
        if act == "take" and asks and (taken := _subject(whom)):
            return person_finder.chosen_in(request, *asks, taken)
        if act == "take" and related_to and (taken := _subject(whom)) and asked.relation_stands():
            people.relate(related_to, taken, actor=by, key=key, today=today, **asked.relation())
            messages.success(request, "The relationship is on both records.")
            return redirect("person", subject=related_to)
        if act in ("look", "register") and asked.stand():
            found = people.look_alikes(**asked.looked_for(), actor=by)
            if act == "register" or not (found.candidates or found.warning):
                new = people.register(
                    answers=asked.person.answers(), home=asked.home.answers() if asked.home.has_changed() else None,
                    actor=by, key=key, today=today, related_to=related_to, **asked.relation(),
                )  # fmt: skip
                messages.success(request, "Registered. Nobody on the record looked alike." if act == "look" else
                                 "Registered as a new person.")  # fmt: skip
                return person_finder.chosen_in(request, *asks, new) if asks else redirect("person", subject=new)
    except CannotRecord as refusal:
        refused = str(refusal)
    kin = people.names_of([related_to], actor=by) if related_to else {}
    alike = [one.subject for one in found.candidates] if found else []
    access.listed(by, [*kin, *alike], page="person_new", at=timezone.now(), asked=asked.words() if found else "")
    return render(request, "finding/person_new.html", {
        "who": asked.person, "home": asked.home, "relation": asked.related, "found": found, "key": key,
        "related_to": related_to, "asks": wanted if asks else "", "refused": refused, "duty": by.duty,
        "kin": next(iter(kin.values()), ""),
    }, status=422 if refused or asked.wrong() else 200)  # fmt: skip


class _Forms:
    """The parts of the page: who, where they live, and who they are to somebody known. Practice's own forms."""

    def __init__(self, request: Request, *, related: bool) -> None:
        today, data = timezone.localdate(), request.POST or None
        steps = handbook().steps
        given, _, surname = request.GET.get("name", "").rpartition(" ")
        typed = {"given": given or surname, "surname": surname if given else "", "born_on": request.GET.get("born_on")}
        home = {"kind": "home", "postcode": request.GET.get("postcode", "")}
        self.person: Any = _form(steps[REGISTER].form)(data, initial=typed, today=today)
        self.home: Any = _form(steps[ADDRESS].form)(data, initial=home, today=today, prefix="home")
        for name, question in list(self.home.fields.items()):
            question.required = False
            if name not in ("lines", "postcode"):
                del self.home.fields[name]
        self.related: Any = None
        if related:
            self.related = _form(steps[RELATION].form)(data, initial={"kind": request.GET.get("kind")}, today=today,
                                                       prefix="relation")  # fmt: skip
            del self.related.fields["other"]

    def _all(self) -> list[Any]:
        return [form for form in (self.person, self.home, self.related) if form is not None]

    def stand(self) -> bool:
        return False not in [form.is_valid() for form in self._all()]  # each says what is wrong with it

    def wrong(self) -> bool:
        return any(form.is_bound and form.errors for form in self._all())

    def relation_stands(self) -> bool:
        return bool(self.related is not None and self.related.is_valid())

    def relation(self) -> dict[str, str]:
        return self.related.answers() if self.related is not None else {}

    def words(self) -> str:
        """Whom they looked for, as they typed it."""
        return " ".join(str(value) for value in self.looked_for().values() if value)

    def looked_for(self) -> dict[str, Any]:
        told = self.person.cleaned_data
        return {name: told[name] for name in ("given", "surname", "known_as", "born_on", "expected_on", "sex")} | {
            "postcode": self.home.cleaned_data.get("postcode", "")
        }


def _form(form: type | None) -> Callable[..., forms.Form]:
    if form is None:
        raise LookupError("A step that people fill in has lost its form.")
    return form


def _subject(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None  # somebody shortened the address: the page then asks without it


urlpatterns = [
    path("find/", find, name="find"),
    path("person/new/", person_new, name="person_new"),
    *person_finder.urlpatterns,
]
