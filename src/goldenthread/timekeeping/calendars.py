import dataclasses
import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property

FIRST_DAY = dt.date(1985, 1, 1)
LAST_DAY = dt.date(2060, 12, 31)
SATURDAY = 5


class OutsideCalendar(ValueError):
    """A day before or after the years for which working days are known."""


@dataclasses.dataclass(frozen=True)
class Calendar:
    """Which days are working days, under a version that a clock can store beside its due date.

    `closed` are the weekdays nobody counts (bank holidays). Council closure days and
    school holidays are working days in law and do not belong here.
    """

    version: str
    closed: frozenset[dt.date]

    def __init__(self, version: str, closed: Iterable[dt.date]) -> None:
        if not version:
            raise ValueError("Give the calendar a version, so that a due date can say what it was reckoned with.")
        object.__setattr__(self, "version", version)
        object.__setattr__(self, "closed", frozenset(day for day in closed if day.weekday() < SATURDAY))

    def is_working(self, day: dt.date) -> bool:
        """Say whether a day counts as a working day."""
        _known(day)
        return day.weekday() < SATURDAY and day not in self.closed

    def add(self, day: dt.date, n: int) -> dt.date:
        """Return the nth working day after `day`, or before it when n is negative.

        `day` itself is day 0, whether or not it is a working day.
        """
        _known(day)
        if n == 0:
            return day
        position = bisect_right(self._working, day) + n - 1 if n > 0 else bisect_left(self._working, day) + n
        if not 0 <= position < len(self._working):
            raise OutsideCalendar(f"{n} working days from {day} falls outside {FIRST_DAY.year} to {LAST_DAY.year}.")
        return self._working[position]

    def working_days_between(self, a: dt.date, b: dt.date) -> int:
        """Count the working days after `a`, up to and including `b`; negative when `b` is the earlier."""
        _known(a)
        _known(b)
        return bisect_right(self._working, b) - bisect_right(self._working, a)

    @cached_property
    def _working(self) -> tuple[dt.date, ...]:
        every = (FIRST_DAY + dt.timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1))
        return tuple(day for day in every if self.is_working(day))


def _known(day: dt.date) -> None:
    if isinstance(day, dt.datetime):
        raise TypeError("A calendar speaks of days: take the day first, with london_day(moment).")
    if not FIRST_DAY <= day <= LAST_DAY:
        raise OutsideCalendar(
            f"Working days are known from {FIRST_DAY.year} to {LAST_DAY.year}; {day} lies outside. Check the date."
        )
