from goldenthread.language import Entry, Episode, Record


def the_agency_is_named(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """What was sent to nobody is chased by nobody."""
    if not entry.get("agency"):
        return "Name the agency to which it is sent, so that somebody can ask what came of it."
    return None
