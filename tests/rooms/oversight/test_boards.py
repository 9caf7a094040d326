"""Boards: at most so many priorities, entered once for each that watches them; who came; when it meets again."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from goldenthread.casework.administration import CannotChange, changes
from goldenthread.oversight import board_paper, boards, improvement
from goldenthread.oversight.boards import BoardSaid, CameSaid, SeatSaid
from goldenthread.oversight.improvement import ActionSaid, Led, PlanSaid, ProgressSaid
from goldenthread.oversight.models import Attendance, BoardMeeting
from tests.authority import client, day, moment

BEGAN, TODAY = day("5 Jan 2026"), day("2 Mar 2026")
NOW = moment("2 Mar 2026 09:00")
BOARD = BoardSaid("board", "Hub board", "It watches at most three things.", weeks=8, most=3, since=BEGAN)
GROUP = BoardSaid("group", "Operational group", "It does the daily work.", weeks=8, most=3, since=BEGAN)


@pytest.fixture
def led(authority):
    return Led(by=authority.actor("Grace"), at=NOW, why="The partnership agreed it.")


@pytest.fixture
def board(led):
    return boards.add(BOARD, change=led)


@pytest.fixture
def group(led):
    return boards.add(GROUP, change=led)


@pytest.fixture
def priorities(led):
    said = PlanSaid("improvement", "The front door", "Grace, service manager", BEGAN)
    plan = improvement.add_plan(said, change=led)
    named = ("Reply", "Decide", "Share", "Learn")
    return [improvement.add_priority(plan, says, today=TODAY, change=led) for says in named]


@pytest.fixture
def seats(board, led):
    return {
        agency: boards.add_seat(board, SeatSaid(agency, name, "Head", deputy), since=BEGAN, change=led)
        for agency, name, deputy in (
            ("Police", "M. Dale", "T. Ng"),
            ("Health", "A. Osei", ""),
            ("School", "H. Lee", ""),
        )
    }


def promised(priority, led, *, since=BEGAN, due="1 Jun 2026", what="Answer every referrer."):
    said = ActionSaid(what, "Fran, team manager", day(due), "A sample of twenty.")
    return improvement.add_action(priority, said, since=since, change=led)


def met(board, seats, on, led, **came):
    """A meeting to which everybody came but those who are named."""
    said = {seat: came.get(agency, CameSaid("present")) for agency, seat in seats.items()}
    return boards.hold_meeting(board, said, on=day(on), decisions="Go on.", by=led.by, at=NOW, today=TODAY)


def stands(action, on, status, led, evidence=""):
    improvement.add_progress(action, ProgressSaid(day(on), status, evidence), by=led.by, at=NOW, today=TODAY)


def test_its_terms_allow_three_priorities_and_one_more_is_refused_until_one_is_let_go(board, priorities, led):
    first, *_ = [boards.watch(board, one, since=BEGAN, change=led) for one in priorities[:3]]
    assert [says for _, says in boards.to_take_up(board, TODAY)] == ["The front door: Learn"]

    with pytest.raises(CannotChange) as refused:
        boards.watch(board, priorities[3], since=TODAY, change=led)
    assert str(refused.value) == "By its terms of reference “Hub board” watches at most 3. Let one go first."
    boards.let_go(first, on=day("1 Mar 2026"), change=led)
    boards.watch(board, priorities[3], since=TODAY, change=led)

    assert [one.says for one in board_paper.paper(board, today=TODAY).priorities] == ["Decide", "Share", "Learn"]
    assert [one.says for one in board_paper.paper(board, today=day("1 Mar 2026")).priorities] == [
        "Reply", "Decide", "Share",
    ]  # fmt: skip


def test_what_is_entered_once_stands_before_both_boards(board, group, priorities, led):
    shared, own = priorities[:2]
    under = {one: boards.watch(one, shared, since=BEGAN, change=led) for one in (board, group)}
    boards.watch(group, own, since=BEGAN, change=led)
    action = promised(shared, led)
    stands(action, "9 Feb 2026", "amber", led, "Nine of twenty.")

    for one, many in ((board, 1), (group, 2)):
        paper = board_paper.paper(one, today=TODAY)
        assert [(each.what, each.stands) for each in paper.actions] == [("Answer every referrer.", "Amber: at risk")]
        assert (len(paper.watched), paper.watched[0][0], paper.board.watches) == (many, under[one], many)


def test_it_meets_again_so_many_weeks_after_it_met_last(board, seats, led):
    (line,) = board_paper.lines(today=TODAY)
    assert (line.last, line.next_due) == (None, day("2 Mar 2026"))
    assert not line.overdue(day("2 Mar 2026"))
    assert line.overdue(day("3 Mar 2026"))

    met(board, seats, "2 Feb 2026", led)

    (line,) = board_paper.lines(today=TODAY)
    assert (line.last, line.next_due) == (day("2 Feb 2026"), day("30 Mar 2026"))
    boards.change_terms(board, BoardSaid(**vars(BOARD) | {"weeks": 4}), today=TODAY, change=led)
    assert board_paper.lines(today=TODAY)[0].next_due == day("2 Mar 2026")
    ended = BoardSaid(**vars(BOARD) | {"until": day("1 Mar 2026")})
    boards.change_terms(board, ended, today=TODAY, change=led)
    assert not board_paper.lines(today=day("1 Dec 2026"))[0].overdue(day("1 Dec 2026"))


def test_an_agency_for_which_nobody_comes_twice_running_is_called_out(board, seats, led):
    nobody = CameSaid("absent")
    met(board, seats, "12 Jan 2026", led, Health=nobody, Police=nobody, School=nobody)
    assert board_paper.paper(board, today=TODAY).missing == ()

    met(board, seats, "2 Feb 2026", led, Health=nobody, Police=CameSaid("deputy", "T. Ng"))
    assert board_paper.paper(board, today=TODAY).missing == ("Health",)

    met(board, seats, "23 Feb 2026", led)
    assert board_paper.paper(board, today=TODAY).missing == ()


def test_it_is_kept_who_came_and_whose_deputy(board, seats, led):
    met(board, seats, "2 Feb 2026", led, Police=CameSaid("deputy", "T. Ng"), Health=CameSaid("absent", "T. Ng"))
    boards.end_seat(seats["Health"], on=day("9 Feb 2026"), change=led)
    new = boards.add_seat(board, SeatSaid("Health", "B. Iyer", "Nurse"), since=day("10 Feb 2026"), change=led)

    paper = board_paper.paper(board, today=TODAY)

    (meeting,) = paper.meetings
    assert [(one.agency, one.said) for one in meeting.came] == [
        ("Health", "Nobody came"), ("Police", "A deputy came: T. Ng"), ("School", "The lead came"),
    ]  # fmt: skip
    assert meeting.of_seat(new) is None
    assert {seat.name for seat in paper.seats} == {"M. Dale", "B. Iyer", "H. Lee"}
    assert {seat.name for seat in boards.seats_to_ask(board)} == {"M. Dale", "A. Osei", "B. Iyer", "H. Lee"}


def test_the_same_deputy_on_two_boards_is_named(board, group, seats, led):
    boards.add_seat(group, SeatSaid("Police", "P. Roe", "Inspector", "Q. May"), since=BEGAN, change=led)
    assert board_paper.paper(board, today=TODAY).shared_deputies == ()

    boards.add_seat(group, SeatSaid("Fire", "S. Fox", "Officer", "t. ng"), since=BEGAN, change=led)

    paper = board_paper.paper(board, today=TODAY)
    assert paper.shared_deputies == (("T. Ng", ("Hub board", "Operational group")),)


def test_what_changed_since_the_last_meeting_lies_before_the_next(board, seats, priorities, led):
    boards.watch(board, priorities[0], since=BEGAN, change=led)
    old, moved = (promised(priorities[0], led, what=what) for what in ("Old", "Moved"))
    for action in (old, moved):
        stands(action, "12 Jan 2026", "red", led)
    assert {one.action.what for one in board_paper.paper(board, today=TODAY).changed(TODAY)} == {"Old", "Moved"}

    met(board, seats, "2 Feb 2026", led)
    stands(moved, "2 Feb 2026", "green", led, "On the day itself.")
    promised(priorities[0], led, since=day("16 Feb 2026"), what="New")

    changed = board_paper.paper(board, today=TODAY).changed(TODAY)
    assert [(one.action.what, [said.status for said in one.said], one.new) for one in changed] == [
        ("Moved", ["green"], False), ("New", [], True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("on", "came", "says"),
    [
        ("3 Mar 2026", {}, "has not come yet"),
        ("4 Jan 2026", {}, "“Hub board” begins on Mon 5 January 2026"),
        ("2 Feb 2026", {"Police": CameSaid("perhaps")}, "Say for Police: M. Dale who came"),
        ("2 Feb 2026", {"Police": CameSaid("deputy", " ")}, "Name the deputy who came for Police: M. Dale"),
        ("12 Jan 2026", {}, "The meeting of Mon 12 January 2026 is written down already"),
    ],
)
def test_what_a_meeting_cannot_be(board, seats, led, on, came, says):
    met(board, seats, "12 Jan 2026", led)

    with pytest.raises(CannotChange, match=says):
        met(board, seats, on, led, **came)

    assert BoardMeeting.objects.count() == 1


def test_what_was_written_of_a_meeting_is_changed_by_nobody(board, seats, led):
    met(board, seats, "12 Jan 2026", led)

    for rows, change in ((BoardMeeting.objects, {"decisions": "Others."}), (Attendance.objects, {"came": "absent"})):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)


def test_what_cannot_be(board, seats, priorities, led):
    watched = boards.watch(board, priorities[0], since=BEGAN, change=led)
    boards.watch(board, priorities[1], since=BEGAN, change=led)

    for refused, says in (
        (lambda: boards.add(BOARD, change=led), "“Hub board” stands already"),
        (lambda: boards.change_terms(board, _with(most=1), today=TODAY, change=led), "It watches 2 priorities"),
        (lambda: boards.change_terms(board, _with(weeks=0), today=TODAY, change=led), "at least one week"),
        (lambda: boards.change_terms(board, _with(until=day("4 Jan 2026")), today=TODAY, change=led), "Its last day"),
        (lambda: boards.watch(board, priorities[0], since=TODAY, change=led), "watches that priority already"),
        (lambda: boards.watch(board + 99, priorities[0], since=TODAY, change=led), "no such board"),
        (lambda: boards.let_go(watched, on=day("4 Jan 2026"), change=led), "It is watched since"),
        (lambda: boards.let_go(watched + 99, on=TODAY, change=led), "watches no such priority"),
        (lambda: boards.end_seat(seats["Police"], on=day("4 Jan 2026"), change=led), "M. Dale sits there since"),
        (lambda: boards.end_seat(seats["Police"] + 99, on=TODAY, change=led), "no such seat"),
        (lambda: _seat(board, "m. dale", "", led), "m. dale sits there for Police already"),
        (lambda: _seat(board, "P. Roe", "p. roe", led), "Nobody is their own deputy"),
        (lambda: met(board, {}, "2 Feb 2026", led), "Say for Health: A. Osei who came"),
        (lambda: board_paper.paper(board + 99, today=TODAY), "no such board"),
    ):
        with pytest.raises(CannotChange, match=says):
            refused()

    boards.let_go(watched, on=BEGAN, change=led)
    with pytest.raises(CannotChange, match="It was let go on Mon 5 January 2026"):
        boards.let_go(watched, on=TODAY, change=led)
    boards.end_seat(seats["Police"], on=BEGAN, change=led)
    with pytest.raises(CannotChange, match="It ended on Mon 5 January 2026"):
        boards.end_seat(seats["Police"], on=TODAY, change=led)


def test_a_board_on_which_nobody_sits_has_not_met(group, led):
    with pytest.raises(CannotChange, match="Nobody had a seat on that day"):
        met(group, {}, "2 Feb 2026", led)


def _with(**other):
    return BoardSaid(**vars(BOARD) | other)


def _seat(board, name, deputy, led):
    boards.add_seat(board, SeatSaid("Police", name, "Inspector", deputy), since=TODAY, change=led)


def test_who_changed_what_of_a_board_is_kept(board, seats, priorities, led):
    boards.let_go(boards.watch(board, priorities[0], since=BEGAN, change=led), on=TODAY, change=led)
    boards.end_seat(seats["School"], on=TODAY, change=led)
    boards.change_terms(board, _with(weeks=6), today=TODAY, change=led)

    what = [one["what"] for one in changes()]
    assert what[:4] == ["board changed", "board seat ended", "board lets go", "board watches"]
    assert what.count("board seat") == 3


def test_a_board_is_led_through_its_pages(authority, priorities, led):
    grace, ira = client(authority, "Grace"), client(authority, "Ira")
    today = timezone.localdate()
    given = {
        "kind": "board", "name": "Hub board", "terms": "It watches one thing.", "weeks": "8", "most": "1",
        "since_day": "5", "since_month": "1", "since_year": "2026", "why": "The partnership agreed it.",
    }  # fmt: skip
    told = grace.post(reverse("improvement_board_new"), given, follow=True).content.decode()
    assert "“Hub board” is there. Say who sits on it, and which priorities it watches." in told
    (line,) = board_paper.lines(today=today)
    since = {"since_day": "5", "since_month": "1", "since_year": "2026", "why": "Agreed."}
    seat = since | {"agency": "Police", "name": "M. Dale", "post": "Superintendent", "deputy": "T. Ng"}
    grace.post(reverse("improvement_seat_new", args=[line.id]), seat)
    watch = reverse("improvement_watch", args=[line.id])
    grace.post(watch, since | {"priority": priorities[0]})
    assert (
        "watches at most 1. Let one go first."
        in grace.post(watch, since | {"priority": priorities[1]}).content.decode()
    )
    (sits,) = boards.seats_to_ask(line.id)
    on = {"on_day": today.day, "on_month": today.month, "on_year": today.year}
    came = on | {f"came_{sits.pk}": "deputy", f"deputy_{sits.pk}": "T. Ng", "decisions": "Sample twenty replies."}
    grace.post(reverse("improvement_meeting_new", args=[line.id]), came)

    page = reverse("improvement_board", args=[line.id])
    with CaptureQueriesContext(connection) as asked:
        told = ira.get(page).content.decode()

    for words in ("It watches one thing.", "A deputy came: T. Ng", "Sample twenty replies.", "Reply", "M. Dale"):
        assert words in told
    assert "Write a meeting down" not in told
    assert "Write a meeting down" in grace.get(page).content.decode()
    assert len([one for one in asked if "SAVEPOINT" not in one["sql"]]) <= 12
    end = on | {"why": "She retired."}
    grace.post(reverse("improvement_seat_end", args=[sits.pk]), end)
    grace.post(reverse("improvement_watch_end", args=[board_paper.paper(line.id, today=today).watched[0][0]]), end)
    grace.post(reverse("improvement_board_change", args=[line.id]), given | {"weeks": "4"})
    paper = board_paper.paper(line.id, today=today + dt.timedelta(days=1))
    assert (paper.seats, paper.watched, paper.board.said.weeks) == ((), (), 4)
    assert grace.get(reverse("improvement_board", args=[line.id + 1])).status_code == 404
