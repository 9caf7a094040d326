from goldenthread.language import Entry, Episode, Record


def nothing_is_open(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A record with open duties is not closed."""
    if episode is None:
        return None
    still = [e for e in record.journey(episode.journey) if e.ended is None and e.pathway == "assessment"]
    if still:
        return "An assessment is open. Finish it, or withdraw it, before the record is closed."
    return None
