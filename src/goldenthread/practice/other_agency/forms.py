from goldenthread.blocks.forms import Choice, Line, Prose, RecordForm

HOW_IT_GOES = {
    "no_answer": "They have not answered",
    "waiting": "They have it, and it waits",
    "taken_on": "They have taken it on",
}
HELPED, NOT_TAKEN_UP, NOBODY = "helped", "not_taken_up", "turned_down"
OUTCOMES = {
    HELPED: "The child was helped",
    NOT_TAKEN_UP: "The family did not take it up",
    NOBODY: "The agency turned it down, or let it go",
    "elsewhere": "Somebody else helps now",
    "moved": "Moved away",
}


class Chase(RecordForm):
    """What the agency says when it is asked."""

    who = Line("Whom did you ask?")
    how_it_goes = Choice("How does it go?", HOW_IT_GOES)
    notes = Prose("What did they say?")


class Ending(RecordForm):
    """What came of it for the child."""

    outcome = Choice("What came of it?", OUTCOMES)
    notes = Prose(
        "What is different for the child? If nothing is, who helps now?",
        why="A worry that was sent on and that nobody took up comes back as the next one.",
    )
    looked_for = ("Is it said what is different for the child?", "Does somebody help, if they do not?")
