"""A clock that runs, as a line of work: whose, by when, how long is left, by which rule, and what comes next."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from goldenthread.casework import access
from goldenthread.casework.children import Child, child_of, with_child
from goldenthread.language import Clock, Compartment, Handbook, Step, key_of, keys_of
from goldenthread.record.models import Allocation, ClockRun, Entry, Episode, Waiting
from goldenthread.timekeeping import Calendar, day_of, london_day

RUNNING = Q(stopped_on=None, lapsed="", due_on__isnull=False)


@dataclasses.dataclass(frozen=True)
class NextStep:
    """What this person can do about it, and where; `to` says whom it waits for, where it is not theirs to do."""

    label: str
    step: str = ""
    to: str = ""


@dataclasses.dataclass(frozen=True)
class Limit:
    """One running clock. `left` counts working days where the limit does; it is negative when the day has passed."""

    child: Child
    clock: str
    what: str
    kind: str
    due: dt.date
    due_at: dt.datetime | None
    left: int
    unit: str
    rule: str
    rule_name: str
    limit: str
    source: str
    since: dt.date
    unverified: bool
    next: NextStep

    @property
    def overdue(self) -> bool:
        return self.left < 0


def clocks() -> QuerySet[Any]:
    """The clocks that run, soonest first."""
    # Openings without a recorded need have a list of their own (casework.openings).
    rows = ClockRun.now.filter(RUNNING).exclude(compartment=Compartment.OPENINGS)
    return rows.order_by("due_on", F("due_at").asc(nulls_last=True), "row")


def running() -> QuerySet[Any]:
    """The clocks that run, soonest first, with what a line says of each: name, age, and the steps already taken."""
    taken = Entry.objects.filter(about=OuterRef("about_id"), happened_on__gte=OuterRef("started_on"))
    back = Waiting.now.filter(about=OuterRef("about_id"), kind=Waiting.Kind.RETURNED)
    return with_child(clocks()).annotate(
        taken=ArraySubquery(taken.order_by().values("step").distinct()),
        back=ArraySubquery(back.values("step")),
    )


def of_teams(teams: Iterable[int]) -> Q:
    """The clocks of these teams' work: of children allocated in them, and of what no other team was given since."""
    allocated = Allocation.now.filter(about=OuterRef("about_id"), until=None, team__isnull=False)
    here = Exists(Episode.now.filter(id=OuterRef("episode"), team__in=teams))
    moved_on = Exists(allocated.exclude(team__in=teams).filter(since__gte=OuterRef("started_on")))
    return Q(Exists(allocated.filter(team__in=teams))) | Q(here, ~moved_on)


def limit_of(run: Any, *, actor: access.Actor, now: dt.datetime, calendar: Calendar, book: Handbook) -> Limit:
    """A row of `running` as a line."""
    clock = book.clocks.get(run.clock)
    rule = next((rule for rule in book.law.family(clock.law) if rule.key == run.rule), None) if clock else None
    counted = {step.counts_as or key for key in run.taken if (step := book.steps.get(key))}
    taken = counted - {step.settles.key for key in run.back if (step := book.steps[key]).settles}
    left, unit = days_left(run.due_on, run.due_at, now=now, working="working" in run.limit, calendar=calendar)
    return Limit(
        child=child_of(run.about_id, run.person, run.number, today=london_day(now)),
        clock=run.clock,
        what=clock.label if clock else run.clock,
        kind=(clock.pathway.label or clock.pathway.__name__) if clock else "",
        due=run.due_on,
        due_at=run.due_at,
        left=left,
        unit=unit,
        rule=run.rule,
        rule_name=rule.name if rule else run.rule,
        limit=run.limit,
        source=run.source,
        since=run.started_on,
        unverified=rule is not None and not rule.verified,
        next=next_step(clock, taken, actor, book) if clock else NextStep(""),
    )


def days_left(
    due: dt.date, due_at: dt.datetime | None, *, now: dt.datetime, working: bool, calendar: Calendar
) -> tuple[int, str]:
    """How much is left, and in which unit: hours on the last day of a limit in hours, else working or calendar days."""
    today = day_of(now)
    if due_at is not None:
        if due_at < now:
            late = now - due_at
            return (-late.days, "day") if late.days else (-max(1, round(late.seconds / 3600)), "hour")
        if due == today:
            return max(1, int((due_at - now).total_seconds() // 3600)), "hour"
    if working:
        left = calendar.working_days_between(today, due)
        if left or due == today:
            return left, "working day"
    return (due - today).days, "day"


def next_step(clock: Clock, taken: Collection[str], actor: access.Actor, book: Handbook) -> NextStep:
    """The step that stops the clock, if it can be taken now and by this person; else this person's next on the way.

    Else whom it waits for.
    """
    stop = book.steps[keys_of(clock.stops)[0]]
    settles = stop.settles
    if access.may_take(actor, stop) and (settles is None or settles.key in taken):
        return NextStep(stop.label, stop.key)
    for step in stop.pathway.steps():
        if _comes_next(step, taken) and access.may_take(actor, step) and step is not stop:
            return NextStep(step.label, step.key)
    first = next((step for step in stop.pathway.steps() if step.begins and step.key not in taken), None)
    waits = first or stop
    if not waits.by:
        return NextStep("")  # Only a file says so.
    return NextStep(waits.label, to=waits.by[0])


def _comes_next(step: Step, taken: Collection[str]) -> bool:
    return (
        step.key not in taken
        and not step.settles
        and not step.ends
        and (bool(step.needs) or step.begins)
        and all(key_of(need) in taken for need in step.needs)
    )
