"""Whether the record is what was recorded: every chain whole, and every fact what the entries come to."""

import dataclasses
import datetime as dt
import hashlib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from psycopg import sql

from goldenthread.casework import chain, gathering, recording, reworking, writing
from goldenthread.casework.replay import replay
from goldenthread.casework.rules import Rules, rules_now
from goldenthread.language import Row, handbook
from goldenthread.record.models import Entry, Known, Subject

AT_ONCE = 200
# What a row says of itself, not of the record.
OF_THE_ROW = {"row", "id", "about", "compartment", "entry_id", "digest", "known_from", "known_until"}

# What a COPY hands out is hashed as it comes: it must read the same wherever it is asked.
PLAIN = "set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local bytea_output = 'hex'"
# Every entry of a range of subjects: whose it is, where that chain's head says that it ends, whether it was there when
# something was sealed, and what chain.Stored names.
STORED = """
copy (
    select entry.about_id, subject.position, subject.head, entry.known_at <= {sealed_at},
        entry.previous, entry.hash, entry.salt, entry.answers,
        entry.id, entry.position, entry.step, entry.happened_on, entry.happened_at, entry.known_at, entry.author,
        entry.worker_id, entry.post_id, entry.acting_for_id, entry.source_id, entry.compartment,
        entry.occasion_id, occasion.digest, entry.follows_id, entry.corrects_id, entry.key, entry.nth, entry.digest
    from record_entry entry
    left join record_subject subject on subject.id = entry.about_id
    left join record_occasion occasion on occasion.id = entry.occasion_id
    where entry.about_id between {first} and {last}
    order by entry.about_id, entry.position
) to stdout
"""
# A chain of which nothing is left.
EMPTIED = """
select id, position from record_subject subject
where id between {first} and {last} and position > 0
and not exists (select from record_entry entry where entry.about_id = subject.id)
"""
OCCASIONS = """
copy (
    select occasion.id, occasion.salt, occasion.shared, occasion.digest from record_occasion occasion
    where id between {first} and {last}
) to stdout
"""
SHARING = "select about_id, id, position from record_entry where occasion_id = any(%s) order by about_id, position"
EVERYBODY = (UUID(int=0), UUID(int=(1 << 128) - 1))


@dataclasses.dataclass(frozen=True)
class Fault:
    """Something that is not as it was recorded."""

    subject: UUID
    says: str


@dataclasses.dataclass(frozen=True)
class Heads:
    """Where the chains of some records ended at a moment: so many records and entries, and a digest of the heads of
    each part of the records, by the first two signs of their ids.
    """

    records: int = 0
    entries: int = 0
    parts: dict[str, str] = dataclasses.field(default_factory=dict)

    def __add__(self, other: "Heads") -> "Heads":
        """Of records of one part and of another's."""
        return Heads(self.records + other.records, self.entries + other.entries, self.parts | other.parts)


@dataclasses.dataclass(frozen=True)
class Chains:
    """Some chains looked at: how many entries, what is wrong with them, and where they ended when they were sealed."""

    subjects: int
    entries: int
    faults: tuple[Fault, ...]
    heads: Heads

    def __add__(self, other: "Chains") -> "Chains":
        """Together with other chains."""
        return Chains(
            self.subjects + other.subjects, self.entries + other.entries, self.faults + other.faults,
            self.heads + other.heads,
        )  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Checked:
    """Some subjects looked at: how many rows stand about them, and what is wrong with these.

    waiting: how many of the subjects wait for a rework, so that what stands about them was not looked at.
    """

    subjects: int
    rows: int
    faults: tuple[Fault, ...]
    waiting: int = 0


