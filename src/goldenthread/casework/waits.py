"""What waits for one person beside the limits that run: worries, sign-offs, promises, drafts; the first of each."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import JSONObject, RowNumber

from goldenthread.casework import access, drafts
from goldenthread.casework.children import Child, child_of, open_to, with_child
from goldenthread.casework.rules import Rules
from goldenthread.language import Handbook
from goldenthread.record.models import Action, Draft, Entry, Episode, Waiting
from goldenthread.timekeeping import day_of

MOST = 50
Line = TypeVar("Line")


class First(tuple[Line, ...]):
    """The first lines of a kind. more: how many there are beyond them, which a page says."""

    more: int = 0


@dataclasses.dataclass(frozen=True)
class Urgent:
    """A worry about a child who may be in danger now, on which nobody has decided."""

    child: Child
    what: str
    since: dt.datetime | dt.date
    stage: str
    step: str


@dataclasses.dataclass(frozen=True)
class Waits:
    """Something that somebody wrote and that waits for me: to sign off, or sent back to me with questions."""

    child: Child
    what: str
    since: dt.datetime
    step: str
    kind: str


@dataclasses.dataclass(frozen=True)
class Promise:
    """What I promised to do."""

    child: Child
    what: str
    why: str
    due: dt.date | None
    left: int | None
    step: str


@dataclasses.dataclass(frozen=True)
class Begun:
    """A form that I have begun; ends: until when it is kept, if the authority says so."""

    id: UUID
    what: str
    children: tuple[str, ...]
    changed: dt.datetime
    ends: drafts.Ends | None = None
    about: tuple[UUID, ...] = ()


def _first(rows: QuerySet[Any], made: Callable[[Any], Line]) -> First[Line]:
    """The first of some rows in their order, and how many more there are. One query."""
    found = list(rows.annotate(altogether=Window(Count("pk")))[:MOST])
    return _with_more((made(row) for row in found), found[0].altogether - len(found) if found else 0)


def _with_more(lines: Iterable[Line], more: int) -> First[Line]:
    first = First(lines)
    first.more = more
    return first


def urgent(actor: access.Actor, *, now: dt.datetime, book: Handbook) -> First[Urgent]:
    """Open contacts at my duty team's door that somebody said were urgent, the oldest first. One query, if on duty."""
    steps = [step for step in book.steps.values() if step.begins and step.opens_record]
    if not actor.duty:
        return First()
    said_so = Entry.objects.filter(pk=OuterRef("entry_id"), answers__urgent="yes")
    rows = (
        open_to(Episode.now.all(), actor)
        .filter(Exists(said_so), ended_on=None, pathway__in=[step.pathway.key for step in steps], team__in=actor.teams)
        .annotate(at=said_so.values("happened_at")[:1])
    )
    return _first(
        with_child(rows).order_by("began_on", "row"),
        lambda row: Urgent(
            child=child_of(row.about_id, row.person, row.number, today=day_of(now)),
            what="A child may be in danger now",
            since=row.at or row.began_on,
            stage=row.stage,
            step=_ending(row.pathway, actor, book),
        ),
    )


def _ending(pathway: str, actor: access.Actor, book: Handbook) -> str:
    """The step that decides, where this person may take it."""
    steps = book.pathway(pathway).steps()
    return next((step.key for step in steps if step.ends and access.may_take(actor, step)), "")


def theirs(actor: access.Actor) -> QuerySet[Any]:
    """What waits for them to sign off, and what came back to them: of each kind what has waited longest, and how many
    there are.
    """
    to_sign = Q(kind=Waiting.Kind.SIGN_OFF, roles__contains=[actor.role]) & ~Q(not_worker=actor.worker)
    came_back = Q(kind=Waiting.Kind.RETURNED, worker=actor.worker)
    rows = open_to(Waiting.now.filter(to_sign | came_back), actor).annotate(
        nth=Window(RowNumber(), partition_by=F("kind"), order_by=("since", "row")),
        altogether=Window(Count("row"), partition_by=F("kind")),
    )
    return rows.filter(nth__lte=MOST).values(said=JSONObject(row="row", altogether="altogether"))


def waiting(
    found: Sequence[Mapping[str, int]], *, now: dt.datetime, book: Handbook
) -> tuple[First[Waits], First[Waits]]:
    """What waits for me to sign off, and what came back to me; what has waited longest first. One query.

    found: as `theirs` finds them.
    """
    altogether = {said["row"]: said["altogether"] for said in found}
    kinds: dict[str, list[Waits]] = {Waiting.Kind.SIGN_OFF: [], Waiting.Kind.RETURNED: []}
    many: dict[str, int] = {}
    for row in with_child(Waiting.now.filter(pk__in=altogether)).order_by("since", "row"):
        child = child_of(row.about_id, row.person, row.number, today=day_of(now))
        step = book.steps[row.step]
        if row.kind == Waiting.Kind.SIGN_OFF:
            signer = next(other for other in book.settled_by[step.key] if other.signs_off)
            kinds[row.kind].append(Waits(child, signer.label, row.since, signer.key, row.kind))
        elif step.settles:
            again = f"{step.settles.label}, again"
            kinds[row.kind].append(Waits(child, again, row.since, step.settles.key, row.kind))
        many[row.kind] = altogether[row.pk]
    sign_offs, returned = (_with_more(lines, many.get(kind, 0) - len(lines)) for kind, lines in kinds.items())
    return sign_offs, returned


def promises(actor: access.Actor, *, today: dt.date) -> First[Promise]:
    """What I, or whom I act for, said we would do, what is due first. One query."""
    rows = with_child(open_to(Action.now.filter(worker__in=[actor.worker, *actor.covered], done_on=None), actor))
    return _first(
        rows.order_by(F("due_on").asc(nulls_last=True), "row"),
        lambda row: Promise(
            child=child_of(row.about_id, row.person, row.number, today=today),
            what=row.what,
            why=row.why,
            due=row.due_on,
            left=(row.due_on - today).days if row.due_on else None,
            step=row.step,
        ),
    )


def begun(actor: access.Actor, *, now: dt.datetime, rules: Rules, book: Handbook) -> First[Begun]:
    """The forms that I began or wrote in, and may still write, the last written first. One query."""
    about = Draft.about.through.objects.filter(draft=OuterRef("pk"))
    named = with_child(about, "subject_id").values(
        said=JSONObject(about="subject_id", person="person", number="number")
    )
    rows = drafts.drafts_of(actor).annotate(named=ArraySubquery(named))
    return _first(
        rows.order_by("-changed_at"),
        lambda row: Begun(
            id=row.pk,
            what=book.steps[row.step].label if row.step in book.steps else row.step,
            children=tuple(
                child_of(UUID(s["about"]), s["person"], s["number"], today=day_of(now)).name for s in row.named
            ),
            changed=row.changed_at,
            about=tuple(UUID(s["about"]) for s in row.named),
            ends=drafts.ends(row.changed_at, rules=rules, today=day_of(now)),
        ),
    )
