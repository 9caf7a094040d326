"""What must hold before a domestic abuse notification is settled."""

from goldenthread.blocks import meeting
from goldenthread.language import Entry, Episode, Record
from goldenthread.practice.police_notification.forms import HIGH, Triage


def grade(episode: Episode) -> str:
    """As the police graded it, or as those who met agreed since."""
    triaged = episode.last("police_notification.triaged")
    return str((triaged.get("grade_agreed") if triaged else "") or episode.entries[0].get("grade", ""))


def the_police_graded_it_lower(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """High goes straight to a manager (Hull Cabinet report, 22 March 2021, 3.7)."""
    if episode and episode.entries[0].get("grade") == HIGH:
        return "The police graded it high. It waits for no triage: a manager decides now on a strategy meeting."
    return None


def it_is_high(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A strategy meeting is decided on where the police graded it high, or those who met agreed that it is."""
    if episode and grade(episode) != HIGH:
        return "It is not graded high. The daily triage looks at it first, and can agree on a higher grade."
    return None


def actions_are_owned(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """What the triage promises has somebody to do it, and a day."""
    bare = meeting.unowned(Triage.actions, entry.answers)
    if bare:
        return f"Say who does “{bare[0]}”, and by when: what nobody has promised is not done."
    return None
