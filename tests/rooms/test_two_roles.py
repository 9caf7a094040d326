"""The roles that the application works in own nothing and may not do the owner's work."""

import pytest
from django.contrib.sessions.models import Session
from django.db import ProgrammingError, connection

from goldenthread.casework import access
from goldenthread.casework.access.lock import APPLICATION, COUNTS, ENGINE

EACH_ROLE = pytest.mark.parametrize("role", [APPLICATION, ENGINE, COUNTS])


@pytest.mark.django_db
@EACH_ROLE
def test_it_is_no_superuser_and_owns_no_table(role):
    with access.acting(None, role=role), connection.cursor() as cursor:
        cursor.execute(
            "select session_user, current_user, rolsuper, rolbypassrls from pg_roles where rolname = current_user"
        )
        assert cursor.fetchone() == (APPLICATION, role, False, False)
        cursor.execute("select count(*) from pg_class where relowner = (select oid from pg_roles where rolname = user)")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
@EACH_ROLE
@pytest.mark.parametrize(
    "statement",
    ["drop table django_session", "truncate django_session", "create table mine (id int)", "set role goldenthread"],
)
def test_it_may_not_do_the_owners_work(statement, role):
    with pytest.raises(ProgrammingError), access.acting(None, role=role), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_owner_sees_what_the_application_committed(owner):
    Session.objects.create(session_key="a", session_data="b", expire_date="2026-11-21T12:00:00Z")
    assert owner.execute("select session_key from django_session").fetchall() == [("a",)]


def test_a_test_that_commits_leaves_nothing_behind(owner):
    assert not Session.objects.exists()
