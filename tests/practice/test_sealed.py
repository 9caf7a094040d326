"""A sealed record is there for those named on it, and for nobody else."""

import datetime as dt

import pytest
from django.utils import timezone

from goldenthread.casework import access, openings
from goldenthread.casework.network import people_named
from goldenthread.casework.people import look_alikes
from goldenthread.casework.recording import Act, CannotRecord, record
from goldenthread.casework.search import find
from goldenthread.casework.worklist import my_work
from goldenthread.record.models import Restriction
from tests.authority import day
from tests.practice.test_assessment import IN_TIME

EVERYBODY = ("Dora", "Grace", "Rita", "Fran", "Sam", "Sue", "Ada", "Wes", "Will", "Eve", "Ira", "Ann", "Adam")

AFTERWARDS = dt.datetime(2026, 3, 23, 8, tzinfo=dt.UTC)


def seal(authority, child, *names, step="person.sealed", by="Grace"):
    said = {"why": "Adopted.", "ordered_on": "2026-03-20", "workers": [authority.workers[name].pk for name in names]}
    record(Act(step, child, day("20 Mar 2026"), said), by=authority.actor(by), key=authority.key())


@pytest.fixture
def child(authority):
    child = authority.child("Lia", "Marsh")
    authority.tell(IN_TIME, child)
    return child


def may_open(authority, child):
    return {name for name in EVERYBODY if access.may_open(authority.actor(name), child)}


def test_sealed_it_is_for_those_named_alone_whoever_is_allocated(authority, child):
    seal(authority, child, "Will")

    assert may_open(authority, child) == {"Will"}


def test_whoever_is_allocated_has_no_more_of_it_in_their_work(authority, child):
    sam = authority.actor("Sam")
    before = my_work(sam, now=AFTERWARDS)
    seal(authority, child, "Will")

    after = my_work(sam, now=AFTERWARDS)

    assert (before.leads, before.children) == (1, (child,))
    assert (after.leads, after.children, after.named()) == (0, (), [])


def test_restricted_it_is_also_for_those_allocated(authority, child):
    seal(authority, child, "Will", step="person.restricted")

    assert may_open(authority, child) == {"Will", "Sam"}


def test_restricted_and_sealed_the_stricter_wins(authority, child):
    seal(authority, child, "Will", "Ada", step="person.restricted")
    seal(authority, child, "Will", "Eve", by="Ada")

    assert may_open(authority, child) == {"Will"}


def test_somebody_is_named_or_nobody_finds_it_again(authority, child):
    with pytest.raises(CannotRecord, match="Who may open it"):
        seal(authority, child)


def test_those_named_open_it_again(authority, child):
    seal(authority, child, "Will")
    with pytest.raises(access.NotAllowed):
        authority.tell("21 Mar 2026 | person.unsealed | Grace", child)

    authority.tell("21 Mar 2026 | person.unsealed | Will", child)

    assert not Restriction.now.exists()
    assert {"Sam", "Ada", "Grace", "Dora"} <= may_open(authority, child)


def test_nothing_of_it_is_found_or_named(authority, child):
    brother = authority.child("Noel", "Marsh")
    authority.tell(IN_TIME, brother)
    record(Act("person.related", brother, day("5 Mar 2026"), {"other": str(child), "kind": "sister"}),
           by=authority.actor("Sam"), key="tie")  # fmt: skip
    seal(authority, child, "Will")
    today = timezone.localdate()

    for name in ("Sam", "Ada", "Grace", "Rita"):
        actor = authority.actor(name)
        with access.acting(actor):
            assert "Lia" not in {
                one.name.split()[0] for one in find("Lia Marsh", actor=actor, today=today).people.found
            }
            alike = look_alikes(given="Lia", surname="Marsh", born_on=dt.date(2017, 3, 3), actor=actor)
            assert (alike.warning, [one.name for one in alike.candidates if one.subject == child]) == ("", [])
            assert people_named([child], actor, today=today)[child].closed


def test_neither_duty_nor_a_reason_opens_it(authority, child):
    seal(authority, child, "Will")
    says = {"reason": "emergency", "says": "She rang."}

    with pytest.raises(access.NotAllowed):
        record(Act(openings.OPENED, child, timezone.now(), says), by=authority.actor("Sam"), key="reason")
    with pytest.raises(access.NotAllowed):
        authority.tell("21 Mar 2026 10:30 | front_door.contact_received | Rita", child)


def test_a_record_that_is_joined_with_it_is_sealed_too(authority, child):
    twin = authority.child("Lya", "Marsh")
    authority.tell(IN_TIME, twin)
    seal(authority, child, "Will", "Grace")
    record(Act("person.joined", twin, day("21 Mar 2026"), {"into": str(child), "why": "One girl."}),
           by=authority.actor("Grace"), key="join")  # fmt: skip

    assert may_open(authority, twin) == may_open(authority, child) == {"Will", "Grace"}
