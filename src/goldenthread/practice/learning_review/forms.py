from collections.abc import Iterator

from goldenthread.blocks import plan, promises
from goldenthread.blocks.forms import TO_COME, Choice, Day, Items, Line, Prose, RecordForm
from goldenthread.blocks.items import Item

WHOM = {"practice": "Practice", "team": "The team", "partners": "Partners"}
WANTED = {
    "owner": "Say who does it.",
    "by": "Say by when it is done.",
    "measure": "Say how you will know that it has helped.",
}

Progress = promises.Progress


def without_whom(lesson: Item) -> Iterator[tuple[str, str]]:
    """What a lesson lacks that nobody is to learn from."""
    if not lesson.get("whom"):
        yield "whom", "Choose for whom it is a lesson: practice, the team or partners."


def wanting(action: Item) -> Iterator[tuple[str, str]]:
    """What an action lacks without which nobody can act on it."""
    yield from ((cell, WANTED[cell]) for cell in plan.missing(action))


class Begin(RecordForm):
    """Why something is to be learned from this child's case, what happened, and who finds it out."""

    why = Prose("Why is there something to learn from what happened?")
    happened = Prose("What happened, as far as it is known today?")
    lead = Line(
        "Who leads the review?",
        chooses="colleague",
        hint="Somebody who has not worked with this child",
        why="Who was in it cannot see all of it, and is asked as one of those who were there.",
    )
    family_told = Prose("What are the child and the family told of it?", required=False)


class Found(RecordForm):
    """What was learned, for whom, and who does what about it by when."""

    understood = Prose("What is now understood of why it went as it did?")
    lessons = Items(
        "What was learned",
        "Lesson",
        least=1,
        most=12,
        checked=without_whom,
        lesson=Line("What was learned?"),
        whom=Choice("For whom?", WHOM, listed=True),
    )
    actions = Items(
        "What is done about it",
        "Action",
        least=1,
        most=16,
        checked=wanting,
        what=Line("What will be done?"),
        owner=Line("Which colleague does it?", chooses="colleague"),
        other=Line("Or which partner"),
        by=Day("By when?", of=TO_COME),
        measure=Line("How will you know that it has helped?"),
    )

    looked_for = (
        "What the system made likely, and not who is to blame.",
        "Each action: who, by when, how it is known.",
    )


class Ending(RecordForm):
    """What is different since, and what is left."""

    changed = Prose("What is different now for children, and how is that known?")
    left_open = Prose(
        "If something is not done: who goes on with it, and why does the review end all the same?", required=False
    )
