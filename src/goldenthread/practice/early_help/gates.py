from goldenthread.language import Entry, Episode, Record


def a_team_takes_it_on(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """An offer that is nobody's work is an offer that nobody follows up."""
    if not entry.get("team_id"):
        return "Choose the team that takes the early help on, so that somebody follows it up."
    return None
