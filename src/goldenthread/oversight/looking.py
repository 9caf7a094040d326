"""Who looked without an ordinary need: what was picked out, told to whoever manages them or works with the child."""

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from goldenthread.casework import access
from goldenthread.casework.children import Child
from goldenthread.oversight.listing import first_of, names_of
from goldenthread.oversight.models import LookedInto, PickedLook

A_PAGE = 25
LONGEST = 2000
OUTSIDE = PickedLook.Kind.OUTSIDE
KINDS = {kind.value: kind.label for kind in PickedLook.Kind if kind is not OUTSIDE}
NOT_HERE = "This is not for your teams to look into. Look at the list again."


class NothingSaid(Exception):
    """Nothing was said of what was found. The message is fit for the screen."""


@dataclasses.dataclass(frozen=True)
class Found:
    """What a manager found when they looked into it."""

    by: str
    at: dt.datetime
    says: str


@dataclasses.dataclass(frozen=True)
class Picked:
    """Looks that were picked out: who, whose record (none: closed to the reader), when, and why these.

    many: how many records within an hour, where it is no single record.
    """

    id: int
    who: str
    post: str
    child: Child | None
    many: int
    kind: str
    why: str
    first_at: dt.datetime
    last_at: dt.datetime
    looks: int
    need: str
    found: tuple[Found, ...] = ()


@dataclasses.dataclass(frozen=True)
class PickedPage:
    """One page of what was picked out; how many there are to look into and looked into, and of each kind."""

    rows: tuple[Picked, ...]
    number: int
    open: int
    done: int
    kinds: tuple[tuple[str, str, int], ...]


def to_look_into(actor: access.Actor) -> QuerySet[PickedLook]:
    """What waits for this manager: unusual looking by their people, and looks from outside at their children."""
    return _told(actor).filter(~Exists(_found()))


def picked(
    actor: access.Actor, *, outside: bool, done: bool, today: dt.date, kind: str = "", page: int = 1
) -> PickedPage:
    """A page of unusual looking by this manager's people, or of looks from outside at their teams' children.

    The newest first; a page beyond the last is the last. Six queries.
    """
    here = _told(actor).filter(kind=OUTSIDE) if outside else _told(actor).exclude(kind=OUTSIDE)
    here = here.annotate(done=Exists(_found()))
    counted: list[Any] = list(here.order_by().values("kind", "done").annotate(n=Count("pk")))
    of_kind = {row["kind"]: row["n"] for row in counted if row["done"] == done}
    number = of_kind.get(kind, 0) if kind else sum(of_kind.values())
    chosen = here.filter(done=done, **({"kind": kind} if kind else {})).order_by("-last_at", "-pk")
    start = first_of(page, of=number, most=A_PAGE)
    return PickedPage(
        rows=_shown(list(chosen.select_related("worker", "post")[start : start + A_PAGE]), actor, today=today),
        number=number,
        open=sum(row["n"] for row in counted if not row["done"]),
        done=sum(row["n"] for row in counted if row["done"]),
        kinds=tuple((key, label, of_kind[key]) for key, label in KINDS.items() if key in of_kind),
    )


def one(actor: access.Actor, number: int, *, today: dt.date) -> Picked:
    """One of them.

    :raises NotAllowed: if it is not told to this person
    """
    rows = list(_told(actor).filter(pk=number).select_related("worker", "post"))
    if not rows:
        raise access.NotAllowed(NOT_HERE)
    return _shown(rows, actor, today=today)[0]


def looked_into(number: int, *, by: access.Actor, says: str, at: dt.datetime) -> None:
    """A manager has looked into it, and says what they found. More may be said later; nothing is taken back.

    :raises NothingSaid: if nothing is said, or too much
    :raises NotAllowed: if it is not told to this manager
    """
    says = says.strip()
    if not says:
        raise NothingSaid("Say what you found, in a few words: why they looked, and what you did about it.")
    if len(says) > LONGEST:
        raise NothingSaid(f"Say it in at most {LONGEST} characters.")
    if not by.role.manages or not _told(by).filter(pk=number).exists():
        raise access.NotAllowed(NOT_HERE)
    LookedInto.objects.create(picked_id=number, worker_id=by.worker, at=at, says=says)


def _told(actor: access.Actor) -> QuerySet[PickedLook]:
    """What is told to this person: of their teams, and never of their own looking."""
    here = PickedLook.objects.filter(team__in=actor.teams).exclude(worker=actor.worker)
    return here if actor.role.manages else here.filter(kind=OUTSIDE)


def _found() -> QuerySet[LookedInto]:
    return LookedInto.objects.filter(picked=OuterRef("pk"))


def _shown(rows: list[PickedLook], actor: access.Actor, *, today: dt.date) -> tuple[Picked, ...]:
    """Rows in words; a record that is closed to the reader is not named."""
    found: dict[int, list[Found]] = {}
    said = LookedInto.objects.filter(picked__in=[row.pk for row in rows]).select_related("worker").order_by("at", "pk")
    for each in said:
        found.setdefault(each.picked_id, []).append(Found(each.worker.name, each.at, each.says))
    abouts: set[UUID] = {row.about_id for row in rows if row.about_id}
    mine = access.openable(actor, abouts) if abouts else set()
    named = names_of(mine, today=today) if mine else {}
    return tuple(
        Picked(
            id=row.pk,
            who=row.worker.name,
            post=row.post.title if row.post else "",
            child=named.get(row.about_id) if row.about_id else None,
            many=0 if row.about_id else row.looks,
            kind=row.kind,
            why=PickedLook.Kind(row.kind).label,
            first_at=row.first_at,
            last_at=row.last_at,
            looks=row.looks,
            need=row.need,
            found=tuple(found.get(row.pk, ())),
        )
        for row in rows
    )
