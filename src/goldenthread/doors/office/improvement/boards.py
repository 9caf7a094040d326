"""Improvement: a board's paper, who sits on it, what it watches and when it met."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils import timezone

from goldenthread.casework.administration import CannotChange
from goldenthread.doors.office import wording
from goldenthread.doors.office.improvement import asks
from goldenthread.doors.office.improvement.asking import ask, change, found, page
from goldenthread.doors.office.improvement.plans import measured
from goldenthread.doors.office.request import Request
from goldenthread.oversight import board_paper, boards
from goldenthread.oversight.boards import BoardSaid, SeatSaid
from goldenthread.oversight.improvement_told import in_order, overdue, totals
from goldenthread.oversight.measured import learned_of
from goldenthread.timekeeping import spoken

OF_A_BOARD = ("kind", "name", "terms", "weeks", "most", "since", "until")


def board(request: Request, board: int) -> HttpResponse:
    """The paper for the next meeting."""
    today = timezone.localdate()
    try:
        paper = board_paper.paper(board, today=today)
    except CannotChange as missing:
        raise Http404 from missing
    return page(
        request, "improvement/board.html", paper=paper, board=paper.board, totals=totals(paper.actions),
        late=len(overdue(paper.actions, today)), changed=paper.changed(today),
        seat_columns=[
            {"text": text}
            for text in ("Agency", "Lead", "Deputy", *(wording.day_words(one.on) for one in paper.meetings))
        ],
        priorities=[(under, one, in_order(one.actions, today)) for under, one in paper.watched],
        learned=learned_of(paper.priorities, today=today), **measured(request, paper.priorities),
    )  # fmt: skip


def board_new(request: Request) -> HttpResponse:
    """A board that was not there."""
    form = asks.Board(request.POST or None, initial={"since": timezone.localdate()})

    def do() -> str:
        said = _said(form.cleaned_data)
        boards.add(said, change=change(request, form))
        return f"“{said.name}” is there. Say who sits on it, and which priorities it watches."

    return ask(request, form, do, title="Add a board or a group", button="Add it", back=reverse("improvement"))


def board_change(request: Request, board: int) -> HttpResponse:
    """Its terms of reference, or its last day."""
    said = found(boards.said_of, board)
    form = asks.Board(request.POST or None, initial={name: getattr(said, name) for name in OF_A_BOARD})

    def do() -> str:
        terms = _said(form.cleaned_data)
        boards.change_terms(board, terms, today=timezone.localdate(), change=change(request, form))
        return "Its terms of reference are changed."

    return ask(request, form, do, title=f"Change {said.name}", button="Change it", back=_back(board))


def seat_new(request: Request, board: int) -> HttpResponse:
    """Somebody sits on it for an agency."""
    said = found(boards.said_of, board)
    form = asks.Seat(request.POST or None, initial={"since": timezone.localdate()})

    def do() -> str:
        given = form.cleaned_data
        seat = SeatSaid(given["agency"], given["name"], given["post"], given["deputy"])
        boards.add_seat(board, seat, since=given["since"], change=change(request, form))
        return f"{seat.name} sits there for {seat.agency}."

    return ask(request, form, do, title=f"A seat on {said.name}", button="Add the seat", back=_back(board))


def seat_end(request: Request, seat: int) -> HttpResponse:
    """The last day of somebody in a seat."""
    row = found(boards.seat_of, seat)
    form = asks.LastDay(request.POST or None)

    def do() -> str:
        boards.end_seat(seat, on=form.cleaned_data["on"], change=change(request, form))
        return f"{row.name} leaves the seat of {row.agency}. Say who takes it."

    return ask(
        request, form, do, title=f"{row.name} leaves the seat", button="End it there", back=_back(row.board_id),
        intro=f"{row.agency}, on {row.board.name}. The meetings to which they came stay as they are.",
    )  # fmt: skip


def watch(request: Request, board: int) -> HttpResponse:
    """A priority that it takes up."""
    said, today = found(boards.said_of, board), timezone.localdate()
    form = asks.Watch(request.POST or None, priorities=boards.to_take_up(board, today), initial={"since": today})

    def do() -> str:
        given = form.cleaned_data
        boards.watch(board, given["priority"], since=given["since"], change=change(request, form))
        return f"{said.name} watches it from {spoken(given['since'])}."

    return ask(
        request, form, do, title=f"A priority for {said.name}", button="Take it up", back=_back(board),
        intro=f"Its terms of reference allow at most {said.most}. All that stands under a priority comes with it.",
    )  # fmt: skip


def let_go(request: Request, watched: int) -> HttpResponse:
    """The last day on which it watches a priority."""
    row = found(boards.watched_of, watched)
    form = asks.LastDay(request.POST or None)

    def do() -> str:
        boards.let_go(watched, on=form.cleaned_data["on"], change=change(request, form))
        return f"{row.board.name} lets it go on {spoken(form.cleaned_data['on'])}."

    return ask(
        request, form, do, title=f"{row.board.name} lets a priority go", button="Let it go",
        back=_back(row.board_id), intro=f"{row.priority.says} Its actions go on under its plan.",
    )  # fmt: skip


def meeting_new(request: Request, board: int) -> HttpResponse:
    """A meeting that was held."""
    said, today = found(boards.said_of, board), timezone.localdate()
    form = asks.Meeting(request.POST or None, seats=boards.seats_to_ask(board), initial={"on": today})

    def do() -> str:
        given = form.cleaned_data
        boards.hold_meeting(
            board, form.came(), on=given["on"], decisions=given["decisions"], by=request.actor, at=timezone.now(),
            today=today,
        )  # fmt: skip
        return "The meeting is written down. Promise what was agreed under its priority."

    return ask(
        request, form, do, title=f"{said.name} met", button="Write the meeting down", back=_back(board),
        intro="It stays as it is written: look at it once more before you send it.",
    )  # fmt: skip


def _said(given: dict[str, Any]) -> BoardSaid:
    return BoardSaid(**{name: given[name] for name in OF_A_BOARD})


def _back(board: int) -> str:
    return reverse("improvement_board", args=[board])


urlpatterns = [
    path("improvement/boards/new/", board_new, name="improvement_board_new"),
    path("improvement/boards/<int:board>/", board, name="improvement_board"),
    path("improvement/boards/<int:board>/change/", board_change, name="improvement_board_change"),
    path("improvement/boards/<int:board>/seat/", seat_new, name="improvement_seat_new"),
    path("improvement/boards/<int:board>/priority/", watch, name="improvement_watch"),
    path("improvement/boards/<int:board>/meeting/", meeting_new, name="improvement_meeting_new"),
    path("improvement/seats/<int:seat>/end/", seat_end, name="improvement_seat_end"),
    path("improvement/watched/<int:watched>/end/", let_go, name="improvement_watch_end"),
]
