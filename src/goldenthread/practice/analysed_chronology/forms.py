from goldenthread.blocks.forms import Choice, Prose, RecordForm

WAS = {
    "harm": "Harm or danger",
    "protected": "What protected the child",
    "change": "A change in the child's life",
    "help": "Help that was given, taken or refused",
    "missed": "Something that we or others missed",
}


class Weighing(RecordForm):
    """What one event means for the child."""

    was = Choice("What was it for the child?", WAS)
    meaning = Prose(
        "What does it mean for this child?",
        why="A list of events is not a history. Whoever assesses or decides needs to know what it tells.",
        example="The third time that nobody came to the hospital after a fall: a pattern, and no accident.",
    )


class LeavingOut(RecordForm):
    why = Prose("Why does it not belong to the analysed chronology?")
