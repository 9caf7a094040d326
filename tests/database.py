"""A real PostgreSQL for the tests: one server for all workers, a migrated template, a clone of it for each worker.

Another clone costs a third of a second of a processor, taking out again what a test wrote a fifteenth of that: a clone
is made anew only where more than rows may have changed.

The application's connection (`default`) signs in as the role that owns nothing, as it does in production, so that
rights and row-level security bind the tests too. Run it with the system under test: `pytest` starts what it needs.
"""

import dataclasses
import fcntl
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from goldenthread.casework.access.lock import ENGINE
from goldenthread.doors.command import places, roles
from goldenthread.doors.command.postgres import SUPERUSER, Server, run

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
            drop(superuser, name)


def drop(superuser: psycopg.Connection, *names: str) -> None:
    """Drop databases, whoever is still in them."""
    for name in names:
        superuser.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def renew(clone: str, *, of: str, postgres: Server) -> None:
    """Make the worker's clone anew from the template."""
    close_all()
    with psycopg.connect(postgres.superuser, autocommit=True) as superuser:
        drop(superuser, clone)
        superuser.execute(
            sql.SQL("create database {} template {} owner {}").format(*map(sql.Identifier, (clone, of, places.OWNER)))
        )


# More rows than this, and what deleting leaves behind costs the next tests more than another clone.
FEW = 20_000
# Any change of a table, a trigger, a function or a right writes a row of one of these.
CATALOGUES = (
    "pg_attribute", "pg_class", "pg_constraint", "pg_index", "pg_namespace", "pg_policy", "pg_proc", "pg_rewrite",
    "pg_trigger",
)  # fmt: skip
MIGRATED = """
select format('%I.%I', schemaname, tablename) from pg_tables
where schemaname not in ('pg_catalog', 'information_schema') order by 1
"""


@dataclasses.dataclass
class Clone:
    """A worker's own database, and the way back to what the migrations left in it."""

    name: str
    of: str
    postgres: Server
    deleted: int = 0
    kept: set[str] = dataclasses.field(default_factory=set)
    tables: list[str] = dataclasses.field(default_factory=list)
    filled: dict[str, str] = dataclasses.field(default_factory=dict)
    numbers: dict[str, int] = dataclasses.field(default_factory=dict)
    shape: list[tuple] = dataclasses.field(default_factory=list)
    connection: psycopg.Connection | None = None

    def __post_init__(self) -> None:
        self.anew()
        self.tables = [name for (name,) in self.ask(MIGRATED)]
        self.filled = {name: self.digest(name) for name in self.with_rows()}
        self.numbers, self.shape = self.drawn(), self.built()

    def anew(self, *, of: str = "") -> None:
        """Make it anew from the template, or from another database of the same shape."""
        self.leave()
        renew(self.name, of=of or self.of, postgres=self.postgres)
        self.deleted = 0

    def restore(self) -> None:
        """Take out what a test committed, so that it is as the migrations left it: rows, and numbers from one again."""
        close_all()
        try:
            if self.built() != self.shape or not self.emptied() or self.deleted > FEW:
                self.anew()
        except psycopg.OperationalError:
            self.anew()  # the test made it anew itself, which ended this connection

    def emptied(self) -> bool:
        """Delete what tests wrote. False where they changed what migrations wrote."""
        self.send_away()
        for name in set(self.with_rows()) - set(self.filled):
            # Triggers refuse this to everybody; they rest for this connection alone.
            self.deleted += self.superuser().execute(f"delete from {name}").rowcount
        for name, _ in self.drawn().items() - self.numbers.items():
            given = self.numbers.get(name)
            self.ask("select setval(%s::regclass, %s, %s)", [name, given or 1, given is not None])
        return all(self.digest(name) == was for name, was in self.filled.items())

    def keep(self, what: str) -> str:
        """Keep it as it is now; answers with a name for anew(of=...)."""
        self.send_away()
        self.leave()
        self.kept.add(name := f"{self.name}_{what}")
        renew(name, of=self.name, postgres=self.postgres)
        return name

    def drop(self) -> None:
        """Drop it, and what was kept of it."""
        self.leave()
        with psycopg.connect(self.postgres.superuser, autocommit=True) as superuser:
            drop(superuser, *self.kept, self.name)

    def send_away(self) -> None:
        """End every other session in it: a page that is still being answered, in another thread."""
        self.ask("select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() "
                 "and pid <> pg_backend_pid()")  # fmt: skip

    def leave(self) -> None:
        """Close the superuser's connection: a database that is open cannot be copied."""
        close_all()
        if self.connection:
            self.connection.close()
        self.connection = None

    def superuser(self) -> psycopg.Connection:
        if self.connection is None:
            self.connection = psycopg.connect(
                address(self.name, self.postgres, role=SUPERUSER), autocommit=True,
                options="-c session_replication_role=replica -c lock_timeout=10s",
            )  # fmt: skip
        return self.connection

    def ask(self, query: str, values: Sequence[object] = ()) -> list[tuple]:
        return self.superuser().execute(query, values or None).fetchall()

    def with_rows(self) -> list[str]:
        """Its tables that hold something."""
        return [name for (name,) in self.ask(
            " union all ".join(f"select '{name}' where exists (select from {name})" for name in self.tables)
        )]  # fmt: skip

    def digest(self, table: str) -> str:
        """What a table holds, in short."""
        return str(self.ask(f"select md5(string_agg(one::text, ' ' order by one::text)) from {table} one")[0][0])

    def drawn(self) -> dict[str, int]:
        """The last number of each sequence that has given one."""
        return dict(self.ask(
            "select format('%I.%I', schemaname, sequencename), last_value from pg_sequences "
            "where last_value is not null"
        ))  # fmt: skip

    def built(self) -> list[tuple]:
        """What changes with any change of its tables, triggers, functions or rights."""
        return self.ask(" union all ".join(
            f"select '{name}', count(*), max(xmin::text::bigint) from {name}" for name in CATALOGUES
        ))  # fmt: skip


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
