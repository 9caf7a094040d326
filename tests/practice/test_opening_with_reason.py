"""A record opened without a recorded need: the reason first, for a while, and a manager's review."""

import datetime as dt

import pytest
from django.utils import timezone

from goldenthread.casework import access, openings
from goldenthread.casework.access.kin import may_open_expression
from goldenthread.casework.recording import Act, CannotRecord, record
from goldenthread.casework.rules import calendar_now
from goldenthread.language import Compartment
from goldenthread.record.models import ClockRun, Entry, Grant, Setting, Subject
from tests.authority import day
from tests.practice.test_assessment import IN_TIME

SAYS = {"reason": "emergency", "says": "The police rang: she is at the station."}


@pytest.fixture
def child(authority):
    """A child whom East works with."""
    child = authority.child("Lia", "Marsh")
    authority.tell(IN_TIME, child)
    return child


def opened(authority, child, name="Wes", *, ago=dt.timedelta()):
    now = timezone.now() - ago
    record(Act(openings.OPENED, child, now, SAYS), by=authority.actor(name), key=authority.key())
    return Entry.objects.get(about=child, step=openings.OPENED, worker=authority.workers[name]).pk


def reviews(authority, name):
    with access.acting(authority.actor(name)):
        return openings.to_review(authority.actor(name), now=timezone.now(), calendar=calendar_now())


def review(authority, child, entry, name="Will", **said):
    answers = {"verdict": "appropriate", **said}
    openings.review(child, entry, answers, by=authority.actor(name), now=timezone.now(), key=authority.key())


def test_a_reason_opens_the_record_for_some_hours(authority, child):
    wes = authority.actor("Wes")
    assert not access.may_open(wes, child)

    before = timezone.now()
    opened(authority, child)

    need = access.need_of(wes, child)
    assert need.why == "Opened with a reason: emergency, a child may be in danger now"
    assert before < need.until - dt.timedelta(hours=4) < timezone.now() + dt.timedelta(seconds=1)
    assert access.openable(wes, [child]) == {child}
    assert Subject.objects.annotate(may=may_open_expression(wes, "record_subject.id")).get(pk=child).may


def test_it_lapses_by_itself(authority, child):
    wes = authority.actor("Wes")
    opened(authority, child, ago=dt.timedelta(hours=4, minutes=1))

    assert Grant.now.filter(about=child, worker=wes.worker).exists()
    assert not access.may_open(wes, child)
    assert access.openable(wes, [child]) == set()
    assert access.compartments(wes, child) == set()


def test_it_opens_the_childs_part_and_none_that_is_more_private(authority, child):
    opened(authority, child)

    assert access.compartments(authority.actor("Wes"), child) == {Compartment.CHILD}


def test_opened_again_it_lasts_as_long_as_the_later(authority, child):
    opened(authority, child, ago=dt.timedelta(hours=3))
    before = timezone.now()
    record(Act(openings.OPENED, child, timezone.now(), SAYS), by=authority.actor("Wes"), key="again")

    assert access.need_of(authority.actor("Wes"), child).until > before + dt.timedelta(hours=3, minutes=59)


def test_the_authority_sets_how_long(authority, child):
    Setting.objects.create(name="law.opening_with_reason_local", value={"amount": 1, "unit": "hours"},
                           effective_from=day("1 Jan 2020"), known_at=timezone.now())  # fmt: skip
    opened(authority, child)

    assert access.need_of(authority.actor("Wes"), child).until < timezone.now() + dt.timedelta(hours=1)


def test_switched_off_no_reason_opens_anything(authority, child):
    Setting.objects.create(name="law.opening_with_reason_local", value="off", effective_from=day("1 Jan 2020"),
                           known_at=timezone.now())  # fmt: skip

    with access.acting(authority.actor("Wes")), pytest.raises(access.NotAllowed, match="no record be opened"):
        openings.open_with_reason(child, SAYS, by=authority.actor("Wes"), now=timezone.now(), key="off")


