"""Timed work: each night every signal asked, the day's figures kept and old sign-ins forgotten; hourly the drafts whose
time is over, and the seal.
"""

import datetime as dt
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from goldenthread.casework import access, drafts, sealing
from goldenthread.casework.front_door import sent_copies
from goldenthread.doors.chores.app import app
from goldenthread.oversight import night

FIRST_HOUR = 3  # in London, when nobody is likely to be saving


@app.periodic(cron="10 * * * *")
@app.task(queueing_lock="night", lock="night")
def night_work(timestamp: int, **kwargs: Any) -> None:
    """At ten past three, or at the first ten past after it if the machine was asleep or the work failed."""
    now = timezone.localtime()
    if now.hour >= FIRST_HOUR and not night.is_done(now.date()):
        night.work(today=now.date(), at=now)
        forget_sign_ins(now=now)


def forget_sign_ins(*, now: dt.datetime) -> None:
    """Remove the sessions that have ended, mistakes that rest no name any more, and who signed in when, long ago."""
    with access.acting(access.Chore("forget")):
        call_command("clearsessions")
        kept = settings.SIGN_INS_KEPT.days
        AxesProxyHandler.reset_logs(age_days=kept)
        AxesProxyHandler.reset_failure_logs(age_days=kept)
        assert isinstance(settings.AXES_COOLOFF_TIME, dt.timedelta)
        AccessAttempt.objects.filter(attempt_time__lte=now - settings.AXES_COOLOFF_TIME).delete()


@app.periodic(cron="25 * * * *")
@app.task(queueing_lock="drafts", lock="drafts")
def forget_drafts(timestamp: int, **kwargs: Any) -> None:
    """Destroy what was in the drafts whose entry has stood since yesterday, or whose time is over; partners' as well.

    Asked every hour, so that a machine that slept through the night makes it good in the morning.
    """
    drafts.destroy_outlived(now=timezone.now())
    sent_copies.destroy_outlived(now=timezone.now())


@app.periodic(cron="40 * * * *")
@app.task(queueing_lock="seal", lock="seal")
def hourly_seal(timestamp: int, **kwargs: Any) -> None:
    """Write down, outside the database, where every chain ends: what is changed afterwards shows."""
    # Not one transaction: whoever is saving is waited for, and then waits no longer than that takes.
    with access.at_work(access.Chore("seal")):
        sealing.seal(settings.VAR / "seals")
