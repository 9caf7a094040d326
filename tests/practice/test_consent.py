"""Consent: settled after the contact was taken, and pointed out before partners are asked without it."""

import pytest

from goldenthread.casework.recording import CannotRecord
from goldenthread.facts.models import Contact
from tests.practice.test_signals import NOT_YET, on_desk
from tests.rooms.doors.test_front_door import contact_page
from tests.rooms.doors.test_recording import at, begun

__all__ = ["at"]
TOLD = "2 Mar 2026 10:30 | front_door.contact_received | Rita | consent={}"
SETTLED = "2 Mar 2026 | front_door.consent_settled | Rita"
ASK = "front_door.enquiry_sent"


def test_what_came_of_it_stands_on_the_contact_and_at_the_decision(at, authority):
    child = authority.child()
    authority.tell(TOLD.format("not_yet"), child)
    before = at("Fran").get(contact_page(child)).content.decode()

    authority.tell(f"{SETTLED} | consent=refused | asked_by=Rita | asked_of=his mother", child)
    authority.tell(
        f"{SETTLED} | consent=dispensed_risk | asked_by= | asked_of= | consent_why=She rings him each time.", child
    )

    page = at("Fran").get(f"/record/front_door.decided/?about={child}", follow=True).content.decode()
    assert "Consent has not been asked for yet" in before
    assert "Say how consent stands now" in before
    assert Contact.now.get(about=child).consent == "dispensed_risk"
    assert "Consent has not been asked for yet" not in page
    assert "asking would put the child at more risk (Mon 2 March 2026). She rings him each time." in page


@pytest.mark.parametrize(("consent", "said"), [("not_yet", True), ("refused", True), ("given", False)])
def test_before_a_partner_is_asked_it_is_said_that_the_family_has_not_agreed(at, authority, consent, said):
    child = authority.child()
    authority.tell(TOLD.format(consent), child)
    client = at("Rita")

    page = client.get(begun(client, ASK, child)).content.decode()

    assert ("Ask for it first; or, if it is not to be asked for" in page) is said
    authority.tell(f"{SETTLED} | consent=dispensed_delay | consent_why=He may be moved tonight.", child)
    assert "Ask for it first" not in client.get(begun(client, ASK, child)).content.decode()


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ("consent=given | asked_by=", "Say who asked for it"),
        ("consent=refused | asked_of=", "Say whom they asked"),
        ("consent=dispensed_delay", "Say why consent was not asked for"),
        ("consent=not_yet", "is not one of the answers"),
    ],
)
def test_it_is_not_settled_without_who_whom_or_why(authority, answers, says):
    child = authority.child()
    authority.tell(TOLD.format("not_yet"), child)

    with pytest.raises(CannotRecord, match=says):
        authority.tell(f"{SETTLED} | {answers}", child)


def test_the_manager_hears_no_more_of_it_once_it_is_settled(authority):
    child = authority.child()
    authority.tell(NOT_YET.format("2 Mar 2026", "not_yet", "3 Mar 2026", "no_further_action"), child)
    assert "consent_not_settled" in on_desk(child)

    authority.tell("4 Mar 2026 | front_door.consent_settled | Rita", child)

    assert "consent_not_settled" not in on_desk(child)
