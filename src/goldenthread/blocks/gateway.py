"""The legal gateway meeting: held by a day, and what it decides is somebody's to do, by a day."""

import datetime as dt
from collections.abc import Iterable

from goldenthread.blocks import meeting
from goldenthread.blocks.forms import Choice, Items, Prose, RecordForm
from goldenthread.blocks.promises import not_kept
from goldenthread.language import Entry, Sentence
from goldenthread.timekeeping import spoken

DECISIONS = {
    "pre_proceedings": "Pre-proceedings: a letter before proceedings",
    "court": "An application to the court",
    "agreed_care": "The child is looked after with the parents' agreement",
    "goes_on": "The plan goes on, without the court",
}


class Meeting(RecordForm):
    """What the legal gateway meeting decided. The lawyers' advice is kept by them, and is not written here."""

    decision = Choice("What is decided?", DECISIONS)
    why = Prose("Why, in our own words and not the lawyer's?")
    actions = meeting.promises()
    family_told = Prose("What are the parents and the child told, by whom and when?")

    sections = (
        ("What is decided", ("decision", "why", "family_told")),
        ("What is done", ("actions",)),
    )
    looked_for = ("Each action with who and by when.", "What is tried meanwhile, and for how long?")


def past_its_day(decided: Iterable[tuple[Entry, Items]], said: Iterable[Entry], today: dt.date) -> Sentence | None:
    """The first thing decided about the legal gateway that is past its day and not done.

    decided: what was decided, each with where it promises; said: the entries that say how an action goes.
    """
    said = list(said)
    for entry, actions in decided:
        late = not_kept(entry, actions, said, today)
        if late:
            what, by = late[0]
            return Sentence(f"“{what}” was decided on {spoken(entry.day)}, to be done by {spoken(by)}.", entry.id)
    return None
