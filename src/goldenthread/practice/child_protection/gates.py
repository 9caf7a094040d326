"""What must hold at each step under a child protection plan."""

from goldenthread.blocks import meeting
from goldenthread.language import Entry, Episode, Record
from goldenthread.practice.child_protection.forms import MOVED, Review


def quorate(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Social care and at least two other agencies (Standard Safeguarding Dataset, CPPR006A)."""
    return meeting.lacks_quorum(Review.asked, entry.answers)


def after_the_plan_began(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A plan cannot end on the day it began (DfE CIN census)."""
    if episode and entry.day <= episode.began:
        return f"The plan began on {episode.began:%-d %B %Y}. A review or an end comes after that day."
    return None


def taken_on_elsewhere(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """The plan stays ours until the other authority, told in writing, has taken it on at its own conference."""
    if entry.get("outcome") != MOVED:
        return None
    told = episode.last("child_protection.move_told") if episode else None
    if told is None:
        return "Tell the other authority in writing first, and record what was sent to them."
    taken_on = entry.date("taken_on_at")
    if taken_on is None or not told.day <= taken_on <= entry.day:
        return (
            "Give the day on which their conference took the plan on: not before they were told, on "
            f"{told.day:%-d %B %Y}, and not after today."
        )
    return None
