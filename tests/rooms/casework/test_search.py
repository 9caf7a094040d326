"""One box: people and words, forgiving, and only what one may see."""

import datetime as dt
import uuid

import pytest

from goldenthread.casework import people, search
from goldenthread.casework.recording import Act, record
from goldenthread.casework.search.words import pieces
from goldenthread.record.models import Paper
from tests.authority import Authority, day

TODAY = day("3 Jun 2026")


def describe(authority: Authority, child: uuid.UUID, step: str, who: str = "Rita", **answers: object) -> uuid.UUID:
    act = Act(f"person.{step}", child, TODAY, answers)
    return record(act, by=authority.actor(who), key=authority.key(), today=TODAY).entries[0]


def find(authority: Authority, text: str, who: str = "Rita") -> search.Found:
    return search.find(text, actor=authority.actor(who), today=TODAY)


@pytest.fixture
def child(authority: Authority) -> uuid.UUID:
    child = authority.child("Jaydn", "Thompson", "4 Mar 2017", known_as="Jay")
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child)
    describe(authority, child, "addressed", kind="home", lines="1 Elm Road", postcode="NB1 2AB")
    describe(authority, child, "identified", scheme="nhs", value="9434765919")
    describe(authority, child, "named", kind="former", full="Jaydn O'Neill")
    authority.child("Kofi", "Boateng", "9 Sep 2012")
    return child


@pytest.mark.parametrize(
    "asked",
    [
        "Jaydn Thompson",
        "thompson",
        "jay",
        "Jayden Tomson",
        "jaden thomson",
        "Thmopson",
        "oneill",
        "O’Neill jaydn",
        "THOMPSON, Jay",
        "4/3/2017",
        "04.03.17",
        "4 March 2017",
        "4 mar 17",
        "2017-03-04",
        "March 4, 2017",
        "jay 4/3/17",
        "3/4/2017",
        "9434765919",
        "943 476 5919",
        "NB1 2AB",
        "nb12ab",
        "thompson NB1 2AB",
    ],
)
def test_a_person_is_found_however_they_are_asked_for(authority, child, asked):
    assert [one.subject for one in find(authority, asked).people.found] == [child]


@pytest.mark.parametrize("asked", ["", " ", "zzz", "?", "%", "'); drop table", "-", '"', "5/5/2001", "q" * 3000])
def test_what_finds_nobody_finds_nobody(authority, child, asked):
    assert find(authority, asked).people.count == 0


def test_the_nearest_come_first(authority, child):
    other = authority.child("Jay", "Thomson", "1 Jan 2010")

    found = find(authority, "jay thomson").people.found

    assert [one.subject for one in found][0] == other
    assert find(authority, "thomson 4/3/2017").people.found[0].subject == child


def test_nobody_is_found_by_those_who_have_no_need_to_know(authority, child):
    for asked in ("thompson", "9434765919", "4/3/2017", "hungry"):
        found = find(authority, asked, "Wes")
        assert (found.people.count, found.words.count) == (0, 0)


def test_a_restricted_record_is_not_found(authority, child):
    describe(authority, child, "restricted", "Fran", why="Known to staff", workers=[authority.workers["Grace"].pk])

    assert (find(authority, "thompson").people.count, find(authority, "hungry").words.count) == (0, 0)
    assert find(authority, "thompson", "Grace").people.count == 1


def test_a_joined_record_is_found_once_by_either_name(authority, child):
    other = authority.child("Jerome", "Okafor", "4 Mar 2017")
    people.join(other, child, why="Same", actor=authority.actor("Fran"), key="join", today=TODAY)

    for asked in ("okafor", "thompson"):
        assert [one.subject for one in find(authority, asked).people.found] == [child]


def test_words_are_found_with_their_step_day_and_child(authority, child):
    (found,) = find(authority, "hungry").words.found

    assert (found.subject, found.name, found.step, found.day) == (
        child,
        "Jay Thompson",
        "Contact received",
        day("2 Mar 2026"),
    )
    assert ("Hungry", True) in found.snippet


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("clothes", 1),
        ('"same clothes"', 1),
        ('"week clothes"', 0),
        ("tiring", 1),
        ("clothes -hungry", 0),
        ("elm road", 1),
    ],
)
def test_words_are_asked_for_as_on_the_web(authority, child, asked, count):
    assert find(authority, asked).words.count == count


