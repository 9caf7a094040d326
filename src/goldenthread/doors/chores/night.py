"""Timed work: each night every signal asked and the day's figures kept; each hour the chains sealed."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from goldenthread.casework import access, sealing
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


@app.periodic(cron="40 * * * *")
@app.task(queueing_lock="seal", lock="seal")
def hourly_seal(timestamp: int, **kwargs: Any) -> None:
    """Write down, outside the database, where every chain ends: what is changed afterwards shows."""
    with access.acting(access.Chore("seal")):
        sealing.seal(settings.VAR / "seals")
