"""Child in need work: a plan that can be acted on, what is promised in it, visits, reviews and an end."""

import pytest

from goldenthread.casework.recording import CannotRecord
from goldenthread.facts.models import ChildsWords, CinPlan
from goldenthread.record.models import Action, ClockRun, Episode, Waiting
from tests.authority import day
from tests.practice.test_assessment import IN_TIME

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
