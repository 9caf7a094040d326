"""What goes on beside a plan, each thing at its own pace: a service, a programme, somebody of another team."""

from collections.abc import Generator

# Each says at which minute it goes on, and is told then whether all of it is over.
Thing = Generator[float, bool, None]
NEVER = float("inf")


class Beside:
    """The things that go on beside one plan, which are written down by whoever has the plan."""

    def __init__(self) -> None:
        self._things: list[tuple[float, int, Thing]] = []
        self._begun = 0

    @property
    def due(self) -> float:
        """The minute at which the next of them goes on."""
        return min((minute for minute, _, _ in self._things), default=NEVER)

    def begins(self, thing: Thing) -> None:
        """One more, after those that are there."""
        self._begun += 1
        self._stays(next(thing, NEVER), self._begun, thing)

    def goes_on(self) -> None:
        """What is due is done."""
        one = min(self._things, key=lambda each: each[:2])
        self._things.remove(one)
        self._told(one, over=False)

    def over(self) -> None:
        """The plan ends, and each of them with it."""
        while self._things:
            self._told(self._things.pop(0), over=True)

    def _told(self, one: tuple[float, int, Thing], *, over: bool) -> None:
        _, number, thing = one
        try:
            self._stays(thing.send(over), number, thing)
        except StopIteration:
            return

    def _stays(self, minute: float, number: int, thing: Thing) -> None:
        if minute < NEVER:
            self._things.append((minute, number, thing))
