"""What must hold at each step under a child protection plan."""

from goldenthread.blocks import meeting
from goldenthread.language import Entry, Episode, Record
from goldenthread.practice.child_protection.forms import GATEWAY, MOVED, GatewayMeeting, LegalGateway, Review


def quorate(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Social care and at least two other agencies (Standard Safeguarding Dataset, CPPR006A)."""
    return meeting.lacks_quorum(Review.asked, entry.answers)


def considered_actions_are_owned(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """What follows from considering the legal gateway is somebody's to do, by a day."""
    return meeting.bare(LegalGateway.actions, entry.answers)


def gateway_actions_are_owned(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """What the legal gateway meeting decides is somebody's to do, by a day."""
    return meeting.bare(GatewayMeeting.actions, entry.answers)


def it_goes_there(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A legal gateway meeting is held where a manager decided that it is."""
    considered = episode.last("child_protection.legal_considered") if episode else None
    if considered is None or considered.get("decision") != GATEWAY:
        return "Nobody decided that it goes to the legal gateway meeting. Consider the legal gateway first."
    return None


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
