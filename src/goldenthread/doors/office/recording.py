"""Write down what happened: the form of any step, as a draft that nothing typed can be lost from, and its receipt."""

import dataclasses
import datetime as dt
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, path, reverse
from django.utils import timezone

from goldenthread.blocks.forms import Prose
from goldenthread.blocks.widgets import PARTS
from goldenthread.casework import access, drafts
from goldenthread.casework.bearing import Bearing, alike, bearing
from goldenthread.casework.choosing import Chosen, choices
from goldenthread.casework.completing import (
    CannotRecord,
    NotComplete,
    complete,
    found_in,
)
from goldenthread.casework.correcting import Correction, begin_correction, correction
from goldenthread.casework.drafts import Draft, Place
from goldenthread.casework.filling import SHARED, Checked, form_of, parts, read, sections
from goldenthread.casework.network import Spoken, people_named
from goldenthread.casework.receipts import Effect, Receipt, receipt
from goldenthread.doors.office import errors, pressed, withdrawing, wording
from goldenthread.doors.office.fields import mistakes
from goldenthread.doors.office.request import Request
from goldenthread.language import handbook

UNPROCESSABLE = 422


@dataclasses.dataclass(frozen=True)
class Around:
    """A page of its own for one form: the template, and what it shows around it in place of what else bears on it."""

    template: str
    more: Callable[[Request, Draft], dict[str, Any]]
    bears: bool = True


AROUND: dict[str, Around] = {}
# Steps that have a page in place of the form, where something is compared first: its address, by whom it is about.
INSTEAD: dict[str, Callable[[UUID], str]] = {}


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
    return redirect("draft", draft=drafts.begin(step, about, by=by, at=now, follows=follows))


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
    path_, sent = request.session.get("unsent") or ("", "")
    if path_ != request.path:
        return False
    del request.session["unsent"]
    data, by = QueryDict(sent), request.actor
    if data.get("who") != str(by.worker):
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
        if act == "settle":
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
            return redirect(_begin(what, held.about))
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


def page(request: Request, held: Draft, *, checked: Checked | None = None, refused: str = "") -> HttpResponse:
    """The form as it stands, with what is wrong beside each question and at the top."""
    context = form_context(request, held, checked=checked, refused=refused)
    template = "record/sign_off.html" if held.step.settles else "record/form.html"
    if held.step.key in AROUND and held.open:
        around = AROUND[held.step.key]
        template = around.template
        context |= around.more(request, held)
    return render(request, template, context, status=UNPROCESSABLE if checked or refused else 200)


def form_context(request: Request, held: Draft, *, checked: Checked | None = None, refused: str = "") -> dict[str, Any]:
    """All that the form's templates show."""
    by = request.actor
    today, now = timezone.localdate(), timezone.now()
    puts_right = correction(held, by=by)
    others = [*puts_right.with_them, *puts_right.apart] if puts_right else []
    people = people_named([*held.about, *others], by, today=today)
    names = {subject: people[subject].name for subject in held.about}
    chosen = choices(held.step, held.about, by=by, today=today, found=found_in(held))
    around = AROUND.get(held.step.key)
    knows = Bearing({}, {}, ())
    if around is None or around.bears:
        knows = bearing(
            held.step, held.about, by=by, except_for=puts_right.here.values() if puts_right else (held.corrects,)
        )
    filled = parts(held, today=today, now=now, chosen=chosen, problems=checked.problems if checked else None)
    made = sections(filled, held.step, names)
    settlers = handbook().settled_by[held.step.settles.key] if held.step.settles else []
    return {
        "draft": held, "step": held.step, "names": names, "people": people, "children": _children(held, people),
        "puts_right": puts_right and _puts_right(held, puts_right, people), "sections": made, "nav": [
            {"text": one.title, "href": f"#{one.id}", "done": one.done, "of": one.of} for one in made if not one.apart
        ],
        "answers": {html_of(place): answer for place, answer in held.answers.items()},
        "versions": {
            bound.html_name: held.version((one.subject, bound.name)) for one in made for bound in one.questions
        },
        "aside_words": _aside_words(held, chosen),
        "beside": _beside(held, knows, names), "lately": knows.lately, "settled": list(knows.settled.values()),
        "general": [*(checked.general if checked else ()), *([refused] if refused else [])],
        "mistakes": [mistake for part in filled for mistake in mistakes(part.form)],
        "looked_for": form_of(held.step).looked_for, "page_token": secrets.token_hex(8),
        "switch": [one for one in settlers if one is not held.step and access.may_take(by, one)],
        "today": today,
        "late": late(held) if not held.open else [],
        "again": _begin(held.step.key, held.about),
    }  # fmt: skip


