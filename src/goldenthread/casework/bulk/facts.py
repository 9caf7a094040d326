"""The facts that a family's recordings come to, without a database: what stood, and from when to when it was known."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from goldenthread.casework.bulk.family import Family, Salts, Stood
from goldenthread.casework.bulk.saved import Saved
from goldenthread.casework.rules import Rules
from goldenthread.casework.writing import tables
from goldenthread.facts.tables import unbound
from goldenthread.language import handbook
from goldenthread.record.models import Known
from goldenthread.standards.law import Law

FACTS = "facts"


@dataclasses.dataclass(frozen=True, slots=True)
class Fact:
    """One version of a row of the read model, as the columns of its table."""

    table: str
    columns: Mapping[str, Any]


def columns() -> dict[str, dict[str, str]]:
    """Every table of facts that any engine can hold, with the type of each column.

    A table with columns that the database itself works out, for its own search, is not among them.
    """
    models = [model for model in tables().values() if model._meta.app_label == FACTS]
    anywhere = [model for model in models if not any(field.generated for field in model._meta.concrete_fields)]
    return {
        model._meta.db_table: {name: str(kind) for name, kind in unbound(model).schema().items()} for model in anywhere
    }


def facts_of(families: Iterable[Sequence[Saved]]) -> Iterator[list[Fact]]:
    """Every version of every fact, a family at a time, by the law and the calendar that no authority has changed.

    :raises CannotRecord: if a family says something that nothing could be written of
    """
    book, rules, salts = handbook(), Rules(Law.read()), Salts()
    models = {name: model for name, model in tables().items() if model._meta.app_label == FACTS}
    for stream in families:
        family = Family(book=book, rules=rules, salts=salts)
        family.following.clear()  # no signals, no grants: nothing but facts
        for saved in stream:
            family.take(saved)
        yield [_fact(models[stood.row.table], stood) for stood in family.stood if stood.row.table in models]


def _fact(model: type[Known], stood: Stood) -> Fact:
    own: dict[str, Any] = {
        "id": stood.row.id, "about_id": stood.about, "compartment": str(stood.row.compartment),
        "known_from": _utc(stood.since), "known_until": _utc(stood.until) if stood.until else None,
    }  # fmt: skip
    return Fact(model._meta.db_table, {**stood.row.values, **own})


def _utc(at: dt.datetime) -> dt.datetime:
    return at.astimezone(dt.UTC)
