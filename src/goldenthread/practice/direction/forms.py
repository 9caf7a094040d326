from goldenthread.blocks.forms import TO_COME, Choice, Day, Prose, RecordForm

PROMPTS = {
    "supervision": "Supervision",
    "allocation": "Allocating the work",
    "change": "Something has changed for the child",
    "signal": "A signal on my desk",
    "drift": "The plan does not work, or nothing moves",
    "other": "Something else",
}
DONE, NOT_DONE = "done", "not_done"


class Direction(RecordForm):
    """What a manager decides for this child, why, and when they look whether it was done."""

    prompted = Choice("What prompted it?", PROMPTS)
    decision = Prose("What do you decide?", own=True)
    direction = Prose(
        "What is to be done, and by whom?",
        own=True,
        example="Sam sees Kai alone this week, and asks the nursery how he was on Monday.",
    )
    reason = Prose(
        "Why?", own=True, why="Whoever reads this in a year must be able to follow it without having been there."
    )
    check_back = Day("By when do you check back?", of=TO_COME)

    sections = (("This child", ("prompted", "decision", "direction", "reason", "check_back")),)


class CheckedBack(RecordForm):
    """Whether what was directed was done, and what it changed for the child."""

    outcome = Choice("Was it done?", {DONE: "Yes", "in_part": "In part", NOT_DONE: "No"})
    what_changed = Prose("What has it changed for the child? If it was not done, why not, and what now?")