def _puts_right(held: Draft, puts_right: Correction, people: Mapping[UUID, Spoken]) -> dict[str, Any]:
    """Whom a correction is about, who stays as they are, and the way to put right more of them or fewer."""

    def corrects(root: UUID | None, **more: str) -> str:
        return f"{reverse('record', args=[held.step.key])}?{urlencode({'corrects': root, **more})}"

    return {
        "names": [people[one].name for one in held.about],
        "alone": [
            {"name": people[about].name, "href": corrects(root, alone="1")} for about, root in puts_right.here.items()
        ],
        "with_them": [people[one].name for one in puts_right.with_them], "together_href": corrects(held.corrects),
        "apart": [people[one].name for one in puts_right.apart], "closed": puts_right.closed,
    }  # fmt: skip


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
        "people": people, "children": _children(held, people), "late": late(held), "step": held.step,
        "next": [
            {"text": one.label, "whom": ", ".join(people[each].name for each in one.about),
             "href": _begin(one.step, one.about)}
            for one in told.next
        ],
    })  # fmt: skip


def _together(told: Receipt, people: Mapping[UUID, Spoken]) -> list[tuple[Effect, str]]:
    """What is the same for several children, said once with their names."""
    same: dict[Effect, list[str]] = {}
    for effect in told.effects:
        same.setdefault(dataclasses.replace(effect, subject=told.about[0]), []).append(people[effect.subject].name)
    return [(effect, ", ".join(names) if len(told.about) > 1 else "") for effect, names in same.items()]


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


def _children(held: Draft, people: Mapping[UUID, Spoken]) -> list[dict[str, Any]]:
    return [
        {"id": subject, "name": people[subject].name, "age": people[subject].age,
         "href": child_address(subject) if people[subject].opens else ""}
        for subject in held.about
    ]  # fmt: skip


def _beside(held: Draft, knows: Bearing, names: Mapping[UUID, str]) -> dict[str, list[dict[str, Any]]]:
    """What stands at the right of a question: last time's answer, and likeness between brothers and sisters."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, question in form_of(held.step).all_questions().items():
        if not isinstance(question, Prose):
            continue
        if not question.own:
            said = [(before.said(name), before) for before in knows.before.values() if before.said(name)]
            for words, before in said[:1]:
                last = {"last": words, "when": before.when, "by": before.by}
                found.setdefault(html_of((None, name)), []).append(last)
            continue
        for subject, before in knows.before.items():
            if before.said(name):
                found.setdefault(html_of((subject, name)), []).append(
                    {"last": before.said(name), "when": before.when, "by": before.by}
                )
        texts = {subject: str(held.value((subject, name)) or "") for subject in held.about}
        for subject, (whose, likeness) in alike(texts).items():
            found.setdefault(html_of((subject, name)), []).insert(0, {"alike": likeness, "name": names[whose]})
    return found


def _aside_words(held: Draft, chosen: Chosen) -> dict[str, list[str]]:
    """What was set aside, in words."""
    questions = form_of(held.step).all_questions()
    found: dict[str, list[str]] = {}
    for place, answer in held.answers.items():
        for aside in answer.aside:
            found.setdefault(html_of(place), []).append(_words(questions.get(place[1]), aside.value, chosen))
    return found


def _words(question: Any, value: Any, chosen: Chosen | None = None) -> str:
    if isinstance(value, dict):
        return " ".join(value.get(part, "") for part in ("day", "month", "year"))
    if value in (None, "", []):
        return "(nothing)"
    if question is not None and question.chooses and chosen:
        return chosen.words(question, str(value)) or str(value)
    return question.said(value) if question is not None else str(value)


def late(held: Draft) -> list[dict[str, Any]]:
    """What was written after a draft was recorded, thrown away or destroyed."""
    questions = form_of(held.step).all_questions()
    return [
        {"question": _label(held, place), "by": aside.by, "at": aside.at,
         "words": _words(questions.get(place[1]), aside.value)}
        for place, answer in held.answers.items() for aside in answer.aside
    ]  # fmt: skip


def _label(held: Draft, place: Place) -> str:
    question = form_of(held.step).all_questions().get(place[1])
    return str(question.label) if question else "When it happened"


def html_of(place: Place) -> str:
    """How a question is named on the page."""
    subject, name = place
    return f"{subject or SHARED}-{name}"


def fields_of(place: Place, value: Any) -> dict[str, list[str]]:
    """What stands in each field of a question on the page."""
    html = html_of(place)
    if isinstance(value, dict):
        return {f"{html}_{part}": [str(value.get(part, ""))] for part in PARTS}
    if isinstance(value, list):
        return {html: [str(one) for one in value]}
    return {html: [str(value or "")]}


def place_of(html: str) -> Place:
    """The question that a name on the page means."""
    if html.startswith(f"{SHARED}-"):
        return None, html.removeprefix(f"{SHARED}-")
    return id_of(html[:36]), html[37:]


def child_address(subject: UUID) -> str:
    """Where a child's page stands; nothing where this installation does not serve it."""
    try:
        return reverse("child", kwargs={"subject": subject})
    except NoReverseMatch:
        return ""


def _begin(step: str, about: Sequence[UUID]) -> str:
    """Where a form about these children is begun."""
    return f"{reverse('record', args=[step])}?{urlencode([('about', one) for one in about])}"


def id_of(text: str | None) -> UUID | None:
    """An id from an address; nothing if it is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None  # an address that somebody typed: the view says what is missing


urlpatterns = [
    path("record/<str:step>/", record, name="record"),
    path("draft/<uuid:draft>/", draft, name="draft"),
    *withdrawing.urlpatterns,
    path("recorded/<uuid:draft>/", recorded, name="recorded"),
]
