from collections.abc import Iterator, Mapping
from typing import Any

from goldenthread.blocks import meeting, plan, promises, worries
from goldenthread.blocks.adults import every_adult
from goldenthread.blocks.forms import TO_COME, Choice, Day, Items, Line, Prose, RecordForm, YesNo

HOW_IT_GOES = {
    "waiting": "Waiting to begin",
    "taken_up": "Taken up",
    "not_taken_up": "Not taken up",
    "could_not_reach": "Family not reached",
}
PASSED_ON = "stepped_up"
END_REASONS = {
    "needs_met": "Needs met",
    "not_taken_up": "The family did not take it up",
    PASSED_ON: "Passed to social care",
    "moved": "Moved away",
}
FAMILY_HELP = "family_help"
BASES = {
    "early_help": "Early help, with consent",
    FAMILY_HELP: "Family help: a child in need under section 17",
}
NOT_MET = "threshold_not_met"
THRESHOLDS = {
    NOT_MET: "No: the family may say no, and early help ends",
    "section17": "Yes: the child may be in need (section 17)",
    "section47": "Yes: the child may be suffering, or likely to suffer, significant harm (section 47)",
}
# How the end by consent stands among the reasons for which early help ends.
CONSENT_ENDS = {NOT_MET: "Consent was refused or withdrawn"}
SOURCES = {
    "family": "The family itself",
    "school": "School or nursery",
    "health": "Health",
    "social_care": "Children's social care",
    "police": "Police",
    "voluntary": "A voluntary organisation",
    "other": "Somebody else",
}
DECISIONS = {
    "goes_on": "The plan goes on",
    "changed": "The plan is changed",
    "closes": "The help can end",
    "step_up": "The child needs more than early help: step up",
}
PLANNED = ("early_help.plan_changed", "early_help.planned", "child_in_need.planned")

Progress = promises.Progress


class FollowUp(RecordForm):
    how_it_goes = Choice("Has the family taken it up?", HOW_IT_GOES)
    notes = Prose(
        "What has come of it?", why="An offer that nobody followed up is how a worry comes back as a referral."
    )


class Request(RecordForm):
    """Somebody asks for early help for a family; the family knows."""

    asked_by = Choice("Who asks?", SOURCES)
    name = Line("Their name, role and how to reach them", required=False)
    reason = Prose("What does the family need help with?")
    family_knows = YesNo("Does the family know, and want it?")
    team_id = Line("Which team takes the request?", chooses="team")


class TakingOn(RecordForm):
    """The request or offer becomes somebody's work, on a basis that is said."""

    basis = Choice("On what basis?", BASES, why="The basis decides the limits that run, and who may lead.")
    why = Prose("Why this, and not more or less?")
    no_statutory_need = Prose(
        "At 16 or 17: why no statutory assessment is needed (for one who is homeless, above all)",
        required=False,
        why="Inspectors found homeless 17-year-olds who were given early help and needed a statutory assessment.",
    )


def oversight() -> Prose:
    """Section 17 work that no social worker leads is overseen by one (Working Together 2023, chapter 3)."""
    return Prose(
        "For family help led by somebody else: which social work manager oversees it, and how often?", required=False
    )


class ChangeOfBasis(RecordForm):
    """The same help goes on, on another basis in law from a day on, and the family knows."""

    basis = Choice("On what basis from now on?", BASES)
    why = Prose("What has changed for the child, so that it is this and not the other?")
    oversight = oversight()
    family_told = Prose("What the child and family were told of the change, and what they say to it")


class Consent(RecordForm):
    """The family says yes, to what and for how long."""

    given_by = Line("Who gives consent, and by what right (parental responsibility, their own understanding)?")
    how = Choice("How?", {"written": "In writing", "spoken": "In words, noted on the day"})
    shared_with = Prose("With whom may what be shared, and what not?")
    childs_part = Prose("What was this child told and asked?", own=True, required=False)
    until = Day("Until when, if they set an end", of=TO_COME, required=False)


class ConsentEnded(RecordForm):
    """The family says no: whether it may be left at that is asked, and answered, at once."""

    said = Choice("What did the family say?", {"refused": "They refuse", "withdrawn": "They withdraw it"})
    in_their_words = Prose("Why, in their words?", required=False)
    outcome = Choice(
        "Without consent: is the threshold of section 17 or 47 met?",
        THRESHOLDS,
        why="A family may say no to early help. What must not be said no to is decided here, not left.",
    )
    worry = Prose("Why do you answer so?")
    kind = Choice("What is it chiefly about?", worries.KINDS, required=False)
    team_id = Line("If it is met: which team decides (the front door)?", required=False, chooses="team")
    this_child = Prose("What is known of this child?", own=True)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("outcome") not in (None, "", NOT_MET):
            for name, said in (("team_id", WHO_DECIDES), ("kind", WHAT_ABOUT)):
                if not given.get(name):
                    self.add_error(name, said)
        return given


WHO_DECIDES = "Choose the team that decides: the front door."
WHAT_ABOUT = "Say what it is chiefly about, so that it is counted with the others of its kind."


