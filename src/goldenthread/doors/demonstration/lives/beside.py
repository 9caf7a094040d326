"""What goes on beside a plan, each thing at its own pace: a service, a programme, somebody of another team."""

from collections.abc import Generator
from typing import NamedTuple

# Each says at which minute it goes on, and is told then whether all of it is over.
Thing = Generator[float, bool, None]
NEVER = float("inf")


class _One(NamedTuple):
    minute: float
    number: int
    name: str
    thing: Thing


class Beside:
    """The things that go on beside one plan, which are written down by whoever has the plan."""

    def __init__(self) -> None:
        self._things: list[_One] = []
        self._begun = 0

    @property
    def due(self) -> float:
        """The minute at which the next of them goes on."""
        return min((one.minute for one in self._things), default=NEVER)

    def has(self, name: str) -> bool:
        """Whether a thing of this name goes on."""
        return any(one.name == name for one in self._things)

    def begins(self, thing: Thing, name: str = "") -> None:
        """One more, after those that are there."""
        self._begun += 1
        self._stays(_One(next(thing, NEVER), self._begun, name, thing))

    def goes_on(self) -> None:
        """What is due is done."""
        one = min(self._things, key=lambda each: each[:2])
        self._things.remove(one)
        self._told(one, over=False)

    def over(self) -> None:
        """The plan ends, and each of them with it."""
        while self._things:
            self._told(self._things.pop(0), over=True)

    def _told(self, one: _One, *, over: bool) -> None:
        try:
            self._stays(one._replace(minute=one.thing.send(over)))
        except StopIteration:
            return

    def _stays(self, one: _One) -> None:
        if one.minute < NEVER:
            self._things.append(one)
