"""Days, working days, months, ages and limits: nothing else in the system adds days together."""

from goldenthread.timekeeping.calendars import Calendar, OutsideCalendar
from goldenthread.timekeeping.days import A_YEAR_BACK, Age, age_on, birthday, day_of, london_day, spoken
from goldenthread.timekeeping.durations import (
    Counting,
    Duration,
    Unit,
    calendar_days,
    hours,
    months,
    weeks,
    working_days,
    years,
)

__all__ = [
    "A_YEAR_BACK",
    "Age",
    "Calendar",
    "Counting",
    "Duration",
    "OutsideCalendar",
    "Unit",
    "age_on",
    "birthday",
    "calendar_days",
    "day_of",
    "hours",
    "london_day",
    "months",
    "spoken",
    "weeks",
    "working_days",
    "years",
]
