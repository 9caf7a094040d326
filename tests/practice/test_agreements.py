"""A written agreement with parents keeps no child safe unless somebody looks after it."""

import pytest

from goldenthread.casework.recording import CannotRecord
from goldenthread.record.models import Action
from tests.authority import day

CONTACT = "2 Mar 2026 10:30 | front_door.contact_received | Rita\n"
DECIDED = "3 Mar 2026 | front_door.decided | Fran | safety_plan=yes"
ASSESSED = """
     4 Mar 2026       | assessment.allocated  | Grace
     9 Mar 2026 15:00 | assessment.child_seen | Sam
     8 Apr 2026       | assessment.written    | Sam
     9 Apr 2026       | assessment.authorised | Ada | outcome=other_agency | passed_to=CAMHS
"""
CLOSED = "10 Apr 2026 | referral.closed | Ada | safety_plan=yes"
OWNED = " | agreement_owner=Sam | agreement_review_on={}"


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ("", "Say who owns the agreement"),
        (" | agreement_owner=Sam", "Say when the agreement is looked at again"),
        (OWNED.format("2026-03-03"), "on a day after Tue 3 March 2026"),
        (" | outcome=no_further_action", "needs an assessment behind it"),
    ],
)
def test_a_decision_relies_on_no_agreement_without_owner_review_and_assessment(authority, said, refusal):
    child = authority.child()
    authority.tell(CONTACT, child)

    with pytest.raises(CannotRecord, match=refusal):
        authority.tell(DECIDED + said, child)


def test_a_record_is_not_closed_on_one_that_nobody_assessed_or_owns(authority):
    child, assessed = authority.child(), authority.child("Kofi")
    authority.tell(f"{CONTACT}3 Mar 2026 | front_door.decided | Fran", child, assessed)
    authority.tell(ASSESSED, assessed)

    with pytest.raises(CannotRecord, match="Assess first, or do not rely on it"):
        authority.tell(CLOSED.replace("Ada", "Fran") + OWNED.format("2026-06-01"), child)
    with pytest.raises(CannotRecord, match="Say who owns the agreement"):
        authority.tell(CLOSED, assessed)
    authority.tell(CLOSED + OWNED.format("2026-06-01"), assessed)

    assert look(assessed) == [("Sam", day("1 Jun 2026"), None)]


def look(child) -> list[tuple]:
    rows = Action.now.filter(about=child, step="referral.agreement_reviewed").order_by("row")
    return [(row.worker.name, row.due_on, row.done_on) for row in rows]


def test_its_owner_looks_again_until_it_is_no_longer_needed(authority):
    child = authority.child()
    authority.tell(CONTACT + DECIDED + OWNED.format("2026-03-20"), child)
    assert look(child) == [("Sam", day("20 Mar 2026"), None)]
    agreement = Action.now.get(about=child, step="referral.agreement_reviewed").id
    reviewed = "{} | referral.agreement_reviewed | Sam | agreement=" + agreement + " | found={}"

    with pytest.raises(CannotRecord, match="Say who owns the agreement"):
        authority.tell(reviewed.format("20 Mar 2026", "goes_on"), child)
    authority.tell(reviewed.format("20 Mar 2026", "goes_on") + OWNED.format("2026-04-20"), child)
    assert look(child) == [("Sam", day("20 Apr 2026"), None)]

    authority.tell(reviewed.format("20 Apr 2026", "not_needed"), child)
    assert look(child) == [("Sam", day("20 Apr 2026"), day("20 Apr 2026"))]


def test_a_family_that_comes_back_from_early_help_has_the_agreement_once(authority):
    child = authority.child()
    authority.tell(CONTACT + DECIDED + OWNED.format("2026-03-20"), child)
    helped = "outcome=early_help | passed_to=Hub | takes_on=early-help"
    authority.tell(ASSESSED.replace("outcome=other_agency | passed_to=CAMHS", helped), child)
    authority.tell("20 Apr 2026 | early_help.accepted | Eve\n1 May 2026 10:00 | early_help.stepped_up | Eve", child)

    authority.tell("1 May 2026 | front_door.decided | Fran", child)

    assert len(look(child)) == 1, "the second referral has no agreement of its own"
