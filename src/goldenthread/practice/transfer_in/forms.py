from goldenthread.blocks import conference, meeting, plan, promises, visit
from goldenthread.blocks.forms import HAPPENED, TO_COME, Choice, Day, Line, Prose, RecordForm
from goldenthread.standards import codes

PLAN, HELP = "taken_on", "child_in_need"
DECISIONS = {
    PLAN: "The child is likely to suffer significant harm: we take the plan on",
    HELP: "No plan is needed here: help as a child in need",
    "no_plan": "No plan is needed here, and no further help from us",
}
CATEGORIES = codes.of("cin.initial_category_of_abuse")

Visit = visit.Visit
Progress = promises.Progress


class Notice(RecordForm):
    """What the other authority says of the child and the plan. They stay responsible until our conference."""

    authority = Line("Which authority has the plan?")
    their_worker = Line("Their lead social worker, and how to reach them")
    plan_began_on = Day("When did their plan begin?", of=HAPPENED)
    category = Choice("Its category", CATEGORIES)
    moved_on = Day("When did the child come to live here?", of=HAPPENED)
    why_here = Prose("Where does the child live now, with whom, and for good?")
    until_then = Prose("Who sees the child until our conference, and who decides in an emergency?")
    on = Day("The day of our conference", of=TO_COME, meets=True)
    chair = Line("Who chairs it?", chooses="colleague")


class Conference(conference.Conference):
    """The transfer-in conference: one meeting, and for each child whether the plan is taken on."""

    makes_a_plan = PLAN
    asked = meeting.attendance(least=3)
    they_say = Prose("What did the other authority say: what has the plan changed, and what not?")
    parents_say = Prose("What did the parents say?")
    childs_view = Prose("What does this child say, and who said it for the child?", own=True, required=False)
    decision = Choice("What is decided for this child?", DECISIONS, own=True)
    category = Choice("The category, if there is a plan", CATEGORIES, own=True, required=False)
    why = Prose("Why?", own=True)
    actions = conference.actions()
    contingency = plan.contingency()
    visits = plan.visits()
    in_plain_words = plan.in_plain_words()
    core_group = conference.core_group()
    core_group_on = conference.core_group_on()
    lead = conference.lead()

    sections = (
        ("Who was asked", ("asked",)),
        ("What was said", ("they_say", "parents_say")),
        ("This child", ("childs_view", "decision", "category", "why", *conference.THE_PLAN)),
        ("The core group", conference.THE_CORE_GROUP),
    )


class Ending(RecordForm):
    why = Prose("Why does the plan stay with them? Who of them agreed, and when?")
    where = Prose("Where is the child now, and who sees the child?")
