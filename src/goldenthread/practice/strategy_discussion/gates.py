"""What must hold before a strategy discussion decides."""

from goldenthread.blocks import meeting
from goldenthread.language import Entry, Episode, Record
from goldenthread.practice.strategy_discussion.forms import GOES_ON, JOINT, Discussion


def a_referral_is_open(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A strategy discussion belongs to an open referral."""
    if not any(record.open("referral")):
        return "There is no open referral. Accept a referral at the front door first, in the same hour if need be."
    return None


def none_is_called(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """One strategy discussion at a time: what is new is brought to the one that is called."""
    called = next(iter(record.open("strategy_discussion")), None)
    if called:
        return f"A strategy discussion is called since {called.began:%-d %B %Y}. Record that one first."
    return None


def quorate(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Social care, police and health at least (Working Together 2023, chapter 3)."""
    there = meeting.present(Discussion.asked, entry.answers)
    lacking = [
        said
        for said, here in (
            ("children's social care", meeting.SOCIAL_CARE in there),
            ("the police", meeting.POLICE in there),
            ("health", bool(there & set(meeting.HEALTH))),
        )
        if not here
    ]
    if lacking and not entry.get("not_quorate_why"):
        return f"{' and '.join(lacking).capitalize()} had no part in it. Ask them, or say why it could not wait."
    return None


def joint_with_the_police(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """No enquiry is joint in which the police had no part (Ofsted 2019, Hull, paragraph 5)."""
    if entry.get("outcome") == JOINT and meeting.POLICE not in meeting.present(Discussion.asked, entry.answers):
        return "The police had no part in this discussion, so that the enquiry is not joint. Ask them, or decide again."
    return None


def actions_are_owned(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Actions with owners and timescales (Ofsted 2019, Kirklees, paragraph 3)."""
    bare = meeting.unowned(Discussion.actions, entry.answers)
    if bare:
        return f"Say who does “{bare[0]}”, and by when: what nobody has promised is not done."
    return None


def an_enquiry_goes_on(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Only an enquiry that is open goes on."""
    if entry.get("outcome") == GOES_ON and not any(record.open("section47")):
        return "No section 47 enquiry is open. Decide whether one begins."
    return None
