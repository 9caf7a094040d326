"""One recording at a time for each record, and the time at which it is known."""

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from uuid import UUID

from django.db import connection

from goldenthread.casework import gathering
from goldenthread.casework.acts import Act, CannotRecord
from goldenthread.record import models


def once_at_a_time(key: str) -> None:
    """Make a second request with the same key wait for the first."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def make_new_subjects(acts: Sequence[Act]) -> None:
    """The subjects whose first entry is among these acts."""
    models.Subject.objects.bulk_create(
        [models.Subject(pk=act.about, kind=act.new) for act in acts if act.new], ignore_conflicts=True
    )


def locked_for(acts: Sequence[Act]) -> dict[UUID, list[models.Subject]]:
    """The records these acts touch, locked."""
    return locked({act.about for act in acts} | {other_record(act) for act in acts if act.answers.get("into")})


def other_record(act: Act) -> UUID:
    """The other record that an act is about: the one that is to stand for both."""
    try:
        return UUID(str(act.answers["into"]))
    except ValueError:
        raise CannotRecord("Choose the record that stands for both.") from None


def locked(named: Set[UUID]) -> dict[UUID, list[models.Subject]]:
    """The records of these subjects, each subject locked, in the order of ids so that no two recordings wait in a ring.

    :raises CannotRecord: if one is not there, or was joined or parted meanwhile
    """
    groups = gathering.groups_of(named)
    ids = sorted(subject.pk for group in groups.values() for subject in group)
    locked = {s.pk: s for s in models.Subject.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    again = gathering.groups_of(named)
    if {s.pk for group in again.values() for s in group} != set(ids):
        raise CannotRecord("Two records were joined or parted at this very moment. Look at the record again and retry.")
    missing = named - {subject.pk for subject in locked.values()}
    if missing:
        raise CannotRecord("There is no such record. Find the person again, or register them first.")
    return {root: [locked[subject.pk] for subject in group] for root, group in again.items()}


def known_time(groups: Mapping[UUID, list[models.Subject]]) -> dt.datetime:
    """The database's clock, after the locks, later than anything these subjects know."""
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        now: dt.datetime = cursor.fetchone()[0]
    last = [s.last_known for group in groups.values() for s in group if s.last_known]
    return max([now, *(moment + dt.timedelta(microseconds=1) for moment in last)])
