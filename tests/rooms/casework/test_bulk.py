"""Bulk writing makes the rows that record() makes, one recording at a time."""

import datetime as dt
from collections.abc import Iterable

import psycopg
import pytest
from psycopg import sql

from goldenthread.casework import access, bulk, verifying
from goldenthread.casework.bulk import Saved
from goldenthread.casework.recording import CannotRecord, record
from goldenthread.casework.told_afterwards import NotADemonstration
from goldenthread.doors.command.places import OWNER
from goldenthread.doors.demonstration.lives import authority, small
from goldenthread.doors.demonstration.lives.simulation import Simulation
from tests import database, streams, trials
from tests.authority import Authority

CHILDREN, YEARS = trials.count(3, 40), trials.count(2, 5)

# Salts are drawn at random, and whatever is hashed with one differs with it. Rows are numbered as they come.
DRAWN = {
    "record_entry": {"salt", "digest", "hash", "previous"},
    "record_occasion": {"salt", "digest"},
    "record_subject": {"head"},
}
NUMBERED = {"row", "id"}
BOTH = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def tables(clone: str) -> dict[str, list[tuple]]:
    """Every row of every table, as text, without what cannot be equal; in one order."""
    found = {}
    with psycopg.connect(database.address(clone, database.server(), role=OWNER)) as owner:
        names = owner.execute(
            "select table_name, array_agg(column_name::text order by ordinal_position), "
            "array_agg(column_name::text) filter (where is_identity = 'YES') from information_schema.columns "
            "where table_schema = 'public' and table_name ~ '^(record|facts|oversight)_' group by 1"
        ).fetchall()
        for name, columns, numbered in names:
            left_out = DRAWN.get(name, set()) | set(numbered or ())
            asked = [sql.SQL("{}::text").format(sql.Identifier(one)) for one in columns if one not in left_out]
            query = sql.SQL("select {} from {} order by {}").format(
                sql.SQL(", ").join(asked), sql.Identifier(name),
                sql.SQL(", ").join(sql.SQL(str(nth)) for nth in range(1, len(asked) + 1)) if asked else sql.SQL("1"),
            )  # fmt: skip
            found[name] = owner.execute(query).fetchall()
    return found


def anew(clone: str) -> Authority:
    """The same authority in an empty database, its teams and workers numbered from one."""
    database.renew(clone, of=database.template(database.server()), postgres=database.server())
    return Authority.found()


def one_by_one(families: Iterable[Iterable[Saved]]) -> None:
    for saved in (saved for family in families for saved in family):
        record(*saved.acts, by=saved.by, key=saved.key, occasion=saved.occasion, known=saved.at)


def faults() -> list[verifying.Fault]:
    """What verify finds, in chains and in what is worked out."""
    worked_out = [fault for checked in verifying.verify() for fault in checked.faults]
    return [*verifying.verify_chains().faults, *worked_out]


@BOTH
def test_the_same_rows_as_one_recording_after_another(clone):
    one_by_one([streams.three(anew(clone))])
    expected = tables(clone)

    stream = streams.three(anew(clone))
    (written,) = bulk.write([stream])

    assert (written.families, written.recordings) == (1, len(stream))
    assert written.entries == len(expected["record_entry"]) > len(stream)
    found = tables(clone)
    for name, rows in expected.items():
        assert found[name] == rows, name
    assert faults() == []


@trials.in_trials
@BOTH
def test_what_a_rule_opens_by_itself_is_opened_both_ways(clone):
    one_by_one([streams.notified(anew(clone))])
    expected = tables(clone)

    list(bulk.write([streams.notified(anew(clone))]))

    found = tables(clone)
    assert any("three_notifications" in " ".join(map(str, row)) for row in found["record_entry"])
    for name, rows in expected.items():
        assert found[name] == rows, name
    assert faults() == []


@BOTH
def test_a_made_up_authority_is_the_same_both_ways(clone):
    def lived() -> list[list[Saved]]:
        anew(clone)
        simulation = Simulation(children=CHILDREN, years=YEARS, as_at=dt.date(2025, 3, 31), seed=11)
        actors, teams = authority.appointed(simulation.plan)
        localities = (simulation.lived(one.number, actors, teams) for one in simulation.plan.localities)
        return [family.saved for families in localities for family in families]

    with access.at_work(small.CHORE):
        one_by_one(lived())
        expected = tables(clone)
        written = sum(bulk.write(lived()), bulk.Written())
        found = tables(clone)

    assert written.entries == len(expected["record_entry"])
    for name, rows in expected.items():
        assert found[name] == rows, name
    assert faults() == []


@BOTH
def test_what_was_broken_off_goes_on_where_it_stopped(clone):
    def three() -> list[list[Saved]]:
        authority = anew(clone)
        return [streams.three(authority, name) for name in ("one", "two", "three")]

    list(bulk.write(three()))
    unbroken = tables(clone)
    families = three()
    broken = [families[0], [*families[1][:20], families[2][30]]]

    written = bulk.write(broken, at_once=1)
    first = next(written)
    with pytest.raises(CannotRecord):
        next(written)

    assert first.families == 1
    assert len(tables(clone)["record_subject"]) == 5, "A family is there whole or not at all"

    again = sum(bulk.write(families), bulk.Written())

    assert (again.families, again.skipped) == (2, 1)
    assert tables(clone) == unbroken
    assert faults() == []


@BOTH
def test_what_stands_is_as_unchangeable_as_ever(clone, owner):
    list(bulk.write([streams.three(Authority.found())]))

    with pytest.raises(psycopg.errors.RestrictViolation):
        owner.execute("update record_entry set author = 'Nobody'")


@pytest.mark.django_db
def test_nobody_writes_in_bulk_outside_a_demonstration(settings):
    settings.FIRST_DATA = "an.authority.of.its.own"

    with pytest.raises(NotADemonstration):
        list(bulk.write([]))
