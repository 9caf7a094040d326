"""Figures that the Department for Education publishes, for England and its regions, to stand beside our own."""

import csv
import dataclasses
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

ENGLAND = "England"
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
    folder = files("goldenthread.standards") / "comparators"
    values: dict[str, list[Value]] = {}
    for row in csv.DictReader((folder / "values.csv").read_text(encoding="utf-8").splitlines()):
        values.setdefault(row["measure"], []).append(read(row))
    found = {}
    for row in csv.DictReader((folder / "measures.csv").read_text(encoding="utf-8").splitlines()):
        key = row["measure"]
        found[key] = Measure(
            key, row["title"], row["description"], row["unit"], row["good"], row["year_ends"], row["methodology"],
            row["owner"], row["address"], row["updated"], tuple(sorted(values[key], key=lambda value: value.year)),
        )  # fmt: skip
    return found
