"""The paper for a board's meeting: what is overdue, what changed since the last one, who came, who did not.

Source: the improvement plan of the seeds, 9.4 to 9.6; attendance by agency and deputies after its 9.2.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, F, Max, Prefetch, QuerySet

from goldenthread.casework.administration import CannotChange
from goldenthread.oversight.boards import CAME, KINDS, BoardSaid, stands, terms
from goldenthread.oversight.improvement_told import (
    ActionLine,
    PriorityLine,
    ProgressLine,
    in_order,
    priority_lines,
)
from goldenthread.oversight.models import Attendance, Board, BoardMeeting, BoardSeat, PlanPriority

LAST_MEETINGS = 4
RUNNING = 2  # how many meetings in a row an agency is away before the paper says so


@dataclasses.dataclass(frozen=True)
class BoardLine:
    """A board, when it met last, and how many priorities it watches."""

    id: int
    said: BoardSaid
    last: dt.date | None
    watches: int

    @property
    def kind_said(self) -> str:
        """In words."""
        return KINDS[self.said.kind]

    @property
    def next_due(self) -> dt.date:
        """The day by which it meets again: so many weeks after the last meeting, or after it began."""
        return (self.last or self.said.since) + dt.timedelta(weeks=self.said.weeks)

    def goes_on(self, today: dt.date) -> bool:
        """Whether it has not ended."""
        return self.said.until is None or self.said.until >= today

    def overdue(self, today: dt.date) -> bool:
        """Whether it should have met."""
        return self.goes_on(today) and self.next_due < today


@dataclasses.dataclass(frozen=True)
class CameLine:
    """Who came for a seat."""

    seat: int
    agency: str
    name: str
    came: str
    deputy: str

    @property
    def said(self) -> str:
        """In words."""
        return f"{CAME[self.came]}: {self.deputy}" if self.deputy else CAME[self.came]


@dataclasses.dataclass(frozen=True)
class MeetingLine:
    """A meeting, what it decided, and who came."""

    on: dt.date
    decisions: str
    by: str
    came: tuple[CameLine, ...]

    def of_seat(self, seat: int) -> CameLine | None:
        """Who came for a seat; none, where nobody held it then."""
        return next((one for one in self.came if one.seat == seat), None)


@dataclasses.dataclass(frozen=True)
class Changed:
    """An action of which something was said since a meeting, or which was promised since."""

    action: ActionLine
    said: tuple[ProgressLine, ...]
    new: bool


@dataclasses.dataclass(frozen=True)
class Paper:
    """All that lies before a board when it meets. watched: each priority, with the number under which it is let go."""

    board: BoardLine
    watched: tuple[tuple[int, PriorityLine], ...]
    seats: tuple[BoardSeat, ...]
    meetings: tuple[MeetingLine, ...]
    missing: tuple[str, ...]
    shared_deputies: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def priorities(self) -> tuple[PriorityLine, ...]:
        """What it watches, in the order of the plans."""
        return tuple(priority for _, priority in self.watched)

    @property
    def actions(self) -> tuple[ActionLine, ...]:
        """Every action under what it watches."""
        return tuple(action for priority in self.priorities for action in priority.actions)

    def changed(self, today: dt.date) -> list[Changed]:
        """What was said of actions, and promised, since the last meeting and on its day; all of it before the first."""
        since = self.board.last
        found = [
            Changed(action, action.changed(since), since is None or action.since >= since)
            for action in in_order(self.actions, today)
        ]
        return [one for one in found if one.said or one.new]


def lines(*, today: dt.date) -> Sequence[BoardLine]:
    """Every board: those that meet first, and of these the longest overdue. One query."""
    found = [_line(row) for row in _counted(today)]
    return sorted(found, key=lambda one: (not one.goes_on(today), one.next_due))


def paper(board: int, *, today: dt.date) -> Paper:
    """What lies before a board. Seven queries.

    :raises CannotChange: if there is no such board
    """
    row = _counted(today).filter(pk=board).first()
    if row is None:
        raise CannotChange("There is no such board. Choose one from the list.")
    seats = list(BoardSeat.objects.filter(stands(today) & stands(today, of="board__")).select_related("board"))
    ours = tuple(one for one in seats if one.board_id == board)
    meetings = tuple(_meetings(board))
    return Paper(
        _line(row), tuple(_watched(board, today)), ours, meetings, _missing(ours, meetings), _shared(ours, seats)
    )


def _counted(today: dt.date) -> QuerySet[Any]:
    watches = Count("watched", filter=stands(today, of="watched__"), distinct=True)
    return Board.objects.annotate(last=Max("meetings__on"), watches=watches)


def _line(row: Any) -> BoardLine:
    return BoardLine(row.pk, terms(row), row.last, row.watches)


def _watched(board: int, today: dt.date) -> Iterable[tuple[int, PriorityLine]]:
    rows: QuerySet[Any] = PlanPriority.objects.filter(stands(today, of="watched__"), watched__board=board)
    rows = rows.annotate(under=F("watched__pk")).order_by("plan__name", "plan", "place")
    for row, line in priority_lines(rows):
        yield row.under, line


def _meetings(board: int) -> Iterable[MeetingLine]:
    attendance = Attendance.objects.select_related("seat").order_by("seat__agency", "seat__name")
    rows = BoardMeeting.objects.filter(board=board).select_related("worker")
    for row in rows.prefetch_related(Prefetch("attendance", attendance))[:LAST_MEETINGS]:
        came = tuple(
            CameLine(one.seat_id, one.seat.agency, one.seat.name, one.came, one.deputy) for one in row.attendance.all()
        )
        yield MeetingLine(row.on, row.decisions, row.worker.name, came)


def _missing(seats: Iterable[BoardSeat], meetings: Sequence[MeetingLine]) -> tuple[str, ...]:
    """The agencies for which nobody came to the last meetings in a row, neither a lead nor a deputy."""
    last = meetings[:RUNNING]
    agencies = sorted({seat.agency for seat in seats})
    if len(last) < RUNNING:
        return ()
    return tuple(agency for agency in agencies if all(_away(agency, meeting) for meeting in last))


def _away(agency: str, meeting: MeetingLine) -> bool:
    came = [one.came for one in meeting.came if one.agency == agency]
    return bool(came) and all(one == Attendance.Came.ABSENT for one in came)


def _shared(ours: Iterable[BoardSeat], seats: Iterable[BoardSeat]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The deputies of a board who are deputies on others too, and on which."""
    on: dict[str, set[str]] = {}
    for seat in seats:
        if seat.deputy:
            on.setdefault(seat.deputy.casefold(), set()).add(seat.board.name)
    named = {seat.deputy.casefold(): seat.deputy for seat in ours if seat.deputy}
    return tuple((name, tuple(sorted(on[key]))) for key, name in sorted(named.items()) if len(on[key]) > 1)
