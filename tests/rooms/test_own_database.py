"""What a test committed is taken out again to the last row and number, and what it altered is made anew."""

import os

import pytest

from tests import database
from tests.authority import Authority


def all_of(clone: database.Clone) -> tuple[dict[str, str], dict[str, int], list[tuple]]:
    """Everything in it: rows, numbers given, and how it is built."""
    return {name: clone.digest(name) for name in clone.tables}, clone.drawn(), clone.built()


@pytest.fixture
def fresh(own_database):
    other = database.Clone(f"clone_{os.getpid()}_fresh", of=own_database.of, postgres=own_database.postgres)
    yield all_of(other)
    other.drop()


def test_a_story_is_taken_out_row_by_row(transactional_db, own_database, authority, fresh):
    child = authority.child()
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child)
    told = all_of(own_database)

    own_database.restore()

    assert sum(told[0][name] != fresh[0][name] for name in fresh[0]) > 10
    assert told[1] != fresh[1]
    assert all_of(own_database) == fresh
    assert own_database.deleted


@pytest.mark.parametrize(
    "altered",
    [
        "alter table record_entry disable trigger user",
        "drop policy if exists seen on record_entry; alter table record_entry no force row level security",
        "delete from second_lock.step",
    ],
)
def test_what_the_owner_altered_is_made_anew(owner, own_database, altered):
    before = all_of(own_database)
    owner.execute(altered)
    assert own_database.built() != before[2] or all_of(own_database) != before

    own_database.restore()

    rows, numbers, shape = all_of(own_database)
    # A test before this one may have drawn numbers, and taken back what it wrote with them.
    assert (rows, shape) == (before[0], before[2])
    assert numbers == own_database.numbers


def test_what_is_kept_comes_back_each_time(transactional_db, own_database):
    empty = all_of(own_database)
    authority = Authority.found()
    authority.child()
    told = all_of(own_database)
    kept = own_database.keep("kept")
    database.renew(own_database.name, of=own_database.of, postgres=own_database.postgres)  # as a test may do itself
    own_database.restore()
    assert all_of(own_database) == empty

    for _ in range(2):
        own_database.anew(of=kept)
        assert all_of(own_database) == told
        authority.child("Kofi")
    own_database.restore()
    assert all_of(own_database) == empty
