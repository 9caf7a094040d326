"""How alike the words about brothers and sisters are: a derived comparison, kept without the words."""

import dataclasses
from collections.abc import Callable, Sequence
from functools import cache
from uuid import UUID

from django.db.models import Q
from rapidfuzz import fuzz

from goldenthread.casework.gathering import plain
from goldenthread.casework.replay import WITHDRAWN
from goldenthread.facts.models import Alike
from goldenthread.language import Entry, Likeness, Step, handbook
from goldenthread.record import models

A_FEW_WORDS = 6


def compare(entries: Sequence[Entry]) -> list[Likeness]:
    """Compare what several children were given in one occasion, question by question, of those that each has alone."""
    if len(entries) < 2:
        return []
    said = [(entry, words) for entry in entries if (words := _words(entry))]
    return [
        Likeness(entry.id, name, other.id, fuzz.ratio(mine, theirs[name]) / 100)
        for entry, words in said
        for other, theirs in said
        if other.step == entry.step and other.about != entry.about
        for name, mine in words.items()
        if name in theirs
    ]


def _words(entry: Entry) -> dict[str, str]:
    """What an entry says in more than a few words to questions that each child has alone."""
    said = {name: str(entry.get(name) or "") for name in _own_questions(handbook().steps[entry.step])}
    return {name: words.casefold() for name, words in said.items() if len(words.split()) >= A_FEW_WORDS}


@cache
def _own_questions(step: Step) -> tuple[str, ...]:
    return tuple(name for name, question in (step.form.all_questions() if step.form else {}).items() if question.own)


@dataclasses.dataclass(frozen=True, slots=True)
class Kept:
    """One comparison as it is kept: whose words, and with whose they were compared."""

    about: UUID
    entry: UUID
    question: str
    other_entry: UUID
    other: UUID
    likeness: float


def compared(entries: Sequence[Entry], stand: Callable[[Entry], Sequence[Entry]]) -> list[Kept]:
    """The comparisons of a recording about several children; of one put right alone, with what stands of the others.

    stand: the entries that now stand of what an entry that was corrected shared an occasion with, of all children.
    """
    pairs = [(one, other) for one in entries for other in _others(one, entries, stand)]
    found = [*compare(entries), *(like for pair in pairs for like in compare(pair))]
    about = {entry.id: entry.about for pair in pairs for entry in pair} | {one.id: one.about for one in entries}
    return [Kept(about[one.entry], one.entry, one.question, one.other, about[one.other], one.likeness) for one in found]


def keep(entries: Sequence[Entry]) -> None:
    """Keep the comparisons of a recording."""
    Alike.objects.bulk_create(
        Alike(
            about_id=one.about,
            entry_id=one.entry,
            question=one.question,
            other_entry=one.other_entry,
            other_id=one.other,
            likeness=one.likeness,
        )
        for one in compared(entries, _stored)
    )


def _others(entry: Entry, entries: Sequence[Entry], stand: Callable[[Entry], Sequence[Entry]]) -> list[Entry]:
    """What now stands of the others of its occasion, for an entry that was put right for one child alone."""
    if entry.corrects is None or any(one.step == entry.step and one.about != entry.about for one in entries):
        return []
    latest = {one.root: one for one in stand(entry)}
    return [one for one in latest.values() if one.about != entry.about and not one.answers.get(WITHDRAWN)]


def _stored(entry: Entry) -> list[Entry]:
    first = models.Entry.objects.filter(pk=entry.corrects or entry.id, occasion__isnull=False)
    roots = models.Entry.objects.filter(occasion__in=first.values("occasion"), step=entry.step, corrects=None)
    versions = models.Entry.objects.filter(Q(pk__in=roots.values("pk")) | Q(corrects__in=roots.values("pk")))
    return [plain(one) for one in versions.select_related("occasion").order_by("known_at", "position")]
