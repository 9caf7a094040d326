from goldenthread.blocks.forms import TO_COME, Choice, Day, Line, Prose, RecordForm

ENDS = {
    "done": "What was asked for is done",
    "not_working": "It does not help",
    "family": "The family no longer wants it",
    "passed_on": "Early help goes on alone",
}


class Ask(RecordForm):
    """Social care asks early help to work with the family beside it."""

    team_id = Line("Which early help team is asked?", chooses="team")
    what = Prose("What is early help asked to do?", example="Six visits on mornings before school, with the father.")
    why = Prose("Why, and what will be different for the children?")
    family_agrees = Prose("What does the family say to it?")
    by = Day("By when is it needed?", of=TO_COME)


class Accept(RecordForm):
    worker_id = Line("Who works with the family?", chooses="worker")
    what = Prose("What will early help do?")
    review_on = Day("When do both look at it again?", of=TO_COME)


class Decline(RecordForm):
    why = Prose("Why can early help not do it?")
    instead = Prose("What could help instead, or when could it?")


class Instead(RecordForm):
    what = Prose("What happens for the family instead?")


class Ending(RecordForm):
    outcome = Choice("Why does the co-working end?", ENDS)
    different = Prose("What is different for the children?")
