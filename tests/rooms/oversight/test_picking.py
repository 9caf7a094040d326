"""Unusual looking is picked out each night; the child's team is told of looks from outside each week."""

import datetime as dt
import uuid

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.utils import timezone

from goldenthread.casework import access
from goldenthread.casework.access.kin import WHY as NETWORK
from goldenthread.language import Role
from goldenthread.oversight import desk, looking, night, picking
from goldenthread.oversight.models import LookedInto, PickedLook
from goldenthread.record.models import Holding, Listed, Look, Setting, Worker, WorksHere
from tests.authority import Authority, day, moment

TODAY, AT = day("10 Mar 2026"), moment("10 Mar 2026 03:10")  # a Tuesday
YESTERDAY = "9 Mar 2026"
TEAM, OWN, REASON = "Assessment is open in the team", "Allocated as lead worker", "Opened with a reason: urgent"
STORY = """2 Mar 2026 10:30 | front_door.contact_received | Rita
           2 Mar 2026 | front_door.decided | Fran
           2 Mar 2026 | assessment.allocated | Grace | worker={}"""


@pytest.fixture
def mia(authority: Authority):
    child = authority.child("Mia", "Quenthyra")
    authority.tell(STORY.format("Sam"), child)
    return child


def looked(authority: Authority, who: str, child, when: str = f"{YESTERDAY} 10:00", why: str = TEAM) -> None:
    Look.objects.create(
        about_id=child, worker=authority.workers[who], post=authority.posts[who], at=moment(when), page="child", why=why
    )


def pick(today: dt.date = TODAY) -> set[tuple[str, str]]:
    with access.acting(access.Chore("looking")):
        picking.pick(today=today, at=AT)
    return {(row.worker.name, row.kind) for row in PickedLook.objects.select_related("worker")}


def test_looking_at_ones_own_work_by_day_is_nothing_unusual(authority, mia):
    looked(authority, "Sam", mia, why=OWN)
    looked(authority, "Sue", mia)
    looked(authority, "Ada", mia)
    looked(authority, "Grace", mia)

    assert pick() == set()


@pytest.mark.parametrize(
    ("name", "surname", "same"),
    [
        ("Sue Quenthyra", "Quenthyra", True),
        ("Sue quenthyra", "Quenthyra", True),
        ("Sue Quenthyra", "Elsewhere-Quenthyra", True),
        ("Sue Quenthyra", "Elsewhere", False),
        ("Quenthyra", "Quenthyra", False),
    ],
)
def test_the_same_surname(authority, name, surname, same):
    child = authority.child("Bo", surname)
    authority.tell(STORY.format("Sam"), child)
    Worker.objects.filter(pk=authority.workers["Sue"].pk).update(name=name)
    looked(authority, "Sue", child)

    assert (pick() == {(name, "surname")}) is same


@pytest.mark.parametrize(
    ("lines", "postcode", "same"),
    [
        ("4 Long Lane", "ZZ1 2AB", True),
        ("9 long lane, Northbridge", "ZZ1 9XY", True),
        ("4 Long Lane", "ZZ8 2AB", False),
        ("4 Short Lane", "ZZ1 9XY", False),
        ("Short Lane", "zz12ab", True),
    ],
)
def test_the_same_street_of_a_worker_who_is_somebody_on_the_record(authority, lines, postcode, same):
    own, child = authority.child("Sue", "Elsewhere"), authority.child("Bo", "Further")
    authority.tell("2 Mar 2026 | person.addressed | Rita | kind=home | lines=12 Long Lane | postcode=ZZ1 2AB", own)
    authority.tell(f"2 Mar 2026 | person.addressed | Rita | kind=home | lines={lines} | postcode={postcode}", child)
    WorksHere.objects.create(
        id=uuid.uuid4(), about_id=own, worker=authority.workers["Sue"], compartment="staff", entry_id=uuid.uuid4(),
        digest=b"", known_from=AT,
    )  # fmt: skip
    looked(authority, "Sue", child)

    assert (("Sue", "street") in pick()) is same


def test_what_stays_true_is_told_once(authority, mia):
    Worker.objects.filter(pk=authority.workers["Sue"].pk).update(name="Sue Quenthyra")
    for when in ("6 Mar 2026 10:00", f"{YESTERDAY} 10:00", f"{YESTERDAY} 11:00"):
        looked(authority, "Sue", mia, when)
    pick()
    looked(authority, "Sue", mia, "10 Mar 2026 10:00")
    pick(day("11 Mar 2026"))

    (told,) = PickedLook.objects.filter(kind="surname")
    assert (told.day, told.looks, told.team, told.need) == (day("6 Mar 2026"), 1, authority.teams["east"], TEAM)


@pytest.mark.parametrize(
    ("when", "picked"),
    [("20:59", False), ("21:00", True), ("23:30", True), ("00:10", True), ("05:59", True), ("06:00", False)],
)
def test_at_night(authority, mia, when, picked):
    looked(authority, "Sue", mia, f"{YESTERDAY} {when}")

    assert (pick() == {("Sue", "night")}) is picked


