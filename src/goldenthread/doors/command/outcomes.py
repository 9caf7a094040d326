"""How each step can come out, and what that leads to: asked of the declarations themselves, answer by answer."""

import dataclasses
import datetime as dt
import functools
from collections.abc import Iterator, Mapping
from typing import Any

from goldenthread.language import Author, Entry, Step, derived_id

ANY_DAY = dt.date(2026, 1, 5)


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What an answer decides. question and answer: in the form's words (empty, where it is the same whatever is
    answered). ends: whether the work of this pathway ends with it. brings: the steps that are recorded with it.
    """

    step: Step
    question: str
    answer: str
    ends: bool
    brings: tuple[str, ...]


@functools.cache
def outcomes_of(step: Step) -> list[Outcome]:
    """Every way in which a step can come out, where it ends something or leads to something."""
    said = _filled(step)
    same = _comes_to(step, said)
    found = []
    for name, question in step.form.base_fields.items() if step.form else ():
        codes = [(code, words) for code, words in getattr(question, "choices", ()) if code]
        each = [(str(words), _comes_to(step, {**said, name: code})) for code, words in codes]
        if len({came_to for _, came_to in each}) > 1:
            found += [Outcome(step, str(question.label), words, *came_to) for words, came_to in each]
    return found or ([Outcome(step, "", "", *same)] if any(same) else [])


def _comes_to(step: Step, answers: Mapping[str, Any]) -> tuple[bool, tuple[str, ...]]:
    entry = entry_of(step, answers)
    return bool(step.ends_episode(entry)), tuple(step.also(entry)) if step.also else ()


def _filled(step: Step) -> dict[str, Any]:
    """Something said to every question of which no answer is chosen from a list."""
    from goldenthread.blocks.forms import Day

    asked = step.form.base_fields.items() if step.form else ()
    days = {name: ANY_DAY.isoformat() for name, question in asked if isinstance(question, Day)}
    words = {name: "1" for name, question in asked if not hasattr(question, "choices") and name not in days}
    return {**words, **days}


def entry_of(step: Step, answers: Mapping[str, Any], *, happened: dt.date | dt.datetime = ANY_DAY) -> Entry:
    """An entry of nobody, to ask a declaration with."""
    id_ = derived_id("asked of a declaration", step.key, happened, *sorted(answers.items()))
    known = dt.datetime.combine(ANY_DAY, dt.time(), tzinfo=dt.UTC)
    return Entry(id_, derived_id("nobody"), step.key, happened, known, answers, Author("Nobody"), root=id_)


def brought_by(steps: Mapping[str, Step]) -> Iterator[tuple[str, Outcome]]:
    """Each step that comes with another, and how."""
    for key in steps:
        for outcome in outcomes_of(steps[key]):
            yield from ((brought, outcome) for brought in outcome.brings)
