"""Nobody sees their own record, or that of somebody in their family, whatever their work would open."""

import datetime as dt

import pytest
from django.utils import timezone

from goldenthread.casework import access, openings, worklist
from goldenthread.casework.access.kin import kin_openable
from goldenthread.casework.people import look_alikes, names_of
from goldenthread.casework.recording import Act, CannotRecord, record
from goldenthread.casework.search import find
from goldenthread.language import Compartment
from goldenthread.oversight import workforce
from goldenthread.record.models import Grant
from tests.authority import day
from tests.practice.test_assessment import IN_TIME


def relate(authority, one, other, kind):
    record(Act("person.related", one, day("5 Mar 2026"), {"other": str(other), "kind": kind}),
           by=authority.actor("Grace"), key=authority.key())  # fmt: skip


def works_here(authority, person, name, by="Grace"):
    answers = {"colleague": authority.workers[name].pk}
    record(Act("person.works_here", person, day("6 Mar 2026"), answers), by=authority.actor(by), key=authority.key())


@pytest.fixture
def family(authority):
    """A girl whom Sam works with; her brother, known by their mother alone; her aunt, who is Sam's colleague Sue."""
    girl, brother = authority.child("Lia", "Marsh"), authority.child("Noel", "Marsh")
    mother, aunt = authority.child("Ann", "Marsh", born=None), authority.child("Susan", "Marsh", born=None)
    for child in (girl, brother):
        authority.tell(IN_TIME, child)
        relate(authority, child, mother, "mother")
    relate(authority, girl, aunt, "aunt or uncle")
    return {"girl": girl, "brother": brother, "mother": mother, "aunt": aunt}


def opens(authority, name, family):
    actor = authority.actor(name)
    one_by_one = {who for who, person in family.items() if access.may_open(actor, person)}
    together = access.openable(actor, family.values())
    assert together == {family[who] for who in one_by_one}
    return one_by_one


def test_a_colleague_of_the_family_never_sees_it(authority, family):
    assert opens(authority, "Sue", family) == {"girl", "brother", "mother", "aunt"}

    works_here(authority, family["aunt"], "Sue")

    assert opens(authority, "Sue", family) == {"brother", "mother"}
    assert opens(authority, "Sam", family) == opens(authority, "Ada", family) == {"girl", "brother", "mother", "aunt"}


def test_ones_own_record_and_a_brothers_through_a_parent_whom_both_share(authority, family):
    works_here(authority, family["brother"], "Sam")

    assert opens(authority, "Sam", family) == {"aunt"} & opens(authority, "Sam", family)
    assert not opens(authority, "Sam", family) & {"girl", "brother", "mother"}


def test_the_tie_is_found_from_either_end(authority, family):
    relate(authority, family["mother"], family["aunt"], "sister")
    works_here(authority, family["mother"], "Sue")

    assert opens(authority, "Sue", family) == set()


def test_whom_somebody_teaches_or_treats_is_no_family(authority, family):
    teacher = authority.child("Mary", "Ellis", born=None)
    relate(authority, family["girl"], teacher, "teacher")
    works_here(authority, teacher, "Sue")

    assert "girl" in opens(authority, "Sue", family)


def test_a_joined_record_is_barred_too(authority, family):
    twin = authority.child("Lya", "Marsh")
    authority.tell(IN_TIME, twin)
    record(Act("person.joined", twin, day("8 Mar 2026"), {"into": str(family["girl"]), "why": "One girl."}),
           by=authority.actor("Grace"), key="join")  # fmt: skip
    works_here(authority, family["aunt"], "Sue")

    assert not access.may_open(authority.actor("Sue"), twin)


def test_it_stands_on_nobodys_own_lists(authority, family):
    works_here(authority, family["mother"], "Sam")
    sam, now = authority.actor("Sam"), timezone.now()

    with access.acting(sam):
        assert worklist.my_work(sam, now=now).total == 0
        assert not find("Lia Marsh", actor=sam, today=now.date()).people.found
        assert names_of([family["girl"]], actor=sam) == {}
        alike = look_alikes(given="Lia", surname="Marsh", born_on=dt.date(2017, 3, 3), actor=sam)
        assert alike.warning == ""
        barred = {family["girl"], family["brother"], family["mother"]}
        assert not barred & {one.subject for one in alike.candidates}
        assert not workforce.grave_signals(sam, children=[family["girl"]], now=now)
    assert kin_openable(sam, [family["mother"]]) == set()


def test_their_grants_stand_all_the_same_so_that_nothing_is_lost_when_the_tie_ends(authority, family):
    works_here(authority, family["aunt"], "Sam")
    assert Grant.now.filter(about=family["girl"], worker=authority.workers["Sam"]).exists()
    assert "girl" not in opens(authority, "Sam", family)

    record(Act("person.works_here_no_more", family["aunt"], day("9 Mar 2026"), {"why": "Another Susan."}),
           by=authority.actor("Grace"), key=authority.key())  # fmt: skip

    assert "girl" in opens(authority, "Sam", family)


def test_a_manager_acts_in_their_place(authority, family):
    works_here(authority, family["aunt"], "Sam")

    authority.tell("10 Mar 2026 | person.warned | Ada | says=Sam is of the family.", family["girl"])
    with pytest.raises(access.NotAllowed):
        authority.tell("10 Mar 2026 | person.warned | Sam | says=Nothing.", family["girl"])


def test_no_reason_opens_it(authority, family):
    works_here(authority, family["aunt"], "Wes")
    says = {"reason": "emergency", "says": "I want to know."}

    with pytest.raises(access.NotAllowed):
        record(Act(openings.OPENED, family["girl"], timezone.now(), says), by=authority.actor("Wes"), key="wes")
    record(Act(openings.OPENED, family["girl"], timezone.now(), says), by=authority.actor("Will"), key="will")


def test_who_works_here_is_read_by_whoever_said_so_alone(authority, family):
    works_here(authority, family["aunt"], "Wes", by="Ada")

    assert access.may_open(authority.actor("Ada"), family["aunt"], Compartment.STAFF)
    for name in ("Sam", "Sue", "Wes", "Grace", "Dora", "Adam"):
        assert not access.may_open(authority.actor(name), family["aunt"], Compartment.STAFF), name


def test_it_is_a_managers_to_say_and_never_of_themselves(authority, family):
    with pytest.raises(CannotRecord, match="is for a team manager"):
        works_here(authority, family["aunt"], "Sue", by="Sam")
    with pytest.raises(CannotRecord, match="Ask your manager"):
        works_here(authority, family["aunt"], "Ada", by="Ada")
