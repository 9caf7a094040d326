"""What can be learned after a child's case went wrong: who finds it out, what it promises, and what becomes of that."""

import pytest

from goldenthread.casework import access
from goldenthread.casework.recording import CannotRecord
from goldenthread.record.models import Action, ClockRun, Episode, Grant
from tests.authority import client, day
from tests.practice.test_assessment import IN_TIME
from tests.practice.test_child_in_need import APPROVED, PLANNED
from tests.practice.test_direction import raised
from tests.practice.test_protection import REFERRED

WORKED_WITH = f"{REFERRED}\n3 Mar 2026 | assessment.allocated | Grace | worker=Sam"
BEGUN = "10 Mar 2026 | learning_review.begun | Ada | lead=Ira"
FOUND = "20 Apr 2026 | learning_review.found | Ira"
ENDED = "8 Jun 2026 | learning_review.ended | Ira | left_open="


@pytest.fixture
def child(authority):
    child = authority.child(given="Ivy", disability=["COMM"])
    authority.tell(WORKED_WITH, child)
    return child


def promised(child) -> Action:
    return Action.now.get(about=child, step="learning_review.action_followed_up")


def follow_up(authority, child, when: str, progress: str) -> None:
    said = {"action": promised(child).id, "came_of_it": "Nine of ten are asked."}
    authority.tell(f"{when} | learning_review.action_followed_up | Ada | progress={progress}", child, answers=said)


def test_whoever_leads_it_has_it_to_do_and_a_need_to_know_until_it_ends(authority, child):
    ira = authority.actor("Ira")
    assert not access.may_open(ira, child)

    authority.tell(BEGUN, child)
    to_lead = Action.now.get(about=child, step="learning_review.found")
    assert (to_lead.worker, to_lead.due_on, to_lead.done_on) == (authority.workers["Ira"], day("10 Jun 2026"), None)
    assert access.may_open(ira, child)

    authority.tell(FOUND, child)
    assert Action.now.get(id=to_lead.id).step == "learning_review.ended"
    assert access.may_open(ira, child)

    authority.tell(f"{ENDED}The panel goes on with it.", child)
    assert Action.now.get(id=to_lead.id).done_on == day("8 Jun 2026")
    assert not access.may_open(ira, child)


def test_a_review_from_outside_takes_no_record_from_the_team_that_had_the_work(authority):
    child = authority.child()
    authority.tell(f"{IN_TIME}\n{PLANNED}\n{APPROVED}\n1 Sep 2026 | child_in_need.ended | Ada", child)
    ada = authority.actor("Ada")
    assert access.may_open(ada, child)

    authority.tell(
        "2 Sep 2026 | learning_review.begun | Grace | lead=Ira\n20 Sep 2026 | learning_review.found | Ira", child
    )
    authority.tell("8 Oct 2026 | learning_review.ended | Ira | left_open=Ada goes on.", child)

    assert access.may_open(ada, child)
    assert not any("Learning review" in grant.why for grant in Grant.now.filter(about=child))


@pytest.mark.parametrize("name", ["Sam", "Fran"])
def test_nobody_leads_the_review_of_their_own_work(authority, child, name):
    with pytest.raises(CannotRecord, match="somebody who has not worked with this child"):
        authority.tell(BEGUN.replace("Ira", name), child)


def test_nobody_writes_up_what_is_to_be_learned_from_their_own_work(authority, child):
    authority.tell(BEGUN + "\n11 Mar 2026 | direction.given | Ada | check_back=2026-03-20", child)

    with pytest.raises(CannotRecord, match="You have worked with this child"):
        authority.tell(FOUND.replace("Ira", "Ada"), child)
    authority.tell(FOUND, child)


def test_a_social_worker_begins_no_review(authority, child):
    with pytest.raises(CannotRecord, match="is for a team manager or service manager or reviewing officer"):
        authority.tell(BEGUN.replace("Ada", "Sam"), child)


