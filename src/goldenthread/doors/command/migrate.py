"""Bring the database's tables up to this release, as their owner."""

import argparse

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from goldenthread.doors.command import other_releases, roles
from goldenthread.doors.command.places import APPLICATION
from goldenthread.doors.command.trouble import Trouble

# One number for all releases: two launchers that migrate at once take turns.
MIGRATING = 7_305_001


def add(parser: argparse.ArgumentParser) -> None:
    """No words of its own."""


def run(arguments: argparse.Namespace) -> None:
    """Migrate the database that this installation uses."""
    set_up_given()
    migrate(verbosity=1)


def set_up_given() -> None:
    """Make the roles and extensions of a database that DATABASE_URL names. Raises Trouble where it will not do."""
    from django.conf import settings

    if not settings.ROLES.embedded:
        roles.set_up_given(settings.ROLES)


def migrate(*, verbosity: int = 0) -> None:
    """Migrate as the owner, then give the application its rights on the tables of the libraries we use.

    The tables of our own rooms are given by their own migrations. Raises Trouble where the owner cannot connect, or
    where the database is of a release that this one cannot go on from; then nothing was changed.
    """
    from django.core.management import call_command
    from django.db.migrations.executor import MigrationExecutor

    from goldenthread.casework import access, reworking
    from goldenthread.language import handbook

    owner = the_owner()
    with owner.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [MIGRATING])
        try:
            other_releases.refuse(owner)
            steps = MigrationExecutor(owner)
            if steps.migration_plan(steps.loader.graph.leaf_nodes()):
                call_command("migrate", database="owner", interactive=False, verbosity=verbosity)
            give_rights(cursor)
            access.lock.install(cursor, handbook())
            reworking.nothing_recorded(using="owner")
        finally:
            cursor.execute("select pg_advisory_unlock(%s)", [MIGRATING])


def the_owner() -> BaseDatabaseWrapper:
    """The owner's connection, open. Raises Trouble where the database does not answer."""
    from django.db import OperationalError, connections

    owner = connections["owner"]
    try:
        owner.ensure_connection()
    except OperationalError as error:
        raise Trouble(
            f"The database does not answer: {str(error).strip()} Start it with `make run` or `goldenthread db`."
        ) from error
    return owner


def give_rights(cursor: CursorWrapper) -> None:
    """Let the application read and write the tables of Django, allauth and the job queue; it owns none of them."""
    from django.apps import apps

    tables = {
        model._meta.db_table
        for config in apps.get_app_configs()
        if not config.name.startswith("goldenthread.")
        for model in config.get_models(include_auto_created=True)
        if not model._meta.proxy
    }
    cursor.execute(
        "select sequence.relname from pg_class sequence join pg_depend on objid = sequence.oid "
        "join pg_class its_table on its_table.oid = refobjid "
        "where sequence.relkind = 'S' and its_table.relname = any(%s)",
        [list(tables)],
    )
    sequences = {name for (name,) in cursor.fetchall()}
    for rights, kind, names in (
        ("select, insert, update, delete", "table", tables),
        ("usage, select", "sequence", sequences),
        # Start-up asks whether the tables are those of this release.
        ("select", "table", {"django_migrations"}),
    ):
        cursor.execute(
            sql.SQL("grant {} on {} {} to {}").format(
                sql.SQL(rights),
                sql.SQL(kind),
                sql.SQL(", ").join(map(sql.Identifier, sorted(names))),
                sql.Identifier(APPLICATION),
            )
        )
