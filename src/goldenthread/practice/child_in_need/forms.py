from collections.abc import Iterator, Mapping
from typing import Any

from goldenthread.blocks import plan, promises, visit
from goldenthread.blocks.forms import Choice, Line, Prose, RecordForm

MOVED, NO_AGREEMENT = "moved", "no_agreement"
OUTCOMES = {
    "needs_met": "Needs met: our work ends",
    "early_help": "Stepped down to early help, which we follow up",
    "looked_after": "The child has become looked after",
    MOVED: "The family has moved to another authority",
    NO_AGREEMENT: "The family no longer agrees",
}
# A refusal is no reason to stop where a child may be harmed: it is asked, and answered, first.
MET = "met"
THRESHOLD = {
    "not_met": "No: the family may say no, and our help ends",
    MET: "Yes, or it may be: those who know something of the child are called together",
}
# What ends the work for the child here, by the census's reason for closure.
CLOSES = {"needs_met": "RC7", MOVED: "RC5", NO_AGREEMENT: "RC7"}
KEPT = {
    "goes_on": "The plan goes on",
    "made_anew": "The plan is to be made anew",
    "ends": "The work can end",
    "stepped_up": "The child is not safe enough under this plan",
}

Visit = visit.Visit
Progress = promises.Progress


class Opening(RecordForm):
    """Help as a child in need begins, or begins again: after an assessment, a discussion or an enquiry."""

    reason = Prose("Why is help as a child in need right for this child, and enough?")


class Plan(plan.Plan):
    carries = ("needs", "actions", "contingency", "in_plain_words")
    carried_from = ("child_in_need.planned", "early_help.plan_changed", "early_help.planned")


class Return(RecordForm):
    questions = Prose("What must change before you can approve it?", example="Who takes Kai to the clinic, and when?")


class Approval(RecordForm):
    why = Prose("Why is this the right plan for this child?")
    looked_for = ("Can it be acted on tomorrow?", "Is each child's plan their own?")


class Review(RecordForm):
    """How the plan works, for each child apart."""

    goes_over = True
    who = Prose("Who was there, and who could not be?")
    reports = Prose("What do the school, health and others say?")
    better = Prose("What is better for this child, and how do you know?", own=True)
    not_better = Prose("What is not better, or worse?", own=True)
    childs_view = Prose("What does this child say?", own=True, required=False)
    decision = Choice("What follows?", KEPT, own=True)
    why = Prose("Why?", own=True)
    looked_for = ("Is the child's life different, not only the parents' attendance?", "No drift: what by when?")


class GoesOn(RecordForm):
    """Why the work is still the right work after so long."""

    better = Prose("What is better for the child since the last time somebody agreed?")
    why = Prose("Why does the work go on, and not end or step up?")
    by_then = Prose("What must be different by the next time, and what happens if it is not?")
    looked_for = ("No drift: what by when?", "Has anybody asked whether the child is safe enough under this plan?")


class StepUp(RecordForm):
    """The plan is not enough: those who know something of the child are called together today."""

    why = Prose("Why is there reasonable cause to suspect that the child suffers, or is likely to suffer, harm?")
    safe_now = Prose("What keeps the child safe until the strategy discussion is held?")


class Ending(RecordForm):
    outcome = Choice("How does it end?", OUTCOMES)
    why = Prose("What is different for the child now?")
    threshold = Choice(
        "If the family no longer agrees: is the threshold of section 47 met?",
        THRESHOLD,
        required=False,
        why="A family may refuse help. That is when to ask again whether the child is safe without it.",
    )
    threshold_why = Prose("Why do you answer so?", required=False)
    takes_on = Line("Which team takes it on (for early help)?", required=False, chooses="team")
    passed_to = Line("Which service", required=False)
    agreed_by = Line(
        "For early help: who has agreed to lead from now on?",
        required=False,
        hint="Name and role, in that team or of a partner",
        why="Help that nobody has agreed to lead ends on the day that it is handed on.",
    )
    goes_on = Prose("For early help: what of the plan goes on, who does it, and what is watched for?", required=False)
    moved_to = Line("If the family has moved: which authority did you tell?", required=False)
    family_told = Prose("What the child and family were told")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("outcome") == "early_help" and not given.get("takes_on"):
            self.add_error("takes_on", "Choose the team that takes the early help on, so that somebody follows it up.")
        for name, said in (*weighed(given), *handed_down(given)):
            self.add_error(name, said)
        if given.get("outcome") == MOVED and not given.get("moved_to"):
            self.add_error("moved_to", "Name the authority, so that somebody can ask whether it has taken this on.")
        return given


def handed_down(answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a step down does not say, by question: who has agreed to lead, and what of the plan goes on."""
    if answers.get("outcome") == "early_help":
        if not answers.get("agreed_by"):
            yield "agreed_by", "Name who has agreed to lead the early help: until somebody has, the plan goes on."
        if not answers.get("goes_on"):
            yield "goes_on", "Say what of the plan goes on, so that it is not begun again from nothing."


def weighed(answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What an end for want of agreement does not say, or speaks against it, by question."""
    if answers.get("outcome") != NO_AGREEMENT:
        return
    if not answers.get("threshold"):
        yield "threshold", "Say whether the threshold of section 47 is met, before the work ends on a refusal."
    elif answers.get("threshold") == MET:
        yield "threshold", "Step up to a strategy discussion instead: the family's refusal does not end what is owed."
    if not answers.get("threshold_why"):
        yield "threshold_why", "Say why the child is safe enough without our help, or why not."
