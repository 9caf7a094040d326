"""Plans of improvement: every action has an owner, a day, a measure and a status; the totals follow from them."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from goldenthread.casework import access
from goldenthread.casework.administration import CannotChange, changes
from goldenthread.oversight import board_paper, boards, improvement
from goldenthread.oversight.boards import BoardSaid, CameSaid, SeatSaid
from goldenthread.oversight.improvement import ActionSaid, Led, PlanSaid, ProgressSaid
from goldenthread.oversight.improvement_told import action_line, in_order, overdue, totals
from goldenthread.oversight.measured import figures_of
from goldenthread.oversight.models import ActionProgress, PlanAction
from tests.authority import client, day, moment

BEGAN, TODAY = day("5 Jan 2026"), day("2 Mar 2026")
NOW = moment("2 Mar 2026 09:00")
PLAN = PlanSaid("improvement", "The front door", "Grace, service manager", BEGAN)
REPLY = ActionSaid("Answer every referrer.", "Fran, team manager", day("27 Feb 2026"), "A dip sample of twenty.")
TERMS = BoardSaid("board", "Front door board", "It watches three things.", weeks=8, most=3, since=BEGAN)


@pytest.fixture
def led(authority):
    return Led(by=authority.actor("Grace"), at=NOW, why="The inspection of May asked for it.")


@pytest.fixture
def grace(authority):
    return authority.actor("Grace")


@pytest.fixture
def plan(led):
    return improvement.add_plan(PLAN, change=led)


@pytest.fixture
def priority(plan, led):
    return improvement.add_priority(plan, "Every referrer hears back", today=TODAY, change=led)


def promised(priority, led, *, due="27 Feb 2026", what="Answer every referrer."):
    said = ActionSaid(what, "Fran, team manager", day(due), "A dip sample of twenty.")
    return improvement.add_action(priority, said, since=BEGAN, change=led)


def stands(action, on, status, evidence="", *, by):
    improvement.add_progress(action, ProgressSaid(day(on), status, evidence), by=by, at=NOW, today=TODAY)


def test_how_an_action_stands_is_what_was_said_last_and_what_was_said_before_stays(priority, led, grace):
    action = promised(priority, led)
    assert action_line(action).stands == "Nothing said yet"

    stands(action, "12 Jan 2026", "red", by=grace)
    stands(action, "9 Feb 2026", "green", "Fourteen of twenty.", by=grace)

    line = action_line(action)
    assert (line.stands, line.over) == ("Green: on track", False)
    assert [(one.status, one.evidence, one.by) for one in line.progress] == [
        ("green", "Fourteen of twenty.", "Grace"), ("red", "", "Grace"),
    ]  # fmt: skip


def test_it_is_overdue_from_the_day_after_its_day_until_it_is_done(priority, led, grace):
    action = promised(priority, led)
    stands(action, "26 Feb 2026", "green", by=grace)

    assert not action_line(action).overdue(day("27 Feb 2026"))
    assert action_line(action).overdue(day("28 Feb 2026")), "on track is not done"
    stands(action, "2 Mar 2026", "purple", "Twenty of twenty, two months running.", by=grace)
    assert not action_line(action).overdue(day("28 Feb 2026"))


def test_the_totals_follow_from_the_actions_and_what_is_overdue_comes_first(plan, priority, led, grace):
    for due, status in (("1 May 2026", "amber"), ("1 Apr 2026", "amber"), ("9 Feb 2026", "red")):
        stands(promised(priority, led, due=due), "12 Jan 2026", status, by=grace)
    done = promised(priority, led, due="10 Jan 2026")
    stands(done, "12 Jan 2026", "purple", "It holds.", by=grace)
    promised(priority, led, due="2 Feb 2026")

    actions = improvement.one(plan).actions

    assert {one.status: one.many for one in totals(actions)} == {"red": 1, "amber": 2, "green": 0, "purple": 1, "": 1}
    assert [one.due for one in overdue(actions, TODAY)] == [day("2 Feb 2026"), day("9 Feb 2026")]
    assert "Withdrawn" not in {one.said for one in totals(actions)}
    assert [one.status for one in in_order(actions, TODAY)] == ["", "red", "amber", "amber", "purple"]


def test_what_was_promised_by_mistake_is_withdrawn_with_the_reason_and_is_never_late(plan, priority, led, grace):
    stands(promised(priority, led, due="9 Feb 2026"), "12 Jan 2026", "withdrawn", "Promised twice.", by=grace)

    (action,) = improvement.one(plan).actions

    assert (action.stands, action.over, action.overdue(TODAY)) == ("Withdrawn", True, False)
    assert {one.said: one.many for one in totals([action])}["Withdrawn"] == 1


@pytest.mark.parametrize(
    ("lacks", "says"),
    [
        ({"owner": " "}, "Name who answers for it, and their post: what is everybody's is done by nobody."),
        ({"due": None}, "Give the day by which it is done: without one it is never late."),
        ({"measure": ""}, "Say how it will be known that it is done: without that nobody can call it done."),
        ({"due": BEGAN - dt.timedelta(days=1)}, "It is promised on Mon 5 January 2026. Give a day after that."),
    ],
)
def test_a_promise_without_owner_day_or_measure_is_refused_with_the_reason(priority, led, lacks, says):
    said = {"what": "Answer.", "owner": "Fran, team manager", "due": TODAY, "measure": "A sample."} | lacks

    with pytest.raises(CannotChange) as refused:
        improvement.add_action(priority, ActionSaid(**said), since=BEGAN, change=led)

    assert str(refused.value) == says
    assert not PlanAction.objects.exists()


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (ProgressSaid(TODAY, "purple", " "), "nothing is called done without evidence"),
        (ProgressSaid(day("3 Mar 2026"), "green"), "Tue 3 March 2026 has not come yet"),
        (ProgressSaid(day("8 Feb 2026"), "green"), "What was said last is of Mon 9 February 2026"),
        (ProgressSaid(day("9 Feb 2026"), "amber"), "That was said of it already"),
        (ProgressSaid(TODAY, "withdrawn"), "Say why it is withdrawn"),
        (ProgressSaid(TODAY, "blue"), "Choose red, amber, green or purple"),
    ],
)
def test_what_cannot_be_said_of_an_action(priority, led, grace, said, says):
    action = promised(priority, led)
    stands(action, "9 Feb 2026", "amber", by=grace)

    with pytest.raises(CannotChange, match=says):
        improvement.add_progress(action, said, by=grace, at=NOW, today=TODAY)

    assert ActionProgress.objects.count() == 1


def test_nothing_is_said_of_an_action_before_it_was_promised_nor_of_one_that_is_not_there(priority, led, grace):
    action = promised(priority, led)

    with pytest.raises(CannotChange, match="It was promised on Mon 5 January 2026"):
        stands(action, "4 Jan 2026", "red", by=grace)
    with pytest.raises(CannotChange, match="no such action"):
        stands(action + 1, "9 Feb 2026", "red", by=grace)


def test_two_presses_promise_it_once(priority, led):
    promised(priority, led)

    with pytest.raises(CannotChange, match="promised under this priority already, by the same day"):
        promised(priority, led, what="answer every referrer.")

    promised(priority, led, due="1 May 2026")
    assert PlanAction.objects.count() == 2


def test_what_was_said_and_promised_is_changed_by_nobody(priority, led, grace):
    action = promised(priority, led)
    stands(action, "9 Feb 2026", "red", by=grace)

    for rows, change in (
        (ActionProgress.objects, {"status": "green"}),
        (PlanAction.objects, {"due": day("1 Dec 2026")}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)

    assert action_line(action).status == "red"


@pytest.mark.parametrize("name", ["Ada", "Ann", "Ira", "Adam", "Sam"])
def test_only_a_director_or_a_service_manager_changes_anything(authority, priority, led, name):
    action, whoever = promised(priority, led), authority.actor(name)

    with pytest.raises(access.NotAllowed, match="This is for a service manager or a director"):
        Led(by=whoever, at=NOW, why="Because.")
    with pytest.raises(access.NotAllowed, match="This is for a service manager or a director"):
        stands(action, "9 Feb 2026", "green", by=whoever)
    board = boards.add(TERMS, change=led)
    with pytest.raises(access.NotAllowed, match="This is for a service manager or a director"):
        boards.hold_meeting(board, {}, on=TODAY, decisions="None.", by=whoever, at=NOW, today=TODAY)


def test_who_changed_what_and_why_is_kept(plan, priority, led):
    promised(priority, led)
    improvement.change_priority(priority, "Every referrer hears back in time", ["AssessmentsInTime"], change=led)
    improvement.change_plan(plan, PlanSaid("improvement", "The door", "Dora, director", BEGAN), change=led)

    assert [(one["what"], one["by"], one["why"]) for one in changes()] == [
        (what, "Grace", "The inspection of May asked for it.")
        for what in (
            "improvement plan changed", "improvement priority changed", "improvement action", "improvement priority",
            "improvement plan",
        )
    ]  # fmt: skip
    with pytest.raises(CannotChange, match="Say why"):
        Led(by=led.by, at=NOW, why=" ")


def test_what_a_plan_cannot_be(plan, priority, led):
    with pytest.raises(CannotChange, match="“the front door” stands already"):
        improvement.add_plan(PlanSaid("strategy", "the front door", "Dora", TODAY), change=led)
    with pytest.raises(CannotChange, match="Name the senior person"):
        improvement.add_plan(PlanSaid("strategy", "Early help", " ", BEGAN), change=led)
    with pytest.raises(CannotChange, match="Its last day comes after that"):
        improvement.change_plan(plan, PlanSaid("improvement", "A", "B", BEGAN, day("4 Jan 2026")), change=led)
    with pytest.raises(CannotChange, match="a priority of this plan already"):
        improvement.add_priority(plan, "every referrer hears back", today=TODAY, change=led)
    with pytest.raises(CannotChange, match="The handbook has no figure Guesses"):
        improvement.add_priority(plan, "Another", ["Guesses"], today=TODAY, change=led)
    with pytest.raises(CannotChange, match="no such plan"):
        improvement.one(plan + 1)
    with pytest.raises(CannotChange, match="no such priority"):
        improvement.add_action(priority + 1, REPLY, since=BEGAN, change=led)
    ended = PlanSaid("improvement", "The front door", "Grace", BEGAN, day("1 Mar 2026"))
    improvement.change_plan(plan, ended, change=led)
    with pytest.raises(CannotChange, match="“The front door” ended on Sun 1 March 2026"):
        improvement.add_priority(plan, "Another", today=TODAY, change=led)
    with pytest.raises(CannotChange, match="ended on Sun 1 March 2026"):
        improvement.add_action(priority, REPLY, since=TODAY, change=led)
    assert improvement.add_plan(PlanSaid("improvement", "The front door", "Dora", TODAY), change=led) != plan


def test_a_priority_is_measured_by_its_figures_and_small_numbers_stay_here(authority, plan, led):
    child = authority.child("Jay")
    authority.tell(
        """
        2 Feb 2026 10:30 | front_door.contact_received | Rita
        3 Feb 2026 | front_door.decided | Fran
        4 Feb 2026 | assessment.allocated | Grace
        9 Feb 2026 | assessment.child_seen | Sam
        12 Feb 2026 | assessment.written | Sam
        13 Feb 2026 | assessment.authorised | Ada
        """,
        child,
    )
    improvement.add_priority(plan, "Assessments in time", ["AssessmentsInTime"], today=TODAY, change=led)

    with access.acting(authority.actor("Dora")):
        found = figures_of(improvement.one(plan).priorities, today=TODAY)

    assert found["AssessmentsInTime"].whole.kept_back == "fewer than 5"


def test_an_action_is_agreed_at_a_meeting_of_a_board_that_watched_its_priority(priority, led, grace):
    board, other = (boards.add(BoardSaid("group", name, "T", 8, 3, BEGAN), change=led) for name in ("One", "Other"))
    met = {}
    for one in (board, other):
        seat = boards.add_seat(one, SeatSaid("Police", "M. Dale", "Superintendent"), since=BEGAN, change=led)
        met[one] = boards.hold_meeting(
            one, {seat: CameSaid("present")}, on=day("2 Feb 2026"), decisions="Sample.", by=grace, at=NOW, today=TODAY
        )
    boards.watch(board, priority, since=day("2 Feb 2026"), change=led)
    boards.watch(other, priority, since=day("3 Feb 2026"), change=led)

    action = improvement.add_action(priority, REPLY, since=TODAY, change=led, meeting=met[board])

    line = action_line(action)
    assert (line.agreed_at, line.since) == ("One", day("2 Feb 2026"))
    assert improvement.meetings_for(priority) == [(met[board], "One, Mon 2 February 2026")]
    with pytest.raises(CannotChange, match="did not watch this priority then"):
        improvement.add_action(priority, REPLY, since=TODAY, change=led, meeting=met[other])


def test_a_service_manager_enters_it_once_and_others_read_it(authority, led):
    grace, ada = client(authority, "Grace"), client(authority, "Ada")
    assert "No plan is here yet" in ada.get(reverse("improvement")).content.decode()
    given = {
        "kind": "strategy", "name": "Early help and prevention", "answers": "Grace, service manager", "covers": "",
        "since_day": "5", "since_month": "1", "since_year": "2026", "why": "The board agreed it.",
    }  # fmt: skip
    told = grace.post(reverse("improvement_plan_new"), given, follow=True).content.decode()
    assert "“Early help and prevention” is there. Give it its priorities." in told
    (plan,) = improvement.plans()
    wanted = {"says": "Help comes early", "figures": ["AssessmentsInTime"], "why": "It is the first."}
    grace.post(reverse("improvement_priority_new", args=[plan.id]), wanted)
    (priority,) = improvement.one(plan.id).priorities
    address = reverse("improvement_action_new", args=[priority.id])
    refused = grace.post(address, {"what": "Train them.", "why": "Agreed."}).content.decode()
    for reason in improvement.MISSING.values():
        assert reason in refused.replace("&#39;", "'")

    promise = {
        "what": "Train every school.", "owner": "Eve, early help worker", "due_day": "1", "due_month": "2",
        "due_year": "2050", "measure": "All have been.", "meeting": "", "why": "Agreed.",
    }  # fmt: skip
    grace.post(address, promise)
    (action,) = improvement.one(plan.id).actions
    address = reverse("improvement_progress", args=[action.id])
    today = timezone.localdate()
    on = {"on_day": today.day, "on_month": today.month, "on_year": today.year}
    assert "nothing is called done without evidence" in grace.post(address, on | {"status": "purple"}).content.decode()
    grace.post(address, on | {"status": "amber", "evidence": "Nine of forty schools."})

    page = ada.get(reverse("improvement_plan", args=[plan.id])).content.decode()
    for words in ("Help comes early", "Train every school.", "Amber: at risk", "Nine of forty schools."):
        assert words in page
    assert "Promise an action" not in page
    assert "Promise an action" in grace.get(reverse("improvement_plan", args=[plan.id])).content.decode()
    assert "Said by" in ada.get(reverse("improvement_action", args=[action.id])).content.decode()
    assert grace.get(reverse("improvement_plan", args=[plan.id + 1])).status_code == 404
    assert board_paper.lines(today=today) == []
