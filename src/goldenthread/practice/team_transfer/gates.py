"""What must hold before a child's work goes to another team."""

from goldenthread.language import Entry, Episode, Record
from goldenthread.practice.team_transfer.forms import READY

PROPOSED, AUDITED, CHECKED = "team_transfer.proposed", "team_transfer.audited", "team_transfer.checked"


def latest(episode: Episode | None) -> Entry | None:
    """The last look at whether it is ready, the audit or the check."""
    looks = [entry for entry in episode.entries if entry.step in (AUDITED, CHECKED)] if episode else []
    return looks[-1] if looks else None


def work_is_open(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Only what is open goes to another team."""
    if not any(record.open("referral")):
        return "There is no open referral: nothing is there to be transferred."
    return None


def none_is_proposed(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """One transfer at a time."""
    open_ = next(iter(record.open("team_transfer")), None)
    if open_:
        return f"A transfer is proposed since {open_.began:%-d %B %Y}. Go on with that one, or end it."
    return None


def the_audit_found_it_ready(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """The team manager's audit comes first (Hull Cabinet report, 22 March 2021, 3.14)."""
    look = latest(episode)
    if look is None or look.step != AUDITED or look.get("decision") != READY:
        return "The team manager's audit comes first, and must find it ready. Record the audit."
    return None


def by_another_manager(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Nobody checks their own audit."""
    look = latest(episode)
    if look is not None and look.author.worker == entry.author.worker:
        return "You recorded the audit. Another manager checks it."
    return None


def it_was_checked(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Nothing is taken on that the group manager has not found ready (Hull Cabinet report, 22 March 2021, 3.14)."""
    look = latest(episode)
    if look is None or look.step != CHECKED or look.get("decision") != READY:
        return "The quality check comes first, and must find it ready. Ask the group manager for it."
    return None
