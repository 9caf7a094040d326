"""What differs between two replays of one record, in words."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from goldenthread.casework import writing
from goldenthread.casework.entries import OURS, Changed, limit_moved
from goldenthread.language import Handbook, Row
from goldenthread.timekeeping import spoken

# What follows from the rest, and is not told apart from it.
UNTOLD = {"Grant", "Waiting"}

Pair = tuple[Row | None, Row | None]


def moved_between(before: Iterable[Row], after: Iterable[Row]) -> Iterator[Pair]:
    """The rows that go, and those that change, each with what stands in their place."""
    then = {(row.table, row.id): row for row in after}
    for row in before:
        now = then.pop((row.table, row.id), None)
        if now is None or now.values != row.values:
            yield row, now
    yield from ((None, row) for row in then.values() if row.table != "Loose")


def part_of(pair: Pair) -> str:
    """The part of the record that a row belongs to."""
    row = pair[0] or pair[1]
    assert row is not None
    return str(row.compartment)


def in_words(moved: Iterable[Pair], book: Handbook) -> Iterator[Changed]:
    """The work first, then its limits, then what is held to be true, one line for each."""
    work: list[Changed] = []
    facts: list[Changed] = []
    runs: dict[tuple[Any, Any], list[Mapping[str, Any] | None]] = {}
    for before, after in moved:
        row = before or after
        assert row is not None
        was, is_ = _plain(before), _plain(after)
        if row.table == "Episode":
            work += _episode(was, is_, book)
        elif row.table == "ClockRun":
            pair = runs.setdefault((row.values["clock"], row.values["episode"]), [None, None])
            pair[0], pair[1] = was or pair[0], is_ or pair[1]
        elif row.table not in UNTOLD:
            facts += _fact(row.table, was, is_)
    yield from work
    for was, is_ in runs.values():
        yield from limit_moved(was, is_, book)
    yield from facts


def _plain(row: Row | None) -> Mapping[str, Any] | None:
    return {name: writing.plain_value(value) for name, value in row.values.items()} if row else None


def _fact(table: str, was: Mapping[str, Any] | None, is_: Mapping[str, Any] | None) -> Iterator[Changed]:
    row = was or is_
    assert row is not None
    model = writing.tables()[table]
    what = str(row.get("what") or model._meta.verbose_name).capitalize()
    if was is None or is_ is None:
        yield Changed(what, "On the record", "held to be true" if was else "", "" if was else "held to be true")
        return
    names = [
        str(field.verbose_name)
        for field in model._meta.concrete_fields
        if field.column
        and field.column in was
        and field.column not in OURS
        and not field.is_relation
        and was[field.column] != is_[field.column]
    ]
    if names:
        yield Changed(what, "What it says", f"{', '.join(names)} as said now", "as said before it, or nothing")


def _episode(was: Mapping[str, Any] | None, is_: Mapping[str, Any] | None, book: Handbook) -> Iterator[Changed]:
    row = was or is_
    assert row is not None
    pathway = book.pathway(row["pathway"])
    what = f"{pathway.label or pathway.__name__}, begun {spoken(dt.date.fromisoformat(row['began_on']))}"
    if _stage(was) != _stage(is_):
        yield Changed(what, "Where it stands", _stage(was), _stage(is_))


def _stage(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return "not begun"
    said = row["stage"] or "open"
    return f"{said}, ended {spoken(dt.date.fromisoformat(row['ended_on']))}" if row["ended_on"] else said
