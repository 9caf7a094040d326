"""Made-up families written as people type, and many at a time: what then stands is the same."""

import hashlib
from collections.abc import Callable, Iterable

from goldenthread.casework import access, bulk, verifying
from goldenthread.casework.writing import plain_value, tables
from goldenthread.doors.demonstration.lives import small
from goldenthread.doors.demonstration.lives.family import Family
from tests import database


def anew(clone: str) -> None:
    """The database as it is before anything was made: numbers begin at one."""
    database.renew(clone, of=database.template(database.server()), postgres=database.server())


def facts() -> dict[str, str]:
    """A hash of all that ever stood, table by table, known times and all, in an order that is the same each time."""
    found = {}
    for name, model in sorted(tables().items()):
        columns = [field.attname for field in model._meta.concrete_fields if not field.generated]
        columns = [column for column in columns if column not in {"row", "digest"}]
        digest = hashlib.sha256()
        for row in model.objects.order_by("id", "known_from", "about").values_list(*columns):
            digest.update(repr([plain_value(value) for value in row]).encode())
        found[name] = digest.hexdigest()
    return found


def typed(families: Iterable[Family]) -> dict[str, str]:
    """Every step by whoever would have taken it, so that no gate refuses and need to know holds; what then stands."""
    with access.at_work(small.CHORE):
        list(small.write(family.saved for family in families))
    assert [fault for checked in verifying.verify() for fault in checked.faults] == []
    return facts()


def in_bulk(clone: str, live: Callable[[], Iterable[Family]]) -> dict[str, str]:
    """The same, lived anew in an empty database and written many at a time; what then stands."""
    anew(clone)
    list(bulk.write(family.saved for family in live()))
    return facts()
