"""A referral, its assessment and its clock."""

import pytest

from goldenthread.casework.recording import CannotRecord
from goldenthread.facts.models import Assessment, Contact
from goldenthread.record.models import Allocation, ClockRun, Episode, Waiting
from tests.authority import day

IN_TIME = """
     2 Mar 2026 10:30 | front_door.contact_received | Rita
     3 Mar 2026       | front_door.decided          | Fran
     4 Mar 2026       | assessment.allocated        | Grace
     9 Mar 2026 15:00 | assessment.child_seen       | Sam
    30 Apr 2026       | assessment.written          | Sam
     7 May 2026       | assessment.authorised       | Ada
"""


@pytest.mark.parametrize(("authorised", "state"), [("7 May 2026", "met"), ("8 May 2026", "missed")])
def test_the_assessment_is_due_45_working_days_after_the_referral(authority, authorised, state):
    child = authority.child()

    authority.tell(IN_TIME.replace("7 May 2026", authorised), child)

    run = ClockRun.now.get(about=child, clock="referral.assessment_due")
    assert (run.started_on, run.due_on) == (day("2 Mar 2026"), day("7 May 2026"))
    row = Assessment.now.get(about=child)
    assert row.in_time is (state == "met")
    assert row.working_days == (45 if state == "met" else 46)


def test_the_worker_who_is_given_the_assessment_is_allocated(authority):
    child = authority.child()

    authority.tell(IN_TIME, child)

    (allocation,) = Allocation.now.filter(about=child)
    assert (allocation.worker, allocation.role) == (authority.workers["Sam"], "lead worker")


def test_a_referral_says_how_far_its_assessment_is(authority):
    child = authority.child()
    stages = []
    for line in IN_TIME.strip().splitlines():
        authority.tell(line, child)
        stages += Episode.now.filter(about=child, pathway="referral").values_list("stage", flat=True)

    assert list(dict.fromkeys(stages)) == ["To be allocated", "Being assessed", "Assessed"]


def test_the_decision_is_a_met_clock_and_a_fact(authority):
    child = authority.child()

    authority.tell(IN_TIME, child)

    contact = Contact.now.get(about=child)
    assert (contact.decision_working_days, contact.in_time, contact.outcome) == (1, True, "referral")
    assert [e.pathway for e in Episode.now.filter(about=child).order_by("began_on", "row")] == [
        "person",
        "front_door",
        "referral",
        "allocation",
        "assessment",
        "child_in_need",
    ]


def test_nobody_authorises_their_own_assessment(authority):
    child = authority.child()

    with pytest.raises(CannotRecord, match="is for a team manager or service manager"):
        authority.tell(IN_TIME.replace("| Ada", "| Sam"), child)


def test_analysis_waits_until_the_child_is_seen(authority):
    child = authority.child()

    with pytest.raises(CannotRecord, match="See the child before you write the analysis"):
        authority.tell(IN_TIME.replace("     9 Mar 2026 15:00 | assessment.child_seen       | Sam\n", ""), child)


def test_returned_work_waits_for_its_author_and_then_for_the_manager_again(authority):
    child = authority.child()
    written = IN_TIME.split("     7 May")[0]

    authority.tell(written, child)
    assert Waiting.now.get(about=child).kind == "sign-off"

    authority.tell("1 May 2026 | assessment.returned | Ada", child)
    waiting = Waiting.now.get(about=child)
    assert (waiting.kind, waiting.worker) == ("returned", authority.workers["Sam"])

    authority.tell("4 May 2026 | assessment.written | Sam", child)
    assert Waiting.now.get(about=child).kind == "sign-off"

    authority.tell("5 May 2026 | assessment.authorised | Ada", child)
    assert not Waiting.now.filter(about=child).exists()


def test_a_visit_recorded_late_moves_what_follows_from_it(authority):
    """An entry made late replays the journey in the order in which things happened."""
    child = authority.child()
    authority.tell(IN_TIME, child)

    authority.tell("6 Mar 2026 11:00 | assessment.child_seen | Sam", child)

    before = Assessment.objects.filter(about=child).exclude(known_until=None).latest("row")
    assert (before.seen_on, Assessment.now.get(about=child).seen_on) == (day("9 Mar 2026"), day("6 Mar 2026"))
