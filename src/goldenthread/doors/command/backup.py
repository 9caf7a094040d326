"""The whole installation in one encrypted file: database, papers and seals, as they were at one moment."""

import argparse
import datetime as dt
import io
import json
import os
import signal
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from goldenthread.doors.command import locked, migrate, places, postgres, tally
from goldenthread.doors.command.trouble import Code, Trouble

FORMAT = 1
MANIFEST = "manifest.json"
PIECES = "database/"
PIECE = 4 << 20
# What stands in var beside the database and cannot be made again.
FOLDERS = ("seals", "papers")
# Without them every second factor would have to be set up anew.
KEYS = "secrets/second_factor_keys"


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself, at its beginning.

    seal: every chain's head at that moment, as `goldenthread seal` writes it. without: tables whose rows are left out.
    """

    format: int
    made_at: str
    release: str
    postgres: int
    seal: str
    without: list[str]
    tables: tally.Tally


def add(parser: argparse.ArgumentParser) -> None:
    """The words that `backup` takes."""
    parser.add_argument("--to", type=Path, metavar="DIR", help="where the file goes (var/backups if left out)")
    parser.add_argument("--new-key", type=Path, metavar="FILE", help="only make a key: its secret half goes into FILE")


def run(arguments: argparse.Namespace) -> None:
    """Write one encrypted file, or make a key for it.

    Raises Trouble where there is no key or the database cannot be read; OSError where the disk is full.
    """
    if arguments.new_key:
        print(f"BACKUP_KEY={locked.new_key(arguments.new_key)}")
        print(
            f"Keep {arguments.new_key} where the records are not, and twice: without it no backup can be read.",
            file=sys.stderr,
        )
        return
    # Told to stop, it leaves nothing half-written either.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    to = locked.recipients(os.environ.get("BACKUP_KEY", ""))
    folder = arguments.to or places.private(places.var() / "backups")
    if not folder.is_dir():
        raise Trouble(f"There is no directory {folder} to write the backup to.", code=Code.USAGE)
    path, manifest = backup(folder, to=to)
    rows = sum(rows for rows, _ in manifest.tables.values())
    print(
        f"{path} is whole: {rows:,} rows of {len(manifest.tables)} tables, {megabytes(path.stat().st_size)}, as of "
        f"{manifest.made_at}. Copy it to another place."
    )


def backup(folder: Path, *, to: Sequence[Any]) -> tuple[Path, Manifest]:
    """Seal, then write everything as it is at one moment into one file; answer its path and what it says of itself."""
    from django.conf import settings
    from django.db import transaction

    from goldenthread.casework import access, sealing

    program = postgres.binary("pg_dump")
    owner = migrate.the_owner()
    with access.at_work(access.Chore("backup")):
        seal = sealing.seal(places.var() / "seals")
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        # The dump reads what this transaction reads: what is saved meanwhile is in neither.
        cursor.execute("set transaction isolation level repeatable read, read only")
        cursor.execute("select pg_export_snapshot(), now(), current_setting('server_version_num')::int")
        snapshot, now, server = cursor.fetchone()
        without = left_out()
        manifest = Manifest(
            format=FORMAT,
            made_at=now.astimezone(dt.UTC).isoformat(timespec="seconds"),
            release=version("goldenthread"),
            postgres=server // 10000,
            seal=seal.line(),
            without=without,
            tables=tally.tally(cursor, without=without, after=lambda name, rows: say(f"counted {name}: {rows:,} rows")),
        )
        path = folder / f"goldenthread-{now:%Y%m%d-%H%M%S}.age"
        if path.exists():
            raise Trouble(f"There is a {path} already. Try again in a second.", code=Code.TRY_AGAIN)
        with locked.writing(path, to) as plain, tarfile.open(fileobj=plain, mode="w|") as into:
            put(into, MANIFEST, json.dumps(asdict(manifest), indent=1, sort_keys=True).encode())
            for name in FOLDERS:
                put_folder(into, places.var() / name)
            put(into, KEYS, "\n".join(settings.SECOND_FACTOR_KEYS).encode())
            dump(into, program, settings.ROLES.owner, snapshot=snapshot, without=without)
    return path, manifest


def left_out() -> list[str]:
    """Tables whose rows no backup has: who is signed in, and what a cache counts. Both begin anew."""
    from django.conf import settings
    from django.contrib.sessions.models import Session

    return sorted([Session._meta.db_table, str(settings.CACHES["default"]["LOCATION"])])


def dump(into: tarfile.TarFile, program: Path, address: str, *, snapshot: str, without: Sequence[str]) -> None:
    """The database as pg_dump's custom format, in pieces. Raises Trouble with pg_dump's own words where it fails."""
    words = [
        # Extensions are made beforehand, by somebody who may: of those only the one that every database has.
        str(program), "--format=custom", f"--snapshot={snapshot}", "--extension=plpgsql", "--no-owner", "--no-comments",
        *(f"--exclude-table-data=public.{name}" for name in without), "--dbname", without_password(address),
    ]  # fmt: skip
    process = subprocess.Popen(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=with_password(address)
    )
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        number = written = 0
        try:
            while some := process.stdout.read(PIECE):
                put(into, f"{PIECES}{number:06}", some)
                number, written = number + 1, written + len(some)
                say(f"wrote {megabytes(written)} of the database")
        except BaseException:
            process.kill()
            raise
        complaints = process.stderr.read().decode(errors="replace").strip()
    if process.returncode:
        raise Trouble(f"The database could not be dumped, and no file was left: {complaints}")


def put(into: tarfile.TarFile, name: str, content: bytes) -> None:
    """One file in the archive."""
    member = tarfile.TarInfo(name)
    member.size = len(content)
    member.mode = 0o600
    into.addfile(member, io.BytesIO(content))


def put_folder(into: tarfile.TarFile, folder: Path) -> None:
    """Every file of a folder of var, if there is one."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        member = tarfile.TarInfo(str(path.relative_to(folder.parent)))
        with path.open("rb") as file:
            # Seals grow: what is added after this belongs to a later backup.
            member.size, member.mode = os.fstat(file.fileno()).st_size, 0o600
            into.addfile(member, file)


def without_password(address: str) -> str:
    """The address as a program's command line may have it, which everybody on the machine can read."""
    parts = conninfo_to_dict(address)
    return make_conninfo("", **{name: str(value) for name, value in parts.items() if name != "password"})


def with_password(address: str) -> dict[str, str]:
    """The environment of a program that signs in at this address."""
    password = conninfo_to_dict(address).get("password")
    return postgres.environment() | ({"PGPASSWORD": str(password)} if password else {})


def megabytes(size: int) -> str:
    """A size in words."""
    return f"{size / 1_000_000:,.1f} MB"


def say(progress: str) -> None:
    """Progress, for a person who waits."""
    print(f"  {progress}", flush=True)
