"""The job queue: it lives in the database, so that a job is promised in the same transaction as what it is about.

Every job is safe to run twice, because a job whose worker was killed is run again; and every job takes `**kwargs`, so
that a job promised by an older release still runs in a newer one.
"""

from typing import Any

from procrastinate import JobContext
from procrastinate.contrib.django import app

__all__ = ["app", "take_up_stalled_jobs"]


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="take_up_stalled_jobs", pass_context=True)
async def take_up_stalled_jobs(context: JobContext, /, timestamp: int, **kwargs: Any) -> None:
    """Give the jobs of a worker that was killed to one that lives."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        if job.id != context.job.id:
            await manager.retry_job(job)
