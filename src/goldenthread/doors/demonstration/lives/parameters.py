"""The rates, shares and durations of made-up lives: data with a source for each, and what a scenario puts in place."""

import csv
import dataclasses
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import accumulate
from math import log
from random import Random

DATA = "data"
ORDINARY = "ordinary"


class NoSuchScenario(LookupError):
    """There is no scenario of this name. The message names those that there are."""


class NothingElse(LookupError):
    """Parameters leave nothing to draw from. The message names the key, and what it still has."""


@dataclasses.dataclass(frozen=True)
class Shares:
    """What may come, each with its share of the whole."""

    values: tuple[str, ...]
    upto: tuple[float, ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, float]]) -> "Shares":
        values, weights = zip(*pairs, strict=True)
        return cls(values, tuple(accumulate(weights)))

    def pick(self, chance: Random) -> str:
        return self.values[min(bisect_right(self.upto, chance.random() * self.upto[-1]), len(self.values) - 1)]


class Parameters:
    """The parameters of one scenario, by their keys in parameters.csv."""

    def __init__(self, rows: Iterable[tuple[str, str, float]]) -> None:
        self._said = list(rows)
        self._rows: dict[str, dict[str, float]] = {}
        for key, of, value in self._said:
            self._rows.setdefault(key, {})[of] = value
        self._shares = {key: Shares.of(row.items()) for key, row in self._rows.items()}
        self._spreads = {
            key: (log(row["median"]), row["spread"]) for key, row in self._rows.items() if row.keys() >= {"median"}
        }

    def but(self, rows: Iterable[tuple[str, str, float]]) -> "Parameters":
        """The same, where what these rows say of a key stands in the place of all that was said of it."""
        own = list(rows)
        named = {key for key, _, _ in own}
        return Parameters([row for row in self._said if row[0] not in named] + own)

    def number(self, key: str, of: str = "") -> float:
        """One number."""
        return self._rows[key][of]

    def knows(self, key: str, of: str) -> bool:
        """Whether there is such a number."""
        return of in self._rows[key]

    def pick(self, key: str, chance: Random) -> str:
        """One of several, by their shares."""
        return self._shares[key].pick(chance)

    def pick_but(self, key: str, chance: Random, *, without: str) -> str:
        """One of several by their shares, drawn until it is another than this one.

        :raises NothingElse: if there is none that is ever drawn
        """
        if not any(share for value, share in self._rows[key].items() if value != without):
            raise NothingElse(f"{key} knows nothing but {without}: give something else a share, in its scenario.")
        while (one := self.pick(key, chance)) == without:
            pass
        return one

    def drawn(self, key: str, chance: Random) -> float:
        """A duration: most near the median, a few much longer."""
        return chance.lognormvariate(*self._spreads[key])

    def happens(self, key: str, chance: Random) -> bool:
        """Whether something of a given share comes to be."""
        return chance.random() < self._rows[key][""]


def scenarios() -> list[str]:
    """The names of the scenarios that there are."""
    here = files(__package__).joinpath(DATA, "scenarios")
    return [ORDINARY, *sorted(each.name[:-4] for each in here.iterdir() if each.name.endswith(".csv"))]


@cache
def parameters(scenario: str = ORDINARY) -> Parameters:
    """The parameters of a scenario. What its own table says of a key stands in the place of all the ordinary rows.

    :raises NoSuchScenario: naming those that there are
    """
    if scenario not in scenarios():
        raise NoSuchScenario(f"There is no scenario {scenario!r}. There are: {', '.join(scenarios())}.")
    ordinary = Parameters(_rows("parameters.csv"))
    return ordinary if scenario == ORDINARY else ordinary.but(_rows("scenarios", f"{scenario}.csv"))


def _rows(*path: str) -> list[tuple[str, str, float]]:
    table = files(__package__).joinpath(DATA, *path).read_text(encoding="utf-8")
    return [(row["key"], row["of"], float(row["value"])) for row in csv.DictReader(table.splitlines())]
