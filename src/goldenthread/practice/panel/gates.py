"""What must hold before a panel has decided."""

from goldenthread.blocks import meeting
from goldenthread.language import Entry, Episode, Record
from goldenthread.practice.panel.forms import Held


def actions_are_owned(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A panel's decision is somebody's to carry out, by a day."""
    bare = meeting.unowned(Held.actions, entry.answers)
    if bare:
        return f"Say who does “{bare[0]}”, and by when: what nobody has promised is not done."
    return None
