"""What every pathway's part stands on: the clock, the people at work, the words, and the one place that saves."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any
from uuid import UUID

import simpy

from goldenthread.casework.access import Actor
from goldenthread.casework.acts import Act, Shared, with_also
from goldenthread.casework.bulk.saved import Saved
from goldenthread.doors.demonstration.lives.at_work import Caseholders, Team, Wait, Worker
from goldenthread.doors.demonstration.lives.beside import Beside
from goldenthread.doors.demonstration.lives.clock import Clock
from goldenthread.doors.demonstration.lives.family import Child, Family, Worry
from goldenthread.doors.demonstration.lives.parameters import Parameters
from goldenthread.doors.demonstration.lives.staff import EARLY_HELP, FRONT_DOOR, Locality, Plan
from goldenthread.doors.demonstration.steering import Steering
from goldenthread.language import derived_id, handbook

Own = Mapping[int, Mapping[str, Any]]
Saves = Callable[[Family, str, Sequence[Child], Sequence[UUID], Worker, Sequence[Mapping[str, Any]]], None]


@dataclasses.dataclass(eq=False)
class Case:
    """Work with some children of a family, and who does it now; waits: what must be over before it can end.

    beside: what goes on beside its plan.
    """

    family: Family
    children: list[Child]
    worker: Worker
    team: Caseholders
    managers: Team
    waits: list[simpy.Event] = dataclasses.field(default_factory=list)
    beside: Beside = dataclasses.field(default_factory=Beside)

    def may_end(self) -> Wait:
        """Wait until nothing is open beside it that must be over first."""
        yield from self.waits


class Life:
    """One locality while it is lived."""

    def __init__(
        self,
        of: Parameters,
        clock: Clock,
        plan: Plan,
        here: Locality,
        actors: Mapping[str, Actor],
        teams: Mapping[str, int],
        steering: Steering | None = None,
    ) -> None:
        self.of, self.clock, self.steering = of, clock, steering
        self.env = env = simpy.Environment()
        self.heads = Team(plan.heads, actors)
        self.nights = Team(plan.nights, actors, self.heads)
        self.chairs = Team(plan.chairs, actors)
        self.help_managers = Team(plan.help_managers, actors, self.heads)
        self.managers = Team(here.managers, actors, self.heads)
        self.officers = Team(here.officers, actors, self.nights)
        self.helpers = Team(here.helpers, actors, self.heads)
        self.assessment_managers = Team(here.assessment_managers, actors, self.heads)
        self.plan_managers = Team(here.plan_managers, actors, self.heads)
        self.assessors = Caseholders(env, clock, here.assessors, actors, self.assessment_managers)
        self.planners = Caseholders(env, clock, here.planners, actors, self.plan_managers)
        named = {plan.code: plan.name for plan in plan.teams}
        self.assessment_team: dict[str, Any] = {
            "takes_on": teams[here.assessment],
            "takes_on_said": named[here.assessment],
        }
        self.plan_team: dict[str, Any] = {"to_team": teams[here.plans], "to_team_said": named[here.plans]}
        self.help_team = {"takes_on": teams[EARLY_HELP], "takes_on_said": "Early help"}
        self.early_help, self.front_door = teams[EARLY_HELP], teams[FRONT_DOOR]
        self.directory = plan.directory
        # Early help that is not enough goes back to the front door, which begins early help: set where both are known.
        self.stepped_up: Callable[[Family, Worry, list[UUID]], None] = lambda family, worry, follows: None
        # What somebody does because something was saved: set where it is known, too.
        self.saved: Saves = lambda family, step, children, entries, by, answers: None
        self._of_everywhere = {*self.heads.workers, *self.chairs.workers}
        self._steps = handbook().steps
        self._numbered = sum(one.children for one in plan.localities if one.number < here.number)

    @property
    def today(self) -> dt.date:
        return self.clock.day(self.env.now)

    def next_number(self) -> int:
        """Each child's own in the whole authority, as long as no locality gives out more than it has children."""
        self._numbered += 1
        return self._numbered

    def until(self, minute: float) -> simpy.Event:
        """Wait until a minute; not at all if it has passed."""
        return self.env.timeout(max(0.0, minute - self.env.now))

    def when_there(self, case: Case, chance: Random | None = None) -> Wait:
        """Wait until the office is open and the case's worker, whoever that is by then, is there."""
        while True:
            now = self.env.now
            tenure = case.worker.tenure
            minute = self.clock.opened(max(now, tenure.begins))
            minute = self.clock.opened(tenure.back(minute))
            if minute >= tenure.ends:
                # They have left; whoever takes over is named within the day.
                minute = self.clock.after(now, 4)
            elif minute <= now:
                return
            # Nobody does everything at the minute at which the office opens.
            yield self.env.timeout(minute - now + (chance or case.family.chance).uniform(3, 90))

    def save(
        self,
        family: Family,
        step: str,
        children: Sequence[Child],
        by: Worker,
        shared: Mapping[str, Any] | None = None,
        own: Own | None = None,
        *,
        happened: float | None = None,
        follows: Sequence[UUID] = (),
        key: str = "",
    ) -> list[UUID]:
        """What one person saves now about some children, together where the step allows; the entries' ids.

        own: each child's own answers, by its place among the children. happened: the minute, if it was earlier. key: of
        what is lived apart.
        """
        shared = shared or {}
        several = len(children) > 1
        minute = self.env.now if happened is None else happened
        when: dt.date = self.clock.moment(minute) if self._steps[step].timed else self.clock.day(minute)
        acts = []
        for nth, child in enumerate(children):
            mine = own.get(nth, {}) if own else {}
            answers = dict(mine) if several else {**shared, **mine}
            assert child.about is not None
            acts.append(Act(step, child.about, when, answers, follows[nth] if follows else None))
        declared, said_once = self._steps[step], Shared(shared) if several else None
        if (declared.begins or declared.also) and by in self._of_everywhere:
            # What somebody of no team of ours begins stays with theirs.
            for child in children:
                child.heard_of = True
        key = self.keep(family, acts, by, said_once, key=key)
        entries = [derived_id(key, nth) for nth in _places(acts, by, key, said_once)]
        said = [{**shared, **act.answers} for act in acts]
        self.saved(family, step, children, entries, by, said)
        return entries

    @staticmethod
    def brought(family: Family, children: Sequence[Child]) -> list[UUID]:
        """The entries that the last recording brought with it, where each child's brought one."""
        return [derived_id(family.saved[-1].key, 1 + 2 * nth) for nth in range(len(children))]

    def keep(
        self, family: Family, acts: Sequence[Act], by: Worker, shared: Shared | None = None, *, key: str = ""
    ) -> str:
        """Keep a recording, later than the family's last."""
        key = key or family.next_key()
        at = self.clock.moment(self.env.now)
        if family.last_at is not None and at <= family.last_at:
            at = family.last_at + dt.timedelta(seconds=1)
        family.last_at = at
        family.saved.append(Saved(tuple(acts), by.actor, key, at, shared))
        return key


def _places(acts: Sequence[Act], by: Worker, key: str, shared: Shared | None) -> list[int]:
    """Where each of these stands in its recording: what one brings with it comes before the next."""
    if len(acts) == 1:
        return [0]
    mine = {id(act) for act in acts}
    everything = with_also(acts, by=by.actor, key=key, occasion=shared)
    return [place for place, act in enumerate(everything) if id(act) in mine]


__all__ = ["FRONT_DOOR", "Case", "Life"]
