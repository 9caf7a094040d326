"""Child in need work: a plan that can be acted on, what is promised in it, visits, reviews and an end."""

import pytest

from goldenthread.casework.recording import CannotRecord
from goldenthread.facts.models import ChildsWords, CinPlan
from goldenthread.record.models import Action, ClockRun, Episode, Waiting
from tests.authority import day, moment
from tests.practice.test_assessment import IN_TIME
from tests.practice.test_protection import PLANNED as PROTECTED

ASSESSED = IN_TIME
PLANNED = """
    12 May 2026       | child_in_need.planned | Sam | actions_1_owner=Sam
"""
APPROVED = "14 May 2026 | child_in_need.approved | Ada"


def runs(child) -> dict[str, tuple]:
    return {run.clock: (run.due_on, run.stopped_on) for run in ClockRun.now.filter(about=child).order_by("row")}


def test_an_assessment_that_finds_a_child_in_need_opens_the_work(authority):
    child = authority.child()

    authority.tell(ASSESSED, child)

    episode = Episode.now.get(about=child, pathway="child_in_need")
    assert (episode.began_on, episode.stage) == (day("7 May 2026"), "Plan to be agreed")
    # Ten working days, without the bank holiday of 25 May.
    assert runs(child)["child_in_need.plan_due"] == (day("21 May 2026"), None)
    assert runs(child)["child_in_need.visit_due"][0] == day("5 Jun 2026")


def test_what_the_plan_promises_is_work_of_those_who_promised_it(authority):
    child = authority.child()

    authority.tell(ASSESSED, child)
    authority.tell(PLANNED, child)

    (action,) = Action.now.filter(about=child, step__startswith="child_in_need")
    assert action.what == "Walk him to school."
    assert action.worker == authority.workers["Sam"]
    assert action.due_on == day("1 Jun 2026")
    assert CinPlan.now.get(about=child).started_on == day("12 May 2026")
    assert Waiting.now.get(about=child).step == "child_in_need.planned"


def test_an_action_that_is_done_is_no_longer_owed(authority):
    child = authority.child()
    authority.tell(ASSESSED, child)
    authority.tell(PLANNED, child)
    action = Action.now.get(about=child, step__startswith="child_in_need")

    authority.tell(f"2 Jun 2026 | child_in_need.action_followed_up | Sam | action={action.id}", child)

    done = Action.now.get(id=action.id)
    assert (done.done_on, done.entry_id != action.entry_id) == (day("2 Jun 2026"), True)


def test_a_plan_without_an_action_is_no_plan(authority):
    child = authority.child()
    authority.tell(ASSESSED, child)

    nothing = "actions_1_what= | actions_1_by= | actions_1_measure="
    with pytest.raises(CannotRecord, match="What will be done: give at least one"):
        authority.tell(f"12 May 2026 | child_in_need.planned | Sam | {nothing}", child)


def test_visits_and_reviews_come_round_again(authority):
    child = authority.child()
    authority.tell(ASSESSED, child)
    authority.tell(PLANNED, child)
    authority.tell(APPROVED, child)

    authority.tell("28 May 2026 16:00 | child_in_need.visited | Sam", child)
    authority.tell("10 Aug 2026 | child_in_need.reviewed | Sam", child)

    stand = ClockRun.now.filter(about=child, clock="child_in_need.visit_due").order_by("started_on")
    assert [run.stopped_on for run in stand] == [day("28 May 2026"), None]
    reviews = ClockRun.now.filter(about=child, clock="child_in_need.review_due").order_by("started_on")
    assert [(run.due_on, run.stopped_on) for run in reviews] == [
        (day("14 Aug 2026"), day("10 Aug 2026")),
        (day("10 Nov 2026"), None),
    ]
    assert ChildsWords.now.filter(about=child, where__startswith="visit").count() == 2


def test_a_plan_made_anew_puts_no_review_off(authority):
    child = authority.child()
    for lines in (ASSESSED, PLANNED, APPROVED):
        authority.tell(lines, child)

    authority.tell("20 May 2026 | child_in_need.planned | Sam\n21 May 2026 | child_in_need.approved | Ada", child)
    authority.tell("10 Aug 2026 | child_in_need.reviewed | Sam", child)

    reviews = ClockRun.now.filter(about=child, clock="child_in_need.review_due").order_by("started_on")
    assert [run.due_on for run in reviews] == [day("14 Aug 2026"), day("10 Nov 2026")]


@pytest.mark.parametrize(("outcome", "then"), [("needs_met", "referral"), ("early_help", "early_help")])
def test_the_work_ends_in_something(authority, outcome, then):
    child = authority.child()
    authority.tell(ASSESSED, child)
    authority.tell(PLANNED, child)
    authority.tell(APPROVED, child)

    authority.tell(f"1 Sep 2026 | child_in_need.ended | Ada | outcome={outcome}", child)

    assert not Episode.now.filter(about=child, pathway__in=["child_in_need", "referral"], ended_on=None).exists()
    assert Episode.now.filter(about=child, pathway=then).exists()
    assert not Action.now.filter(about=child, done_on=None, step__startswith="child_in_need").exists()


def test_a_plan_that_is_not_enough_calls_a_strategy_discussion_in_the_same_hour(authority):
    child = authority.child()
    authority.tell(ASSESSED, child)
    authority.tell(PLANNED, child)

    authority.tell("1 Jun 2026 14:30 | child_in_need.stepped_up | Ada", child)

    called = Episode.now.get(about=child, pathway="strategy_discussion")
    work = Episode.now.get(about=child, pathway="child_in_need")
    assert (work.ended_on, called.began_on, called.journey) == (day("1 Jun 2026"), day("1 Jun 2026"), work.journey)
    run = ClockRun.now.get(about=child, clock="strategy_discussion.held_due")
    assert run.due_at == moment("2 Jun 2026 14:30")


def test_help_as_a_child_in_need_never_beside_a_protection_plan(authority):
    child = authority.child()
    authority.tell(PROTECTED, child)
    authority.tell("16 Apr 2026 10:00 | assessment.child_seen | Sam", child)
    authority.tell("17 Apr 2026 | assessment.written | Sam", child)

    with pytest.raises(CannotRecord, match="A child protection plan is open since 20 March 2026. Help goes on under"):
        authority.tell("18 Apr 2026 | assessment.authorised | Ada", child)


def test_managers_agree_that_the_work_goes_on_a_service_manager_beyond_a_year(authority):
    child = authority.child()
    authority.tell(ASSESSED, child)
    authority.tell(PLANNED, child)
    assert runs(child)["child_in_need.agreed_due"] == (day("7 Nov 2026"), None)
    assert runs(child)["child_in_need.senior_agreed_due"] == (day("7 May 2027"), None)

    authority.tell("2 Nov 2026 | child_in_need.continued | Ada", child)

    agreed = ClockRun.now.filter(about=child, clock="child_in_need.agreed_due").order_by("started_on")
    assert [(run.due_on, run.stopped_on) for run in agreed] == [
        (day("7 Nov 2026"), day("2 Nov 2026")),
        (day("2 Feb 2027"), None),
    ]
    with pytest.raises(CannotRecord, match="is for a service manager; you are signed in as a team manager"):
        authority.tell("3 Nov 2026 | child_in_need.senior_continued | Ada", child)
    authority.tell("3 Nov 2026 | child_in_need.senior_continued | Grace", child)
    assert runs(child)["child_in_need.senior_agreed_due"] == (day("3 Feb 2027"), None)
