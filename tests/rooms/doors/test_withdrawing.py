"""An entry made in error is withdrawn by whoever wrote it or their manager, after seeing what goes with it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.casework import access
from goldenthread.casework.recording import Act, CannotRecord, record
from goldenthread.casework.withdrawing import withdraw
from goldenthread.facts.models import Contact
from goldenthread.record.models import ClockRun, Entry, Episode
from tests.authority import day
from tests.practice.test_assessment import IN_TIME
from tests.rooms.doors.test_recording import TRANSACTION

RECEIVED = "front_door.contact_received"


@pytest.fixture
def child(authority):
    child = authority.child()
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child)
    return child


def at(client, authority, name):
    client.force_login(authority.users[name])
    return client


def page_of(child, step=RECEIVED, page="withdraw"):
    return reverse(page, args=[child, Entry.objects.filter(about=child, step=step).earliest("position").pk])


def test_what_goes_is_said_first_and_then_it_is_struck_through(client, authority, child):
    at(client, authority, "Rita")
    link = client.get(page_of(child, page="entry")).content.decode()

    before = client.get(page_of(child)).content.decode()
    unsaid = client.post(page_of(child), {"key": "one", "why": " "})
    assert Contact.now.filter(about=child).exists(), "nothing happens before the reason is given"
    done = client.post(page_of(child), {"key": "one", "why": "It was his cousin."}, follow=True).content.decode()

    assert "Withdraw: made in error" in link
    for said in ("Contact, begun Mon 2 March 2026", "Decision on a contact", "not running", "record it again"):
        assert said in before
    assert unsaid.status_code == 422
    assert not Contact.now.filter(about=child).exists()
    assert not ClockRun.now.filter(about=child).exists()
    assert "no longer counts" in done
    assert "Withdraw: made in error" not in done
    assert "Correct this" not in done
    told = client.get(reverse("chronology", args=[child])).content.decode()
    for said in ("<s>Contact received</s>", "It was his cousin.", "Why it was withdrawn", "by Rita"):
        assert said in told


def test_what_was_brought_with_it_goes_and_what_is_left_without_a_beginning_is_said(client, authority):
    child = authority.child()
    authority.tell(IN_TIME.split("     9 Mar")[0], child)
    at(client, authority, "Grace")

    said = client.get(page_of(child, "front_door.decided")).content.decode()
    client.post(page_of(child, "front_door.decided"), {"key": "one", "why": "Decided on the wrong child."})

    assert "<strong>Referral accepted</strong>" in said
    assert "Referral, begun" in said
    assert not Episode.now.filter(about=child, pathway="referral").exists()
    assert Episode.now.get(about=child, pathway="front_door").ended_on is None


@pytest.mark.parametrize(("name", "may"), [("Rita", True), ("Fran", True), ("Grace", True), ("Sam", False)])
def test_the_author_and_the_managers_of_their_line_may(client, authority, child, name, may):
    authority.tell("3 Mar 2026 | front_door.decided | Fran\n4 Mar 2026 | assessment.allocated | Grace", child)
    if name == "Fran":
        # The front door has handed the child on: its manager needs a need to know, as for a correction.
        authority.tell("5 Mar 2026 11:00 | front_door.contact_received | Rita", child)
    at(client, authority, name)

    assert client.get(page_of(child)).status_code == (200 if may else 403)
    if not may:
        with pytest.raises(access.NotAllowed, match="Only whoever wrote this"):
            withdraw(
                child,
                Entry.objects.get(about=child, step=RECEIVED).pk,
                why="Mine now.",
                by=authority.actor(name),
                key="k",
                today=day("5 Mar 2026"),
            )
    assert ("Withdraw: made in error" in client.get(page_of(child, page="entry")).content.decode()) is may


def test_a_manager_who_may_not_take_the_step_may_still_withdraw_it(authority):
    child = authority.child()
    authority.tell(IN_TIME.split("     7 May")[0], child)
    written = Entry.objects.get(about=child, step="assessment.written")

    withdraw(child, written.pk, why="Another family's.", by=authority.actor("Ada"), key="k", today=day("1 May 2026"))

    assert Episode.now.get(about=child, pathway="assessment").stage == "Under way"


def test_how_a_person_came_on_the_record_is_not_withdrawn_nor_is_anything_twice(authority, child):
    rita, today = authority.actor("Rita"), day("5 Mar 2026")
    first = Entry.objects.get(about=child, step="person.registered")
    contact = Entry.objects.get(about=child, step=RECEIVED)

    with pytest.raises(CannotRecord, match="how the person came on the record"):
        withdraw(child, first.pk, why="Twice.", by=rita, key="a", today=today)
    done = withdraw(child, contact.pk, why="Twice.", by=rita, key="b", today=today)
    again = withdraw(child, contact.pk, why="Twice.", by=rita, key="b", today=today)
    assert (again.entries, again.again) == (done.entries, True)
    with pytest.raises(CannotRecord, match="Rita has withdrawn this already"):
        withdraw(child, contact.pk, why="Twice.", by=rita, key="c", today=today)


@pytest.mark.parametrize("visits", [1, 30])
def test_the_page_asks_the_database_little(client, authority, child, visits):
    for n in range(visits):
        act = Act("person.said", child, day("3 Mar 2026"), {"said": f"Hello {n}"})
        record(act, by=authority.actor("Rita"), key=authority.key())
    at(client, authority, "Rita")
    here = page_of(child)

    with CaptureQueriesContext(connection) as asked:
        assert client.get(here).status_code == 200

    questions = [query["sql"] for query in asked if not query["sql"].startswith(TRANSACTION)]
    assert len(questions) <= 12, "\n".join(questions)
