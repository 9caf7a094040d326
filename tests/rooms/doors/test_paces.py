"""How much of one thing somebody may do in a while: counted for all together, said plainly, and going on by itself."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.casework.access import pace
from goldenthread.config.settings import Pace
from goldenthread.record.models import Entry
from tests.authority import PASSWORD, Authority, email
from tests.rooms.doors.test_recording import CONTACT, begun

A_WHILE = dt.timedelta(minutes=5)


@pytest.fixture
def few(settings) -> None:
    """Three of everything, so that the fourth is too many."""
    settings.PACES = {name: Pace(3, of.within) for name, of in settings.PACES.items()}


def visitor(authority: Authority, name: str) -> Client:
    client = Client()
    client.force_login(authority.users[name])
    return client


def too_many(answer) -> bool:
    """Whether it is the page that asks to wait, whole."""
    if answer.status_code != 429:
        return False
    page = answer.content.decode()
    assert "Please wait a little" in page
    assert "It goes on in" in page
    assert int(answer["Retry-After"]) > 0
    return True


def test_searching_without_end_is_slowed_down_for_that_person_alone(authority, few):
    sam, sue = visitor(authority, "Sam"), visitor(authority, "Sue")

    found = [too_many(sam.get("/find/?q=marlow")) for _ in range(5)]

    assert found == [False, False, False, True, True]
    assert sam.get("/find/").status_code == sam.get("/").status_code == 200, "other pages go on"
    assert not too_many(sue.get("/find/?q=marlow"))


def test_it_goes_on_when_the_time_is_over(authority, few):
    sam = visitor(authority, "Sam")
    assert [too_many(sam.get("/find/?q=marlow")) for _ in range(4)][-1]

    with connection.cursor() as cursor:
        cursor.execute("update record_cache set expires = now() - interval '1 second' where cache_key like 'pace:%'")

    assert not too_many(sam.get("/find/?q=marlow"))


def test_gathering_records_is_slowed_down_and_the_one_that_is_open_stays_open(authority, few):
    children = [authority.child(f"Child {number}") for number in range(5)]
    for child in children:
        authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child)
    fran = visitor(authority, "Fran")

    opened = [too_many(fran.get(f"/child/{child}/")) for child in children for _ in range(2)]

    assert opened == [False] * 6 + [True] * 4
    assert not too_many(fran.get(f"/child/{children[0]}/chronology/"))
    assert not too_many(visitor(authority, "Grace").get(f"/child/{children[4]}/"))


def test_sending_without_end_is_slowed_down_and_what_was_typed_is_kept(authority, few):
    rita = visitor(authority, "Rita")
    here = begun(rita, CONTACT, authority.child())

    answers = [rita.post(here, {"all-worry": "He is late each day, and hungry.", "do": "save"}) for _ in range(4)]

    assert [too_many(answer) for answer in answers] == [False, False, False, True]
    assert 'value="He is late each day, and hungry."' in answers[-1].content.decode()
    assert not Entry.objects.filter(step=CONTACT).exists()


def test_signing_in_from_one_place_is_slowed_down_for_that_place_alone(authority, few):
    said = {"login": email("Sam"), "password": PASSWORD}

    answers = [Client(REMOTE_ADDR="192.0.2.1").post("/sign-in/", {"login": email("Sam")}) for _ in range(3)]
    answers.append(Client(REMOTE_ADDR="192.0.2.1").post("/sign-in/", said))

    assert [too_many(answer) for answer in answers] == [False, False, False, True]
    assert PASSWORD not in answers[-1].content.decode()
    assert Client(REMOTE_ADDR="192.0.2.2").post("/sign-in/", said).status_code == 302


def test_guessing_the_old_password_is_slowed_down_by_the_library_in_our_words(authority):
    sam = visitor(authority, "Sam")

    answers = [sam.post("/account/password/", {"oldpassword": ""}) for _ in range(7)]

    assert answers[0].status_code == 200
    assert too_many(answers[-1])
    assert "This was tried too often" in answers[-1].content.decode()


def test_a_count_is_one_statement_and_an_ordinary_page_counts_nothing(authority, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert pace.counted("searches", "user:1", within=A_WHILE) == (1, 300)
    assert pace.counted("searches", "user:1", within=A_WHILE)[0] == 2
    assert pace.counted("searches", "user:2", within=A_WHILE)[0] == 1
    sam = visitor(authority, "Sam")

    with CaptureQueriesContext(connection) as asked:
        sam.get("/")
        sam.get("/find/")
        sam.get("/law/")

    assert not [one["sql"] for one in asked if "pace:" in one["sql"] or "record_look" in one["sql"]]


def test_what_the_cache_keeps_beside_is_left_alone(db):
    cache.set("mine", [1, 2], 60)
    pace.counted("searches", "user:1", within=A_WHILE)

    assert cache.get("mine") == [1, 2]
