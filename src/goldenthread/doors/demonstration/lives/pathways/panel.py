"""A family before the early help action meeting or the child in need panel, and what is done about its decision."""

import dataclasses
from collections.abc import Callable

from goldenthread.doors.demonstration.lives.at_work import Team, Wait, Worker
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.life import Life
from goldenthread.doors.demonstration.lives.pathways.child_in_need import Promise, promised
from goldenthread.doors.demonstration.lives.words import child_in_need as promises
from goldenthread.doors.demonstration.lives.words import panel as words

ACTION_MEETING, PANEL = words.ACTION_MEETING, words.PANEL
STEP_UP, STEP_DOWN, CO_WORKING, ENDS = words.STEP_UP, words.STEP_DOWN, words.CO_WORKING, words.ENDS
CHANGES = (STEP_UP, STEP_DOWN, CO_WORKING, ENDS)


@dataclasses.dataclass(frozen=True)
class Brought:
    """Who is brought to which panel, who decides there, and who works with the family by then; but: what it does not
    decide.
    """

    family: Family
    children: list[Child]
    kind: str
    managers: Team
    worker: Callable[[], Worker]
    but: str = ""


@dataclasses.dataclass(frozen=True)
class Decided:
    """What a panel decided, of what it weighed, and what it has somebody do; begun: whether anybody sees to it."""

    decision: str
    weighed: str
    promises: list[Promise]
    begun: bool

    @property
    def changes(self) -> str:
        """What is other from now on, if anything is."""
        return self.decision if self.begun and self.decision in CHANGES else ""


def is_brought(life: Life, family: Family, children: list[Child], kind: str) -> bool:
    """Whether this family is brought to a panel: all its children are there to be spoken of."""
    all_born = all(child.birth_said for child in children)
    return not family.alone and all_born and life.of.happens(f"panel.brought.{kind}", family.chance)


def hear(life: Life, one: Brought) -> Wait:
    """From the day on which somebody asks the panel until it has decided, perhaps at its second look."""
    of, family, chance = life.of, one.family, one.family.chance
    asked = words.asked(family, one.children, one.kind, life.today)
    life.save(family, "panel.asked", one.children, one.worker(), asked)
    wait = "panel.held_days"
    while True:
        yield life.until(life.clock.on(life.env.now, of.drawn(wait, chance), chance.uniform(9.6, 15) * 60))
        decision = of.pick_but(f"panel.decides.{one.kind}", chance, without=one.but)
        decided = _held(life, one, decision)
        if decision != words.AGAIN:
            return decided
        wait = "panel.again_days"


def _held(life: Life, one: Brought, decision: str) -> Decided:
    of, family, children = life.of, one.family, one.children
    chair, actions = one.managers.somebody(life.env.now), int(of.pick("panel.actions", family.chance))
    days = int(of.number("panel.action_days", "from")), int(of.number("panel.action_days", "to"))
    shared, own = words.held(
        family, children, one.kind, decision, chair, one.worker(), life.today, actions=actions, days=days
    )
    entries = life.save(family, "panel.held", children, chair, shared, own)
    owed = promised(children, entries, dict.fromkeys(range(len(children)), shared))
    begun = decision not in CHANGES or not of.happens("panel.not_begun", family.chance)
    return Decided(decision, str(shared["weighed"]), owed, begun)


def seen_to(life: Life, family: Family, worker: Worker, decided: Decided) -> Wait:
    """What the panel had somebody do is done, and it is said what came of it."""
    for promise in decided.promises:
        yield life.env.timeout(family.chance.uniform(2, 9))
        what = promises.promised(promise.what, promise.by)
        said = words.seen_to(family, promise.child, promise.id, what, life.today)
        life.save(family, "panel.action_followed_up", [promise.child], worker, said)
    decided.promises.clear()
