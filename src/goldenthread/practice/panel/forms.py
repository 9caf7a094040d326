from goldenthread.blocks import meeting, promises
from goldenthread.blocks.forms import Choice, Line, Prose, RecordForm

PANELS = {
    "early_help_action_meeting": "Early help action meeting",
    "child_in_need_panel": "Child in need panel",
}
THRESHOLDS = {
    "universal": "Universal",
    "early_help": "Early help",
    "child_in_need": "Child in need",
    "significant_harm": "Significant harm, or likely to suffer it",
}
AGAIN = "again"
DECISIONS = {
    "goes_on": "What is given goes on",
    "early_help": "Early help",
    "step_up": "Step up: the front door decides",
    "step_down": "Step down to early help",
    "co_working": "Social care and early help work together",
    "ends": "The work can end",
    AGAIN: "The panel looks at it again",
}

Progress = promises.Progress


class Ask(RecordForm):
    panel = Choice("Which panel?", PANELS)
    question = Prose("What must the panel decide for this family?")
    family_knows = Prose("What does the family know of it, and say to it?")


class Held(RecordForm):
    """Who was there, which threshold is met and what is decided, apart where children differ; who does what by when."""

    panel = Choice("Which panel?", PANELS)
    chair = Line("Who chaired it")
    asked = meeting.attendance(least=2)
    weighed = Prose("What was weighed: what is worrying, what works, what was tried?")
    threshold = Choice("Which threshold is met?", THRESHOLDS, apart=True)
    decision = Choice("What is decided?", DECISIONS, apart=True)
    why = Prose("Why?", apart=True)
    actions = meeting.promises()
    family_told = Prose("Who tells the family, and when?")

    sections = (
        ("The meeting", ("panel", "chair", "asked")),
        ("What is decided", ("weighed", "threshold", "decision", "why", "actions", "family_told")),
    )
    differs = "Something else is decided"
    carries = ("panel",)
    carried_from = ("panel.asked",)
    looked_for = ("Does the reason fit the threshold?", "Each action with who and by when.")
