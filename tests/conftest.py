"""What every test may ask for."""

import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as trying
from pytest_django.plugin import DjangoDbBlocker
from xdist.scheduler import LoadScopeScheduling

from goldenthread.doors.command.places import OWNER
from tests import database
from tests.authority import Authority

# How fast the machine is fails no test.
trying.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
trying.load_profile("here")
# Whole installations, started and killed.
INSTALLATIONS = {"test_full_disk.py", "test_killed.py", "test_launcher.py"}


class OneByOne(LoadScopeScheduling):
    """Each test goes to whoever is free; those of whole installations go to one, which makes their database once."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0].rpartition("/")[2]
        return "installations" if file in INSTALLATIONS else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneByOne:
    """Who runs which test, where several run at once."""
    return OneByOne(config, log)


def pytest_configure(config: pytest.Config) -> None:
    """Style sheets by their plain names, so that a page can be tested before they are gathered."""
    # The made-up workers sign in with a password alone, as the demonstration's do, unless a test asks for more.
    settings.SECOND_FACTOR_REQUIRED = False
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(scope="session")
def own_database(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[database.Clone]:
    """This worker's own database, a clone of the migrated template; a test that committed leaves nothing in it."""
    with database.running_server() as postgres, django_db_blocker.unblock():
        own = database.Clone(f"clone_{os.getpid()}", of=database.template(postgres), postgres=postgres)
        database.point_django_at(own.name, postgres)

        def start_anew(case: TransactionTestCase) -> None:
            # Django would empty every table, which the application's role may not do, and which would take the rows
            # that migrations wrote.
            own.restore()

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(TransactionTestCase, "_fixture_teardown", start_anew)
            yield own
        own.drop()


@pytest.fixture(scope="session")
def clone(own_database: database.Clone) -> str:
    """The name of this worker's own database."""
    return own_database.name


@pytest.fixture(scope="session")
def django_db_setup(clone: str) -> None:
    """In place of pytest-django's own database: the clone."""


@pytest.fixture
def owner(clone: str, transactional_db: None) -> Iterator[psycopg.Connection]:
    """A connection of the owner's role to the same database, for what the application's role may not do.

    It sees what is committed, so the test's own writes are real commits, and the database is put back afterwards.
    """
    with psycopg.connect(
        database.address(clone, database.server(), role=OWNER), autocommit=True, options="-c lock_timeout=10s"
    ) as connection:
        yield connection


@pytest.fixture
def authority(db: None) -> Authority:
    """A small made-up authority in an empty database."""
    return Authority.found()
