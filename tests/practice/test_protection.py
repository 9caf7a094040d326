"""From a strategy discussion to the end of a child protection plan: who was there, what was decided, and by when."""

import pytest

from goldenthread.casework import access
from goldenthread.casework.recording import CannotRecord
from goldenthread.facts.models import Attendance, Conference, ProtectionPlan, ProtectionReview, Section47
from goldenthread.language import Row, Run
from goldenthread.record.models import Action, ClockRun, Episode
from tests.authority import client, day, moment
from tests.practice.plainly import stands, told
from tests.practice.refusals import PROTECTED

# What has no end of its own.
LIFELONG = ("person", "allocation", "reported")
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


def test_the_papers_of_a_conference_are_sent_each_by_its_day(authority):
    child = authority.child()
    authority.tell(PLANNED, child)
    assert due(child, "child_protection.outline_due") == [(day("23 Mar 2026"), None)]

    authority.tell("23 Mar 2026 | child_protection.papers_sent | Ira", child, answers={"what": ["outline"]})

    assert due(child, "child_protection.outline_due") == [(day("23 Mar 2026"), day("23 Mar 2026"))]
    ((by, sent),) = due(child, "child_protection.record_due")
    assert sent is None, "the outline is not the record"
    authority.tell("2 Apr 2026 | child_protection.papers_sent | Ada", child, answers={"what": ["record"]})
    assert due(child, "child_protection.record_due") == [(by, day("2 Apr 2026"))]


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


@pytest.mark.parametrize("found", ["likely_harm", "not_likely"])
def test_what_is_substantiated_does_not_stop_short_of_a_conference_unasked(authority, found):
    child = authority.child()
    authority.tell(ENQUIRED, child)
    authority.tell("4 Mar 2026 | assessment.allocated | Grace", child)
    authority.tell(f"9 Mar 2026 | section47.reported | Sam | found={found}", child)
    without = "10 Mar 2026 | section47.authorised | Ada | conference=no"

    with pytest.raises(CannotRecord, match="The concerns are substantiated.*say which partners agree"):
        authority.tell(without, child)
    authority.tell(f"{without} | partners_agree=Police and school, asked today.", child)


def test_a_child_has_one_plan_at_a_time(authority):
    child = authority.child()
    authority.tell(PLANNED.rpartition("    20 Mar")[0], child)
    authority.tell("16 Mar 2026 10:00 | assessment.child_seen | Sam", child)
    authority.tell("17 Mar 2026 | assessment.written | Sam", child)
    authority.tell("18 Mar 2026 | assessment.authorised | Ada", child)

    with pytest.raises(CannotRecord, match="A child in need plan is open since 18 March 2026"):
        authority.tell("20 Mar 2026 | section47.conference_held | Ira", child)


def test_a_plan_that_ends_with_our_work_closes_the_record_unless_something_is_open(authority):
    child = authority.child()
    authority.tell(PLANNED, child)
    ends = "18 Jun 2026 | child_protection.reviewed | Ira | decision=ends"

    with pytest.raises(CannotRecord, match="An assessment is open, since 4 March 2026"):
        authority.tell(ends, child)

    authority.tell(
        """
        16 Apr 2026 10:00 | assessment.child_seen | Sam
        17 Apr 2026       | assessment.written    | Sam
        18 Apr 2026       | assessment.authorised | Ada | outcome=plan_goes_on
        """,
        child,
    )
    authority.tell(ends, child)
    assert not Episode.now.filter(about=child, ended_on=None).exclude(pathway__in=LIFELONG).exists()
    assert [one.what for one in Action.now.filter(about=child, done_on=None)] == ["Tell the referrer what was decided"]


def test_a_record_with_a_plan_is_not_closed(authority):
    child = authority.child()
    authority.tell(PLANNED, child)

    with pytest.raises(CannotRecord, match=r"An assessment is open \(and 1 more\), since 4 March 2026"):
        authority.tell("1 Jun 2026 | referral.closed | Ada", child)


def test_an_enquiry_that_is_open_goes_on_after_another_discussion(authority):
    child = authority.child()
    authority.tell(HELD, child)
    authority.tell("5 Mar 2026 09:00 | strategy_discussion.called | Grace", child)

    with pytest.raises(CannotRecord, match="A section 47 enquiry is open since 2 March 2026. Decide that it goes on"):
        authority.tell("5 Mar 2026 11:00 | strategy_discussion.held | Grace", child)
    authority.tell("5 Mar 2026 11:00 | strategy_discussion.held | Grace | outcome=goes_on", child)

    assert Section47.now.filter(about=child).count() == 1


