"""The daily list of children who go from one team to another: audited first, then checked, then taken on."""

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Subquery

from goldenthread.casework import access
from goldenthread.casework.children import Child, child_of, open_to, with_child
from goldenthread.casework.front_door.words import RUN, Limit, Move, limit_of
from goldenthread.casework.rules import calendar_now
from goldenthread.facts.models import Transfer
from goldenthread.language import Handbook, handbook
from goldenthread.record.models import ClockRun
from goldenthread.timekeeping import day_of

MEETING = "For the transfer meeting"
# Where a transfer stands, and what is then to be done with it.
LANES = (
    ("Waits for the team manager's audit", ("team_transfer.audited", "team_transfer.ended")),
    ("Waits for the quality check", ("team_transfer.checked",)),
    (MEETING, ("team_transfer.accepted", "team_transfer.put_off", "team_transfer.ended")),
)
MOST = 200


@dataclasses.dataclass(frozen=True)
class Line:
    """One child of the list."""

    child: Child
    here: str
    there: str
    proposed: dt.date
    put_off: dt.date | None
    limit: Limit | None
    moves: tuple[Move, ...]


@dataclasses.dataclass(frozen=True)
class Lane:
    """Those that wait for the same."""

    title: str
    lines: tuple[Line, ...]


@dataclasses.dataclass(frozen=True)
class Transfers:
    """The list, as far as this person may open the records."""

    lanes: tuple[Lane, ...]

    def children(self) -> list[UUID]:
        """Everybody whom it names."""
        return [line.child.id for lane in self.lanes for line in lane.lines]


def transfers(by: access.Actor, *, now: dt.datetime) -> Transfers:
    """What waits, the longest first. Two queries, whatever the size."""
    book, calendar = handbook(), calendar_now()
    run = ClockRun.now.filter(about=OuterRef("about"), clock="team_transfer.meeting_due", stopped_on=None, lapsed="")
    run = run.order_by("due_on").annotate(of=RUN)
    open_ = open_to(with_child(Transfer.now.filter(ended_on=None)), by).annotate(
        here=F("team__name"), there=F("to_team__name"), run=Subquery(run.values("of")[:1])
    )
    found: dict[str, list[Line]] = {title: [] for title, _ in LANES}
    steps = dict(LANES)
    for row in open_.order_by("proposed_on", "row")[:MOST]:
        found[row.stage].append(
            Line(
                child_of(row.about_id, row.person, row.number, today=day_of(now)), row.here or "", row.there or "",
                row.proposed_on, row.put_off_on, limit_of(row.run, now=now, calendar=calendar, book=book),
                _moves(row, steps[row.stage], by=by, book=book),
            )
        )  # fmt: skip
    return Transfers(tuple(Lane(title, tuple(lines)) for title, lines in found.items()))


def _moves(row: Any, keys: tuple[str, ...], *, by: access.Actor, book: Handbook) -> tuple[Move, ...]:
    steps = (book.steps[key] for key in keys)
    return tuple(Move(step.key, step.label, (row.about_id,)) for step in steps if access.may_take(by, step))