def test_a_restricted_record_is_opened_by_no_reason(authority, child):
    authority.tell("4 Mar 2026 | person.restricted | Grace", child)

    with pytest.raises(access.NotAllowed):
        opened(authority, child)


def test_the_managers_of_the_record_and_of_whoever_opened_it_are_asked_at_once(authority, child):
    entry = opened(authority, child)

    assert {name: [line.entry for line in reviews(authority, name)] for name in ("Ada", "Will", "Grace", "Fran")} == {
        "Ada": [entry], "Will": [entry], "Grace": [entry], "Fran": [],
    }  # fmt: skip
    (line,) = reviews(authority, "Will")
    assert (line.who, line.team, line.child.name) == ("Wes", "West assessment team", "Lia Marsh")
    assert (line.says, line.left) == (SAYS["says"], 2)
    # Who must judge it does not therefore read the record.
    assert not access.may_open(authority.actor("Will"), child)
    assert reviews(authority, "Sam") == []


def test_it_waits_until_a_manager_has_reviewed_it(authority, child):
    entry = opened(authority, child)
    assert ClockRun.now.get(entry_id=entry).stopped_on is None

    review(authority, child, entry)

    assert ClockRun.now.get(entry_id=entry).stopped_by is not None
    assert [reviews(authority, name) for name in ("Ada", "Will", "Grace")] == [[], [], []]
    assert not access.may_open(authority.actor("Will"), child, Compartment.OPENINGS)
    with pytest.raises(CannotRecord, match="reviewed this opening already"):
        review(authority, child, entry, "Ada")


def test_nobody_reviews_their_own(authority, child):
    entry = opened(authority, child, "Will")

    assert reviews(authority, "Will") == []
    with pytest.raises(CannotRecord, match="Another manager"):
        review(authority, child, entry, "Will")
    assert [line.entry for line in reviews(authority, "Grace")] == [entry]
    review(authority, child, entry, "Grace", verdict="not_appropriate", says="I speak with Will on Monday.")


def test_each_opening_is_reviewed_for_itself(authority, child):
    first, second = opened(authority, child, "Wes"), opened(authority, child, "Eve")
    review(authority, child, first, "Ada")

    assert [line.entry for line in reviews(authority, "Ada")] == [second]


def test_what_was_not_right_closes_it_at_once(authority, child):
    entry = opened(authority, child)
    review(authority, child, entry, verdict="not_appropriate", says="It was her neighbour's child.")

    assert not access.may_open(authority.actor("Wes"), child)


def test_an_opening_is_not_corrected_or_taken_back(authority, child):
    entry = opened(authority, child)

    for change in ({}, {"withdraws": True}):
        with pytest.raises(CannotRecord, match="stands as it was"):
            record(Act(openings.OPENED, child, timezone.now(), SAYS, corrects=entry, **change),
                   by=authority.actor("Wes"), key=authority.key())  # fmt: skip


@pytest.mark.parametrize("name", ["Ann", "Adam"])
def test_it_is_for_those_who_practise(authority, child, name):
    with pytest.raises((CannotRecord, access.NotAllowed)):
        opened(authority, child, name)


@pytest.mark.parametrize("step", ["person.restricted", "person.sealed", "person.works_here"])
def test_who_may_know_of_it_is_not_theirs_to_decide(authority, child, step):
    """Or whoever opened it would keep it for themselves, and nobody would be left to review that."""
    opened(authority, child, "Will")
    will = authority.workers["Will"].pk
    said = {"why": "Mine.", "ordered_on": "2026-03-10", "workers": [will], "colleague": authority.workers["Ada"].pk}

    with pytest.raises(access.NotAllowed, match="for a while only"):
        record(Act(step, child, day("10 Mar 2026"), said), by=authority.actor("Will"), key=step)
    record(Act("person.warned", child, day("10 Mar 2026"), {"says": "A dog.", "review_on": "2026-06-01"}),
           by=authority.actor("Will"), key="warned")  # fmt: skip
