"""Find, register, a person's details, joining and parting: what is asked, who is refused, what is said."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldenthread.casework import people
from goldenthread.casework.recording import Act, record
from goldenthread.facts.models import Person, Relationship
from goldenthread.record.models import Entry, Look
from tests.authority import Authority

MOST_QUERIES = 12 + 4  # each request's two transactions are within the test's own


@pytest.fixture
def child(authority: Authority) -> uuid.UUID:
    child = authority.child("Mia", "Thompson", "4 Mar 2017", sex="F")
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita | worry=A broken & cold window.", child)
    return child


@pytest.fixture
def sign_in(authority: Authority):
    def come(name: str) -> Client:
        client = Client()
        client.force_login(authority.users[name])
        return client

    return come


def say(authority: Authority, child: uuid.UUID, step: str, who: str = "Rita", **answers: object) -> None:
    today = timezone.localdate()
    act = Act(f"person.{step}", child, today, answers)
    record(act, by=authority.actor(who), key=authority.key(), today=today)


def shown(answer) -> str:
    assert answer.status_code == 200, answer.content.decode()[:600]
    return answer.content.decode()


def test_people_and_words_are_found_on_one_page(sign_in, child):
    said = shown(sign_in("Rita").get(reverse("find"), {"q": "mya tomson"}))
    assert reverse("child", args=[child]) in said
    assert "1 person and 0 entries" in said

    said = shown(sign_in("Rita").get(reverse("find"), {"q": "broken window"}))
    assert "<mark>broken</mark>" in said
    assert "</mark> &amp; cold <mark>" in said
    assert "Mia Thompson: Contact received" in said


def test_finding_nobody_offers_to_register_with_what_was_typed(sign_in, child):
    said = shown(sign_in("Rita").get(reverse("find"), {"q": "Kofi Boateng 9/9/2012"}))
    assert "/person/new/?name=Kofi+Boateng&amp;born_on=2012-09-09" in said

    said = shown(sign_in("Rita").get("/person/new/?name=Kofi+Boateng&born_on=2012-09-09"))
    for words in ('value="Kofi"', 'value="Boateng"', 'value="2012"'):
        assert words in said


def test_an_empty_box_says_how_to_find(sign_in):
    assert "spelt as it sounds" in shown(sign_in("Rita").get(reverse("find")))


@pytest.mark.parametrize("many", [10, 60])
def test_finding_asks_the_database_little(sign_in, authority, child, django_assert_max_num_queries, many):
    for n in range(many):
        authority.child("Mia", f"Thompson{n}")
    client = sign_in("Rita")
    for asked in ("thompson", "window", "nobody at all"):
        with django_assert_max_num_queries(MOST_QUERIES):
            shown(client.get(reverse("find"), {"q": asked}))


def test_those_who_may_not_see_are_shown_nothing(sign_in, child):
    said = shown(sign_in("Wes").get(reverse("find"), {"q": "thompson"}))
    assert "Mia" not in said
    for address in ("person", "person_join"):
        assert sign_in("Wes").get(reverse(address, args=[child])).status_code == 403
    assert sign_in("Adam").get(reverse("find")).status_code == 403


TYPED = {"given": "Mya", "surname": "Tomson", "born_on_day": "4", "born_on_month": "3", "born_on_year": "2017",
         "key": "once"}  # fmt: skip


def test_look_alikes_come_before_a_new_person(sign_in, child):
    client = sign_in("Rita")

    said = shown(client.post(reverse("person_new"), {**TYPED, "do": "look"}))

    assert "Sounds alike; born the same day." in said
    assert "This is the person" in said
    assert not Person.now.filter(given="Mya").exists()
    for _ in range(2):
        answer = client.post(reverse("person_new"), {**TYPED, "do": "register"})
    made = Person.now.get(given="Mya")
    assert answer.headers["Location"] == reverse("person", args=[made.about_id])
    assert "Mya Tomson" in shown(client.get(answer.headers["Location"]))


def test_a_restricted_look_alike_is_a_sentence_without_a_name(sign_in, authority, child):
    say(authority, child, "restricted", "Fran", why="Known to staff", workers=[authority.workers["Grace"].pk])

    said = shown(sign_in("Rita").post(reverse("person_new"), {**TYPED, "do": "look"}))

    assert people.SPEAK_FIRST in said
    assert "Mia" not in said


def test_what_is_missing_is_said_and_nothing_is_made(sign_in, db):
    answer = sign_in("Rita").post(reverse("person_new"), {"do": "look", "key": "once"})

    assert answer.status_code == 422
    assert "Give at least one name" in answer.content.decode()


def test_a_mother_is_registered_from_the_childs_details(sign_in, child):
    client = sign_in("Rita")
    shown(client.get(reverse("person_new"), {"related_to": child}))

    answer = client.post(reverse("person_new"), {
        "given": "Ann", "surname": "Okafor", "related_to": child, "relation-kind": "mother",
        "relation-parental_responsibility": "yes", "key": "once", "do": "look", "home-postcode": "NB1 2AB",
    })  # fmt: skip

    assert answer.status_code == 302
    assert "Ann Okafor" in shown(client.get(reverse("person", args=[child])))
    assert "Parental responsibility: <strong>Ann Okafor</strong>" in shown(client.get(reverse("person", args=[child])))


def test_a_known_person_is_taken_instead_of_made_twice(sign_in, authority, child):
    nan = authority.child("Rose", "Thompson", "1 Mar 1961")
    typed = {"given": "Rose", "surname": "Thompson", "related_to": child, "relation-kind": "grandparent", "key": "once"}
    client = sign_in("Rita")
    assert f"take:{nan}" in shown(client.post(reverse("person_new"), {**typed, "do": "look"}))

    client.post(reverse("person_new"), {**typed, "do": f"take:{nan}"})

    assert Relationship.now.get(about=child).other_id == nan
    assert Relationship.now.get(about=nan).kind == "grandchild"


def test_details_leave_a_look_and_ask_little(sign_in, authority, child, django_assert_max_num_queries):
    for n in range(12):
        say(authority, child, "named", kind="alias", full=f"Name {n}")
    client = sign_in("Rita")

    with django_assert_max_num_queries(MOST_QUERIES):
        said = shown(client.get(reverse("person", args=[child])))

    assert "confirmed by Rita" in said
    assert Look.objects.filter(about=child, page="person").count() == 1


@pytest.fixture
def other(authority: Authority) -> uuid.UUID:
    other = authority.child("Mya", "Tomson", "3 Apr 2017", sex="F")
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", other)
    return other


def test_two_records_are_compared_joined_and_parted(sign_in, authority, child, other, django_assert_max_num_queries):
    client = sign_in("Fran")
    assert "Mya Tomson" in shown(client.get(reverse("person_join", args=[child])))
    with django_assert_max_num_queries(MOST_QUERIES):
        said = shown(client.get(reverse("person_join", args=[child]), {"other": other}))
    assert "Different" in said
    assert Look.objects.filter(about=other, page="person_join").count() == 1
    asked = {"other": other, "stands": child, "key": "join"}
    assert client.post(reverse("person_join", args=[child]), asked).status_code == 422

    answer = client.post(reverse("person_join", args=[child]), {**asked, "why": "The school says so"})

    assert answer.headers["Location"] == reverse("person", args=[child])
    said = shown(client.get(answer.headers["Location"]))
    assert "Contested" in said
    assert "“The school says so”" in said
    say(authority, child, "said", said="I like Nan.")
    part = reverse("person_part", args=[other])
    said = shown(client.get(part))
    assert "In the child&#39;s words" in said or "In the child's words" in said
    assert client.post(part, {"why": "Another child", "key": "part"}).status_code == 422
    entry = Entry.objects.get(step="person.said")
    answer = client.post(part, {"why": "Another child", "key": "part", f"whose-{entry.pk}": "theirs"})
    assert answer.status_code == 302
    assert "Contested" not in shown(client.get(reverse("person", args=[child])))
    assert people.joining_of(other) is None


def test_only_a_manager_joins(sign_in, child, other):
    assert sign_in("Rita").get(reverse("person_join", args=[child])).status_code == 403
    assert "Join with another" not in shown(sign_in("Rita").get(reverse("person", args=[child])))


def test_a_record_that_one_may_not_open_is_not_compared(sign_in, authority, child):
    hidden = authority.child("Mia", "Thomson")
    say(authority, hidden, "restricted", "Fran", why="Known to staff", workers=[authority.workers["Grace"].pk])

    answer = sign_in("Fran").get(reverse("person_join", args=[child]), {"other": hidden})

    assert answer.status_code == 403
    assert "Thomson" not in answer.content.decode()


@pytest.mark.parametrize(("step", "page"), [("person.joined", "person_join"), ("person.parted", "person")])
def test_records_are_never_joined_or_parted_without_being_compared(sign_in, child, step, page):
    answer = sign_in("Fran").get(reverse("record", args=[step]), {"about": str(child)})

    assert answer.headers["Location"] == reverse(page, args=[child])
