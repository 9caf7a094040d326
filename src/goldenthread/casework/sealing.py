"""Seals: what every chain's head was at a moment, written outside the database, so that no rewriting goes unseen.

Looks, and lists shown, have no chain of their own: each seal covers those made since the one before it.
"""

import dataclasses
import datetime as dt
import hashlib
import itertools
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from goldenthread.casework.verifying import PLAIN, Heads
from goldenthread.record.models import Entry, Listed, Look, SealMade, Subject

HEADS = """
select distinct on (about_id) about_id, position, hash from record_entry
where known_at <= %s order by about_id, position desc
"""
AT_ONCE = 5000
# What is only ever added to, and sealed some at a time, oldest first.
IN_BATCHES = (Look, Listed)
# A seal is made every hour; one that is a little later was held up, one that is later than this is missing.
AT_MOST_APART = dt.timedelta(minutes=70)


@dataclasses.dataclass(frozen=True)
class Batch:
    """Some rows of a table that is only added to: those after one id up to another, and a digest of these columns."""

    columns: list[str]
    after: int
    upto: int
    rows: int
    digest: str


@dataclasses.dataclass(frozen=True)
class Seal:
    """All heads and counts at a moment.

    parts: a digest of the heads of each part of the records, by the first two signs of their ids, so that a broken
    seal says where to look. batches: what was added to each table since the seal before. previous: the digest of the
    seal before, so that seals are a chain too.
    """

    at: dt.datetime
    records: int
    entries: int
    parts: dict[str, str]
    previous: str
    batches: dict[str, Batch] = dataclasses.field(default_factory=dict)
    read: str = dataclasses.field(default="", compare=False)

    def line(self) -> str:
        """The seal as one line of JSON: as it was read, if it was."""
        said = dataclasses.asdict(self) | {"at": self.at.isoformat()}
        del said["read"]
        return self.read or json.dumps(said, sort_keys=True, separators=(",", ":"))

    def digest(self) -> str:
        return hashlib.sha256(self.line().encode()).hexdigest()

    def when(self) -> str:
        return f"{self.at:%d %B %Y %H:%M}"


def seal(folder: Path) -> Seal:
    """Seal everything recorded so far, and append the seal to the month's file in a folder.

    The database keeps the digest of every seal, so that one that is gone from the folder is missed.
    """
    at = _moment()
    upto = {model: _settled(model) for model in IN_BATCHES}
    with transaction.atomic(), connection.cursor() as cursor:
        # One at a time: each continues from the one before it.
        cursor.execute("select pg_advisory_xact_lock(hashtext('goldenthread.seal'))")
        before = seals(folder)
        heads = _heads(at)
        made = Seal(
            at, heads.records, heads.entries, heads.parts, previous=before[-1].digest() if before else "",
            batches={model._meta.db_table: _batch(model, _sealed_up_to(model, before), upto[model]) for model in upto},
        )  # fmt: skip
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (folder / f"{at:%Y-%m}.json").open("a", encoding="utf-8") as file:
            file.write(made.line() + "\n")
            file.flush()
            os.fsync(file.fileno())
        SealMade.objects.create(at=at, digest=bytes.fromhex(made.digest()))
    return made


def seals(folder: Path) -> list[Seal]:
    """Every seal in a folder, oldest first."""
    found = []
    for file in sorted(folder.glob("*.json")):
        for line in file.read_text(encoding="utf-8").splitlines():
            said = json.loads(line)
            said["at"] = dt.datetime.fromisoformat(said["at"])
            said["batches"] = {table: Batch(**batch) for table, batch in said.get("batches", {}).items()}
            found.append(Seal(**said, read=line))
    return found


def broken(found: Sequence[Seal], heads: Heads | None = None) -> Iterator[str]:
    """Say where the last seal does not hold any more, where the seals themselves are not a chain, and which are gone.

    heads: where the chains ended when the last was made, if that was worked out already.
    """
    yield from _not_a_chain(found)
    if found:
        last = found[-1]
        now = heads or _heads(last.at)
        if (now.records, now.entries) != (last.records, last.entries):
            yield (
                f"The seal of {last.when()} counted entries and subjects: {last.entries} and "
                f"{last.records}. Of what was known by then there are {now.entries} and {now.records}."
            )
        for part in sorted(now.parts.keys() | last.parts.keys()):
            if now.parts.get(part) != last.parts.get(part):
                yield f"Records whose id begins with {part} are not what was sealed on {last.when()}."
    for model in IN_BATCHES:
        yield from _changed_batches(model._meta.db_table, found)


