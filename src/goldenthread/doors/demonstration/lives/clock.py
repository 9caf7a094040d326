"""The simulation's time: minutes since its first day, and which of them somebody works."""

import datetime as dt
from bisect import bisect_left, bisect_right
from zoneinfo import ZoneInfo

from goldenthread.standards.holidays import england_and_wales

LONDON = ZoneInfo("Europe/London")
DAY = 24 * 60
OPENS, CLOSES = 9 * 60, 17 * 60
WORKED = CLOSES - OPENS
# What is planned may lie after the last day, and is then not lived.
BEYOND = 4000


class Clock:
    """Minutes of the simulation, as days and times of England."""

    def __init__(self, first: dt.date, last: dt.date) -> None:
        self.first, self.last = first, last
        self.ends = ((last - first).days + 1) * DAY
        closed = england_and_wales().closed
        every = range((last - first).days + BEYOND)
        days = [first + dt.timedelta(days=n) for n in every]
        self._days = days
        self._working = [n for n, day in zip(every, days, strict=True) if day.weekday() < 5 and day not in closed]
        self._midnights: dict[int, dt.datetime] = {}

    def day(self, minute: float) -> dt.date:
        """The day in which a minute lies."""
        return self._days[int(minute // DAY)]

    def minute_of(self, day: dt.date) -> float:
        """The first minute of a day."""
        return float((day - self.first).days * DAY)

    def moment(self, minute: float) -> dt.datetime:
        """A minute as an aware time. Clocks that are put back or on are noticed from the next midnight."""
        number = int(minute // DAY)
        midnight = self._midnights.get(number)
        if midnight is None:
            day = self._days[number]
            noon = dt.datetime(day.year, day.month, day.day, 12, tzinfo=LONDON).astimezone(dt.UTC)
            midnight = self._midnights[number] = noon - dt.timedelta(hours=12)
        return midnight + dt.timedelta(minutes=minute - number * DAY)

    def spoken(self, minute: float) -> str:
        """The time of day."""
        hours, minutes = divmod(int(minute % DAY), 60)
        return f"{hours:02}:{minutes:02}"

    def is_open(self, minute: float) -> bool:
        """Whether the office is open."""
        number, within = divmod(minute, DAY)
        at = bisect_left(self._working, number)
        return self._working[at] == number and OPENS <= within < CLOSES

    def opened(self, minute: float) -> float:
        """This minute, if the office is open; else the next at which it is."""
        number, within = divmod(minute, DAY)
        at = bisect_left(self._working, number)
        if self._working[at] != number:
            return self._working[at] * DAY + OPENS
        if within < OPENS:
            return number * DAY + OPENS
        if within >= CLOSES:
            return self._working[at + 1] * DAY + OPENS
        return minute

    def after(self, minute: float, hours: float) -> float:
        """So many working hours later."""
        start = self.opened(minute)
        number, within = divmod(start, DAY)
        days, rest = divmod(within - OPENS + hours * 60, WORKED)
        at = bisect_left(self._working, number) + int(days)
        return self._working[at] * DAY + OPENS + rest

    def on(self, minute: float, days: float, at: float) -> float:
        """A time of the so manieth working day after a minute's day."""
        number = int(minute // DAY)
        place = bisect_right(self._working, number) + round(days) - 1
        return self._working[place] * DAY + at

    def working_days(self, since: float, until: float) -> int:
        """How many working days lie between."""
        return bisect_right(self._working, int(until // DAY)) - bisect_right(self._working, int(since // DAY))
