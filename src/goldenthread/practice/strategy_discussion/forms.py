from goldenthread.blocks import meeting, promises
from goldenthread.blocks.forms import Choice, Prose, RecordForm

JOINT, SINGLE, GOES_ON, AGAIN = "joint", "single_agency", "goes_on", "again"
OUTCOMES = {
    JOINT: "Section 47 enquiry with the police",
    SINGLE: "Section 47 enquiry by social care alone",
    GOES_ON: "The section 47 enquiry that is open goes on",
    "police_alone": "Police investigation alone",
    "no_section47": "No section 47 enquiry",
    AGAIN: "Another strategy discussion is held",
}
MEDICAL = {"needed": "Needed", "not_needed": "Not needed", "done": "Already done"}

Progress = promises.Progress


class Call(RecordForm):
    why = Prose("Why is there reasonable cause to suspect that the child suffers, or is likely to suffer, harm?")
    safe_now = Prose("What keeps the child safe until it is held?")


class Discussion(RecordForm):
    """Who was there, what each knows, what is decided for each child, and who does what by when."""

    asked = meeting.attendance()
    shared = Prose("What did each agency share?", why="What one agency knows alone is how children were missed.")
    not_quorate_why = Prose(
        "If the police or health were not there, why it could not wait, and what they said before or after",
        required=False,
    )
    actions = meeting.promises()
    interviews = Prose("Who speaks with the children, together with whom, where and when?")
    parents_told = Prose("What the parents are told, by whom, and when; or why not yet")
    outcome = Choice("What is decided?", OUTCOMES, apart=True)
    why = Prose("Why?", apart=True)
    medical = Choice("A medical examination", MEDICAL, own=True)
    safety_plan = Prose("What keeps this child safe from now on, and who sees to it?", own=True)
    childs_voice = Prose("What is known of what this child says and wants?", own=True, required=False)

    sections = (
        ("Who was asked", ("asked", "not_quorate_why")),
        ("What is known", ("shared",)),
        ("What is decided", ("outcome", "why", "interviews", "parents_told", "actions")),
        ("This child", ("medical", "safety_plan", "childs_voice")),
    )
    differs = "Something else is decided"
    looked_for = (
        "Social care, police and health, and whoever is worried.",
        "Each action with who and by when.",
        "Each child apart.",
    )
