"""Teams at work: who is there, who has room, and what waits until somebody has."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from random import Random
from typing import Any

import simpy

from goldenthread.casework.access import Actor
from goldenthread.doors.demonstration.lives.clock import Clock
from goldenthread.doors.demonstration.lives.staff import PostPlan, Tenure

Wait = Generator[simpy.Event, Any, Any]


class Worker:
    """Somebody in a post while they hold it, and what they carry."""

    __slots__ = ("actor", "cases", "tenure")

    def __init__(self, tenure: Tenure, actor: Actor) -> None:
        self.tenure, self.actor = tenure, actor
        self.cases: dict[Any, int] = {}

    @property
    def load(self) -> int:
        return sum(self.cases.values())

    @property
    def allocation(self) -> dict[str, Any]:
        """The answers that give work to this worker."""
        actor = self.actor
        return {
            "worker_id": actor.worker,
            "post_id": actor.post,
            "team_id": actor.team,
            "worker_id_said": actor.name,
        }


class Team:
    """Those who do the same work; which of them is there at a minute follows from their tenures."""

    def __init__(
        self, posts: Iterable[PostPlan], actors: Mapping[str, Actor], standing_in: "Team | None" = None
    ) -> None:
        self.workers = [Worker(tenure, actors[tenure.email]) for post in posts for tenure in post.tenures]
        self.standing_in = standing_in
        self._turn = 0

    def somebody(self, minute: float) -> Worker:
        """Whoever is there, in turn; else whoever stands in for them."""
        many = len(self.workers)
        for step in range(many):
            worker = self.workers[(self._turn + step) % many]
            if worker.tenure.is_there(minute):
                self._turn = (self._turn + step + 1) % many
                return worker
        if self.standing_in:
            return self.standing_in.somebody(minute)
        return min(self.workers, key=lambda one: abs(one.tenure.begins - minute))

    def anybody(self, minute: float, chance: Random) -> Worker:
        """One of those who are there, whose turn it need not be and does not become; else who stands in for them."""
        there = [one for one in self.workers if one.tenure.is_there(minute)]
        if not there and self.standing_in:
            return self.standing_in.anybody(minute, chance)
        return chance.choice(there or self.workers)


class Caseholders(Team):
    """A team whose workers carry cases up to a limit. What nobody has room for waits, first come first."""

    LONGEST_WAIT = 8

    def __init__(
        self,
        env: simpy.Environment,
        clock: Clock,
        posts: Sequence[PostPlan],
        actors: Mapping[str, Actor],
        standing_in: Team,
    ) -> None:
        super().__init__(posts, actors, standing_in)
        self.env, self.clock = env, clock
        self._waiting: deque[tuple[float, Any, int, simpy.Event]] = deque()
        self.hand_over: Callable[[Any, Worker, Worker], None] = lambda case, before, after: None
        env.process(self._mornings())
        for worker in self.workers:
            if worker.tenure.ends < clock.ends:
                env.process(self._leaves(worker))

    def given(self, case: Any, children: int) -> Wait:
        """Wait until somebody has room, and give it to them."""
        worker = None if self._waiting else self._with_room(children)
        if worker is None:
            event = self.env.event()
            self._waiting.append((self.env.now, case, children, event))
            worker = yield event
        else:
            worker.cases[case] = children
        return worker

    def keeps(self, case: Any, worker: Worker, children: int) -> None:
        """Somebody goes on with a case without having been asked whether there is room."""
        worker.cases[case] = children

    def fewer(self, case: Any, children: int) -> None:
        """A case goes on with so many children, whoever has it."""
        for worker in self.workers:
            if case in worker.cases:
                worker.cases[case] = children

    def done(self, case: Any) -> None:
        """A case is nobody's any more."""
        for worker in self.workers:
            worker.cases.pop(case, None)

    def _with_room(self, children: int, *, anybody: bool = False) -> Worker | None:
        now = self.env.now
        best, least = None, 1e9
        for worker in self.workers:
            tenure = worker.tenure
            # Nobody is given work in their last three weeks.
            if not tenure.is_there(now) or tenure.ends < now + 21 * 24 * 60:
                continue
            load = worker.load
            if load < least and (anybody or not load or load + children <= (tenure.limit or 18)):
                best, least = worker, load
        return best

    def _mornings(self) -> Wait:
        while True:
            yield self.env.timeout(self.clock.on(self.env.now, 1, 9 * 60 + 20) - self.env.now)
            while self._waiting:
                since, case, children, event = self._waiting[0]
                long = self.clock.working_days(since, self.env.now) > self.LONGEST_WAIT
                worker = self._with_room(children, anybody=long)
                if worker is None:
                    break
                self._waiting.popleft()
                worker.cases[case] = children
                event.succeed(worker)

    def _leaves(self, worker: Worker) -> Wait:
        leaves = max(self.clock.on(worker.tenure.ends - 1, 0, 12 * 60), self.env.now)
        yield self.env.timeout(leaves - self.env.now)
        for case, children in list(worker.cases.items()):
            after = self._with_room(children, anybody=True) or self._anybody_but(worker)
            del worker.cases[case]
            after.cases[case] = children
            self.hand_over(case, worker, after)

    def _anybody_but(self, worker: Worker) -> Worker:
        here = [
            one for one in self.workers if one is not worker and one.tenure.begins <= self.env.now < one.tenure.ends
        ]
        later = [one for one in self.workers if one.tenure.ends > self.env.now and one is not worker]
        return (
            min(here, key=lambda one: one.load) if here else min(later or [worker], key=lambda one: one.tenure.begins)
        )
