import calendar as months_of_the_year
import dataclasses
import datetime as dt
from typing import Literal, get_args

from goldenthread.timekeeping.calendars import Calendar
from goldenthread.timekeeping.days import day_of

Unit = Literal["hours", "working days", "calendar days", "weeks", "months", "years"]
Counting = Literal["after", "beginning with"]


@dataclasses.dataclass(frozen=True)
class Duration:
    """A limit as the law says it: 45 working days, 3 months, 72 hours."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.unit not in get_args(Unit):
            raise ValueError(f"No limit is counted in {self.unit!r}; use one of: {', '.join(get_args(Unit))}.")
        if self.amount < 0:
            raise ValueError("A limit is never negative; use before() for a limit that runs backwards.")

    def __str__(self) -> str:
        return f"{self.amount} {self.unit if self.amount != 1 else self.unit.removesuffix('s')}"

    def after(self, start: dt.date, calendar: Calendar, *, counting: Counting = "after") -> dt.date:
        """Return the last day that is still in time.

        Counting "after", the start is day 0. Counting "beginning with", it is day 1
        (for working days: the first working day from it). Hours take and give an aware
        time and run through nights and weekends; every other unit gives a day, and an
        aware start is taken as its day in England. Months keep the day of the month,
        or the month's last day where it has no such day.
        """
        if self.unit == "hours":
            return self._hours_from(start, counting, forwards=1)
        day, inclusive = day_of(start), self._inclusive(counting)
        match self.unit:
            case "working days":
                return calendar.add(day - dt.timedelta(days=1) if inclusive else day, self.amount)
            case "calendar days" | "weeks":
                return day + dt.timedelta(days=self._days - inclusive)
            case _:
                same_day = add_months(day, self._months)
                return same_day - dt.timedelta(days=inclusive and same_day.day == day.day)

    def before(self, event: dt.date, calendar: Calendar, *, counting: Counting = "after") -> dt.date:
        """Return the last day in time for what must be done this long before an event.

        The mirror of `after`: ordinarily the event is day 0; counting "beginning with",
        the event's own day is day 1 of those counted back.
        """
        if self.unit == "hours":
            return self._hours_from(event, counting, forwards=-1)
        day, inclusive = day_of(event), self._inclusive(counting)
        match self.unit:
            case "working days":
                return calendar.add(day + dt.timedelta(days=1) if inclusive else day, -self.amount)
            case "calendar days" | "weeks":
                return day - dt.timedelta(days=self._days - inclusive)
            case _:
                same_day = add_months(day, -self._months)
                return same_day + dt.timedelta(days=inclusive)

    @property
    def _days(self) -> int:
        return self.amount * 7 if self.unit == "weeks" else self.amount

    @property
    def _months(self) -> int:
        return self.amount * 12 if self.unit == "years" else self.amount

    def _inclusive(self, counting: Counting) -> bool:
        if counting not in get_args(Counting):
            raise ValueError(f"A limit counts {' or '.join(map(repr, get_args(Counting)))}, not {counting!r}.")
        if counting == "beginning with" and not self.amount:
            raise ValueError(f"{self} beginning with a day leaves no day in time; count it after the day.")
        return counting == "beginning with"

    def _hours_from(self, moment: dt.date, counting: Counting, *, forwards: Literal[1, -1]) -> dt.datetime:
        if counting != "after":
            raise ValueError("Hours run from the moment itself; count them after.")
        if not isinstance(moment, dt.datetime) or moment.utcoffset() is None:
            raise ValueError(f"{self} run from a time, not from a day: give an aware time, not {moment!r}.")
        # In UTC, because clock arithmetic would lose or gain an hour when the clocks change.
        due = moment.astimezone(dt.UTC) + forwards * dt.timedelta(hours=self.amount)
        return due.astimezone(moment.tzinfo)


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day of the month so many months on, or the month's last day if it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = months_of_the_year.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def hours(n: int) -> Duration:
    """A limit in hours, which runs through nights and weekends."""
    return Duration(n, "hours")


def working_days(n: int) -> Duration:
    """A limit in working days."""
    return Duration(n, "working days")


def calendar_days(n: int) -> Duration:
    """A limit in days, whatever day of the week they are."""
    return Duration(n, "calendar days")


def weeks(n: int) -> Duration:
    """A limit in weeks of seven days."""
    return Duration(n, "weeks")


def months(n: int) -> Duration:
    """A limit in calendar months."""
    return Duration(n, "months")


def years(n: int) -> Duration:
    """A limit in years."""
    return Duration(n, "years")
