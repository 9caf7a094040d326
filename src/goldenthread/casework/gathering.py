"""Entries out of the database, as the plain values of replay. One record gathers all the subjects it stands for."""

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import connection
from django.db.models import Q

from goldenthread.casework import access
from goldenthread.language import Author, Compartment, Entry
from goldenthread.record import models


def groups_of(subjects: Iterable[UUID]) -> dict[UUID, list[models.Subject]]:
    """The records that these subjects belong to: the subject that stands, and all it stands for."""
    asked = list(models.Subject.objects.filter(pk__in=list(subjects)))
    standing = {subject.merged_into_id or subject.pk for subject in asked}
    members = models.Subject.objects.filter(pk__in=standing) | models.Subject.objects.filter(merged_into__in=standing)
    groups: dict[UUID, list[models.Subject]] = {root: [] for root in standing}
    for subject in members:
        groups[subject.merged_into_id or subject.pk].append(subject)
    return groups


def entries_of(subjects: Iterable[UUID], *, known: dt.datetime | None = None) -> list[Entry]:
    """All entries about these subjects (as known at a moment, if one is given), in the order of recording.

    Entries do not move; where records were parted and a person said whose an entry since the joining is, it is read as
    about that person.
    """
    wanted = set(subjects)
    whose = assigned(known=known)
    stored = models.Entry.objects.filter(Q(about__in=wanted) | Q(pk__in=[e for e, to in whose.items() if to in wanted]))
    if known is not None:
        stored = stored.filter(known_at__lte=known)
    # Two records that are joined may each have an entry of one recording at the same position.
    in_order = stored.select_related("occasion").order_by("known_at", "position", "nth", "pk")
    entries = [plain(entry) for entry in in_order]
    if not whose:
        return entries
    read = (entry._replace(about=whose.get(entry.id, entry.about)) for entry in entries)
    return [entry for entry in read if entry.about in wanted]


def by_record(subjects: Iterable[UUID]) -> tuple[dict[UUID, list[models.Subject]], dict[UUID, list[Entry]]]:
    """The records that these subjects belong to, and the entries of each, asked for together."""
    groups = groups_of(subjects)
    return groups, in_records(groups)


def in_records(groups: Mapping[UUID, Iterable[models.Subject]]) -> dict[UUID, list[Entry]]:
    """The entries of each of these records, asked for together."""
    root_of = {subject.pk: root for root, group in groups.items() for subject in group}
    gathered: dict[UUID, list[Entry]] = {root: [] for root in groups}
    for entry in entries_of(root_of):
        gathered[root_of[entry.about]].append(entry)
    return gathered


def whole_record(subjects: Iterable[UUID]) -> list[Entry]:
    """All entries about these subjects, whatever parts of them the person who asks may open: to work something out."""
    with access.working_out():
        return entries_of(subjects)


def assigned(*, known: dt.datetime | None = None) -> dict[UUID, UUID]:
    """Each entry that the parting of two records gave to one of them, and to which. Partings are few."""
    with connection.cursor() as cursor:
        cursor.execute(ASSIGNED, {"known": known})
        return dict(cursor.fetchall())


ASSIGNED = "select entry, subject from second_lock.given(%(known)s)"


def plain(entry: models.Entry) -> Entry:
    """A stored entry as a plain value; what its occasion shares stands among its answers."""
    shared = entry.occasion.shared if entry.occasion else {}
    return Entry(
        id=entry.pk,
        about=entry.about_id,
        step=entry.step,
        happened=entry.happened_at or entry.happened_on,
        known=entry.known_at,
        answers={**shared, **(entry.answers or {})},
        position=entry.position,
        author=Author(entry.author, entry.worker_id, entry.post_id, entry.acting_for_id, str(entry.source_id or "")),
        compartment=Compartment(entry.compartment),
        occasion=entry.occasion_id,
        follows=entry.follows_id,
        corrects=entry.corrects_id,
        root=entry.corrects_id or entry.pk,
    )
