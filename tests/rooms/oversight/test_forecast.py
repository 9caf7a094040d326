"""Whether an assessment will be late, said in a sentence."""

import datetime as dt

import pytest

from goldenthread.oversight.forecast import Past, forecast
from goldenthread.standards.holidays import england_and_wales

CALENDAR = england_and_wales()
TODAY = dt.date(2026, 3, 9)


def ask(*, open_for, left, own=(), team=()):
    return forecast(
        began=CALENDAR.add(TODAY, -open_for), due=CALENDAR.add(TODAY, left), today=TODAY, calendar=CALENDAR,
        pasts=[Past("Sam's", own), Past("the team's", team)],
    )  # fmt: skip


@pytest.mark.parametrize(("left", "state"), [(10, "in time"), (9, "likely late"), (0, "likely late"), (-1, "late")])
def test_late_if_half_of_those_that_lasted_as_long_took_more_than_is_left(left, state):
    said = ask(open_for=30, left=left, own=[20, 25, 35, 40, 45])
    assert said.state == state


def test_it_says_why():
    said = ask(open_for=30, left=5, own=[20, 25, 35, 40, 45])
    assert said.says == (
        "On day 30, half of Sam's last 5 assessments that were still open took 10 working days or fewer more; this one "
        "has 5."
    )


def test_the_teams_where_the_worker_has_too_few_and_nothing_where_the_team_has():
    assert "the team's last 6" in ask(open_for=10, left=5, own=[30] * 4, team=[30] * 6).says
    alone = ask(open_for=10, left=5, own=[30] * 4, team=[30] * 4)
    assert (alone.state, alone.says) == (
        "in time",
        "5 working days left. Too few assessments are finished to say more.",
    )


def test_longer_than_any_before_is_late_only_on_its_last_day():
    assert ask(open_for=50, left=3, own=[20] * 5).state == "in time"
    assert ask(open_for=50, left=0, own=[20] * 5).state == "likely late"
