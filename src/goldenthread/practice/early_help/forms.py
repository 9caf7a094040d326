from goldenthread.blocks.forms import Choice, Prose, RecordForm

HOW_IT_GOES = {
    "waiting": "Waiting to begin",
    "taken_up": "Taken up",
    "not_taken_up": "Not taken up",
    "could_not_reach": "Family not reached",
}
END_REASONS = {
    "needs_met": "Needs met",
    "not_taken_up": "The family did not take it up",
    "stepped_up": "Passed to social care",
    "moved": "Moved away",
}


class FollowUp(RecordForm):
    how_it_goes = Choice("Has the family taken it up?", HOW_IT_GOES)
    notes = Prose(
        "What has come of it?", why="An offer that nobody followed up is how a worry comes back as a referral."
    )


class Ending(RecordForm):
    outcome = Choice("How did it end?", END_REASONS)
    notes = Prose("What is different for the child?")
