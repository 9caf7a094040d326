"""Letters to families: what one begins with, and one as it was sent, to print."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from goldenthread.blocks.days import Day
from goldenthread.blocks.items import Item
from goldenthread.blocks.letters import letter_after
from goldenthread.blocks.questions import Question
from goldenthread.casework import access
from goldenthread.casework.children import open_to, with_child
from goldenthread.casework.gathering import plain
from goldenthread.language import Compartment, Entry, handbook
from goldenthread.record import models

# The part of the record to which a letter belongs, and the step that writes it there.
WRITTEN = {Compartment.CHILD: "letter.written", Compartment.EARLY_HELP: "letter.written_in_early_help"}
# A child who has no name yet.
UNNAMED = "your baby"


@dataclasses.dataclass(frozen=True)
class Offered:
    """A letter that somebody may write now: the step that does it, and what it is called."""

    step: str
    label: str


def offered_after(step: str, *, by: access.Actor) -> Offered | None:
    """The letter that this person may write after a step, if there is one."""
    letter, book = letter_after(step), handbook()
    if letter is None:
        return None
    writes = book.steps[WRITTEN[book.steps[step].compartment]]
    return Offered(writes.key, f"Write to {letter.to}") if access.may_take(by, writes) else None


def begins_with(about: UUID, entry: UUID | None, *, by: access.Actor) -> dict[str, str]:
    """The answers with which a letter about an entry begins, as far as this person may open it. One query."""
    if entry is None:
        return {}
    rows = open_to(models.Entry.objects.filter(pk=entry, about=about), by).select_related("occasion")
    row = with_child(rows).first()
    letter = letter_after(row.step) if row else None
    if row is None or letter is None:
        return {}
    child = row.person or {}
    title, words = letter.written(**told(plain(row), child=child.get("known_as") or child.get("given") or UNNAMED))
    return {"title": title, "words": words}


def told(entry: Entry, *, child: str) -> dict[str, Any]:
    """What a letter's words may name of an entry."""
    form = handbook().steps[entry.step].form
    questions = form.all_questions()
    answered = {name: one for name, one in entry.answers.items() if name in questions and one not in (None, "", [])}
    said = {name: entry.get(f"{name}_said") or _in_words(questions[name], one) for name, one in answered.items()}
    promised: list[Item] = next((items.said_in(entry.answers) for items in form.items if items.name == "actions"), [])
    return {
        "child": child, "day": _in_full(entry.day), "answer": answered, "said": said,
        "actions": [
            {"what": one.get("what"), "who": one.get("owner_said") or one.get("other"),
             "by": _in_full(dt.date.fromisoformat(one.cells["by"])) if one.get("by") else ""}
            for one in promised
        ],
    }  # fmt: skip


def _in_words(question: Question, answer: Any) -> str:
    """An answer as a letter says it; nothing for a number of our own, of which no words were kept."""
    if question.chooses:
        return ""
    return _in_full(dt.date.fromisoformat(answer)) if isinstance(question, Day) else question.said(answer)


def _in_full(day: dt.date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


@dataclasses.dataclass(frozen=True)
class Sent:
    """A letter as it was sent."""

    day: dt.date
    to: str
    address: str
    title: str
    words: str
    worker: str


def sent(entry: UUID, about: Iterable[UUID], *, by: access.Actor, known: dt.datetime | None = None) -> Sent | None:
    """A letter on one of these records, as it stands or as it stood then; nothing where there is none. One query."""
    rows = open_to(models.Entry.objects.filter(pk=entry, about__in=list(about), step__in=WRITTEN.values()), by)
    row = (rows.filter(known_at__lte=known) if known else rows).first()
    if row is None:
        return None
    answers: Mapping[str, Any] = plain(row).answers
    return Sent(
        row.happened_on, answers.get("to", ""), answers.get("address", ""), answers.get("title", ""),
        answers.get("words", ""), row.author,
    )  # fmt: skip
