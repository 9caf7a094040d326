"""What a recording changed, told from the record itself: so that the receipt can be read again at any time."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from uuid import UUID

from goldenthread.casework import access
from goldenthread.casework.drafts import Draft
from goldenthread.casework.duties import run_of
from goldenthread.casework.limits import days_left
from goldenthread.casework.rules import rules_now
from goldenthread.language import Handbook, handbook
from goldenthread.record.models import Allocation, ClockRun, Entry, Waiting
from goldenthread.timekeeping import Calendar, spoken


@dataclasses.dataclass(frozen=True)
class Effect:
    """One thing that a recording changed. `state`: started, met, missed, no longer, waits, allocated."""

    subject: UUID
    state: str
    what: str
    due: dt.date | None = None
    left: int | None = None
    unit: str = "day"
    note: str = ""


@dataclasses.dataclass(frozen=True)
class Next:
    """The next useful thing: a step that this person may take, about whom."""

    step: str
    label: str
    about: tuple[UUID, ...]


@dataclasses.dataclass(frozen=True)
class Receipt:
    """What was recorded, by whom and when, what it changed, and what comes next."""

    said: str
    happened: dt.date | dt.datetime
    known: dt.datetime
    by: str
    about: tuple[UUID, ...]
    also: tuple[str, ...]
    effects: Sequence[Effect]
    next: Sequence[Next]
    corrects: UUID | None


def receipt(draft: Draft, *, by: access.Actor, now: dt.datetime) -> Receipt | None:
    """The receipt of a draft that was recorded; nothing if it was not."""
    entries = list(Entry.objects.filter(key=draft.key).order_by("nth"))
    if not entries:
        return None
    book, first = handbook(), entries[0]
    about = tuple(dict.fromkeys(entry.about_id for entry in entries))
    also = [book.steps[entry.step].said for entry in entries if entry.step != first.step and entry.step in book.steps]
    calendar = rules_now().calendar()
    at = first.known_at
    effects = [
        *_clocks(about, at, now=now, calendar=calendar, book=book),
        *_allocations(about, at),
        *_waiting(about, at, book=book),
    ]
    return Receipt(
        said=draft.step.said or draft.step.label, happened=first.happened_at or first.happened_on, known=at,
        by=first.author, about=draft.about, also=tuple(dict.fromkeys(also)), effects=effects,
        next=list(_next(draft, about, at, by=by, book=book)), corrects=draft.corrects,
    )  # fmt: skip


def _clocks(
    about: Sequence[UUID], at: dt.datetime, *, now: dt.datetime, calendar: Calendar, book: Handbook
) -> Iterator[Effect]:
    rows = list(ClockRun.objects.filter(about__in=about, known_from=at).order_by("due_on", "row"))
    before = set(ClockRun.objects.filter(about__in=about, known_until=at).values_list("id", flat=True))
    for row in rows:
        clock = book.clocks.get(row.clock)
        label = clock.label if clock else row.clock
        state = run_of(row).state(at)
        if row.stopped_on:
            yield Effect(
                row.about_id, state, label, row.due_on, note=f"was due {spoken(row.due_on)}" if row.due_on else ""
            )
        elif row.lapsed:
            yield Effect(row.about_id, "no longer", label, note=row.lapsed)
        elif row.due_on and row.id not in before:
            working = "working" in row.limit
            left, unit = days_left(row.due_on, row.due_at, now=now, working=working, calendar=calendar)
            yield Effect(row.about_id, "started", label, row.due_on, left, unit, row.limit)
        elif row.id not in before:
            yield Effect(row.about_id, "started", label, note="no limit was in force on that day")


def _allocations(about: Sequence[UUID], at: dt.datetime) -> Iterator[Effect]:
    for row in Allocation.objects.filter(about__in=about, known_from=at, until=None).select_related("worker"):
        if row.worker:
            yield Effect(row.about_id, "allocated", f"{row.worker.name} is the {row.role}")


def _waiting(about: Sequence[UUID], at: dt.datetime, *, book: Handbook) -> Iterator[Effect]:
    for row in Waiting.objects.filter(about__in=about, known_from=at).select_related("worker"):
        step = book.steps.get(row.step)
        what = step.said or step.label if step else row.step
        whom = row.worker.name if row.worker else f"a {' or '.join(row.roles)}"
        yield Effect(row.about_id, "waits", what, note=f"waits for {whom}")


def _next(
    draft: Draft, about: tuple[UUID, ...], at: dt.datetime, *, by: access.Actor, book: Handbook
) -> Iterator[Next]:
    """The steps that stop the clocks which began now; and the same sign-off for brothers and sisters."""
    offered: set[str] = set()
    runs = ClockRun.now.filter(about__in=about, known_from=at, stopped_on=None, lapsed="").order_by("due_on")
    for clock in dict.fromkeys(runs.values_list("clock", flat=True)):
        for key, stopped in book.stopping.items():
            step = book.steps[key]
            if clock in stopped and step.form and access.may_take(by, step) and key not in offered:
                offered.add(key)
                yield Next(key, step.label, about if step.together else about[:1])
    if draft.step.settles:
        mine = Waiting.now.filter(step=draft.step.settles.key, kind=Waiting.Kind.SIGN_OFF).exclude(about__in=about)
        same = Entry.objects.filter(about__in=about, step=draft.step.settles.key, occasion__isnull=False)
        with_them = Entry.objects.filter(occasion__in=same.values("occasion")).values("pk")
        for row in mine.filter(entry_id__in=with_them, about__in=access.granted(by).values("about")):
            yield Next(draft.step.key, draft.step.label, (row.about_id,))
