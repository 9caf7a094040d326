# ruff: noqa: S608  (the SQL is made of our own words; whatever is asked for goes in as parameters)
"""One entry whole: its place in the chain, everything it was corrected from and to, and what it changed."""

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from goldenthread.casework import access, writing
from goldenthread.casework.access.authors import may_withdraw
from goldenthread.casework.access.grants import NO_NEED
from goldenthread.casework.chronology import Line, line_of, people_in, said, stored_entries
from goldenthread.casework.heads import Head, Reading, head_of, read
from goldenthread.casework.lights import by_root, light_entries
from goldenthread.casework.occasions import Part, Parts, parts_of
from goldenthread.casework.standing import Members, members_of
from goldenthread.language import Handbook, handbook
from goldenthread.record import models
from goldenthread.record.models import Known
from goldenthread.timekeeping import spoken


class NoSuchEntry(LookupError):
    """The record has no such entry."""


@dataclasses.dataclass(frozen=True)
class Changed:
    """What a recording changed of what is held to be true: before it and after it."""

    what: str
    question: str
    before: str
    after: str


@dataclasses.dataclass(frozen=True)
class Elsewhere:
    """Another child's part of the same occasion, which no longer says the same of what is shared."""

    about: UUID
    name: str
    entry: UUID
    withdrawn: bool


@dataclasses.dataclass(frozen=True)
class EntryPage:
    """One entry, as its page shows it. `line.now` is what is now held to be true, `shown` the version asked for.

    together: the names of those for whom it would be put right at once; put_right_for: of those for whom it was, with
    how many more there are whose record is closed; apart: whose part was put right alone or withdrawn.
    """

    head: Head
    line: Line
    shown: UUID
    position: int
    hash: str
    previous: str
    changed: Sequence[Changed]
    may_correct: bool
    may_withdraw: bool
    step: str
    root: UUID
    compartment: str
    together: Sequence[str] = ()
    put_right_for: Sequence[str] = ()
    put_right_closed: int = 0
    apart: Sequence[Elsewhere] = ()
    takes_in_chronology: bool = False


def entry_page(
    subject: UUID, entry: UUID, actor: access.Actor, now: dt.datetime, *, as_known: dt.datetime | None = None
) -> EntryPage:
    """One entry whole, in six queries; as known on a day, without what was said of it since.

    :raises NotAllowed: where there is no need to know of this part of the record
    :raises NoSuchEntry: if the record has no such entry, or had none by then
    """
    book = handbook()
    members = members_of(subject, actor)
    everything = light_entries(members, known=as_known)
    versions = next((kept for kept in by_root(everything).values() if any(one.id == entry for one in kept)), None)
    if versions is None:
        # Whether it is another record's or another compartment's is not said.
        if as_known is None and models.Entry.objects.filter(pk=entry, about__in=members.ids).exists():
            raise access.NotAllowed(NO_NEED)
        raise NoSuchEntry(entry)
    whole = parts_of(entry, by=actor)
    stored = stored_entries([one.id for one in versions], whose=[part.about for part in whole.all])
    row = stored[entry]
    named = {about for one in stored.values() for about in one.sharers} | people_in(stored.values())  # type: ignore[attr-defined]
    reading = read(subject, actor, now, as_known=as_known, named=named - set(members.ids), members=members)
    said_of = {light.id: f"{said(light.step, book)}, {light.day.day} {light.day:%B %Y}" for light in everything}
    step = book.steps.get(row.step)
    return EntryPage(
        head=head_of(reading),
        line=line_of(versions, stored, members, reading.people, said_of, book),
        shown=entry,
        position=row.position,
        hash=bytes(row.hash).hex()[:12],
        previous=bytes(row.previous).hex()[:12],
        changed=_changed(members, row.known_at, book, correction=row.corrects_id is not None),
        takes_in_chronology=bool(step and step.form and step.form.takes_in_chronology),
        step=row.step,
        may_correct=step is not None
        and step.form is not None
        and access.may_take(actor, step)
        and not versions[-1].withdrawn,
        may_withdraw=step is not None
        and not step.regroups
        and not versions[-1].withdrawn
        and versions[0] is not everything[0]
        and _theirs(stored[versions[0].id], actor),
        root=versions[0].id,
        compartment=row.compartment,
        **(_shared_with(whole, versions[0].id, reading) if as_known is None else {}),
    )


