"""Making ready for a change of practice: what people need, sessions, checks, going live; each act written down."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from goldenthread.casework import access
from goldenthread.casework.administration import CannotChange, Change, write_down
from goldenthread.language import Role
from goldenthread.oversight.models import PracticeChange, ReadyCheck, ReadyNeed, ReadySession
from goldenthread.oversight.readiness import in_post
from goldenthread.record.models import Worker
from goldenthread.timekeeping import spoken

# Whose it is to prepare a change.
LEADERS = (Role.SERVICE_MANAGER, Role.DIRECTOR)


@dataclasses.dataclass(frozen=True)
class ChangeSaid:
    """What is said of a change. led_by: the worker who leads it."""

    name: str
    what: str
    live_on: dt.date
    led_by: int


@dataclasses.dataclass(frozen=True)
class NeedSaid:
    """What people need before it: of how many days, and for which roles or people outside."""

    name: str
    kind: str
    days: Decimal
    whom: Sequence[str]


@dataclasses.dataclass(frozen=True)
class SessionSaid:
    """A session: on which day (its first), where, and how many places it has."""

    on: dt.date
    where: str
    places: int


@transaction.atomic
def begin(said: ChangeSaid, *, by: access.Actor, at: dt.datetime, today: dt.date) -> int:
    """A change that is prepared from now on.

    :raises CannotChange: if one of that name is, it goes live before tomorrow, or whoever leads it holds no post
    """
    change = Change(by=by, at=at, why="A change of practice is prepared.", roles=LEADERS)
    if PracticeChange.objects.filter(name=said.name, gone_live_on=None).exists():
        raise CannotChange(f"“{said.name}” is being prepared already. Open it in the list.")
    _to_come(said.live_on, today)
    leads = worker_here(said.led_by, today)
    row = PracticeChange.objects.create(**dataclasses.asdict(said) | {"led_by": leads})
    write_down(change, "change of practice", on=said.live_on, **_said(said), leads=leads.name)
    return row.pk


@transaction.atomic
def alter(
    number: int, said: ChangeSaid, *, by: access.Actor, at: dt.datetime, today: dt.date, why: str
) -> None:  # fmt: skip
    """Another day, another who leads it, other words.

    :raises CannotChange: if it is live, another of that name is prepared, or the new day has passed
    """
    change = Change(by=by, at=at, why=why, roles=LEADERS)
    row = prepared(number)
    if PracticeChange.objects.filter(name=said.name, gone_live_on=None).exclude(pk=number).exists():
        raise CannotChange(f"“{said.name}” is being prepared already. Give this one its own name.")
    before, leads = row.live_on, worker_here(said.led_by, today)
    if said.live_on != before:
        _to_come(said.live_on, today)
    row.name, row.what, row.live_on, row.led_by = said.name, said.what, said.live_on, leads
    row.save()
    write_down(change, "change of practice altered", **_said(said), leads=leads.name, was_on=before.isoformat())


@transaction.atomic
def need(number: int, said: NeedSaid, *, by: access.Actor, at: dt.datetime) -> int:
    """What people need before the change.

    :raises CannotChange: if it is live, it is needed already, or for nobody
    """
    change = Change(by=by, at=at, why="What people need before a change of practice.", roles=LEADERS)
    row = prepared(number)
    if not said.whom:
        raise CannotChange("Say for whom it is.")
    if row.needs.filter(name=said.name).exists():
        raise CannotChange(f"“{said.name}” is on the list. Plan a session of it there.")
    made = ReadyNeed.objects.create(change=row, **dataclasses.asdict(said) | {"whom": list(said.whom)})
    write_down(change, "needed before a change", before=row.name, **_said(said))
    return made.pk


@transaction.atomic
def session(asked: int, said: SessionSaid, *, change: int, by: access.Actor, at: dt.datetime) -> int:
    """A session of something that people need.

    :raises CannotChange: if the change needs no such thing, or it has no place for anybody
    """
    written = Change(by=by, at=at, why="A session before a change of practice.", roles=LEADERS)
    row = ReadyNeed.objects.filter(pk=asked, change=change).select_related("change").first()
    if row is None:
        raise CannotChange("This change asks for no such thing. Say first what people need, then plan a session of it.")
    if said.places < 1:
        raise CannotChange("A session has a place for somebody.")
    made = ReadySession.objects.create(need=row, **dataclasses.asdict(said))
    write_down(written, "session planned", on=said.on, before=row.change.name, of=row.name, **_said(said))
    return made.pk


@transaction.atomic
def check(
    number: int, what: str, *, owner: int, due_on: dt.date, by: access.Actor, at: dt.datetime, today: dt.date
) -> int:
    """Something to be done before the change goes live.

    :raises CannotChange: if it is live, or whoever sees to it holds no post
    """
    change = Change(by=by, at=at, why="A check before a change of practice.", roles=LEADERS)
    row = prepared(number)
    sees = worker_here(owner, today)
    made = ReadyCheck.objects.create(change=row, what=what, owner=sees, due_on=due_on)
    write_down(change, "check before a change", on=due_on, before=row.name, says=what, owner=sees.name)
    return made.pk


@transaction.atomic
def check_done(number: int, *, on: dt.date, by: access.Actor, at: dt.datetime, today: dt.date) -> None:
    """That a check was done.

    :raises CannotChange: if there is none, it was done, or the day has not come
    """
    change = Change(by=by, at=at, why="A check is done.", roles=LEADERS)
    row = ReadyCheck.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise CannotChange("There is no such check. Choose one from the list.")
    if row.done_on is not None:
        raise CannotChange(f"It was done on {spoken(row.done_on)}.")
    if on > today:
        raise CannotChange(f"{spoken(on)} has not come yet. Check the day.")
    row.done_on, row.done_by_id = on, by.worker
    row.save(update_fields=["done_on", "done_by"])
    write_down(change, "check done", on=on, says=row.what)


@transaction.atomic
def go_live(number: int, *, reason: str = "", by: access.Actor, at: dt.datetime, today: dt.date) -> None:
    """The authority practises so from today on.

    :raises CannotChange: if it does already, or checks are open and nobody says why it goes live all the same
    """
    change = Change(by=by, at=at, why=reason.strip() or "No check is open.", roles=LEADERS)
    row = prepared(number)
    still = row.checks.filter(done_on=None).count()
    if still and not reason.strip():
        many = f"{still} checks are open" if still > 1 else "One check is open"
        raise CannotChange(f"{many}. Do them first, or say why it goes live all the same.")
    row.gone_live_on, row.gone_live_by_id, row.reason = today, by.worker, reason.strip() if still else ""
    row.save(update_fields=["gone_live_on", "gone_live_by", "reason"])
    write_down(change, "change of practice goes live", on=today, before=row.name, open=still, reason=row.reason)


def prepared(number: int, *, live_too: bool = False) -> PracticeChange:
    """A change that is still prepared, kept for whoever writes to it.

    :raises CannotChange: if there is none, or it is live
    """
    row = PracticeChange.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise CannotChange("There is no such change. Choose one from the list.")
    if row.gone_live_on is not None and not live_too:
        raise CannotChange(f"{row.name} went live on {spoken(row.gone_live_on)}. Prepare another change.")
    return row


def worker_here(worker: int, today: dt.date) -> Worker:
    """A worker who holds a post here.

    :raises CannotChange: if they hold none
    """
    held = in_post(today).filter(worker=worker).first()
    if held is None:
        raise CannotChange("They hold no post here today. Choose somebody who does.")
    return held.worker


def _to_come(live_on: dt.date, today: dt.date) -> None:
    if live_on <= today:
        raise CannotChange(f"{spoken(live_on)} is not to come. Give the day on which it goes live.")


def _said(said: Any) -> dict[str, Any]:
    """As it is written down; its day and who leads it stand beside it."""
    return {
        "says" if name == "what" else name: value if isinstance(value, int | str | list) else str(value)
        for name, value in dataclasses.asdict(said).items() if name not in ("on", "led_by")
    }  # fmt: skip
