"""Put an entry right: one child's, or what was said of several children at once for all of them."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from goldenthread.blocks.forms import Question
from goldenthread.blocks.widgets import GovDate
from goldenthread.casework import access, drafts
from goldenthread.casework.acts import CannotRecord
from goldenthread.casework.choosing import typed_again
from goldenthread.casework.drafts import Draft, Place
from goldenthread.casework.filling import APART, DAY, TIME, form_of
from goldenthread.casework.occasions import parts_of
from goldenthread.casework.replay import WITHDRAWN
from goldenthread.language import Step, handbook
from goldenthread.record.models import Entry
from goldenthread.timekeeping import spoken
from goldenthread.timekeeping.days import LONDON

# Beside the answers of a correction: the version that each child's part of it began from.
STOOD = "_stood"


def begin_correction(entry: UUID, *, by: access.Actor, at: dt.datetime, alone: bool = False) -> UUID:
    """A draft that puts an entry right: it begins as what stands now.

    What was said of several children at once is put right for all those of whom it still stands and about whom this
    person may write. alone: for the child of this entry only, so that the others' stays as it is.

    :raises NotAllowed: if there is no such entry, it was withdrawn, or this person may not write it
    """
    stored = Entry.objects.filter(pk=entry).first()
    step = handbook().steps.get(stored.step) if stored else None
    if stored is None or step is None:
        raise access.NotAllowed("There is no such entry. Go back, and choose it from the chronology.")
    root = stored.corrects_id or stored.pk
    roots = [root] if alone else _together(root, by=by)
    stands = _standing(roots)
    if any((one.answers or {}).get(WITHDRAWN) for one in stands):
        raise access.NotAllowed("This was withdrawn and no longer counts. If it was right after all, record it again.")
    draft = drafts.begin(
        step.key,
        [one.about_id for one in stands],
        by=by,
        at=at,
        follows=Entry.objects.filter(pk=roots[0]).values_list("follows", flat=True)[0],
        corrects=roots[0],
        prefilled={**_said_by(step, stands), **{(one.about_id, STOOD): str(one.pk) for one in stands}},
    )
    catch_up(drafts.open_draft(draft, by=by, at=at), by=by)
    return draft


def catch_up(draft: Draft, *, by: access.Actor) -> str:
    """Bring into a correction what somebody else put right meanwhile: in words who did; nothing where nobody did.

    What this draft left as it was is as it stands now; where both changed an answer, both versions are shown until
    somebody chooses. Where children stand apart by now, or it was withdrawn, nothing is brought: recording refuses.
    """
    if draft.corrects is None or not draft.open:
        return ""
    roots = corrected_by(draft, by=by)
    stands = _standing([roots[subject] for subject in draft.about])
    began = [began_from(draft, subject) for subject in draft.about]
    moved = [one for one, stood in zip(stands, began, strict=True) if stood and one.pk != stood]
    apart = len({one.occasion_id for one in stands}) > 1
    if not moved or apart or any((one.answers or {}).get(WITHDRAWN) for one in stands):
        return ""
    before = Entry.objects.filter(pk__in=[stood for stood in began if stood]).select_related("occasion")
    was, now = _said_by(draft.step, sorted(before, key=lambda one: began.index(one.pk))), _said_by(draft.step, stands)
    last = max(moved, key=lambda one: one.known_at)
    drafts.lay_beside(
        draft.id,
        {
            **{place: (was.get(place), now.get(place)) for place in {**was, **now} if was.get(place) != now.get(place)},
            **{(one.about_id, STOOD): (draft.value((one.about_id, STOOD)), str(one.pk)) for one in stands},
        },
        by=last.author, worker=last.worker_id or by.worker, at=last.known_at,
    )  # fmt: skip
    return (
        f"{last.author} put this right on {spoken(last.known_at)}, while you wrote. What you had left alone is as it "
        "stands now; where you both changed an answer, both versions are shown. Look, then record it."
    )


def _said_by(step: Step, stands: Sequence[Entry]) -> dict[Place, Any]:
    """What entries of one occasion say, or one alone, as somebody would type it."""
    first = stands[0]
    shared = first.occasion.shared if first.occasion else {}
    own = {one.about_id: one.answers or {} for one in stands}
    return _as_typed(step, first.happened_at or first.happened_on, shared, own)


def _together(root: UUID, *, by: access.Actor) -> list[UUID]:
    """The entries that are put right with this one: of those children for whom the same still stands."""
    parts = parts_of(root, by=by)
    mine = parts.said_by(root)
    return [part.root for part in parts.with_same(mine)] if mine else [root]


def _standing(roots: Sequence[UUID]) -> list[Entry]:
    """Each of these entries as it was last put right, in the order given."""
    versions = Entry.objects.filter(Q(pk__in=roots) | Q(corrects__in=roots)).select_related("occasion")
    latest = {one.corrects_id or one.pk: one for one in versions.order_by("known_at", "position")}
    return [latest[root] for root in roots]


def corrected_by(draft: Draft, *, by: access.Actor) -> Mapping[UUID, UUID]:
    """Which entry a draft puts right for each child.

    :raises CannotRecord: if a child was added of whom there is nothing to put right
    """
    if draft.corrects is None:
        return {}
    roots = {part.about: part.root for part in parts_of(draft.corrects, by=by).opened}
    roots = roots or dict(Entry.objects.filter(pk=draft.corrects).values_list("about", "pk"))
    if not set(draft.about) <= set(roots):
        raise CannotRecord("A child was added of whom this was not recorded. Leave them out, and record it for them.")
    return roots


@dataclasses.dataclass(frozen=True)
class Correction:
    """Whom a correction is about among those of whom the same was recorded at once.

    here: those whose entry it puts right, each with the entry; with_them: those who could be put right together with
    them. apart: whose part was put right alone or withdrawn before, and stays; closed: how many are not open to the
    reader, and stay as they are.
    """

    here: Mapping[UUID, UUID]
    with_them: Sequence[UUID]
    apart: Sequence[UUID]
    closed: int


def correction(draft: Draft, *, by: access.Actor) -> Correction | None:
    """What a correction leaves alone; nothing, for a form that corrects nothing or an entry about one. One query."""
    parts = parts_of(draft.corrects, by=by) if draft.corrects else None
    mine = parts.said_by(draft.corrects) if parts and draft.corrects else None
    if parts is None or mine is None:
        return None
    same = [part.about for part in parts.with_same(mine)]
    return Correction(
        {part.about: part.root for part in parts.opened if part.about in draft.about},
        [about for about in same if about not in draft.about],
        [part.about for part in parts.opened if part.about not in {*same, *draft.about}],
        parts.closed,
    )


def began_from(draft: Draft, subject: UUID) -> UUID | None:
    """The version of a child's entry that a correction began from."""
    stood = draft.value((subject, STOOD))
    return UUID(stood) if stood else None


