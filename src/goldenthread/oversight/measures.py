"""Figures: each indicator's value, its months and its teams, worked out live.

ibis compiles and nothing more: the query runs on Django's own connection, in its transaction and under its role.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import sqrt
from typing import Any

import ibis
from django.db import connection

from goldenthread.casework import access
from goldenthread.language import Indicator, Period, Share, handbook

FEWEST_SHOWN = 5
SIGMAS = 3
FEWEST_MONTHS = 3
RUN = 8  # months on one side of the average that chance alone does not make (Shewhart charts)


@dataclasses.dataclass(frozen=True)
class Counted:
    """How many, out of how many. Where numbers are kept back, both are nought and `kept_back` says what may be said."""

    counts: int
    out_of: int
    kept_back: str = ""

    @property
    def percent(self) -> float | None:
        return 100 * self.counts / self.out_of if self.out_of else None

    @property
    def small(self) -> bool:
        """So few that somebody could be recognised."""
        return 0 < self.counts < FEWEST_SHOWN or 0 < self.out_of - self.counts < FEWEST_SHOWN

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(self.counts + other.counts, self.out_of + other.out_of)


NOTHING = Counted(0, 0)


@dataclasses.dataclass(frozen=True)
class Month:
    """One month's figure and the limits between which it moves by chance alone."""

    month: dt.date
    counted: Counted
    low: float | None
    high: float | None

    @property
    def signal(self) -> bool:
        """Whether the month lies outside what chance explains."""
        percent = self.counted.percent
        return percent is not None and self.low is not None and not self.low <= percent <= (self.high or 100)

    @property
    def above(self) -> bool:
        """Whether it lies above what chance explains."""
        return self.signal and (self.counted.percent or 0) > (self.high or 100)


@dataclasses.dataclass(frozen=True)
class Figure:
    """An indicator over a period: the whole, by month and by team (none: work that no team has)."""

    indicator: Indicator
    period: Period
    whole: Counted
    months: tuple[Month, ...]
    teams: tuple[tuple[int | None, Counted], ...]

    @property
    def share(self) -> bool:
        """Whether it is so many out of so many, not a plain count."""
        return isinstance(self.indicator, Share)


def declared(key: str) -> Indicator:
    """An indicator of the handbook.

    :raises LookupError: for a figure that the handbook does not have
    """
    indicator = handbook().indicator(key)
    if indicator is None:
        raise LookupError(f"There is no figure {key!r} in the handbook.")
    return indicator


def rows_of(indicator: Indicator, period: Period, *, counting: bool) -> Any:
    """The rows that an indicator is about, or those of them that count, as an ibis expression."""
    rows = indicator.out_of(period)
    return indicator.counts(rows) if counting and isinstance(indicator, Share) else rows


def compiled(expression: Any) -> str:
    """An ibis expression in PostgreSQL's words, fit for a query with parameters."""
    return str(ibis.to_sql(expression, dialect="postgres")).replace("%", "%%")


@lru_cache(maxsize=512)
def _grouped(key: str, period: Period, counting: bool) -> str:
    """The SQL that counts an indicator's rows by month and team, compiled once for each period."""
    indicator = declared(key)
    rows = rows_of(indicator, period, counting=counting)
    day = rows[indicator.day]
    grouped = rows.group_by(day.year().name("year"), day.month().name("month"), rows.team_id)
    return compiled(grouped.aggregate(n=rows.count()))


def figure(key: str, period: Period, *, teams: frozenset[int] | None = None) -> Figure:
    """An indicator's figure. It counts everybody in the teams' scope (all, if none are given). One query.

    :raises LookupError: for a figure that the handbook does not have
    """
    return figures([declared(key)], period, teams=teams)[0]


