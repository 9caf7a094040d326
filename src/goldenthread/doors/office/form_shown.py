"""What the page of a form shows: its questions as they stand, what bears on them, and who else is in it."""

import dataclasses
import secrets
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from goldenthread.blocks.forms import Prose
from goldenthread.casework import access, asking_after
from goldenthread.casework.bearing import Bearing, alike, bearing, still_owed
from goldenthread.casework.carrying import said_of_carried
from goldenthread.casework.choosing import Chosen, choices
from goldenthread.casework.completing import (
    found_in,
)
from goldenthread.casework.correcting import Correction, correction
from goldenthread.casework.days_around import closed_on
from goldenthread.casework.drafts import Draft, Place
from goldenthread.casework.filling import Checked, form_of, notices, parts
from goldenthread.casework.front_door import without_consent
from goldenthread.casework.headings import sections
from goldenthread.casework.network import Spoken, people_named
from goldenthread.casework.together import could_be_added, family_of
from goldenthread.doors.office.fields import mistakes
from goldenthread.doors.office.places import begin_address, child_address, html_of
from goldenthread.doors.office.request import Request
from goldenthread.language import handbook


@dataclasses.dataclass(frozen=True)
class Around:
    """A page of its own for one form: the template, and what it shows around it in place of what else bears on it."""

    template: str
    more: Callable[[Request, Draft], dict[str, Any]]
    bears: bool = True


AROUND: dict[str, Around] = {}


def form_context(request: Request, held: Draft, *, checked: Checked | None = None, refused: str = "") -> dict[str, Any]:
    """All that the form's templates show."""
    by = request.actor
    today, now = timezone.localdate(), timezone.now()
    puts_right = correction(held, by=by)
    others = [*puts_right.with_them, *puts_right.apart] if puts_right else []
    around = AROUND.get(held.step.key)
    family = family_of(held, by=by) if around is None else None
    named = family.named if family else ()
    people = people_named([*held.about, *others, *named], by, today=today)
    names = {subject: people[subject].name for subject in held.about}
    chosen = choices(held.step, held.about, by=by, today=today, found=found_in(held))
    knows = Bearing({}, {}, ())
    if around is None or around.bears:
        knows = bearing(
            held.step, held.about, by=by, except_for=puts_right.here.values() if puts_right else (held.corrects,)
        )
    filled = parts(held, today=today, now=now, chosen=chosen, problems=checked.problems if checked else None)
    made = sections(filled, held.step, names)
    settlers = handbook().settled_by[held.step.settles.key] if held.step.settles else []
    return {
        "draft": held, "step": held.step, "names": names, "people": people, "children": children_named(held, people),
        "with_them": could_be_added(held, family, people),
        "puts_right": puts_right and _puts_right(held, puts_right, people), "sections": made, "nav": [
            {"text": one.title, "href": f"#{one.id}", "done": one.done, "of": one.of} for one in made if not one.apart
        ],
        "answers": {html_of(place): answer for place, answer in held.answers.items()},
        "versions": {
            bound.html_name: held.version((one.subject, bound.name)) for one in made for bound in one.questions
        },
        "aside_words": _aside_words(held, chosen),
        "beside": _beside(held, knows, names, chosen, by=by), "lately": knows.lately,
        "owed": still_owed(held.step, held.about, by=by, today=today) if held.open else [],
        "settled": list(knows.settled.values()),
        "general": [*(checked.general if checked else ()), *([refused] if refused else [])],
        "mistakes": [mistake for part in filled for mistake in mistakes(part.form)],
        "carried": said_of_carried(held),
        "looked_for": form_of(held.step).looked_for, "page_token": secrets.token_hex(8),
        "switch": [one for one in settlers if one is not held.step and access.may_take(by, one)],
        "today": today,
        "late": late(held) if not held.open else [],
        "again": begin_address(held.step.key, held.about),
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


def children_named(held: Draft, people: Mapping[UUID, Spoken]) -> list[dict[str, Any]]:
    """The children whom a form is about, each with the way to their page where it may be opened."""
    return [
        {"id": subject, "name": people[subject].name, "age": people[subject].age,
         "href": child_address(subject) if people[subject].opens else ""}
        for subject in held.about
    ]  # fmt: skip


def _beside(
    held: Draft, knows: Bearing, names: Mapping[UUID, str], chosen: Chosen, *, by: access.Actor
) -> dict[str, list[dict[str, Any]]]:
    """What stands at the right of a question: what would make it better, last time's answer, and likeness between
    brothers and sisters."""
    found: dict[str, list[dict[str, Any]]] = {}
    left_out = asking_after.not_said(held, chosen.adults)
    for subject, name, said in (*notices(held), *closed_on(held), *without_consent(held, by=by), *left_out):
        found.setdefault(html_of((subject, name)), []).append({"notice": said})
    for name, question in form_of(held.step).all_questions().items():
        if not isinstance(question, Prose):
            continue
        if not question.own:
            earlier = [(before.said(name), before) for before in knows.before.values() if before.said(name)]
            for words, before in earlier[:1]:
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
    return question.title if question else "When it happened"
