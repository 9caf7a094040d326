"""Bring back what a backup holds, into an empty database or over one that is named, and check that it is all there."""

import argparse
import contextlib
import json
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import IO, Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from goldenthread.doors.command import backup, locked, migrate, places, postgres, tally
from goldenthread.doors.command.trouble import Code, Trouble


def add(parser: argparse.ArgumentParser) -> None:
    """The words that `restore` takes."""
    parser.add_argument("file", type=Path, help="a file that `goldenthread backup` wrote")
    parser.add_argument("--key", type=Path, required=True, help="the file with the secret half of the key")
    parser.add_argument("--into", metavar="URL", help="another database, for a drill; its owner's address")
    parser.add_argument("--replace", metavar="NAME", help="write over the database of this name, which is then lost")
    parser.add_argument(
        "--only-look", action="store_true", help="read the whole file and say what it is; change nothing"
    )


def run(arguments: argparse.Namespace) -> int:
    """Look through the whole file, restore it in one transaction, compare every table, verify.

    Answers 1 where something is not as it was backed up. Raises Trouble where the file cannot be trusted, or where the
    database is not empty and was not named; then nothing was changed.
    """
    from goldenthread.doors.command.main import set_up_django

    if arguments.into:
        go_to(places.readable(arguments.into, name="--into"))
    keys = locked.identities(arguments.key)
    with tempfile.TemporaryDirectory(prefix="goldenthread-restore-") as kept:
        # Seals and papers wait here, a directory of our own, until the database is back.
        manifest = read(arguments.file, keys, folders=Path(kept))
        print(f"{arguments.file} is whole: {in_words(manifest)}.", flush=True)
        if arguments.only_look:
            return 0
        set_up_django()
        return restore(arguments, keys, manifest, Path(kept))


def go_to(into: str) -> None:
    """Let this process use another database, whose owner's address this is; the application's role stays who it was."""
    if "OWNER_DATABASE_URL" in os.environ:
        password = conninfo_to_dict(os.environ.get("DATABASE_URL", "")).get("password")
        os.environ["OWNER_DATABASE_URL"] = into
        os.environ["DATABASE_URL"] = make_conninfo(into, user=places.APPLICATION, password=password)
    else:
        os.environ["DATABASE_URL"] = into


def restore(arguments: argparse.Namespace, keys: list[Any], manifest: backup.Manifest, kept: Path) -> int:
    """Restore a file that was looked through, and say what was found. Answers 1 where not all is as it was."""
    from django.conf import settings

    from goldenthread.doors.command.migrate import migrate, set_up_given
    from goldenthread.doors.command.verify import look

    program = postgres.binary("pg_restore")
    set_up_given()
    refuse_to_overwrite(manifest, named=arguments.replace)
    bring_back(arguments.file, keys, program, settings.ROLES.owner)
    print("The database is back. Comparing every table ...", flush=True)
    found = compare(manifest)
    for says in found:
        print(says)
    print(
        "Not everything is as it was backed up."
        if found
        else f"All {len(manifest.tables)} tables hold what was backed up: the checksums are equal."
    )
    migrate()
    if not arguments.into:
        put_back(kept)
    return 1 if look(seals=kept / "seals") or found else 0


def in_words(manifest: backup.Manifest) -> str:
    """What a backup is."""
    rows = sum(rows for rows, _ in manifest.tables.values())
    return (
        f"{rows:,} rows of {len(manifest.tables)} tables as of {manifest.made_at}, release {manifest.release}, "
        f"PostgreSQL {manifest.postgres}"
    )


def read(file: Path, keys: list[Any], *, folders: Path) -> backup.Manifest:
    """Read the whole file, keeping its seals and papers in a folder, and answer what it says of itself.

    :raises Trouble: where it is no backup, not whole, for another key, or of a kind that this release does not know
    """
    manifest: backup.Manifest | None = None
    pieces = 0

    def each(member: tarfile.TarInfo, content: IO[bytes]) -> None:
        nonlocal manifest, pieces
        if manifest is None:
            manifest = understood(file, member.name, content.read())
        elif member.name.startswith(backup.PIECES):
            pieces += 1
        else:
            path = folders / PurePosixPath(member.name)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with path.open("xb") as copy:
                while some := content.read(backup.PIECE):
                    copy.write(some)

    walk(file, keys, each)
    if manifest is None or not pieces:
        raise Trouble(f"{file} has no database in it: it is not a backup of Golden Thread.", code=Code.USAGE)
    return manifest


def walk(file: Path, keys: list[Any], each: Callable[[tarfile.TarInfo, IO[bytes]], None]) -> None:
    """Do something with each file in a backup, in their order; raises Trouble where it cannot be read to its end."""
    if not file.is_file():
        raise Trouble(f"There is no file {file}.", code=Code.USAGE)
    with locked.reading(file, keys) as plain:
        try:
            with tarfile.open(fileobj=plain, mode="r|") as archive:
                for member in archive:
                    content = archive.extractfile(member)
                    within = PurePosixPath(member.name)
                    if content is None or within.is_absolute() or ".." in within.parts:
                        raise Trouble(f"{file} holds {member.name}, which no backup does.", code=Code.USAGE)
                    each(member, content)
        except tarfile.TarError as error:
            raise Trouble(f"{file} is not a backup of Golden Thread ({error}).", code=Code.USAGE) from error


