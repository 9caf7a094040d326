"""One entry, told: what is true since, when, who wrote it and in which post, and the answers as they were asked."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from goldenthread.casework.naming import CLOSED
from goldenthread.casework.network import Spoken
from goldenthread.language import Handbook, Step
from goldenthread.record import models
from goldenthread.standards import codes
from goldenthread.timekeeping import day_of

# What the engine keeps among the answers for itself.
UNSAID = {"team", "team_id", "post_id", "withdrawn", "workers", "asked_in", "opening", "colleague"}


@dataclasses.dataclass(frozen=True)
class Told:
    """One entry as people read it. late: days after it happened that it was recorded. file: the file that says so."""

    id: UUID
    step: str
    title: str
    kind: str
    label: str
    happened: dt.date | dt.datetime
    known: dt.datetime
    author: str
    post: str
    answers: tuple[tuple[str, str], ...]
    major: bool = False
    late: int = 0
    file: str = ""
    destroyed: bool = False
    corrects: UUID | None = None
    by_file: bool = False

    @property
    def day(self) -> dt.date:
        return day_of(self.happened)


def told(entry: models.Entry, *, book: Handbook, people: Mapping[UUID, Spoken], said_of: Mapping[UUID, str]) -> Told:
    """A stored entry in words. `people` and `said_of` give words to what its answers name by id."""
    step = book.steps.get(entry.step)
    pathway = step.pathway if step else None
    # What several entries share was asked by the step that the occasion is of. What that step brought with it has its
    # own answers alone.
    occasion = entry.occasion if entry.occasion and entry.occasion.kind == entry.step else None
    answers = {**(occasion.shared if occasion else {}), **(entry.answers or {})}
    if answers.get("worker_id") and getattr(entry, "worker_named", None):
        answers["worker_id"] = entry.worker_named  # type: ignore[attr-defined]
    post = f"{entry.post.title}, {entry.post.team.name}" if entry.post else ""
    if entry.acting_for:
        post += f", for a colleague who was away ({entry.acting_for.title})"
    return Told(
        id=entry.pk,
        step=entry.step,
        title=(step.said or step.label) if step else entry.step.rpartition(".")[2].replace("_", " ").capitalize(),
        kind=pathway.key if pathway else "",
        label=(pathway.label or pathway.__name__) if pathway else "",
        happened=entry.happened_at or entry.happened_on,
        known=entry.known_at,
        author=entry.author,
        post=post,
        answers=tuple(_answers(step, {name: _in_words(value, people, said_of) for name, value in answers.items()})),
        major=bool(step and step.major),
        late=max(0, (day_of(entry.known_at) - entry.happened_on).days),
        file=entry.source.name if entry.source else "",
        by_file=entry.source is not None,
        destroyed=entry.answers is None,
        corrects=entry.corrects_id,
    )


def _answers(step: Step | None, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """By the form that asked them; what no form asked, by its own name."""
    form: Any = step.form if step else None
    asked: set[str] = set()
    if form is not None:
        asked = {given for name in form.all_questions() for given in (name, f"{name}_said")}
        yield from form.read(answers)
    for name, value in answers.items():
        if name in asked or name in UNSAID or name.endswith("_said") or value in (None, "", []):
            continue
        yield name.removesuffix("_id").replace("_", " ").capitalize(), _coded(name, value)


def _coded(name: str, value: Any) -> str:
    """A code of a national list, in its words."""
    for listed in (f"cin.{name}", f"cin.{name}_code"):
        if listed in codes.lists() and isinstance(value, str):
            return codes.of(listed).get(value, value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value).replace("_", " ")


def _in_words(value: Any, people: Mapping[UUID, Spoken], said_of: Mapping[UUID, str]) -> Any:
    """Who or what an id stands for: a person's name, or an entry of this record."""
    if not isinstance(value, str) or len(value) != 36:
        return value
    try:
        id_ = UUID(value)
    except ValueError:
        return value
    if id_ in people:
        return CLOSED if people[id_].closed else people[id_].name
    return said_of.get(id_, value)
