from typing import Any

from goldenthread.blocks import conference, meeting, plan, promises, visit
from goldenthread.blocks.forms import TO_COME, Choice, Day, Line, Prose, RecordForm, YesNo
from goldenthread.standards import codes

HARM, NOT_LIKELY = "likely_harm", "not_likely"
FOUND = {
    "not_substantiated": "Concerns not substantiated",
    NOT_LIKELY: "Substantiated, but the child is not likely to suffer significant harm",
    HARM: "Substantiated, and the child is likely to suffer significant harm",
}
SUBSTANTIATED = {NOT_LIKELY, HARM}
PLAN, HELP = "plan", "no_plan"
DECISIONS = {
    PLAN: "The child is likely to suffer significant harm: a child protection plan",
    HELP: "No plan: help as a child in need",
    "no_service": "No plan, and no further help from us",
}
POLICE_ALONE, SOCIAL_CARE_ALONE = "police_alone", "social_care_alone"
ALONE = (POLICE_ALONE, SOCIAL_CARE_ALONE)
INTERVIEWED = {
    "joint": "Police and social worker together",
    POLICE_ALONE: "The police alone",
    SOCIAL_CARE_ALONE: "A social worker alone",
}
CATEGORIES = codes.of("cin.initial_category_of_abuse")

Visit = visit.Visit
Progress = promises.Progress


class Report(RecordForm):
    """What the enquiry found, each child apart."""

    done = Prose("What was done: who was seen, asked and examined?")
    parents_say = Prose("What do the parents say, and what supports it?")
    lived_experience = Prose("What is life like for this child?", own=True)
    harm = Prose("What harm has this child suffered, or is likely to suffer?", own=True)
    found = Choice("What does the enquiry find for this child?", FOUND, own=True)
    why = Prose("Why?", own=True)
    not_seen_why = Prose("If this child was not seen alone, why not", own=True, required=False)
    takes_in_chronology = True
    looked_for = ("Was each child seen, and alone?", "Findings, not events: so what?")


class Return(RecordForm):
    questions = Prose("What must change before you can authorise it?")


class Authorisation(RecordForm):
    conference = YesNo("Is an initial child protection conference held?")
    why = Prose("Why?")
    partners_agree = Prose(
        "If harm was substantiated and no conference is held: who of the partners agrees, and how was it asked?",
        required=False,
        why="Any partner may ask for a conference. What stops short of one is looked at again.",
    )
    on = Day("The day of the conference", of=TO_COME, meets=True, required=False)
    chair = Line("Who chairs it?", chooses="colleague", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("conference") == "yes":
            for name, said in (("on", "Give the day of the conference."), ("chair", "Choose who chairs it.")):
                if not given.get(name):
                    self.add_error(name, said)
        return given


class Interview(RecordForm):
    """A child is spoken with together by police and social worker, as was planned; anything else is an exception."""

    who = Choice("Who spoke with the child?", INTERVIEWED)
    where = Line("Where")
    as_planned = YesNo("Was it as the strategy discussion planned?")
    why_alone = Prose(
        "If it was not joint, or not as planned: why, who agreed, and what was done about it?", required=False
    )
    said = Prose("What the child said of it, in the child's own words", required=False)
    support = Prose("Who was with the child, and who is there for the child now?")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if (given.get("who") in ALONE or given.get("as_planned") == "no") and not given.get("why_alone"):
            self.add_error("why_alone", "Say why, who agreed to it, and what was done about it.")
        return given


class Question(RecordForm):
    """An enquiry that stopped short of a conference, looked at again by somebody who did not decide it."""

    looked_at = Prose("What did you look at, and whom did you ask?")
    right = YesNo("Was it right that no conference was held?")
    why = Prose("Why?")
    then = Prose("What follows for this child, and what do we learn?")


class Conference(conference.Conference):
    """The initial child protection conference: one meeting, and for each child a decision and a first plan."""

    makes_a_plan = PLAN
    asked = meeting.attendance(least=3)
    excluded = Prose("Who of the family was kept out, and why", required=False)
    reports_shared = Choice(
        "When did the family have the reports?",
        {"in_time": "In time to read them", "on_the_day": "On the day", "not": "They had none"},
    )
    view = Prose("What did each agency say: is the child likely to suffer significant harm?")
    parents_say = Prose("What did the parents say?")
    childs_view = Prose("What does this child say, and who said it for the child?", own=True, required=False)
    decision = Choice("What is decided for this child?", DECISIONS, own=True)
    category = Choice("The category, if there is a plan", CATEGORIES, own=True, required=False, returns="CIN N00113")
    why = Prose("Why?", own=True)
    actions = conference.actions()
    contingency = plan.contingency()
    visits = plan.visits()
    in_plain_words = plan.in_plain_words()
    core_group = conference.core_group()
    core_group_on = conference.core_group_on()
    lead = conference.lead()

    sections = (
        ("Who was asked", ("asked", "excluded", "reports_shared")),
        ("What was said", ("view", "parents_say")),
        ("This child", ("childs_view", "decision", "category", "why", *conference.THE_PLAN)),
        ("The core group", conference.THE_CORE_GROUP),
    )
