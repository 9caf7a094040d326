"""The list of what the police told us: the lanes of the daily triage, and what goes back to the police."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.authority import ANSWERS
from tests.practice.test_police_notifications import CLOSED, HIGH, MEDIUM, TOLD, TRIAGED, notified
from tests.rooms.doors.test_front_door import questions
from tests.rooms.doors.test_recording import filled


@pytest.fixture
def at(client, authority):
    """`at("Rita")`: the client, signed in."""

    def sign_in(name):
        client.force_login(authority.users[name])
        return client

    return sign_in


def lanes(client) -> list[str]:
    """The lanes high, medium and standard, then the other referrals and the reasons to send back."""
    page = client.get("/front-door/police/").content.decode()
    *_, standard = parts = re.split(r'id="lane-\d"', page)[1:]
    return [*parts[:2], *re.split(r'<section class="gt-panel ', standard)]


def test_each_grade_has_its_lane_with_brothers_and_sisters_as_one_family(at, authority):
    mia, kofi, ada, tom = (authority.child(name) for name in ("Mia", "Kofi", "Ada", "Tom"))
    authority.tell(MEDIUM, mia, kofi)
    authority.tell(HIGH, ada)
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita | source_code=6 | kind=missing", tom)

    high, medium, standard, others, back = lanes(at("Fran"))

    assert "Ada Made-Up" in high
    assert "Decide on a strategy meeting" in high
    assert "Kofi Made-Up, Mia Made-Up" in medium
    assert "NB/12" in medium
    assert "Record the daily triage" in medium
    assert "Nothing standard waits for the triage." in standard
    assert "Tom Made-Up" in others
    assert "The police know why, of everything that is decided." in back


def test_it_is_said_how_often_they_told_us_of_a_child(at, authority):
    today = timezone.localdate()
    once, twice = authority.child("Mia"), authority.child("Kofi")
    for child, days in ((once, (3,)), (twice, (30, 3))):
        for ago in days:
            notified(authority, child, f"{today - dt.timedelta(days=ago):%d %b %Y} medium")
    lane = lanes(at("Fran"))[1]

    assert lane.count("2 in 3 months") == 2, "on each of the two that wait about Kofi"
    assert lane.count("in 3 months") == 2


def test_one_form_serves_the_whole_family_and_clears_the_list(at, authority):
    mia, kofi = authority.child("Mia"), authority.child("Kofi")
    authority.tell(MEDIUM, mia, kofi)
    client = at("Fran")
    here = re.search(r'href="(/record/police_notification.triaged/[^"]+)"', lanes(client)[1]).group(1)
    draft = client.get(here.replace("&amp;", "&"))["Location"]
    with CaptureQueriesContext(connection) as asked:
        page = client.get(draft).content.decode()
    said = {
        "took_part": ["police", "school"], "knows": "Third call.", "grade_agreed": "medium", "why": "He has left.",
        "adult": "She is at her mother's.", "recommends": "assessment",
    }  # fmt: skip
    shared = {name: value for name, value in filled(page, said).items() if name.startswith("all-")}

    own = filled(page, {"safety_plan": "They stay with Nan."})
    done = client.post(draft, {**own, **shared, "do": "complete"})

    assert len(questions(asked)) <= 12, "\n".join(questions(asked))
    assert "The same clothes all week." in page, "what the police told us stands beside the form"
    assert page.count("Immediate safety plan") == 2
    assert done["Location"].startswith("/recorded/"), done.content.decode()
    assert "Nothing medium waits for the triage." in lanes(client)[1]


def test_the_reason_that_goes_back_begins_with_what_the_manager_wrote(at, authority):
    child = authority.child()
    authority.tell(f"{MEDIUM}\n{TRIAGED}\n{CLOSED} | why=Their mother has moved. | told=We close.", child)
    client = at("Rita")
    here = re.search(r'href="(/record/front_door.referrer_told/[^"]+)"', lanes(client)[4]).group(1)

    form = client.get(here.replace("&amp;", "&"), follow=True).content.decode()

    assert "Their mother has moved." in form
    assert "We close." in form


def test_nobody_sees_families_that_are_not_in_their_work(at, authority):
    authority.tell(MEDIUM, authority.child())

    assert "Mia Made-Up" not in at("Sam").get("/front-door/police/").content.decode()


@pytest.mark.parametrize("families", [3, 15])
def test_the_list_takes_at_most_twelve_queries(at, authority, families):
    for n in range(families):
        when = f"{2 + n % 20} Mar 2026"
        authority.tell(TOLD.format(when=when, grade=("high", "medium", "standard")[n % 3]), authority.child(f"Mia {n}"))
    client = at("Fran")

    with CaptureQueriesContext(connection) as asked:
        page = client.get("/front-door/police/").content.decode()

    assert page.count('class="moj-ticket-panel gt-ticket"') == families
    assert len(questions(asked)) <= 12, "\n".join(questions(asked))


def test_the_form_asks_for_the_grade_of_what_the_police_tell_us(at, authority):
    client = at("Rita")
    draft = client.get("/contact/new/", {"about": str(authority.child())})["Location"]
    form = client.get(draft).content.decode()
    said = ANSWERS["front_door.contact_received"] | {"source_code": "6", "kind": "domestic_abuse"}

    refused = client.post(draft, {**filled(form, said), "do": "complete"})

    assert refused.status_code == 422
    assert "Say how the police graded it." in refused.content.decode()
