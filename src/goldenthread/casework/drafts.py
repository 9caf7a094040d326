"""Forms that somebody has begun: kept as they were typed, shared by everybody who may write them, never lost.

Different questions merge. Where two people wrote over the same version of one answer, the first stays, the other is set
aside beside it with whose it is, and both are shown until somebody chooses.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from goldenthread.casework import access
from goldenthread.casework.access.grants import NO_NEED
from goldenthread.casework.naming import CLOSED
from goldenthread.facts.models import Person
from goldenthread.language import Step, derived_id, handbook
from goldenthread.record import models

Place = tuple[UUID | None, str]
"""Whose part of the form (none: what all share), and which question."""


class DraftClosed(Exception):
    """The draft was recorded or thrown away meanwhile. The message is fit for the screen."""


@dataclasses.dataclass(frozen=True)
class Aside:
    """What somebody wrote over an older version of an answer."""

    value: Any
    by: str
    worker: int
    at: dt.datetime
    page: str


@dataclasses.dataclass(frozen=True)
class Answer:
    """What stands as the answer to a question, as typed, and what others wrote at the same time."""

    value: Any
    version: int
    by: str
    worker: int
    at: dt.datetime
    aside: tuple[Aside, ...] = ()


@dataclasses.dataclass(frozen=True)
class Draft:
    """A form as it stands."""

    id: UUID
    step: Step
    about: tuple[UUID, ...]
    follows: UUID | None
    corrects: UUID | None
    begun_by: str
    begun_at: dt.datetime
    changed_at: dt.datetime
    answers: Mapping[Place, Answer]
    completed_at: dt.datetime | None = None
    completed_by: str = ""
    discarded_at: dt.datetime | None = None
    discarded_by: str = ""

    @property
    def key(self) -> str:
        """The one-time key under which it is recorded: one draft makes one recording."""
        return f"draft/{self.id}"

    @property
    def open(self) -> bool:
        return self.completed_at is None and self.discarded_at is None

    @property
    def unsettled(self) -> list[Place]:
        """The answers of which two versions stand."""
        return [place for place, answer in self.answers.items() if answer.aside]

    def value(self, place: Place) -> Any:
        return self.answers[place].value if place in self.answers else None

    def version(self, place: Place) -> int:
        return self.answers[place].version if place in self.answers else 0


@dataclasses.dataclass(frozen=True)
class Saved:
    """That it is kept: when, the version of each answer, and whose words stand where ours were set aside."""

    at: dt.datetime
    versions: Mapping[Place, int]
    aside: Mapping[Place, Answer]


@dataclasses.dataclass(frozen=True)
class DraftLine:
    """A draft in a list."""

    id: UUID
    label: str
    names: tuple[str, ...]
    changed_at: dt.datetime
    begun_by: str


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
    """
    declared = _step(step)
    about = tuple(dict.fromkeys(about))
    require(by, declared, about)
    same = derived_id("draft", declared.key, *sorted(map(str, about)), follows, corrects, apart)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(same)])
        found = models.Draft.objects.filter(same=same, completed_at=None, discarded_at=None).values_list(
            "pk", flat=True
        )
        already = found.first()
        if already:
            return already
        earlier = models.Draft.objects.filter(same=same).count()
        draft = models.Draft.objects.create(
            pk=derived_id(same, earlier),
            step=declared.key,
            same=same,
            follows=follows,
            corrects=corrects,
            compartment=declared.compartment,
            begun_by_id=by.worker,
            begun_at=at,
            changed_at=at,
        )
        _add(draft.pk, about)
        models.DraftAnswer.objects.bulk_create(
            models.DraftAnswer(
                draft=draft, subject=subject, question=question, answer=value, worker_id=by.worker, saved_at=at
            )
            for (subject, question), value in (prefilled or {}).items()
        )
        return draft.pk


def add(draft: UUID, subject: UUID, *, by: access.Actor, at: dt.datetime) -> None:
    """Let a draft be about one more: a brother who is concerned as well.

    :raises NotAllowed: if this person may not write about that subject
    :raises DraftClosed: if it was recorded or thrown away meanwhile
    """
    with transaction.atomic():
        row = _locked(draft)
        _require_open(row)
        require(by, _step(row.step), (*_about(draft), subject))
        if subject not in _about(draft):
            _add(draft, (subject,))
        models.Draft.objects.filter(pk=draft).update(changed_at=at)


