"""What a file says of one child, against what files of its kind said before: plain values in, what to write out."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from goldenthread.casework.replay import WITHDRAWN
from goldenthread.casework.taking_in.said import (
    ABSENT,
    PERSON,
    Contradiction,
    Element,
    Intake,
    ReportedChild,
    Taken,
    is_field,
    root_of,
)
from goldenthread.language import Entry
from goldenthread.timekeeping import spoken

# Whose work a child is does not come from the file, so it is no difference between two files.
NOT_OF_THE_FILE = ("team",)


@dataclasses.dataclass(frozen=True, slots=True)
class Wanted:
    """An entry about to be written; a version above nought corrects the first."""

    key: str
    version: int
    step: str
    happened: dt.date
    answers: Mapping[str, Any]
    follows: UUID | None


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    """The latest that files said under one key."""

    key: str
    version: int
    entry: Entry

    @property
    def withdrawn(self) -> bool:
        return bool(self.entry.answers.get(WITHDRAWN))


Before = Mapping[str, Said]


def compared(child: ReportedChild, before: Before, intake: Intake, taken: Taken) -> list[Wanted]:
    """What is new or different in what a file says of a child. Counts it, and what is not, in `taken`."""
    person = before.get(intake.key(child.identifier, PERSON))
    newest = person.entry.day if person else dt.date.min
    wanted: list[Wanted] = []
    for element in child.elements:
        key = intake.key(child.identifier, element.path)
        there = before.get(key)
        answers = _answers(element, child, intake)
        if there is not None:
            answers |= {name: there.entry.answers[name] for name in element.unreadable if name in there.entry.answers}
        if there is None:
            taken.added += 1
            if element.step in intake.kind.worked and (team := intake.team_of(child.identifier)) is not None:
                answers["team"] = team
            wanted.append(_entry(key, 0, element, answers, child, intake))
        elif _same(there.entry, element, answers):
            taken.unchanged += 1
        elif newest > intake.reference:
            says = f"A newer file, of {spoken(newest)}, says otherwise of {element.path}. The newer stands."
            taken.contradictions.append(Contradiction(child.identifier, element.line, says))
        else:
            taken.superseded += 1
            answers |= {name: there.entry.answers[name] for name in NOT_OF_THE_FILE if name in there.entry.answers}
            wanted.append(_entry(key, there.version + 1, element, answers, child, intake))
    if newest <= intake.reference:
        here = {intake.key(child.identifier, path) for path in (*(e.path for e in child.elements), *child.unreadable)}
        wanted += missing(before, here, intake, taken)
    return wanted


def missing(before: Before, here: set[str], intake: Intake, taken: Taken) -> list[Wanted]:
    """What was said of a child before and is not said now.

    A field that is gone from a group that is here was taken back. A group that a full file should have is noted as
    absent, without what stood in it; one that is here again is no longer absent.
    """
    wanted: list[Wanted] = []
    parents = {root_of(key): key for key in before}
    gone: set[str] = set()
    for said in sorted(before.values(), key=lambda one: (one.key.count("/"), one.key)):
        parent = parents.get(said.entry.follows) if said.entry.follows else None
        if said.key.endswith(ABSENT):
            if said.key.removesuffix(ABSENT) in here and not said.withdrawn:
                taken.superseded += 1
                wanted.append(_taken_back(said))
        elif said.key in here or said.withdrawn or said.entry.step == intake.kind.person:
            continue
        elif parent in gone:
            gone.add(said.key)
        elif is_field(said.key):
            if parent in here:
                taken.superseded += 1
                wanted.append(_taken_back(said))
        elif intake.full and _expected(said, before.values(), intake):
            gone.add(said.key)
            wanted += _noted(said, before, intake, taken)
    return wanted


def _answers(element: Element, child: ReportedChild, intake: Intake) -> dict[str, Any]:
    named = {name: str(root_of(intake.key(child.identifier, path))) for name, path in element.names.items()}
    return {**element.answers, **named}


def _entry(
    key: str, version: int, element: Element, answers: Mapping[str, Any], child: ReportedChild, intake: Intake
) -> Wanted:
    follows = root_of(intake.key(child.identifier, element.within)) if element.within else None
    return Wanted(key, version, element.step, element.happened, answers, follows)


def _same(before: Entry, element: Element, answers: Mapping[str, Any]) -> bool:
    """The same content. A person is described as at the day of the file, which is no part of what is said."""
    said = {name: answer for name, answer in before.answers.items() if name not in NOT_OF_THE_FILE}
    return said == dict(answers) and (before.day == element.happened or element.path == PERSON)


def _taken_back(said: Said) -> Wanted:
    entry = said.entry
    return Wanted(said.key, said.version + 1, entry.step, entry.day, {**entry.answers, WITHDRAWN: True}, entry.follows)


def _noted(said: Said, before: Before, intake: Intake, taken: Taken) -> Iterator[Wanted]:
    key = said.key + ABSENT
    there = before.get(key)
    if there is None or there.withdrawn:
        taken.absent += 1
        answers = {"of": said.entry.step, "on": said.entry.day.isoformat()}
        yield Wanted(
            key, there.version + 1 if there else 0, intake.kind.absent, intake.reference, answers, root_of(said.key)
        )


def _expected(said: Said, all_said: Iterable[Said], intake: Intake) -> bool:
    """Whether a full file of this day would say it, because it went on in the time that the file covers."""
    ends = intake.kind.ends.get(said.entry.step)
    root = root_of(said.key)
    end = next(
        (
            one.entry.day
            for one in all_said
            if one.entry.step == ends and one.entry.follows == root and not one.withdrawn
        ),
        None,
    )
    last = end or (dt.date.max if ends else said.entry.day)
    return said.entry.day <= intake.reference and last >= intake.covers
