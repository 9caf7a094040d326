"""Boards and operational groups: their terms, who sits on them, the priorities that they watch, when they met.

Source: the improvement plan of the seeds, 9.4 to 9.6: terms of reference limited to a few priorities, what is watched
entered once and shown to each board, and the senior lead or the deputy recorded at every meeting.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from goldenthread.casework import access
from goldenthread.casework.administration import CannotChange, write_down
from goldenthread.oversight.improvement import LEADERS, Led, priority_of
from goldenthread.oversight.models import Attendance, Board, BoardMeeting, BoardSeat, PlanPriority, Watched
from goldenthread.timekeeping import spoken

KINDS: dict[str, str] = dict(Board.Kind.choices)
CAME: dict[str, str] = dict(Attendance.Came.choices)


@dataclasses.dataclass(frozen=True)
class BoardSaid:
    """A board and its terms of reference. weeks: from one meeting to the next; most: how many priorities it watches."""

    kind: str
    name: str
    terms: str
    weeks: int
    most: int
    since: dt.date
    until: dt.date | None = None


@dataclasses.dataclass(frozen=True)
class SeatSaid:
    """An agency's seat: the senior lead who holds it, and who comes for them; no deputy, while nobody is named."""

    agency: str
    name: str
    post: str
    deputy: str = ""


@dataclasses.dataclass(frozen=True)
class CameSaid:
    """Who came for a seat: present, deputy (whose name is said), or absent."""

    came: str
    deputy: str = ""


def add(said: BoardSaid, *, change: Led) -> int:
    """A board begins.

    :raises CannotChange: if one of that name has not ended, or its terms do not hold together
    """
    _fits(said)
    if Board.objects.filter(name__iexact=said.name).exclude(until__lt=said.since).exists():
        raise CannotChange(f"“{said.name}” stands already. Open it, and change its terms there.")
    row = Board.objects.create(**dataclasses.asdict(said))
    write_down(change, "board", on=said.since, **_plain(said))
    return row.pk


@transaction.atomic
def change_terms(board: int, said: BoardSaid, *, today: dt.date, change: Led) -> None:
    """A board's terms of reference are others now, or it ends.

    :raises CannotChange: if there is none, they do not hold together, or it watches more than they would let it
    """
    row = _board(board, lock=True)
    _fits(said)
    watches = row.watched.filter(_not_over(today)).count()
    if watches > said.most:
        raise CannotChange(f"It watches {watches} priorities. Let some go first, or let its terms allow {watches}.")
    for name, value in dataclasses.asdict(said).items():
        setattr(row, name, value)
    row.save()
    write_down(change, "board changed", **_plain(said))


def add_seat(board: int, said: SeatSaid, *, since: dt.date, change: Led) -> int:
    """Somebody takes a seat for an agency.

    :raises CannotChange: if there is no such board, it has ended, they sit there already, or are their own deputy
    """
    row = _board(board)
    _sits(row, since)
    if said.deputy.casefold() == said.name.casefold():
        raise CannotChange("Nobody is their own deputy. Name somebody else, or nobody yet.")
    if row.seats.filter(stands(since), agency__iexact=said.agency, name__iexact=said.name).exists():
        raise CannotChange(f"{said.name} sits there for {said.agency} already.")
    made = row.seats.create(since=since, **dataclasses.asdict(said))
    write_down(change, "board seat", on=since, board=row.name, **dataclasses.asdict(said))
    return made.pk


def end_seat(seat: int, *, on: dt.date, change: Led) -> None:
    """The last day of somebody in a seat.

    :raises CannotChange: if there is no such seat, it has ended, or that is before its first day
    """
    row = seat_of(seat)
    if row.until is not None:
        raise CannotChange(f"It ended on {spoken(row.until)}.")
    if on < row.since:
        raise CannotChange(f"{row.name} sits there since {spoken(row.since)}. The last day comes after that.")
    row.until = on
    row.save(update_fields=["until"])
    write_down(change, "board seat ended", on=on, board=row.board.name, agency=row.agency, name=row.name)


@transaction.atomic
def watch(board: int, priority: int, *, since: dt.date, change: Led) -> int:
    """A board takes a priority up.

    :raises CannotChange: if there is none, it watches it already, or its terms allow no more
    """
    row, taken_up = _board(board, lock=True), priority_of(priority)
    _sits(row, since)
    watches = row.watched.filter(_not_over(since))
    if watches.filter(priority=priority).exists():
        raise CannotChange("It watches that priority already.")
    if watches.count() >= row.most:
        raise CannotChange(f"By its terms of reference “{row.name}” watches at most {row.most}. Let one go first.")
    made = row.watched.create(priority=taken_up, since=since)
    write_down(change, "board watches", on=since, board=row.name, priority=taken_up.says)
    return made.pk


def let_go(watched: int, *, on: dt.date, change: Led) -> None:
    """The last day on which a board watches a priority.

    :raises CannotChange: if it watches no such priority, or that is before its first day
    """
    row = watched_of(watched)
    if row.until is not None:
        raise CannotChange(f"It was let go on {spoken(row.until)}.")
    if on < row.since:
        raise CannotChange(f"It is watched since {spoken(row.since)}. The last day comes after that.")
    row.until = on
    row.save(update_fields=["until"])
    write_down(change, "board lets go", on=on, board=row.board.name, priority=row.priority.says)


