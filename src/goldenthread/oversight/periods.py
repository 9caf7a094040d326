"""The periods that a figure may be asked for. The day they are reckoned from comes in."""

import dataclasses
import datetime as dt

YEAR_BEGINS = 4  # April: the year of the national returns


@dataclasses.dataclass(frozen=True)
class Choice:
    """A period by name, from a day to a day, both inside."""

    name: str
    label: str
    start: dt.date
    end: dt.date


def choices(day: dt.date) -> tuple[Choice, ...]:
    """Every period that can be chosen by name, as it stands on a day; the first is what is shown unasked."""
    begun = financial_year(day)
    ended = begun - dt.timedelta(days=1)
    quarter = dt.date(day.year, day.month - (day.month - 1) % 3, 1)
    return (
        Choice("year", "Last 12 months", twelve_months_to(day), day),
        Choice("financial", "This financial year", begun, day),
        Choice("last_financial", "Last financial year", financial_year(ended), ended),
        Choice("quarter", "This quarter", quarter, day),
    )


def financial_year(day: dt.date) -> dt.date:
    """The 1 April on or before a day."""
    return dt.date(day.year if day.month >= YEAR_BEGINS else day.year - 1, YEAR_BEGINS, 1)


def twelve_months_to(day: dt.date) -> dt.date:
    """The first day of the twelve months that end with a day."""
    after = day + dt.timedelta(days=1)
    leap = (after.month, after.day) == (2, 29)
    return dt.date(after.year - 1, 3, 1) if leap else after.replace(year=after.year - 1)
