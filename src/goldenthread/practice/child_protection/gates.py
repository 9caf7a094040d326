"""What must hold at each step under a child protection plan."""

from goldenthread.blocks import meeting
from goldenthread.language import Entry, Episode, Record
from goldenthread.practice.child_protection.forms import Review


def quorate(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Social care and at least two other agencies (Standard Safeguarding Dataset, CPPR006A)."""
    others = meeting.present(Review.asked, entry.answers) - {meeting.SOCIAL_CARE, "family"}
    if len(others) < 2:
        return "A conference needs social care and at least two other agencies that know the child. Call it again."
    return None


def after_the_plan_began(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A plan cannot end on the day it began (DfE CIN census)."""
    if episode and entry.day <= episode.began:
        return f"The plan began on {episode.began:%d %B %Y}. A review comes after that day."
    return None
