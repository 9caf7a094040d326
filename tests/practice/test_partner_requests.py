"""What partners are asked for after a child protection concern: timed, late by agency, overdue without being asked."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.casework import partner_outages
from goldenthread.casework.partners import partners
from goldenthread.casework.recording import CannotRecord
from goldenthread.facts.models import Enquiry, PartnerRequest
from goldenthread.record.models import ClockRun, PartnerOutage
from tests.authority import client, moment
from tests.practice.plainly import says
from tests.practice.refusals import DISCUSSED
from tests.practice.test_protection import HELD, REFERRED
from tests.rooms.doors.test_recording import TRANSACTION
from tests.trials import in_trials

ASK = "3 Mar 2026 09:00 | partner_request.asked | Rita | partner={partner} | rag={rag}"
POLICE = ASK.format(partner="police", rag="red")
ANSWER = "{when} | partner_request.answered | Rita | request={request} | came=answered"
CLOCK = "partner_request.answer_due"


def asked(authority, *lines: str):
    child = authority.child()
    authority.tell(HELD, child)
    for line in lines:
        authority.tell(line, child)
    return child


def test_a_partner_is_asked_by_the_clock_once_there_is_a_concern(authority):
    child = authority.child()
    authority.tell(REFERRED, child)

    with pytest.raises(
        CannotRecord, match="No strategy discussion, section 47 enquiry or child protection plan is open"
    ):
        authority.tell(POLICE, child)
    authority.tell(HELD.removeprefix(REFERRED), child)
    authority.tell(POLICE, child)

    run = ClockRun.now.get(about=child, clock=CLOCK)
    assert (run.started_at, run.due_at) == (moment("3 Mar 2026 09:00"), moment("3 Mar 2026 13:00"))


def test_each_answer_stops_the_clock_of_its_own_request(authority):
    child = asked(authority, POLICE, ASK.format(partner="gp", rag="amber"))
    requests = {row.partner: row.id for row in PartnerRequest.now.filter(about=child)}

    authority.tell(ANSWER.format(when="3 Mar 2026 15:00", request=requests["police"]), child)

    rows = {row.partner: row for row in PartnerRequest.now.filter(about=child)}
    assert (rows["police"].in_time, rows["police"].answered_at) == (False, moment("3 Mar 2026 15:00"))
    assert (rows["gp"].in_time, rows["gp"].answered_at) == (None, None)
    assert ClockRun.now.filter(about=child, clock=CLOCK, stopped_on=None).count() == 1
    with pytest.raises(CannotRecord, match="That request waits for no answer"):
        authority.tell(ANSWER.format(when="3 Mar 2026 16:00", request=requests["police"]), child)


def test_late_answers_are_listed_by_agency(authority):
    child = asked(authority, POLICE, ASK.format(partner="gp", rag="amber"), ASK.format(partner="school", rag="green"))
    requests = {row.partner: row.id for row in PartnerRequest.now.filter(about=child)}
    authority.tell(ANSWER.format(when="3 Mar 2026 15:00", request=requests["police"]), child)

    shown = partners(authority.actor("Grace"), now=moment("5 Mar 2026 09:00"))

    counted = {one.name: (one.asked, one.in_time, one.late, one.waiting, one.overdue) for one in shown.agencies}
    assert counted == {"GP": (1, 0, 0, 1, 1), "Police": (1, 0, 1, 0, 0), "School or nursery": (1, 0, 0, 1, 0)}
    assert [(one.agency, one.overdue) for one in shown.out] == [("GP", True), ("School or nursery", False)]
    assert partners(authority.actor("Wes"), now=moment("5 Mar 2026 09:00")).out == (), "Another team's child"


def test_enquiries_about_a_contact_are_counted_late_by_agency_too(authority, client):
    child = asked(authority, POLICE)
    other = authority.child("Kofi")
    authority.tell("2 Mar 2026 09:00 | front_door.contact_received | Rita", other)
    for partner, rag in (("police", "red"), ("gp", "red"), ("school", "green")):
        authority.tell(f"2 Mar 2026 10:00 | front_door.enquiry_sent | Rita | partner={partner} | rag={rag}", other)
    (police,) = Enquiry.now.filter(about=other, partner="police").values_list("id", flat=True)
    authority.tell(f"4 Mar 2026 10:00 | front_door.enquiry_answered | Rita | enquiry={police}", other)

    shown = partners(authority.actor("Rita"), now=moment("4 Mar 2026 12:00"))
    client.force_login(authority.users["Rita"])
    page = client.get("/partners/").content.decode()

    counted = {one.name: (one.asked, one.in_time, one.late, one.waiting, one.overdue) for one in shown.agencies}
    assert counted == {"Police": (2, 0, 1, 1, 1), "GP": (1, 0, 0, 1, 1), "School or nursery": (1, 0, 0, 1, 0)}
    assert [(one.child.id, one.agency, one.about_a_contact) for one in shown.out][:2] == [
        (other, "GP", True), (child, "Police", False),
    ]  # fmt: skip
    assert "about a contact" in page
    (here,) = {
        one.replace("&amp;", "&") for one in re.findall(r'href="(/record/front_door.enquiry_answered/[^"]+)"', page)
    }
    assert "GP" in client.get(here, follow=True).content.decode()


def test_once_a_contact_is_decided_nobody_waits_for_an_answer_and_it_stays_counted(authority):
    child = authority.child("Kofi")
    authority.tell(
        """
        2 Mar 2026 09:00 | front_door.contact_received | Rita
        2 Mar 2026 10:00 | front_door.enquiry_sent     | Rita | partner=gp | rag=red
        3 Mar 2026       | front_door.decided          | Fran | override_why=The surgery is closed.
        """,
        child,
    )

    shown = partners(authority.actor("Rita"), now=moment("9 Mar 2026 12:00"))

    assert [(one.name, one.asked, one.never, one.waiting, one.overdue) for one in shown.agencies] == [
        ("GP", 1, 1, 0, 0)
    ]
    assert shown.out == ()


@pytest.mark.parametrize(
    ("more", "today", "said"),
    [
        ("", "3 Mar 2026", ""),
        ("", "4 Mar 2026", "Police was asked on Tue 3 March 2026 and has not answered; it was due Tue 3 March 2026."),
        ("3 Mar 2026 10:00 | partner_request.asked | partner=gp | rag=red", "4 Mar 2026", ", and 1 more."),
        ("4 Mar 2026 10:00 | partner_request.answered | request=$7", "4 Mar 2026", ""),
    ],
)
def test_what_is_overdue_is_on_the_managers_desk_by_itself(more, today, said):
    text = f"{DISCUSSED}\n{POLICE.replace('Rita', 'Sam')}\n{more}"

    sentence = says("partner_has_not_answered", text, today)

    assert said in sentence
    assert bool(sentence) is bool(said)


@pytest.mark.parametrize(
    ("more", "today", "said"),
    [
        ("", "6 Mar 2026", ""),
        ("", "9 Mar 2026", "it was due Tue 3 March 2026. Take it up with their senior manager."),
        ("6 Mar 2026 10:00 | partner_request.answered | request=$7", "9 Mar 2026", ""),
    ],
)
def test_what_stays_out_goes_to_the_service_manager_without_anybody_sending_it(more, today, said):
    sentence = says("partner_stays_silent", f"{DISCUSSED}\n{POLICE.replace('Rita', 'Sam')}\n{more}", today)

    assert said in sentence
    assert bool(sentence) is bool(said)


@in_trials
def test_the_page_reads_in_few_queries(authority):
    asked(authority, POLICE, ASK.format(partner="gp", rag="amber"))
    visitor, since = client(authority, "Rita"), moment("1 Mar 2026 09:00")
    noted_by = authority.workers["Rita"]
    PartnerOutage.objects.bulk_create(
        PartnerOutage(source_code=code, what="All", meanwhile="They ring", since=since, noted_by=noted_by)
        for code, _ in partner_outages.sources()[:14]
    )

    with CaptureQueriesContext(connection) as asked_for:
        page = visitor.get("/partners/").content.decode()

    assert len([one for one in asked_for if not one["sql"].startswith(TRANSACTION)]) <= 12

    assert "GP" in page
    assert "Record the answer" in page


def noted(authority) -> str:
    """The police cannot send since an hour before noon."""
    visitor = client(authority, "Rita")
    said = {"source_code": "6", "what": "Their referral system", "meanwhile": "They ring; Rita writes it down."}
    today = dt.date(2026, 3, 2)
    on = {"on_day": today.day, "on_month": today.month, "on_year": today.year, "at": "11:00"}
    done = visitor.post("/partners/outage/", said | on)
    assert done.status_code == 302, done.content.decode()
    return visitor.get("/partners/").content.decode()


def test_a_partner_that_cannot_send_is_noted_until_everything_is_here(authority):
    page = noted(authority)
    assert "They ring; Rita writes it down." in page
    assert "Cannot send" in page
    number = PartnerOutage.objects.get().pk
    visitor, here = client(authority, "Rita"), f"/partners/outage/{number}/"
    child = authority.child()
    authority.tell("2 Mar 2026 12:00 | front_door.contact_received | Rita | source_code=6 | police_grade=medium"
                   " | kind=domestic_abuse", child)  # fmt: skip
    over = {"on_day": 2, "on_month": 3, "on_year": 2026, "listed": "2"}

    refused = visitor.post(here, over | {"at": "10:00"})
    assert "It ended after it began" in refused.content.decode()
    assert visitor.post(here, over | {"at": "16:00"}).status_code == 302

    page = visitor.get("/partners/").content.decode()
    assert "they list 2, so 1 still to be taken" in page
    refused = visitor.post(here, {"found": ""})
    assert "They list 1 more than are here" in refused.content.decode()
    assert visitor.post(here, {"found": "One was sent twice."}).status_code == 302
    assert "No partner’s outage is noted." in visitor.get("/partners/").content.decode()
    row = PartnerOutage.objects.get()
    assert (row.listed, row.found, row.caught_up_by.name) == (2, "One was sent twice.", "Rita")


@in_trials
def test_one_outage_of_a_partner_at_a_time(authority):
    noted(authority)
    visitor = client(authority, "Rita")
    said = {"source_code": "6", "what": "Again", "meanwhile": "Again", "at": "12:00"}

    page = visitor.post("/partners/outage/", said | {"on_day": 2, "on_month": 3, "on_year": 2026}).content.decode()

    assert "It is noted already that they cannot send" in page
