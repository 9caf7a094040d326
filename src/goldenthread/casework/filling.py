"""A draft as forms to fill in: read from what a page sent, shown as it was typed, checked as a whole."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import ErrorList
from django.utils.datastructures import MultiValueDict

from goldenthread.blocks.days import Around
from goldenthread.blocks.forms import Question, RecordForm
from goldenthread.blocks.numbers import whole_number
from goldenthread.blocks.widgets import PARTS, AsTyped, DayField, GovDate
from goldenthread.casework.choosing import Chosen, flat, kept
from goldenthread.casework.drafts import Draft, Place
from goldenthread.language import Step
from goldenthread.timekeeping import day_of
from goldenthread.timekeeping.days import LONDON

DAY, TIME = "_day", "_time"
APART = "_apart"
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
    """The questions that all share, those of one child, or those that may be answered apart for one child."""

    subject: UUID | None
    form: forms.Form
    apart: bool = False

    def bound(self, question: str) -> forms.BoundField:
        return self.form[question]


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
    for subject in draft.about:
        asked = partial(form, today=today, prefix=str(subject), initial=_typed(draft, subject), several=several(draft))
        if form.has_own_part():
            made.append(Part(subject, asked(part="own")))
        if form.asked_apart() and len(draft.about) > 1:
            made.append(Part(subject, _apart(asked(part="apart")), apart=True))
    for part in made:
        if chosen:
            _offer_all(part.form, chosen)
        for name in part.form.fields:
            wrong = (problems or {}).get((part.subject, name))
            if wrong:
                part.form.errors[name] = ErrorList(wrong)
    return made


def several(draft: Draft) -> bool:
    """Whether a form is about several children, or puts right what was said of one among several."""
    asked = {name for name, question in form_of(draft.step).all_questions().items() if question.several}
    return len(draft.about) > 1 or any(name in asked for _, name in draft.answers)


def _apart(form: RecordForm) -> RecordForm:
    """The questions of which one child's answer may differ, after the one whether it does."""
    asked = forms.ChoiceField(
        label="Is it different for this child?", widget=forms.RadioSelect,
        choices=[("no", "No, the same as for the others"), ("yes", "Yes, as answered here")],
    )  # fmt: skip
    form.fields = {APART: asked, **form.fields}
    return form


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
        version = whole_number(data.get(VERSION + html, ""))
        if version is not None:
            sent[subject, name] = (as_sent(field, html, data), version)
    return sent


def as_sent(field: forms.Field, html: str, data: Any) -> Any:
    """What a page sent as the answer to a question, as it was typed."""
    if isinstance(field.widget, GovDate):
        boxes = {part: str(data.get(f"{html}_{part}") or "").strip() for part in PARTS}
        return boxes if any(boxes.values()) else None
    if isinstance(field, forms.MultipleChoiceField):
        return data.getlist(html)
    return str(data.get(html) or "").replace("\r\n", "\n")


def as_shown(typed: Any) -> Any:
    """An answer as it was typed, as a form takes it to be shown again."""
    return AsTyped(*(typed[part] for part in PARTS)) if isinstance(typed, dict) else typed


def as_checked(typed: Mapping[str, Any]) -> MultiValueDict[str, Any]:
    """Answers as they were typed, by the names of their questions, as a form takes them to be checked."""
    data: MultiValueDict[str, Any] = MultiValueDict()
    for name, value in typed.items():
        if isinstance(value, dict):
            data.update({f"{name}_{part}": value[part] for part in PARTS})
        elif isinstance(value, list):
            data.setlist(name, value)
        elif value is not None:
            data[name] = value
    return data


def _typed(draft: Draft, subject: UUID | None) -> dict[str, Any]:
    """Answers as a form takes them as its first values."""
    return {name: as_shown(answer.value) for (whose, name), answer in draft.answers.items() if whose == subject}


