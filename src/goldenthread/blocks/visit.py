"""A visit: what it was for, who was seen, alone or why not, and what each child said, in their own words."""

from collections.abc import Iterator
from typing import Any

from goldenthread.blocks.ages import unborn_so_far
from goldenthread.blocks.forms import Choice, Line, Prose, RecordForm, YesNo
from goldenthread.language import Entry, Record, Row


class Visit(RecordForm):
    """One visit, with each child's own part."""

    purpose = Prose("What was the visit for?")
    where = Line("Where")
    present = Line("Who else was there", required=False)
    home = Prose("What was the home like?", required=False)
    adults = Prose(
        "What did the adults say, and how did you test it?",
        required=False,
        why="What parents say of themselves is a claim until something supports it.",
    )
    seen = YesNo("Was this child seen?", own=True)
    not_seen_why = Line("If not, why not, and when will the child be seen?", own=True, required=False)
    alone = Choice(
        "Seen alone?", {"yes": "Yes", "no": "No", "too_young": "Too young to be asked"}, own=True, required=False
    )
    said = Prose(
        "What did this child say, in the child's own words (or show, if the child does not speak)?",
        own=True,
        required=False,
        example="“I like it when Nan comes. Then it's quiet.”",
    )
    observed = Prose("What did you see of this child?", own=True)

    sections = (
        ("The visit", ("purpose", "where", "present", "home", "adults")),
        ("This child", ("seen", "not_seen_why", "alone", "said", "observed")),
    )
    looked_for = ("Was each child seen, and alone?", "Each child's own words, not one sentence for all.")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("seen") == "no" and not given.get("not_seen_why"):
            self.add_error("not_seen_why", "Say why the child was not seen and when you will try again.")
        return given


def saw_the_child(visit: Entry) -> bool:
    """Whether the child whom it was about was seen."""
    return bool(visit.get("seen") == "yes")


def counts(visit: Entry, record: Record) -> bool:
    """Whether it is the visit that is due. One at which the child was not seen is an attempt, and the visit stays due;
    nobody can see a child who is not born.
    """
    return saw_the_child(visit) or unborn_so_far(record)


def childs_words(visits: list[Entry]) -> Iterator[Row]:
    """What the child said at visits, as the record keeps it."""
    for visit in visits:
        if visit.get("said"):
            where = f"visit, {visit.get('where', '')}"[:100]
            words = {"said": visit.get("said"), "said_on": visit.day, "where": where}
            yield Row("ChildsWords", str(visit.root), words, visit.id)
