"""Find somebody for a question of a form, or register them, and come back to the form with that person chosen."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode

from goldenthread.casework import access, drafts, people_finder
from goldenthread.casework.network import people_named
from goldenthread.casework.search import understand
from goldenthread.doors.office import places
from goldenthread.doors.office.request import Request


def draft_person(request: Request, draft: UUID, question: str) -> HttpResponse:
    """The box of Find, for one question: whoever is chosen stands in the form, and nothing typed there is lost."""
    by, now, today = request.actor, timezone.now(), timezone.localdate()
    held = drafts.open_draft(draft, by=by, at=now)
    place = places.place_of(question)
    label = people_finder.asks_for_a_person(held, place)
    if not held.open:
        return redirect("draft", draft=draft)
    if request.method == "POST" and (chosen := places.id_of(request.POST.get("choose"))):
        return chosen_in(request, draft, question, chosen)
    text = request.GET.get("q", "").strip()
    asked = understand(text)
    typed = {"name": asked.name, "born_on": asked.births[0].isoformat() if asked.births else "",
             "postcode": asked.postcode, "for": f"{draft}:{question}"}  # fmt: skip
    found = people_finder.people_for(held, text, by=by, today=today) if text else None
    listed = [one.subject for one in found.found] if found else []
    access.listed(by, [*held.about, *listed], page="draft_person", at=now, asked=text)
    return render(request, "record/person.html", {
        "draft": held, "question": question, "label": label, "text": text,
        "found": found,
        "register_href": f"{reverse('person_new')}?{urlencode({k: v for k, v in typed.items() if v})}",
        "names": [one.name for one in people_named(held.about, by, today=today).values()],
        "back": f"{reverse('draft', args=[draft])}#asked-{question}",
    })  # fmt: skip


def chosen_in(request: Request, draft: UUID, question: str, person: UUID) -> HttpResponse:
    """Back in the form, with this person chosen."""
    by, now = request.actor, timezone.now()
    try:
        people_finder.choose(draft, places.place_of(question), person, by=by, at=now)
    except drafts.DraftClosed as closed:
        messages.warning(request, str(closed))
    return redirect(f"{reverse('draft', args=[draft])}#asked-{question}")


def wanted(text: str) -> tuple[UUID, str] | None:
    """The draft and the question that somebody is registered for; nothing if it is for none."""
    draft, _, question = text.partition(":")
    found = places.id_of(draft)
    return (found, question) if found and question else None


urlpatterns = [path("draft/<uuid:draft>/person/<str:question>/", draft_person, name="draft_person")]