def leave_out(draft: UUID, subject: UUID, *, by: access.Actor, at: dt.datetime) -> None:
    """Let a draft no longer be about somebody; what was typed about them is kept, should they be added again.

    :raises DraftClosed: if it was recorded or thrown away meanwhile
    """
    with transaction.atomic():
        row = _locked(draft)
        _require_open(row)
        require(by, _step(row.step), _about(draft))
        models.Draft.about.through.objects.filter(draft_id=draft, subject_id=subject).delete()
        models.Draft.objects.filter(pk=draft).update(changed_at=at)


def open_draft(draft: UUID, *, by: access.Actor, at: dt.datetime, page: str = "") -> Draft:
    """A draft as it stands. With the name of a page, opening it leaves a look at each record it is about.

    :raises NotAllowed: if this person may not write it, or there is no such draft
    """
    links = models.Draft.about.through.objects.filter(draft=OuterRef("pk")).order_by("id")
    rows = models.Draft.objects.select_related("begun_by", "completed_by", "discarded_by")
    row = rows.annotate(whom=ArraySubquery(links.values("subject"))).filter(pk=draft).first()
    if row is None:
        raise access.NotAllowed("There is no such draft. It may have been begun under another address.")
    step, about = _step(row.step), tuple(row.whom)
    why = require(by, step, about)
    if page:
        models.Look.objects.bulk_create(
            models.Look(about_id=subject, worker_id=by.worker, post_id=by.post, at=at, page=page, why=reason)
            for subject, reason in why.items()
        )
    return Draft(
        id=row.pk,
        step=step,
        about=about,
        follows=row.follows,
        corrects=row.corrects,
        begun_by=row.begun_by.name,
        begun_at=row.begun_at,
        changed_at=row.changed_at,
        answers=_answers(draft),
        completed_at=row.completed_at,
        completed_by=row.completed_by.name if row.completed_by else "",
        discarded_at=row.discarded_at,
        discarded_by=row.discarded_by.name if row.discarded_by else "",
    )


def save(
    draft: UUID, changes: Mapping[Place, tuple[Any, int]], *, by: access.Actor, at: dt.datetime, page: str = ""
) -> Saved:
    """Keep what was typed: each answer with the version that it was written over. Half-typed answers are kept as well.

    page: which opened form sends it, so that a page whose answer got lost on the way goes on from its own words.

    :raises DraftClosed: if it was recorded or thrown away meanwhile; what was typed is set aside in it all the same
    :raises NotAllowed: if this person may not write it
    """
    with transaction.atomic():
        row = _locked(draft)
        require(by, _step(row.step), _about(draft))
        closed = row.completed_at is not None or row.discarded_at is not None
        standing = {
            (answer.subject, answer.question): answer
            for answer in models.DraftAnswer.objects.filter(draft=draft).select_related("worker")
        }
        aside: dict[Place, models.DraftAnswer] = {}
        made, changed = [], []
        for (subject, question), (value, base) in changes.items():
            place = (subject, question)
            answer = standing.get(place)
            if answer is None:
                if value not in (None, "", []):
                    standing[place] = models.DraftAnswer(
                        draft_id=draft,
                        subject=subject,
                        question=question,
                        answer=None if closed else value,
                        page=page,
                        worker_id=by.worker,
                        saved_at=at,
                        version=0 if closed else 1,
                        set_aside=[_aside(value, by, at, page)] if closed else [],
                    )
                    made.append(standing[place])
            elif answer.answer == value:
                if _drop_own_aside(answer, page):
                    changed.append(answer)
            elif not closed and (base == answer.version or (page and page == answer.page)):
                answer.answer, answer.version, answer.page = value, answer.version + 1, page
                answer.worker_id, answer.saved_at = by.worker, at
                changed.append(answer)
            else:
                _drop_own_aside(answer, page)
                answer.set_aside = [*answer.set_aside, _aside(value, by, at, page)]
                aside[place] = answer
                changed.append(answer)
        models.DraftAnswer.objects.bulk_create(made)
        models.DraftAnswer.objects.bulk_update(
            changed, ["answer", "version", "page", "worker", "saved_at", "set_aside"]
        )
        if made or changed:
            models.Draft.objects.filter(pk=draft).update(changed_at=at)
    if closed and (row.discarded_at or made or changed):
        _require_open(row)
    return Saved(
        at,
        {place: standing[place].version for place in changes if place in standing},
        {place: _plain(answer) for place, answer in aside.items()},
    )