class Assessment(RecordForm):
    """The family once, then what life is like for each child and what early help changes in it."""

    history = Prose("What has happened before, and what does it tell you?")
    parents = Prose("What are the parents able to do, and what gets in the way?")
    adults = every_adult()
    fathers = Prose("What part do fathers and other adults play in the children's lives, and who is not known yet?")
    partners_say = Prose("What do the school, health and others say?")
    parents_view = Prose("What do the parents say to this assessment?")
    lived_experience = Prose("What is life like for this child?", own=True)
    strengths = Prose("What is working well for this child?", own=True)
    worries = Prose("What are we worried about for this child?", own=True)
    needs = Prose("What does this child need to happen?", own=True)

    sections = (
        ("The family", ("history", "parents", "adults", "fathers", "partners_say", "parents_view")),
        ("This child", ("lived_experience", "strengths", "worries", "needs")),
    )
    looked_for = ("What is life like for this child, not for the family.", "What will be different for this child?")
    carries = ("history", "parents", "fathers", "partners_say", "lived_experience", "strengths", "worries", "needs")
    carried_from = ("early_help.assessed", "assessment.written")


class Return(RecordForm):
    questions = Prose("What must change before you can agree it?")


class Agreement(RecordForm):
    why = Prose("Why is early help right for this child, and enough?")


class Lead(RecordForm):
    """The one person whom the family turns to, of ours or of a partner, until a day."""

    worker_id = Line("Which colleague leads", required=False, chooses="worker")
    name = Line("Or who of a partner agency: name and role", required=False)
    agency = Choice("Of which agency?", meeting.AGENCIES, required=False)
    reach = Line("How to reach them", required=False)
    social_worker = YesNo("Is the lead practitioner a social worker?")
    oversight = oversight()
    duties = Prose("What does the lead practitioner do for this family?")
    agreed = YesNo("Have they agreed to lead, and the family to them?")
    until = Day("Until when? Then it is looked at again", of=TO_COME)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not given.get("worker_id") and not given.get("name"):
            self.add_error("worker_id", NOBODY_LEADS)
        if given.get("name") and not given.get("agency"):
            self.add_error("agency", "Choose the agency that the lead practitioner is of.")
        return given


NOBODY_LEADS = "Name who leads: a colleague, or somebody of a partner agency."


class Plan(plan.Plan):
    carries = ("needs", "actions", "contingency", "in_plain_words")
    carried_from = PLANNED


class TeamAround(RecordForm):
    """Those around the family meet: what was done, what is better for each child, who does what next."""

    goes_over = True
    asked = meeting.attendance(least=1)
    family_there = YesNo("Was the family there?")
    done = Prose("What has been done since the last time, and what has not?")
    better = Prose("What is better for this child, and how do you know?", own=True)
    not_better = Prose("What is not better, or worse?", own=True)
    childs_view = Prose("What does this child say?", own=True, required=False)
    actions: Items = plan.Plan.actions.again(least=0)

    sections = (
        ("Who was asked", ("asked", "family_there")),
        ("The plan", ("done",)),
        ("This child", ("better", "not_better", "childs_view", "actions")),
    )

    @classmethod
    def notices(cls, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        yield from plan.lacking(cls.actions, answers)


class Review(RecordForm):
    """Whether the help helps, for each child apart."""

    goes_over = True
    who = Prose("Who was there, and who could not be?")
    better = Prose("What is better for this child, and how do you know?", own=True)
    not_better = Prose("What is not better, or worse?", own=True)
    childs_view = Prose("What does this child say?", own=True, required=False)
    decision = Choice("What follows?", DECISIONS, own=True)
    why = Prose("Why?", own=True)
    looked_for = ("Is the child's life different?", "No drift: what by when?")


class StepUp(RecordForm):
    """What the front door needs to decide, said once: it becomes the contact on which it decides."""

    worry = Prose("What are you worried about now?")
    happened = Prose("What has early help done, and what came of it?")
    kind = Choice("What is it chiefly about?", worries.KINDS)
    urgent = YesNo("Could a child be in danger now?")
    parents_know = YesNo("Do the parents know?")
    consent = Choice("Consent of the parents to share and to ask others", worries.CONSENT)
    consent_why = Prose("Why consent was not asked for, or was overridden", required=False)
    team_id = Line("Which team decides (the front door)?", chooses="team")
    this_child = Prose("What is known of this child?", own=True)
    childs_words = Prose("What this child said, in the child's own words", own=True, required=False)
    carries_as = {"this_child": "lived_experience", "worry": "weighed", "happened": "why"}
    carried_from = ("early_help.assessed", "panel.held")
    sections = (
        ("The worry", ("worry", "happened", "kind", "urgent")),
        ("Consent", ("parents_know", "consent", "consent_why")),
        ("Who decides", ("team_id",)),
        ("This child", ("this_child", "childs_words")),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if str(given.get("consent", "")).startswith("dispensed") and not given.get("consent_why"):
            self.add_error("consent_why", "Say why consent was not asked for; inspectors and parents will ask.")
        return given


class Ending(RecordForm):
    outcome = Choice("How did it end?", END_REASONS)
    notes = Prose("What is different for the child?")
