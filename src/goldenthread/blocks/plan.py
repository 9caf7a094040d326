"""A plan that can be acted on: what the child needs, who does what by when, how it will be known, and what happens if
it does not work. Each brother and sister has their own.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
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
    contingency = Prose(
        "If it does not get better: what happens then, who does it, and by when?",
        own=True,
        example="If he misses school twice in a week, Sam calls the family meeting forward to that Friday.",
    )
    transition = Prose(
        "If another school, the end of school or services for adults come within a year: what prepares this child?",
        own=True,
        required=False,
        why="Children are lost between two services when nobody has planned the change.",
    )
    childs_view = Prose("What does this child say to the plan?", own=True, required=False)
    in_plain_words = Prose(
        "The plan in plain words, for the child and the family",
        own=True,
        why="At most two pages, and theirs: they can read it, and say what is wrong in it.",
    )

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
        yield from lacking(cls.actions, answers)
        contingency = str(answers.get("contingency") or "")
        if contingency and len(contingency.split()) < A_FEW_WORDS:
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


def cannot_be_acted_on(*steps: str) -> Signal:
    """Raised while an action of a plan in force has no owner, date or measure. steps: those that make a plan."""

    def ask(record: Record, today: dt.date, limit: object = None) -> Sentence | None:
        for episode in record.episodes:
            plan = next((entry for entry in reversed(episode.entries) if entry.step in steps), None)
            if plan is None or episode.ended:
                continue
            bare = [action for action in Plan.actions.said_in(plan.answers) if missing(action)]
            if bare:
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
        wakes=steps,
        ask=ask,
    )
