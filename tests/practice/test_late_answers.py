"""A partner answers after the manager has decided: it is information about a child all the same."""

import dataclasses

import pytest

from goldenthread.casework import access, reworking, verifying
from goldenthread.casework.access import needs
from goldenthread.config.reworks import REWORKS
from goldenthread.language import Compartment
from goldenthread.oversight.models import RaisedSignal
from goldenthread.record.models import Action, Entry
from tests.practice.test_access import may

HANDED_ON = """
     2 Mar 2026 10:30 | front_door.contact_received | Rita
     2 Mar 2026 11:00 | front_door.enquiry_sent     | Rita
     3 Mar 2026       | front_door.decided          | Fran | override_why=The school is closed this week.
     3 Mar 2026       | front_door.referrer_told    | Rita
     4 Mar 2026       | assessment.allocated        | Grace
"""
ANSWER = "9 Mar 2026 09:00 | front_door.enquiry_answered | Rita | enquiry={}"
CLOSED = """
    10 Mar 2026 15:00 | assessment.child_seen | Sam
     8 Apr 2026       | assessment.written    | Sam
     9 Apr 2026       | assessment.authorised | Ada | outcome=no_further_action
"""


@pytest.fixture
def child(authority):
    """A child whose assessment is under way, while the school has not answered."""
    child = authority.child()
    authority.tell(HANDED_ON, child)
    return child


def answered(authority, child) -> None:
    asked = Entry.objects.get(about=child, step="front_door.enquiry_sent")
    authority.tell(ANSWER.format(asked.pk), child)


def to_read(child) -> list[tuple[str, str]]:
    """What is to be read, by whom."""
    rows = Action.now.filter(about=child, done_on=None).select_related("worker")
    return [(row.what, row.worker.name if row.worker else "") for row in rows]


def said(child) -> list[str]:
    raised = RaisedSignal.objects.filter(about=child, signal="answered_late", ended_at=None)
    return [one.says for one in raised]


def test_the_front_door_records_it_after_the_work_was_handed_on(authority, child):
    assert may(authority, "Rita", child, Compartment.ENQUIRY)
    assert "no answer yet" in {grant.why for grant in access.granted(authority.actor("Fran")).filter(about=child)}.pop()

    answered(authority, child)

    assert Entry.objects.filter(about=child, step="front_door.enquiry_answered").exists()


def test_once_it_is_there_the_front_door_needs_to_know_no_more(authority, child):
    answered(authority, child)

    assert not may(authority, "Rita", child)
    assert not may(authority, "Rita", child, Compartment.ENQUIRY)


def test_once_the_referral_is_closed_nobody_waits_for_it(authority, child):
    authority.tell(CLOSED, child)

    assert not may(authority, "Fran", child)


def test_it_is_told_to_whoever_leads_and_to_the_manager_until_they_have_read_it(authority, child):
    assert (to_read(child), said(child)) == ([], [])

    answered(authority, child)

    assert to_read(child) == [("Read what School or nursery answered after the decision", "Sam")]
    assert said(child) == ["School or nursery answered on Mon 9 March 2026, after the decision of Tue 3 March 2026."]
    assert RaisedSignal.objects.get(signal="answered_late").team == authority.teams["east"]

    authority.tell("10 Mar 2026 15:00 | assessment.child_seen | Sam", child)

    assert (to_read(child), said(child)) == ([], [])


def test_an_answer_in_time_is_told_to_nobody(authority):
    child = authority.child()
    first, second, decided, *_ = HANDED_ON.strip().splitlines()
    authority.tell(f"{first}\n{second}", child)
    asked = Entry.objects.get(about=child, step="front_door.enquiry_sent")
    authority.tell(ANSWER.format(asked.pk).replace("9 Mar", "2 Mar").replace("09:00", "16:00"), child)
    authority.tell(decided, child)
    authority.tell("4 Mar 2026 | assessment.allocated | Grace", child)

    assert to_read(child)[0][0] == "Tell the referrer what was decided"
    assert said(child) == []
    assert not may(authority, "Fran", child)


def test_whoever_takes_the_child_over_is_told(authority, child):
    answered(authority, child)
    authority.tell("10 Mar 2026 | allocation.allocated | Ada | worker=Sue", child)

    assert [who for _, who in to_read(child)] == ["Sue"]


def test_with_the_referral_it_is_settled(authority, child):
    authority.tell("10 Mar 2026 15:00 | assessment.child_seen | Sam\n8 Apr 2026 | assessment.written | Sam", child)
    answered(authority, child)
    assert said(child)

    authority.tell("9 Apr 2026 | assessment.authorised | Ada | outcome=no_further_action", child)

    assert (to_read(child), said(child)) == ([], [])


def test_what_was_handed_on_before_waits_for_its_answer_too_after_a_rework(authority, child, monkeypatch):
    (late,) = [rework for rework in REWORKS if rework.key == "late_answers"]
    with monkeypatch.context() as earlier:
        earlier.setattr(needs, "_answer_is_out", lambda episode, record, handbook: False)
        authority.tell("5 Mar 2026 | assessment.midpoint_checked | Ada", child)
    assert not may(authority, "Fran", child)

    monkeypatch.setattr(reworking, "_reworks", (dataclasses.replace(late, key="of before"),))
    assert sum(batch.rows for batch in reworking.work()) > 0

    assert may(authority, "Fran", child)
    assert not [fault for checked in verifying.verify() for fault in checked.faults]