def test_night_is_londons(authority, mia):
    """In summer, 20:30 by Greenwich is 21:30 in London."""
    looked(authority, "Sue", mia, "9 Jul 2026 21:30")

    assert pick(day("10 Jul 2026")) == {("Sue", "night")}
    assert Look.objects.get().at.astimezone(dt.UTC).hour == 20


def test_whoever_is_on_duty_may_look_at_night(authority, mia):
    looked(authority, "Rita", mia, f"{YESTERDAY} 23:00")

    assert pick() == set()


def test_the_hours_are_the_authoritys_own(authority, mia):
    Setting.objects.create(
        name="law.unusual_look_night_begins_local", value={"amount": 23, "unit": "hours"},
        effective_from=day("1 Jan 2026"), known_at=AT,
    )  # fmt: skip
    looked(authority, "Sue", mia, f"{YESTERDAY} 22:00")

    assert pick() == set()


def test_no_work_with_the_child(authority, mia):
    mother, stranger = authority.child("Ann", "Elsewhere"), authority.child("Bo", "Further")
    authority.tell(f"2 Mar 2026 | person.related | Rita | other={mother} | kind=mother", mia)
    looked(authority, "Sue", stranger, why=REASON)
    looked(authority, "Ada", mother, why=NETWORK)
    looked(authority, "Sam", mother, why=NETWORK)

    assert pick() == {("Sue", "no work"), ("Ada", "no work")}, "Sam works with the child whose mother it is"


@pytest.mark.parametrize(("until", "picked"), [("20 Mar 2026", True), ("9 Mar 2026", True), ("20 Apr 2026", False)])
def test_before_leaving(authority, mia, until, picked):
    own = authority.child("Own")
    authority.tell(STORY.format("Sue"), own)
    Holding.objects.filter(worker=authority.workers["Sue"]).update(until=day(until))
    looked(authority, "Sue", mia)
    looked(authority, "Sue", own, why=OWN)

    assert pick() == ({("Sue", "leaving")} if picked else set())
    assert PickedLook.objects.filter(about=mia).exists() is picked


def test_many_records_within_an_hour(authority):
    sue, east = authority.workers["Sue"], authority.posts["Sue"]
    children = [authority.child(f"Child {n}") for n in range(41)]
    for n, child in enumerate(children):
        at = moment(f"{YESTERDAY} 10:30") + dt.timedelta(seconds=80 * n)
        Look.objects.create(about_id=child, worker=sue, post=east, at=at, page="child", why=OWN)
        Look.objects.create(about_id=child, worker=sue, post=east, at=at, page="papers", why=OWN)

    assert pick() == {("Sue", "many")}
    told = PickedLook.objects.get()
    assert (told.about, told.looks) == (None, 41)


def test_the_night_run_twice_picks_out_once(authority, mia):
    looked(authority, "Sue", mia, f"{YESTERDAY} 23:00")
    looked(authority, "Wes", mia, "4 Mar 2026 10:00", why=REASON)

    first = night.work(today=TODAY, at=AT)
    again = night.work(today=TODAY, at=AT)

    assert (first.picked, again.picked) == (3, 0)


def test_the_childs_team_is_told_each_week_of_looks_from_outside(authority, mia):
    """What was a need to know at that moment is asked of what was known then, so these weeks are after the telling."""
    monday = timezone.localdate() + dt.timedelta(days=7 - timezone.localdate().weekday())

    def at(days: int, time: str) -> str:
        return f"{monday + dt.timedelta(days=days):%d %b %Y} {time}"

    looked(authority, "Wes", mia, at(0, "00:00"), why=REASON)
    looked(authority, "Wes", mia, at(6, "23:59"), why=REASON)
    for inside in ("Sam", "Sue", "Ada", "Grace", "Dora"):
        looked(authority, inside, mia, at(2, "10:00"))
    looked(authority, "Will", mia, at(7, "10:00"), why=REASON)

    pick(monday + dt.timedelta(days=8))
    pick(monday + dt.timedelta(days=9))

    (told,) = PickedLook.objects.filter(kind="outside")
    assert (told.worker.name, told.team.code, told.day, told.looks) == ("Wes", "east", monday, 2)
    pick(monday + dt.timedelta(days=14))
    week_after = PickedLook.objects.exclude(pk=told.pk).get(kind="outside")
    assert (week_after.worker.name, week_after.day) == ("Will", monday + dt.timedelta(days=7))


def test_whoever_handed_the_work_on_was_not_outside_before(authority):
    """The front door looked while it decided, and again after the child's work had long been East's."""
    child = authority.child("Bo")
    monday = timezone.localdate() - dt.timedelta(days=timezone.localdate().weekday())
    authority.tell(STORY.splitlines()[0], child)
    rita, post = authority.workers["Rita"], authority.posts["Rita"]
    Look.objects.create(about_id=child, worker=rita, post=post, at=timezone.now(), page="child", why="Contact is open")
    authority.tell("\n".join(STORY.format("Sam").splitlines()[1:]), child)
    authority.tell("5 Mar 2026 | front_door.referrer_told | Rita", child)
    after = monday + dt.timedelta(days=7)
    looked(authority, "Rita", child, f"{after:%d %b %Y} 10:00", why=REASON)

    pick(after)
    pick(after + dt.timedelta(days=7))

    assert set(PickedLook.objects.filter(kind="outside").values_list("worker__name", "day")) == {("Rita", after)}