def settle(
    draft: UUID, place: Place, choose: str, *, version: int, by: access.Actor, at: dt.datetime, page: str = ""
) -> None:
    """Choose between two versions of one answer: "standing", "both", or the number of the one that was set aside.

    :raises DraftClosed: if it was recorded or thrown away, or if the answer was changed meanwhile
    """
    with transaction.atomic():
        row = _locked(draft)
        _require_open(row)
        require(by, _step(row.step), _about(draft))
        answer = models.DraftAnswer.objects.get(draft=draft, subject=place[0], question=place[1])
        if answer.version != version:
            raise DraftClosed("This answer was changed while you chose. Look at it again.")
        if choose == "both":
            texts = [str(answer.answer or ""), *(str(one["value"]) for one in answer.set_aside)]
            answer.answer = "\n\n".join(text for text in texts if text)
        elif choose != "standing":
            answer.answer = answer.set_aside[int(choose)]["value"]
        answer.set_aside, answer.version, answer.page = [], answer.version + 1, page
        answer.worker_id, answer.saved_at = by.worker, at
        answer.save()
        models.Draft.objects.filter(pk=draft).update(changed_at=at)


def discard(draft: UUID, *, by: access.Actor, at: dt.datetime) -> None:
    """Throw a draft away. What was typed is kept, so that it can be put back.

    :raises DraftClosed: if it was recorded meanwhile
    """
    with transaction.atomic():
        row = _locked(draft)
        require(by, _step(row.step), _about(draft))
        _require_open(row)
        models.Draft.objects.filter(pk=draft).update(discarded_at=at, discarded_by=by.worker)


def put_back(draft: UUID, *, by: access.Actor) -> None:
    """Take a draft out of the bin again.

    :raises DraftClosed: if the same form was begun again meanwhile
    """
    with transaction.atomic():
        row = _locked(draft)
        require(by, _step(row.step), _about(draft))
        again = models.Draft.objects.filter(same=row.same, completed_at=None, discarded_at=None).exclude(pk=draft)
        if again.exists():
            raise DraftClosed("This form was begun again since. Finish that one, or throw it away first.")
        models.Draft.objects.filter(pk=draft).update(discarded_at=None, discarded_by=None)


def close(draft: Draft, *, by: access.Actor, at: dt.datetime) -> None:
    """Say that a draft was recorded. Only completing does."""
    models.Draft.objects.filter(pk=draft.id).update(completed_at=at, completed_by=by.worker, changed_at=at)


def lock(draft: UUID) -> None:
    """Let nobody else write in a draft until this transaction ends."""
    _locked(draft)


def drafts_of(by: access.Actor, *, limit: int = 20) -> list[DraftLine]:
    """The forms that this person began or wrote in, newest first, of records that they may open. Three queries."""
    written = models.DraftAnswer.objects.filter(draft=OuterRef("pk"))
    links = models.Draft.about.through.objects.filter(draft=OuterRef("pk"))
    closed = links.exclude(subject__in=access.granted(by).values("about"))
    open_ = models.Draft.objects.filter(completed_at=None, discarded_at=None)
    mine = open_.filter(Exists(written), Q(begun_by=by.worker) | Exists(written.filter(worker=by.worker)))
    if not by.duty:
        mine = mine.exclude(Exists(closed))
    rows = list(mine.select_related("begun_by").order_by("-changed_at")[:limit])
    names = names_about([row.pk for row in rows], by)
    return [
        DraftLine(row.pk, _step(row.step).label, tuple(names.get(row.pk, ())), row.changed_at, row.begun_by.name)
        for row in rows
    ]


