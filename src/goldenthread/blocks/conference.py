"""A conference that may make a child protection plan: an outline that somebody can act on, and who carries it on from
there. The core group then makes the whole plan of it (Working Together 2023, chapter 3).
"""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from goldenthread.blocks import meeting, plan
from goldenthread.blocks.forms import TO_COME, Day, Items, Line, RecordForm
from goldenthread.language import Entry

LACKS_OF_THE_PLAN = {
    "category": "Choose the category: a plan has one.",
    "contingency": "Say what happens if it does not get better.",
    "in_plain_words": "Say the plan in plain words, for the child and the family.",
}
LACKS_OF_THE_CORE_GROUP = {
    "lead": "Choose the lead social worker: a plan has one.",
    "core_group": "Say who is in the core group.",
    "core_group_on": "Give the day on which the core group first meets.",
}
THE_PLAN = ("actions", "contingency", "visits", "in_plain_words")
THE_CORE_GROUP = ("core_group", "core_group_on", "lead")


class Conference(RecordForm):
    """What every such conference asks alike. makes_a_plan: the decision that does."""

    by_run_sheet = True
    makes_a_plan: ClassVar[str]
    actions: Items

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("decision") == self.makes_a_plan:
            for name, said in LACKS_OF_THE_PLAN.items():
                if not given.get(name):
                    self.add_error(name, said)
        return given

    @classmethod
    def notices(cls, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        yield from plan.notices(cls.actions, answers)


def actions() -> Items:
    """What is promised for one child; nothing, where no plan is made."""
    return plan.Plan.actions.again(least=0)


def core_group() -> Line:
    """Who carries the plan on."""
    return Line("Who is in the core group?", required=False)


def core_group_on() -> Day:
    """The day from which they do."""
    return Day("When does the core group first meet?", of=TO_COME, meets=True, required=False)


def lead() -> Line:
    """Who leads the work under the plan."""
    return Line("Who is the lead social worker?", chooses="colleague", required=False)


def lacks_an_action(form: type[Conference], entry: Entry) -> str | None:
    """Why nobody can act on the plan that a conference makes, in a sentence."""
    if entry.get("decision") != form.makes_a_plan:
        return None
    if not form.actions.said_in(entry.answers):
        return "A plan has at least one action. Say what will be done for this child, who does it, and by when."
    return meeting.bare(form.actions, entry.answers)


def lacks_a_core_group(form: type[Conference], entry: Entry) -> str | None:
    """What is not said of who carries the plan on, in a sentence."""
    if entry.get("decision") != form.makes_a_plan:
        return None
    return next((said for name, said in LACKS_OF_THE_CORE_GROUP.items() if not entry.get(name)), None)
