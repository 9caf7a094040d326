"""What must hold before two records are joined."""

from goldenthread.language import Entry, Episode, Record


def not_itself(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    if entry.get("into") == str(entry.about):
        return "This is one record already. Choose the other person's record."
    return None


def nothing_joined(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    if record.about != entry.about:
        return "This record is already joined with another. Part them first."
    return None
