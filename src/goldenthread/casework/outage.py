"""What each worker needs on paper when nothing answers: each of their children, read as they would read it."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from goldenthread.casework import access
from goldenthread.casework.access.actors import held_at
from goldenthread.casework.children import open_to
from goldenthread.casework.chronology import chronology
from goldenthread.casework.reading import ChildPage, child_page
from goldenthread.casework.telling import Told
from goldenthread.facts.models import Address
from goldenthread.record.models import Allocation, Holding
from goldenthread.timekeeping import day_of

PAGE = "outage pack"
A_FEW = 6


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a child lives, and to whom it must not be told."""

    words: str
    kind: str
    not_to_be_told_to: str


@dataclasses.dataclass(frozen=True)
class Sheet:
    """One child of a pack."""

    child: ChildPage
    places: Sequence[Place]
    lately: Sequence[Told]


@dataclasses.dataclass(frozen=True)
class Pack:
    """One worker's children at a moment. not_opened: how many they are allocated to and may not open."""

    worker: str
    post: str
    team: str
    at: dt.datetime
    sheets: Sequence[Sheet]
    not_opened: int


def workers(*, at: dt.datetime) -> list[access.Actor]:
    """Everybody who is allocated to a child now and holds a post: in the first of their posts."""
    allocated = Allocation.now.filter(until=None).exclude(worker=None).values("worker")
    held = Holding.objects.filter(held_at(at), worker__in=allocated).select_related("post__team", "worker")
    first: dict[int, Holding] = {}
    for holding in held.order_by("since", "id"):
        first.setdefault(holding.worker_id, holding)
    return [access.actor_in(holding.post, holding.worker) for holding in first.values()]


def pack(actor: access.Actor, *, at: dt.datetime) -> Pack:
    """Everything about this worker's children that they may read; a look at each is written down.

    Called inside `access.acting(actor)`, so that what is not theirs is not read.
    """
    allocated = Allocation.now.filter(worker=actor.worker, until=None).order_by("since", "row")
    roots = dict.fromkeys(access.one_record(about)[0] for about in allocated.values_list("about_id", flat=True))
    sheets, not_opened = [], 0
    for child in roots:
        why = access.why_open(actor, child)
        if why is None:
            not_opened += 1
            continue
        sheets.append(
            Sheet(child_page(child, actor, at), _places(child, actor, today=day_of(at)), _lately(child, actor, at))
        )
        access.look(actor, child, page=PAGE, at=at, why=why)
    sheets.sort(key=lambda sheet: sheet.child.head.name)
    return Pack(actor.name, actor.title, actor.team_name, at, sheets, not_opened)


def _places(child: UUID, actor: access.Actor, *, today: dt.date) -> list[Place]:
    rows = open_to(Address.now.filter(about__in=access.one_record(child)), actor).order_by("since", "row")
    return [
        Place(", ".join(filter(None, (row.lines, row.postcode))), row.kind, row.not_to_be_told_to)
        for row in rows
        if row.until is None or row.until >= today
    ]


def _lately(child: UUID, actor: access.Actor, at: dt.datetime) -> list[Told]:
    """What happened last, the newest first."""
    return [line.now for line in chronology(child, actor, at).lines if not line.withdrawn][:A_FEW]
