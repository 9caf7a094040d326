"""Before an assessment is written or a conference held, the worker says of some events what they mean for the child."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.words import analysed as words

CHRONOLOGY = "chronology"
WEIGHED, LEFT_OUT = "analysed_chronology.weighed", "analysed_chronology.left_out"
CONTACT, CONFERENCE = "front_door.contact_received", "section47.authorised"
VISITS = ("assessment.child_seen", "section47.child_seen", "child_in_need.visited", "child_protection.visited")
HURT = ("physical_abuse",)
# What is to be decided, by the step that tells that it will be; and by the step after which it is too late.
BEFORE = {"assessment.allocated": "assessment", CONFERENCE: "conference"}
DECIDED = {"assessment.written": "assessment", "section47.conference_held": "conference"}
MOST = 4


class Event(NamedTuple):
    """Something that happened, as it may be weighed."""

    id: UUID
    kind: str


def saved(
    life: Life, family: Family, step: str, children: Sequence[Child], entries: Sequence[UUID], by: Worker,
    answers: Sequence[Mapping[str, Any]],
) -> None:  # fmt: skip
    """Something happened that can be weighed, or something will be decided for which it matters."""
    events, what, over = step == CONTACT or step in VISITS, BEFORE.get(step), DECIDED.get(step)
    if not (events or what or over):
        return
    apart = family.by_itself(CHRONOLOGY)
    for child, entry, said in zip(children, entries, answers, strict=True):
        if events:
            apart.kept.setdefault(child, []).append(Event(entry, _kind(step, said)))
        if over:
            apart.done.add((child, over))
        if what and said.get("conference", "yes") == "yes" and child.birth_said:
            apart.done.discard((child, what))
            if life.of.happens(f"chronology.weighed.{what}", apart.chance):
                life.env.process(_weigh(life, family, child, what))


def _kind(step: str, said: Mapping[str, Any]) -> str:
    if step == CONTACT:
        return words.INJURY if said.get("kind") in HURT else words.TOLD
    return words.NOT_SEEN if said.get("seen") == "no" else words.SEEN


def _weigh(life: Life, family: Family, child: Child, what: str) -> Wait:
    """Some events are weighed in one sitting, each of them once."""
    of, apart = life.of, family.by_itself(CHRONOLOGY)
    chance = apart.chance
    yield from _in_hours(life, of.drawn(f"chronology.days.{what}", chance), chance)
    for _ in range(int(of.pick("chronology.events", chance))):
        case = yield from _there(life, child, chance)
        open_ = [one for one in apart.kept.get(child, ()) if (child, str(one.id)) not in apart.done]
        if case is None or not open_ or (child, what) in apart.done:
            return
        # What happened last weighs most, and is what somebody thinks of first.
        event = chance.choice(open_[-MOST:])
        apart.done.add((child, str(event.id)))
        said = words.weighed(
            family, child, event.kind, of.pick(f"chronology.was.{event.kind}", chance), life.today, chance
        )
        life.save(family, WEIGHED, [child], case.worker, said, follows=[event.id], key=apart.next_key())
        if of.happens("chronology.left_out", chance):
            life.env.process(_left_out(life, family, child, event))
        yield life.env.timeout(chance.uniform(3, 14))


def _left_out(life: Life, family: Family, child: Child, event: Event) -> Wait:
    apart = family.by_itself(CHRONOLOGY)
    chance = apart.chance
    yield from _in_hours(life, life.of.drawn("chronology.left_out_days", chance), chance)
    case = yield from _there(life, child, chance)
    if case is not None:
        said = words.left_out(family, child, life.today, chance)
        life.save(family, LEFT_OUT, [child], case.worker, said, follows=[event.id], key=apart.next_key())


def _in_hours(life: Life, days: float, chance: Random) -> Wait:
    yield life.until(life.clock.on(life.env.now + (days - 1) * DAY, 1, chance.uniform(9.5, 16.5) * 60))


def _there(life: Life, child: Child, chance: Random) -> Wait:
    """The work with the child, once whoever does it is there; nothing, where it has ended."""
    case = child.case
    if not child.open or not isinstance(case, Case) or not case.worker:
        return None
    yield from life.when_there(case, chance)
    return case if child.open and child.case is case else None
