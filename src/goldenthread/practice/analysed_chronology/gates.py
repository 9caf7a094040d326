"""What must hold before an event is put into the analysed chronology, or left out of it again."""

from goldenthread.language import Entry, Episode, Record


def of_an_event(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """What is weighed is something that happened, on this record."""
    if not any(entry.follows in (one.id, one.root) for one in record.entries):
        return "Open the chronology and choose the event first: each has “Say what it means” beside it."
    return None
