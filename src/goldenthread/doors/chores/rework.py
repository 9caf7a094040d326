"""After a release that works something out differently: what stands is worked out anew, while people work."""

import contextlib
import time

from asgiref.sync import sync_to_async
from django.db import connections
from procrastinate.exceptions import AlreadyEnqueued

from goldenthread.casework import reworking
from goldenthread.doors.chores.app import app

# A job at hand is finished before the worker stops: so long that little is lost in between, and nobody waits for it.
A_WHILE = 5.0


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="rework", lock="rework")
async def rework(timestamp: int, **kwargs: object) -> None:
    """Go on for a while with what is not done, and promise the next while."""
    if await sync_to_async(in_its_thread, thread_sensitive=False)(A_WHILE):
        # If this minute's is promised already, that one goes on.
        with contextlib.suppress(AlreadyEnqueued):
            await rework.defer_async(timestamp=timestamp)


def in_its_thread(seconds: float) -> bool:
    """Go on, and leave no connection to a thread that nobody may come back to."""
    try:
        return go_on(seconds)
    finally:
        connections.close_all()


def go_on(seconds: float) -> bool:
    """Work for so long, and answer whether something is left."""
    until = time.monotonic() + seconds
    return any(time.monotonic() >= until for _ in reworking.work())
