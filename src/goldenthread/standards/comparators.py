"""Figures that the Department for Education publishes, to stand beside our own: of England, of its regions, and of the
statistical neighbours of an authority.
"""

import csv
import dataclasses
import statistics
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

ENGLAND = "England"
MODEL = 2025  # the year of the model by which DfE says who is whose statistical neighbour
CREDIT = "contains public sector information licensed under the Open Government Licence v3.0"


class NotPublished(LookupError):
    """A measure, or an area of it, that the published tables do not have."""


@dataclasses.dataclass(frozen=True)
class Value:
    """One published value; none where a mark stands in its place (suppressed, not available, not applicable)."""

    year: int
    area: str
    code: str
    value: float | None
    mark: str = ""


@dataclasses.dataclass(frozen=True)
class Measure:
    """A published measure with its values, oldest first."""

    key: str
    title: str
    description: str
    unit: str
    good: str
    year_ends: str
    methodology: str
    owner: str
    address: str
    updated: str
    values: tuple[Value, ...]

    def of(self, area: str) -> tuple[Value, ...]:
        """One area's values, year by year.

        :raises NotPublished: for an area that the table does not have
        """
        found = tuple(value for value in self.values if value.area == area)
        if not found:
            raise NotPublished(f"{self.title} is not published for {area!r}. Areas are: {', '.join(self.areas)}.")
        return found

    def latest(self, area: str) -> Value:
        """One area's newest row that is a number, or its newest row, if none is.

        :raises NotPublished: for an area that the table does not have
        """
        rows = self.of(area)
        return next((row for row in reversed(rows) if row.value is not None), rows[-1])

    @property
    def areas(self) -> tuple[str, ...]:
        """Every area of the table, in its own order."""
        return tuple(dict.fromkeys(value.area for value in self.values))

    @property
    def source(self) -> str:
        """The credit that the licence asks for."""
        return f"{self.owner}, Explore education statistics; {CREDIT}"


@dataclasses.dataclass(frozen=True)
class Neighbours:
    """An authority and the ten most like it by DfE's model, the most alike first; `codes` are their DfE numbers."""

    of: str
    codes: tuple[str, ...]
    names: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Spread:
    """What the neighbours have of a measure in the year that ends then; `many` of them have a number."""

    year: int
    many: int
    median: float
    lowest: float
    highest: float


def neighbours(code: str) -> Neighbours:
    """The statistical neighbours of the authority with a DfE number.

    :raises NotPublished: for a number that no authority of the model has
    """
    found = _authorities()
    if code not in found:
        raise NotPublished(
            f"No authority of the {MODEL} model has the DfE number {code!r}; see comparators/neighbours.csv."
        )
    of, codes = found[code]
    return Neighbours(of, codes, tuple(found[one][0] for one in codes))


def spreads(key: str, code: str) -> tuple[Spread, ...]:
    """A measure among an authority's statistical neighbours, oldest year first; none where no authority's is published.

    :raises NotPublished: for a number that no authority of the model has
    """
    beside = frozenset(neighbours(code).codes)
    by_year: dict[int, list[float]] = {}
    for one in _of_authorities().get(key, ()):
        if one.code in beside and one.value is not None:
            by_year.setdefault(one.year, []).append(one.value)
    return tuple(
        Spread(year, len(values), statistics.median(values), min(values), max(values))
        for year, values in sorted(by_year.items())
    )


def measure(key: str) -> Measure:
    """A published measure.

    :raises NotPublished: for a key that the tables do not have
    """
    try:
        return _measures()[key]
    except KeyError:
        raise NotPublished(f"No published measure is called {key!r}. There are: {', '.join(_measures())}.") from None


def read(row: Mapping[str, str]) -> Value:
    """One row of the table; a mark in place of a number stays a mark and is never nought."""
    said = row["value"].strip()
    try:
        number: float | None = float(said)
    except ValueError:
        number = None  # a suppression mark, kept as such below
    return Value(int(row["year"]), row["area"], row["code"], number, "" if number is not None else said)


@cache
def _measures() -> Mapping[str, Measure]:
    values: dict[str, list[Value]] = {}
    for row in _rows("values.csv"):
        values.setdefault(row["measure"], []).append(read(row))
    found = {}
    for row in _rows("measures.csv"):
        key = row["measure"]
        found[key] = Measure(
            key, row["title"], row["description"], row["unit"], row["good"], row["year_ends"], row["methodology"],
            row["owner"], row["address"], row["updated"], tuple(sorted(values[key], key=lambda value: value.year)),
        )  # fmt: skip
    return found


@cache
def _authorities() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    return {row["code"]: (row["name"], tuple(row["neighbours"].split())) for row in _rows("neighbours.csv")}


@cache
def _of_authorities() -> Mapping[str, tuple[Value, ...]]:
    found: dict[str, list[Value]] = {}
    for row in _rows("authorities.csv"):
        found.setdefault(row["measure"], []).append(read({**row, "area": row["code"]}))
    return {key: tuple(values) for key, values in found.items()}


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("goldenthread.standards") / "comparators" / name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())
