"""How alike the words about brothers and sisters are: a derived comparison, kept without the words."""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

from django.db.models import Q
from rapidfuzz import fuzz

from goldenthread.casework.gathering import plain
from goldenthread.casework.replay import WITHDRAWN
from goldenthread.facts.models import Alike
from goldenthread.language import Entry, Likeness, handbook
from goldenthread.record import models

A_FEW_WORDS = 6


def compare(entries: Sequence[Entry]) -> list[Likeness]:
    """Compare what several children were given in one occasion, question by question, of those that each has alone."""
    found = []
    for entry, other in _pairs(entries):
        step = handbook().steps[entry.step]
        for name, question in (step.form.base_fields if step.form else {}).items():
            mine, theirs = str(entry.get(name) or ""), str(other.get(name) or "")
            if question.own and min(len(mine.split()), len(theirs.split())) >= A_FEW_WORDS:
                found.append(Likeness(entry.id, name, other.id, fuzz.ratio(mine.casefold(), theirs.casefold()) / 100))
    return found


def _pairs(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    for entry in entries:
        yield from ((entry, other) for other in entries if other.step == entry.step and other.about != entry.about)


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
