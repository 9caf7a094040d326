"""A child's record on the screen: what is asked of the database, who is refused, and what the pages say."""

import datetime as dt
import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.casework.recording import Act, FromFile, record
from goldenthread.record import models
from tests.authority import Authority, day, moment
from tests.practice.test_assessment import IN_TIME

BEGUN = """
     2 Mar 2026 10:30 | front_door.contact_received | Rita
     3 Mar 2026       | front_door.decided          | Fran
     4 Mar 2026       | assessment.allocated        | Grace
     9 Mar 2026 15:00 | assessment.child_seen       | Sam
"""
PAGES = ("child", "plan", "chronology", "people", "papers", "duties", "looks", "route")


@pytest.fixture
def child(authority: Authority):
    child = authority.child("Jay", pronouns="he/him", known_as="Jay")
    authority.tell(BEGUN, child)
    return child


@pytest.fixture
def sign_in(authority: Authority):
    def come(name: str) -> Client:
        client = Client()
        client.force_login(authority.users[name])
        return client

    return come


def page(client: Client, name: str, *args, **asked) -> str:
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200, answer.content.decode()[:400]
    return answer.content.decode()


def test_the_first_page_says_who_what_is_due_and_his_words(sign_in, child):
    said = page(sign_in("Sam"), "child", child)

    for words in (
        "Jay Made-Up",
        "he/him",
        "“call me Jay”",
        "Sam, East assessment team",
        "I like Nan.",
        "In his words",
        "Child and family assessment",
        "none recorded",
        "Record something",
        "See the child",
    ):
        assert words in said, words


@pytest.mark.parametrize("name", PAGES)
def test_somebody_of_another_team_is_refused_politely_and_learns_no_name(sign_in, child, name):
    answer = sign_in("Wes").get(reverse(name, args=[child]))

    assert answer.status_code == 403
    assert "Jay" not in answer.content.decode()
    assert "You have no recorded need to know for it." in answer.content.decode()


def test_a_restricted_record_is_closed_to_the_team_too(authority, sign_in, child):
    authority.tell("10 Mar 2026 | person.restricted | Ada | why=Threats", child)

    assert sign_in("Sam").get(reverse("child", args=[child])).status_code == 200
    assert sign_in("Sue").get(reverse("child", args=[child])).status_code == 403


def test_a_correction_shows_both_versions_and_what_it_changed(authority, sign_in, child):
    contact = models.Entry.objects.get(about=child, step="front_door.contact_received")
    record(
        Act(contact.step, child, moment("27 Feb 2026 10:30"), {**(contact.answers or {}), "worry": "Corrected worry."},
            corrects=contact.pk),
        by=authority.actor("Fran"), key="correction",
    )  # fmt: skip
    correction = models.Entry.objects.get(key="correction")
    client = sign_in("Fran")

    for said in (
        page(client, "chronology", child),
        page(client, "entry", child, correction.pk),
        page(client, "entry", child, contact.pk),
    ):
        assert "Corrected worry." in said
        assert "The same clothes all week." in said
    changed = page(client, "entry", child, correction.pk)
    assert "due Thu 7 May 2026" in changed
    assert "due Wed 6 May 2026" in changed
    assert f"corrects={contact.pk}" in changed


def test_an_entry_of_another_compartment_or_record_is_not_shown(authority, sign_in, child):
    other = authority.child("Mo")
    authority.tell("2 Mar 2026 | front_door.contact_received | Rita", other)
    authority.tell("2 Mar 2026 11:00 | front_door.enquiry_sent | Rita | question=Secret", other)
    record(
        Act("allocation.allocated", other, day("4 Mar 2026"), {"worker_id": authority.workers["Sam"].pk}),
        by=authority.actor("Fran"), key="allocated",
    )  # fmt: skip
    asked = models.Entry.objects.get(about=other, step="front_door.enquiry_sent")
    sam = sign_in("Sam")

    assert sam.get(reverse("entry", args=[other, asked.pk])).status_code == 404
    assert sam.get(reverse("entry", args=[child, asked.pk])).status_code == 404
    assert "Secret" in page(sign_in("Fran"), "entry", other, asked.pk)


def test_it_can_be_asked_as_it_was_known_on_a_day(sign_in, child):
    said = page(sign_in("Sam"), "child", child, as_known="2026-03-01")

    assert "As known on Sun 1 March 2026" in said
    assert "I like Nan." not in said
    assert "is not a date" in page(sign_in("Sam"), "child", child, as_known="March")