def understood(file: Path, name: str, content: bytes) -> backup.Manifest:
    """What the first file in a backup says. Raises Trouble where this release does not understand it."""
    said = json.loads(content) if name == backup.MANIFEST else {}
    if said.get("format") != backup.FORMAT:
        raise Trouble(
            f"{file} is not a backup that this release of Golden Thread understands; its own words: "
            f"release {said.get('release', 'unknown')}.",
            code=Code.USAGE,
        )
    return backup.Manifest(**said | {"tables": {table: (rows, sum_) for table, (rows, sum_) in said["tables"].items()}})


def refuse_to_overwrite(manifest: backup.Manifest, *, named: str | None) -> None:
    """Raises Trouble where the database has tables and was not named, or has some that would be left over."""
    owner = migrate.the_owner()
    name = owner.settings_dict["NAME"]
    with owner.cursor() as cursor:
        cursor.execute("select current_setting('server_version_num')::int / 10000")
        (server,) = cursor.fetchone()
        there = tally.tables(cursor).keys()
    if server < manifest.postgres:
        raise Trouble(
            f"The backup is of PostgreSQL {manifest.postgres} and this database is PostgreSQL {server}: restore it "
            "into the same version or a newer one.",
            code=Code.NOT_SET_UP,
        )
    if there and named != name:
        raise Trouble(
            f"The database {name} is not empty, and nothing was changed. Restore into an empty one with --into, or "
            f"say --replace {name} to lose what is in it now.",
            code=Code.USAGE,
        )
    if more := sorted(there - manifest.tables.keys() - set(manifest.without)):
        raise Trouble(
            f"The database {name} has tables that the backup has not ({', '.join(more[:5])}), so that the two would be "
            "mixed. Nothing was changed: restore into an empty database.",
            code=Code.USAGE,
        )


def bring_back(file: Path, keys: list[Any], program: Path, address: str) -> None:
    """Feed the pieces of the database to pg_restore: all of it is there afterwards, or nothing changed.

    Raises Trouble with pg_restore's own words where it fails.
    """
    # Whatever is there goes in the same transaction in which the other comes.
    words = [
        str(program), "--single-transaction", "--exit-on-error", "--no-owner", "--clean", "--if-exists",
        "--dbname", backup.without_password(address),
    ]  # fmt: skip
    written = 0

    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(words, stdin=subprocess.PIPE, stderr=complaints, env=backup.with_password(address))
        assert process.stdin is not None
        into = process.stdin

        def each(member: tarfile.TarInfo, content: IO[bytes]) -> None:
            nonlocal written
            if member.name.startswith(backup.PIECES):
                written += into.write(content.read())
                backup.say(f"restored {backup.megabytes(written)} of the database")

        try:
            walk(file, keys, each)
            into.close()
        except BrokenPipeError:
            # It ended before it had read everything, and says why below.
            with contextlib.suppress(BrokenPipeError):
                into.close()
        except BaseException:
            process.kill()
            process.wait()
            raise
        code = process.wait()
        complaints.seek(0)
        said = complaints.read().decode(errors="replace").strip()
    if code:
        raise Trouble(f"The database could not be restored, and is as it was: {said}")


def compare(manifest: backup.Manifest) -> list[str]:
    """In words, where a table is not what was backed up."""
    from django.db import connections, transaction

    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        return tally.differences(manifest.tables, tally.tally(cursor, without=manifest.without))


def take_keys(file: Path) -> None:
    """The keys that second factors were locked with open them here too; those that are here stand before them."""
    if not file.exists():
        return
    more = file.read_text().split()
    file.unlink()
    if given := os.environ.get("SECOND_FACTOR_KEYS", "").split():
        if set(more) - set(given):
            print("SECOND_FACTOR_KEYS has not every key that the backup's second factors were locked with: add them.")
        return
    here = places.secret("second_factor_keys", under=places.var()).split()
    if new := [key for key in more if key not in here]:
        path = places.var() / backup.KEYS
        making = path.with_name(f"{path.name}.making")
        making.touch(mode=0o600)
        making.write_text("\n".join([*here, *new]))
        making.rename(path)


def put_back(kept: Path) -> None:
    """Papers that are not here any more come back; seals do where there are none: those here say what was lost."""
    var = places.var()
    seals_are_here = any((var / "seals").glob("*.json"))
    take_keys(kept / backup.KEYS)
    for path in sorted(path for path in kept.rglob("*") if path.is_file()):
        within = path.relative_to(kept)
        target = var / within
        if (within.parts[0] == "seals" and seals_are_here) or target.exists():
            continue
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        making = target.with_name(f".{target.name}.making")
        making.write_bytes(path.read_bytes())
        making.chmod(0o600)
        making.rename(target)
    if seals_are_here:
        print(f"The seals in {var / 'seals'} were left as they are: they say what was recorded after the backup.")