def test_nothing_happens_before_what_it_belongs_to(authority):
    child = authority.child()
    authority.tell(PLANNED, child)

    with pytest.raises(CannotRecord, match="needs something to have begun: record the initial conference first"):
        authority.tell("19 Mar 2026 | child_protection.ended_otherwise | Ada", child)
    with pytest.raises(CannotRecord, match="The plan began on 20 March 2026"):
        authority.tell("20 Mar 2026 | child_protection.ended_otherwise | Ada", child)


def test_whoever_chairs_has_it_as_work_and_so_a_need_to_know(authority):
    child = authority.child()
    authority.tell(PLANNED.rpartition("    20 Mar")[0], child)
    chairing = Action.now.filter(worker=authority.workers["Ira"], done_on=None, what__startswith="Chair")
    assert [(one.what, one.due_on) for one in chairing] == [
        ("Chair the initial child protection conference", day("20 Mar 2026"))
    ]

    authority.tell("20 Mar 2026 | section47.conference_held | Ira", child)
    assert [(one.what, one.due_on) for one in chairing.all()] == [
        ("Chair the review child protection conference", day("20 Jun 2026"))
    ]
    assert access.why_open(authority.actor("Ira"), child)
    authority.tell("18 Jun 2026 | child_protection.reviewed | Ira | decision=child_in_need", child)
    assert not chairing.all().exists()


def test_what_is_decided_of_the_legal_gateway_is_somebodys_by_a_day():
    considered = f"{PROTECTED}\n11 Sep 2026 | child_protection.legal_considered | Ada"

    (owed,) = promised(considered, "The chronology goes to the lawyers.")
    assert (owed.values["worker_id"], owed.values["due_on"], owed.values["done_on"]) == (1, day("18 Dec 2026"), None)
    # Ten working days, by the authority's own limit.
    assert stands(told(considered)).record.runs[-1].due == day("25 Sep 2026")

    met = (
        f"{considered}\n14 Sep 2026 | child_protection.action_followed_up | progress=done | action={owed.id}\n"
        "21 Sep 2026 | child_protection.gateway_met | Ada"
    )
    (done,) = promised(met, "The chronology goes to the lawyers.")
    (decided,) = promised(met, "The letter before proceedings is sent.")
    assert (done.values["done_on"], decided.values["done_on"]) == (day("14 Sep 2026"), None)
    assert stands(told(met)).record.runs[-1].stopped == day("21 Sep 2026")


def test_a_legal_gateway_meeting_that_is_decided_against_is_due_no_more():
    considered = f"{PROTECTED}\n11 Sep 2026 | child_protection.legal_considered | Ada"
    again = f"{considered}\n14 Sep 2026 | child_protection.legal_considered | Ada"

    assert {run.stopped for run in gateways(again)} == {None}, "decided twice, it is due all the same"
    assert {run.stopped for run in gateways(f"{again} | decision=not_yet")} == {day("14 Sep 2026")}


def gateways(text: str) -> list[Run]:
    runs = [run for run in stands(told(text)).record.runs if run.clock == "child_protection.gateway_due"]
    assert runs
    return runs


def promised(text: str, what: str) -> list[Row]:
    return [row for row in stands(told(text)).facts if row.table == "Action" and row.values["what"] == what]


def test_whoever_goes_over_a_plan_has_before_their_eyes_what_is_still_to_be_done_of_it(authority):
    child = authority.child()
    met = "30 Mar 2026 | child_protection.core_group_held | Sam"
    promised = "actions_1_what=Speech therapy. | actions_1_by=2026-05-01 | actions_2_what=Nan has a key. |"
    authority.tell(f"{PLANNED} {met} | {promised} actions_2_by=2026-04-03 | actions_2_other=Nan", child)
    visitor = client(authority, "Sam")

    page = visitor.get("/record/child_protection.core_group_held/", {"about": str(child)}, follow=True).content.decode()

    still = page.partition("Still to be done of the plan")[2].partition("</details>")[0]
    assert 0 < still.index("Nan has a key.") < still.index("Speech therapy.")
    assert "Promised by Nan" in still
