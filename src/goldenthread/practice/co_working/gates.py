"""What must hold before early help is asked to work beside somebody."""

from goldenthread.language import Entry, Episode, Record
from goldenthread.timekeeping import spoken


def none_is_open(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Early help is asked once: what is asked, or under way, is answered or ended before it is asked again."""
    running = next(iter(record.open("co_working")), None)
    if running is None:
        return None
    accepted = running.last("co_working.accepted")
    if accepted:
        return f"Early help works beside us since {spoken(accepted.day)}. End that before you ask again."
    return f"Early help is asked already, since {spoken(running.began)}, and has not answered. Ring them, or wait."
