"""A real PostgreSQL for the tests: one server for all workers, a migrated template, a clone of it for each worker.

The application's connection (`default`) signs in as the role that owns nothing, as it does in production, so that
rights and row-level security bind the tests too. Run it with the system under test: `pytest` starts what it needs.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from goldenthread.casework.access.lock import ENGINE
from goldenthread.doors.command import places, roles
from goldenthread.doors.command.postgres import Server, run

# What a test looks up by itself is seen whole, as a timed job sees it; a page, and whatever acts for a person, is under
# the second lock.
LOOKING = f"-c role={ENGINE} -c goldenthread.actor=chore:tests"

CHECKOUT = Path(__file__).resolve().parents[1]
HOME = places.var() / "test"


def server() -> Server:
    """The tests' server. What it holds may be lost with the power, so it never waits for the disk."""
    return Server(
        data=HOME / "db",
        sockets=places.sockets(HOME),
        log=HOME / "log" / "database.log",
        durable=False,
    )


@contextmanager
def running_server() -> Iterator[Server]:
    """The tests' server, started by whoever comes first and stopped by whoever leaves last."""
    postgres = server()
    HOME.mkdir(parents=True, exist_ok=True)
    with (HOME / "users.lock").open("a") as users:
        with alone():
            fcntl.flock(users, fcntl.LOCK_SH)
            postgres.prepare()
            if not postgres.answers():
                postgres.start_detached()
        try:
            yield postgres
        finally:
            with alone():
                fcntl.flock(users, fcntl.LOCK_UN)
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass  # another worker still uses the server
                else:
                    run("pg_ctl", "stop", "-D", str(postgres.data), "-m", "fast", "-w")


@contextmanager
def alone() -> Iterator[None]:
    """One worker at a time sets up or takes down what all share."""
    with (HOME / "setup.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def fingerprint() -> str:
    """Which tables the migrations make: any change to a migration, its SQL or a dependency makes another template."""
    sources = [
        CHECKOUT / "uv.lock",
        *(CHECKOUT / "src/goldenthread/doors/command").glob("[mr]*.py"),
        *(path for path in (CHECKOUT / "src").rglob("migrations/**/*") if path.suffix in {".py", ".sql"}),
        *(CHECKOUT / "src").rglob("*.sql"),
        *(CHECKOUT / "src/goldenthread/practice").rglob("pathway.py"),
    ]
    digest = hashlib.sha256()
    for path in sorted(set(sources)):
        digest.update(str(path.relative_to(CHECKOUT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def template(postgres: Server) -> str:
    """The name of a database with every migration run, made if these migrations have not been run before."""
    name = f"template_{fingerprint()}"
    with alone(), psycopg.connect(postgres.superuser, autocommit=True) as superuser:
        there = {name for (name,) in superuser.execute("select datname from pg_database")}
        drop_what_nobody_uses(superuser, there - {name})
        if name in there:
            return name
        making = f"making_{os.getpid()}"
        roles.set_up_embedded(postgres.superuser, database=making)
        point_django_at(making, postgres)
        from goldenthread.doors.command.migrate import migrate

        migrate()
        close_all()
        superuser.execute(sql.SQL("alter database {} rename to {}").format(*map(sql.Identifier, (making, name))))
    return name


def drop_what_nobody_uses(superuser: psycopg.Connection, names: set[str]) -> None:
    """Drop the clones of workers that were killed, and half-made templates."""
    for name in names:
        kind, _, process = name.partition("_")
        if kind in {"making", "clone"} and not Path(f"/proc/{process.partition('_')[0]}").exists():
            superuser.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def renew(clone: str, *, of: str, postgres: Server) -> None:
    """Make the worker's clone anew from the template."""
    close_all()
    with psycopg.connect(postgres.superuser, autocommit=True) as superuser:
        superuser.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(clone)))
        superuser.execute(
            sql.SQL("create database {} template {} owner {}").format(*map(sql.Identifier, (clone, of, places.OWNER)))
        )


def point_django_at(name: str, postgres: Server) -> None:
    """Let both of Django's connections open this database, each in its own role."""
    from django.db import connections

    close_all()
    for alias, role in (("default", places.APPLICATION), ("owner", places.OWNER)):
        connections[alias].settings_dict.update(
            NAME=name, USER=role, PASSWORD="", HOST=str(postgres.sockets), PORT="", CONN_MAX_AGE=0,
            # Two connections of one test may wait for each other for ever: say so instead.
            OPTIONS={"options": f"-c lock_timeout=10s {'' if role == places.OWNER else LOOKING}"},
        )  # fmt: skip


def close_all() -> None:
    """Close Django's connections of this thread."""
    from django.db import connections

    connections.close_all()


def address(name: str, postgres: Server, *, role: str) -> str:
    """How a role reaches a database of the tests' server."""
    return make_conninfo(host=str(postgres.sockets), dbname=name, user=role)
