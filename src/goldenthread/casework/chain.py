"""The chain of each subject: any entry changed, removed, reordered or inserted shows.

What is put under a hash is written as PostgreSQL itself writes it in a COPY: what comes out of the database is hashed
as it comes, without being read first.
"""

import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, NamedTuple
from uuid import UUID

from goldenthread.story.values import Id

GENESIS = b"\0" * 32
NOTHING = r"\N"
NONE = NOTHING.encode()
ESCAPED = str.maketrans({"\\": r"\\", "\b": r"\b", "\t": r"\t", "\n": r"\n", "\v": r"\v", "\f": r"\f", "\r": r"\r"})


def canonical_encoder(default: Callable[[Any], Any] | None = None) -> json.JSONEncoder:
    """Writes down JSON values in one way; `default` says what else is written as what."""
    return json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=default)


CANONICAL = canonical_encoder().encode


def new_salt() -> bytes:
    return os.urandom(16)


def column(value: Any) -> bytes:
    """A value as a COPY of it reads: times in UTC, bytes as hexadecimal digits."""
    return written(value).encode()


def written(value: Any) -> str:
    """A value as a COPY of it reads, before it is made bytes."""
    kind = type(value)
    if kind is str:
        # Most words have nothing in them to escape.
        return value if value.isprintable() and "\\" not in value else value.translate(ESCAPED)
    if value is None:
        return NOTHING
    if kind is int or kind is Id or kind is UUID:
        return str(value)
    if kind is bytes:
        return rf"\\x{value.hex()}"
    if kind is dt.date:
        return value.isoformat()
    if isinstance(value, dt.datetime):
        return _moment(value)
    if isinstance(value, bytes):
        return rf"\\x{value.hex()}"
    return str(value).translate(ESCAPED)


@lru_cache(maxsize=1024)
def _moment(when: dt.datetime) -> str:
    said = when.astimezone(dt.UTC).isoformat(" ")[:-6]
    return f"{said.rstrip('0') if when.microsecond else said}+00"


def canonical(value: Any) -> bytes:
    """One way to write down a JSON value, byte for byte."""
    return CANONICAL(value).encode()


def as_jsonb(value: Any) -> str:
    """A JSON value as jsonb writes it, which keeps values and not what was sent."""
    if type(value) is str:
        return encode_basestring(value)
    if isinstance(value, Mapping):
        shortest_first = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return "{" + ", ".join(f"{as_jsonb(key)}: {as_jsonb(value[key])}" for key in shortest_first) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(as_jsonb, value)) + "]"
    if isinstance(value, float):
        return format(Decimal(json.dumps(value, allow_nan=False)) + 0, "f")
    return json.dumps(value, ensure_ascii=False)


def digest(answers: Mapping[str, Any], salt: bytes) -> bytes:
    """The salted digest of answers: it proves them, and tells nothing once answers and salt are destroyed."""
    return digest_of(written(as_jsonb(answers)), salt)


def digest_of(said: str, salt: bytes) -> bytes:
    """The salted digest of answers that stand as a column already."""
    return hashlib.sha256(f"{written(salt)}\t{said}".encode()).digest()


class Link(NamedTuple):
    """What one entry puts under its hash, in this order."""

    id: UUID
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
    occasion: UUID | None
    occasion_digest: bytes | None
    follows: UUID | None
    corrects: UUID | None
    key: str
    nth: int
    digest: bytes

    def columns(self) -> list[str]:
        """Each value as a COPY of it reads."""
        return [*map(written, self)]

    def line(self) -> bytes:
        """The link as a COPY of it reads."""
        return ("\t".join(self.columns()) + "\n").encode()

    def hash(self, previous: bytes) -> bytes:
        return hashed(self.columns(), previous)


def hashed(columns: Iterable[str], previous: bytes) -> bytes:
    """The hash of a link, of which the columns are given, and of what it continues from."""
    said = "\t".join((written(previous), *columns))
    return hashlib.sha256(f"{said}\n".encode()).digest()


class Stored(NamedTuple):
    """An entry as the database hands it out, column by column, to be checked: `line` is its link."""

    previous: bytes
    hash: bytes
    salt: bytes
    answers: bytes
    line: bytes


def faults(stored: Iterable[Stored], *, head: bytes, position: bytes) -> Iterator[str]:
    """Say everything that is wrong with one subject's chain, given where its head says that it ends (as columns)."""
    expected, last, sha256 = 0, column(GENESIS), hashlib.sha256
    for previous, hashed, salt, answers, line in stored:
        expected += 1
        _, at, _ = line.split(b"\t", 2)
        if int(at) != expected:
            yield f"{_where(line)}: position {expected} was expected; entries are missing, moved or added"
            expected = int(at)
        if previous != last:
            yield f"{_where(line)}: does not continue from the entry before it"
        if sha256(previous + b"\t" + line).hexdigest().encode() != hashed[3:]:
            yield f"{_where(line)}: its contents are not what was sealed"
        # The digest is the last column of the line.
        if answers != NONE and sha256(salt + b"\t" + answers).hexdigest().encode() != line[-65:-1]:
            yield f"{_where(line)}: its answers are not what was recorded"
        last = hashed
    if (b"%d" % expected, last) != (position, head if len(head) > len(column(b"")) else column(GENESIS)):
        yield f"the chain ends at position {expected}, its head says {position.decode()}"


def _where(line: bytes) -> str:
    id_, position, _ = line.split(b"\t", 2)
    return f"entry {id_.decode()} at position {position.decode()}"
