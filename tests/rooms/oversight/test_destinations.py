"""Where it ends: each kind of work by what came of it, each row counted once, small numbers kept from analysts."""

import datetime as dt

import pytest
from django.urls import reverse

from goldenthread.language import Period
from goldenthread.oversight.destinations import destinations
from goldenthread.oversight.measures import Counted
from tests.authority import client
from tests.practice.test_assessment import IN_TIME

SPRING = Period(dt.date(2026, 3, 1), dt.date(2026, 6, 30))
CLOSED = """
    2 Mar 2026 10:00 | front_door.contact_received | Rita
    3 Mar 2026       | front_door.decided          | Fran | outcome=no_further_action
"""
ON_A_COURSE = """
     9 Mar 2026 | programme.began | Sam | name=Talking together | measure=sdq | before=20
    20 Apr 2026 | programme.ended | Sam | after=12
"""


@pytest.fixture
def four(authority):
    """Two assessed, of whom one was on a course; two closed at the front door."""
    children = [authority.child(name) for name in ("Ash", "Bea", "Cal", "Dee")]
    authority.tell(IN_TIME, children[0])
    authority.tell(IN_TIME.rstrip() + " | outcome=no_further_action", children[1])
    for child in children[2:]:
        authority.tell(CLOSED, child)
    authority.tell(ON_A_COURSE, children[0])
    return children


def found(period=SPRING, **scope):
    return {
        ended.title: {one.said: one.counted for one in ended.destinations} for ended in destinations(period, **scope)
    }


def test_each_kind_of_work_by_what_came_of_it(four):
    ends = found()

    assert ends["Contacts decided"] == {
        "No further action": Counted(2, 4), "Referral accepted: child and family assessment": Counted(2, 4),
    }  # fmt: skip
    assert ends["Assessments authorised"] == {"Child in need plan": Counted(1, 2), "No further action": Counted(1, 2)}
    assert ends["Programmes that ended, each by what was measured"] == {
        "Parenting programme: better than before": Counted(1, 1)
    }
    (decided, assessed, *_) = destinations(SPRING)
    assert [one.mean for one in decided.destinations] == [1.0, 1.0]
    assert [one.mean for one in assessed.destinations] == [45.0, 45.0]


def test_only_what_ended_in_the_period_and_in_the_teams_scope(four, authority):
    assert found(Period(dt.date(2026, 7, 1), dt.date(2026, 7, 31)))["Contacts decided"] == {}
    east = frozenset([authority.teams["east"].pk])
    assert found(teams=east)["Contacts decided"] == {}
    assert found(teams=east)["Assessments authorised"] == {
        "Child in need plan": Counted(1, 2), "No further action": Counted(1, 2),
    }  # fmt: skip


def test_small_numbers_are_kept_from_those_who_open_no_record(four, authority):
    asked = {"period": "own", "since": "2026-03-01", "until": "2026-06-30"}
    here = reverse("where_it_ends")

    grace = client(authority, "Grace").get(here, asked).content.decode()
    ann = client(authority, "Ann").get(here, asked).content.decode()

    assert "50%" in grace
    assert "fewer than 5" in ann
    assert "50%" not in ann
    assert '<span class="gt-count">2</span>' in grace
    assert '<span class="gt-count">2</span>' not in ann, "a total may be as small as its parts"
