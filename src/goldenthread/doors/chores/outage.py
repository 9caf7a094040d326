"""Timed work: each night everybody's outage pack, where the authority has named a key for them."""

from importlib import import_module
from typing import Any

from django.utils import timezone

from goldenthread.doors.chores.app import app

FIRST_HOUR = 4  # after the night's other work
# What makes packs stands behind another door, which this one knows only by name.
MAKER = "goldenthread.doors.command.outage_pack"


@app.periodic(cron="25 * * * *")
@app.task(queueing_lock="outage", lock="outage")
def outage_packs(timestamp: int, **kwargs: Any) -> None:
    """At twenty-five past four, or at the first twenty-five past after it if the work failed."""
    maker = import_module(MAKER)
    now = timezone.localtime()
    if maker.is_wanted() and now.hour >= FIRST_HOUR and not maker.made_on(now.date()):
        maker.make(at=now)
