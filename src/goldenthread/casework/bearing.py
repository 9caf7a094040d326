"""What the record knows that bears on a form: the same form last time, what is to be signed, what happened lately."""

import dataclasses
import datetime as dt
from collections.abc import Container, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Case, F, IntegerField, Value, When, Window
from django.db.models.functions import RowNumber
from rapidfuzz import fuzz

from goldenthread.blocks.promises import Progress
from goldenthread.casework import access
from goldenthread.casework.children import open_to
from goldenthread.casework.filling import form_of
from goldenthread.casework.gathering import plain
from goldenthread.casework.likeness import A_FEW_WORDS
from goldenthread.casework.replay import WITHDRAWN
from goldenthread.language import Entry, Step, handbook
from goldenthread.record import models

ALIKE = 85
LATELY, SAME_STEP, SETTLED = range(3)
A_FEW = 6


@dataclasses.dataclass(frozen=True)
class Line:
    """Something that happened, in one line."""

    entry: UUID
    whom: tuple[UUID, ...]
    when: dt.date | dt.datetime
    said: str
    by: str


@dataclasses.dataclass(frozen=True)
class Written:
    """An entry read whole: section by section, each question with its answer in words."""

    entry: UUID
    subject: UUID
    when: dt.date | dt.datetime
    by: str
    label: str
    sections: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    occasion: UUID | None = None

    def said(self, question: str) -> str:
        """The answer to one question, in words; nothing if there was none."""
        return next((words for _, rows in self.sections for name, _, words in rows if name == question), "")


@dataclasses.dataclass(frozen=True)
class Owed:
    """Something that a plan, or a meeting about it, promised and that nobody has said to be over."""

    whom: UUID
    what: str
    who: str
    due: dt.date | None
    left: int | None


@dataclasses.dataclass(frozen=True)
class Bearing:
    """All that bears on one form: by child the same form last time and what is to be settled; what happened lately."""

    before: Mapping[UUID, Written]
    settled: Mapping[UUID, Written]
    lately: Sequence[Line]


def bearing(step: Step, about: Sequence[UUID], *, by: access.Actor, except_for: Container[UUID | None] = ()) -> Bearing:
    """What the record knows that bears on this form, of what this person may open. One query.

    except_for: the entries that the form puts right.
    """
    kinds = [When(step=step.key, then=Value(SAME_STEP))]
    if step.settles:
        kinds.append(When(step=step.settles.key, then=Value(SETTLED)))
    kind = Case(*kinds, default=Value(LATELY), output_field=IntegerField())
    rows = open_to(models.Entry.objects.filter(about__in=about), by).annotate(bears=kind)
    newest = [F("happened_on").desc(), F("known_at").desc(), F("position").desc()]
    rows = rows.annotate(place=Window(RowNumber(), partition_by=[F("about_id"), F("bears")], order_by=newest))
    rows = rows.filter(place__lte=A_FEW).select_related("occasion").order_by("-happened_on", "-known_at", "-position")
    before: dict[UUID, Written] = {}
    settled: dict[UUID, Written] = {}
    lately: list[Line] = []
    for row in rows:
        entry, here = plain(row), row.bears
        if entry.get(WITHDRAWN) or entry.root in except_for:
            continue
        if here == SAME_STEP and entry.about not in before:
            before[entry.about] = written(entry)
        if here == SETTLED and entry.about not in settled:
            settled[entry.about] = written(entry)
        lately.append(line(entry))
    lately.sort(key=lambda one: (one.when if isinstance(one.when, dt.date) else one.when).isoformat(), reverse=True)
    return Bearing(before, settled, _of_each_once(lately)[: A_FEW + 2])


def still_owed(step: Step, about: Sequence[UUID], *, by: access.Actor, today: dt.date) -> list[Owed]:
    """What is still to be done of the plan that a form goes over, what is due first. One query, or none."""
    if not form_of(step).goes_over:
        return []
    says_how = [one.key for one in step.pathway.steps() if one.form and issubclass(one.form, Progress)]
    rows = open_to(models.Action.now.filter(about__in=about, done_on=None, step__in=says_how), by)
    return [
        Owed(
            row.about_id,
            row.what,
            row.why or (row.worker.name if row.worker else ""),
            row.due_on,
            (row.due_on - today).days if row.due_on else None,
        )
        for row in rows.select_related("worker").order_by(F("due_on").asc(nulls_last=True), "row")
    ]


def _of_each_once(lines: Sequence[Line]) -> list[Line]:
    """What happened to several children at once, in one line."""
    same: dict[tuple[object, ...], Line] = {}
    for one in lines:
        key = (one.when, one.said, one.by)
        same[key] = dataclasses.replace(one, whom=(*same[key].whom, *one.whom)) if key in same else one
    return list(same.values())


def line(entry: Entry) -> Line:
    """An entry in one line."""
    step = handbook().steps.get(entry.step)
    return Line(
        entry.id, (entry.about,), entry.happened, (step.said or step.label) if step else entry.step, entry.author.name
    )


def written(entry: Entry) -> Written:
    """An entry read whole, under the headings of its form."""
    step = handbook().steps[entry.step]
    form = form_of(step)
    questions = form.all_questions()
    said: dict[str, tuple[str, str, str]] = {}
    for name, question in questions.items():
        value: Any = entry.get(name)
        if value not in (None, "", []):
            said[name] = (name, question.title, entry.get(f"{name}_said") or question.said(value))
    found = []
    for title, names in form.sections or (("", tuple(questions)),):
        rows = tuple(said.pop(name) for name in form.named(names) if name in said)
        if rows:
            found.append((title, rows))
    if said:
        found.append(("", tuple(said.values())))
    return Written(
        entry.id, entry.about, entry.happened, entry.author.name, step.said or step.label, tuple(found), entry.occasion
    )


def alike(texts: Mapping[UUID, str]) -> dict[UUID, tuple[UUID, int]]:
    """Where what is written of one child is nearly the same as of another: of whom, and how alike in hundredths."""
    found: dict[UUID, tuple[UUID, int]] = {}
    long = {subject: text.casefold() for subject, text in texts.items() if len(text.split()) >= A_FEW_WORDS}
    for subject, text in long.items():
        others = [(round(fuzz.ratio(text, other)), whose) for whose, other in long.items() if whose != subject]
        likeness, whose = max(others, key=lambda one: one[0], default=(0, subject))
        if likeness >= ALIKE:
            found[subject] = (whose, likeness)
    return found
