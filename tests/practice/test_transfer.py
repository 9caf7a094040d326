"""A child with a child protection plan moves: who takes the plan on, and that nobody is without one meanwhile."""

import pytest

from goldenthread.casework.recording import CannotRecord
from goldenthread.facts.models import Attendance, ProtectionPlan, Referral
from goldenthread.record.models import Action, ClockRun, Episode
from tests.authority import day
from tests.practice.test_protection import LIFELONG, PLANNED, REFERRED

TOLD = (
    REFERRED
    + """\
     3 Mar 2026       | transfer_in.notified         | Fran | category=NEG
"""
)
MOVING = "1 Jun 2026 | child_protection.move_told | Sam | authority=Southbridge"
TAKEN_ON = "20 Jun 2026 | child_protection.ended_otherwise | Ada | outcome=moved | taken_on_at=2026-06-18"
ASSESSED = """
     16 Apr 2026 10:00 | assessment.child_seen | Sam
     17 Apr 2026       | assessment.written    | Sam
     18 Apr 2026       | assessment.authorised | Ada | outcome=plan_goes_on
"""


def test_a_plan_comes_here_with_the_transfer_in_conference(authority):
    child = authority.child()
    authority.tell(TOLD, child)
    (asked,) = Action.now.filter(worker=authority.workers["Ira"])
    assert (asked.what, asked.due_on) == ("Chair the transfer-in conference", day("19 Mar 2026"))
    run = ClockRun.now.get(about=child, clock="transfer_in.conference_due")
    assert (run.due_on, run.stopped_on) == (day("24 Mar 2026"), None)
    assert not ProtectionPlan.now.filter(about=child).exists()

    authority.tell("19 Mar 2026 | transfer_in.conference_held | Ira", child)

    plan = ProtectionPlan.now.get(about=child)
    assert (plan.started_on, plan.initial_category, plan.ended_on) == (day("19 Mar 2026"), "NEG", None)
    assert Attendance.now.filter(about=child, kind="transfer_in_conference").count() == 3
    assert ClockRun.now.filter(about=child, clock="child_protection.core_group_due", stopped_on=None).exists()


@pytest.mark.parametrize(
    ("decision", "then"), [("child_in_need", {"child_in_need", "referral"}), ("no_plan", {"referral"})]
)
def test_a_plan_that_is_not_needed_here_is_not_taken_on(authority, decision, then):
    child = authority.child()
    authority.tell(TOLD, child)

    authority.tell(f"19 Mar 2026 | transfer_in.conference_held | Ira | decision={decision}", child)

    running = Episode.now.filter(about=child, ended_on=None).exclude(pathway__in=LIFELONG)
    assert {one.pathway for one in running} == then


def test_a_plan_that_stays_with_the_other_authority_ends_the_clock(authority):
    child = authority.child()
    authority.tell(TOLD, child)

    authority.tell("10 Mar 2026 | transfer_in.ended | Fran", child)

    assert ClockRun.now.get(about=child, clock="transfer_in.conference_due").lapsed
    assert not ProtectionPlan.now.filter(about=child).exists()


def test_a_child_with_a_plan_here_gets_no_second_one(authority):
    child = authority.child()
    authority.tell(PLANNED, child)

    with pytest.raises(CannotRecord, match="A child protection plan is open here since 20 March 2026"):
        authority.tell("1 Apr 2026 | transfer_in.notified | Ada | category=NEG", child)


def test_a_plan_stays_ours_until_the_other_authority_has_taken_it_on(authority):
    child = authority.child()
    authority.tell(PLANNED, child)
    authority.tell(ASSESSED, child)
    with pytest.raises(CannotRecord, match="Tell the other authority in writing first"):
        authority.tell(TAKEN_ON, child)

    authority.tell(MOVING, child)
    assert ProtectionPlan.now.get(about=child).ended_on is None
    with pytest.raises(CannotRecord, match="not before they were told, on 1 June 2026"):
        authority.tell(TAKEN_ON.replace("2026-06-18", "2026-05-18"), child)
    authority.tell(TAKEN_ON, child)

    assert ProtectionPlan.now.get(about=child).ended_on == day("20 Jun 2026")
    closed = Referral.now.get(about=child)
    assert (closed.closed_on, closed.close_reason) == (day("20 Jun 2026"), "RC5")


def test_what_a_transfer_in_conference_promises_without_a_plan_is_somebodys_to_do(authority):
    child = authority.child()
    authority.tell(TOLD, child)
    authority.tell(
        "19 Mar 2026 | transfer_in.conference_held | Ira | decision=child_in_need | actions_1_what=Ring the school."
        " | actions_1_owner=Sam | actions_1_by=2026-03-27", child,
    )  # fmt: skip

    promised = Action.now.get(about=child, step="transfer_in.action_followed_up")
    assert (promised.what, promised.worker.name, promised.due_on, promised.done_on) == (
        "Ring the school.", "Sam", day("27 Mar 2026"), None,
    )  # fmt: skip

    authority.tell(f"26 Mar 2026 | transfer_in.action_followed_up | Sam | action={promised.id} | progress=done", child)
    assert Action.now.get(id=promised.id).done_on == day("26 Mar 2026")