def check(draft: Draft, chosen: Chosen, *, today: dt.date, around: Mapping[UUID, Around]) -> Checked:
    """Check the whole form: for each child what all share together with the child's own part.

    around: what the days in each child's part are held against, beside the entry's own.
    """
    form = form_of(draft.step)
    problems: dict[Place, list[str]] = {}
    happened = _happened(draft, problems)
    shared: dict[str, Any] = {}
    own: dict[UUID, dict[str, Any]] = {}
    for subject in draft.about:
        theirs = _own_questions(draft, subject, form, problems)
        held = dataclasses.replace(around.get(subject, Around(today)), on=day_of(happened) if happened else None)
        whole = form(_data(draft, subject, form, theirs), today=today, around=held, several=several(draft))
        _offer_all(whole, chosen)
        for name, errors in whole.errors.items():
            whose = subject if name in theirs else None
            problems.setdefault((whose, "" if name == NON_FIELD_ERRORS else name), [str(e) for e in errors])
        answers = whole.answers() if whole.is_valid() else {}
        own[subject] = {}
        for name, value in answers.items():
            question = form.all_questions()[name]
            here = own[subject] if name in theirs else shared
            if not question.chooses:
                here[name] = value
                continue
            offered = [str(value)] if question.chooses != "workers" else [str(one) for one in value]
            if not all(chosen.words(question, one) for one in offered):
                problems[subject if name in theirs else None, name] = ["Choose one of those that are offered."]
            else:
                here.update(kept(question, name, value, chosen))
    _leave_apart(draft, form, shared, own)
    general = problems.pop((None, ""), [])
    if not draft.about:
        general = [
            *general,
            "Say which children this is about: add each of them, by name if that is all that is known.",
        ]
    if draft.unsettled:
        general = [*general, "Two people wrote different answers to one question. Choose which stands, then record it."]
    return Checked(happened, shared, own, problems, general)


def _own_questions(
    draft: Draft, subject: UUID, form: type[RecordForm], problems: dict[Place, list[str]]
) -> Collection[str]:
    """The questions that are answered for this child alone: each child's own, and those that are said to differ."""
    theirs = {name for name, question in form.all_questions().items() if question.own}
    if len(draft.about) == 1:
        return theirs
    differs, apart = draft.value((subject, APART)), form.asked_apart()
    if differs == "yes":
        return theirs | set(apart)
    if not differs and any(_said(draft.value((subject, name))) for name in apart):
        problems[subject, APART] = ["Something is answered for this child alone. Say whether it is different."]
    return theirs


def _said(value: Any) -> bool:
    return any(value.values()) if isinstance(value, dict) else value not in (None, "", [])


def _leave_apart(
    draft: Draft, form: type[RecordForm], shared: Mapping[str, Any], own: Mapping[UUID, dict[str, Any]]
) -> None:
    """Where a child's answers differ, no answer of the others stands for one that this child was not given."""
    apart = form.asked_apart()
    asked = [name for name in shared if name in apart or name.removesuffix("_said") in apart]
    for subject, answers in own.items():
        if len(draft.about) > 1 and draft.value((subject, APART)) == "yes":
            answers.update({name: "" for name in asked if name not in answers})


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


def _data(draft: Draft, subject: UUID, form: type[RecordForm], theirs: Collection[str]) -> MultiValueDict[str, Any]:
    asked = form.all_questions()
    return as_checked({name: draft.value((subject if name in theirs else None, name)) for name in asked})


def notices(draft: Draft) -> Iterator[tuple[UUID | None, str, str]]:
    """What would make a draft better as it stands: whose part, which question, and what is said beside it."""
    form = form_of(draft.step)
    questions = form.all_questions()
    said: dict[tuple[UUID | None, str], str] = {}
    for subject in draft.about:
        typed = {
            name: answer.value
            for (whose, name), answer in draft.answers.items()
            if whose in (None, subject) and _said(answer.value)
        }
        for name, notice in form.notices(typed):
            said[subject if questions[name].own else None, name] = notice
    yield from ((subject, name, notice) for (subject, name), notice in said.items())
