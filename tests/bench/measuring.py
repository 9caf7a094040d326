"""What a thing costs: processor time of those who do it, beside the same of those who do the least that would do.

Processor time is nearly the same on a busy machine as on a quiet one; time by the clock is not. What is compared is
done in turn, so that whatever else goes on falls on both.
"""

import dataclasses
import os
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

TICK = os.sysconf("SC_CLK_TCK")
MS, EACH_SECOND, SECONDS, MEGABYTES = "ms", "/s", "s", "MB"


@dataclasses.dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, against which floor, and what of it is promised.

    most: how many times its floor it may take. at_most: how much it may take by itself. at_least: how many a second it
    must do. queries: how many a page asks; beside: what else was seen, for the JSON alone.
    """

    what: str
    against: str
    ours: float
    floor: float | None = None
    unit: str = MS
    most: float | None = None
    at_most: float | None = None
    at_least: float | None = None
    queries: int | None = None
    beside: dict[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def times(self) -> float | None:
        """How many times its floor it takes; of what is done in a second, how many times fewer."""
        if self.floor is None:
            return None
        return self.floor / self.ours if self.unit == EACH_SECOND else self.ours / self.floor

    @property
    def broken(self) -> str:
        """What was promised and does not hold, or nothing."""
        if self.most is not None and (self.times or 0) > self.most:
            return f"{self.what}: {self.times:.2f} times, against {self.against}; {self.most:g} at most"
        if self.at_most is not None and self.ours > self.at_most:
            return f"{self.what}: {self.ours:,.0f} {self.unit}; {self.at_most:,.0f} at most"
        if self.at_least is not None and self.ours < self.at_least:
            return f"{self.what}: {self.ours:,.0f}{self.unit}; {self.at_least:,.0f} at least"
        if self.queries is not None and self.queries > MOST_QUERIES:
            return f"{self.what}: {self.queries} queries; {MOST_QUERIES} at most"
        return ""


MOST_QUERIES = 12


def had(process: int) -> float:
    """The processor time that a process and its threads have had, in seconds; nothing where it has ended."""
    try:
        threads = list(Path(f"/proc/{process}/task").iterdir())
        return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9
    except (FileNotFoundError, ProcessLookupError):
        return 0.0


def had_with_children(process: int) -> float:
    """The processor time that a process, its living children and those that have ended have had, in seconds."""
    found = 0
    for one, fields in ((process, slice(11, 15)), *((child, slice(11, 13)) for child in children_of(process))):
        try:
            found += sum(map(int, Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()[fields]))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found / TICK


def children_of(process: int) -> list[int]:
    """The children of a process, by the kernel's own list."""
    return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def together(processes: Callable[[], Iterable[int]]) -> Callable[[], float]:
    """A clock of the processor time that these processes have had."""
    return lambda: sum(map(had, processes()))


@dataclasses.dataclass(frozen=True)
class Cost:
    """The median of some rounds, in seconds: of the processor, and by the clock."""

    processor: float
    clock: float

    @property
    def ms(self) -> float:
        return 1000 * self.processor


@dataclasses.dataclass(frozen=True)
class Act:
    """Something to be done again and again, how the processor time of those who do it is read, and what goes before."""

    do: Callable[[], object]
    processor: Callable[[], float]
    ready: Callable[[], object] = lambda: None


def in_turn(*acts: Act, rounds: int, warm: int = 2) -> list[Cost]:
    """What each of these costs, done one after the other in each round, after some rounds that are not counted."""
    taken: list[list[tuple[float, float]]] = [[] for _ in acts]
    for nth in range(warm + rounds):
        for act, its in zip(acts, taken, strict=True):
            act.ready()
            before, begun = act.processor(), time.perf_counter()
            act.do()
            clock, processor = time.perf_counter() - begun, act.processor() - before
            if nth >= warm:
                its.append((processor, clock))
    return [Cost(*(statistics.median(each) for each in zip(*its, strict=True))) for its in taken]


def once(act: Act) -> Cost:
    """What something costs that is done once."""
    return in_turn(act, rounds=1, warm=0)[0]
