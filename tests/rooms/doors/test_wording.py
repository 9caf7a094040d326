"""Dates, ages and counts as the screens say them."""

from datetime import UTC, date, datetime

import pytest

from goldenthread.doors.office import wording

TODAY = date(2026, 3, 3)
NOW = datetime(2026, 3, 3, 10, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "unit", "words"),
    [
        (-3, "day", "Overdue 3 days"),
        (-1, "working day", "Overdue 1 working day"),
        (0, "working day", "Due today"),
        (1, "day", "1 day left"),
        (5, "working day", "5 working days left"),
    ],
)
def test_how_a_limit_stands(left: int, unit: str, words: str) -> None:
    assert wording.due_words(left, unit) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 4), "Due tomorrow"),
        (TODAY, "Due today"),
        (date(2026, 3, 8), "5 days left"),
        (date(2026, 2, 28), "Overdue 3 days"),
    ],
)
def test_when_it_is_due_in_calendar_days(day: date, words: str) -> None:
    assert wording.when_due(day, TODAY) == words


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(2016, 11, 3), "9 years 4 months"),
        (date(2016, 11, 4), "9 years 3 months"),
        (date(2016, 3, 3), "10 years"),
        (date(2025, 12, 3), "3 months"),
        (date(2026, 2, 2), "1 month"),
        (date(2026, 2, 19), "12 days"),
        (TODAY, "0 days"),
        (date(2026, 3, 4), "unborn, due 4 March 2026"),
        (date(2008, 3, 3), "18 years"),
        (date(2008, 3, 4), "17 years 11 months"),
        (None, "age not known"),
    ],
)
def test_how_old(born: date | None, words: str) -> None:
    assert wording.age_words(born, TODAY) == words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (datetime(2026, 3, 3, 10, 41, 30, tzinfo=UTC), "just now"),
        (datetime(2026, 3, 3, 10, 37, tzinfo=UTC), "5 minutes ago"),
        (datetime(2026, 3, 3, 9, 42, tzinfo=UTC), "1 hour ago"),
        (datetime(2026, 3, 2, 23, 59, tzinfo=UTC), "yesterday"),
        (date(2026, 2, 17), "14 days ago"),
        (date(2026, 2, 16), "Mon 16 February 2026"),
        (date(2026, 3, 5), "Thu 5 March 2026"),
        (TODAY, "today"),
    ],
)
def test_how_long_ago(when: date | datetime, words: str) -> None:
    assert wording.ago(when, NOW) == words


def test_days_and_times_are_londons_whatever_zone_they_came_in() -> None:
    just_past_midnight_in_summer = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert wording.moment(just_past_midnight_in_summer) == "Wed 1 July 2026, 00:30"
    assert wording.spoken(just_past_midnight_in_summer) == "Wed 1 July 2026"


def test_no_date_says_nothing() -> None:
    assert [say(None) for say in (wording.spoken, wording.day_words, wording.moment, wording.at_time, wording.iso)] == [
        ""
    ] * 5


def test_counts_have_their_word() -> None:
    assert wording.plural(1, "child", "children") == "1 child"
    assert wording.plural(2, "child", "children") == "2 children"
    assert wording.plural(0, "visit") == "0 visits"