@pytest.mark.parametrize(
    ("left_out", "says"),
    [
        ("lessons_1_lesson= | lessons_1_whom=", "What was learned: give at least one"),
        ("lessons_1_whom=", "Choose for whom it is a lesson"),
        ("actions_1_owner=", "Say who does it"),
        ("actions_1_by=", "Say by when it is done"),
        ("actions_1_measure=", "Say how you will know that it has helped"),
    ],
)
def test_a_lesson_is_somebodys_and_an_action_can_be_acted_on(authority, child, left_out, says):
    authority.tell(BEGUN, child)

    with pytest.raises(CannotRecord, match=says):
        authority.tell(f"{FOUND} | {left_out}", child)


def test_an_action_is_owed_by_its_owner_with_its_measure(authority, child):
    authority.tell(f"{BEGUN}\n{FOUND}", child)

    action = promised(child)
    assert (action.worker, action.due_on, action.done_on) == (authority.workers["Ada"], day("1 Jun 2026"), None)
    assert action.measure == "It is said of each on the list."

    follow_up(authority, child, "28 May 2026", "done")
    assert promised(child).done_on == day("28 May 2026")


def test_the_review_does_not_end_over_an_open_action_without_a_word(authority, child):
    authority.tell(f"{BEGUN}\n{FOUND}", child)

    with pytest.raises(CannotRecord, match="1 action is not done; the first is “Ask it of every disabled child.”"):
        authority.tell(ENDED, child)

    follow_up(authority, child, "5 Jun 2026", "under_way")
    with pytest.raises(CannotRecord, match="1 action is not done"):
        authority.tell(ENDED, child)

    follow_up(authority, child, "6 Jun 2026", "done")
    authority.tell(ENDED, child)
    assert Episode.now.get(about=child, pathway="learning_review").ended_on == day("8 Jun 2026")


def test_what_is_left_open_with_a_word_stays_owed_and_can_still_be_done(authority, child):
    authority.tell(f"{BEGUN}\n{FOUND}\n{ENDED}The panel goes on with it.", child)
    assert promised(child).done_on is None

    follow_up(authority, child, "12 Jun 2026", "done")
    assert promised(child).done_on == day("12 Jun 2026")


def test_what_is_not_written_up_by_its_day_comes_to_the_service_manager(authority, child):
    authority.tell(BEGUN, child)
    run = ClockRun.now.get(about=child, clock="learning_review.written_due")
    assert (run.due_on, run.rule) == (day("10 Jun 2026"), "learning_review_written_local")

    overdue = "overdue.learning_review.written_due"
    assert raised(child, overdue, "10 Jun 2026") is None
    assert "was due Wed 10 June 2026" in raised(child, overdue, "11 Jun 2026")


def test_an_action_past_its_day_comes_to_the_service_manager_until_it_is_done(authority, child):
    authority.tell(f"{BEGUN}\n{FOUND}", child)
    assert raised(child, "lesson_not_acted_on", "1 Jun 2026") is None
    assert "“Ask it of every disabled child.”" in raised(child, "lesson_not_acted_on", "2 Jun 2026")

    follow_up(authority, child, "3 Jun 2026", "done")
    assert raised(child, "lesson_not_acted_on", "4 Jun 2026") is None


def test_a_child_may_be_reviewed_again(authority, child):
    authority.tell(f"{BEGUN}\n{FOUND}\n{ENDED}It goes on.", child)
    authority.tell(BEGUN.replace("10 Mar", "1 Jul"), child)

    assert Episode.now.filter(about=child, pathway="learning_review").count() == 2


def test_a_manager_begins_one_from_the_childs_page_and_reads_it_there(authority, child):
    ada = client(authority, "Ada")
    begin = f"/record/learning_review.begun/?about={child}"
    assert "Begin a review of what can be learned" in ada.get(f"/child/{child}/").content.decode()
    page = ada.get(begin, follow=True).content.decode()
    assert "Who leads the review?" in page
    assert "Somebody who has not worked with this child" in page

    authority.tell(f"{BEGUN}\n{FOUND}", child)
    told = ada.get(f"/child/{child}/chronology/").content.decode()
    assert "What was learned is written up" in told
    assert "Ask it of every disabled child." in ada.get(f"/child/{child}/").content.decode()