def test_what_an_occasion_shares_is_found_for_each_child(authority, child):
    other = authority.child("Bo", "Thompson")
    authority.tell(
        "5 Mar 2026 10:00 | front_door.contact_received | Rita",
        child,
        other,
        shared={"worry": "A broken window in the kitchen."},
    )

    assert {one.subject for one in find(authority, "broken window").words.found} == {child, other}


def test_words_in_a_document_are_found_by_the_document(authority, child):
    entry = describe(authority, child, "said", said="See the letter")
    Paper.objects.create(
        id=uuid.uuid4(),
        entry_id=entry,
        name="school.pdf",
        kind="letter",
        size=1,
        digest=b"",
        text="The head teacher saw a bruise on Tuesday.",
    )

    (found,) = find(authority, "bruise").words.found
    assert (found.document, ("bruise", True) in found.snippet) == ("school.pdf", True)


def test_an_entry_given_to_the_other_of_two_parted_records_is_found_there(authority, child):
    other = authority.child("Jaden", "Thompson")
    fran = authority.actor("Fran")
    people.join(other, child, why="Same", actor=fran, key="join", today=TODAY)
    entry = describe(authority, child, "said", said="I saw a fox")
    people.part(other, why="Another", actor=fran, key="part", today=TODAY, theirs=[entry])

    (found,) = find(authority, "fox").words.found
    assert found.subject == other


def test_older_words_are_found_in_later_rounds_newest_first(authority, child):
    for when in ("2 Mar 2020", "2 Mar 2024", "2 May 2026"):
        authority.tell(f"{when} 10:00 | front_door.contact_received | Rita | worry=A yellow dog.", child)

    assert [one.day for one in find(authority, "yellow").words.found] == [
        day("2 May 2026"),
        day("2 Mar 2024"),
        day("2 Mar 2020"),
    ]


def test_a_headline_is_pieces_that_the_page_escapes():
    assert pieces("a <b> \x02hit\x03 end") == (("a <b> ", False), ("hit", True), (" end", False))


def test_one_question_costs_few_queries_however_many_answer(authority, child, django_assert_max_num_queries):
    for n in range(30):
        authority.tell(f"{n % 28 + 1} Apr 2026 10:00 | front_door.contact_received | Rita", child)
        authority.child("Jay", f"Thompson{n}")
    actor = authority.actor("Rita")
    with django_assert_max_num_queries(6):
        found = search.find("clothes", actor=actor, today=dt.date(2026, 6, 3))
    assert (found.words.count, len(found.words.found), found.words.pages) == (31, 20, 2)
    with django_assert_max_num_queries(6):
        assert search.find("thompson", actor=actor, today=TODAY).people.count == 31


@pytest.mark.parametrize("few", [0, 500])
def test_who_may_open_few_records_and_who_may_open_many_find_the_same(authority, child, monkeypatch, few):
    monkeypatch.setattr("goldenthread.casework.search.narrowing.FEW", few)
    mother = authority.child("Marion", "Thompson", "1 May 1988")
    people.relate(child, mother, kind="mother", actor=authority.actor("Rita"), key="relate", today=TODAY)
    describe(authority, mother, "said", said="I saw a heron")

    assert {one.subject for one in find(authority, "thompson").people.found} == {child, mother}
    assert [one.subject for one in find(authority, "heron").words.found] == [mother]
    assert find(authority, "hungry").words.count == 1
    assert find(authority, "thompson", "Wes").people.count == 0


def test_who_is_only_spelt_alike_is_looked_for_where_few_sound_as_asked(authority, child):
    authority.child("Jaydn", "Thompsett")

    assert [one.name for one in find(authority, "Jaydn Thompson").people.found] == ["Jay Thompson", "Jaydn Thompsett"]
