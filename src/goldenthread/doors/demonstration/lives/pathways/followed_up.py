"""What a meeting promised is followed up by its day, late or never, by whoever works with the child by then."""

import datetime as dt
from collections.abc import Sequence

from goldenthread.doors.demonstration.lives.at_work import Wait
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.pathways.child_in_need import Promise
from goldenthread.doors.demonstration.lives.words import child_in_need as words

NEVER, LATE = "never", "late"


def by_the_day(life: Life, family: Family, promises: Sequence[Promise], step: str) -> None:
    """Of each of these something is said near its day, if anybody thinks of it. step: the one that says it."""
    for promise in promises:
        kept = life.of.pick("promises.kept", family.chance)
        if kept != NEVER and promise.by:
            life.env.process(_said(life, family, promise, step, late=kept == LATE))


def _said(life: Life, family: Family, promise: Promise, step: str, *, late: bool) -> Wait:
    of, chance, clock = life.of, family.chance, life.clock
    due = clock.minute_of(dt.date.fromisoformat(promise.by))
    days = of.drawn("promises.late_days", chance) if late else 0
    minute = clock.on(due + (days - 1) * DAY, 1, chance.uniform(9.5, 15.5) * 60)
    yield life.until(minute if late or minute < due + DAY else clock.on(due, 0, 15 * 60))
    if (case := _case(promise.child)) is None:
        return
    yield from life.when_there(case)
    if _case(promise.child) is case:
        what = words.promised(promise.what, promise.by)
        progress = of.pick("promises.progress", chance)
        said = words.followed_up(family, promise.child, promise.id, what, progress, life.today)
        life.save(family, step, [promise.child], case.worker, said)


def _case(child: Child) -> Case | None:
    """The work with a child, while there is any."""
    return child.case if child.open and isinstance(child.case, Case) else None
