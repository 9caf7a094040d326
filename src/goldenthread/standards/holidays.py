"""The bank holidays of England and Wales, which the law's working days leave out.

Banking and Financial Dealings Act 1971, and the days proclaimed since. The days come
from the `holidays` package; a test holds them to GOV.UK's published list.
"""

import datetime as dt
from functools import cache
from importlib.metadata import version

import holidays

from goldenthread.timekeeping import Calendar
from goldenthread.timekeeping.calendars import FIRST_DAY, LAST_DAY


def bank_holidays(first_year: int, last_year: int) -> list[tuple[dt.date, str]]:
    """List the bank holidays from one year to another, both included, with their names.

    A holiday that falls at a weekend is listed beside the weekday given in its place.
    """
    if first_year > last_year:
        raise ValueError(f"Ask from the earlier year to the later, not from {first_year} to {last_year}.")
    return sorted(
        holidays.country_holidays("GB", subdiv="ENG", years=range(first_year, last_year + 1), expand=False).items()
    )


@cache
def england_and_wales() -> Calendar:
    """The calendar by which every limit in working days is reckoned."""
    days = [day for day, _ in bank_holidays(FIRST_DAY.year, LAST_DAY.year)]
    return Calendar(f"England and Wales, holidays {version('holidays')}", days)
