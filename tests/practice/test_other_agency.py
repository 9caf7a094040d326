"""A child who is sent to another agency is asked after until it is known what came of it."""

import pytest

from goldenthread.casework.recording import CannotRecord
from goldenthread.facts.models import Contact, OtherAgency
from goldenthread.oversight.models import RaisedSignal
from goldenthread.record.models import ClockRun
from tests.authority import day

CONTACT = "2 Mar 2026 10:30 | front_door.contact_received | Rita\n"
SENT = CONTACT + "3 Mar 2026 | front_door.decided | Fran | outcome=other_agency | passed_to=Women's Aid"
ASSESSED = """
     4 Mar 2026       | assessment.allocated  | Grace
     9 Mar 2026 15:00 | assessment.child_seen | Sam
     8 Apr 2026       | assessment.written    | Sam
"""
ASKED = "12 Mar 2026 | other_agency.chased | Rita | how_it_goes=waiting"
TURNED_DOWN = "20 Mar 2026 | other_agency.ended | Rita | outcome=turned_down"


def due(child) -> list[tuple]:
    runs = ClockRun.now.filter(about=child, clock="other_agency.chase_due").order_by("started_on", "row")
    return [(run.due_on, run.stopped_on, run.lapsed) for run in runs]


def on_desk(child) -> list[str]:
    raised = RaisedSignal.objects.filter(about=child, signal="nobody_took_it_on", ended_at=None)
    return [one.says for one in raised]


def test_they_are_asked_again_and_again_until_it_is_known(authority):
    child = authority.child()
    authority.tell(SENT, child)
    assert due(child) == [(day("17 Mar 2026"), None, "")]

    authority.tell(ASKED, child)
    assert due(child)[1:] == [(day("26 Mar 2026"), None, "")]
    row = OtherAgency.now.get(about=child)
    assert (row.agency, row.how_it_goes, row.team) == ("Women's Aid", "waiting", authority.teams["front-door"])

    authority.tell("20 Mar 2026 | other_agency.ended | Rita | outcome=helped", child)
    assert not [one for one in due(child) if one[1] is None and not one[2]]
    assert OtherAgency.now.get(about=child).outcome == "The child was helped"
    assert on_desk(child) == []


def test_an_agency_has_a_name(authority):
    child = authority.child()
    authority.tell(CONTACT, child)

    with pytest.raises(CannotRecord, match="Name the agency to which it is sent"):
        authority.tell("3 Mar 2026 | front_door.decided | Fran | outcome=other_agency", child)


def test_what_nobody_took_on_is_the_managers_until_somebody_helps(authority):
    child = authority.child()
    authority.tell(f"{SENT}\n{TURNED_DOWN}", child)

    assert on_desk(child) == ["Women's Aid turned it down (Fri 20 March 2026), and nobody else helps since."]

    authority.tell("23 Mar 2026 10:30 | front_door.contact_received | Rita", child)
    assert on_desk(child) == []


def test_where_a_closed_childs_record_was_sent_is_asked_after_too(authority):
    child = authority.child()
    authority.tell(f"{CONTACT}3 Mar 2026 | front_door.decided | Fran", child)

    authority.tell("5 Mar 2026 | referral.closed | Fran | sent_to=CAMHS", child)

    assert OtherAgency.now.get(about=child).agency == "CAMHS"
    assert due(child) == [(day("19 Mar 2026"), None, "")]


@pytest.mark.parametrize(
    ("before", "decided", "agency"),
    [
        ("", "9 Apr 2026 | assessment.authorised | Ada | outcome=other_agency", " | passed_to=CAMHS"),
        (
            "9 Apr 2026 | assessment.authorised | Ada",
            "1 Jul 2026 | child_in_need.ended | Ada | outcome=moved",
            " | moved_to=Westshire",
        ),
    ],
)
def test_an_outcome_that_sends_a_child_elsewhere_is_asked_after(authority, before, decided, agency):
    child = authority.child()
    authority.tell(f"{CONTACT}3 Mar 2026 | front_door.decided | Fran\n{ASSESSED}{before}", child)

    with pytest.raises(CannotRecord, match="Name the agency to which it is sent"):
        authority.tell(decided, child)
    authority.tell(decided + agency, child)

    sent = OtherAgency.now.get(about=child)
    assert sent.agency == agency.partition("=")[2]
    assert due(child)[0][1:] == (None, "")
    authority.tell("20 Jul 2026 | other_agency.ended | Sam | outcome=turned_down", child)
    assert on_desk(child)


def test_the_board_says_whom_to_ask_after_and_the_line_of_time_what_came_of_it(authority, client):
    child = authority.child()
    authority.tell(f"{SENT}\n{ASKED}", child)
    client.force_login(authority.users["Rita"])

    board = client.get("/front-door/").content.decode()
    assert "Women&#39;s Aid: they have it, and it waits" in board
    assert "Ask the agency what came of it" in board

    authority.tell(TURNED_DOWN + "\n23 Mar 2026 10:30 | front_door.contact_received | Rita", child)
    contact = Contact.now.filter(about=child).latest("contact_on")
    page = client.get(f"/front-door/{child}/{contact.id}/").content.decode()
    assert "The agency turned it down, or let it go" in page