def test_a_day_of_which_no_record_could_know_breaks_no_page_of_it(sign_in, child):
    sam = sign_in("Sam")
    for name in ("child", "plan", "chronology", "people", "papers", "duties", "looks", "route"):
        for on in ("0001-01-01", "1899-12-31", "1900-01-01", "9999-12-31"):
            assert sam.get(reverse(name, args=[child]), {"as_known": on}).status_code == 200, (name, on)
    assert "Nothing was known here then" in page(sam, "child", child, as_known="0001-01-01")


def test_the_chronology_is_filtered_and_printed(sign_in, child):
    sam = sign_in("Sam")

    assert "Registered" not in page(sam, "chronology", child, major="on")
    assert "Child seen" not in page(sam, "chronology", child, kinds="front_door")
    assert "Nothing on this record is of that kind" in page(sam, "chronology", child, words="elephant")
    assert "Printed by Sam" in page(sam, "chronology", child, print="1")
    assert "Enter a valid date" in page(sam, "chronology", child, since="yesterday")


def test_who_has_looked_says_page_and_need_to_know(sign_in, child):
    page(sign_in("Sam"), "chronology", child)

    said = page(sign_in("Ada"), "looks", child)

    assert "Chronology" in said
    assert "Allocated as lead worker" in said


def test_no_rule_in_force_is_said(authority, sign_in):
    """A clock that started before there was such a rule has no date, and says why."""
    child = authority.child("Old", born="1 Jan 2001")
    from_file(Act("front_door.contact_received", child, moment("2 Mar 2004 10:00"), {"kind": "neglect"}), key="old")
    authority.tell("2 Mar 2026 | front_door.contact_received | Rita", child)

    said = page(sign_in("Rita"), "duties", child)

    assert "No rule in force on that day" in said


def from_file(*acts: Act, key: str) -> None:
    source = models.Source.objects.create(
        name="file.xml", kind="CIN", digest=b"x" * 32, taken_in=moment("1 Apr 2026 09:00")
    )
    record(*acts, by=FromFile(source.pk, "file.xml"), key=key)


@pytest.mark.parametrize("number", [10, 2000])
def test_at_most_twelve_questions_whatever_the_size(sign_in, child, number, capsys):
    acts = [
        Act("person.said", child, day("5 Jan 2026") + dt.timedelta(days=n % 60), {"said": f"This {n}"})
        for n in range(number)
    ]
    from_file(*acts, key="many")
    client = sign_in("Sam")

    for name in PAGES:
        page(client, name, child)
        start = time.perf_counter()
        with CaptureQueriesContext(connection) as asked:
            page(client, name, child)
        took = time.perf_counter() - start
        # The test's own transaction makes savepoints of what are real transactions elsewhere.
        questions = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
        assert len(questions) <= 12, "\n".join(question[:100] for question in questions)
        with capsys.disabled():
            print(f"\n  {name} at {number} entries: {len(questions)} queries, {took * 1000:.0f} ms", end="")


def test_the_long_question_is_planned_once_however_often_the_page_is_shown(sign_in, child):
    sam = sign_in("Sam")
    for _ in range(3):
        page(sam, "child", child)
    with connection.cursor() as cursor:
        cursor.execute("select generic_plans from pg_prepared_statements where statement like '%%to_jsonb%%'", [])
        assert cursor.fetchall() == [(3,)]


def test_an_entry_page_asks_at_most_twelve(sign_in, child):
    seen = models.Entry.objects.get(about=child, step="assessment.child_seen")
    client = sign_in("Sam")

    with CaptureQueriesContext(connection) as asked:
        page(client, "entry", child, seen.pk)

    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) <= 12


def test_a_mother_who_is_nobodys_work_is_open_to_her_childs_worker(authority, sign_in, child):
    mother = authority.child("Ann", born="1 Feb 1990")
    from_file(Act("person.related", child, day("2 Mar 2026"), {"other": str(mother), "kind": "mother"}), key="mother")
    client = sign_in("Sam")

    with CaptureQueriesContext(connection) as asked:
        said = page(client, "child", mother)

    assert "Ann Made-Up" in said
    assert "Jay Made-Up" in said
    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) <= 12


def test_an_assessment_leads_to_the_analysed_chronology_as_it_was_then(sign_in, authority):
    child = authority.child("Kai")
    authority.tell(IN_TIME, child)
    sam = sign_in("Sam")
    written = models.Entry.objects.get(about=child, step="assessment.written")
    visit = models.Entry.objects.get(about=child, step="assessment.child_seen")

    assert "The analysed chronology as it was known that day" in page(sam, "entry", child, written.pk)
    assert "The analysed chronology" not in page(sam, "entry", child, visit.pk)
