"""What must hold when a manager gives a direction."""

import datetime as dt

from goldenthread.language import Entry, Episode, Record


def looked_at_afterwards(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A direction is looked at again after the day on which it was given."""
    said = entry.get("check_back")
    if said and dt.date.fromisoformat(str(said)) <= entry.day:
        return "Give a day to check back that is after the day of the direction."
    return None