def _not_a_chain(found: Sequence[Seal]) -> Iterator[str]:
    if found and found[0].previous:
        yield f"The seal of {found[0].when()} is not the first that was made: those before it are gone."
    for earlier, later in itertools.pairwise(found):
        if later.previous != earlier.digest():
            yield f"The seal of {later.when()} does not continue from the one before it."
    here = {each.digest() for each in found}
    gone = [f"{made.at:%d %B %Y %H:%M}" for made in SealMade.objects.order_by("pk") if made.digest.hex() not in here]
    if gone:
        yield (
            f"{len(gone)} that the database knows to have been made "
            f"{'is not among the seals' if len(gone) == 1 else 'are not among the seals'}: of {gone[0]}"
            + (f", the last of {gone[-1]}." if len(gone) > 1 else ".")
        )


def _changed_batches(table: str, found: Sequence[Seal]) -> Iterator[str]:
    upto = 0
    for each in found:
        batch = each.batches.get(table)
        if batch is None:
            continue
        if batch.after != upto or _digest(table, batch.columns, batch.after, batch.upto) != (batch.rows, batch.digest):
            yield f"Rows of {table} from {batch.after + 1} to {batch.upto} are not what was sealed on {each.when()}."
        upto = batch.upto


def newer(found: Sequence[Seal]) -> dict[str, int]:
    """How many entries, and rows of each table that is sealed in batches, no seal covers yet."""
    entries = Entry.objects.filter(known_at__gt=found[-1].at) if found else Entry.objects.all()
    return {"entry": entries.count()} | {
        model._meta.model_name or "": model.objects.filter(pk__gt=_sealed_up_to(model, found)).count()
        for model in IN_BATCHES
    }


def gaps(found: Sequence[Seal], *, now: dt.datetime) -> list[tuple[dt.datetime, dt.datetime]]:
    """The times in which no seal was made for more than an hour, oldest first; the last may last until now."""
    times = [*(each.at for each in found), now]
    return [(earlier, later) for earlier, later in itertools.pairwise(times) if later - earlier > AT_MOST_APART]


def _moment() -> dt.datetime:
    """A moment before which everything is committed: whoever is writing is waited for, and nobody begins meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'lock table "{Subject._meta.db_table}" in exclusive mode')
        cursor.execute("select clock_timestamp()")
        moment: dt.datetime = cursor.fetchone()[0]
        return moment


def _settled(model: Any) -> int:
    """The last row of a table of which all before it are committed: whoever is writing to it is waited for."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select second_lock.settled(%s)", [model._meta.db_table])
        return int(cursor.fetchone()[0])


def _heads(at: dt.datetime) -> Heads:
    """How many records and entries there were at a moment, and the digest of each part's heads."""
    digests: dict[str, Any] = {}
    records = 0
    with connection.cursor() as cursor:
        cursor.execute(HEADS, [at])
        while some := cursor.fetchmany(AT_ONCE):
            for about, position, head in some:
                records += 1
                part = digests.setdefault(about.hex[:2], hashlib.sha256())
                part.update(f"{about}/{position}/{bytes(head).hex()}\n".encode())
    entries = Entry.objects.filter(known_at__lte=at).count()
    return Heads(records, entries, {part: digest.hexdigest() for part, digest in digests.items()})


def _sealed_up_to(model: Any, found: Sequence[Seal]) -> int:
    return max((each.batches[model._meta.db_table].upto for each in found if each.batches), default=0)


def _batch(model: Any, after: int, upto: int) -> Batch:
    columns = [field.column for field in model._meta.concrete_fields]
    upto = max(after, upto)
    return Batch(columns, after, upto, *_digest(model._meta.db_table, columns, after, upto))


def _digest(table: str, columns: Sequence[str], after: int, upto: int) -> tuple[int, str]:
    """How many rows a table has between two ids, and a digest of what a COPY of them hands out."""
    query = sql.SQL("copy (select {} from {} where id > {} and id <= {} order by id) to stdout").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(table), sql.Literal(after), sql.Literal(upto)
    )
    rows, digest = 0, hashlib.sha256()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(PLAIN)
        with cursor.copy(query) as copy:
            for line in copy:
                rows += 1
                digest.update(line)
    return rows, digest.hexdigest()
