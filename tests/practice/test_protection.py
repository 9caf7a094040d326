"""From a strategy discussion to the end of a child protection plan: who was there, what was decided, and by when."""

import pytest

from goldenthread.casework.recording import CannotRecord
from goldenthread.facts.models import Attendance, Conference, ProtectionPlan, ProtectionReview, Section47
from goldenthread.record.models import Action, ClockRun, Episode
from tests.authority import day, moment

REFERRED = """
     2 Mar 2026 09:30 | front_door.contact_received   | Rita | urgent=yes
     2 Mar 2026       | front_door.decided            | Fran
"""
CALLED = (
    REFERRED
    + """\
     2 Mar 2026 11:00 | strategy_discussion.called    | Grace
"""
)
HELD = (
    CALLED
    + """\
     2 Mar 2026 15:00 | strategy_discussion.held      | Grace
"""
)
ENQUIRED = (
    HELD
    + """\
     3 Mar 2026 10:00 | section47.child_seen          | Grace
"""
)
PLANNED = (
    ENQUIRED
    + """\
     4 Mar 2026       | assessment.allocated          | Grace
     9 Mar 2026       | section47.reported            | Sam
    10 Mar 2026       | section47.authorised          | Ada
    20 Mar 2026       | section47.conference_held     | Ira
"""
)


def due(child, clock: str) -> list[tuple]:
    runs = ClockRun.now.filter(about=child, clock=clock).order_by("started_on", "row")
    return [(run.due_on, run.stopped_on) for run in runs]


def test_a_strategy_discussion_is_held_within_a_day(authority):
    child = authority.child()

    authority.tell(HELD, child)

    run = ClockRun.now.get(about=child, clock="strategy_discussion.held_due")
    assert (run.due_at, run.stopped_at) == (moment("3 Mar 2026 11:00"), moment("2 Mar 2026 15:00"))
    assert {one.agency: one.came for one in Attendance.now.filter(about=child)} == dict.fromkeys(
        ("social_care", "police", "gp"), "present"
    )
    (action,) = Action.now.filter(about=child, worker=authority.workers["Sam"], done_on=None)
    assert (action.what, action.due_on) == ("See him at school with the police.", day("4 Mar 2026"))


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ("asked_2_came=apologies", "The police had no part in it"),
        ("asked_2_came=apologies | not_quorate_why=Could not wait.", "the enquiry is not joint"),
        ("asked_3_came=not_there", "Health had no part in it"),
        ("actions_1_by=", "Say who does “See him at school with the police.”, and by when"),
    ],
)
def test_a_discussion_without_partners_or_owners_decides_nothing(authority, said, refusal):
    child = authority.child()
    authority.tell(CALLED, child)

    with pytest.raises(CannotRecord, match=refusal):
        authority.tell(f"2 Mar 2026 15:00 | strategy_discussion.held | Grace | {said}", child)


def test_the_conference_is_counted_from_the_discussion_that_began_the_enquiry(authority):
    child = authority.child()

    authority.tell(PLANNED, child)

    assert due(child, "section47.child_seen_due") == [(day("3 Mar 2026"), day("3 Mar 2026"))]
    assert due(child, "section47.conference_due") == [(day("23 Mar 2026"), day("20 Mar 2026"))]
    enquiry = Section47.now.get(about=child)
    assert (enquiry.started_on, enquiry.conference_on) == (day("2 Mar 2026"), day("20 Mar 2026"))
    assert Conference.now.get(about=child).led_to_plan


def test_the_plan_runs_from_the_conference_with_its_clocks(authority):
    child = authority.child()
    authority.tell(PLANNED, child)

    authority.tell(
        """
         25 Mar 2026 16:00 | child_protection.visited         | Sam
          1 Apr 2026       | child_protection.core_group_held | Sam
         18 Jun 2026       | child_protection.reviewed        | Ira | progress=in_part
        """,
        child,
    )

    plan = ProtectionPlan.now.get(about=child)
    assert (plan.started_on, plan.ended_on, plan.initial_category) == (day("20 Mar 2026"), None, "PHY")
    assert due(child, "child_protection.core_group_due")[0] == (day("7 Apr 2026"), day("1 Apr 2026"))
    assert due(child, "child_protection.review_due") == [
        (day("20 Jun 2026"), day("18 Jun 2026")),
        (day("18 Dec 2026"), None),
    ]
    assert ProtectionReview.now.get(about=child).due_on == day("20 Jun 2026")


def test_a_plan_that_ends_in_help_opens_child_in_need_work(authority):
    child = authority.child()
    authority.tell(PLANNED, child)

    authority.tell("18 Jun 2026 | child_protection.reviewed | Ira | decision=child_in_need", child)

    assert ProtectionPlan.now.get(about=child).ended_on == day("18 Jun 2026")
    open_now = Episode.now.filter(about=child, ended_on=None).values_list("pathway", flat=True)
    assert {"child_in_need", "referral"} <= set(open_now)
    assert "child_protection" not in open_now


def test_an_enquiry_that_finds_nothing_ends_without_a_conference(authority):
    child = authority.child()
    authority.tell(ENQUIRED, child)
    authority.tell("4 Mar 2026 | assessment.allocated | Grace", child)
    authority.tell("9 Mar 2026 | section47.reported | Sam | found=not_substantiated", child)

    authority.tell("10 Mar 2026 | section47.authorised | Ada | conference=no", child)

    assert Section47.now.get(about=child).conference_not_required
    assert not ClockRun.now.filter(about=child, clock="section47.conference_due", lapsed="").exists()


def test_what_is_substantiated_does_not_stop_short_of_a_conference_unasked(authority):
    child = authority.child()
    authority.tell(ENQUIRED, child)
    authority.tell("4 Mar 2026 | assessment.allocated | Grace", child)
    authority.tell("9 Mar 2026 | section47.reported | Sam", child)

    with pytest.raises(CannotRecord, match="say which partners agree"):
        authority.tell("10 Mar 2026 | section47.authorised | Ada | conference=no", child)


def test_a_child_has_one_plan_at_a_time(authority):
    child = authority.child()
    authority.tell(PLANNED.rpartition("    20 Mar")[0], child)
    authority.tell("16 Mar 2026 10:00 | assessment.child_seen | Sam", child)
    authority.tell("17 Mar 2026 | assessment.written | Sam", child)
    authority.tell("18 Mar 2026 | assessment.authorised | Ada", child)

    with pytest.raises(CannotRecord, match="A child in need plan is open since 18 March 2026"):
        authority.tell("20 Mar 2026 | section47.conference_held | Ira", child)
