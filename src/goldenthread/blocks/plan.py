"""A plan that can be acted on: what the child needs, who does what by when, how it will be known, and what happens if
it does not work. Each brother and sister has their own.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from goldenthread.blocks.forms import TO_COME, Choice, Day, Items, Line, Prose, RecordForm
from goldenthread.blocks.items import Item
from goldenthread.blocks.promises import promised
from goldenthread.language import Entry, Record, Role, Row, Sentence, Signal
from goldenthread.timekeeping import spoken

A_FEW_WORDS = 8
# With what is promised beside it, more does not go on two pages.
TWO_PAGES = 500
# What an action must say before anybody can act on it, and how that is asked for.
WANTED = {
    "owner": "Nobody is named who does this.",
    "by": "No date by which it is done.",
    "measure": "Nothing says how you will know that it has helped.",
}


def contingency(*, required: bool = False, hint: str = "") -> Prose:
    """What follows if it does not get better."""
    return Prose(
        "If it does not get better: what happens then, who does it, and by when?",
        own=True,
        required=required,
        hint=hint,
        example="If he misses school twice in a week, Sam calls the family meeting forward to that Friday.",
    )


def visits(*, hint: str = "") -> Line:
    """How often somebody sees the child. The limit that is reckoned is the law's or the authority's own."""
    return Line(
        "How often is this child seen, by whom and where?",
        own=True,
        required=False,
        hint=hint,
        example="Sam, each week: one week at home, the next at school, alone.",
        why="Never less often than the limit for visits, which is reckoned by itself.",
    )


def in_plain_words(*, required: bool = False, hint: str = "") -> Prose:
    """What the family reads."""
    return Prose(
        "The plan in plain words, for the child and the family",
        own=True,
        required=required,
        hint=hint,
        why="At most two pages, and theirs: they can read it, and say what is wrong in it.",
    )


class Plan(RecordForm):
    """The plan as it is agreed, or agreed anew: what the family shares once, then each child's own."""

    who = Prose("Who made this plan, and who could not be there?", why="A plan made without the family is not theirs.")
    agreed = Choice(
        "Do those with parental responsibility agree to it?",
        {"yes": "Yes", "in_part": "In part", "no": "No"},
        why="A refusal is a reason to ask again whether the child is likely to suffer significant harm.",
    )
    not_agreed = Prose("What they do not agree to, in their words", required=False)
    needs = Items(
        "What this child needs",
        "Need",
        own=True,
        least=1,
        most=10,
        need=Line("What does this child need?"),
        outcome=Line("What will be different for this child?"),
    )
    actions = Items(
        "What will be done",
        "Action",
        own=True,
        least=1,
        most=20,
        what=Line("What will be done?"),
        owner=Line("Which colleague does it?", chooses="colleague"),
        other=Line("Or who else: a parent, the school nurse"),
        by=Day("By when?", of=TO_COME),
        measure=Line("How will you know that it has helped?"),
    )
    contingency = contingency(required=True)
    transition = Prose(
        "If another school, the end of school or services for adults come within a year: what prepares this child?",
        own=True,
        required=False,
        why="Children are lost between two services when nobody has planned the change.",
    )
    childs_view = Prose("What does this child say to the plan?", own=True, required=False)
    in_plain_words = in_plain_words(required=True)

    sections = (
        ("Made together", ("who", "agreed", "not_agreed")),
        ("This child", ("needs", "actions", "contingency", "transition", "childs_view", "in_plain_words")),
    )
    looked_for = (
        "Would somebody who takes over tomorrow know what to do?",
        "Each action: who, by when, and how it will be known.",
        "Each brother and sister apart.",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("agreed") in ("in_part", "no") and not given.get("not_agreed"):
            self.add_error("not_agreed", "Say what they do not agree to, in their words.")
        return given

    @classmethod
    def notices(cls, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        yield from notices(cls.actions, answers)


def notices(actions: Items, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What would make a plan better, by the name of the answer: said beside it, and never in the way."""
    yield from lacking(actions, answers)
    then = str(answers.get("contingency") or "")
    if then and len(then.split()) < A_FEW_WORDS:
        yield "contingency", "Too short to act on: say what happens, who does it and by when."
    if len(str(answers.get("in_plain_words") or "").split()) > TWO_PAGES:
        yield "in_plain_words", "Longer than two pages: say it shorter, so that the family reads it."


def lacking(actions: Items, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What each action lacks, by the name of the answer that would say it."""
    for action in actions.said_in(answers):
        for cell in missing(action):
            yield actions.cell(action.number, cell), WANTED[cell]


def missing(action: Item) -> list[str]:
    """What an action does not say, without which nobody can act on it."""
    nobody = not action.get("owner") and not action.get("other")
    wanted = {"owner": nobody, "by": not action.get("by"), "measure": not action.get("measure")}
    return [cell for cell, lacks in wanted.items() if lacks]


def in_force(made: Entry, said: Iterable[Entry], *, step: str, ended: dt.date | None) -> Iterator[Row]:
    """A plan from the day on which it was made until another takes its place or the work ends, with what it promises.

    said: the entries that say how an action goes; step: what they are.
    """
    kind = step.partition(".")[0]
    yield Row("Plan", str(made.root), {"kind": kind, "made_on": made.day, "ended_on": ended}, made.id)
    yield from promised(made, Plan.actions, said, ended=ended, step=step)


def cannot_be_acted_on(made: Mapping[str, Sequence[str]]) -> Signal:
    """Raised while an action of a plan in force has no owner, date or measure.

    made: the steps that make a plan, by the pathway under which it stands; a conference's is made before that begins.
    """

    def ask(record: Record, today: dt.date, limit: object = None) -> Sentence | None:
        for episode in record.episodes:
            if episode.ended or episode.pathway not in made:
                continue
            before = next((one.entries for one in record.episodes if one.id == episode.follows), ())
            entries, steps = [*before, *episode.entries], made[episode.pathway]
            plan = next((entry for entry in reversed(entries) if _makes(entry, steps)), None)
            bare = [action for action in Plan.actions.said_in(plan.answers) if missing(action)] if plan else []
            if plan and bare:
                many = "1 action" if len(bare) == 1 else f"{len(bare)} actions"
                return Sentence(
                    f"The plan of {spoken(plan.day)} has {many} without an owner, a date or a measure; the first is "
                    f"“{bare[0].get('what', '')}”.",
                    plan.id,
                )
        return None

    return Signal(
        key="plan.cannot_be_acted_on",
        label="Actions that nobody can act on",
        desk=Role.TEAM_MANAGER,
        source="Ofsted 2019, Hull, paragraph 7: plans without timescales, owners or contingency",
        wakes=tuple(step for steps in made.values() for step in steps),
        ask=ask,
    )


def _makes(entry: Entry, steps: Sequence[str]) -> bool:
    """Whether it makes a plan. A core group that names no action leaves the plan of the one before."""
    return entry.step in steps and bool(Plan.actions.said_in(entry.answers))
