"""Whether an assessment will be late, said in one sentence from how long earlier ones took. No score, no model."""

import dataclasses
import datetime as dt
import statistics
from collections.abc import Sequence
from typing import Literal

from goldenthread.timekeeping import Calendar

State = Literal["in time", "likely late", "late"]

# How many earlier assessments are looked back on, and with how few the question is left open. No law sets either.
LOOKED_BACK_ON = 30
ENOUGH = 5


@dataclasses.dataclass(frozen=True)
class Past:
    """How long earlier assessments took, in working days from allocation to authorisation, the latest first; whose."""

    whose: str
    took: Sequence[int]


@dataclasses.dataclass(frozen=True)
class Forecast:
    """What to expect of one assessment, and the sentence that says why."""

    state: State
    says: str


def forecast(*, began: dt.date, due: dt.date, today: dt.date, calendar: Calendar, pasts: Sequence[Past]) -> Forecast:
    """What to expect. Of `pasts` (the worker's own, then the team's) the first that has enough is asked.

    Of those earlier assessments that were still open after as many days as this one has been, half were finished within
    the median of the days that they still took. If that is more than is left, this one is likely to be late.
    """
    if due < today:
        return Forecast("late", "The last day in time has passed.")
    left = calendar.working_days_between(today, due)
    open_for = calendar.working_days_between(began, today)
    for past in pasts:
        took = list(past.took[:LOOKED_BACK_ON])
        if len(took) < ENOUGH:
            continue
        still = [days - open_for for days in took if days > open_for]
        if not still:
            return Forecast(
                "likely late" if left == 0 else "in time",
                f"All of {past.whose} last {len(took)} assessments were finished by day {open_for}, "
                f"where this one is; {_days(left)} left.",
            )
        usual = statistics.median_high(still)
        state: State = "likely late" if usual > left else "in time"
        return Forecast(
            state,
            f"On day {open_for}, half of {past.whose} last {len(took)} assessments that were still open took "
            f"{_days(usual)} or fewer more; this one has {left}.",
        )
    return Forecast("in time", f"{_days(left)} left. Too few assessments are finished to say more.")


def _days(count: int) -> str:
    return f"{count} working day{'' if count == 1 else 's'}"