def _shared_with(whole: Parts, root: UUID, reading: Reading) -> dict[str, Any]:
    """How the other children's parts of the occasion stand beside this one, as it stands now."""
    mine = whole.said_by(root)
    if mine is None:
        return {}
    names = {about: one.name for about, one in reading.people.items()} | {mine.about: head_of(reading).name}

    def named(parts: Iterable[Part]) -> list[str]:
        return sorted(names[part.about] for part in parts if part.about in names)

    same = [part for part in whole.all if mine.occasion and part.occasion == mine.occasion]
    corrected = mine.latest != mine.root and len(same) > 1
    return {
        "together": named(whole.with_same(mine)),
        "put_right_for": named(part for part in same if part.opens) if corrected else (),
        "put_right_closed": len([part for part in same if not part.opens]) if corrected else 0,
        "apart": [
            Elsewhere(part.about, names[part.about], part.latest, part.withdrawn)
            for part in whole.opened
            if part is not mine and part.about in names and (part.withdrawn or part.occasion is None)
        ],
    }


def _theirs(first: models.Entry, actor: access.Actor) -> bool:
    team = first.post.team_id if first.post else None
    return first.source_id is None and may_withdraw(actor, worker=first.worker_id, team=team)


def _changed(members: Members, at: dt.datetime, book: Handbook, *, correction: bool) -> list[Changed]:
    """What the recording at that moment changed: limits; after a correction, every fact that moved. One query."""
    tables = {name: model for name, model in writing.tables().items() if name not in UNTOLD}
    whole = " union all ".join(
        f"select '{name}', known_from = %(at)s, to_jsonb(t) - 'digest' from \"{model._meta.db_table}\" t "
        "where about_id = any(%(members)s) and compartment = any(%(open)s) "
        "and (known_from = %(at)s or known_until = %(at)s)"
        for name, model in tables.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(whole, {"members": list(members.ids), "open": list(members.compartments), "at": at})
        rows = [(name, new, json.loads(row) if isinstance(row, str) else row) for name, new, row in cursor.fetchall()]
    pairs: dict[tuple[str, str], dict[bool, Mapping[str, Any]]] = {}
    for name, new, row in rows:
        # A corrected start closes one run of a clock and opens another: to people it is one limit that moved.
        key = f"{row['clock']}/{row['episode']}" if name == "ClockRun" else row["id"]
        pairs.setdefault((name, key), {})[new] = row
    found: list[Changed] = []
    for (name, _), pair in sorted(pairs.items()):
        before, after = pair.get(False), pair.get(True)
        if name == "ClockRun":
            found += limit_moved(before, after, book)
        elif correction:
            found += _fact(tables[name], before, after)
    return found


UNTOLD = {"Grant", "Waiting", "Episode", "Join"}
OURS = {"row", "id", "about_id", "compartment", "entry_id", "known_from", "known_until", "journey", "episode"}


def limit_moved(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, book: Handbook) -> Iterator[Changed]:
    """A clock's run before and after, in words; nothing where it says the same."""
    run = after or before
    assert run is not None
    clock = book.clocks.get(run["clock"])
    what = clock.label if clock else run["clock"]
    was, is_ = _said_of_run(before), _said_of_run(after)
    if was != is_:
        yield Changed(what, "Limit", was, is_)


def _said_of_run(run: Mapping[str, Any] | None) -> str:
    if run is None:
        return "not running"
    due = f"due {_plain(run['due_on'])}" if run["due_on"] else "no rule in force on that day"
    if run["lapsed"]:
        return f"{due}, no longer applies: {run['lapsed'].lower()}"
    return f"{due}, done {_plain(run['stopped_on'])}" if run["stopped_on"] else due


def _fact(model: type[Known], before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Iterator[Changed]:
    what = str(model._meta.verbose_name).capitalize()
    for field in model._meta.concrete_fields:
        if not field.column or field.column in OURS or field.is_relation or field.column == "digest":
            continue
        was, is_ = (_plain(row[field.column]) if row else "" for row in (before, after))
        if was != is_:
            yield Changed(what, str(field.verbose_name).capitalize(), was, is_)


def _plain(value: Any) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, str) and len(value) >= 10 and value[4:5] == value[7:8] == "-":
        return spoken(dt.date.fromisoformat(value[:10]))
    return str(value).replace("_", " ")
