"""What those who work in the pathways say of their steps: what holds one up, what it asks twice, what would help.

Source: the improvement plan of the seeds, 2.5 and 3.10: front-line staff have their say in the review of the pathway.
"""

import dataclasses
import datetime as dt

from django.db.models import Count, Max

from goldenthread.casework import access
from goldenthread.casework.acts import CannotRecord
from goldenthread.language import Step, handbook
from goldenthread.record.models import StepComment
from goldenthread.timekeeping import A_YEAR_BACK

MOST = 200
LONGEST = 1000


@dataclasses.dataclass(frozen=True)
class Comment:
    """What somebody said of a step."""

    said: str
    by: str
    team: str
    at: dt.datetime


@dataclasses.dataclass(frozen=True)
class Commented:
    """A step of which something was said in the last year, and how often."""

    step: Step
    many: int
    latest: dt.datetime


def step_named(key: str) -> Step:
    """A step that may be commented on.

    :raises LookupError: if no pathway has it
    """
    return handbook().steps[key]


def say(step: str, said: str, *, by: access.Actor, at: dt.datetime) -> None:
    """Add what somebody says of a step; it stays as it was said.

    :raises CannotRecord: if nothing was said, or more than there is room for
    """
    words = said.strip()
    if not words:
        raise CannotRecord("Say what holds this step up, or what would help.")
    if len(words) > LONGEST:
        raise CannotRecord(f"Say it in at most {LONGEST:,} characters: these are {len(words):,}.")
    StepComment.objects.create(step=step_named(step).key, said=words, at=at, worker_id=by.worker, post_id=by.post)


def of_step(step: str) -> list[Comment]:
    """What was said of a step, the latest first. One query."""
    rows = StepComment.objects.filter(step=step).select_related("worker", "post__team")[:MOST]
    return [Comment(row.said, row.worker.name, row.post.team.name, row.at) for row in rows]


def commented(*, now: dt.datetime) -> list[Commented]:
    """The steps of which something was said in a year, the most first. One query."""
    steps = handbook().steps
    rows = (
        StepComment.objects.filter(at__gt=now - A_YEAR_BACK)
        .order_by()
        .values("step")
        .annotate(many=Count("pk"), latest=Max("at"))
        .order_by("-many", "step")
    )
    return [Commented(steps[row["step"]], row["many"], row["latest"]) for row in rows if row["step"] in steps]
