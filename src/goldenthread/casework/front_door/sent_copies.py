"""What partners wrote is kept no longer than is needed: what was not sent, and their own copy of what was."""

import datetime as dt

from goldenthread.casework import access
from goldenthread.casework.drafts.lifetime import KEPT, last_day
from goldenthread.casework.rules import rules_now
from goldenthread.record.models import PartnerPaper, PartnerReferral
from goldenthread.timekeeping import day_of

CHORE = access.Chore("forget")
COPY_KEPT = "partner_copy_kept"


def destroy_outlived(*, now: dt.datetime) -> int:
    """Destroy what was not sent in time, and the words of copies whose time is over; of how many. Safe to run twice.

    What was sent stands on the record as it was sent, under the record's own rules.
    """
    rules, today = rules_now(), day_of(now)
    with access.acting(CHORE):
        over = [
            row.pk
            for row in PartnerReferral.objects.exclude(sent_at__isnull=False, typed={}).defer("typed")
            if (last := last_day(COPY_KEPT if row.sent_at else KEPT, row.sent_at or row.changed_at, rules))
            and last < today
        ]
        PartnerPaper.objects.filter(referral__in=over).delete()
        theirs = PartnerReferral.objects.filter(pk__in=over)
        theirs.filter(sent_at=None).delete()
        theirs.filter(sent_at__isnull=False).update(typed={})
    return len(over)
