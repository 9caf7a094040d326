"""Need to know comes from work: allocation, team, management line, duty.

The decisions stand as rows (grants), worked out from the record itself, so that this check and the database's second
lock read the same.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Now

from goldenthread.casework.access import trace
from goldenthread.casework.access.actors import Actor
from goldenthread.casework.access.kin import kin_openable, why_kin
from goldenthread.language import Compartment, Step
from goldenthread.record.models import Grant, Subject


class NotAllowed(Exception):
    """This person may not do this. The message is fit for the screen and names nobody."""


class NoNeed(NotAllowed):
    """This person has no recorded need to know of this record."""


NO_NEED = "You have no recorded need to know for this record. Ask its team manager if you need it."

FOR_A_WHILE = "This record is open to you for a while only. Who may know of it is decided by those who work with it."


@dataclasses.dataclass(frozen=True)
class Need:
    """The need to know by which somebody opens a record; until when, where it was given for a while."""

    why: str
    until: dt.datetime | None = None


# One's own record, and those of somebody's family.
BARRED = "select unnest(second_lock.barred(%s))"


class _PassesOn(Func):
    """A grant that comes to whoever acts for its worker (second_lock.passes_on)."""

    function = "second_lock.passes_on"
    output_field = BooleanField()


def granted(actor: Actor, *compartments: Compartment) -> QuerySet[Grant]:
    """The grants that this actor has at this moment, in these compartments or in any."""
    mine = Q(worker=actor.worker) | Q(team__in=actor.teams)
    if actor.covers:
        mine |= Q(_PassesOn("about_id", "compartment", "until"), worker__in=actor.covered)
    grants = Grant.now.filter(mine, Q(until=None) | Q(until__gt=Now()))
    grants = grants.exclude(about__in=RawSQL(BARRED, [actor.worker]))
    if not actor.role.manages:
        grants = grants.filter(managing=False)
    return grants.filter(compartment__in=compartments) if compartments else grants


def may_open(actor: Actor, subject: UUID, compartment: Compartment = Compartment.CHILD) -> bool:
    """Whether this person may open this part of this record."""
    return why_open(actor, subject, compartment) is not None


def why_open(actor: Actor, subject: UUID, compartment: Compartment = Compartment.CHILD) -> str | None:
    """The need to know by which this person may open this part of this record; None if they may not."""
    need = need_of(actor, subject, compartment)
    return need.why if need else None


def need_of(actor: Actor, subject: UUID, compartment: Compartment = Compartment.CHILD) -> Need | None:
    """The need to know by which this person may open this part of this record; None if they may not.

    One that lasts before one for a while, their own before their team's.
    """
    stands = Subject.objects.filter(pk=subject).values(root=Coalesce("merged_into", "pk"))
    found = granted(actor, compartment).filter(about__in=stands)
    found = found.order_by(F("until").desc(nulls_first=True), F("worker").asc(nulls_last=True), "since", "id")
    held = found.values_list("why", "until").first()
    if held:
        return Need(*held)
    kin = why_kin(actor, subject) if compartment == Compartment.CHILD else None
    return Need(kin) if kin else None


def may_ask(actor: Actor, subject: UUID) -> bool:
    """Whether a reason opens a record for a while: it is there, and not hidden from whoever asks. One query."""
    return _answered("select second_lock.may_ask(%s, %s)", subject, actor.worker)


def for_whom(actor: Actor, subjects: Iterable[UUID]) -> Actor:
    """Whoever writes about these: for a colleague who is away, where the work is theirs. One query, for those who
    cover.
    """
    if not actor.covers:
        return actor
    theirs = Grant.now.filter(_PassesOn("about_id", "compartment", "until"), about__in=list(subjects))
    theirs = theirs.filter(worker__in=actor.covered)
    own = Grant.now.filter(about=OuterRef("about"), worker=actor.worker, until=None)
    away = theirs.filter(~Exists(own)).values_list("worker", flat=True).first()
    covered = next((one for one in actor.covers if one.worker == away), None)
    if covered is None:
        return actor
    return dataclasses.replace(actor, name=f"{actor.name}, for {covered.name}", acting_for=covered.post)


def shut(actor: Actor, *subjects: UUID) -> bool:
    """Whether neither work nor duty opens one of these: sealed, or of this person's own family. One query."""
    asked = "select exists (select from unnest(%s::uuid[]) subject where second_lock.shut(subject, %s))"
    return _answered(asked, list(subjects), actor.worker)


