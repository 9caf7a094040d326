"""The forms of each practice model. They ask for worries, strengths and needs under the same names, so that a child's
page shows the latest of them whichever model it was said in.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from goldenthread.blocks.forms import TO_COME, Choice, Day, Items, Line, Prose, RecordForm

LACKS = {"who": "Nobody is named who does this.", "known": "Nothing says how you will know that it has helped."}
SCALE = {
    "0": "0: not safe at all",
    **{str(number): str(number) for number in range(1, 10)},
    "10": "10: safe enough for us to leave",
}


def to_do(label: str, one: str) -> Items:
    """What is agreed together: who does what by when, and how it will be known."""
    return Items(
        label,
        one,
        own=True,
        least=1,
        most=12,
        what=Line("What will be done?"),
        who=Line("Who does it?"),
        by=Day("By when?", of=TO_COME),
        known=Line("How will we know that it has helped?"),
    )


def lacking(items: Items, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What each of these lacks, by the name of the answer that would say it."""
    for one in items.said_in(answers):
        for cell in ("who", "known"):
            if cell in items.cells and not one.get(cell):
                yield items.cell(one.number, cell), LACKS[cell]


class OfAModel(RecordForm):
    """What a practice model asks. run_sheet: how a conference goes by it, part by part, and what each part is for."""

    run_sheet: ClassVar[Sequence[tuple[str, str]]] = ()


class Map(OfAModel):
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

    run_sheet = (
        ("Welcome", "Who is here and who is missing; what today decides; how the family can stop us to ask."),
        (
            "What we are worried about",
            "Harm so far, and what could happen: the family first, then each agency, on one wall.",
        ),
        ("What is working well", "What already keeps each child safe, by whom, and how often it has held."),
        (
            "Danger statements and safety goals",
            "In words that the family would know as their own; a goal that can be seen.",
        ),
        (
            "How safe is it, from 0 to 10?",
            "Everybody gives a number for each child and says what would make it one more.",
        ),
        (
            "What needs to happen",
            "Who does what by when; what the network does at night and at weekends; what follows if it fails.",
        ),
        (
            "The decision",
            "For each child apart: likely to suffer significant harm, or not; the category; who dissents.",
        ),
        ("Afterwards", "The core group and its first day; what the family takes home in writing today."),
    )
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
        yield from lacking(cls.plan, answers)


class Conversation(OfAModel):
    """Restorative practice: what happened, who is touched by it, and what they need to put it right."""

    who = Prose("Who took part, and who should have?")
    happened = Prose("What happened, as each of them tells it?")
    touched = Prose("Who has been touched by it, and how?")
    worries = Prose("What is hard for this child, or could hurt this child?", own=True)
    strengths = Prose("What in this family and around it helps this child?", own=True)
    needs = Prose("What does this child need from whom, to put it right?", own=True)
    childs_view = Prose("What does this child say?", own=True, required=False)
    promised = to_do("What each of them will do", "Promise")
    challenge = Prose("What did you ask of them that was hard to hear, and what support did you offer with it?")
    review_on = Day("When do we come together again?", of=TO_COME)

    run_sheet = (
        ("The circle", "Who sits where and why; one speaks at a time; what today decides."),
        ("What happened", "Each tells it, the children's words first, nobody put right by another."),
        ("Who is touched by it, and how", "Each child apart; then the parents; then those who work with them."),
        ("What each child needs to be safe", "From whom, and what has been tried; challenge and support, both."),
        ("Time alone for the family", "They come back with what they would do, and what they ask of us."),
        ("What is promised", "Who does what by when, and how it will be known; what follows if a promise is not kept."),
        (
            "The decision",
            "For each child apart: likely to suffer significant harm, or not; the category; who dissents.",
        ),
        ("Closing the circle", "The core group and its first day; a last word from everybody."),
    )
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
        yield from lacking(cls.promised, answers)


class Weighing(OfAModel):
    """Strengthening Families: harm, what makes it harder, what protects and what is not clear, each by itself."""

    who = Prose("Who took part, and who could not?")
    worries = Prose("Harm and danger: what has happened to this child, and what could?", own=True)
    harder = Prose("What makes it harder for this family, without being a danger by itself?", required=False)
    strengths = Prose("What protects this child: what, by whom, and proved when?", own=True)
    not_clear = Prose("What is not clear yet, and who finds it out by when?", own=True, required=False)
    childs_view = Prose("What does this child say and want?", own=True, required=False)
    familys_view = Prose("What does the family say and want, in its words?")
    needs = Prose("What must be there for this child to be safe?", own=True)
    steps = to_do("Next steps", "Step")
    review_on = Day("When do we look at it again?", of=TO_COME)

    run_sheet = (
        (
            "Before we begin",
            "The family has met the chair and read the reports; who sits beside whom; what today decides.",
        ),
        ("Why we are here", "The harm and the danger to each child, said once and plainly; the children's words."),
        ("What makes it harder", "What weighs on the family and is no danger by itself, kept apart from what is."),
        ("What protects each child", "Strengths that were proved, and those only hoped for, told apart."),
        ("What is not clear", "What nobody knows yet, who finds it out, and by when."),
        ("What the family says and wants", "Each of them, in their words, on the wall beside ours."),
        (
            "What must be there to be safe, and next steps",
            "Who does what by when, how it is known, what follows if it fails.",
        ),
        (
            "The decision",
            "For each child apart: likely to suffer significant harm, or not; the category; who dissents.",
        ),
        ("Afterwards", "The core group and its first day; the family takes the outline plan home."),
    )
    sections = (
        ("Together", ("who", "harder", "familys_view")),
        ("This child", ("worries", "strengths", "not_clear", "childs_view", "needs", "steps")),
        ("Afterwards", ("review_on",)),
    )
    looked_for = (
        "Danger kept apart from what only makes life harder.",
        "Protection that was proved, and not only promised.",
    )

    @classmethod
    def notices(cls, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        yield from lacking(cls.steps, answers)
