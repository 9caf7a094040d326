"""What is about to be written down: acts, and the plain entries that they make."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Q

from goldenthread.casework import access
from goldenthread.casework.replay import ASKED_IN, WITHDRAWN
from goldenthread.language import Author, Entry, Step, derived_id, handbook
from goldenthread.record import models


class CannotRecord(Exception):
    """The step is not allowed yet, or not by this person. The message is fit for the screen."""


@dataclasses.dataclass(frozen=True)
class Act:
    """Something that happened, about to be written down.

    about: the subject; new: what kind of subject to make, if this entry is its first. happened: a date, or an aware
    time where the step is timed. follows: the entry or episode it belongs to, where more than one might be meant.
    corrects: the entry that it puts right; withdraws: that entry should not have been made at all. stood: the version
    that its writer began from, where somebody else may have put it right meanwhile.
    by_right_of: the step that brings this one with it, whose authority covers it.
    """

    step: str
    about: UUID
    happened: dt.date | dt.datetime
    answers: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    follows: UUID | None = None
    corrects: UUID | None = None
    withdraws: bool = False
    stood: UUID | None = None
    new: str = ""
    by_right_of: str = ""


@dataclasses.dataclass(frozen=True)
class Shared:
    """What the acts of one occasion share: said once, and each entry keeps its own part.

    steps: whose acts share it, where others are recorded with them; all, if none is named.
    """

    answers: Mapping[str, Any]
    steps: tuple[str, ...] = ()

    def by(self, step: str) -> bool:
        """Whether an act of this step shares it."""
        return not self.steps or step in self.steps


@dataclasses.dataclass(frozen=True)
class FromFile:
    """A file as the author of what it says: its entries pass no gates."""

    source: int
    name: str


@dataclasses.dataclass(frozen=True)
class ByRule:
    """A rule of practice as the author of what it sets going: its entries pass no gates, and nobody decided them."""

    name: str


Writer = access.Actor | FromFile | ByRule


def new_subject(key: str, nth: int = 0) -> UUID:
    """The id of a subject that a recording under this key makes."""
    return derived_id(key, nth, "subject")


class Brought(Protocol):
    """An entry that another brought with it, as far as a correction of that one has to know it."""

    @property
    def step(self) -> str: ...

    @property
    def answers(self) -> Mapping[str, Any] | None: ...

    @property
    def happened_on(self) -> dt.date: ...


BroughtBefore = Callable[[Act], Mapping[UUID, Brought]]


def with_also(
    acts: Sequence[Act],
    *,
    by: Writer,
    key: str,
    occasion: Shared | None,
    brought_before: BroughtBefore | None = None,
) -> tuple[Act, ...]:
    """The acts, each followed by what its step says is recorded with it.

    A correction puts right what the corrected entry had brought with it: changed, withdrawn, or brought now. What it
    had brought is looked up in the database, unless somebody says it who has the record in memory.
    """
    brought_before = brought_before or _brought_before
    if isinstance(by, FromFile):
        return tuple(acts)
    book, all_acts = handbook(), list[Act]()
    for act in acts:
        all_acts.append(act)
        step = book.steps.get(act.step)
        if step and step.also:
            (entry,) = plain([act], by=by, key=key, known=dt.datetime.min, occasion=occasion)
            brought = {} if act.withdraws else dict(step.also(entry))
            follows = act.corrects or derived_id(key, len(all_acts) - 1)
            before = brought_before(act) if act.corrects else {}
            all_acts += _brought(act, step, entry, brought, follows, before)
    return tuple(all_acts)


def _brought(
    act: Act,
    step: Step,
    entry: Entry,
    brought: dict[str, Mapping[str, Any]],
    follows: UUID,
    before: Mapping[UUID, Brought],
) -> Iterator[Act]:
    day, steps = entry.day, handbook().steps
    for root, stood in before.items():
        answers = brought.pop(stood.step, None)
        said = stood.answers or {}
        gone = bool(said.get(WITHDRAWN))
        changed = answers is not None and (gone or any(said.get(name) != one for name, one in answers.items()))
        if changed or (answers is None and not gone) or (stood.happened_on != day and not gone):
            yield Act(
                stood.step,
                act.about,
                entry.happened if stood.step in steps and steps[stood.step].timed else day,
                answers or {},
                corrects=root,
                withdraws=answers is None,
                by_right_of=step.key,
            )
    for name, answers in brought.items():
        happened = entry.happened if steps[name].timed else day
        yield Act(name, act.about, happened, answers, follows=follows, by_right_of=step.key)


def _brought_before(act: Act) -> Mapping[UUID, Brought]:
    """What an entry, or an earlier correction of it, brought with it: each as it was last put right, by its root."""
    entry = models.Entry.objects
    keys = entry.filter(Q(pk=act.corrects) | Q(corrects=act.corrects)).values("key")
    roots = entry.filter(key__in=keys, follows=act.corrects, corrects=None).values("pk")
    versions = entry.filter(Q(pk__in=roots) | Q(corrects__in=roots)).order_by("known_at", "position")
    return {one.corrects_id or one.pk: one for one in versions}


def plain(acts: Sequence[Act], *, by: Writer, key: str, known: dt.datetime, occasion: Shared | None) -> list[Entry]:
    """The entries that these acts make, in the words of replay.

    :raises CannotRecord: for a step that no pathway has
    """
    book = handbook()
    if isinstance(by, FromFile):
        author = Author(by.name, source=str(by.source))
    elif isinstance(by, ByRule):
        author = Author(by.name)
    else:
        author = Author(by.name, by.worker, by.post, by.acting_for)
    entries = []
    for nth, act in enumerate(acts):
        step = book.steps.get(act.step)
        if step is None:
            raise CannotRecord(f"No pathway has the step {act.step!r}.")
        shares = occasion if occasion and occasion.by(act.step) else None
        answers = dict(act.answers)
        if act.withdraws:
            answers[WITHDRAWN] = True
        if (step.begins or step.opens_record) and isinstance(by, access.Actor) and act.corrects is None:
            answers.setdefault("team", by.team)
        if step.opens_for and isinstance(by, access.Actor):
            # Whose manager is asked afterwards whether they had to.
            answers[ASKED_IN] = by.team
        id_ = derived_id(key, nth)
        entries.append(
            Entry(
                id=id_,
                about=act.about,
                step=step.key,
                happened=act.happened,
                known=known,
                answers={**(shares.answers if shares else {}), **answers},
                author=author,
                position=nth,
                compartment=step.compartment,
                occasion=derived_id(key, "occasion") if shares else None,
                follows=act.follows,
                corrects=act.corrects,
                root=act.corrects or id_,
            )
        )
    return entries
