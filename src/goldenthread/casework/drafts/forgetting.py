"""The words of a draft are destroyed once the entry stands, or when the draft's time is over.

Its row stays, and says whose it was and of what step.
"""

import datetime as dt
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from goldenthread.casework import access
from goldenthread.casework.drafts.lifetime import KEPT, THROWN_AWAY, last_day
from goldenthread.casework.drafts.opening import is_open
from goldenthread.casework.rules import Rules, rules_now
from goldenthread.record.models import Draft, DraftAnswer
from goldenthread.timekeeping import day_of

CHORE = access.Chore("forget")


def destroy_outlived(*, now: dt.datetime) -> int:
    """Destroy the words of drafts whose entry stands or whose time is over; of how many. Safe to run twice.

    Each draft is a transaction of its own, so that nobody who saves waits for the whole night.
    """
    rules, today = rules_now(), day_of(now)
    with access.acting(CHORE):
        answered = Exists(DraftAnswer.objects.filter(draft=OuterRef("pk")))
        drafts = list(Draft.objects.filter(Q(emptied_at=None) | answered))
    waiting = [row for row in drafts if _recorded(row, today) or _over(row, rules, today)]
    return sum(_destroy(row.pk, rules=rules, now=now) for row in waiting)


def _destroy(draft: UUID, *, rules: Rules, now: dt.datetime) -> bool:
    """Destroy what of one draft is over, as it stands once nobody else writes in it."""
    with access.acting(CHORE):
        row = Draft.objects.select_for_update().get(pk=draft)
        answers = DraftAnswer.objects.filter(draft=row)
        if _over(row, rules, day_of(now)):
            answers.delete()
        elif _recorded(row, day_of(now)):
            # The entry says it now. What came too late stands nowhere else, and waits for somebody to read it.
            answers.filter(set_aside=[]).delete()
            answers.update(answer=None)
        else:
            return False
        if not row.emptied_at:
            row.emptied_at = now
            row.save(update_fields=["emptied_at"])
        return True


def _recorded(row: Draft, today: dt.date) -> bool:
    # Not at once: a page that sends the same words again is told from one that has others to say.
    return row.completed_at is not None and day_of(row.completed_at) < today and row.emptied_at is None


def _over(row: Draft, rules: Rules, today: dt.date) -> bool:
    family = KEPT if is_open(row) else THROWN_AWAY
    last = last_day(family, max(row.changed_at, row.discarded_at or row.changed_at), rules)
    return last is not None and today > last