def names_about(drafts: Iterable[UUID], by: access.Actor) -> dict[UUID, list[str]]:
    """Whom each draft is about, by name where this person may know it. Two queries."""
    links = list(
        models.Draft.about.through.objects.filter(draft__in=list(drafts)).order_by("id").values_list("draft", "subject")
    )
    subjects = {subject for _, subject in links}
    people = Person.now.filter(about__in=subjects).exclude(
        Exists(models.Restriction.now.filter(about=OuterRef("about")))
        & ~Exists(access.granted(by).filter(about=OuterRef("about")))
    )
    said = {person.about_id: person.name for person in people}
    found: dict[UUID, list[str]] = {}
    for draft, subject in links:
        found.setdefault(draft, []).append(said.get(subject, CLOSED))
    return found


def require(by: access.Actor, step: Step, about: Sequence[UUID]) -> dict[UUID, str]:
    """The need to know by which this person may write this form about each of these subjects. One query.

    :raises NotAllowed: if they may not
    """
    if not access.may_take(by, step):
        raise access.NotAllowed(f"“{step.label}” is for a {' or '.join(step.by)}; you are signed in as a {by.role}.")
    here = Q(about__in=about) | Q(about__stands_for__in=about)
    granted = access.granted(by, step.compartment).filter(here).order_by("-since", "-id")
    why: dict[UUID, str] = {}
    for subject, stands_for, reason in granted.values_list("about", "about__stands_for", "why"):
        why[subject] = reason
        if stands_for:
            why[stands_for] = reason
    if by.duty and step.opens_record:
        why = dict.fromkeys(about, "Takes contacts at the front door") | why
    if not set(about) <= set(why):
        raise access.NotAllowed(NO_NEED)
    return {subject: why[subject] for subject in about}


def _step(key: str) -> Step:
    step = handbook().steps.get(key)
    if step is None:
        raise access.NotAllowed(
            "There is no such form. It may have been renamed: go back, and choose it from the record."
        )
    return step


def _add(draft: UUID, about: Sequence[UUID]) -> None:
    links = models.Draft.about.through
    links.objects.bulk_create(links(draft_id=draft, subject_id=subject) for subject in about)


def _about(draft: UUID) -> tuple[UUID, ...]:
    """The subjects, in the order in which they were named."""
    return tuple(
        models.Draft.about.through.objects.filter(draft=draft).order_by("id").values_list("subject", flat=True)
    )


def _locked(draft: UUID) -> models.Draft:
    row = models.Draft.objects.select_for_update().filter(pk=draft).first()
    if row is None:
        raise access.NotAllowed("There is no such draft. It may have been begun under another address.")
    return row


def _require_open(row: models.Draft) -> None:
    if row.completed_by:
        raise DraftClosed(
            f"{row.completed_by.name} has recorded this form already, without these words. They are set aside with it."
        )
    if row.discarded_by:
        raise DraftClosed(
            f"{row.discarded_by.name} threw this draft away. Put it back to go on with it; nothing in it is lost."
        )


def _answers(draft: UUID) -> dict[Place, Answer]:
    rows = models.DraftAnswer.objects.filter(draft=draft).select_related("worker").order_by("id")
    return {(row.subject, row.question): _plain(row) for row in rows}


def _plain(row: models.DraftAnswer) -> Answer:
    aside = tuple(
        Aside(one["value"], one["by"], one["worker"], dt.datetime.fromisoformat(one["at"]), one["page"])
        for one in row.set_aside
    )
    return Answer(row.answer, row.version, row.worker.name, row.worker_id, row.saved_at, aside)


def _aside(value: Any, by: access.Actor, at: dt.datetime, page: str) -> dict[str, Any]:
    return {"value": value, "by": by.name, "worker": by.worker, "at": at.isoformat(), "page": page}


def _drop_own_aside(answer: models.DraftAnswer, page: str) -> bool:
    """A page's later words stand in the place of its earlier ones."""
    kept = [one for one in answer.set_aside if not page or one["page"] != page]
    dropped = len(kept) < len(answer.set_aside)
    answer.set_aside = kept
    return dropped
