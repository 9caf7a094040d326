"""The forms of each practice model. They ask for worries, strengths and needs under the same names, so that a child's
page shows the latest of them whichever model it was said in.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from goldenthread.blocks.forms import TO_COME, Choice, Day, Items, Line, Prose, RecordForm

SCALE = {
    "0": "0: not safe at all",
    **{str(number): str(number) for number in range(1, 10)},
    "10": "10: safe enough for us to leave",
}


class Map(RecordForm):
    """Signs of Safety: the map that a family, its network and its worker draw together."""

    who = Prose("Who drew this map together, and who could not be there?")
    worries = Prose("What are we worried about for this child?", own=True)
    strengths = Prose("What is working well for this child?", own=True)
    needs = Prose("What needs to happen for this child?", own=True)
    childs_view = Prose("What does this child say or show: worries, good things, wishes?", own=True, required=False)
    danger = Items(
        "Danger statements",
        "Danger statement",
        own=True,
        most=6,
        why="Who is worried, that who does what, and what that could do to the child: in words that the family knows.",
        statement=Line("What are we worried could happen?"),
        goal=Line("Safety goal: what must we see, for how long, so that we can leave?"),
    )
    scaling = Items(
        "How safe is it for this child, from 0 to 10?",
        "Number",
        own=True,
        least=1,
        most=10,
        by=Line("Who says so?"),
        number=Choice("The number", SCALE),
        because=Line("What makes it that, and what would make it one more?"),
    )
    network = Items(
        "Safety network",
        "Person",
        most=12,
        who=Line("Who?"),
        knows=Choice("Do they know what we are worried about?", {"yes": "Yes", "in_part": "In part", "no": "Not yet"}),
        does=Line("What do they do to keep the child safe?"),
    )
    plan = Items(
        "Safety plan",
        "Rule",
        own=True,
        most=12,
        what=Line("What will happen, so that the child is safe?"),
        who=Line("Who does it, and who sees that it is done?"),
        by=Day("From when?"),
    )
    review_on = Day("When do we look at it again?", of=TO_COME)

    sections = (
        ("Together", ("who",)),
        ("This child", ("worries", "strengths", "needs", "childs_view", "danger", "scaling", "plan")),
        ("Who keeps the child safe", ("network", "review_on")),
    )
    looked_for = (
        "Danger statements that the family would know as their own.",
        "Goals that can be seen, and not courses attended.",
        "A network of more than professionals.",
    )

    @classmethod
    def notices(cls, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for one in cls.danger.said_in(answers):
            if not one.get("goal"):
                yield cls.danger.cell(one.number, "goal"), "No goal: how would we know that this danger is over?"
        for one in cls.plan.said_in(answers):
            if not one.get("who"):
                yield cls.plan.cell(one.number, "who"), "Nobody is named who does this."


class Conversation(RecordForm):
    """Restorative practice: what happened, who is touched by it, and what they need to put it right."""

    who = Prose("Who took part, and who should have?")
    happened = Prose("What happened, as each of them tells it?")
    touched = Prose("Who has been touched by it, and how?")
    worries = Prose("What is hard for this child, or could hurt this child?", own=True)
    strengths = Prose("What in this family and around it helps this child?", own=True)
    needs = Prose("What does this child need from whom, to put it right?", own=True)
    childs_view = Prose("What does this child say?", own=True, required=False)
    promised = Items(
        "What each of them will do",
        "Promise",
        own=True,
        least=1,
        most=12,
        what=Line("What will be done?"),
        who=Line("Who does it?"),
        by=Day("By when?", of=TO_COME),
        known=Line("How will we know that it has helped?"),
    )
    challenge = Prose("What did you ask of them that was hard to hear, and what support did you offer with it?")
    review_on = Day("When do we come together again?", of=TO_COME)

    sections = (
        ("Together", ("who", "happened", "touched")),
        ("This child", ("worries", "strengths", "needs", "childs_view", "promised")),
        ("Afterwards", ("challenge", "review_on")),
    )
    looked_for = (
        "High challenge and high support, both.",
        "Promises that the family made, and not that others made for it.",
    )

    @classmethod
    def notices(cls, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for one in cls.promised.said_in(answers):
            if not one.get("who"):
                yield cls.promised.cell(one.number, "who"), "Nobody is named who does this."
            if not one.get("known"):
                yield cls.promised.cell(one.number, "known"), "Nothing says how you will know that it has helped."
