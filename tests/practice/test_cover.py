"""Acting for a colleague who is away: their work, and not what few may know of."""

import datetime as dt

import pytest
from django.utils import timezone

from goldenthread.casework import access, covering, openings, worklist
from goldenthread.casework.access.kin import may_open_expression
from goldenthread.casework.recording import Act, record
from goldenthread.language import Compartment
from goldenthread.record.models import Entry, Subject, Team
from tests.authority import day
from tests.practice.test_assessment import IN_TIME

WITH_WES = IN_TIME.split("     9 Mar")[0].replace("| Grace", "| Grace | worker=Wes")
TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


@pytest.fixture
def child(authority):
    """A child whom Sam, of East, works with. Wes, of West, may not open the record."""
    child = authority.child("Lia", "Marsh")
    authority.tell(IN_TIME, child)
    return child


def arranged(authority, worker="Wes", away="Sam", *, by="Grace", since=TODAY, until=TODAY):
    holder = f"{authority.workers[away].pk}:{authority.posts[away].pk}"
    covering.set_cover(holder, authority.workers[worker].pk, since=since, until=until, why="Leave",
                       by=authority.actor(by), now=timezone.now())  # fmt: skip


def actor(authority, name, at=None):
    return access.actor_in(authority.posts[name], authority.workers[name], at=at or timezone.now())


def test_whoever_acts_for_a_colleague_has_their_work_while_it_lasts(authority, child):
    assert not access.may_open(actor(authority, "Wes"), child)

    arranged(authority, until=TODAY + DAY)

    wes = actor(authority, "Wes")
    assert access.why_open(wes, child) == "Allocated as lead worker"
    assert Subject.objects.annotate(may=may_open_expression(wes, "record_subject.id")).get(pk=child).may
    with access.acting(wes):
        assert child in worklist.my_work(wes, now=timezone.now()).children
    assert not access.may_open(actor(authority, "Wes", timezone.now() + 2 * DAY), child)
    assert not access.may_open(actor(authority, "Wes", timezone.now() - DAY), child)


def test_it_ends_at_the_minute_when_the_colleague_is_back(authority, child):
    arranged(authority, until=TODAY + DAY)
    (line,) = covering.covers(authority.actor("Grace"), now=timezone.now())

    covering.end_cover(line.id, by=authority.actor("Sam"), now=timezone.now())

    assert not access.may_open(actor(authority, "Wes"), child)
    assert covering.covers(authority.actor("Grace"), now=timezone.now()) == []


def test_what_is_written_says_for_whom(authority, child):
    arranged(authority)
    own = authority.child("Noel", "Field")
    authority.tell(WITH_WES, own)

    for about in (child, own):
        record(Act("person.warned", about, day("10 Mar 2026"), {"says": "A dog.", "review_on": "2026-06-01"}),
               by=actor(authority, "Wes"), key=f"warned-{about}")  # fmt: skip

    said = {e.about_id: (e.author, e.acting_for_id) for e in Entry.objects.filter(step="person.warned")}
    assert said == {child: ("Wes, for Sam", authority.posts["Sam"].pk), own: ("Wes", None)}


@pytest.mark.parametrize("closes", ["restricted", "sealed"])
def test_what_few_may_know_of_does_not_come_with_it(authority, child, closes):
    named = {"why": "Staff.", "ordered_on": "2026-03-20", "workers": [authority.workers["Sam"].pk]}
    record(Act(f"person.{closes}", child, day("20 Mar 2026"), named), by=authority.actor("Grace"), key="closes")
    arranged(authority)

    assert access.may_open(actor(authority, "Sam"), child)
    assert not access.may_open(actor(authority, "Wes"), child)


def test_nor_the_record_of_ones_own_family(authority, child):
    aunt = authority.child("Wilma", "Marsh", born=None)
    record(Act("person.related", child, day("5 Mar 2026"), {"other": str(aunt), "kind": "aunt or uncle"}),
           by=authority.actor("Grace"), key="tie")  # fmt: skip
    record(Act("person.works_here", aunt, day("6 Mar 2026"), {"colleague": authority.workers["Wes"].pk}),
           by=authority.actor("Grace"), key="works")  # fmt: skip
    arranged(authority)

    assert not access.may_open(actor(authority, "Wes"), child)


def test_nor_what_the_colleague_gave_a_reason_for(authority, child):
    other = authority.child("Noel", "Field")
    authority.tell(WITH_WES, other)
    says = {"reason": "duty", "says": "Her school rang."}
    record(Act(openings.OPENED, other, timezone.now(), says), by=authority.actor("Sam"), key="reason")
    arranged(authority, "Eve", "Sam")

    assert access.may_open(actor(authority, "Sam"), other)
    assert not access.may_open(actor(authority, "Eve"), other)
    assert not access.may_open(actor(authority, "Eve"), other, Compartment.OPENINGS)


@pytest.mark.parametrize(
    ("worker", "away", "by", "days", "says"),
    [
        ("Wes", "Sam", "Sam", (0, 1), "Choose both"),
        ("Sue", "Ada", "Sam", (0, 1), "Choose both"),
        ("Wes", "Sam", "Will", (0, 1), "Choose both"),
        ("Sam", "Sam", "Ada", (0, 1), "Nobody acts for themselves"),
        ("Sue", "Sam", "Sam", (2, 1), "before it begins"),
        ("Sue", "Sam", "Sam", (-3, -1), "over already"),
    ],
)
def test_it_is_arranged_among_colleagues_for_days_to_come(authority, worker, away, by, days, says):
    with pytest.raises(covering.CannotCover, match=says):
        arranged(authority, worker, away, by=by, since=TODAY + days[0] * DAY, until=TODAY + days[1] * DAY)


def test_whoever_is_away_may_arrange_it_themselves(authority, child):
    arranged(authority, "Sue", "Sam", by="Sam")

    assert [one.name for one in actor(authority, "Sue").covers] == ["Sam"]
    with pytest.raises(covering.CannotCover, match="already"):
        arranged(authority, "Sue", "Sam", by="Ada")


LONDON = timezone.get_default_timezone()


@pytest.mark.parametrize(
    ("when", "office", "out"),
    [
        (dt.datetime(2026, 3, 2, 8, 29), False, True),
        (dt.datetime(2026, 3, 2, 8, 30), True, False),
        (dt.datetime(2026, 3, 2, 16, 59), True, False),
        (dt.datetime(2026, 3, 2, 17, 0), False, True),
        (dt.datetime(2026, 3, 7, 12, 0), False, True),
        (dt.datetime(2026, 12, 25, 12, 0), False, True),
        (dt.datetime(2026, 7, 1, 8, 30), True, False),
    ],
)
def test_a_team_is_on_duty_in_its_hours_alone(authority, when, office, out):
    at, team = when.replace(tzinfo=LONDON), authority.teams["front-door"]
    for hours, expected in (("", True), ("office", office), ("out", out)):
        Team.objects.filter(pk=team.pk).update(duty_hours=hours)
        assert access.actor_of(authority.users["Rita"].pk, at=at).duty is expected, hours
        assert access.actor_of(authority.users["Sam"].pk, at=at).duty is False
