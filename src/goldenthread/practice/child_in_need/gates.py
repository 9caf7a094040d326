"""What must hold at each step of child in need work."""

from goldenthread.language import Entry, Episode, Record


def no_plan_runs(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """One child in need plan at a time (DfE CIN census, rules 4004 and 4014)."""
    running = next(iter(record.open("child_in_need")), None)
    if running:
        return f"Child in need work is open since {running.began:%d %B %Y}. Go on with that."
    return None
