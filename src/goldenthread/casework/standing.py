# ruff: noqa: S608  (the SQL is made of our own words; whatever is asked for goes in as parameters)
"""What stands on one record, as known now or on an earlier day: read in two queries, however long the record."""

import dataclasses
import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from goldenthread.casework import access
from goldenthread.casework.access.grants import NO_NEED, opened
from goldenthread.casework.planning import planned_once
from goldenthread.record.models import Known

Row = TypeVar("Row", bound=models.Model)


@dataclasses.dataclass(frozen=True)
class Part:
    """Some rows of one table. `only` narrows them, `ends` orders and limits them: our own words, never typed."""

    model: type[models.Model]
    only: str = ""
    ends: str = ""


@dataclasses.dataclass(frozen=True)
class Members:
    """The subjects that one record stands for, and the parts of it that the asker may open.

    kin: open only because this person stands in the network of a child in the asker's work.
    """

    root: UUID
    ids: tuple[UUID, ...]
    compartments: frozenset[str]
    kin: bool = False


class Standing:
    """The rows read, by their table."""

    def __init__(self, members: Members, rows: dict[str, list[Any]]) -> None:
        self.members, self.rows = members, rows

    def all(self, model: type[Row]) -> list[Row]:
        return self.rows.get(model.__name__, [])

    def of(self, subjects: Collection[UUID]) -> "Standing":
        """The rows about these subjects alone, where several records were read at once."""
        kept = {name: [row for row in rows if row.about_id in subjects] for name, rows in self.rows.items()}
        return Standing(self.members, kept)

    def first(self, model: type[Row]) -> Row | None:
        return next(iter(self.all(model)), None)


def members_of(subject: UUID, actor: access.Actor) -> Members:
    """Which subjects are one record with this one, and what of it this person may open. One query (two for kin).

    :raises NotAllowed: if there is nothing of it that this person may open
    """
    found = opened(actor, subject)
    if not found.compartments:
        raise access.NotAllowed(NO_NEED)
    return Members(found.root, tuple(sorted(found.ids)), found.compartments, kin=found.kin)


def standing(
    members: Members,
    parts: Iterable[Part],
    *,
    known: dt.datetime | None = None,
    others: Sequence[tuple[str, str]] = (),
    asking: Mapping[str, Any] | None = None,
) -> Standing:
    """The rows about a record that the asker may open, as known now or at a moment. One query.

    `others` are further questions of the same query, each a name and its SQL, whose rows come as dictionaries; `asking`
    is what they ask with, by the name that it has in their words.
    """
    parts = list(parts)
    asked = [(part.model.__name__, _sql(part, known)) for part in parts] + list(others)
    whole = " union all ".join(f"select '{name}', to_jsonb(t) from ({sql}) t" for name, sql in asked)
    with planned_once() as cursor:
        ours: dict[str, Any] = {"members": list(members.ids), "open": list(members.compartments), "known": known}
        cursor.execute(whole, {**(asking or {}), **ours})
        said = [(name, json.loads(row) if isinstance(row, str) else row) for name, row in cursor.fetchall()]
    rows: dict[str, list[Any]] = {}
    models_ = {part.model.__name__: part.model for part in parts}
    for name, row in said:
        rows.setdefault(name, []).append(_row(models_[name], row) if name in models_ else row)
    return Standing(members, rows)


def known_then(known: dt.datetime | None, table: str = "") -> str:
    """The condition under which a row was known at the moment asked for."""
    at = f"{table}." if table else ""
    if known is None:
        return f"{at}known_until is null"
    return f"{at}known_from <= %(known)s and ({at}known_until is null or {at}known_until > %(known)s)"


def _sql(part: Part, known: dt.datetime | None) -> str:
    fields = [field.column for field in part.model._meta.concrete_fields if not isinstance(field, models.BinaryField)]
    where = "about_id = any(%(members)s)"
    if issubclass(part.model, Known):
        where += f" and compartment = any(%(open)s) and {known_then(known)}"
    columns = ", ".join(f'"{field}"' for field in fields)
    only = f" and {part.only}" if part.only else ""
    return f'select {columns} from "{part.model._meta.db_table}" where {where}{only} {part.ends}'


def _row(model: type[models.Model], row: dict[str, Any]) -> models.Model:
    """A row as its model, from the database's JSON."""
    fields = {field.column: field for field in model._meta.concrete_fields}
    return model(**{fields[name].attname: fields[name].to_python(value) for name, value in row.items()})
