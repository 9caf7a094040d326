"""How alike the words about brothers and sisters are: a derived comparison, kept without the words."""

from collections.abc import Iterator, Sequence

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


def keep(entries: Sequence[Entry]) -> None:
    """Keep the comparisons of a recording about several children; of one put right alone, with what stands of the
    others."""
    stand = [(one, other) for one in entries for other in _others(one, entries)]
    found = [*compare(entries), *(like for pair in stand for like in compare(pair))]
    about = {entry.id: entry.about for pair in stand for entry in pair} | {one.id: one.about for one in entries}
    Alike.objects.bulk_create(
        Alike(
            about_id=about[one.entry],
            entry_id=one.entry,
            question=one.question,
            other_entry=one.other,
            other_id=about[one.other],
            likeness=one.likeness,
        )
        for one in found
    )


def _others(entry: Entry, entries: Sequence[Entry]) -> list[Entry]:
    """What now stands of the others of its occasion, for an entry that was put right for one child alone."""
    if entry.corrects is None or any(one.step == entry.step and one.about != entry.about for one in entries):
        return []
    first = models.Entry.objects.filter(pk=entry.corrects, occasion__isnull=False)
    roots = models.Entry.objects.filter(occasion__in=first.values("occasion"), step=entry.step, corrects=None)
    versions = models.Entry.objects.filter(Q(pk__in=roots.values("pk")) | Q(corrects__in=roots.values("pk")))
    latest = {one.root: one for one in map(plain, versions.select_related("occasion").order_by("known_at", "position"))}
    return [one for one in latest.values() if one.about != entry.about and not one.answers.get(WITHDRAWN)]
