"""A database of a release that this one cannot go on from is refused in a sentence, before anything is changed."""

import pytest
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from goldenthread.doors.command import other_releases
from goldenthread.doors.command.trouble import Code, Trouble

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

AN_ENTRY = """
    select set_config('goldenthread.actor', 'chore:tests', true);
    insert into record_subject (id, kind, restricted, position, head)
        values (gen_random_uuid(), 'person', false, 1, '');
    insert into record_entry (id, about_id, position, step, happened_on, known_at, author, compartment, answers,
            digest, previous, hash, key, nth)
        select gen_random_uuid(), id, 1, 'person.registered', now(), now(), 'Rita', 'child''s record', '{}', '', '',
            '', 'of old', 0
        from record_subject
"""


@pytest.fixture
def migrations() -> MigrationRecorder:
    """What the database says of itself, for a test to change."""
    return MigrationRecorder(connections["owner"])


def as_before(migrations: MigrationRecorder, room: str, first: str) -> None:
    """The database as it was before a step of a room and all that came after it, each of them done by itself."""
    for its, name in migrations.applied_migrations():
        if name == "0001_whole" or (its == room and name >= first):
            migrations.record_unapplied(its, name)


def refused() -> str:
    with pytest.raises(Trouble) as trouble:
        other_releases.refuse(connections["owner"])
    assert trouble.value.code == Code.NOT_SET_UP
    return str(trouble.value)


def test_this_releases_own_is_taken(migrations):
    other_releases.refuse(connections["owner"])


def test_one_of_the_release_before_is_taken(migrations):
    as_before(migrations, "record", "0011_reworked")
    as_before(migrations, "facts", "0005_how")
    other_releases.refuse(connections["owner"])


def test_one_that_has_all_that_was_folded_is_taken(migrations):
    assert ("facts", "0003_finding_people") in migrations.applied_migrations()
    migrations.record_unapplied("facts", "0001_whole")
    other_releases.refuse(connections["owner"])


def test_one_that_has_half_of_what_was_folded_is_too_old(migrations):
    migrations.record_unapplied("facts", "0001_whole")
    as_before(migrations, "facts", "0003_finding_people")

    said = refused()

    assert "made by an earlier Golden Thread" in said
    assert "(it lacks facts.0003_finding_people)" in said
    assert "Nothing was changed." in said
    assert "`make reset`" in said
    assert "backup" in said


def test_one_with_chains_of_another_form_is_too_old(migrations):
    # What the facts have come to since leans on what the record has.
    as_before(migrations, "facts", "0007_attendance")
    as_before(migrations, "record", "0010_seal_made")
    # A first start that was killed half-way has recorded nothing, and goes on.
    other_releases.refuse(connections["owner"])

    with connections["owner"].cursor() as cursor:
        cursor.execute(AN_ENTRY)

    assert "(it lacks record.0010_seal_made)" in refused()


def test_one_that_skipped_a_step_is_refused(migrations):
    migrations.record_unapplied("record", "0009_cover")
    said = refused()
    assert "made by an earlier Golden Thread" in said
    assert "0009_cover" in said


@pytest.mark.parametrize("room", ["facts", "record", "oversight"])
def test_one_of_a_later_release_is_refused(migrations, room):
    migrations.record_applied(room, "0997_later")

    said = refused()

    assert f"a later release of Golden Thread than this one: it has {room}.0997_later" in said
    assert "restore a backup" in said
    assert "reset" not in said


def test_what_a_library_had_once_is_no_matter(migrations):
    migrations.record_applied("axes", "0001_of_long_ago")
    migrations.record_applied("a_library_of_long_ago", "0001_initial")
    other_releases.refuse(connections["owner"])
