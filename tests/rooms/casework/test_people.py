"""Look-alikes, registering, families, and two records that are one person's."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from goldenthread.casework import access, people
from goldenthread.casework.recording import Act, CannotRecord, record
from goldenthread.casework.writing import tables
from goldenthread.facts.models import Address, Identifier, Name, Person
from goldenthread.language import handbook
from goldenthread.record.models import Entry, Grant, Loose
from tests.authority import LONG_AGO, Authority, complete, day

TODAY = day("3 Jun 2026")


def describe(authority: Authority, child: UUID, step: str, who: str = "Rita", **answers: object) -> UUID:
    written = record(
        Act(f"person.{step}", child, TODAY, complete(handbook().steps[f"person.{step}"], answers)),
        by=authority.actor(who),
        key=authority.key(),
        today=TODAY,
    )
    return written.entries[0]


def opened_by_front_door(authority: Authority, *children: UUID) -> None:
    """A contact, so that the front door may write in these records."""
    for child in children:
        authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child)


def alike(authority: Authority, who: str = "Rita", **asked: Any) -> people.LookAlikes:
    return people.look_alikes(**asked, actor=authority.actor(who))


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"given": "Mia", "surname": "Thompson"}, "the same name"),
        ({"given": "Mya", "surname": "Tomson"}, "sounds alike"),
        ({"given": "Thompson", "surname": "Mia"}, "the same names in another order"),
        ({"given": "Mia", "surname": "Thomsen-Grey"}, "sounds alike"),
        ({"given": "Mía", "surname": "THOMPSON"}, "the same name"),
        ({"given": "Bee", "surname": "Thompson"}, "also known as Bee Thompson"),
        ({"given": "Someone", "surname": "Thompson", "born_on": day("4 Mar 2017")}, "born the same day"),
        ({"given": "Mia", "surname": "Thompson", "born_on": day("3 Apr 2017")}, "if day and month changed about"),
        ({"given": "Mia", "surname": "Thompson", "born_on": day("4 Mar 2018")}, "a year apart"),
        ({"given": "Mia", "surname": "Other", "postcode": "nb12ab", "born_on": day("4 Mar 2017")}, "the same postcode"),
    ],
)
def test_a_look_alike_is_shown_with_its_reason(authority, asked, reason):
    child = authority.child("Mia", "Thompson", "4 Mar 2017", known_as="Bee")
    opened_by_front_door(authority, child)
    describe(authority, child, "addressed", kind="home", lines="1 Elm Road", postcode="NB1 2AB")

    (found,) = alike(authority, **asked).candidates

    assert found.subject == child
    assert reason in found.why


def test_nobody_is_shown_who_is_not_alike(authority):
    authority.child("Mia", "Thompson", "4 Mar 2017")

    assert alike(authority, given="Kofi", surname="Boateng", born_on=day("1 Sep 2012")).candidates == ()


def test_a_newborn_is_looked_for_among_the_unborn(authority):
    unborn = authority.child("", "Thompson", None, expected_on="2026-05-20")

    (found,) = alike(authority, given="Zed", surname="Thompson", born_on=day("17 May 2026")).candidates

    assert (found.subject, found.name) == (unborn, "Unborn Thompson")
    assert "expected about that birth date" in found.why


def test_a_restricted_record_is_never_named(authority):
    child = authority.child("Mia", "Thompson", "4 Mar 2017")
    opened_by_front_door(authority, child)
    describe(authority, child, "restricted", "Fran", why="Known to staff", workers=[authority.workers["Fran"].pk])

    found = alike(authority, given="Mia", surname="Thompson", born_on=day("4 Mar 2017"))
    assert (found.candidates, found.warning) == ((), people.SPEAK_FIRST)

    assert alike(authority, given="Mia", surname="Tomkins").warning == ""
    assert alike(authority, "Fran", given="Mia", surname="Thompson").candidates[0].subject == child


def test_look_alikes_ask_the_database_once(authority, django_assert_num_queries):
    for n in range(40):
        authority.child("Mia", "Thompson", f"{n % 28 + 1} Mar 2017")
    actor = authority.actor("Rita")
    with django_assert_num_queries(1):
        found = people.look_alikes(given="Mia", surname="Thompson", born_on=day("4 Mar 2017"), actor=actor)
    assert len(found.candidates) == 12
    assert "born the same day" in found.candidates[0].why


def test_a_relationship_stands_on_both_records(authority):
    child = authority.child("Mia", sex="F")
    opened_by_front_door(authority, child)

    mother = people.register(
        answers={"given": "Ann", "surname": "Made-Up", "sex": "F"},
        actor=authority.actor("Rita"),
        key="reg",
        today=TODAY,
        related_to=child,
        kind="mother",
        parental_responsibility="yes",
        home={"lines": "1 Elm Road", "postcode": "NB1 2AB"},
    )

    (hers,) = people.relations_of(mother, actor=authority.actor("Rita"))
    (theirs,) = people.family_of(child, actor=authority.actor("Rita"))
    assert (hers.subject, hers.kind) == (child, "child")
    assert (theirs.subject, theirs.kind, theirs.parental_responsibility) == (mother, "mother", True)
    assert theirs.may_open


def test_a_relationship_told_on_one_record_is_read_from_the_other(authority):
    mia, max_ = authority.child("Mia", sex="F"), authority.child("Max", sex="M")
    opened_by_front_door(authority, mia)
    describe(authority, mia, "related", other=str(max_), kind="brother")

    (found,) = people.family_of(max_, actor=authority.actor("Rita"))

    assert (found.subject, found.kind, found.entry) == (mia, "sister", None)


def test_every_relationship_can_be_said_from_the_other_end():
    form: Any = handbook().steps["person.related"].form
    choices = {kind for kind, _ in form.base_fields["kind"].choices}

    mirrored = {people.mirror_of(kind, sex=sex) for kind in choices for sex in ("F", "M", "")} - {""}

    assert mirrored <= choices
    assert people.mirror_of("brother", sex="F") == "sister"
    assert people.mirror_of("doctor") == ""


def test_a_child_of_whom_only_the_postcode_is_known_keeps_it(authority):
    child = people.register(
        answers={"given": "Bo"},
        actor=authority.actor("Rita"),
        key="reg",
        today=TODAY,
        home={"lines": "", "postcode": "NB1 2AB"},
    )

    assert Address.now.get(about=child).postcode == "NB1 2AB"


def test_the_same_press_twice_makes_one_person(authority):
    made = {
        people.register(answers={"given": "Bo"}, actor=authority.actor("Rita"), key="reg", today=TODAY)
        for _ in range(2)
    }

    assert Person.now.filter(given="Bo").count() == len(made) == 1


def test_two_records_are_compared_question_by_question(authority, pair):
    told = people.compare(*pair, today=TODAY)

    rows = {row.name: row for row in told.rows}
    assert rows["Date of birth"].differs
    assert rows["Family name"].same
    assert (rows["NHS number"].here, rows["NHS number"].there) == ("9434765919", "9434765870")


def test_parting_shows_whose_records_they_were(authority, pair):
    joined(authority, pair)

    told = people.parting_of(pair[1])

    assert told is not None
    assert (told.name, told.stands_name, told.joined.why) == ("Mya Made-Up", "Mia Made-Up", "The school says so")


def test_a_household_is_who_lives_at_the_address(authority):
    mia, max_, far = authority.child("Mia"), authority.child("Max"), authority.child("Far")
    opened_by_front_door(authority, mia, max_, far)
    for child, lines in ((mia, "1 Elm Road"), (max_, "1, Elm Road"), (far, "2 Elm Road")):
        describe(authority, child, "addressed", kind="home", lines=lines, postcode="NB1 2AB")

    assert [one.subject for one in people.household_of(mia, actor=authority.actor("Rita"))] == [max_]
    assert people.household_of(mia, actor=authority.actor("Wes")) == []


def test_a_parent_is_open_to_whoever_works_with_the_child(authority):
    child = authority.child("Mia")
    opened_by_front_door(authority, child)
    mother = people.register(
        answers={"given": "Ann"}, actor=authority.actor("Rita"), key="reg", today=TODAY, related_to=child, kind="mother"
    )
    authority.tell("3 Mar 2026 | front_door.decided | Fran", child)
    authority.tell("4 Mar 2026 | assessment.allocated | Grace", child)

    assert access.why_open(authority.actor("Sam"), mother) == "In the network of a child in your work"
    assert not access.may_open(authority.actor("Wes"), mother)


def test_a_birth_makes_the_unborn_child_the_same_child_born(authority):
    unborn = authority.child("", "Made-Up", None, expected_on="2026-05-20")
    opened_by_front_door(authority, unborn)

    describe(authority, unborn, "born", born_on="2026-05-17", given="Zed")

    person = Person.now.get(about=unborn)
    assert (person.name, person.born_on, person.expected_on) == ("Zed Made-Up", day("17 May 2026"), None)


def standing_rows(*subjects: UUID) -> set[tuple]:
    """Every row worked out about these, without when it was known."""
    kept = set()
    for name, model in tables().items():
        for row in model.now.filter(about__in=subjects):
            values = {f.attname: str(getattr(row, f.attname)) for f in model._meta.concrete_fields}
            for known in ("row", "known_from", "known_until", "digest"):
                del values[known]
            kept.add((name, tuple(sorted(values.items()))))
    return kept


LINES = [
    "2 Mar 2026 10:30 | front_door.contact_received | Rita",
    "3 Mar 2026 | front_door.decided | Fran",
    "4 Mar 2026 | assessment.allocated | Grace",
    "9 Mar 2026 15:00 | assessment.child_seen | Sam",
]
SAYINGS = some.sampled_from(
    [
        ("described", {"born_on": "2016-01-05"}),
        ("described", {"known_as": "Bee", "ethnicity": "WBRI"}),
        ("identified", {"scheme": "nhs", "value": "9434765919"}),
        ("identified", {"scheme": "upn", "value": "H801200001001"}),
        ("addressed", {"kind": "home", "lines": "2 Oak Road", "postcode": "NB2 2AB"}),
        ("named", {"kind": "alias", "full": "Bo"}),
        ("warned", {"says": "Dog", "review_on": "2026-09-01"}),
        ("said", {"said": "I like Nan."}),
    ]
)


@given(
    ours=some.lists(SAYINGS, max_size=3),
    theirs=some.lists(SAYINGS, max_size=3),
    between=some.integers(0, 2),
    far=some.integers(1, len(LINES)),
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_parting_gives_back_exactly_what_stood(authority, ours, theirs, between, far):
    one, other = authority.child("Mia"), authority.child("Mya", born="4 Mar 2017")
    opened_by_front_door(authority, one)
    authority.tell("\n".join(LINES[:far]), other)
    for child, said in ((one, ours), (other, theirs)):
        for step, answers in said:
            describe(authority, child, step, "Rita" if child == one else "Grace", **answers)
    before = standing_rows(one, other)
    entries = set(Entry.objects.filter(about__in=[one, other]).values_list("pk", "about", "answers__given"))
    grace = authority.actor("Grace")

    for _ in range(between + 1):
        people.join(other, one, why="The school says so", actor=grace, key=authority.key(), today=TODAY)
        numbers = {value for step, a in (*ours, *theirs) if step == "identified" for value in (a["value"],)}
        assert set(Identifier.now.filter(about=one).values_list("value", flat=True)) == numbers
        assert not Person.now.filter(about=other).exists()
        people.part(other, why="Another child", actor=grace, key=authority.key(), today=TODAY)

    assert standing_rows(one, other) == before
    now = set(Entry.objects.filter(about__in=[one, other]).values_list("pk", "about", "answers__given"))
    assert entries <= now


@pytest.fixture
def pair(authority) -> tuple[UUID, UUID]:
    one, other = authority.child("Mia", born="3 Mar 2017"), authority.child("Mya", born="4 Mar 2017")
    opened_by_front_door(authority, one, other)
    describe(authority, one, "identified", scheme="nhs", value="9434765919")
    describe(authority, other, "identified", scheme="nhs", value="9434765870")
    return one, other


def joined(authority: Authority, pair: tuple[UUID, UUID]) -> None:
    people.join(pair[1], pair[0], why="The school says so", actor=authority.actor("Fran"), key="join", today=TODAY)


def test_what_two_records_say_differently_is_shown_until_it_is_settled(authority, pair):
    joined(authority, pair)

    says = sorted(Loose.now.filter(about=pair[0]).values_list("says", flat=True))
    assert "3 March 2017" in says[1]
    assert "4 March 2017" in says[1]
    assert "9434765919" in says[0]
    assert "9434765870" in says[0]
    assert Person.now.get(about=pair[0]).born_on == day("3 Mar 2017")

    describe(authority, pair[0], "described", born_on="2017-03-04")
    describe(authority, pair[0], "identified", scheme="nhs", value="9434765919")

    assert not Loose.now.filter(about__in=pair).exists()
    assert Person.now.get(about=pair[0]).born_on == day("4 Mar 2017")
    assert Identifier.now.filter(about=pair[0]).values("value").distinct().count() == 2


def test_a_joined_record_is_found_by_both_names(authority, pair):
    joined(authority, pair)

    assert set(Name.now.filter(about=pair[0]).values_list("kind", "full")) == {
        ("legal", "Mia Made-Up"),
        ("alias", "Mya Made-Up"),
    }


def test_a_person_says_whose_each_entry_since_is(authority, pair):
    joined(authority, pair)
    describe(authority, pair[0], "warned", says="Dog", review_on="2026-09-01")
    describe(authority, pair[0], "said", said="I like Nan.")
    since = people.since_joined(pair[1])
    assert [entry.what for entry in since] == ["Warning", "In the child's words"]

    people.part(
        pair[1], why="Another child", actor=authority.actor("Fran"), key="part", today=TODAY, theirs=[since[1].id]
    )

    rows = {
        name: about
        for name, values in standing_rows(*pair)
        for key, about in values
        if key == "about_id" and name in ("Warning", "ChildsWords")
    }
    assert rows == {"Warning": str(pair[0]), "ChildsWords": str(pair[1])}
    assert Entry.objects.get(pk=since[1].id).about_id == pair[0]


def test_an_older_entry_cannot_be_given_away(authority, pair):
    older = Entry.objects.filter(about=pair[0]).latest("position").pk
    joined(authority, pair)

    with pytest.raises(CannotRecord, match="since the joining"):
        people.part(pair[1], why="No", actor=authority.actor("Fran"), key="part", today=TODAY, theirs=[older])


def test_the_stricter_access_wins(authority, pair):
    for line in ("3 Mar 2026 | front_door.decided | Fran", "4 Mar 2026 | assessment.allocated | Grace"):
        authority.tell(line, pair[0])
    named = [authority.workers["Fran"].pk, authority.workers["Grace"].pk]
    describe(authority, pair[1], "restricted", "Fran", why="Known to staff", workers=named)
    assert access.may_open(authority.actor("Sam"), pair[0])

    people.join(pair[1], pair[0], why="The school says so", actor=authority.actor("Grace"), key="join", today=TODAY)

    assert not access.may_open(authority.actor("Sam"), pair[0])
    assert set(Grant.now.filter(about__in=pair).values_list("worker", flat=True)) == set(named)
    people.part(pair[1], why="No", actor=authority.actor("Grace"), key="part", today=TODAY)
    assert access.may_open(authority.actor("Sam"), pair[0])


def test_nobody_joins_a_record_that_they_may_not_open(authority, pair):
    hidden = authority.child("Mia")
    describe(authority, hidden, "restricted", "Fran", why="Known to staff", workers=[authority.workers["Grace"].pk])

    for subject, into in ((hidden, pair[0]), (pair[0], hidden)):
        with pytest.raises(access.NotAllowed):
            people.join(subject, into, why="Same", actor=authority.actor("Fran"), key="join", today=TODAY)
        with pytest.raises(access.NotAllowed):
            record(Act("person.joined", subject, TODAY, {"into": str(into)}), by=authority.actor("Fran"), key="join")


def test_a_record_joined_twice_over_stands_under_the_last(authority, pair):
    third = authority.child("Maya")
    opened_by_front_door(authority, third)
    joined(authority, pair)
    fran = authority.actor("Fran")

    people.join(pair[0], third, why="Same", actor=fran, key="again", today=TODAY)
    assert access.one_record(pair[1])[0] == third
    with pytest.raises(CannotRecord, match="one already"):
        people.join(third, pair[1], why="Same", actor=fran, key="circle", today=TODAY)

    people.part(pair[0], why="No", actor=fran, key="apart", today=TODAY)
    assert access.one_record(pair[1])[0] == pair[0]


def test_details_say_who_last_confirmed_each(authority):
    child = authority.child("Mia", "Made-Up", "3 Mar 2017")
    opened_by_front_door(authority, child)
    describe(authority, child, "described", "Fran", ethnicity="WBRI", disability=["MOB"])

    told = people.details(child, actor=authority.actor("Rita"), today=TODAY)

    said = {one.name: one for _, section in told.sections for one in section}
    assert (said["Ethnicity"].by, said["Ethnicity"].on) == ("Fran", TODAY)
    assert (said["Date of birth"].value, said["Date of birth"].by) == ("Fri 3 March 2017", "Rita")
    assert said["Disability"].value
    assert said["Date of birth"].on == LONG_AGO


def test_looking_at_details_costs_the_same_however_long_the_record(authority, django_assert_max_num_queries):
    child = authority.child()
    opened_by_front_door(authority, child)
    for n in range(15):
        describe(authority, child, "named", kind="alias", full=f"Name {n}")
    actor = authority.actor("Rita")
    with django_assert_max_num_queries(5):
        people.details(child, actor=actor, today=dt.date(2026, 6, 3))
