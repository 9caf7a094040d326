"""Whom a draft is about, while it is written: one more, or one fewer."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from goldenthread.casework import access
from goldenthread.casework.drafts.draft import Place
from goldenthread.casework.drafts.opening import (
    about_of,
    locked,
    prefill,
    put_in,
    require,
    require_open,
    same_as,
    step_of,
)
from goldenthread.record import models


def add(
    draft: UUID,
    subject: UUID,
    *,
    by: access.Actor,
    at: dt.datetime,
    prefilled: Mapping[Place, Any] | None = None,
) -> None:
    """Let a draft be about one more: a brother who is concerned as well.

    prefilled: what the record knows of the one who is added, as somebody would type it.

    :raises NotAllowed: if this person may not write about that subject
    :raises DraftClosed: if it was recorded or thrown away meanwhile
    """
    with transaction.atomic():
        row = locked(draft)
        require_open(row)
        about = about_of(draft)
        require(by, step_of(row.step), (*about, subject))
        if subject not in about:
            put_in(draft, (subject,))
            own = {place: value for place, value in (prefilled or {}).items() if place[0] == subject}
            prefill(draft, own, by=by, at=at)
        _found_by(row, before=about, after=(*dict.fromkeys((*about, subject)),), at=at)


def leave_out(draft: UUID, subject: UUID, *, by: access.Actor, at: dt.datetime) -> None:
    """Let a draft no longer be about somebody; what was typed about them is kept, should they be added again.

    :raises DraftClosed: if it was recorded or thrown away meanwhile
    """
    with transaction.atomic():
        row = locked(draft)
        require_open(row)
        about = about_of(draft)
        require(by, step_of(row.step), about)
        models.Draft.about.through.objects.filter(draft_id=draft, subject_id=subject).delete()
        _found_by(row, before=about, after=[one for one in about if one != subject], at=at)


def _found_by(row: models.Draft, *, before: Sequence[UUID], after: Sequence[UUID], at: dt.datetime) -> None:
    """Let a draft be found by whom it is about now, so that it stands in nobody's way who begins it for fewer.

    One that was begun apart from others stays so; and one stays apart where another of the same is open already.
    """
    row.changed_at = at
    if row.same == same_as(row.step, before, row.follows, row.corrects):
        row.same = same_as(row.step, after, row.follows, row.corrects)
        with access.working_out():
            taken = models.Draft.objects.filter(models.Draft.OPEN, same=row.same).exclude(pk=row.pk).exists()
        if taken:
            row.same = same_as(row.step, after, row.follows, row.corrects, apart=str(row.pk))
    row.save(update_fields=["same", "changed_at"])