def figures(
    indicators: Sequence[Indicator], period: Period, *, teams: frozenset[int] | None = None
) -> tuple[Figure, ...]:
    """Several indicators over one period, in one query however many they are."""
    if not indicators:
        return ()
    asked = [(place, counting) for place in range(len(indicators)) for counting in (True, False)]
    whole = " union all ".join(
        f"select {place}, {counting}, q.year, q.month, q.team_id, q.n"  # noqa: S608 (our own numbers and compiled SQL)
        f" from ({_grouped(indicators[place].key, period, counting)}) q"
        for place, counting in asked
    )
    cells: list[dict[tuple[dt.date, int | None], list[int]]] = [{} for _ in indicators]
    with access.counting(), connection.cursor() as cursor:
        cursor.execute(whole, [])
        for place, counting, year, month, team, n in cursor.fetchall():
            if teams is None or team in teams:
                cell = cells[place].setdefault((dt.date(int(year), int(month), 1), team), [0, 0])
                cell[0 if counting else 1] += n
    return tuple(_figure(indicator, period, found) for indicator, found in zip(indicators, cells, strict=True))


def mean(key: str, period: Period, *, teams: frozenset[int] | None = None) -> float | None:
    """The mean of the column that an indicator tells beside its figure, over all its rows. One query.

    Nothing where there are no rows, or none that has a value.

    :raises LookupError: for a figure that the handbook does not have, or that tells no mean
    """
    indicator = declared(key)
    if not indicator.mean_of:
        raise LookupError(f"The figure {key!r} tells no mean beside it.")
    with access.counting(), connection.cursor() as cursor:
        cursor.execute(_summed(key, period), [])
        found = [(total, n) for team, total, n in cursor.fetchall() if teams is None or team in teams]
    many = sum(n for _, n in found)
    return float(sum(total for total, n in found if n)) / many if many else None


@lru_cache(maxsize=512)
def _summed(key: str, period: Period) -> str:
    indicator = declared(key)
    rows = rows_of(indicator, period, counting=False)
    value = rows[indicator.mean_of]
    return compiled(rows.group_by(rows.team_id).aggregate(total=value.sum(), n=value.count()))


def _figure(indicator: Indicator, period: Period, cells: dict[tuple[dt.date, int | None], list[int]]) -> Figure:
    by_month = dict.fromkeys(months_of(period), NOTHING)
    by_team: dict[int | None, Counted] = {}
    whole = NOTHING
    for (month, team), (counts, out_of) in cells.items():
        cell = Counted(counts, out_of)
        whole += cell
        by_month[month] += cell
        by_team[team] = by_team.get(team, NOTHING) + cell
    share = isinstance(indicator, Share)
    months = tuple(
        Month(month, counted, *(_limits(whole, counted) if share else (None, None)))
        for month, counted in by_month.items()
    )
    return Figure(indicator, period, whole, months, tuple(by_team.items()))


def movement(figure: Figure) -> str:
    """Whether the months say anything, in words; a change inside the limits is said to be noise."""
    told = [month for month in figure.months if month.counted.percent is not None and month.low is not None]
    if not figure.share or len(told) < FEWEST_MONTHS:
        return "Too few months have numbers to tell a change from chance."
    outside = [month for month in told if month.signal]
    after = told[-RUN:]
    middle = figure.whole.percent or 0
    sides = {(month.counted.percent or 0) > middle for month in after if month.counted.percent != middle}
    said = [
        f"{month.month:%B %Y} ({month.counted.percent:.0f}%) lies {_side(month.above)} what chance explains"
        for month in outside
    ]
    if said:
        said = ["; ".join(said) + ".", "The other months lie inside the limits: their ups and downs are noise."]
    elif len(after) == RUN and len(sides) == 1:
        said = [
            f"The last {RUN} months all lie {_side(sides.pop())} the average: that is a change, though "
            "each month alone lies inside the limits."
        ]
    else:
        said = ["Every month lies inside the limits: the ups and downs are noise, not a change."]
    return " ".join(said)


def _side(above: bool) -> str:
    return "above" if above else "below"


def _limits(whole: Counted, month: Counted) -> tuple[float | None, float | None]:
    """Control limits of a p-chart: three standard errors around the period's own share (Shewhart)."""
    if not month.out_of or not whole.out_of:
        return None, None
    share = whole.counts / whole.out_of
    spread = SIGMAS * sqrt(share * (1 - share) / month.out_of)
    return max(0.0, 100 * (share - spread)), min(100.0, 100 * (share + spread))


def months_of(period: Period) -> Iterable[dt.date]:
    """The first day of every month that a period touches."""
    month = period.start.replace(day=1)
    while month <= period.end:
        yield month
        month = (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
