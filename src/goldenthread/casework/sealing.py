"""Seals: what every chain's head was at a moment, written outside the database, so that no rewriting goes unseen."""

import dataclasses
import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from goldenthread.record.models import Entry, Subject

HEADS = """
select distinct on (about_id) about_id, position, hash from record_entry
where known_at <= %s order by about_id, position desc
"""
AT_ONCE = 5000


@dataclasses.dataclass(frozen=True)
class Seal:
    """All heads and counts at a moment.

    parts: a digest of the heads of each part of the records, by the first two signs of their ids, so that a broken
    seal says where to look. previous: the digest of the seal before, so that seals are a chain too.
    """

    at: dt.datetime
    records: int
    entries: int
    parts: dict[str, str]
    previous: str

    def line(self) -> str:
        """The seal as one line of JSON."""
        said = dataclasses.asdict(self) | {"at": self.at.isoformat()}
        return json.dumps(said, sort_keys=True, separators=(",", ":"))

    def digest(self) -> str:
        return hashlib.sha256(self.line().encode()).hexdigest()


def seal(folder: Path) -> Seal:
    """Seal everything recorded so far, and append the seal to the month's file in a folder."""
    at = _moment()
    before = seals(folder)
    made = Seal(at, *_heads(at), previous=before[-1].digest() if before else "")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / f"{at:%Y-%m}.json").open("a", encoding="utf-8") as file:
        file.write(made.line() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return made


def seals(folder: Path) -> list[Seal]:
    """Every seal in a folder, oldest first."""
    found = []
    for file in sorted(folder.glob("*.json")):
        for line in file.read_text(encoding="utf-8").splitlines():
            said = json.loads(line)
            found.append(Seal(**said | {"at": dt.datetime.fromisoformat(said["at"])}))
    return found


def broken(folder: Path) -> Iterator[str]:
    """Say where the last seal does not hold any more, and where the seals themselves are not a chain."""
    found = seals(folder)
    for earlier, later in zip(found, found[1:], strict=False):
        if later.previous != earlier.digest():
            yield f"The seal of {later.at:%d %B %Y %H:%M} does not continue from the one before it."
    if found:
        last = found[-1]
        records, entries, parts = _heads(last.at)
        if (records, entries) != (last.records, last.entries):
            yield (
                f"The seal of {last.at:%d %B %Y %H:%M} counted entries and subjects: {last.entries} and "
                f"{last.records}. Of what was known by then there are {entries} and {records}."
            )
        for part in sorted(parts.keys() | last.parts.keys()):
            if parts.get(part) != last.parts.get(part):
                yield f"Records whose id begins with {part} are not what was sealed on {last.at:%d %B %Y %H:%M}."


def newer(folder: Path) -> int:
    """How many entries no seal covers yet."""
    found = seals(folder)
    entries = Entry.objects.filter(known_at__gt=found[-1].at) if found else Entry.objects.all()
    return entries.count()


def _moment() -> dt.datetime:
    """A moment before which everything is committed: whoever is writing is waited for, and nobody begins meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'lock table "{Subject._meta.db_table}" in exclusive mode')
        cursor.execute("select clock_timestamp()")
        moment: dt.datetime = cursor.fetchone()[0]
        return moment


def _heads(at: dt.datetime) -> tuple[int, int, dict[str, str]]:
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
    return records, entries, {part: digest.hexdigest() for part, digest in digests.items()}
