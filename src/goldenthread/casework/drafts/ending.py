"""A draft ends, by somebody's hand: recorded, or thrown away and perhaps put back."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from goldenthread.casework import access
from goldenthread.casework.drafts.draft import Draft, DraftClosed
from goldenthread.casework.drafts.opening import about_of, locked, require, require_open, step_of
from goldenthread.record import models


def discard(draft: UUID, *, by: access.Actor, at: dt.datetime) -> None:
    """Throw a draft away. What was typed is kept, so that it can be put back.

    :raises DraftClosed: if it was recorded meanwhile
    """
    with transaction.atomic():
        row = locked(draft)
        require(by, step_of(row.step), about_of(draft))
        require_open(row)
        models.Draft.objects.filter(pk=draft).update(discarded_at=at, discarded_by=by.worker)


def keep(draft: UUID, *, by: access.Actor, at: dt.datetime) -> None:
    """Let a draft be kept as long again as if somebody had written in it now.

    :raises DraftClosed: if it was recorded, thrown away or destroyed meanwhile
    """
    with transaction.atomic():
        row = locked(draft)
        require(by, step_of(row.step), about_of(draft))
        require_open(row)
        models.Draft.objects.filter(pk=draft).update(changed_at=at)


def put_back(draft: UUID, *, by: access.Actor) -> None:
    """Take a draft out of the bin again.

    :raises DraftClosed: if the same form was begun again meanwhile, or what was in it is destroyed
    """
    with transaction.atomic():
        row = locked(draft)
        require(by, step_of(row.step), about_of(draft))
        if row.completed_at or row.emptied_at:
            require_open(row)
        again = models.Draft.objects.filter(models.Draft.OPEN, same=row.same).exclude(pk=draft)
        if again.exists():
            raise DraftClosed("This form was begun again since. Finish that one, or throw it away first.")
        models.Draft.objects.filter(pk=draft).update(discarded_at=None, discarded_by=None)


def close(draft: Draft, *, by: access.Actor, at: dt.datetime) -> None:
    """Say that a draft was recorded. Only completing does; what was recorded may have closed the record to them."""
    with access.working_out():
        models.Draft.objects.filter(pk=draft.id).update(completed_at=at, completed_by=by.worker, changed_at=at)
