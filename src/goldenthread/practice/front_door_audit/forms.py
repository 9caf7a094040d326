from collections.abc import Iterator
from typing import Any

from goldenthread.blocks import promises
from goldenthread.blocks.forms import TO_COME, Choice, Day, Items, Line, Many, Prose, RecordForm, YesNo
from goldenthread.blocks.items import Item
from goldenthread.blocks.meeting import AGENCIES

GOOD_ENOUGH = ("outstanding", "good")
GRADES = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires_improvement": "Requires improvement to be good",
    "inadequate": "Inadequate",
}
YES, IN_PART, NO = "yes", "in_part", "no"
HELD = {YES: "Yes", IN_PART: "In part", NO: "No"}
THEMES = {
    "history": "Earlier worries not weighed",
    "risk": "Risk not recognised",
    "child": "The child's own view missing",
    "parent_over_child": "The parent's voice outweighs the child's",
    "father": "Father or another adult left out",
    "consent": "Consent not asked, or its reason not written down",
    "partners": "Partners not asked, or their answers not used",
    "threshold": "The threshold does not fit what is written",
    "delay": "It took too long",
    "reason": "The reason for the decision is not written down",
    "referrer": "The referrer was not told",
    "curiosity": "What was said was not questioned",
}
Progress = promises.Progress


class Chosen(RecordForm):
    """Which contact is audited, by whom, and how it came to be chosen."""

    contact = Line("Which contact is audited?", chooses="contact")
    auditor = Line(
        "Who audits it?",
        chooses="colleague",
        hint="Somebody who neither took, directed nor decided it. The record is open to them until the audit is done.",
    )
    moderator = Line(
        "Who looks at the grade a second time?",
        chooses="colleague",
        required=False,
        hint="For some audits, so that a grade means the same whoever gives it. Not the auditor.",
    )
    why = Prose("How was it chosen?", example="By chance, one of 15 out of 212 contacts decided in October.")


def _whole(finding: Item) -> Iterator[tuple[str, str]]:
    if not finding.get("do"):
        yield "do", f"Finding {finding.number}: say what will be done about it, or nothing changes."
    if not finding.get("by"):
        yield "by", f"Finding {finding.number}: give the day by which it is done."


class Audit(RecordForm):
    """From the worry to the decision: what was done well, what was not, and what it was like for the child."""

    together_with = Items(
        "Which agencies audited it together?",
        "Agency",
        most=8,
        why="What one agency holds good another may know to be wrong.",
        agency=Choice("Agency", AGENCIES),
        name=Line("Name and role"),
        grade=Choice("The grade that they give", GRADES, listed=True, required=False),
    )
    risk = Choice("Was the risk to the child recognised?", HELD)
    history = Choice("Was everything weighed that we knew before, of the brothers and sisters too?", HELD)
    consent = Choice("Was consent asked for, or was it right not to ask, and does the reason stand there?", HELD)
    partners = Choice("Were the right partners asked, and were their answers used?", HELD)
    child = Prose(
        "What was it like for this child, from the worry to the decision?",
        why="An audit that does not reach the child grades paper.",
    )
    threshold = Choice("Does the decision fit the threshold, and is its reason written down?", HELD)
    told = Choice("Was the referrer told, in words that help?", HELD)
    safe = YesNo("Is the child safe with what was decided?")
    at_once = Prose(
        "If not: what have you done at once, and whom have you told?",
        required=False,
        why="The manager of the team that decided reads it first thing.",
    )
    well = Prose("What was done well?")
    findings = Items(
        "What must get better",
        "Finding",
        most=8,
        checked=_whole,
        gap=Line("What is missing or wrong?"),
        do=Line("What will be done about it?"),
        owner=Line("Which colleague does it?", chooses="colleague"),
        by=Day("By when?", of=TO_COME),
    )
    themes = Many("What is it a case of?", THEMES, required=False)
    grade = Choice("Grade", GRADES)
    why = Prose("Why this grade?")

    sections = (
        ("Who audits", ("together_with",)),
        ("From the worry to the decision", ("risk", "history", "consent", "partners", "threshold", "told")),
        ("The child", ("child", "safe", "at_once")),
        ("What follows", ("well", "findings", "themes")),
        ("Grade", ("grade", "why")),
    )

    @classmethod
    def impossible(cls, answers: Any, around: Any) -> Iterator[tuple[str, str]]:
        """Beside the days: what an audit may not leave out."""
        yield from super().impossible(answers, around)
        if answers.get("safe") == NO and not answers.get("at_once"):
            yield "at_once", "Say what you have done at once for the child, and whom you have told."


class Moderation(RecordForm):
    """A second look at the grade, by somebody who did not give it."""

    grade = Choice("Which grade do you give?", GRADES)
    why = Prose("Why, and where do you see it otherwise than the auditor?")


class Closing(RecordForm):
    """What the team made of the audit: the loop is closed by whoever answers for the work, not by the auditor."""

    done = Prose("What has been done for the child since?")
    told = Prose("What did you talk about with whoever did the work?")
    learned = Prose("What changes in how the team works?", required=False)