@pytest.fixture
def told(authority, mia):
    looked(authority, "Sue", mia, f"{YESTERDAY} 23:00")
    looked(authority, "Ada", mia, f"{YESTERDAY} 23:00")
    looked(authority, "Wes", mia, "4 Mar 2026 10:00", why=REASON)
    pick()


def seen(authority: Authority, who: str, *, outside: bool = False, done: bool = False) -> list[tuple[str, str, str]]:
    with access.acting(authority.actor(who)):
        page = looking.picked(authority.actor(who), outside=outside, done=done, today=TODAY)
    return [(row.who, row.kind, row.child.name if row.child else "") for row in page.rows]


def test_each_manager_is_told_of_their_own_people_and_never_of_themselves(authority, told):
    assert seen(authority, "Ada") == [("Sue", "night", "Mia Quenthyra")]
    assert seen(authority, "Grace") == [
        ("Ada", "night", "Mia Quenthyra"), ("Sue", "night", "Mia Quenthyra"), ("Wes", "no work", "Mia Quenthyra"),
    ]  # fmt: skip
    assert seen(authority, "Will") == [("Wes", "no work", "")], "a record of another team has no name"
    assert seen(authority, "Sue") == []
    assert seen(authority, "Sue", outside=True) == [("Wes", "outside", "Mia Quenthyra")]
    assert seen(authority, "Wes", outside=True) == []


def test_the_lock_tells_nobody_else(authority, told):
    for who, rows in {"Sue": 1, "Wes": 0, "Ada": 2, "Will": 1, "Rita": 0, "Adam": 0}.items():
        with access.acting(authority.actor(who)):
            assert PickedLook.objects.count() == rows, who
    with access.acting(None):
        assert PickedLook.objects.count() == 0


def test_the_lock_knows_who_manages(authority):
    for who in ("Dora", "Grace", "Ada", "Sam", "Rita", "Adam", "Ann", "Ira", "Eve"):
        actor = authority.actor(who)
        with access.acting(actor), connection.cursor() as cursor:
            cursor.execute("select second_lock.manages()")
            assert cursor.fetchone() == (Role(actor.role).manages,), who


def test_a_manager_says_what_they_found_and_it_stays(authority, told):
    number = PickedLook.objects.get(worker__name="Sue").pk
    ada = authority.actor("Ada")
    with access.acting(ada):
        assert (desk.open_for(ada).unusual, desk.open_for(ada).outside) == (1, 1)
        with pytest.raises(looking.NothingSaid):
            looking.looked_into(number, by=ada, says="  ", at=AT)
        looking.looked_into(number, by=ada, says="Out of hours visit.", at=AT)
        assert (desk.open_for(ada).unusual, desk.open_for(ada).outside) == (0, 1)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            LookedInto.objects.update(says="Nothing.")
    assert seen(authority, "Ada") == []
    assert seen(authority, "Ada", done=True) == [("Sue", "night", "Mia Quenthyra")]
    for who in ("Will", "Sam", "Sue"):
        with access.acting(authority.actor(who)), pytest.raises(access.NotAllowed):
            looking.looked_into(number, by=authority.actor(who), says="Mine.", at=AT)


@pytest.fixture
def ada(authority: Authority) -> Client:
    client = Client()
    client.force_login(authority.users["Ada"])
    return client


def test_the_screen_tells_and_takes_what_was_found(authority, told, ada, mia):
    page = ada.get("/looking/").content.decode()
    assert "Mia Quenthyra" in page
    assert "At night" in page
    assert Listed.objects.get(page="picked_looks").shown == [mia]
    number = PickedLook.objects.get(worker__name="Sue").pk

    assert ada.post(f"/looking/{number}/", {"says": ""}).status_code == 422
    kept = ada.post(f"/looking/{number}/", {"says": "A visit.", "asked": "kind=night"})
    assert kept["Location"] == "/looking/?kind=night"

    assert "A visit." in ada.get("/looking/?show=done").content.decode()
    assert "Nothing unusual was picked out" in ada.get("/looking/").content.decode()
    assert "Looks from outside: <strong>1</strong>" in ada.get("/").content.decode()
    assert ada.get("/looking/999999/").status_code == 403


@pytest.mark.parametrize("how_many", [10, 300])
def test_a_page_asks_the_database_little(authority, mia, ada, how_many, django_assert_max_num_queries):
    PickedLook.objects.bulk_create(
        PickedLook(
            about_id=mia, worker=authority.workers["Sue"], post=authority.posts["Sue"], team=authority.teams["east"],
            kind="night", day=TODAY - dt.timedelta(days=n), first_at=AT, last_at=AT, looks=1, picked_at=AT,
        )
        for n in range(how_many)
    )  # fmt: skip
    for address in ("/looking/", "/looking/?kind=night&page=2", "/looking/?whose=children", "/", "/desk/"):
        with django_assert_max_num_queries(12 + 4):
            assert ada.get(address).status_code == 200
