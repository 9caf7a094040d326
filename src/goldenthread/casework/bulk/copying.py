"""Families written by COPY: the rows that recording each of their recordings would have written.

Who may run this: the maker of a demonstration, who holds the connection of the owner's role; nobody at a page, and
nowhere else (casework.told_afterwards). COPY writes to no table that is under row-level security for whoever writes,
and the application's roles are under it. The owner is not; the trigger that asks every entry for a need to know is
asked nonetheless, and told that a timed job writes. No trigger is switched off: what stands is as unchangeable as ever.
"""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connections, transaction
from django.db import models as django
from psycopg import sql

from goldenthread.casework import chain, told_afterwards, writing
from goldenthread.casework.bulk.family import Family, Salts
from goldenthread.casework.bulk.saved import Saved
from goldenthread.casework.rules import Rules, rules_now
from goldenthread.facts.models import Alike
from goldenthread.language import Handbook, Row, handbook
from goldenthread.record.models import Entry, Known, Occasion, Subject

OWNER = "owner"
AT_ONCE = 100

SUBJECT = ("id", "kind", "merged_into_id", "restricted", "position", "head", "last_known")
OCCASION = ("id", "kind", "shared", "digest", "salt")
# As chain.Link has them, without the digest of the occasion, which stands in its own table.
LINK = (
    "id", "position", "step", "happened_on", "happened_at", "known_at", "author", "worker_id", "post_id",
    "acting_for_id", "source_id", "compartment", "occasion_id", "follows_id", "corrects_id", "key", "nth", "digest",
)  # fmt: skip
OCCASION_DIGEST = chain.Link._fields.index("occasion_digest")
ENTRY = ("about_id", *LINK, "answers", "salt", "previous", "hash")
ALIKE = ("about_id", "entry_id", "question", "other_entry", "other_id", "likeness")


@dataclasses.dataclass(frozen=True)
class Written:
    """What was written in one transaction."""

    families: int = 0
    skipped: int = 0
    recordings: int = 0
    entries: int = 0
    rows: int = 0

    def __add__(self, other: "Written") -> "Written":
        """Together with what was written in others."""
        return Written(*map(sum, zip(dataclasses.astuple(self), dataclasses.astuple(other), strict=True)))


def write(families: Iterable[Sequence[Saved]], *, at_once: int = AT_ONCE) -> Iterator[Written]:
    """Write families, so many in one transaction, and say after each what was written.

    A family is written whole or not at all. One whose first key is there already is skipped, so that whatever was
    broken off goes on where it stopped.

    :raises NotADemonstration: anywhere but in a demonstration: gates are not asked, and the time at which something
        became known is taken as it is said
    :raises CannotRecord: if a family says something that nothing could be written of
    """
    told_afterwards.only_here()
    book, rules, salts = handbook(), rules_now(), Salts()
    coming = iter(families)
    while some := list(itertools.islice(coming, at_once)):
        with transaction.atomic(using=OWNER):
            with connections[OWNER].cursor() as cursor:
                cursor.execute("select set_config('goldenthread.actor', 'chore:bulk', true)")
            there = _there({family[0].key for family in some if family})
            new = [family for family in some if family and family[0].key not in there]
            lines = Lines()
            written = Written(skipped=len(some) - len(new))
            for family in new:
                written += lines.add(family, book=book, rules=rules, salts=salts)
            lines.copy()
        yield written


def _there(keys: set[str]) -> set[str]:
    with connections[OWNER].cursor() as cursor:
        cursor.execute("select key from record_entry where key = any(%s) and nth = 0", [list(keys)])
        return {key for (key,) in cursor.fetchall()}


