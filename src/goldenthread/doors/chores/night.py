"""The night's work: every signal asked, the day's figures kept."""

from typing import Any

from django.utils import timezone

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
