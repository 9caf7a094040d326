"""Who looked: on record before the content leaves, whatever else becomes of the request, and never changed after."""

import psycopg
import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.test import Client
from django.utils import timezone

from goldenthread.casework import access
from goldenthread.casework.access import trace
from goldenthread.oversight.models import PickedLook
from goldenthread.record.models import Listed, Look
from tests.authority import Authority
from tests.rooms.doors.test_morning import ago

# What says who looked. Nobody changes it, not even the owner of the tables.
ADDED_ONLY = ("record_look", "record_listed", "oversight_pickedlook", "oversight_lookedinto")


@pytest.fixture
def mia(authority: Authority):
    child = authority.child("Mia", "Quenthyra")
    authority.tell(
        f"{ago(20)} 10:30 | front_door.contact_received | Rita\n{ago(19)} | front_door.decided | Fran\n"
        f"{ago(18)} | assessment.allocated | Grace",
        child,
    )
    return child


def visitor(authority: Authority, name: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(authority.users[name])
    return client


def test_a_look_outlives_a_request_that_came_to_nothing(owner, authority, mia, monkeypatch):
    """The page was worked out and then broke: its transaction is rolled back, and the look stands, committed."""
    client = visitor(authority, "Sam")
    with monkeypatch.context() as broken:
        broken.setattr("goldenthread.doors.office.child.render", _breaks)
        assert client.get(f"/child/{mia}/").status_code == 500
    assert owner.execute("select page, why from record_look where about_id = %s", [mia]).fetchall() == [
        ("child", "Allocated as lead worker")
    ]


def _breaks(*args, **kwargs):
    raise ZeroDivisionError


def test_what_cannot_be_written_down_is_not_shown(authority, mia, monkeypatch):
    def full(noted):
        raise DatabaseError("The disk is full.")

    monkeypatch.setattr(trace.Noted, "write", full)

    for address in (f"/child/{mia}/", "/find/?q=quenthyra", "/"):
        answer = visitor(authority, "Sam").get(address)
        assert answer.status_code == 500, address
        assert b"Quenthyra" not in answer.content


def test_a_look_is_there_before_a_download_is_read(authority, mia):
    answer = visitor(authority, "Sam").get(f"/child/{mia}/chronology/?print=1")

    assert not answer.streaming, "a page that is worked out while it is read would need its look first"
    assert Look.objects.filter(about=mia, page="chronology").count() == 1


@pytest.mark.parametrize(
    "address", ["/child/{0}/entry/11111111-1111-4111-8111-111111111111/", "/record/person.said/?about={0}"]
)
def test_what_shows_nothing_is_no_look(authority, mia, address):
    assert visitor(authority, "Sam").get(address.format(mia)).status_code in (302, 404)

    assert not Look.objects.exists()


def test_a_form_shown_again_is_a_look(authority, mia):
    client = visitor(authority, "Sam")
    form = client.get(f"/record/person.said/?about={mia}")["Location"]

    assert client.post(form, {"do": "complete", "page": "one"}).status_code == 422

    assert Look.objects.filter(about=mia, page="draft").count() == 1


def test_a_search_is_one_event_with_its_words_and_whom_it_named(authority, mia):
    other = authority.child("Bo", "Elsewhere")

    visitor(authority, "Sam").get("/find/?q=quenthyra")
    visitor(authority, "Sam").get("/find/?q=nobody-is-called-so")

    found, nothing = Listed.objects.order_by("pk")
    assert (found.worker.name, found.page, found.asked, found.shown) == ("Sam", "find", "quenthyra", [mia])
    assert (nothing.asked, nothing.shown) == ("nobody-is-called-so", [])
    assert other not in found.shown
    assert not Look.objects.exists()


def test_nothing_asked_and_nobody_named_is_no_list(authority):
    visitor(authority, "Sam").get("/")
    visitor(authority, "Sam").get("/find/")

    assert not Listed.objects.exists()


def test_the_childs_page_says_how_many_looked_and_leads_to_who_and_to_which_lists(authority, mia):
    sam, ada = visitor(authority, "Sam"), visitor(authority, "Ada")
    sam.get(f"/child/{mia}/")
    sam.get("/find/?q=quenthyra")

    assert "1 person looked in the last 30 days" in ada.get(f"/child/{mia}/").content.decode()
    assert "2 people looked in the last 30 days" in ada.get(f"/child/{mia}/").content.decode()
    lists = ada.get(f"/child/{mia}/looked/?show=lists").content.decode()
    assert "Sam" in lists
    assert "Find" in lists
    assert "social worker, East assessment team" in lists
    assert ">quenthyra<" not in lists, "what somebody searched for is not told to others"


def test_lists_are_paged_and_cost_the_same(authority, mia, django_assert_max_num_queries):
    sam, at = authority.actor("Sam"), timezone.now()
    ada = visitor(authority, "Ada")
    Listed.objects.bulk_create(
        Listed(worker_id=sam.worker, post_id=sam.post, at=at, page="my_work", shown=[mia]) for _ in range(120)
    )
    for page in ("1", "3", "99"):
        with django_assert_max_num_queries(12 + 4):
            said = ada.get(f"/child/{mia}/looked/?show=lists&page={page}").content.decode()
        assert said.count("<tr data-row>") == (20 if page == "3" else 50)


def test_whoever_may_not_open_a_child_is_not_told_which_lists_named_it(authority, mia):
    visitor(authority, "Sam").get("/find/?q=quenthyra")
    with access.acting(authority.actor("Wes")), connection.cursor() as cursor:
        cursor.execute("select count(*) from second_lock.listed(array[%s]::uuid[], null, 0, 50)", [mia])
        assert cursor.fetchone() == (0,)
        assert not Listed.objects.exists()


def test_a_list_is_written_in_ones_own_name(authority):
    sam, wes = authority.actor("Sam"), authority.actor("Wes")
    with access.acting(sam), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Listed.objects.create(worker_id=wes.worker, post_id=wes.post, at=timezone.now(), page="find", shown=[])


def test_nothing_is_shown_to_nobody(authority, mia):
    with pytest.raises(LookupError, match=r"access\.acting"):
        access.look(authority.actor("Sam"), mia, page="child", at=timezone.now(), why="No block")


@pytest.mark.parametrize("table", ADDED_ONLY)
@pytest.mark.parametrize("role", ["goldenthread_app", "goldenthread_engine", "goldenthread_counts"])
@pytest.mark.parametrize("statement", ["update {} set id = id", "delete from {}", "truncate {}"])
def test_no_role_of_the_application_changes_who_looked(db, role, table, statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"set local role {role}")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute(statement.format(table))


def test_the_owner_does_not_change_who_looked_either(owner, authority, mia):
    client = visitor(authority, "Sam")
    client.get(f"/child/{mia}/")
    client.get("/find/?q=quenthyra")
    sam, now = authority.actor("Sam"), timezone.now()
    told = PickedLook.objects.create(
        about_id=mia, worker_id=sam.worker, team_id=sam.team, kind="night", day=timezone.localdate(), first_at=now,
        last_at=now, looks=1, picked_at=now,
    )  # fmt: skip
    told.looked_into.create(worker_id=sam.worker, at=now, says="A visit.")

    for table in ADDED_ONLY:
        assert owner.execute(f"select count(*) from {table}").fetchone() != (0,)
        for statement in (f"update {table} set id = id", f"delete from {table}", f"truncate {table} cascade"):
            with pytest.raises(psycopg.errors.RestrictViolation, match="added and never changed"):
                owner.execute(statement)
