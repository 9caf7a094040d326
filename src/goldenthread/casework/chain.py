"""The chain of each subject: any entry changed, removed, reordered or inserted shows."""

import dataclasses
import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

GENESIS = b"\0" * 32


def canonical(value: Any) -> bytes:
    """One way to write down a JSON value, byte for byte (jsonb keeps values, not bytes)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def new_salt() -> bytes:
    return os.urandom(16)


def digest(answers: Mapping[str, Any], salt: bytes) -> bytes:
    """The salted digest of answers: it proves them, and tells nothing once answers and salt are destroyed."""
    return hashlib.sha256(salt + canonical(answers)).digest()


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    """What one entry puts under its hash."""

    id: str
    position: int
    step: str
    happened_on: dt.date
    happened_at: dt.datetime | None
    known_at: dt.datetime
    author: str
    worker: int | None
    post: int | None
    acting_for: int | None
    source: int | None
    compartment: str
    occasion: str | None
    occasion_digest: bytes | None
    follows: str | None
    corrects: str | None
    key: str
    digest: bytes

    def hash(self, previous: bytes) -> bytes:
        return hashlib.sha256(previous + canonical([_plain(v) for v in dataclasses.astuple(self)])).digest()


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else value


@dataclasses.dataclass(frozen=True, slots=True)
class Stored:
    """An entry as the database holds it, to be checked."""

    link: Link
    previous: bytes
    hash: bytes
    answers: Mapping[str, Any] | None
    salt: bytes | None


def faults(stored: Iterable[Stored], *, head: bytes, position: int) -> Iterator[str]:
    """Say everything that is wrong with one subject's chain, given where its head says that it ends."""
    previous, expected, last = GENESIS, 0, GENESIS
    for entry in stored:
        expected += 1
        where = f"entry {entry.link.id} at position {entry.link.position}"
        if entry.link.position != expected:
            yield f"{where}: position {expected} was expected; entries are missing, moved or added"
            expected = entry.link.position
        if entry.previous != previous:
            yield f"{where}: does not continue from the entry before it"
        if entry.link.hash(entry.previous) != entry.hash:
            yield f"{where}: its contents are not what was sealed"
        if entry.answers is not None and digest(entry.answers, entry.salt or b"") != entry.link.digest:
            yield f"{where}: its answers are not what was recorded"
        previous = last = entry.hash
    if (expected, last) != (position, head or GENESIS):
        yield f"the chain ends at position {expected}, its head says {position}"
