from collections.abc import Iterator, Mapping
from typing import Any

from goldenthread.blocks import visit
from goldenthread.blocks.adults import every_adult, untested, what_parents_say
from goldenthread.blocks.forms import TO_COME, Choice, Day, Line, Many, Prose, RecordForm, YesNo
from goldenthread.standards import codes
from goldenthread.standards.law import Law

# The bands and how long each gives, as the table of the law has them.
PRIORITIES = {
    rule.condition.removeprefix("priority_"): str(rule.limit) for rule in Law.read().family("assessment_priority")
}
FACTORS = codes.of("cin.assessment_factors")
NO_FACTORS = "21"
LOOKED_AFTER, STRATEGY, OTHER_AGENCY = "looked_after", "strategy_discussion", "other_agency"
OUTCOMES = {
    "no_further_action": "No further action",
    "early_help": "Early help, which we follow up",
    "child_in_need": "Child in need plan",
    "plan_goes_on": "Help goes on under the plan that is open",
    STRATEGY: "Strategy discussion",
    LOOKED_AFTER: "The child needs to be looked after",
    OTHER_AGENCY: "Passed to another agency",
}

Visit = visit.Visit


class Allocation(RecordForm):
    worker_id = Line("Worker", chooses="worker")
    priority = Choice("How soon must it be done?", PRIORITIES)
    direction = Prose(
        "Your direction: what must this assessment find out?",
        why="Assessments drifted and described because nobody said what they were for.",
        example="See both boys alone at school this week. Find out who cares for them at night. Speak to their father.",
    )


class Midpoint(RecordForm):
    progress = Prose("What has been done, and what is still missing?")
    direction = Prose("What must happen before the end?")
    in_time = YesNo("Will it be done in time?")


class Analysis(RecordForm):
    """The family once, then each child apart: needs, risks and what should happen, never a copy."""

    history = Prose(
        "What has happened before, and what does it tell you?",
        why="Earlier contacts, referrals and plans: what was tried and what was not dealt with.",
    )
    parents = Prose("What are the parents able to do, and what gets in the way?")
    adults = every_adult()
    fathers = Prose("What part do fathers and other adults play in the children's lives, and who is not known yet?")
    partners_say = Prose("What do the school, health and others say?")
    claims = what_parents_say()
    parents_view = Prose("What do the parents say to this assessment?")
    lived_experience = Prose(
        "What is life like for this child?",
        own=True,
        why="A day in this child's life, from the child's side.",
        example="Jay gets himself up. There is no breakfast. He waits because nobody wakes to open the door.",
    )
    strengths = Prose("What is working well for this child?", own=True)
    worries = Prose("What are we worried about for this child?", own=True)
    needs = Prose("What does this child need to happen?", own=True)
    factors = Many("Factors found for this child", FACTORS, own=True, returns="CIN N00181")
    recommends = Choice("What do you recommend for this child?", OUTCOMES, own=True)
    not_seen_why = Prose("If this child was not seen, why not", own=True, required=False)

    sections = (
        ("The family", ("history", "parents", "adults", "fathers", "claims", "partners_say", "parents_view")),
        ("This child", ("lived_experience", "strengths", "worries", "needs", "factors", "recommends", "not_seen_why")),
    )
    takes_in_chronology = True
    carries = ("history", "parents", "fathers", "partners_say", "lived_experience", "strengths", "worries", "needs")
    carried_from = ("early_help.assessed",)
    looked_for = (
        "What is life like for this child, not for the family.",
        "Analysis, not description: so what?",
        "Each brother and sister apart.",
        "Every father and partner found and spoken to, or why not.",
    )

    @classmethod
    def notices(cls, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        yield from untested(cls.claims, answers)

    def clean_factors(self) -> list[str]:
        factors = self.cleaned_data["factors"]
        if NO_FACTORS in factors and len(factors) > 1:
            self.add_error("factors", "“No factors identified” stands alone. Untick it, or the others.")
        return factors


class Return(RecordForm):
    questions = Prose(
        "What must change before you can authorise it?", example="Where is their father in this? What does Kai say?"
    )


class Authorisation(RecordForm):
    outcome = Choice("What happens next?", OUTCOMES)
    why = Prose("Why? What in the assessment decides it?")
    takes_on = Line(
        "Which team takes it on (for early help)?",
        required=False,
        chooses="team",
        why="The team finds the child in its work from today, with the limit that runs.",
    )
    passed_to = Line("Which service (for early help or another agency)", required=False)
    care_owner = Line("If the child needs to be looked after: who sees to it?", chooses="colleague", required=False)
    care_by = Day("By when is the child to be looked after?", of=TO_COME, required=False)
    family_told = Prose("What the child and family will be told")
    looked_for = ("Would you know what to do for this child tomorrow?",)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("outcome") == "early_help" and not given.get("takes_on"):
            self.add_error("takes_on", "Choose the team that takes the early help on, so that somebody follows it up.")
        if given.get("outcome") == OTHER_AGENCY and not given.get("passed_to"):
            self.add_error("passed_to", "Name the agency, so that somebody can ask what came of it.")
        for name, said in lacking_for_care(given):
            self.add_error(name, said)
        return given


def lacking_for_care(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a decision that the child needs to be looked after does not say, by question."""
    if given.get("outcome") == LOOKED_AFTER:
        if not given.get("care_owner"):
            yield "care_owner", "Choose who sees to it that the child is looked after."
        if not given.get("care_by"):
            yield "care_by", "Say by when the child is to be looked after."