@transaction.atomic
def hold_meeting(
    board: int, came: Mapping[int, CameSaid], *, on: dt.date, decisions: str, by: access.Actor, at: dt.datetime,
    today: dt.date,
) -> int:  # fmt: skip
    """A meeting that was held: what it decided, and for each seat who came. Who wrote it down and when is kept with it.

    What is said of a seat that nobody held on that day is left out.

    :raises NotAllowed: for whoever does not lead
    :raises CannotChange: if there is no such board, the day has not come or has a meeting, a seat is left out, or a
        deputy has no name
    """
    if by.role not in LEADERS:
        raise access.NotAllowed(f"This is for a {' or a '.join(LEADERS)}.")
    row = _board(board)
    _sits(row, on)
    if on > today:
        raise CannotChange(f"{spoken(on)} has not come yet. Write a meeting down once it was held.")
    if row.meetings.filter(on=on).exists():
        raise CannotChange(f"The meeting of {spoken(on)} is written down already, and stays as it is.")
    seats = list(row.seats.filter(stands(on)))
    if not seats:
        raise CannotChange("Nobody had a seat on that day. Say first who sits on it.")
    rows = [_came(seat, came.get(seat.pk)) for seat in seats]
    made = row.meetings.create(on=on, decisions=decisions, worker_id=by.worker, at=at)
    for one in rows:
        one.meeting = made
    Attendance.objects.bulk_create(rows)
    return made.pk


def seats_to_ask(board: int) -> list[BoardSeat]:
    """Who sits on a board, and who left it since it met last, by agency. Two queries."""
    last = BoardMeeting.objects.filter(board=board).aggregate(on=Max("on"))["on"]
    return list(BoardSeat.objects.filter(_not_over(last or dt.date.min), board=board))


def to_take_up(board: int, today: dt.date) -> list[tuple[int, str]]:
    """The priorities of plans that go on, and that a board does not watch. One query."""
    rows = PlanPriority.objects.filter(_not_over(today, of="plan__")).select_related("plan")
    rows = rows.exclude(pk__in=Watched.objects.filter(_not_over(today), board=board).values("priority"))
    return [(row.pk, f"{row.plan.name}: {row.says}") for row in rows.order_by("plan__name", "place")]


def said_of(board: int) -> BoardSaid:
    """A board's terms.

    :raises CannotChange: if there is no such board
    """
    return terms(_board(board))


def terms(row: Board) -> BoardSaid:
    """The terms of a board."""
    return BoardSaid(**{field.name: getattr(row, field.name) for field in dataclasses.fields(BoardSaid)})


def seat_of(seat: int) -> BoardSeat:
    """A seat, with its board.

    :raises CannotChange: if there is none
    """
    row = BoardSeat.objects.filter(pk=seat).select_related("board").first()
    if row is None:
        raise CannotChange("There is no such seat. Choose one on its board.")
    return row


def watched_of(watched: int) -> Watched:
    """What a board watches, with the board and the priority.

    :raises CannotChange: if there is none
    """
    row = Watched.objects.filter(pk=watched).select_related("board", "priority").first()
    if row is None:
        raise CannotChange("The board watches no such priority. Choose one on its page.")
    return row


def stands(day: dt.date, of: str = "") -> Q:
    """What stands on a day, of rows or of what they belong to."""
    return Q(**{f"{of}since__lte": day}) & _not_over(day, of=of)


def _not_over(day: dt.date, of: str = "") -> Q:
    return Q(**{f"{of}until": None}) | Q(**{f"{of}until__gte": day})


def _fits(said: BoardSaid) -> None:
    if said.until is not None and said.until < said.since:
        raise CannotChange(f"It begins on {spoken(said.since)}. Its last day comes after that.")
    if said.weeks < 1 or said.most < 1:
        raise CannotChange("A board meets, and watches something: give at least one week and one priority.")


def _sits(row: Board, on: dt.date) -> None:
    if on < row.since:
        raise CannotChange(f"“{row.name}” begins on {spoken(row.since)}. Give that day or a later one.")
    if row.until is not None and row.until < on:
        raise CannotChange(f"“{row.name}” ended on {spoken(row.until)}.")


def _came(seat: BoardSeat, said: CameSaid | None) -> Attendance:
    if said is None or said.came not in CAME:
        raise CannotChange(f"Say for {seat} who came: the lead, a deputy, or nobody.")
    by_deputy = said.came == Attendance.Came.DEPUTY
    if by_deputy and not said.deputy.strip():
        raise CannotChange(f"Name the deputy who came for {seat}.")
    return Attendance(seat=seat, came=said.came, deputy=said.deputy.strip() if by_deputy else "")


def _board(board: int, *, lock: bool = False) -> Board:
    rows = Board.objects.select_for_update() if lock else Board.objects.all()
    row = rows.filter(pk=board).first()
    if row is None:
        raise CannotChange("There is no such board. Choose one from the list.")
    return row


def _plain(said: BoardSaid) -> dict[str, Any]:
    """As it can be written down: days as text."""
    words = dataclasses.asdict(said)
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in words.items()}
