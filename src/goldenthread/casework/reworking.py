"""Rows that a release before worked out differently, brought to what replay yields now.

What was known before stays as it was known: a changed row is closed, and another opened, at the moment of the rework
(docs/decisions/0019-reworks.md). Nobody is told anything: signals are asked by the night's sweep, and by the next save.
"""

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Now

from goldenthread.casework import access, gathering, locking, recording, writing
from goldenthread.casework.replay import replay
from goldenthread.casework.rules import rules_now
from goldenthread.language import Row, handbook
from goldenthread.record.models import Entry, Reworked, Subject

CHORE = access.Chore("rework")
AT_ONCE = 50


@dataclasses.dataclass(frozen=True)
class Rework:
    """What a release changed in what replay yields: since which release, and for whom.

    key: once released never used again. steps: whoever has an entry of one of these is concerned; none: everybody.
    why: one sentence, for whoever reads what a start or `goldenthread verify` says.
    """

    key: str
    since: str
    steps: tuple[str, ...]
    why: str


@dataclasses.dataclass(frozen=True)
class Batch:
    """What one transaction of a rework did. The last one finds nobody left, and is `done`."""

    rework: Rework
    subjects: int
    rows: int
    done: bool


_reworks: tuple[Rework, ...] = ()


def open_reworks(reworks: Iterable[Rework]) -> None:
    """Make these the reworks that this release and those before it need. Only config calls it."""
    global _reworks
    _reworks = tuple(reworks)


def undone() -> list[Rework]:
    """The reworks that are not done in this database, in their order."""
    done = set(Reworked.objects.filter(done=True).values_list("rework", flat=True))
    return [rework for rework in _reworks if rework.key not in done]


def anything_recorded(*, using: str) -> bool:
    """Whether a database has any entry."""
    return Entry.objects.using(using).exists()


def nothing_recorded(*, using: str) -> None:
    """In a database without any entry there is nothing to rework, and every rework is done."""
    if not anything_recorded(using=using):
        done = [Reworked(rework=rework.key, at=Now(), done=True) for rework in _reworks]
        Reworked.objects.using(using).bulk_create(done, ignore_conflicts=True)


def work(*, most: int = AT_ONCE) -> Iterator[Batch]:
    """Do what is not done, some subjects at a time, and say after each what it changed.

    Each batch is a transaction, with its records locked as a recording locks them. Whoever is killed between two loses
    nothing, and two who do it at once take turns.

    :raises CannotRecord: if two of the records were joined or parted at that very moment: call it again
    """
    for rework in undone():
        done = False
        while not done:
            with access.acting(CHORE):
                batch = _batch(rework, most=most)
            done = batch.done
            yield batch


def _batch(rework: Rework, *, most: int) -> Batch:
    locking.once_at_a_time(f"rework {rework.key}")
    if Reworked.objects.filter(rework=rework.key, done=True).exists():
        return Batch(rework, 0, 0, done=True)
    some = list(_concerned(rework, after=_upto(rework)).values_list("pk", flat=True)[:most])
    if not some:
        Reworked.objects.create(rework=rework.key, at=Now(), done=True)
        return Batch(rework, 0, 0, done=True)
    rows = _brought_up_to_date(locking.locked(set(some)), rework, upto=some[-1], subjects=len(some))
    return Batch(rework, len(some), rows, done=False)


def _brought_up_to_date(groups: Mapping[UUID, list[Subject]], rework: Rework, *, upto: UUID, subjects: int) -> int:
    """Store what these records come to now. Returns how many rows changed."""
    book, rules, at = handbook(), rules_now(), locking.known_time(groups)
    rows: dict[UUID, list[Row]] = {subject.pk: [] for group in groups.values() for subject in group}
    for root, entries in gathering.in_records(groups).items():
        replayed = replay(entries, about=root, handbook=book, rules=rules)
        rows |= recording.rows_with_grants(replayed, book, [subject.pk for subject in groups[root]])
    changes = writing.store(rows, at=at)
    changed = {change.about for change in changes}
    Subject.objects.filter(pk__in=changed).update(last_known=at)
    Reworked.objects.create(rework=rework.key, at=at, upto=upto, subjects=subjects, rows=len(changes))
    return len(changes)


def _upto(rework: Rework) -> UUID | None:
    last = Reworked.objects.filter(rework=rework.key, done=False).order_by("-pk").first()
    return last.upto if last else None


def _concerned(rework: Rework, *, after: UUID | None = None) -> QuerySet[Subject]:
    """The subjects that a rework is for, in the order of their ids."""
    subjects = Subject.objects.filter(position__gt=0).order_by("pk")
    if rework.steps:
        theirs = Entry.objects.filter(about=OuterRef("pk"), step__in=_keys(rework.steps))
        # What was given to somebody when two records were parted is theirs, and stands about the other: they are few.
        subjects = subjects.filter(Q(Exists(theirs)) | Q(pk__in=set(gathering.assigned().values())))
    return subjects.filter(pk__gt=after) if after else subjects


def _keys(steps: Collection[str]) -> list[str]:
    """These steps under every name that an entry may have them by."""
    return [name for name, step in handbook().steps.items() if {name, step.key, step.counts_as} & set(steps)]


def going_on() -> list[tuple[Rework, int]]:
    """The reworks that are not done, each with how many subjects it has come to: for those who may see no record."""
    return [(rework, _come_to(rework)) for rework in undone()]


@dataclasses.dataclass(frozen=True)
class Left:
    """A rework that is not done: how many of how many subjects it has come to."""

    rework: Rework
    come_to: int
    of: int


def left() -> list[Left]:
    """The reworks that are not done, and how far each has come."""
    found = []
    for rework in undone():
        come_to = _come_to(rework)
        found.append(Left(rework, come_to, come_to + _concerned(rework, after=_upto(rework)).count()))
    return found


def _come_to(rework: Rework) -> int:
    return Reworked.objects.filter(rework=rework.key).aggregate(n=Sum("subjects"))["n"] or 0


def waiting(subjects: Sequence[UUID]) -> set[UUID]:
    """Which of these still have rows as a release before worked them out."""
    wait: set[UUID] = set()
    for rework in undone():
        wait |= set(_concerned(rework, after=_upto(rework)).filter(pk__in=subjects).values_list("pk", flat=True))
    return wait
