"""What must hold of a brief and of what is handed back."""

from goldenthread.language import Entry, Episode, Record
from goldenthread.timekeeping import spoken


def its_day_is_not_over(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A brief stands until a day that has not passed."""
    until = entry.date("until_on")
    if until is not None and until < entry.day:
        return f"The brief would be over before it begins: {spoken(until)} is before {spoken(entry.day)}."
    return None


def a_brief_stands(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Only what was briefed can be ended."""
    briefed = episode.last("out_of_hours.briefed") if episode else None
    ended = episode.last("out_of_hours.brief_ended") if episode else None
    if briefed is None or (ended is not None and ended.known > briefed.known):
        return "No brief stands for the out-of-hours team."
    return None


def something_was_handed_back(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Only what was handed back can be taken back, and once."""
    if not (episode and waiting(episode)):
        return "Nothing waits to be taken back from the night. Somebody may have taken it meanwhile."
    return None


def waiting(episode: Episode) -> list[Entry]:
    """What was handed back since somebody last took it."""
    found: list[Entry] = []
    for entry in episode.entries:
        if entry.step == "out_of_hours.handed_back":
            found.append(entry)
        elif entry.step == "out_of_hours.taken_back":
            found = []
    return found
