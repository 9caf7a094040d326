"""Made-up lives: the same ones for the same seed, and every step of them allowed."""

import datetime as dt
import hashlib

import pytest

from goldenthread.casework import access, verifying
from goldenthread.casework.writing import plain_value, tables
from goldenthread.doors.demonstration.lives import authority, small
from goldenthread.doors.demonstration.lives.simulation import Simulation
from tests import database, trials

AS_AT = dt.date(2025, 3, 31)


CHILDREN, YEARS = trials.count(6, 50), trials.count(2, 3)


def lived(children: int = CHILDREN, years: int = YEARS, seed: int = 7) -> list:
    simulation = Simulation(children=children, years=years, as_at=AS_AT, seed=seed)
    actors, teams = authority.appointed(simulation.plan)
    families = [
        family for locality in simulation.plan.localities for family in simulation.lived(locality.number, actors, teams)
    ]
    with access.at_work(small.CHORE):
        list(small.write(family.saved for family in families))
    return families


def facts() -> str:
    """A hash of every fact that ever stood, known times and all, in an order that is the same each time."""
    digest = hashlib.sha256()
    for name, model in sorted(tables().items()):
        left_out = {"row", "digest"}
        columns = [field.attname for field in model._meta.concrete_fields if not field.generated]
        columns = [column for column in columns if column not in left_out]
        for row in model.objects.order_by("id", "known_from").values_list(*columns):
            digest.update(repr((name, [plain_value(value) for value in row])).encode())
    return digest.hexdigest()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_same_seed_gives_the_same_facts(clone):
    families = lived()
    first = facts()
    assert sum(len(family.children) for family in families) == CHILDREN
    assert [fault for checked in verifying.verify() for fault in checked.faults] == []

    database.renew(clone, of=database.template(database.server()), postgres=database.server())
    lived()

    assert facts() == first
