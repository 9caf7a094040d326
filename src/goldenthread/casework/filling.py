"""A draft as forms to fill in: read from what a page sent, shown as it was typed, checked as a whole."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import ErrorList
from django.utils.datastructures import MultiValueDict

from goldenthread.blocks.forms import Question, RecordForm
from goldenthread.blocks.widgets import PARTS, AsTyped, DayField, GovDate
from goldenthread.casework.choosing import Chosen, flat, kept, typed_again
from goldenthread.casework.drafts import Draft, Place
from goldenthread.language import Step
from goldenthread.timekeeping.days import LONDON

DAY, TIME = "_day", "_time"
SHARED = "all"
VERSION = "v."


class WhenForm(forms.Form):
    """When it happened, which every entry says."""

    _day = DayField(label="When did this happen?")
    _time = forms.TimeField(label="At what time?", help_text="For example, 14:30")

    def __init__(self, *args: Any, timed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not timed:
            del self.fields[TIME]


@dataclasses.dataclass(frozen=True)
class Part:
    """The questions that all share, or those of one child."""

    subject: UUID | None
    form: forms.Form

    def bound(self, question: str) -> forms.BoundField:
        return self.form[question]


@dataclasses.dataclass(frozen=True)
class Section:
    """A heading with its questions, and how many of them are answered of those that must be."""

    id: str
    title: str
    subject: UUID | None
    questions: tuple[forms.BoundField, ...]
    done: int
    of: int


@dataclasses.dataclass(frozen=True)
class Checked:
    """What a whole form comes to: when it happened, the answers of each, and everything that is wrong."""

    happened: dt.date | dt.datetime | None
    shared: Mapping[str, Any]
    own: Mapping[UUID, Mapping[str, Any]]
    problems: dict[Place, list[str]]
    general: Sequence[str] = ()

    @property
    def right(self) -> bool:
        return not self.problems and not self.general


def form_of(step: Step) -> type[RecordForm]:
    """The form of a step; an empty one, where nothing is asked but when."""
    return cast("type[RecordForm]", step.form or RecordForm)


def places(draft: Draft, *, today: dt.date) -> Iterator[tuple[Place, forms.Field]]:
    """Every question that the draft asks, and of whom."""
    for part in parts(draft, today=today):
        for name, field in part.form.fields.items():
            yield (part.subject, name), field


def parts(
    draft: Draft,
    *,
    today: dt.date,
    now: dt.datetime | None = None,
    chosen: Chosen | None = None,
    problems: Mapping[Place, list[str]] | None = None,
) -> list[Part]:
    """The draft as forms: when it happened and what all share, then each child's own part, filled in as typed."""
    form = form_of(draft.step)
    first = {DAY: today, **({TIME: now.astimezone(LONDON).strftime("%H:%M")} if now and draft.step.timed else {})}
    made = [
        Part(None, WhenForm(timed=draft.step.timed, prefix=SHARED, initial=first | _typed(draft, None))),
        Part(None, form(today=today, part="shared", prefix=SHARED, initial=_typed(draft, None))),
    ]
    if form.has_own_part():
        made += [
            Part(subject, form(today=today, part="own", prefix=str(subject), initial=_typed(draft, subject)))
            for subject in draft.about
        ]
    for part in made:
        if chosen:
            _offer_all(part.form, chosen)
        for name in part.form.fields:
            wrong = (problems or {}).get((part.subject, name))
            if wrong:
                part.form.errors[name] = ErrorList(wrong)
    return made


def sections(made: Sequence[Part], step: Step, names: Mapping[UUID, str]) -> list[Section]:
    """The form under its headings: what all share once, then each child's own."""
    declared = form_of(step).sections or (("", tuple(form_of(step).all_questions())),)
    found: list[Section] = []
    for part in made:
        if isinstance(part.form, WhenForm):
            found.append(_section("When", part, list(part.form.fields), len(found)))
            continue
        asked = [name for _, questions in declared for name in questions]
        rest = [name for name in part.form.fields if name not in asked]
        for title, questions in (*declared, ("More", tuple(rest))):
            here = [name for name in questions if name in part.form.fields]
            if here:
                said = title or ((step.said or step.label) if part.subject is None else "")
                if part.subject is not None:
                    own = said if said not in ("", "This child") else ""
                    said = ": ".join(filter(None, (names.get(part.subject, "This child"), own)))
                found.append(_section(said, part, here, len(found)))
    return found


def _section(title: str, part: Part, names: Sequence[str], nth: int) -> Section:
    questions = tuple(part.form[name] for name in names)
    needed = [bound for bound in questions if bound.field.required]
    answered = sum(bool(_there(bound.value())) for bound in needed or questions)
    return Section(f"section-{nth}", title, part.subject, questions, min(answered, len(needed) or 1), len(needed) or 1)


def _there(value: Any) -> bool:
    return bool(value.strip("/ ")) if isinstance(value, AsTyped) else value not in (None, "", [])


def _offer_all(form: forms.Form, chosen: Chosen) -> None:
    """Let the questions that choose from the record offer what there is."""
    for question in form.fields.values():
        options = chosen.of(question) if isinstance(question, Question) and question.chooses else None
        if options is None:
            continue
        if isinstance(question, forms.MultipleChoiceField):
            question.choices = flat(options)
        else:
            question.widget = forms.Select(choices=[("", "Choose"), *options])


