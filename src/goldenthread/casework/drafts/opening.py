"""Begin a draft, find it again and open it: who may write the entry may write its draft, and nobody else sees it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from goldenthread.casework import access
from goldenthread.casework.access.grants import FOR_A_WHILE, NO_NEED
from goldenthread.casework.access.kin import WHY as IN_THE_NETWORK
from goldenthread.casework.continuing import NotBegun, require_begun
from goldenthread.casework.drafts.draft import Answer, Aside, Draft, DraftClosed, Place, why_closed
from goldenthread.casework.drafts.lifetime import THROWN_AWAY, chosen, ends, last_day, rules_of
from goldenthread.language import Compartment, Step, derived_id, handbook
from goldenthread.record import models
from goldenthread.timekeeping import day_of


def begin(
    step: str,
    about: Sequence[UUID],
    *,
    by: access.Actor,
    at: dt.datetime,
    follows: UUID | None = None,
    corrects: UUID | None = None,
    apart: str = "",
    prefilled: Mapping[Place, Any] | None = None,
) -> UUID:
    """Find the open draft of this form about these subjects, or begin one.

    apart: a word that keeps this draft from being found by others who begin the same form (each telephone call is its
    own). prefilled: answers that stand already, as somebody would type them.

    :raises NotAllowed: if this person may not write it
    :raises NotBegun: if what it goes on with has not begun for one of them
    """
    declared = step_of(step)
    about = tuple(dict.fromkeys(about))
    why = require(by, declared, about)
    if not corrects:
        _begun(declared, about, why, by=by, at=at)
    same = same_as(declared.key, about, follows, corrects, apart)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(same)])
        found = models.Draft.objects.filter(models.Draft.OPEN, same=same).values_list("pk", flat=True)
        already = found.first()
        if already:
            return already
        draft = models.Draft.objects.create(
            pk=_free(same),
            step=declared.key,
            same=same,
            follows=follows,
            corrects=corrects,
            compartment=declared.compartment,
            begun_by_id=by.worker,
            begun_at=at,
            changed_at=at,
        )
        put_in(draft.pk, about)
        prefill(draft.pk, prefilled or {}, by=by, at=at)
        return draft.pk


def _begun(
    step: Step, about: Sequence[UUID], why: Mapping[UUID, access.Need], *, by: access.Actor, at: dt.datetime
) -> None:
    """Refuse where nothing has begun that the form could go on with. That this is so is a look at the record."""
    try:
        require_begun(step, about)
    except NotBegun:
        for subject, need in why.items():
            access.look(by, subject, page="record", at=at, why=need.why)
        raise


def same_as(step: str, about: Sequence[UUID], follows: UUID | None, corrects: UUID | None, apart: str = "") -> UUID:
    """What the same form about the same subjects is found by."""
    return derived_id("draft", step, *sorted(map(str, about)), follows, corrects, apart)


def _free(same: UUID) -> UUID:
    """An id for a new draft. One that was begun for fewer, or for more, keeps the id that it got then."""
    with access.working_out():
        nth = models.Draft.objects.filter(same=same).count()
        while models.Draft.objects.filter(pk=derived_id(same, nth)).exists():
            nth += 1
    return derived_id(same, nth)


def prefill(draft: UUID, known: Mapping[Place, Any], *, by: access.Actor, at: dt.datetime) -> None:
    """Answers that stand already, unless somebody has typed others."""
    models.DraftAnswer.objects.bulk_create(
        [
            models.DraftAnswer(
                draft_id=draft, subject=subject, question=question, answer=value, worker_id=by.worker, saved_at=at
            )
            for (subject, question), value in known.items()
        ],
        ignore_conflicts=True,
    )


def open_draft(draft: UUID, *, by: access.Actor, at: dt.datetime, page: str = "") -> Draft:
    """A draft as it stands. With the name of a page, opening it leaves a look at each record it is about.

    :raises NotAllowed: if this person may not write it, or there is no such draft
    """
    links = models.Draft.about.through.objects.filter(draft=OuterRef("pk")).order_by("id")
    rows = models.Draft.objects.select_related("begun_by", "completed_by", "discarded_by")
    row = rows.annotate(whom=ArraySubquery(links.values("subject")), chosen=chosen()).filter(pk=draft).first()
    if row is None:
        raise access.NotAllowed("There is no such draft. It may have been begun under another address.")
    step, about = step_of(row.step), tuple(row.whom)
    why = require(by, step, about)
    if page:
        for subject, need in why.items():
            access.look(by, subject, page=page, at=at, why=need.why)
    rules = rules_of(row.chosen)
    return Draft(
        id=row.pk,
        step=step,
        about=about,
        follows=row.follows,
        corrects=row.corrects,
        begun_by=row.begun_by.name,
        begun_at=row.begun_at,
        changed_at=row.changed_at,
        answers=answers_of(draft),
        completed_at=row.completed_at,
        completed_by=row.completed_by.name if row.completed_by else "",
        discarded_at=row.discarded_at,
        discarded_by=row.discarded_by.name if row.discarded_by else "",
        emptied_at=row.emptied_at,
        for_a_while=next((need for need in why.values() if need.until), None),
        ends=ends(row.changed_at, rules=rules, today=day_of(at)),
        put_back_until=last_day(THROWN_AWAY, row.discarded_at, rules) if row.discarded_at else None,
    )


def drafts_of(by: access.Actor) -> QuerySet[models.Draft]:
    """The open drafts that this person began or wrote in and may still write."""
    granted = access.granted(by).filter(about=OuterRef("subject"), compartment=OuterRef("draft__compartment"))
    about = models.Draft.about.through.objects.filter(draft=OuterRef("pk"))
    mine = Q(begun_by=by.worker) | Q(answers__worker=by.worker)
    may = Q(~Exists(about.exclude(Exists(granted))))
    if by.duty:
        may |= Q(step__in=[step.key for step in handbook().steps.values() if step.opens_record])
    open_ = models.Draft.objects.filter(models.Draft.OPEN, answers__isnull=False)
    return open_.filter(mine, may).distinct()


def require(by: access.Actor, step: Step, about: Sequence[UUID]) -> dict[UUID, access.Need]:
    """The need to know by which this person may write this form about each of these subjects. One query; one or two
    more where only duty or the network of a child gives it.

    :raises NotAllowed: if they may not
    """
    if not access.may_take(by, step):
        raise access.NotAllowed(f"“{step.label}” is for a {' or '.join(step.by)}; you are signed in as a {by.role}.")
    part = step.written_from or step.compartment
    here = Q(about__in=about) | Q(about__stands_for__in=about)
    # The last word is that of a need that lasts.
    granted = access.granted(by, part).filter(here).order_by(F("until").asc(nulls_last=True), "-since", "-id")
    why: dict[UUID, access.Need] = {}
    for subject, stands_for, said, until in granted.values_list("about", "about__stands_for", "why", "until"):
        why[subject] = access.Need(said, until)
        if stands_for:
            why[stands_for] = why[subject]
    rest = set(about) - set(why)
    if by.duty and step.opens_record and not (rest and access.shut(by, *rest)):
        why = dict.fromkeys(about, access.Need("Takes contacts at the front door")) | why
    elif rest and part == Compartment.CHILD:
        why |= dict.fromkeys(access.openable(by, rest), access.Need(IN_THE_NETWORK))
    if not set(about) <= set(why):
        raise access.NotAllowed(NO_NEED)
    if step.lasting and any(why[subject].until for subject in about):
        raise access.NotAllowed(FOR_A_WHILE)
    return {subject: why[subject] for subject in about}


def may_still(draft: Draft, *, by: access.Actor) -> bool:
    """Whether this person may write here after what they have just recorded: it may have sealed the record."""
    try:
        require(by, draft.step, draft.about)
    except access.NotAllowed:
        return False
    return True


def step_of(key: str) -> Step:
    """The step of a draft, if there still is such a form.

    :raises NotAllowed: if there is none
    """
    step = handbook().steps.get(key)
    if step is None:
        raise access.NotAllowed(
            "There is no such form. It may have been renamed: go back, and choose it from the record."
        )
    return step


def put_in(draft: UUID, about: Sequence[UUID]) -> None:
    """Let a draft be about these as well."""
    links = models.Draft.about.through
    links.objects.bulk_create(links(draft_id=draft, subject_id=subject) for subject in about)


def about_of(draft: UUID) -> tuple[UUID, ...]:
    """The subjects, in the order in which they were named."""
    return tuple(
        models.Draft.about.through.objects.filter(draft=draft).order_by("id").values_list("subject", flat=True)
    )


def lock(draft: UUID) -> None:
    """Let nobody else write in a draft until this transaction ends."""
    locked(draft)


def locked(draft: UUID) -> models.Draft:
    """A draft that nobody else can write in until this transaction ends.

    :raises NotAllowed: if there is none that this person may see
    """
    row = models.Draft.objects.select_for_update().filter(pk=draft).first()
    if row is None:
        raise access.NotAllowed("There is no such draft. It may have been begun under another address.")
    return row


def is_open(row: models.Draft) -> bool:
    """Whether it was neither recorded nor thrown away nor destroyed."""
    return not (row.completed_at or row.discarded_at or row.emptied_at)


def require_open(row: models.Draft) -> None:
    """Refuse to go on with a draft that has ended.

    :raises DraftClosed: if it was recorded, thrown away or destroyed
    """
    recorded_by, thrown_by = (who.name if who else "" for who in (row.completed_by, row.discarded_by))
    if said := why_closed(recorded_by=recorded_by, emptied_at=row.emptied_at, thrown_by=thrown_by):
        raise DraftClosed(said)


def answers_of(draft: UUID) -> dict[Place, Answer]:
    """What stands in a draft."""
    rows = models.DraftAnswer.objects.filter(draft=draft).select_related("worker").order_by("id")
    return {(row.subject, row.question): plain(row) for row in rows}


def plain(row: models.DraftAnswer) -> Answer:
    """A stored answer as a value."""
    aside = tuple(
        Aside(one["value"], one["by"], one["worker"], dt.datetime.fromisoformat(one["at"]), one["page"])
        for one in row.set_aside
    )
    return Answer(row.answer, row.version, row.worker.name, row.worker_id, row.saved_at, row.page, aside)
