from goldenthread.blocks import meeting, promises
from goldenthread.blocks.forms import Choice, Many, Prose, RecordForm

STANDARD, MEDIUM, HIGH = "standard", "medium", "high"
GRADES = {HIGH: "High", MEDIUM: "Medium", STANDARD: "Standard"}
TRIAGED = {STANDARD, MEDIUM}
YES, NO = "yes", "no"
STRATEGY = {YES: "A strategy meeting is called", NO: "No strategy meeting"}
RECOMMENDS = {
    "assessment": "Child and family assessment",
    "early_help": "Early help",
    "other_agency": "Another agency helps",
    "nothing_more": "Nothing beyond the safety plan",
}
WHO = {key: said for key, said in meeting.AGENCIES.items() if key not in ("legal", "family")}

Progress = promises.Progress


class Triage(RecordForm):
    """What those who met this morning know of one family together, and what keeps each child safe from today."""

    took_part = Many("Who took part?", WHO, why="One agency alone sees one evening. Together they see the pattern.")
    knows = Prose("What does each of them know?")
    grade_agreed = Choice(
        "Which grade do they agree on?",
        GRADES,
        hint="High goes to a manager at once, who decides on a strategy meeting.",
        apart=True,
    )
    why = Prose("Why this grade?", why="The history counts, not only this incident.", apart=True)
    adult = Prose(
        "What does the parent who is abused say and want, and how are they reached safely?",
        why="A letter or a call at the wrong hour puts them in danger.",
    )
    actions = meeting.promises(least=0)
    recommends = Choice("What do they recommend to the manager?", RECOMMENDS, apart=True)
    safety_plan = Prose(
        "Immediate safety plan: what keeps this child safe from today, and who sees to it?",
        own=True,
        example="He sleeps at Nan's until Friday. Nan rings 999 if his father comes. The school keeps him in until "
        "Nan is at the gate.",
    )

    sections = (
        ("Who met", ("took_part", "knows")),
        ("The risk", ("grade_agreed", "why", "adult")),
        ("What is done", ("actions", "recommends")),
        ("This child", ("safety_plan",)),
    )
    differs = "Something different for this child"
    looked_for = (
        "Is it said what keeps each child safe tonight?",
        "Does each action have somebody to do it, and a day?",
        "Is what came before weighed?",
    )


class Strategy(RecordForm):
    """A manager's decision on a notification graded high."""

    strategy = Choice("Is there a strategy meeting?", STRATEGY, apart=True)
    why = Prose("Why?", why="Inspectors ask for the reason above all where none was called.", apart=True)
    next_step = Prose("What happens next, who does it, and by when?", apart=True)
    safe_now = Prose("What keeps this child safe until then, and who sees to it?", own=True)

    sections = (
        ("Strategy meeting", ("strategy", "why", "next_step")),
        ("This child", ("safe_now",)),
    )
    differs = "A different decision"
    looked_for = ("Is the reason said?", "Is each child safe tonight?")
