"""Whether the record is what was recorded: every chain whole, and every fact what the entries come to."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from goldenthread.casework import chain, gathering, linking, recording, writing
from goldenthread.casework.replay import replay
from goldenthread.casework.rules import Rules, rules_now
from goldenthread.language import Entry as Said
from goldenthread.language import Row, handbook
from goldenthread.record.models import Entry, Known, Subject

AT_ONCE = 200
# What a row says of itself, not of the record.
OF_THE_ROW = {"row", "id", "about", "compartment", "entry_id", "digest", "known_from", "known_until"}


@dataclasses.dataclass(frozen=True)
class Fault:
    """Something that is not as it was recorded."""

    subject: UUID
    says: str


@dataclasses.dataclass(frozen=True)
class Checked:
    """Some subjects looked at: how many entries and rows, and what is wrong with them."""

    subjects: int
    entries: int
    rows: int
    faults: tuple[Fault, ...]


def verify(*, at_once: int = AT_ONCE) -> Iterator[Checked]:
    """Look at every subject, some at a time: its chain, and the rows that stand against those that replay yields."""
    rules = rules_now()
    last: UUID | None = None
    while True:
        subjects = Subject.objects.order_by("pk")
        some = list(subjects.filter(pk__gt=last)[:at_once] if last else subjects[:at_once])
        if not some:
            return
        last = some[-1].pk
        entries, faults = _chains(some)
        rows, differences = _facts(some, rules)
        yield Checked(len(some), entries, rows, (*faults, *differences))


def _chains(subjects: Sequence[Subject]) -> tuple[int, list[Fault]]:
    stored: dict[UUID, list[Entry]] = {subject.pk: [] for subject in subjects}
    entries = Entry.objects.filter(about__in=list(stored)).select_related("occasion").order_by("about_id", "position")
    for entry in entries:
        stored[entry.about_id].append(entry)
    faults = [
        Fault(subject.pk, says)
        for subject in subjects
        for says in (
            *chain.faults(map(_stored, stored[subject.pk]), head=bytes(subject.head), position=subject.position),
            *_occasions(stored[subject.pk]),
        )
    ]
    return sum(map(len, stored.values())), faults


def _stored(entry: Entry) -> chain.Stored:
    return chain.Stored(
        linking.link_of(entry),
        bytes(entry.previous),
        bytes(entry.hash),
        entry.answers,
        bytes(entry.salt) if entry.salt is not None else None,
    )


def _occasions(entries: Sequence[Entry]) -> Iterator[str]:
    """What an occasion shares is under the hash of each of its entries by its digest."""
    for entry in entries:
        occasion = entry.occasion
        if occasion and chain.digest(occasion.shared, bytes(occasion.salt)) != bytes(occasion.digest):
            yield f"entry {entry.pk} at position {entry.position}: what its occasion shares is not what was recorded"


def _facts(subjects: Sequence[Subject], rules: Rules) -> tuple[int, list[Fault]]:
    """The rows that stand about these subjects, against what the records they stand for come to."""
    book = handbook()
    here = {subject.pk for subject in subjects}
    groups = gathering.groups_of(here)
    root_of = {subject.pk: root for root, group in groups.items() for subject in group}
    said: dict[UUID, list[Said]] = {root: [] for root in groups}
    for entry in gathering.entries_of(root_of):
        said[root_of[entry.about]].append(entry)
    due: dict[tuple[str, str], tuple[UUID, Row]] = {}
    for root, entries in said.items():
        replayed = replay(entries, about=root, handbook=book, rules=rules)
        rows = recording.rows_with_grants(replayed, book, [member for member, its in root_of.items() if its == root])
        due |= {(row.table, row.id): (about, row) for about in here & rows.keys() for row in rows[about]}
    standing = _standing(list(here))
    return len(standing), list(_differences(due, standing))


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
