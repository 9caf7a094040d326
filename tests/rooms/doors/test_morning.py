"""The pages of the morning: who sees what, and how little the database is asked."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import reverse
from django.utils import timezone

from goldenthread.casework import administration
from goldenthread.casework.administration import Change
from goldenthread.record.models import Holding
from goldenthread.standards.holidays import england_and_wales
from tests.authority import LONG_AGO

AT_MOST, SAVEPOINTS = 12, 4


def ago(days: int) -> str:
    day = england_and_wales().add(timezone.localdate(), -days)
    return f"{day.day} {day:%b %Y}"


@pytest.fixture
def many(authority):
    def tell(how_many: int) -> None:
        for n in range(how_many):
            began = 3 + n % 45
            authority.tell(
                f"""
                {ago(began)} 10:30 | front_door.contact_received | Rita
                {ago(began)}       | front_door.decided          | Fran
                {ago(began - 1)}   | assessment.allocated        | Grace | worker={("Sam", "Sue")[n % 2]}
                """,
                authority.child(given=f"Child {n}", school="Quay Lane"),
            )

    return tell


@pytest.mark.parametrize("how_many", [10, 40])
def test_each_page_asks_the_database_a_dozen_times_at_most(
    client, authority, many, how_many, django_assert_max_num_queries
):
    many(how_many)
    for name, pages in {
        "Sam": ("/", "/?by=child", "/?by=kind&whose=own", "/law/", "/team/", "/posts/"),
        "Ada": (
            "/",
            "/?whose=all",
            "/team/",
            "/team/?show=overdue",
            "/team/?show=running",
            "/team/?show=children",
            "/team/?school=",
            "/team/?school=quay+lane&show=overdue",
        ),
        "Grace": ("/", "/?whose=all", "/team/", "/team/?sort=-late", "/team/?sort=-late&school=Quay+Lane"),
        "Fran": ("/", "/team/?show=unallocated"),
        "Adam": ("/", "/administration/", "/administration/workers/", "/administration/limits/"),
    }.items():
        client.force_login(authority.users[name])
        for page in pages:
            with django_assert_max_num_queries(AT_MOST + SAVEPOINTS):
                assert client.get(page).status_code == 200, page


def test_a_person_with_two_posts_acts_in_the_one_they_choose(client, authority):
    Holding.objects.create(worker=authority.workers["Sam"], post=authority.posts["Ada"], since=LONG_AGO)
    client.force_login(authority.users["Sam"])
    assert client.get("/administration/").status_code == 403

    client.post(reverse("change_post"), {"post": authority.posts["Ada"].pk})
    assert "team manager, East assessment team" in client.get("/").content.decode()

    client.post(reverse("change_post"), {"post": authority.posts["Grace"].pk})
    assert "team manager, East assessment team" in client.get("/").content.decode(), "not one that they do not hold"


def test_whoever_has_left_is_shut_out(client, authority):
    client.force_login(authority.users["Sam"])
    assert client.get("/").status_code == 200
    Holding.objects.filter(worker=authority.workers["Sam"]).update(
        until=england_and_wales().add(timezone.localdate(), -1)
    )
    assert client.get("/")["Location"].startswith("/sign-in/")
    assert SESSION_KEY not in client.session


def test_a_new_password_ends_what_was_begun_with_the_old_one(client, authority):
    client.force_login(authority.users["Sam"])
    by = Change(by=authority.actor("Adam"), at=timezone.now(), why="A lost telephone")
    administration.renew_password(authority.workers["Sam"].pk, change=by)

    answer = client.get("/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


def test_administration_is_for_administrators_and_shows_no_child(client, authority, many):
    many(1)
    for name in ("Dora", "Ada", "Sam", "Ann"):
        client.force_login(authority.users[name])
        assert client.get("/administration/workers/").status_code == 403
    client.force_login(authority.users["Adam"])
    for page in ("/", "/administration/", "/administration/teams/east/", "/administration/changes/"):
        assert "Child 0" not in client.get(page).content.decode()
    assert client.get("/team/").status_code == 403


def test_the_law_is_for_everybody_and_each_rule_has_its_place(client, authority):
    client.force_login(authority.users["Eve"])
    page = client.get("/law/").content.decode()
    assert 'id="child_family_assessment"' in page
    found = client.get("/law/", {"q": "assessment 45"}).content.decode()
    assert 'id="hull_assessment_priority_45"' in found
    assert 'id="contact_threshold_decision"' not in found


def test_health_is_told_to_anybody(client, db):
    answer = client.get("/health/")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ok\n", "text/plain")