def _as_typed(
    step: Step, happened: dt.date | dt.datetime, shared: Mapping[str, Any], own: Mapping[UUID, Mapping[str, Any]]
) -> dict[Place, Any]:
    """What an entry says, or several of one occasion, as somebody would type it: where its correction begins.

    shared: what the occasion shares; own: what stands for each child alone.
    """
    when = happened.astimezone(LONDON) if isinstance(happened, dt.datetime) else happened
    typed: dict[Place, Any] = {(None, DAY): _boxes(when)}
    if isinstance(when, dt.datetime):
        typed[None, TIME] = when.strftime("%H:%M")
    form, first = form_of(step), next(iter(own.values()))
    whole = {**first, **shared} if len(own) > 1 else {**shared, **first}
    apart = form.asked_apart() if len(own) > 1 else []
    for name, question in form.all_questions().items():
        if not question.own:
            typed |= as_typed_again(question, None, name, whole)
    for subject, answers in own.items():
        theirs = {**shared, **answers}
        differs = any(theirs.get(name, "") != whole.get(name, "") for name in apart)
        if differs:
            typed[subject, APART] = "yes"
        for name, question in form.all_questions().items():
            if question.own or (differs and question.apart):
                typed |= as_typed_again(question, subject, name, theirs)
    return typed


def as_typed_again(
    question: Question, subject: UUID | None, name: str, answers: Mapping[str, Any]
) -> Iterator[tuple[Place, Any]]:
    value = answers.get(name)
    if value in (None, "", []):
        return
    if isinstance(question.widget, GovDate):
        value = _boxes(dt.date.fromisoformat(value))
    elif question.chooses:
        value = typed_again(question, value, answers)
    yield (subject, name), value


def _boxes(day: dt.date) -> dict[str, str]:
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}