def ranges(parts: int) -> list[tuple[UUID, UUID]]:
    """All subjects in so many ranges of their ids, each to be looked at by a process of its own."""
    edges = [part * 256 // parts << 120 for part in range(parts)] + [1 << 128]
    return [(UUID(int=first), UUID(int=after - 1)) for first, after in itertools.pairwise(edges)]


def verify_chains(between: tuple[UUID, UUID] = EVERYBODY, *, sealed_at: dt.datetime | None = None) -> Chains:
    """Look at the chain of every subject in a range of ids; `sealed_at`: and work out where they ended then."""
    heads, found = _Heads(), list[Fault]()
    subjects = entries = 0
    for about, rows in itertools.groupby(_copied(STORED, between, sealed_at, split=8), key=itemgetter(0)):
        own = list(rows)
        subjects, entries = subjects + 1, entries + len(own)
        stored = (chain.Stored._make(row[4:]) for row in own)
        found += [
            Fault(UUID(about.decode()), says) for says in chain.faults(stored, head=own[0][2], position=own[0][1])
        ]
        heads.add(about, own)
    with connection.cursor() as cursor:
        cursor.execute(_filled(EMPTIED, between, sealed_at))
        for about, position in cursor.fetchall():
            subjects += 1
            found.append(Fault(about, f"the chain ends at position 0, its head says {position}"))
    found += _occasions(between)
    return Chains(subjects, entries, tuple(found), heads.made())


class _Heads:
    """The heads of chains, put under the digest of their part as they come, in the order of their ids."""

    def __init__(self) -> None:
        self.records = self.entries = 0
        self.digests: dict[str, Any] = {}

    def add(self, about: bytes, rows: Sequence[Sequence[bytes]]) -> None:
        """One record, its entries in order: the last of those that were sealed is where it ended."""
        sealed = [row for row in rows if row[3] == b"t"]
        if sealed:
            self.records, self.entries = self.records + 1, self.entries + len(sealed)
            _, position, _ = sealed[-1][8].split(b"\t", 2)
            self.digests.setdefault(about[:2].decode(), hashlib.sha256()).update(
                b"/".join((about, position, sealed[-1][5][3:])) + b"\n"
            )

    def made(self) -> Heads:
        return Heads(self.records, self.entries, {part: each.hexdigest() for part, each in self.digests.items()})


def _copied(
    query: str, between: tuple[UUID, UUID], sealed_at: dt.datetime | None = None, *, split: int
) -> Iterator[list[bytes]]:
    """What a COPY hands out, in columns; what follows after so many stays as it is."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(PLAIN)
        with cursor.copy(_filled(query, between, sealed_at)) as copy:
            for line in copy:
                yield bytes(line).split(b"\t", split)


def _filled(query: str, between: tuple[UUID, UUID], sealed_at: dt.datetime | None = None) -> sql.Composed:
    first, last = between
    return sql.SQL(query).format(
        first=sql.Literal(first), last=sql.Literal(last), sealed_at=sql.Literal(sealed_at or "-infinity")
    )


def _occasions(between: tuple[UUID, UUID]) -> Iterator[Fault]:
    """What an occasion shares is under the hash of each of its entries by its digest."""
    changed = [
        UUID(id_.decode())
        for id_, salt, shared, digest in _copied(OCCASIONS, between, split=3)
        if hashlib.sha256(salt + b"\t" + shared).hexdigest().encode() != digest[3:-1]
    ]
    with connection.cursor() as cursor:
        cursor.execute(SHARING, [changed])
        for about, id_, position in cursor.fetchall():
            yield Fault(about, f"entry {id_} at position {position}: what its occasion shares is not what was recorded")


def how_many() -> int:
    """About how many entries there are."""
    return Entry.objects.count()


def verify(*, at_once: int = AT_ONCE) -> Iterator[Checked]:
    """Look at every subject, some at a time: the rows that stand about it against those that replay yields."""
    rules = rules_now()
    last: UUID | None = None
    while True:
        subjects = Subject.objects.order_by("pk")
        some = list(subjects.filter(pk__gt=last)[:at_once] if last else subjects[:at_once])
        if not some:
            return
        last = some[-1].pk
        yield _facts(some, rules)


def _facts(subjects: Sequence[Subject], rules: Rules) -> Checked:
    """The rows that stand about these subjects, against what the records they stand for come to.

    Those of a record that waits for a rework are as a release before had them, and are left out.
    """
    book = handbook()
    groups, said = gathering.by_record(subject.pk for subject in subjects)
    members = {root: [subject.pk for subject in group] for root, group in groups.items()}
    wait = reworking.waiting([member for each in members.values() for member in each])
    left_out = {member for each in members.values() if not wait.isdisjoint(each) for member in each}
    here = {subject.pk for subject in subjects} - left_out
    due: dict[tuple[str, str], tuple[UUID, Row]] = {}
    for root, entries in said.items():
        replayed = replay(entries, about=root, handbook=book, rules=rules)
        rows = recording.rows_with_grants(replayed, book, members[root])
        due |= {(row.table, row.id): (about, row) for about in here & rows.keys() for row in rows[about]}
    standing = _standing(list(here))
    return Checked(len(here), len(standing), tuple(_differences(due, standing)), len(subjects) - len(here))


def _standing(abouts: Sequence[UUID]) -> dict[tuple[str, str], Known]:
    return {
        (name, row.id): row
        for name, model in writing.tables().items()
        for row in model.objects.filter(about__in=abouts, known_until=None)
    }


def _differences(
    due: Mapping[tuple[str, str], tuple[UUID, Row]], standing: Mapping[tuple[str, str], Known]
) -> Iterator[Fault]:
    for (table, id_), (about, row) in due.items():
        there = standing.get((table, id_))
        if there is None:
            yield Fault(about, f"{table} {id_}: the record says it, and no row does")
            continue
        for name, value in _all_values(row, type(there)).items():
            stands = getattr(there, name)
            if writing.plain_value(stands) != writing.plain_value(value):
                yield Fault(about, f"{table} {id_}: {name} stands as {stands!r}; the record says {value!r}")
    for (table, id_), there in standing.items():
        if (table, id_) not in due:
            yield Fault(there.about_id, f"{table} {id_}: a row says it, and the record does not")


def _all_values(row: Row, model: type[Known]) -> dict[str, Any]:
    """Every value that the row should have, those that it does not name as the table gives them."""
    named = {"compartment": row.compartment, "entry_id": row.entry, **row.values}
    for field in model._meta.concrete_fields:
        if not field.generated and not {field.name, field.attname} & (OF_THE_ROW | named.keys()):
            named[field.attname] = field.get_default()
    return named
