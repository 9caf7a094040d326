"""Letters to families: after some decisions whoever works with the children writes what was decided."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from goldenthread.blocks.letters import letter_after
from goldenthread.casework.letters import WRITTEN
from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.family import Child, Family, ToBeWritten
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.words import letter as words
from goldenthread.language import Author, Compartment, Entry, handbook

OFTEN = "letter.written"


def saved(
    life: Life, family: Family, step: str, children: Sequence[Child], entries: Sequence[UUID], by: Worker,
    answers: Sequence[Mapping[str, Any]],
) -> None:  # fmt: skip
    """Something was decided after which a letter may be written: for all the children of the day, or for none."""
    if letter_after(step) is None or not life.of.knows(OFTEN, step):
        return
    plan = family.letters.get(step)
    if plan is None or plan.day != life.today:
        plan = family.letters[step] = _planned(life, family, step)
    if plan.minute is not None:
        known, author = life.clock.moment(life.env.now), Author(by.actor.name)
        told = [
            Entry(id_, child.about, step, life.today, known, own, author)
            for id_, child, own in zip(entries, children, answers, strict=True)
            if child.about
        ]
        life.env.process(_written(life, family, children, told, by, plan))


def _planned(life: Life, family: Family, step: str) -> ToBeWritten:
    of, chance = life.of, family.chance
    if chance.random() > of.number(OFTEN, step):
        return ToBeWritten(life.today, None, "")
    minute = life.clock.after(life.env.now, of.drawn("letter.hours", chance))
    return ToBeWritten(life.today, minute, of.pick("letter.how", chance))


def _written(
    life: Life, family: Family, children: Sequence[Child], told: Sequence[Entry], by: Worker, plan: ToBeWritten
) -> Wait:
    yield life.until(plan.minute or 0)
    part = handbook().steps[told[0].step].compartment
    for child, entry in zip(children, told, strict=True):
        writes = _helper(child, by) if part == Compartment.EARLY_HELP else _worker(child)
        if child.accepted <= plan.day and writes and writes.tenure.is_there(life.env.now):
            said = words.written(family, child, entry, plan.how, life.today)
            life.save(family, WRITTEN[part], [child], writes, said, follows=[entry.id])


def _worker(child: Child) -> Worker | None:
    """Whoever works with the child, or did last."""
    mine = child.open or _last_with(child, "assessment")
    return child.case.worker if mine and isinstance(child.case, Case) else None


def _helper(child: Child, by: Worker) -> Worker | None:
    """The early help worker, while the help goes on or where nobody else had to do with the child since."""
    return by if child.early_help or _last_with(child, "early_help") else None


def _last_with(child: Child, holder: str) -> bool:
    return not child.open and child.holder == holder and not child.heard_of
