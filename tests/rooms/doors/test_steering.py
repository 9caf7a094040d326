"""A scenario's shares are kept by what is decided each day, whatever work comes and however much."""

import datetime as dt
import random
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.doors.demonstration.steering import Quota, Steering, Window, shares
from goldenthread.standards import targets
from goldenthread.standards.holidays import england_and_wales

DAY = dt.date(2020, 12, 1)


@given(share=st.floats(0, 1), families=st.lists(st.integers(1, 6), min_size=1, max_size=400))
def test_any_number_counts_to_the_nearest_that_so_many_can(share, families):
    quota = Quota([Window(DAY, DAY, share)])
    counted = 0
    for children in families:
        yes = quota.is_nearer(DAY, of=children)
        quota.count(DAY, yes, of=children)
        counted += children * yes
    off = abs(counted - share * sum(families))
    assert off <= max(families) / 2 + 1e-6


@given(percent=st.integers(0, 100), n=st.integers(101, 3000))
def test_more_than_a_hundred_give_any_share_in_whole_per_cent(percent, n):
    quota = Quota([Window(DAY, DAY, percent / 100)])
    counted = 0
    for _ in range(n):
        yes = quota.is_nearer(DAY)
        quota.count(DAY, yes)
        counted += yes
    assert round(100 * counted / n) == percent


def lived(steering, *, contacts, chance, localities=3):
    """Signed assessments and accepted contacts of some years, one locality after another."""
    calendar, first, last = steering.calendar, dt.date(2018, 11, 1), dt.date(2021, 2, 19)
    signed, came = [], []
    for _ in range(localities):
        ready, waiting = defaultdict(list), []
        for _ in range(contacts // localities):
            day = first + dt.timedelta(days=chance.randrange((last - first).days + 1))
            children = chance.choice((1, 1, 2, 3))
            came.append((day, children))
            for _ in range(children):
                ready[calendar.add(day, round(chance.triangular(8, 50, 24)))].append(day)
        day = first
        while day <= last:
            if calendar.is_working(day):
                waiting += [(steering.waiting(one), one, steering.recommends_nothing(day)) for one in ready[day]]
                still = []
                for one, referred, nothing in waiting:
                    found = one.signed(day, nothing=bool(nothing))
                    if found is None:
                        still.append((one, referred, nothing))
                    else:
                        signed.append((day, calendar.working_days_between(referred, day), found))
                waiting = still
            day += dt.timedelta(days=1)
    came.sort()
    return signed, [(day, children, steering.by_portal(day, children=children)) for day, children in came]


def test_a_city_of_hulls_size_reaches_every_figure_of_the_report():
    steering = Steering(shares("hull-2021"), calendar=england_and_wales(), seed="1")
    signed, came = lived(steering, contacts=5300, chance=random.Random(1))
    said = {row.key: row.number for row in targets.said("hull-2021")}

    def within(start, end):
        return [one for one in signed if start <= one[0] <= end]

    def in_time(rows):
        return 100 * sum(found.in_time for _, _, found in rows) / len(rows)

    def nothing(rows):
        return 100 * sum(found.no_further_action for _, _, found in rows) / len(rows)

    def portal(start, end):
        rows = [one for one in came if start <= one[0] <= end]
        return 100 * sum(n for _, n, yes in rows if yes) / sum(n for _, n, _ in rows)

    year = within(dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    december = within(DAY, dt.date(2020, 12, 31))
    assert all(found.in_time is (days <= 45) for _, days, found in signed)
    assert round(in_time(year)) == said["assessments_in_45_days_rolling_year"]
    assert round(in_time(december)) == said["assessments_in_45_days_month"]
    assert round(sum(days for _, days, _ in year) / len(year)) == said["assessment_mean_duration"]
    assert round(nothing(year)) == said["assessments_nfa_rolling_year"]
    assert round(nothing(december)) == said["assessments_nfa_month"]
    best = within(dt.date(2019, 12, 1), dt.date(2019, 12, 31))
    assert round(in_time(best)) == said["assessments_in_45_days_best_month"]
    quarter = within(dt.date(2020, 7, 1), dt.date(2020, 9, 30))
    assert round(in_time(quarter), 1) == said["assessments_in_45_days_quarter_2"]
    assert round(portal(DAY, dt.date(2020, 12, 31))) == said["portal_share_of_referrals"]
    assert round(portal(dt.date(2020, 10, 28), dt.date(2021, 2, 19))) == said["portal_share_since_launch"]


def test_a_manager_seldom_departs_from_what_is_recommended():
    steering = Steering(shares("hull-2021"), calendar=england_and_wales(), seed="2")
    chance, day = random.Random(2), dt.date(2020, 2, 3)
    signed = departed = 0
    for _ in range(300):
        nothing = steering.recommends_nothing(day)
        found = steering.waiting(chance.choice((dt.date(2020, 1, 6), dt.date(2019, 9, 2)))).signed(day, nothing=nothing)
        if found:
            signed += 1
            departed += found.no_further_action is not nothing
    assert signed > 100
    assert departed < signed / 10


def test_the_form_is_used_from_the_day_it_opened():
    steering = Steering(shares("hull-2021"), calendar=england_and_wales(), seed="3")
    assert not any(steering.by_portal(dt.date(2020, 10, 27)) for _ in range(50))
    assert 15 < sum(steering.by_portal(dt.date(2020, 10, 28)) for _ in range(50)) < 25


def test_a_day_on_which_the_law_gave_no_limit_is_said():
    steering = Steering(shares("hull-2021"), calendar=england_and_wales(), seed="4")
    with pytest.raises(LookupError, match="no limit"):
        steering.waiting(dt.date(2012, 5, 1))
    assert steering.recommends_nothing(dt.date(2012, 5, 1)) is None, "as it comes"
