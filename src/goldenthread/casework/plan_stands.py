"""What of a plan stands, where those who go on with it say only what is new."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from goldenthread.blocks import plan as blocks
from goldenthread.blocks.visit import Visit
from goldenthread.casework.lights import Light
from goldenthread.language import Handbook, Step, keys_of
from goldenthread.record import models

# What a core group need not say again: it stands as the conference, another core group or a review last said it.
STANDS = ("contingency", "visits", "childs_view", "in_plain_words")


def said_of(plan: models.Plan, plans: Sequence[models.Plan], everything: Sequence[Light], book: Handbook) -> set[UUID]:
    """The entries that say a plan. What is agreed with the family says all of it; a core group says what is new, and
    the conference, the core groups and the reviews before it, and since, say the rest.
    """
    made_by = {light.id: book.steps[light.step] for light in everything if light.step in book.steps}
    by = made_by.get(plan.entry_id)
    if by is None or issubclass(by.form, blocks.Plan):
        return {plan.entry_id}
    line = [plan]
    while before := _before(line, plans):
        line.append(before)
    since = line[-1].made_on
    told = (light for light in everything if light.day >= since and _says_anew(made_by.get(light.id), plan.kind))
    return {*(one.entry_id for one in line), *(light.id for light in told)}


def _before(line: Sequence[models.Plan], plans: Sequence[models.Plan]) -> models.Plan | None:
    """The plan whose place the last of these took."""
    took = (one for one in plans if one.kind == line[-1].kind and one.ended_on == line[-1].made_on and one not in line)
    return next(took, None)


def _says_anew(step: Step | None, kind: str) -> bool:
    asked = step.form.base_fields if step and step.form else ()
    return step is not None and step.pathway.key == kind and not set(STANDS).isdisjoint(asked)


def stands(entries: Iterable[models.Entry]) -> dict[str, str]:
    """What was last said of each."""
    in_time = sorted(entries, key=lambda one: (one.happened_on, one.known_at, one.position))
    return {name: said for one in in_time for name, said in answers_of(one).items() if name in STANDS and said}


def answers_of(entry: models.Entry) -> dict[str, Any]:
    """What an entry answers, with what it shares."""
    return {**(entry.occasion.shared if entry.occasion else {}), **(entry.answers or {})}


def visits_within(kind: str, runs: Iterable[models.ClockRun], book: Handbook) -> str:
    """The limit of the clock that runs to the next visit under a plan, by the row of the law that gave it."""
    clocks = {clock.key for clock in book.pathway(kind).clocks() if _of_visits(keys_of(clock.stops), book.steps)}
    return next((run.limit for run in runs if run.clock in clocks), "")


def _of_visits(stops: Iterable[str], steps: Mapping[str, Step]) -> bool:
    forms = [steps[key].form for key in stops]
    return any(form is not None and issubclass(form, Visit) for form in forms)
