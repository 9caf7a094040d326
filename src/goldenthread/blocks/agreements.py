"""A written agreement with parents: who owns it, when it is looked at again, and what was found then.

Inspectors found children's safety left to agreements that nobody looked after (Ofsted 2019, Hull, paragraph 4).
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from goldenthread.blocks.forms import TO_COME, Choice, Day, Line, Prose, RecordForm
from goldenthread.language import Entry, Row, derived_id
from goldenthread.timekeeping import spoken

GOES_ON, NOT_KEPT = "goes_on", "not_kept"
FOUND = {
    GOES_ON: "It is kept, and goes on",
    "not_needed": "It is kept, and no longer needed",
    NOT_KEPT: "It is not kept: the manager decides what happens instead",
}


def owner(*, apart: bool = False) -> Line:
    """Who sees to it."""
    return Line("Who owns the agreement?", chooses="colleague", required=False, apart=apart)


def review_on(*, apart: bool = False) -> Day:
    """When it is looked at again."""
    return Day("When is the agreement looked at again?", of=TO_COME, required=False, apart=apart)


class Review(RecordForm):
    """Somebody looked whether an agreement is kept."""

    agreement = Line("Which agreement?", chooses="action")
    found = Choice("What did you find?", FOUND)
    seen = Prose("How do you know?", why="What parents say alone is not enough: whom did you ask, what did you see?")
    agreement_owner = owner()
    agreement_review_on = review_on()


def lacks(entry: Entry) -> str | None:
    """What an agreement on which somebody relies does not say."""
    again = entry.date("agreement_review_on")
    if not entry.get("agreement_owner"):
        return "Say who owns the agreement: what nobody owns, nobody looks after."
    if again is None:
        return "Say when the agreement is looked at again."
    if again <= entry.day:
        return f"The agreement is looked at again on a day after {spoken(entry.day)}. Check the date."
    return None


def looked_after(relied_on: Iterable[Entry], reviews: Iterable[Entry], *, step: str) -> Iterator[Row]:
    """What the owner of each agreement has to do, until it is found to be no longer needed or not kept."""
    reviews = list(reviews)
    for entry in relied_on:
        id_ = str(derived_id(entry.root, "agreement"))
        of_it = [review for review in reviews if str(review.get("agreement")) == id_]
        last = of_it[-1] if of_it else entry
        # What a review leaves open stands as it was said before.
        owned = [one.get("agreement_owner") for one in (entry, *of_it) if one.get("agreement_owner")]
        again = [one.date("agreement_review_on") for one in (entry, *of_it) if one.get("agreement_review_on")]
        over = last.day if of_it and last.get("found") != GOES_ON else None
        if owned and again:
            yield Row("Action", id_, _action(entry, int(owned[-1]), again[-1], over, step), last.id)


def _action(entry: Entry, owned: int, due: dt.date | None, done: dt.date | None, step: str) -> dict[str, object]:
    return {
        "what": f"Look whether the written agreement of {spoken(entry.day)} is kept",
        "why": "A child's safety rests on it",
        "worker_id": owned,
        "due_on": due,
        "done_on": done,
        "step": step,
    }
