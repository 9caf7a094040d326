import datetime as dt
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
# How far a list looks back that is of the last year: the same weekdays each time.
A_YEAR_BACK = dt.timedelta(weeks=52)


class Age(NamedTuple):
    """An age in completed years and months."""

    years: int
    months: int

    def __str__(self) -> str:
        if not self.years and not self.months:
            return "under 1 month"
        parts = [(self.years, "year"), (self.months, "month")]
        return " ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in parts if n)


def age_on(born: dt.date, day: dt.date) -> Age:
    """Return the age attained by the start of `day`.

    An age is attained at the start of the birthday; somebody born on 29 February
    attains it on 1 March in other years. Months follow the same rule.
    """
    if day < born:
        raise ValueError(f"Nobody has an age before birth: born {spoken(born)}, asked for {spoken(day)}.")
    months = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
    return Age(*divmod(months, 12))


def birthday(born: dt.date, age: int) -> dt.date:
    """Return the day on which an age is attained (1 March for 29 February births in other years)."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return dt.date(born.year + age, 3, 1)


@lru_cache(maxsize=4096)
def london_day(moment: dt.datetime) -> dt.date:
    """Return the day it was in England at an aware moment."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError(f"{moment} does not say its time zone: give an aware time.")
    return moment.astimezone(LONDON).date()


def day_of(when: dt.date) -> dt.date:
    """Return the day itself, or the day it was in England when given an aware time."""
    return london_day(when) if isinstance(when, dt.datetime) else when


def spoken(when: dt.date) -> str:
    """Write a day as people say it: Tue 3 March 2026."""
    day = day_of(when)
    return f"{day:%a} {day.day} {day:%B} {day.year}"
