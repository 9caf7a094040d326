"""A child in need: the plan is agreed and approved, visits and reviews come round, and the work ends."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from uuid import UUID

from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.pathways import out_of_hours
from goldenthread.doors.demonstration.lives.words import child_in_need as words
from goldenthread.language import derived_id


@dataclasses.dataclass
class Promise:
    """An action of a child's plan, as long as it is owed; forgotten: by whoever would follow it up; begun: somebody
    has said so.
    """

    child: Child
    id: str
    what: str
    by: str
    forgotten: bool | None = None
    begun: bool = False

    def due(self, within: float, day: dt.date) -> bool:
        """Whether its day comes within so many days, or has come."""
        return bool(self.by) and (dt.date.fromisoformat(self.by) - day).days <= within


# Asks of a review what a panel decides, if the family is brought to one: a word for what changes, or nothing.
Weigh = Callable[[Life, Case], Wait]


def work(life: Life, case: Case, closes: float, weigh: Weigh) -> Wait:
    """From the day it opens until the day it closes, in the order in which things fall due.

    Answers what a panel decided instead, where one did.
    """
    of, chance, env = life.of, case.family.chance, life.env
    promises: list[Promise] = []
    plan = life.clock.on(env.now, of.drawn("child_in_need.plan_days", chance), chance.uniform(10, 16) * 60)
    visit_on = env.now + of.drawn("child_in_need.visit_days", chance) * DAY
    review = plan + of.drawn("child_in_need.review_days", chance) * DAY
    visits = 0
    while (first := min(plan, visit_on, review, case.beside.due)) < closes - DAY:
        beside, planned, visiting = first == case.beside.due, first == plan, first == visit_on
        yield life.until(first)
        yield from life.when_there(case)
        if beside:
            case.beside.goes_on()
        elif planned:
            promises = yield from _plan(life, case)
            plan = float("inf")
        elif visiting:
            yield from visit(life, case, visits)
            yield from follow_up(life, case.family, case.worker, promises)
            visits += 1
            visit_on = env.now + of.drawn("child_in_need.visit_days", chance) * DAY
        else:
            ends = closes - env.now < of.number("child_in_need.last_review_days") * DAY
            shared, own = words.reviewed(case.family, case.children, life.today, ends=ends)
            life.save(case.family, "child_in_need.reviewed", case.children, case.worker, shared, own)
            review = env.now + of.drawn("child_in_need.review_days", chance) * DAY
            if not ends and (instead := (yield from weigh(life, case))):
                return instead
    return None


def _plan(life: Life, case: Case) -> Wait:
    """The plan, perhaps sent back once, and its approval for each child. Returns what it promises."""
    of, chance, env, family = life.of, case.family.chance, life.env, case.family
    promises: list[Promise] = []
    returned = of.happens("child_in_need.returned", chance)
    for turn in range(1 + returned):
        actions = int(of.pick("child_in_need.actions", chance))
        lacks = 0.0 if turn else of.number("child_in_need.action_lacks")
        shared, own = words.planned(family, case.children, case.worker, life.today, actions=actions, lacks=lacks)
        entries = life.save(family, "child_in_need.planned", case.children, case.worker, shared, own)
        promises = promised(case.children, entries, own)
        yield life.until(life.clock.after(env.now, of.drawn("child_in_need.approved_hours", chance)))
        manager, last = case.managers.somebody(env.now), turn == returned
        step, say = ("child_in_need.approved", words.approved) if last else ("child_in_need.returned", words.returned)
        for child in case.children:
            life.save(family, step, [child], manager, say(family, child, life.today))
            yield env.timeout(chance.uniform(2, 6))
        if not last:
            yield from life.when_there(case)
    return promises


def promised(children: Sequence[Child], entries: list[UUID], own: dict[int, dict[str, str]]) -> list[Promise]:
    """The actions that are owed by what was just saved of each child."""
    found = []
    for nth, (child, entry) in enumerate(zip(children, entries, strict=True)):
        number = 1
        while what := own[nth].get(f"actions_{number}_what"):
            id_ = str(derived_id(entry, "actions", number))
            found.append(Promise(child, id_, what, own[nth].get(f"actions_{number}_by", "")))
            number += 1
    return found


def visit(life: Life, case: Case, nth: int, plan: str = "child_in_need") -> Wait:
    """A visit under one plan or the other, written down within some days."""
    of, chance, family = life.of, case.family.chance, case.family
    nobody = of.happens(f"{plan}.nobody_in", chance)
    here = [child for child in case.children if child.birth_said] or case.children
    happened = life.env.now
    shared, own = words.visited(family, here, nth, life.today, nobody=nobody)
    typed = int(of.pick("assessment.typed_days", chance))
    later = life.clock.on(life.env.now, typed, chance.uniform(9.3, 16.9) * 60) if typed else happened + 90
    yield life.until(later)
    yield from life.when_there(case)
    life.save(family, f"{plan}.visited", here, case.worker, shared, own, happened=happened)
    out_of_hours.perhaps_briefed(life, case, here, plan)


def follow_up(life: Life, family: Family, worker: Worker, promises: list[Promise], plan: str = "child_in_need") -> Wait:
    """Something is said of an action now and then; what is done is no longer owed."""
    chance = family.chance
    for promise in list(promises):
        if not _thought_of(life, family, promise, plan):
            continue
        yield life.env.timeout(chance.uniform(2, 9))
        done = chance.random() < 0.7
        progress = "done" if done else "dropped" if promise.begun or chance.random() > 0.8 else "under_way"
        what = words.promised(promise.what, promise.by)
        said = words.followed_up(family, promise.child, promise.id, what, progress, life.today)
        life.save(family, f"{plan}.action_followed_up", [promise.child], worker, said)
        promise.begun = True
        if progress != "under_way":
            promises.remove(promise)


def _thought_of(life: Life, family: Family, promise: Promise, plan: str) -> bool:
    """Whether something is said of an action today: mostly of what is due soon or was, unless it is forgotten."""
    of, chance = life.of, family.chance
    if promise.forgotten is None:
        promise.forgotten = of.happens("promises.forgotten", chance)
    due = promise.due(of.number("promises.due_within_days"), life.today)
    said = of.number("promises.followed_up_when_due" if due else f"{plan}.followed_up")
    return not promise.forgotten and chance.random() < said
