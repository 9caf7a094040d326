"""Store what replay yields: only what differs, so that unchanged rows keep the time since which they were known."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import connection

from goldenthread.casework.chain import canonical_encoder
from goldenthread.casework.replay import Replayed, Waits
from goldenthread.language import Compartment, Entry, Episode, Handbook, Row, Run, derived_id
from goldenthread.record.models import Known
from goldenthread.timekeeping import day_of

OWN = {"row", "id", "about", "compartment", "entry_id", "digest", "known_from", "known_until"}


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """One row that a recording opened, closed or changed: what to tell the person who recorded."""

    table: str
    id: str
    before: Known | None
    after: Known | None

    @property
    def about(self) -> UUID:
        """Whom the row is about."""
        row = self.after or self.before
        assert row is not None
        return UUID(str(row.about_id))


def tables() -> dict[str, type[Known]]:
    """Every kind of row that is worked out from entries, by its name."""
    return {model.__name__: model for model in apps.get_models() if issubclass(model, Known)}


def rows_of(replayed: Replayed, handbook: Handbook) -> list[Row]:
    """Everything that a record comes to, as rows."""
    rows = list(replayed.facts)
    for episode in replayed.record.episodes:
        rows.extend(rows_of_episode(episode, handbook))
    rows.extend(row_of_wait(wait, handbook) for wait in replayed.waiting)
    rows.extend(row_of_loose(entry, handbook) for entry in replayed.record.loose)
    return rows


def rows_of_episode(episode: Episode, handbook: Handbook) -> Iterator[Row]:
    """An episode, and each of its clock runs."""
    first = episode.entries[0]
    yield Row(
        "Episode",
        str(episode.id),
        {
            "pathway": episode.pathway,
            "journey": str(episode.journey),
            "follows": str(episode.follows or ""),
            "began_on": episode.began,
            "ended_on": episode.ended,
            "stage": episode.stage,
            "outcome": episode.outcome,
            "team_id": episode.team,
        },
        first.id,
        _compartment(first, handbook),
    )
    # What is known of a person for life belongs to several parts of the record: a clock there, to what started it.
    lifelong = episode.runs and handbook.pathway(episode.pathway).lifelong
    began = {e.id: e for e in episode.entries} if lifelong else {}
    for run in episode.runs:
        yield _run_row(run, began.get(run.entry, first), handbook)


def row_of_wait(wait: Waits, handbook: Handbook) -> Row:
    """Something that waits for somebody."""
    return Row(
        "Waiting",
        str(wait.id),
        {
            "kind": wait.kind,
            "step": wait.entry.step,
            "episode": str(wait.episode),
            "since": wait.entry.known,
            "roles": list(wait.roles),
            "worker_id": wait.worker,
            "not_worker_id": wait.not_worker,
        },
        wait.entry.id,
        _compartment(wait.entry, handbook),
    )


def row_of_loose(entry: Entry, handbook: Handbook) -> Row:
    """An entry that no episode holds."""
    step = handbook.steps.get(entry.step)
    what = step.said or step.label if step else entry.step
    says = f"“{what}” on {entry.day:%d %B %Y} belongs to nothing that is recorded as begun."
    return Row("Loose", str(derived_id(entry.id, "loose")), {"says": says}, entry.id, entry.compartment)


def _run_row(run: Run, first: Entry, handbook: Handbook) -> Row:
    return Row(
        "ClockRun",
        str(run.id),
        {
            "clock": run.clock,
            "episode": str(run.episode),
            "journey": str(run.journey),
            **_moment("started", run.started),
            **_moment("due", run.due),
            **_moment("stopped", run.stopped),
            "rule": run.rule,
            "limit": run.limit,
            "source": run.source,
            "calendar": run.calendar,
            "stopped_by": run.stopped_by,
            "lapsed": run.lapsed,
        },
        run.entry,
        _compartment(first, handbook),
    )


def _moment(name: str, when: dt.date | dt.datetime | None) -> dict[str, Any]:
    timed = isinstance(when, dt.datetime)
    return {f"{name}_on": day_of(when) if when else None, f"{name}_at": when if timed else None}


def _compartment(entry: Entry, handbook: Handbook) -> Compartment:
    step = handbook.steps.get(entry.step)
    return step.compartment if step else entry.compartment


Stands = TypeVar("Stands")


def differences(
    rows_about: Mapping[UUID, Sequence[Row]], standing: Mapping[tuple[str, str], tuple[Stands, bytes, UUID]]
) -> tuple[list[tuple[UUID, Row, bytes]], list[tuple[str, Stands]]]:
    """What to open and what to close, to bring what stands to what replay yields.

    standing: the rows that stand about the same subjects, by table and id: what stands, its digest, and about whom.
    Returns what to open (about whom, the row, its digest) and what to close (its table, what stands).
    """
    left = dict(standing)
    opening: list[tuple[UUID, Row, bytes]] = []
    closing: list[tuple[str, Stands]] = []
    for about, rows in rows_about.items():
        for row in rows:
            digest = _digest(row)
            there = left.pop((row.table, row.id), None)
            if there is not None and there[1:] == (digest, about):
                continue
            if there is not None:
                closing.append((row.table, there[0]))
            opening.append((about, row, digest))
    closing.extend((table, there[0]) for (table, _), there in left.items())
    return opening, closing


def store(rows_about: Mapping[UUID, Sequence[Row]], *, at: dt.datetime) -> list[Change]:
    """Bring the stored rows of these subjects to what replay yields, as known from a moment. Returns what changed."""
    known = tables()
    to_open, to_close = differences(rows_about, _standing(known, list(rows_about)))
    changes: list[Change] = []
    closing: dict[str, list[int]] = {}
    opening: dict[str, list[Known]] = {}
    for table, number in to_close:
        closing.setdefault(table, []).append(number)
    for about, row, digest in to_open:
        opening.setdefault(row.table, []).append(
            known[row.table](
                id=row.id,
                about_id=about,
                compartment=row.compartment,
                entry_id=row.entry,
                digest=digest,
                known_from=at,
                **row.values,
            )
        )
    befores: dict[tuple[str, str], Known] = {}
    for table, numbers in closing.items():
        for before in known[table].objects.filter(row__in=numbers):
            befores[table, before.id] = before
        known[table].objects.filter(row__in=numbers).update(known_until=at)
    for table, new in opening.items():
        known[table].objects.bulk_create(new)
        changes.extend(Change(table, after.id, befores.pop((table, after.id), None), after) for after in new)
    changes.extend(Change(table, id_, before, None) for (table, id_), before in befores.items())
    return changes


def _digest(row: Row) -> bytes:
    said = PLAIN([row.compartment, str(row.entry), row.values])
    return hashlib.md5(said.encode(), usedforsecurity=False).digest()


def plain_value(value: Any) -> Any:
    """A row's value as it is compared: one way to say each, whatever the database hands back."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, (dt.date, UUID)):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [plain_value(each) for each in value]
    return repr(value) if isinstance(value, float) else value


# Rows have no fractions, which would be plain values of their own.
PLAIN = canonical_encoder(default=plain_value).encode


def _standing(known: dict[str, type[Known]], abouts: Iterable[UUID]) -> dict[tuple[str, str], tuple[int, bytes, UUID]]:
    """The rows that stand now for these subjects, in one query over all tables."""
    parts = [
        f'select \'{name}\', id, "row", digest, about_id from "{model._meta.db_table}" '  # noqa: S608
        "where about_id = any(%(abouts)s) and known_until is null"
        for name, model in known.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(parts), {"abouts": list(abouts)})
        return {(table, id_): (row, bytes(digest), about) for table, id_, row, digest, about in cursor.fetchall()}
