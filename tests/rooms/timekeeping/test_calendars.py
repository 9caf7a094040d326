import datetime as dt

import pytest

from goldenthread.timekeeping import Calendar, OutsideCalendar

FRIDAY = dt.date(2026, 4, 3)
EASTER = Calendar("Easter 2026", [dt.date(2026, 4, 3), dt.date(2026, 4, 6)])


@pytest.mark.parametrize(
    ("day", "working"),
    [("2026-04-02", True), ("2026-04-03", False), ("2026-04-04", False), ("2026-04-05", False), ("2026-04-07", True)],
)
def test_a_working_day_is_no_weekend_and_no_bank_holiday(day, working):
    assert EASTER.is_working(dt.date.fromisoformat(day)) is working


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        ("2026-04-02", 0, "2026-04-02"),
        ("2026-04-04", 0, "2026-04-04"),
        ("2026-04-02", 1, "2026-04-07"),
        ("2026-04-04", 1, "2026-04-07"),
        ("2026-04-07", -1, "2026-04-02"),
        ("2026-04-05", -1, "2026-04-02"),
        ("2026-04-02", 5, "2026-04-13"),
    ],
)
def test_adding_working_days_takes_the_start_as_day_nought(day, n, expected):
    assert EASTER.add(dt.date.fromisoformat(day), n) == dt.date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("a", "b", "days"),
    [
        ("2026-04-02", "2026-04-07", 1),
        ("2026-04-02", "2026-04-06", 0),
        ("2026-04-02", "2026-04-02", 0),
        ("2026-04-07", "2026-04-02", -1),
        ("2026-03-30", "2026-04-10", 7),
    ],
)
def test_working_days_between_leave_out_the_first_day_and_count_the_last(a, b, days):
    assert EASTER.working_days_between(dt.date.fromisoformat(a), dt.date.fromisoformat(b)) == days


@pytest.mark.parametrize("day", [dt.date(1984, 12, 31), dt.date(2061, 1, 1)])
def test_a_day_outside_the_known_years_is_refused(day):
    for ask in (EASTER.is_working, lambda d: EASTER.add(d, 1), lambda d: EASTER.working_days_between(d, FRIDAY)):
        with pytest.raises(OutsideCalendar, match="1985 to 2060"):
            ask(day)


def test_counting_out_of_the_known_years_is_refused():
    assert EASTER.add(dt.date(2060, 12, 30), 1) == dt.date(2060, 12, 31)
    with pytest.raises(OutsideCalendar, match="1985 to 2060"):
        EASTER.add(dt.date(2060, 12, 30), 2)
    assert EASTER.add(dt.date(1985, 1, 2), -1) == dt.date(1985, 1, 1)
    with pytest.raises(OutsideCalendar, match="1985 to 2060"):
        EASTER.add(dt.date(1985, 1, 2), -2)


def test_a_time_is_not_a_day():
    with pytest.raises(TypeError, match="london_day"):
        EASTER.is_working(dt.datetime(2026, 4, 7, 9, tzinfo=dt.UTC))


def test_a_calendar_has_a_version():
    with pytest.raises(ValueError, match="version"):
        Calendar("", [])


def test_calendars_with_the_same_version_and_days_are_the_same():
    again = Calendar("Easter 2026", [dt.date(2026, 4, 6), dt.date(2026, 4, 3), dt.date(2026, 4, 5)])
    assert again == EASTER
    assert hash(again) == hash(EASTER)
    assert Calendar("Another", EASTER.closed) != EASTER
    assert Calendar("Easter 2026", []) != EASTER
