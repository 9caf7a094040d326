import datetime as dt

import pytest

from goldenthread.standards.holidays import bank_holidays, england_and_wales
from tests.published_holidays import FIRST_YEAR, LAST_YEAR, published


def test_the_weekdays_we_leave_out_are_those_gov_uk_published():
    ours = {day for day, _ in bank_holidays(FIRST_YEAR, LAST_YEAR) if day.weekday() < 5}
    assert ours == set(published())


def test_the_calendar_leaves_out_the_same_days():
    closed = {day for day in england_and_wales().closed if FIRST_YEAR <= day.year <= LAST_YEAR}
    assert closed == set(published())


@pytest.mark.parametrize(
    "day",
    ["1995-05-08", "1999-12-31", "2002-06-03", "2002-06-04", "2011-04-29", "2022-06-02", "2022-09-19", "2023-05-08"],
)
def test_days_given_once_are_not_forgotten(day):
    assert not england_and_wales().is_working(dt.date.fromisoformat(day))


@pytest.mark.parametrize("day", ["1995-05-01", "2002-05-27", "2020-05-04", "2022-05-30"])
def test_a_holiday_that_was_moved_left_its_usual_day_a_working_day(day):
    assert england_and_wales().is_working(dt.date.fromisoformat(day))


def test_bank_holidays_are_listed_by_day_with_their_names():
    days = bank_holidays(2026, 2026)
    assert days == sorted(days)
    assert {day.year for day, _ in days} == {2026}
    assert (dt.date(2026, 4, 3), "Good Friday") in days


def test_years_are_asked_for_in_order():
    with pytest.raises(ValueError, match="earlier year to the later"):
        bank_holidays(2027, 2026)


def test_the_calendar_says_which_version_it_is():
    assert "holidays 0." in england_and_wales().version
    assert england_and_wales() is england_and_wales()
