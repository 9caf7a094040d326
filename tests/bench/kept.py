"""The made-up authority that is measured: made once by `goldenthread demo`, kept, and copied anew for each run."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from goldenthread.doors.command import places, roles
from goldenthread.doors.command.lock import hold
from goldenthread.doors.command.places import DATABASE, OWNER
from goldenthread.doors.command.postgres import Server, run

CHECKOUT = Path(__file__).resolve().parents[2]
GOLDENTHREAD = Path(sys.executable).with_name("goldenthread")
# Always the same authority: its last day does not move with the calendar.
YEARS, AS_AT, SEED = 2, "2026-03-31", 1
# What the rows of a made-up authority depend on.
MADE_BY = ("config", "practice", "oversight", "casework", "blocks", "facts", "record", "language", "story",
           "standards", "timekeeping", "doors/demonstration")  # fmt: skip
MADE_BY_COMMANDS = ("demo", "migrate", "roles", "places")


def home() -> Path:
    """Where the bench keeps its server and what it has made."""
    return places.var() / "bench"


def server(under: Path) -> Server:
    """The bench's own server. What it holds can be made again, so it never waits for the disk."""
    return Server(data=under / "db", sockets=places.sockets(under), log=under / "log" / "database.log", durable=False)


def environment(under: Path) -> dict[str, str]:
    """What processes of the bench are told: its own var, and no pace: whoever measures asks faster than people."""
    paces = {f"MOST_{what}": str(10**6) for what in ("SEARCHES", "PAPERS", "RECORDS", "SENT", "WAY_IN")}
    ours = {"GOLDENTHREAD_VAR": str(under), "PYTHONPATH": f"{CHECKOUT / 'src'}:{CHECKOUT}"} | paces
    return {name: value for name, value in os.environ.items() if "DATABASE_URL" not in name} | ours


@contextmanager
def at_hand() -> Iterator[Path]:
    """The bench's home with its server running; nobody else measures there meanwhile."""
    here, static = home(), places.var()
    # Not the installation's own lock: starts are measured, which hold it.
    with hold(here / "measuring"):
        for made_once in ("assets", "static"):
            if not (here / made_once).is_symlink():
                (here / made_once).symlink_to(static / made_once)
        postgres = server(here)
        start(postgres)
        try:
            yield here
        finally:
            stop(postgres)


def start(postgres: Server) -> None:
    """Start the server, unless it answers."""
    postgres.prepare()
    if not postgres.answers():
        postgres.start_detached()


def stop(postgres: Server) -> None:
    """Stop the server, if it runs."""
    run("pg_ctl", "stop", "-D", str(postgres.data), "-m", "fast", "-w", may_fail=True)


def fingerprint() -> str:
    """Which program makes the rows: any change to what they depend on asks for another authority."""
    source = CHECKOUT / "src" / "goldenthread"
    files = [path for room in MADE_BY for path in (source / room).rglob("*") if path.is_file()]
    files += [source / "doors" / "command" / f"{name}.py" for name in MADE_BY_COMMANDS]
    digest = hashlib.sha256(f"{YEARS} {AS_AT} {SEED}".encode())
    for path in sorted(path for path in files if path.suffix != ".pyc"):
        digest.update(str(path.relative_to(source)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def name_of(children: int) -> str:
    return f"kept_{children}_{fingerprint()}"


def keep(under: Path, children: int) -> None:
    """Make the authority of so many children, unless the same program has made it before. Broken off, it goes on."""
    name, note = name_of(children), under / "making"
    with psycopg.connect(server(under).superuser, autocommit=True) as superuser:
        there = {name for (name,) in superuser.execute("select datname from pg_database")}
        if name in there:
            return
        for other in there:
            if other.startswith(f"kept_{children}_"):
                drop(superuser, other)
        if not note.exists() or note.read_text() != name:
            drop(superuser, DATABASE)
            note.write_text(name)
        say(f"Making an authority of {children:,} children, once; it is kept in {under} for the next time ...")
        begun = time.monotonic()
        roles.set_up_embedded(server(under).superuser)
        command(under, "migrate")
        words = ["--children", children, "--years", YEARS, "--as-at", AS_AT, "--seed", SEED]
        command(under, "demo", *map(str, words))
        with psycopg.connect(make_conninfo(server(under).superuser, dbname=DATABASE), autocommit=True) as inside:
            inside.execute("vacuum analyze")
        superuser.execute(sql.SQL("alter database {} rename to {}").format(*map(sql.Identifier, (DATABASE, name))))
        note.unlink()
        say(f"Made in {time.monotonic() - begun:,.0f} s.")


def copy(under: Path, children: int) -> None:
    """Make the database that is measured anew, as it was kept."""
    # Seals are those of the database that was measured before.
    shutil.rmtree(under / "seals", ignore_errors=True)
    with psycopg.connect(server(under).superuser, autocommit=True) as superuser:
        drop(superuser, DATABASE)
        superuser.execute(
            sql.SQL("create database {} template {} owner {} strategy file_copy").format(
                *map(sql.Identifier, (DATABASE, name_of(children), OWNER))
            )
        )


def drop(superuser: psycopg.Connection, name: str) -> None:
    superuser.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def command(under: Path, *words: str) -> None:
    """One command of ours to its end; what it says of its progress is seen."""
    subprocess.run([GOLDENTHREAD, *words], env=environment(under), stdout=subprocess.DEVNULL, check=True)


def say(progress: str) -> None:
    """Progress, for a person who waits; the table alone goes to the other stream."""
    print(progress, file=sys.stderr, flush=True)
