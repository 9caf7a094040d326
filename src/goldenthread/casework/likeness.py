"""How alike the words about brothers and sisters are: a derived comparison, kept without the words."""

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from goldenthread.facts.models import Alike
from goldenthread.language import Entry, Likeness, handbook

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
    """Keep the comparisons of a recording about several children."""
    about = {entry.id: entry.about for entry in entries}
    Alike.objects.bulk_create(
        Alike(
            about_id=about[one.entry],
            entry_id=one.entry,
            question=one.question,
            other_entry=one.other,
            other_id=about[one.other],
            likeness=one.likeness,
        )
        for one in compare(entries)
    )
