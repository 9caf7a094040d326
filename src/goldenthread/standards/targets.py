"""Published figures that a made-up authority must be true to: how many, how often, how late, each with its source."""

import csv
import dataclasses
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

ENGLAND, HULL = "England", "Kingston upon Hull"
AUTHORITIES_SOURCE = (
    "DfE, Characteristics of children in need, year to 31 March 2025; ONS, mid-year population estimates 2024"
)


class NoTarget(LookupError):
    """A figure, an area or a scenario that the tables do not have."""


@dataclasses.dataclass(frozen=True)
class Published:
    """One published figure of one area, on a day or for the year that ends on it."""

    key: str
    label: str
    area: str
    code: str
    value: float
    unit: str
    as_at: str
    source: str
    licence: str


@dataclasses.dataclass(frozen=True)
class Said:
    """One figure that a report gives of one authority. `number` is nothing where the report gives no one number."""

    key: str
    value: str
    unit: str
    as_at: str
    source: str
    paragraph: str
    shows: str
    licence: str

    @property
    def number(self) -> float | None:
        try:
            return float(self.value)
        except ValueError:
            return None  # a row of several numbers: the text is all that was said


@dataclasses.dataclass(frozen=True)
class Authority:
    """What is published of one of the 153 authorities, under its number. Nothing where a mark stands for a number."""

    code: str
    children: int
    referrals_rate: float | None
    re_referrals: float | None
    referrals_nfa: float | None
    assessments_in_45_days: float | None


def published(area: str = ENGLAND, *, by: str = "9999-12-31") -> Mapping[str, Published]:
    """An area's newest figures as at a day, by their keys.

    :raises NoTarget: for an area of which nothing had been counted by then
    """
    found = {row.key: row for row in _published() if row.area == area and row.as_at <= by}
    if not found:
        areas = ", ".join(sorted({row.area for row in _published()}))
        raise NoTarget(f"Nothing is published of {area!r} as at {by}. Areas are: {areas}.")
    return MappingProxyType(found)


def said(scenario: str) -> tuple[Said, ...]:
    """Every figure that the reports behind a scenario give.

    :raises NoTarget: for a scenario that no reports stand behind
    """
    if scenario not in SCENARIOS:
        raise NoTarget(f"No scenario is called {scenario!r}. There are: {', '.join(SCENARIOS)}.")
    return _said(SCENARIOS[scenario])


@cache
def authorities() -> tuple[Authority, ...]:
    """The 153 authorities of England in the order of their numbers."""
    return tuple(
        Authority(row.pop("code"), int(row.pop("children")), **{key: _number(text) for key, text in row.items()})
        for row in _rows("authorities.csv")
    )


SCENARIOS: Mapping[str, str] = MappingProxyType({"hull-2021": "hull_2021.csv"})


@cache
def _published() -> tuple[Published, ...]:
    rows = (Published(**row | {"value": float(row["value"])}) for row in _rows("published.csv"))  # type: ignore[arg-type]
    return tuple(sorted(rows, key=lambda row: row.as_at))


@cache
def _said(name: str) -> tuple[Said, ...]:
    return tuple(Said(**row) for row in _rows(name))


def _number(text: str) -> float | None:
    """A number; nothing for a mark, which is never nought."""
    try:
        return float(text)
    except ValueError:
        return None


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("goldenthread.standards") / "targets" / name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())
