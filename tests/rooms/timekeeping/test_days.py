import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goldenthread.timekeeping import age_on, birthday, day_of, london_day, spoken
from tests.trials import count

DAYS = st.dates(dt.date(1985, 1, 1), dt.date(2060, 12, 31))


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2020-03-02", "2026-03-01", (5, 11)),
        ("2020-03-02", "2026-03-02", (6, 0)),
        ("2020-03-02", "2020-03-02", (0, 0)),
        ("2008-02-29", "2026-02-28", (17, 11)),
        ("2008-02-29", "2026-03-01", (18, 0)),
        ("2008-02-29", "2028-02-28", (19, 11)),
        ("2008-02-29", "2028-02-29", (20, 0)),
        ("2025-01-31", "2025-02-28", (0, 0)),
        ("2025-01-31", "2025-03-01", (0, 1)),
    ],
)
def test_an_age_is_attained_at_the_start_of_the_birthday(born, day, age):
    assert age_on(dt.date.fromisoformat(born), dt.date.fromisoformat(day)) == age


def test_nobody_has_an_age_before_birth():
    with pytest.raises(ValueError, match="born Tue 3 March 2026, asked for Mon 2 March 2026"):
        age_on(dt.date(2026, 3, 3), dt.date(2026, 3, 2))


@settings(max_examples=count(300, 100_000), deadline=None)
@given(DAYS, DAYS)
def test_an_age_is_the_number_of_birthdays_lived_to_see(born, day):
    assume(born <= day)
    years = 0
    while birthday(born, years + 1) <= day:
        years += 1
    assert age_on(born, day).years == years


@pytest.mark.parametrize(
    ("born", "age", "day"),
    [("2008-02-29", 18, "2026-03-01"), ("2008-02-29", 4, "2012-02-29"), ("2010-05-04", 16, "2026-05-04")],
)
def test_a_birthday_on_29_february_falls_on_1_march_in_other_years(born, age, day):
    assert birthday(dt.date.fromisoformat(born), age) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("born", "day", "words"),
    [
        ("2020-03-02", "2026-03-02", "6 years"),
        ("2020-03-02", "2021-04-02", "1 year 1 month"),
        ("2020-03-02", "2020-08-09", "5 months"),
        ("2020-03-02", "2020-03-20", "under 1 month"),
    ],
)
def test_an_age_reads_as_people_say_it(born, day, words):
    assert str(age_on(dt.date.fromisoformat(born), dt.date.fromisoformat(day))) == words


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-06-30T22:59:00+00:00", "2026-06-30"),
        ("2026-06-30T23:00:00+00:00", "2026-07-01"),
        ("2026-12-31T23:59:00+00:00", "2026-12-31"),
        ("2026-01-01T08:00:00+09:00", "2025-12-31"),
    ],
)
def test_the_day_is_the_day_in_england(moment, day):
    assert london_day(dt.datetime.fromisoformat(moment)) == dt.date.fromisoformat(day)
    assert day_of(dt.datetime.fromisoformat(moment)) == dt.date.fromisoformat(day)


def test_a_time_without_a_zone_has_no_day():
    with pytest.raises(ValueError, match="aware time"):
        london_day(dt.datetime(2026, 3, 3, 12))


def test_a_day_is_its_own_day():
    assert day_of(dt.date(2026, 3, 3)) == dt.date(2026, 3, 3)


def test_a_day_is_spoken_as_people_say_it():
    assert spoken(dt.date(2026, 3, 3)) == "Tue 3 March 2026"
    assert spoken(dt.datetime(2026, 7, 1, 0, 30, tzinfo=ZoneInfo("Europe/London"))) == "Wed 1 July 2026"
