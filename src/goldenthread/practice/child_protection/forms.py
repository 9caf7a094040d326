from typing import Any

from goldenthread.blocks import gateway, meeting, plan, promises, visit
from goldenthread.blocks.forms import HAPPENED, Choice, Day, Items, Line, Many, Prose, RecordForm
from goldenthread.standards import codes

GOES_ON, MOVED = "goes_on", "moved"
DECISIONS = {
    GOES_ON: "The plan goes on",
    "child_in_need": "The plan ends: help as a child in need",
    "ends": "The plan ends, and our work with it",
    "legal": "The plan goes on, and legal advice is asked for",
}
ENDS = {"child_in_need", "ends"}
GATEWAY = "gateway"
OTHERWISE = {
    "looked_after": "The child has become looked after",
    "turned_18": "Turned 18",
    MOVED: "Another authority has taken the plan on at its conference",
    "abroad": "The family has moved abroad for good",
    "died": "The child has died",
}
# What ends our work with the child too, by the census's reason for closure.
CLOSES = {"turned_18": "RC7", MOVED: "RC5", "abroad": "RC7", "died": "RC2"}
CATEGORIES = codes.of("cin.latest_category_of_abuse")
# What is sent after a conference, each by a day of its own.
OUTLINE, RECORD = "outline", "record"
PAPERS = {OUTLINE: "The decisions and the outline plan", RECORD: "The record of the conference"}
AS_IT_WAS = "Leave this empty where it stands as it was."

Visit = visit.Visit
Progress = promises.Progress
Plan = plan.Plan
GatewayMeeting = gateway.Meeting


class Sent(RecordForm):
    """Whoever has something to do for the child has it in writing what."""

    what = Many("What was sent?", PAPERS)
    to = Prose("To whom: the family, the core group, who else?")
    kept_out = Prose("Who was not sent all of it, and why?", required=False)


class CoreGroup(RecordForm):
    """The core group: what has been done of each child's plan, and what is done next."""

    goes_over = True
    asked = meeting.attendance(least=2)
    done = Prose("What has been done since the last time, and what has not?")
    better = Prose("What is better for this child, and how do you know?", own=True)
    not_better = Prose("What is not better, or worse?", own=True)
    actions: Items = plan.Plan.actions.again(least=0)
    contingency = plan.contingency(hint=AS_IT_WAS)
    visits = plan.visits(hint=AS_IT_WAS)
    in_plain_words = plan.in_plain_words(hint=AS_IT_WAS)

    sections = (
        ("Who was asked", ("asked",)),
        ("The plan", ("done",)),
        ("This child", ("better", "not_better", "actions", "contingency", "visits", "in_plain_words")),
    )
    looked_for = ("Is the child's life different?", "Each action with who, by when, and how it will be known.")

    @classmethod
    def notices(cls, answers: Any) -> Any:
        yield from plan.notices(cls.actions, answers)
        if cls.actions.said_in(answers) and not answers.get("in_plain_words"):
            yield "in_plain_words", "What is done is said anew: say it in plain words too, or the family reads the old."


class Review(RecordForm):
    """The review conference: one meeting, and a decision for each child."""

    goes_over = True
    by_run_sheet = True
    asked = meeting.attendance(least=3)
    reports_shared = Choice(
        "When did the family have the reports?",
        {"in_time": "In time to read them", "on_the_day": "On the day", "not": "They had none"},
    )
    parents_say = Prose("What did the parents say?")
    childs_view = Prose("What does this child say, and who said it for the child?", own=True, required=False)
    progress = Choice(
        "Is the child safer than at the last conference?",
        {"yes": "Yes", "in_part": "In part", "no": "No"},
        own=True,
    )
    decision = Choice("What is decided for this child?", DECISIONS, own=True)
    category = Choice("The category from now on", CATEGORIES, own=True, required=False, returns="CIN N00115")
    why = Prose("Why?", own=True)
    family_told = Prose("What the child and family were told of the decision")

    sections = (
        ("Who was asked", ("asked", "reports_shared")),
        ("What was said", ("parents_say", "family_told")),
        ("This child", ("childs_view", "progress", "decision", "category", "why")),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("decision") not in (None, "", *ENDS) and not given.get("category"):
            self.add_error("category", "Choose the category from now on, also where it stays what it was.")
        return given


class LegalGateway(RecordForm):
    """Whether the plan is enough, or the court is asked: weighed and written down, whichever it is."""

    options = Prose("Which ways were weighed, and what speaks for and against each for this child?")
    decision = Choice(
        "What is decided?",
        {GATEWAY: "It goes to the legal gateway meeting", "not_yet": "Not yet: the plan goes on, with this"},
    )
    why = Prose("Why?")
    by_then = Prose("What must be different for the child by when, and what happens if it is not?")
    actions = meeting.promises()

    sections = (
        ("What was weighed", ("options", "decision", "why", "by_then")),
        ("What is done", ("actions",)),
    )


class Otherwise(RecordForm):
    outcome = Choice("Why does the plan end without a conference?", OTHERWISE)
    why = Prose("What happened?")
    taken_on_at = Day("The day of the conference at which the other authority took it on", of=HAPPENED, required=False)
    agreed_by = Line("Which senior manager agreed?")
    family_told = Prose("What the child and family were told")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("outcome") == MOVED and not given.get("taken_on_at"):
            self.add_error("taken_on_at", "Give the day of their conference: until then the plan is ours.")
        return given


class Move(RecordForm):
    """A child with a plan moves: the plan stays ours until the other authority has taken it on at a conference."""

    authority = Line("Which authority does the child move to?")
    moves_on = Day("When does the child move?")
    address = Line("Where will the child live, and with whom?")
    sent = Prose("What was sent to them in writing, and to whom?")
    until_then = Prose("Who sees the child until they have taken the plan on?")
