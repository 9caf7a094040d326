"""Dates, ages and counts as people say them. Nothing here asks the time or the machine's language."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
YEARS_ALONE = 3  # from then on nobody says the months as well
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _day(when: date | datetime) -> date:
    """The day in London, whatever zone an aware time came in."""
    if isinstance(when, datetime):
        return when.astimezone(LONDON).date() if when.tzinfo else when.date()
    return when


def day_words(when: date | datetime | None) -> str:
    """`3 March 2026`; nothing for no date."""
    if when is None:
        return ""
    day = _day(when)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def spoken(when: date | datetime | None) -> str:
    """`Tue 3 March 2026`; nothing for no date."""
    return "" if when is None else f"{DAYS[_day(when).weekday()]} {day_words(when)}"


def at_time(when: datetime | None) -> str:
    """`10:42`, on London's clock."""
    return "" if when is None else f"{when.astimezone(LONDON) if when.tzinfo else when:%H:%M}"


def moment(when: datetime | None) -> str:
    """`Tue 3 March 2026, 10:42`."""
    return "" if when is None else f"{spoken(when)}, {at_time(when)}"


def iso(when: date | datetime | None) -> str:
    """For the machine's half of a `time` element: the day, or the moment with its offset."""
    return "" if when is None else when.isoformat()


def plural(count: int, one: str, many: str = "") -> str:
    """`1 child`, `2 children`, `3 visits`: the count and its word."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def due_words(days_left: int, unit: str = "day") -> str:
    """How a limit stands: `Due today`, `Overdue 3 days`, `5 working days left`.

    The count comes in, because only the calendar knows which days are working days.
    """
    if days_left == 0:
        return "Due today"
    if days_left < 0:
        return f"Overdue {plural(-days_left, unit)}"
    return f"{plural(days_left, unit)} left"


def when_due(day: date, today: date) -> str:
    """`Due tomorrow`, `Due today`, `Overdue 3 days`, counted in calendar days."""
    left = (_day(day) - _day(today)).days
    return "Due tomorrow" if left == 1 else due_words(left)


def ago(when: date | datetime, now: date | datetime) -> str:
    """How long since: `just now`, `5 minutes ago`, `yesterday`, `3 days ago`; after a fortnight, the day itself."""
    days = (_day(now) - _day(when)).days
    if days < 0:
        return spoken(when)
    if days == 0:
        if not (isinstance(when, datetime) and isinstance(now, datetime)):
            return "today"
        minutes = max(0, int((now - when).total_seconds() // 60))
        if minutes < 1:
            return "just now"
        if minutes < 60:
            return f"{plural(minutes, 'minute')} ago"
        return f"{plural(minutes // 60, 'hour')} ago"
    if days == 1:
        return "yesterday"
    return f"{days} days ago" if days <= 14 else spoken(when)


def later(first: date | datetime, then: date | datetime) -> str:
    """How long after: `the same day`, `3 days later`, `2 months later`, `1 year 4 months later`, `26 years later`."""
    start, end = _day(first), _day(then)
    days = (end - start).days
    if days <= 0:
        return "the same day"
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    if not months:
        return f"{plural(days, 'day')} later"
    years, over = divmod(months, 12)
    said = [plural(years, "year")] if years else []
    if over and years < YEARS_ALONE:
        said.append(plural(over, "month"))
    return f"{' '.join(said)} later"


def age_words(born: date | None, today: date) -> str:
    """`9 years 4 months`, `3 months`, `12 days`, `unborn, due 3 March 2026`; years alone from 18."""
    if born is None:
        return "age not known"
    if born > today:
        return f"unborn, due {day_words(born)}"
    months = (today.year - born.year) * 12 + today.month - born.month - (today.day < born.day)
    years, months = divmod(months, 12)
    if years >= 18:
        return plural(years, "year")
    if years:
        return plural(years, "year") + (f" {plural(months, 'month')}" if months else "")
    return plural(months, "month") if months else plural((today - born).days, "day")