def _answered(question: str, *given: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, given)
        return bool(cursor.fetchone()[0])


def require_open(actor: Actor, subject: UUID, compartment: Compartment = Compartment.CHILD) -> None:
    """Refuse, politely, to open a record without a need to know.

    :raises NotAllowed: when there is none
    """
    if not may_open(actor, subject, compartment):
        raise NotAllowed(NO_NEED)


def require_write(actor: Actor, subject: UUID, step: Step) -> None:
    """Refuse to write in a record without a need to know. A first contact gives the front door that need; a reason
    gives it for a while.

    :raises NotAllowed: when there is none
    """
    need = need_of(actor, subject, step.written_from or step.compartment)
    if need and need.until and step.lasting:
        raise NotAllowed(FOR_A_WHILE)
    if need:
        return
    by_duty = actor.duty and step.opens_record and not shut(actor, subject)
    by_reason = bool(step.opens_for) and may_ask(actor, subject)
    if not (by_duty or by_reason):
        raise NotAllowed(NO_NEED)


def openable(actor: Actor, subjects: Iterable[UUID], compartment: Compartment = Compartment.CHILD) -> set[UUID]:
    """Of these subjects, those whose record this person may open."""
    asked = list(subjects)
    found = set(granted(actor, compartment).filter(about__in=asked).values_list("about_id", flat=True))
    rest = [subject for subject in asked if subject not in found]
    return found | (kin_openable(actor, rest) if rest and compartment == Compartment.CHILD else set())


def may_take(actor: Actor, step: Step) -> bool:
    """Whether this person's post may ever do this step."""
    return actor.role in step.by


@dataclasses.dataclass(frozen=True)
class Opened:
    """One record to one person: every subject that it stands for (`ids`, the one that stands first), and the parts of
    it that they may open: none at all, if they may not.

    kin: open only because this person stands in the network of a child in their work.
    """

    ids: tuple[UUID, ...]
    compartments: frozenset[str]
    kin: bool = False

    @property
    def root(self) -> UUID:
        return self.ids[0]


def opened(actor: Actor, subject: UUID) -> Opened:
    """What one record is to one person. One query (two for kin)."""
    parts = granted(actor).filter(about=OuterRef("pk")).values("compartment")
    found = list(_group(subject).annotate(open=ArraySubquery(parts)).values_list("pk", "merged_into_id", "open"))
    ids = _root_first(subject, {pk: into for pk, into, _ in found})
    granted_ = frozenset(part for _, _, here in found for part in here)
    if Compartment.CHILD in granted_:
        return Opened(tuple(ids), granted_)
    # Whoever must review how somebody else opened it does not therefore open it.
    kin = why_kin(actor, subject) is not None
    return Opened(tuple(ids), frozenset({str(Compartment.CHILD)}) if kin else frozenset(), kin)


def compartments(actor: Actor, subject: UUID) -> set[str]:
    """The parts of a record that this person may open."""
    return set(opened(actor, subject).compartments)


def one_record(subject: UUID) -> list[UUID]:
    """Every subject that one record stands for: the one that stands, and those joined to it."""
    return _root_first(subject, dict(_group(subject).values_list("pk", "merged_into_id")))


def _group(subject: UUID) -> QuerySet[Subject]:
    # Each asked by itself, so that the few are looked up and not a whole authority's gone through.
    root = Subquery(Subject.objects.filter(pk=subject).values(root=Coalesce("merged_into", "pk")))
    return Subject.objects.filter(Q(pk=root) | Q(merged_into=root)).order_by("pk")


def _root_first(subject: UUID, found: Mapping[UUID, UUID | None]) -> list[UUID]:
    root = found.get(subject) or subject
    return [root, *(one for one in found if one != root)]


def look_at(actor: Actor, subjects: Iterable[UUID], *, page: str, at: dt.datetime) -> None:
    """Note a look at each of these records, with the need to know behind each. One query."""
    grants = granted(actor, Compartment.CHILD).filter(about__in=list(subjects))
    own_first = grants.order_by("about", F("worker").asc(nulls_last=True), "since", "id")
    for subject, why in own_first.distinct("about").values_list("about_id", "why"):
        trace.look(actor, subject, page=page, at=at, why=why)
