from goldenthread.blocks.forms import TO_COME, Day, Line, Prose, RecordForm, YesNo


class Brief(RecordForm):
    """What those who work tonight must know of a family before the telephone rings."""

    to_team = Line(
        "Which team works out of hours?", chooses="team", why="They can open the record until the day below."
    )
    until_on = Day(
        "Until the end of which day?",
        of=TO_COME,
        hint="After that they need to know no more. Brief them again, if so.",
    )
    might_happen = Prose(
        "What might happen?", example="His father has found the address. He may come to the door this evening, drunk."
    )
    what_to_do = Prose(
        "What should they do if it does?",
        example="Police first (reference NB/2204). Then Nan, who takes both boys. Do not ring the mother's old number.",
    )
    ring = Prose("Whom can they ring, and who must not be told?", why="Name and number. At night nobody looks them up.")
    this_child = Prose("Where is this child tonight, and with whom?", own=True)

    sections = (
        ("To whom", ("to_team", "until_on")),
        ("What they must know", ("might_happen", "what_to_do", "ring")),
        ("This child", ("this_child",)),
    )
    looked_for = ("Can somebody who has never met them act on it at three in the morning?",)


class Ended(RecordForm):
    """Why the brief stands no more."""

    why = Prose("Why do they need to know no more?")


class HandBack(RecordForm):
    """What happened out of hours, and what the day has to do about it."""

    to_team = Line("Which team takes it back in the morning?", chooses="team")
    what_happened = Prose("What happened, and what did you do?")
    urgent = YesNo("Could a child be in danger this morning?")
    needs_today = Prose("What does the day have to do, and by when?")
    told = Prose("Whom have you told, and who still has to be?", required=False)
    this_child = Prose("How is this child, who saw them, and where are they now?", own=True)

    sections = (
        ("What happened", ("what_happened", "told")),
        ("The morning", ("to_team", "urgent", "needs_today")),
        ("This child", ("this_child",)),
    )
    looked_for = ("Is it said where each child is now?", "Does the day know what to do first?")


class TakeBack(RecordForm):
    """Who goes on with it."""

    who = Line("Which colleague goes on with it?", chooses="colleague")
    what_next = Prose("What do they do today?")
