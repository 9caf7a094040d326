"""Limits by example, and against a slow oracle that walks day by day through the published holidays."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.timekeeping import (
    Calendar,
    Duration,
    calendar_days,
    hours,
    months,
    weeks,
    working_days,
    years,
)
from tests.published_holidays import published
from tests.trials import count

HOLIDAYS = published()
CALENDAR = Calendar("GOV.UK 2012 to 2028", HOLIDAYS)
LONDON = ZoneInfo("Europe/London")
ONE_DAY = dt.timedelta(days=1)

STARTS = st.dates(dt.date(2013, 1, 1), dt.date(2027, 6, 30))
WORKING = st.builds(working_days, st.integers(1, 100))
DAYS = st.one_of(st.builds(calendar_days, st.integers(1, 400)), st.builds(weeks, st.integers(1, 60)))
MONTHS = st.one_of(st.builds(months, st.integers(1, 40)), st.builds(years, st.integers(1, 20)))
trials = settings(max_examples=count(300, 100_000), deadline=None)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def walk_working_days(start: dt.date, n: int, step: dt.timedelta) -> dt.date:
    here = start
    while n:
        here += step
        if here.strftime("%A") not in ("Saturday", "Sunday") and here not in HOLIDAYS:
            n -= 1
    return here


def walk_months(start: dt.date, n: int, step: dt.timedelta) -> dt.date:
    """Walk to the nth following (or preceding) month, and in it to the start's number or the month's last day."""
    here, seen = start.replace(day=1), 0
    while seen < n:
        here += step
        seen += here.day == 1
    while here.day < start.day and (here + ONE_DAY).month == here.month:
        here += ONE_DAY
    return here


@pytest.mark.parametrize(
    ("start", "limit", "last"),
    [
        ("2026-03-02", working_days(45), "2026-05-07"),
        ("2026-04-02", working_days(1), "2026-04-07"),
        ("2026-04-04", working_days(1), "2026-04-07"),
        ("2022-06-01", working_days(1), "2022-06-06"),
        ("2026-03-02", calendar_days(0), "2026-03-02"),
        ("2026-03-02", weeks(6), "2026-04-13"),
        ("2025-11-30", months(3), "2026-02-28"),
        ("2027-11-30", months(3), "2028-02-29"),
        ("2026-01-31", months(1), "2026-02-28"),
        ("2024-02-29", years(1), "2025-02-28"),
    ],
)
def test_the_last_day_in_time_counts_the_start_as_day_nought(start, limit, last):
    assert limit.after(day(start), CALENDAR) == day(last)


@pytest.mark.parametrize(
    ("start", "limit", "last"),
    [
        ("2026-04-29", months(2), "2026-06-28"),
        ("2026-03-01", months(1), "2026-03-31"),
        ("2026-01-31", months(1), "2026-02-28"),
        ("2026-01-29", months(1), "2026-02-28"),
        ("2026-01-28", months(1), "2026-02-27"),
        ("2026-03-02", calendar_days(8), "2026-03-09"),
        ("2026-03-02", weeks(26), "2026-08-30"),
        ("2026-03-02", working_days(1), "2026-03-02"),
        ("2026-04-03", working_days(1), "2026-04-07"),
        ("2026-03-01", years(1), "2027-02-28"),
    ],
)
def test_beginning_with_a_day_that_day_is_day_one(start, limit, last):
    assert limit.after(day(start), CALENDAR, counting="beginning with") == day(last)


@pytest.mark.parametrize(
    ("event", "limit", "counting", "last"),
    [
        ("2026-04-07", working_days(2), "after", "2026-04-01"),
        ("2026-04-07", working_days(2), "beginning with", "2026-04-02"),
        ("2026-04-06", working_days(1), "beginning with", "2026-04-02"),
        ("2026-08-01", weeks(6), "after", "2026-06-20"),
        ("2026-03-31", months(1), "after", "2026-02-28"),
        ("2026-03-31", months(1), "beginning with", "2026-03-01"),
        ("2026-08-10", calendar_days(10), "beginning with", "2026-08-01"),
    ],
)
def test_a_limit_before_an_event_runs_backwards(event, limit, counting, last):
    assert limit.before(day(event), CALENDAR, counting=counting) == day(last)


@trials
@given(STARTS, WORKING)
def test_working_days_are_those_of_a_slow_walk(start, limit):
    assert limit.after(start, CALENDAR) == walk_working_days(start, limit.amount, ONE_DAY)
    assert limit.before(start, CALENDAR) == walk_working_days(start, limit.amount, -ONE_DAY)


@trials
@given(STARTS, WORKING)
def test_working_days_beginning_with_a_day_are_those_of_a_slow_walk(start, limit):
    assert limit.after(start, CALENDAR, counting="beginning with") == walk_working_days(
        start - ONE_DAY, limit.amount, ONE_DAY
    )
    assert limit.before(start, CALENDAR, counting="beginning with") == walk_working_days(
        start + ONE_DAY, limit.amount, -ONE_DAY
    )


@trials
@given(STARTS, st.integers(0, 400))
def test_working_days_between_are_those_counted_one_by_one(start, length):
    days = [start + ONE_DAY * n for n in range(1, length + 1)]
    working = [d for d in days if d.strftime("%A") not in ("Saturday", "Sunday") and d not in HOLIDAYS]
    assert CALENDAR.working_days_between(start, start + ONE_DAY * length) == len(working)


@trials
@given(STARTS, DAYS)
def test_days_and_weeks_are_those_of_a_slow_walk(start, limit):
    forwards = backwards = start
    for _ in range(limit.amount * (7 if limit.unit == "weeks" else 1)):
        forwards += ONE_DAY
        backwards -= ONE_DAY
    assert limit.after(start, CALENDAR) == forwards
    assert limit.before(start, CALENDAR) == backwards
    assert limit.after(start, CALENDAR, counting="beginning with") == forwards - ONE_DAY
    assert limit.before(start, CALENDAR, counting="beginning with") == backwards + ONE_DAY


@settings(max_examples=count(100, 5_000), deadline=None)
@given(STARTS, MONTHS)
def test_months_and_years_are_those_of_a_slow_walk(start, limit):
    n = limit.amount * (12 if limit.unit == "years" else 1)
    assert limit.after(start, CALENDAR) == walk_months(start, n, ONE_DAY)
    assert limit.before(start, CALENDAR) == walk_months(start, n, -ONE_DAY)


@settings(max_examples=count(100, 5_000), deadline=None)
@given(STARTS, MONTHS)
def test_months_beginning_with_a_day_end_before_its_number_comes_round_or_with_the_month(start, limit):
    comes_round = walk_months(start, limit.amount * (12 if limit.unit == "years" else 1), ONE_DAY)
    last = comes_round - ONE_DAY if comes_round.day == start.day else comes_round
    assert limit.after(start, CALENDAR, counting="beginning with") == last


@trials
@given(STARTS, st.one_of(WORKING, DAYS, MONTHS))
def test_a_later_start_is_never_due_earlier(start, limit):
    for counting in ("after", "beginning with"):
        assert limit.after(start, CALENDAR, counting=counting) <= limit.after(
            start + ONE_DAY, CALENDAR, counting=counting
        )
        assert start <= limit.after(start, CALENDAR, counting=counting)


def test_hours_run_through_nights_weekends_and_the_change_of_clocks():
    friday_night = dt.datetime(2026, 3, 27, 22, 30, tzinfo=LONDON)
    due = hours(72).after(friday_night, CALENDAR)
    assert due == dt.datetime(2026, 3, 30, 23, 30, tzinfo=LONDON)
    assert isinstance(due, dt.datetime)
    assert due.tzinfo is LONDON
    assert hours(72).before(due, CALENDAR) == friday_night


@trials
@given(st.datetimes(dt.datetime(2013, 1, 1), dt.datetime(2027, 1, 1), timezones=st.just(LONDON)), st.integers(0, 200))
def test_hours_are_hours_that_pass(start, n):
    due = hours(n).after(start, CALENDAR)
    assert isinstance(due, dt.datetime)
    assert due.timestamp() - start.timestamp() == n * 3600


def test_a_time_counts_as_its_day_in_england():
    late = dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)
    assert working_days(1).after(late, CALENDAR) == day("2026-07-02")
    assert weeks(1).before(late, CALENDAR) == day("2026-06-24")


@pytest.mark.parametrize(
    ("limit", "start", "counting", "advice"),
    [
        (hours(72), dt.date(2026, 3, 3), "after", "give an aware time"),
        (hours(72), dt.datetime(2026, 3, 3, 9), "after", "give an aware time"),
        (hours(72), dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC), "beginning with", "Hours run from the moment"),
        (weeks(1), dt.datetime(2026, 3, 3, 9), "after", "aware time"),
        (weeks(1), dt.date(2026, 3, 3), "from", "'after' or 'beginning with', not 'from'"),
        (calendar_days(0), dt.date(2026, 3, 3), "beginning with", "no day in time"),
    ],
)
def test_what_cannot_be_reckoned_is_refused_with_advice(limit, start, counting, advice):
    for reckon in (limit.after, limit.before):
        with pytest.raises(ValueError, match=advice):
            reckon(start, CALENDAR, counting=counting)


def test_a_limit_has_a_known_unit_and_is_not_negative():
    with pytest.raises(ValueError, match="No limit is counted in 'fortnights'; use one of: hours, working days"):
        Duration(1, "fortnights")
    with pytest.raises(ValueError, match="before"):
        working_days(-1)


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (working_days(20), "20 working days"),
        (working_days(1), "1 working day"),
        (hours(1), "1 hour"),
        (months(3), "3 months"),
        (calendar_days(0), "0 calendar days"),
        (years(1), "1 year"),
    ],
)
def test_a_limit_reads_as_the_law_says_it(limit, words):
    assert str(limit) == words
