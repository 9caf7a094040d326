"""What is due on one record: limits of the law, sign-offs, work sent back, promises; each with its rule and source."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from goldenthread.casework.limits import days_left
from goldenthread.casework.rules import Closure, Rules
from goldenthread.casework.standing import Part, Standing
from goldenthread.language import Handbook, Run
from goldenthread.record.models import Action, ClockRun, Waiting
from goldenthread.standards.law import Law, Rule
from goldenthread.timekeeping import Calendar, day_of

STILL = "stopped_on is null and lapsed = ''"
NO_RULE = "no rule in force on that day"
CLOSURES = ("closures", "select day, working, known_at from record_closureday")
# What runs, was promised or waits stands together, the soonest first.
IN_ORDER = (("overdue",), ("running", "promised", "waiting"), (NO_RULE,), ("missed",), ("met",), ("not applicable",))
PLACE = {state: place for place, states in enumerate(IN_ORDER) for state in states}


@dataclasses.dataclass(frozen=True)
class Duty:
    """Something that is due, was due, or waits for somebody.

    state: overdue, running, met, missed, not applicable, no rule in force on that day; waiting; promised.
    left: days to the last day in time (working days where the limit counts them); negative when it has passed.
    """

    what: str
    state: str
    entry: UUID
    due: dt.date | None = None
    at: dt.datetime | None = None
    left: int | None = None
    unit: str = "day"
    since: dt.date | None = None
    stopped: dt.date | None = None
    stopped_by: UUID | None = None
    rule: str = ""
    limit: str = ""
    source: str = ""
    calendar: str = ""
    verified: bool = True
    note: str = ""
    step: str = ""
    roles: tuple[str, ...] = ()
    worker: int | None = None

    @property
    def open(self) -> bool:
        return self.state in ("overdue", "running", "waiting", "promised")


def parts(*, still: bool = True) -> list[Part]:
    """What `standing` is asked, for the duties that stand open, or for all that ever ran."""
    return [
        Part(ClockRun, STILL if still else ""),
        Part(Waiting),
        Part(Action, "done_on is null" if still else ""),
    ]


def duties(stood: Standing, *, now: dt.datetime, book: Handbook) -> list[Duty]:
    """Everything due on a record, what has passed its limit first, then the soonest."""
    calendar = _calendar(stood.rows.get("closures", []))
    found = [_limit(run, now, calendar, book) for run in stood.all(ClockRun)]
    found += [_waits(waiting, book) for waiting in stood.all(Waiting)]
    found += [_promise(action, now, book) for action in stood.all(Action)]
    return sorted(found, key=_weight)


def _weight(duty: Duty) -> tuple[int, dt.date, str]:
    return PLACE[duty.state], duty.due or dt.date.max, duty.what


def _limit(row: ClockRun, now: dt.datetime, calendar: Calendar, book: Handbook) -> Duty:
    clock = book.clocks.get(row.clock)
    rule = rules_by_key(book.law).get(row.rule)
    run = run_of(row)
    state = run.state(now)
    working = "working day" in row.limit
    left, unit = None, "day"
    if row.due_on and state in ("running", "overdue"):
        left, unit = days_left(row.due_on, row.due_at, now=now, working=working, calendar=calendar)
    return Duty(
        what=clock.label if clock else row.clock.rpartition(".")[2].replace("_", " ").capitalize(),
        state=NO_RULE if state == "no rule" else state,
        entry=row.entry_id,
        due=row.due_on,
        at=row.due_at,
        left=left,
        unit=unit,
        since=row.started_on,
        stopped=row.stopped_on,
        stopped_by=row.stopped_by,
        rule=rule.name if rule else row.rule,
        limit=row.limit,
        source=row.source,
        calendar=row.calendar,
        verified=rule is None or rule.verified,
        note=f"ended with: {row.lapsed}" if row.lapsed else "",
        step=_step_that_stops(row.clock, book),
    )


def run_of(row: ClockRun) -> Run:
    """A stored run as the plain value that knows its state."""
    return Run(
        id=UUID(row.id),
        clock=row.clock,
        episode=UUID(row.episode),
        journey=UUID(row.journey),
        entry=row.entry_id,
        started=row.started_at or row.started_on,
        due=row.due_at or row.due_on,
        rule=row.rule,
        limit=row.limit,
        source=row.source,
        calendar=row.calendar,
        stopped=row.stopped_at or row.stopped_on,
        stopped_by=row.stopped_by,
        lapsed=row.lapsed,
    )


def _step_that_stops(clock: str, book: Handbook) -> str:
    return next((step for step, clocks in book.stopping.items() if clock in clocks), "")


def _waits(row: Waiting, book: Handbook) -> Duty:
    step = book.steps.get(row.step)
    said = (step.said or step.label) if step else row.step
    if row.kind == Waiting.Kind.SIGN_OFF:
        settler = next((s for s in book.settled_by.get(row.step, []) if s.signs_off), None)
        return Duty(
            what=settler.label if settler else f"{said}: to sign off",
            state="waiting",
            entry=row.entry_id,
            since=day_of(row.since),
            roles=tuple(row.roles),
            step=settler.key if settler else "",
            note=f"for a {' or '.join(row.roles)}",
        )
    back = step.settles if step else None
    return Duty(
        what=f"{back.label}, again" if back else said,
        state="waiting",
        entry=row.entry_id,
        since=day_of(row.since),
        worker=row.worker_id,
        step=back.key if back else "",
        note=said[0].lower() + said[1:],
    )


def _promise(row: Action, now: dt.datetime, book: Handbook) -> Duty:
    today = day_of(now)
    overdue = row.due_on is not None and row.done_on is None and row.due_on < today
    return Duty(
        what=row.what,
        state="met" if row.done_on else "overdue" if overdue else "promised",
        entry=row.entry_id,
        due=row.due_on,
        left=(row.due_on - today).days if row.due_on and not row.done_on else None,
        worker=row.worker_id,
        source=row.why,
        stopped=row.done_on,
        step=row.step,
    )


def rules_by_key(law: Law) -> Mapping[str, Rule]:
    return {rule.key: rule for rule in law.rules}


def _calendar(rows: Iterable[Mapping[str, object]]) -> Calendar:
    """The working days, with the authority's own closure days."""
    closures: Sequence[Closure] = [
        Closure(
            dt.date.fromisoformat(str(row["day"])),
            bool(row["working"]),
            dt.datetime.fromisoformat(str(row["known_at"])),
        )
        for row in rows
    ]
    return Rules(Law.read(), (), closures).calendar()
