"""An entry made in error: what goes with it, shown before it is withdrawn."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from goldenthread.casework import access, gathering, writing
from goldenthread.casework.access.authors import ONLY_THEIRS, may_withdraw
from goldenthread.casework.access.grants import NO_NEED
from goldenthread.casework.entries import OURS, Changed, limit_moved
from goldenthread.casework.network import people_named
from goldenthread.casework.recording import Act, CannotRecord, Recorded, is_recorded, record
from goldenthread.casework.replay import WITHDRAWN, replay
from goldenthread.casework.rules import rules_now
from goldenthread.casework.standing import members_of
from goldenthread.language import Entry, Handbook, Row, handbook
from goldenthread.record.models import Post
from goldenthread.timekeeping import spoken

UNTOLD = {"Grant", "Waiting"}


@dataclasses.dataclass(frozen=True)
class Withdrawal:
    """An entry that might be withdrawn, and what would no longer hold without it.

    brought: what was recorded with it and goes with it. left: entries that would then belong to nothing. closed: how
    much changes in parts of the record that the reader may not open. shared: others whose entry of the same occasion
    stays.
    """

    name: str
    root: UUID
    step: str
    said: str
    happened: dt.date | dt.datetime
    author: str
    brought: Sequence[str]
    changed: Sequence[Changed]
    left: Sequence[str]
    closed: int
    shared: bool


def what_goes(subject: UUID, entry: UUID, *, by: access.Actor, today: dt.date) -> Withdrawal:
    """What would change if this entry were withdrawn: replayed without it, nothing written.

    :raises NotAllowed: if it is not this person's to withdraw, or not open to them
    :raises CannotRecord: if it is no longer there to withdraw, in a sentence fit for the screen
    """
    book, members = handbook(), members_of(subject, by)
    entries = gathering.whole_record(members.ids)
    stood = _standing(entries, entry)
    first = stood[0]
    if first.compartment not in members.compartments:
        raise access.NotAllowed(NO_NEED)
    _theirs(first, by)
    _withdrawable(stood, entries, book)
    brought = [one for one in entries if one.follows == first.id and one.known == first.known and one is not first]
    gone = {one.id for one in (first, *brought)}
    rest = [one for one in entries if one.id not in gone and one.corrects not in gone]
    rules = rules_now()
    before = replay(entries, about=members.root, handbook=book, rules=rules)
    after = replay(rest, about=members.root, handbook=book, rules=rules)
    moved = list(_moved(writing.rows_of(before, book), writing.rows_of(after, book)))
    told = [pair for pair in moved if _part(pair) in members.compartments]
    loose = {row.id for row in writing.rows_of(before, book) if row.table == "Loose"}
    step = book.steps[first.step]
    named = people_named([members.root], by, today=today)
    return Withdrawal(
        name=named[members.root].name,
        root=first.id,
        step=first.step,
        said=step.said or step.label,
        happened=stood[-1].happened,
        author=first.author.name,
        brought=[book.steps[one.step].said or book.steps[one.step].label for one in brought],
        changed=list(_in_words(told, book)),
        left=[
            str(row.values["says"])
            for row in writing.rows_of(after, book)
            if row.table == "Loose" and row.id not in loose and row.compartment in members.compartments
        ],
        closed=len([pair for pair in moved if pair not in told and (pair[0] or pair[1]).table not in UNTOLD]),  # type: ignore[union-attr]
        shared=first.occasion is not None,
    )


def withdraw(subject: UUID, entry: UUID, *, why: str, by: access.Actor, key: str, today: dt.date) -> Recorded:
    """Say that an entry was made in error, and why. It stays on the record, struck through, and no longer counts.

    :raises NotAllowed: if it is not this person's to withdraw
    :raises CannotRecord: if there is no reason, or it is no longer there to withdraw
    """
    if not why.strip():
        raise CannotRecord("Say why this was made in error: whoever reads the record must understand it.")
    entries = gathering.whole_record(members_of(subject, by).ids)
    stood = _standing(entries, entry)
    first = stood[0]
    if not is_recorded(key):
        _withdrawable(stood, entries, handbook())
    act = Act(first.step, first.about, stood[-1].happened, {"why": why.strip()}, corrects=first.id, withdraws=True)
    return record(act, by=by, key=key, today=today)


def refusal(stood: Sequence[Entry], entries: Sequence[Entry], book: Handbook) -> str:
    """Why an entry cannot be withdrawn at all; nothing where it can."""
    first = stood[0]
    step = book.steps.get(first.step)
    if first.author.source:
        return "This was said by a file. Put it right where the file comes from, and load the file again."
    if stood[-1].answers.get(WITHDRAWN):
        return f"{stood[-1].author.name} has withdrawn this already."
    if step is None or step.regroups:
        return "Records that were joined are parted on the person's page, where each entry is given to one of them."
    if first.id == min(entries, key=lambda one: (one.known, one.position)).id:
        return "This is how the person came on the record. Correct their details, or join the record to the right one."
    return ""


def _withdrawable(stood: Sequence[Entry], entries: Sequence[Entry], book: Handbook) -> None:
    if said := refusal(stood, entries, book):
        raise CannotRecord(said)


def _standing(entries: Sequence[Entry], entry: UUID) -> list[Entry]:
    """Every version of an entry, in the order of recording.

    :raises CannotRecord: if the record has no such entry
    """
    asked = next((one for one in entries if one.id == entry), None)
    if asked is None:
        raise CannotRecord("There is no such entry on this record. Go back, and choose it from the chronology.")
    return [one for one in entries if one.root == asked.root]


def _theirs(first: Entry, by: access.Actor) -> None:
    team = None
    if first.author.worker != by.worker:
        team = Post.objects.filter(pk=first.author.post or 0).values_list("team", flat=True).first()
    if not may_withdraw(by, worker=first.author.worker, team=team):
        raise access.NotAllowed(ONLY_THEIRS)


Pair = tuple[Row | None, Row | None]


def _moved(before: Iterable[Row], after: Iterable[Row]) -> Iterator[Pair]:
    """The rows that go, and those that change, each with what stands in their place."""
    then = {(row.table, row.id): row for row in after}
    for row in before:
        now = then.pop((row.table, row.id), None)
        if now is None or now.values != row.values:
            yield row, now
    yield from ((None, row) for row in then.values() if row.table != "Loose")


def _part(pair: Pair) -> str:
    row = pair[0] or pair[1]
    assert row is not None
    return str(row.compartment)


def _in_words(moved: Iterable[Pair], book: Handbook) -> Iterator[Changed]:
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
