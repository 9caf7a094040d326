"""Indicators: one declaration gives a figure, its trend, its splits and the list of its children."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar


@dataclasses.dataclass(frozen=True)
class Period:
    """From a day to a day, both inside, as known at a moment (now, if none is given)."""

    start: dt.date
    end: dt.date
    known: dt.datetime | None = None


class Indicator:
    """A question about many children, as expressions over the read model (ibis tables)."""

    number: ClassVar[int]
    label: ClassVar[str]
    why: ClassVar[str]
    source: ClassVar[str]
    definition: ClassVar[str]
    good: ClassVar[str]  # "high", "low", "middle" or "information"
    day: ClassVar[str]  # the column that places a row in a period
    shows: ClassVar[tuple[tuple[str, str], ...]] = ()  # columns of the list, and what they are called
    words: ClassVar[Mapping[str, Mapping[str, str]]] = {}  # what the codes in those columns mean
    counted: ClassVar[tuple[str, str]] = ("counted", "not counted")  # a row that counts, and one that does not
    mean_of: ClassVar[str] = ""  # the column whose mean, over the whole, is told beside the figure
    comparator: ClassVar[str] = ""  # the published measure that it may stand beside (standards.comparators)
    written_by: ClassVar[str]
    checked_by: ClassVar[str]
    review_by: ClassVar[dt.date]
    version: ClassVar[int] = 1

    @property
    def key(self) -> str:
        return type(self).__name__

    def out_of(self, period: Period) -> Any:
        """The rows that the figure is about, as an ibis expression."""
        raise NotImplementedError


class Count(Indicator):
    """How many."""


class Share(Indicator):
    """How many out of how many; what is counted is part of the whole by construction."""

    def counts(self, rows: Any) -> Any:
        """Of these rows, those that count; handed the denominator so that it cannot leave it."""
        raise NotImplementedError
