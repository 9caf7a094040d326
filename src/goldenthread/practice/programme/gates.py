"""What must hold for a programme whose effect is measured."""

from goldenthread.language import Entry, Episode, Record
from goldenthread.practice.programme import forms


def the_score_is_possible(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A score lies on the measure's own scale."""
    return forms.outside(entry.get("measure"), forms.score(entry, "before")) or None


def measured_again(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """The same measure before and after, or the reason why not."""
    if forms.score(entry, "after") is None:
        return None if entry.get("not_measured_why") else forms.UNMEASURED
    measure = episode.entries[0].get("measure") if episode else None
    return forms.outside(measure, forms.score(entry, "after")) or None
