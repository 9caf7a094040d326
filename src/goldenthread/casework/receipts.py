"""What a recording changed, told from the record itself: so that the receipt can be read again at any time."""

import dataclasses
import datetime as dt
from collections.abc import Container, Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Q, QuerySet, Value

from goldenthread.casework import access, letters
from goldenthread.casework.correcting import Correction, correction
from goldenthread.casework.drafts import Draft
from goldenthread.casework.duties import run_of
from goldenthread.casework.limits import days_left
from goldenthread.casework.rules import calendar_now
from goldenthread.language import Handbook, handbook
from goldenthread.record.models import Allocation, ClockRun, Entry, Waiting
from goldenthread.timekeeping import Calendar, spoken

ALLOCATED, WAITS, SAME = "allocated", "waits", "the same"


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
    """The next useful thing: a step that this person may take, about whom, and after which entry."""

    step: str
    label: str
    about: tuple[UUID, ...]
    follows: UUID | None = None


@dataclasses.dataclass(frozen=True)
class Receipt:
    """What was recorded, by whom and when, what it changed, and what comes next.

    puts_right: whom else the same was recorded of, where it is a correction.
    """

    said: str
    happened: dt.date | dt.datetime
    known: dt.datetime
    by: str
    about: tuple[UUID, ...]
    also: tuple[str, ...]
    effects: Sequence[Effect]
    next: Sequence[Next]
    corrects: UUID | None
    puts_right: Correction | None = None


def receipt(draft: Draft, *, by: access.Actor, now: dt.datetime) -> Receipt | None:
    """The receipt of a draft that was recorded; nothing if it was not."""
    entries = list(Entry.objects.filter(key=draft.key).order_by("nth"))
    by_rule = list(Entry.objects.filter(follows__key=draft.key, worker=None, source=None).order_by("known_at"))
    if not entries:
        return None
    book, first = handbook(), entries[0]
    about = tuple(dict.fromkeys(entry.about_id for entry in entries))
    also = [
        book.steps[entry.step].said
        for entry in (*entries, *by_rule)
        if entry.step != first.step and entry.step in book.steps
    ]
    at = first.known_at
    # What a rule set going in the same moment belongs to it: of each clock, what it came to.
    moments = {at, *(entry.known_at for entry in by_rule)}
    runs = ClockRun.objects.filter(Q(known_from__in=moments) | Q(known_until=at), about__in=about)
    moved = list(runs.order_by("due_on", "row"))
    latest = {run.id: run.known_from for run in sorted(moved, key=lambda run: run.known_from)}
    began = [run for run in moved if run.known_from in moments and run.known_from == latest[run.id]]
    before = {run.id for run in moved if run.known_until == at}
    people = _people(draft, about, at, by=by)
    effects = [
        *_clocks(began, before, at, now=now, calendar=calendar_now(), book=book),
        *(_effect(one, book) for one in people if one.state != SAME),
    ]
    return Receipt(
        said=draft.step.said or draft.step.label, happened=first.happened_at or first.happened_on, known=at,
        by=first.author, about=draft.about, also=tuple(dict.fromkeys(also)), effects=effects,
        next=[
            *_stopping(began, about, by=by, book=book),
            *(Next(draft.step.key, draft.step.label, (one.subject,)) for one in people if one.state == SAME),
            *_letters(entries, by=by),
        ], corrects=draft.corrects, puts_right=correction(draft, by=by),
    )  # fmt: skip


def _letters(entries: Sequence[Entry], *, by: access.Actor) -> Iterator[Next]:
    """What each child's family is to be told in writing."""
    for entry in entries:
        if offered := letters.offered_after(entry.step, by=by):
            yield Next(offered.step, offered.label, (entry.about_id,), entry.pk)


def _clocks(
    began: Sequence[ClockRun],
    before: Container[str],
    at: dt.datetime,
    *,
    now: dt.datetime,
    calendar: Calendar,
    book: Handbook,
) -> Iterator[Effect]:
    for row in began:
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


class _Person(NamedTuple):
    """Who works with a child now, or for whom something of that child waits; `what` is a role or a step."""

    state: str
    row: int
    subject: UUID
    what: str
    worker: str | None
    roles: list[str]


def _people(draft: Draft, about: Sequence[UUID], at: dt.datetime, *, by: access.Actor) -> list[_Person]:
    """What the recording gave to whom; and, after a sign-off, the brothers and sisters who wait for the same.

    One query.
    """
    nobody = Value([], output_field=ArrayField(CharField()))
    works = Allocation.objects.filter(about__in=about, known_from=at, until=None, worker__isnull=False)
    asked: list[QuerySet[Any, Any]] = [
        works.values_list(Value(ALLOCATED), "row", "about", "role", "worker__name", nobody)
    ]
    waits = [(WAITS, Waiting.objects.filter(about__in=about, known_from=at))]
    if draft.step.settles:
        mine = Waiting.now.filter(step=draft.step.settles.key, kind=Waiting.Kind.SIGN_OFF).exclude(about__in=about)
        same = Entry.objects.filter(about__in=about, step=draft.step.settles.key, occasion__isnull=False)
        with_them = Entry.objects.filter(occasion__in=same.values("occasion")).values("pk")
        theirs = Q(entry_id__in=with_them) | Q(entry_id__in=Entry.objects.filter(corrects__in=with_them).values("pk"))
        waits.append((SAME, mine.filter(theirs, about__in=access.granted(by).values("about"))))
    asked += [rows.values_list(Value(state), "row", "about", "step", "worker__name", "roles") for state, rows in waits]
    return sorted(_Person(*row) for row in asked[0].union(*asked[1:], all=True))


def _effect(one: _Person, book: Handbook) -> Effect:
    if one.state == ALLOCATED:
        return Effect(one.subject, ALLOCATED, f"{one.worker} is the {one.what}")
    step = book.steps.get(one.what)
    whom = one.worker or f"a {' or '.join(one.roles)}"
    return Effect(one.subject, WAITS, step.said or step.label if step else one.what, note=f"waits for {whom}")


def _stopping(
    began: Sequence[ClockRun], about: tuple[UUID, ...], *, by: access.Actor, book: Handbook
) -> Iterator[Next]:
    """The steps that stop the clocks which began now and still run. What is to be signed must be written first."""
    offered: set[str] = set()
    running = [run.clock for run in began if run.known_until is None and run.stopped_on is None and not run.lapsed]
    for clock in dict.fromkeys(running):
        for key, stopped in book.stopping.items():
            step = book.steps[key]
            if clock in stopped and step.form and not step.settles and access.may_take(by, step) and key not in offered:
                offered.add(key)
                yield Next(key, step.label, about if step.together else about[:1])
