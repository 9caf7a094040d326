"""A made-up authority's years: each locality lived by itself, so that several can be lived at once with one result."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from goldenthread.casework.access import Actor
from goldenthread.doors.demonstration.lives import population, staff
from goldenthread.doors.demonstration.lives.at_work import Wait
from goldenthread.doors.demonstration.lives.clock import Clock
from goldenthread.doors.demonstration.lives.family import Family
from goldenthread.doors.demonstration.lives.life import Life
from goldenthread.doors.demonstration.lives.parameters import ORDINARY, parameters
from goldenthread.doors.demonstration.lives.pathways import (
    allocation,
    analysed,
    front_door,
    left_home,
    letter,
    looked_into,
    mapped,
    moves_here,
)
from goldenthread.doors.demonstration.steering import Steering, shares
from goldenthread.standards.holidays import england_and_wales
from goldenthread.standards.targets import SCENARIOS


class Simulation:
    """So many children, so many years until a day, one seed, one scenario; parts: where somebody is there already."""

    def __init__(
        self,
        *,
        children: int,
        years: int,
        as_at: dt.date,
        seed: int,
        scenario: str = ORDINARY,
        parts: Sequence[staff.Part] = (),
    ) -> None:
        self.of = parameters(scenario)
        first = dt.date(as_at.year - years, as_at.month, min(as_at.day, 28)) + dt.timedelta(days=1)
        self.clock = Clock(first, as_at)
        self.key = f"lives/{scenario}/{children}/{years}/{as_at:%Y%m%d}/{seed}"
        self.plan = staff.planned(self.of, self.clock, seed=self.key, children=children, parts=parts)
        self._steered = scenario if scenario in SCENARIOS else ""
        self._steering: Steering | None = None
        self._next = 0

    def lived(self, locality: int, actors: Mapping[str, Actor], teams: Mapping[str, int]) -> Iterator[Family]:
        """Live one locality's years, and give its families one by one, each with what was saved about it.

        Where a scenario is held to published figures, those before it are lived first, as far as they have not been:
        what they counted decides what is decided here, whichever process asks for whichever locality.

        actors: everybody of the plan, by their address; teams: every team's number, by its code.
        """
        if self._steered:
            if self._steering is None or locality < self._next:
                self._steering = Steering(shares(self._steered), calendar=england_and_wales(), seed=self.key)
                self._next = 0
            for earlier in range(self._next, locality):
                self._live(earlier, actors, teams)
            self._next = locality + 1
        yield from self._live(locality, actors, teams)

    def _live(self, locality: int, actors: Mapping[str, Actor], teams: Mapping[str, int]) -> list[Family]:
        here = self.plan.localities[locality]
        life = Life(self.of, self.clock, self.plan, here, actors, teams, self._steering)
        for team in (life.assessors, life.planners):
            team.hand_over = lambda case, before, after: allocation.handed_over(life, case, before, after)
        life.stepped_up = lambda family, worry, follows: front_door.stepped_up(life, family, worry, follows)
        life.saved = partial(_saved, life)
        seed, coming = f"{self.key}/{locality}", int(here.children * self.of.number("moves.in"))
        found = list(population.families(self.of, self.clock, seed=seed, children=here.children - coming))
        found += moves_here.families(self.of, self.clock, seed=seed, children=coming)
        for family in found:
            life.env.process(_lives(life, family))
        # What would be saved after the last day has not happened yet.
        life.env.run(until=self.clock.ends)
        return found


def _saved(life: Life, *said: Any) -> None:
    """Whatever somebody does because something was saved."""
    for heard in (letter.saved, mapped.saved, analysed.saved, looked_into.saved, left_home.saved):
        heard(life, *said)


def _lives(life: Life, family: Family) -> Wait:
    for worry in family.worries:
        yield life.until(worry.minute)
        life.env.process(front_door.contact(life, family, worry))
