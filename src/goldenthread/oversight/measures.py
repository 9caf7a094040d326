"""Figures: each indicator's value, its months and teams, and the children behind it, worked out live.

ibis compiles and nothing more: the query runs on Django's own connection, in its transaction and under its role.
"""
import dataclasses
import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from math import sqrt
from typing import Any
from uuid import UUID

import ibis
from django.db import connection

from goldenthread.casework import access
from goldenthread.language import Indicator, Period, Role, Share, handbook

FEWEST_SHOWN = 5
SIGMAS = 3


@dataclasses.dataclass(frozen=True)
class Counted:
    """How many, out of how many."""

    counts: int
    out_of: int

    @property
    def percent(self) -> float | None:
        return 100 * self.counts / self.out_of if self.out_of else None

    @property
    def small(self) -> bool:
        """So few that somebody could be recognised."""
        return 0 < self.counts < FEWEST_SHOWN or 0 < self.out_of - self.counts < FEWEST_SHOWN

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(self.counts + other.counts, self.out_of + other.out_of)


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


@dataclasses.dataclass(frozen=True)
class Figure:
    """An indicator over a period: the whole, by month and by team."""

    indicator: Indicator
    period: Period
    whole: Counted
    months: tuple[Month, ...]
    teams: tuple[tuple[int | None, Counted], ...]


@lru_cache(maxsize=512)
def _grouped(key: str, period: Period, counting: bool) -> str:
    """The SQL that counts an indicator's rows by month and team, compiled once for each period."""
    indicator = _declared(key)
    rows = _rows(indicator, period, counting=counting)
    day = rows[indicator.day]
    grouped = rows.group_by(day.year().name("year"), day.month().name("month"), rows.team_id)
    return str(ibis.to_sql(grouped.aggregate(n=rows.count()), dialect="postgres"))


@lru_cache(maxsize=512)
def _listed(key: str, period: Period, counting: bool) -> str:
    indicator = _declared(key)
    rows = _rows(indicator, period, counting=counting)
    columns = [rows.id, rows.about_id, rows.team_id, *(rows[name] for name, _ in indicator.shows)]
    return str(ibis.to_sql(rows.select(*columns).order_by(ibis.desc(indicator.day), "id"), dialect="postgres"))


def _rows(indicator: Indicator, period: Period, *, counting: bool) -> Any:
    rows = indicator.out_of(period)
    return indicator.counts(rows) if counting and isinstance(indicator, Share) else rows


def _declared(key: str) -> Indicator:
    indicator = handbook().indicator(key)
    if indicator is None:
        raise LookupError(f"There is no figure {key!r} in the handbook.")
    return indicator


def _fetch(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def figure(key: str, period: Period, *, teams: frozenset[int] | None = None) -> Figure:
    """An indicator's figure. It counts everybody in the teams' scope (all, if none are given). Two queries.

    :raises LookupError: for a figure that the handbook does not have
    """
    indicator = _declared(key)
    cells: dict[tuple[dt.date, int | None], list[int]] = {}
    for place, counting in enumerate((True, False)):
        for year, month, team, n in _fetch(_grouped(key, period, counting)):
            if teams is None or team in teams:
                cells.setdefault((dt.date(int(year), int(month), 1), team), [0, 0])[place] += n
    by_month = {month: Counted(0, 0) for month in _months(period)}
    by_team: dict[int | None, Counted] = {}
    whole = Counted(0, 0)
    for (month, team), (counts, out_of) in cells.items():
        cell = Counted(counts, out_of)
        whole += cell
        by_month[month] += cell
        by_team[team] = by_team.get(team, Counted(0, 0)) + cell
    months = tuple(Month(month, counted, *_limits(whole, counted)) for month, counted in by_month.items())
    return Figure(indicator, period, whole, months, tuple(by_team.items()))


def _limits(whole: Counted, month: Counted) -> tuple[float | None, float | None]:
    """Control limits of a p-chart: three standard errors around the period's own share (Shewhart)."""
    if not month.out_of or whole.percent is None:
        return None, None
    share = whole.counts / whole.out_of
    spread = SIGMAS * sqrt(share * (1 - share) / month.out_of)
    return max(0.0, 100 * (share - spread)), min(100.0, 100 * (share + spread))


def _months(period: Period) -> Iterable[dt.date]:
    month = period.start.replace(day=1)
    while month <= period.end:
        yield month
        month = (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


@dataclasses.dataclass(frozen=True)
class Listed:
    """The rows behind a number that this person may open, and how many they may not."""

    rows: tuple[dict[str, Any], ...]
    hidden: int


def children(
    key: str, period: Period, *, actor: access.Actor, counting: bool | None = None, teams: frozenset[int] | None = None,
    month: dt.date | None = None,
) -> Listed:
    """Who is behind a number: those who count (True), those who do not (False) or both (None). Three queries."""
    indicator = _declared(key)
    names = ["id", "about", "team", *(name for name, _ in indicator.shows)]
    inside = {row[0] for row in _fetch(_listed(key, period, True))}
    found = [dict(zip(names, row, strict=True)) for row in _fetch(_listed(key, period, False))]
    for row in found:
        row["counts"] = row["id"] in inside
    wanted = [
        row for row in found
        if (counting is None or row["counts"] is counting)
        and (teams is None or row["team"] in teams)
        and (month is None or (row[indicator.day].year, row[indicator.day].month) == (month.year, month.month))
    ]
    mine = access.openable(actor, {UUID(str(row["about"])) for row in wanted})
    open_ = tuple(row for row in wanted if UUID(str(row["about"])) in mine)
    return Listed(open_, len(wanted) - len(open_))


def suppressed(actor: access.Actor) -> bool:
    """Whether small numbers are kept from this person, who may open no record behind them."""
    return actor.role in {Role.ANALYST, Role.ADMINISTRATOR}