def read(draft: Draft, data: Any, *, today: dt.date) -> dict[Place, tuple[Any, int]]:
    """What a page sent: each question on it, as typed, with the version that it was written over.

    A question is on the page if its version is.
    """
    sent: dict[Place, tuple[Any, int]] = {}
    for (subject, name), field in places(draft, today=today):
        html = f"{subject or SHARED}-{name}"
        version = data.get(VERSION + html, "")
        if version.isdecimal():
            sent[subject, name] = (_as_sent(field, html, data), int(version))
    return sent


def _as_sent(field: forms.Field, html: str, data: Any) -> Any:
    if isinstance(field.widget, GovDate):
        boxes = {part: str(data.get(f"{html}_{part}") or "").strip() for part in PARTS}
        return boxes if any(boxes.values()) else None
    if isinstance(field, forms.MultipleChoiceField):
        return data.getlist(html)
    return str(data.get(html) or "").replace("\r\n", "\n")


def _typed(draft: Draft, subject: UUID | None) -> dict[str, Any]:
    """Answers as a form takes them as its first values."""
    return {
        name: AsTyped(*(answer.value[part] for part in PARTS)) if isinstance(answer.value, dict) else answer.value
        for (whose, name), answer in draft.answers.items()
        if whose == subject
    }


def check(draft: Draft, chosen: Chosen, *, today: dt.date) -> Checked:
    """Check the whole form: for each child what all share together with the child's own part."""
    form = form_of(draft.step)
    problems: dict[Place, list[str]] = {}
    happened = _happened(draft, problems)
    shared: dict[str, Any] = {}
    own: dict[UUID, dict[str, Any]] = {}
    for subject in draft.about:
        whole = form(_data(draft, subject, form), today=today)
        _offer_all(whole, chosen)
        for name, errors in whole.errors.items():
            question = whole.fields.get(name)
            whose = subject if question is not None and getattr(question, "own", False) else None
            problems.setdefault((whose, "" if name == NON_FIELD_ERRORS else name), [str(e) for e in errors])
        answers = whole.answers() if whole.is_valid() else {}
        own[subject] = {}
        for name, value in answers.items():
            question = form.all_questions()[name]
            here = own[subject] if question.own else shared
            if not question.chooses:
                here[name] = value
                continue
            offered = [str(value)] if question.chooses != "workers" else [str(one) for one in value]
            if not all(chosen.words(question, one) for one in offered):
                problems[subject if question.own else None, name] = ["Choose one of those that are offered."]
            else:
                here.update(kept(question, name, value, chosen))
    general = problems.pop((None, ""), [])
    if not draft.about:
        general = [
            *general,
            "Say which children this is about: add each of them, by name if that is all that is known.",
        ]
    if draft.unsettled:
        general = [*general, "Two people wrote different answers to one question. Choose which stands, then record it."]
    return Checked(happened, shared, own, problems, general)


def _happened(draft: Draft, problems: dict[Place, list[str]]) -> dt.date | dt.datetime | None:
    boxes = draft.value((None, DAY)) or {}
    data = {f"{DAY}_{part}": boxes.get(part, "") for part in PARTS} | {TIME: draft.value((None, TIME)) or ""}
    when = WhenForm(data, timed=draft.step.timed)
    if not when.is_valid():
        problems.update({(None, name): [str(e) for e in errors] for name, errors in when.errors.items()})
        return None
    day: dt.date = when.cleaned_data[DAY]
    if not draft.step.timed:
        return day
    return dt.datetime.combine(day, when.cleaned_data[TIME], tzinfo=LONDON)


def _data(draft: Draft, subject: UUID, form: type[RecordForm]) -> MultiValueDict[str, Any]:
    data: MultiValueDict[str, Any] = MultiValueDict()
    for name, question in form.all_questions().items():
        value = draft.value((subject if question.own else None, name))
        if isinstance(value, dict):
            data.update({f"{name}_{part}": value[part] for part in PARTS})
        elif isinstance(value, list):
            data.setlist(name, value)
        elif value is not None:
            data[name] = value
    return data


def as_typed(
    step: Step, subject: UUID, happened: dt.date | dt.datetime, answers: Mapping[str, Any]
) -> dict[Place, Any]:
    """What an entry says, as somebody would type it: where its correction begins."""
    when = happened.astimezone(LONDON) if isinstance(happened, dt.datetime) else happened
    typed: dict[Place, Any] = {(None, DAY): _boxes(when)}
    if isinstance(when, dt.datetime):
        typed[None, TIME] = when.strftime("%H:%M")
    for name, question in form_of(step).all_questions().items():
        value = answers.get(name)
        if value in (None, "", []):
            continue
        if isinstance(question.widget, GovDate):
            value = _boxes(dt.date.fromisoformat(value))
        elif question.chooses:
            value = typed_again(question, value, answers)
        typed[subject if question.own else None, name] = value
    return typed


def _boxes(day: dt.date) -> dict[str, str]:
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}