class Lines:
    """What is to be copied, line by line, of some families."""

    def __init__(self) -> None:
        self._tables = {name: _Table(model) for name, model in writing.tables().items()}
        self._lines: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        # In the order in which rows point at each other.
        for model, columns in ((Subject, SUBJECT), (Occasion, OCCASION), (Entry, ENTRY)):
            self._lines[model._meta.db_table, columns] = []
        self._rows: list[django.Model] = []

    def add(self, stream: Sequence[Saved], *, book: Handbook, rules: Rules, salts: Salts) -> Written:
        """One family: all that recording its stream would have written."""
        family = Family(book=book, rules=rules, salts=salts)
        for saved in stream:
            family.take(saved)
        for subject in family.subjects.values():
            self._line(
                Subject, SUBJECT, subject.pk, subject.kind, subject.merged_into_id, subject.restricted,
                subject.position, bytes(subject.head), subject.last_known,
            )  # fmt: skip
        written = chain.written
        for id_, kind, shared, digest, salt in family.occasions:
            columns = (written(id_), written(kind), shared, written(digest), written(salt))
            self._lines[Occasion._meta.db_table, OCCASION].append("\t".join(columns))
        entries = self._lines[Entry._meta.db_table, ENTRY]
        for one in family.said.linked.values():
            said = one.columns
            parts = (
                written(one.entry.about), *said[:OCCASION_DIGEST], *said[OCCASION_DIGEST + 1 :],
                one.said, written(one.salt), written(one.previous), written(one.hash),
            )  # fmt: skip
            entries.append("\t".join(parts))
        for stood in family.stood:
            table = self._tables[stood.row.table]
            lines = self._lines.setdefault((table.name, table.columns), [])
            lines.append(table.line(stood.about, stood.row, stood.digest, stood.since, stood.until))
        for alike in itertools.chain.from_iterable(family.alike.values()):
            self._line(
                Alike, ALIKE, alike.about, alike.entry, alike.question, alike.other_entry, alike.other, alike.likeness
            )
        for following in family.following:
            self._rows.extend(following.rows())
        return Written(1, 0, len(stream), len(family.said.linked), len(family.stood))

    def _line(self, model: type[django.Model], columns: tuple[str, ...], *values: Any) -> None:
        lines = self._lines.setdefault((model._meta.db_table, columns), [])
        lines.append("\t".join(map(chain.written, values)))

    def copy(self) -> None:
        """Hand everything to the database."""
        with connections[OWNER].cursor() as cursor:
            for (table, columns), lines in self._lines.items():
                if lines:
                    with cursor.copy(_copy(table, columns)) as copy:
                        copy.write("\n".join((*lines, "")))
            for model in dict.fromkeys(type(row) for row in self._rows):
                fields = [
                    field for field in model._meta.concrete_fields if not field.generated and not field.primary_key
                ]
                with cursor.copy(_copy(model._meta.db_table, [str(field.column) for field in fields])) as copy:
                    for row in (row for row in self._rows if type(row) is model):
                        saved = (field.pre_save(row, True) for field in fields)
                        copy.write_row(
                            [f.get_db_prep_save(v, connections[OWNER]) for f, v in zip(fields, saved, strict=True)]
                        )


def _copy(table: str, columns: Sequence[str]) -> sql.Composed:
    return sql.SQL("copy {} ({}) from stdin").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )


class _Table:
    """One kind of row that is worked out from entries: how its values are written for a COPY."""

    OWN = ("id", "about_id", "compartment", "entry_id", "digest", "known_from", "known_until")

    def __init__(self, model: type[Known]) -> None:
        self.name = model._meta.db_table
        every = [f for f in model._meta.concrete_fields if not f.generated and not f.primary_key]
        self._fields = [field for field in every if field.column not in self.OWN]
        self.columns = (*self.OWN, *(str(field.column) for field in self._fields))
        self._plans: dict[tuple[str, ...], list[tuple[str, Callable[[Any], str], str]]] = {}

    def line(self, about: UUID, row: Row, digest: bytes, since: dt.datetime, until: dt.datetime | None) -> str:
        values = row.values
        own = (row.id, about, str(row.compartment), row.entry, digest, since, until)
        parts = [*map(chain.written, own)]
        said = tuple(values)
        plan = self._plans.get(said)
        if plan is None:
            plan = self._plans[said] = self._planned(set(said))
        for name, written, default in plan:
            if name:
                value = values[name]
                parts.append(chain.NOTHING if value is None else written(value))
            else:
                parts.append(default)
        return "\t".join(parts)

    def _planned(self, said: set[str]) -> list[tuple[str, Callable[[Any], str], str]]:
        """Under which name a row that says so much says each column, how it is written, and what stands else."""
        plan = []
        for field in self._fields:
            name = next((one for one in (field.attname, field.name) if one in said), "")
            written = _written(field)
            plan.append((name, written, "" if name else written(field.get_default())))
            said -= {name}
        if said:
            raise TypeError(f"{self.name} has no column for {', '.join(sorted(said))}.")
        return plan


def _written(field: Any) -> Callable[[Any], str]:
    """How a value of this field is written: an array in braces, and of a time only the day where it is a day."""
    if isinstance(field, ArrayField):
        return _array
    if isinstance(field, django.DateField) and not isinstance(field, django.DateTimeField):
        return lambda value: chain.written(field.to_python(value) if isinstance(value, dt.datetime) else value)
    return chain.written


def _array(values: Sequence[Any]) -> str:
    each = (str(value).replace("\\", r"\\").replace('"', r"\"") for value in values)
    return chain.written("{" + ",".join(f'"{value}"' for value in each) + "}")
