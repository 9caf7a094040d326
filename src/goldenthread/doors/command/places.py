"""Where this installation keeps its things, and how its two database roles are reached."""

import hashlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from goldenthread.doors.command.trouble import Code, Trouble

APPLICATION = "goldenthread_app"
OWNER = "goldenthread"
# Stepped into by the application, never signed in as (casework/access/second_lock.sql).
INSIDE = ("goldenthread_counts", "goldenthread_engine")
DATABASE = "goldenthread"

# The kernel's limit for the path of a Unix socket, less its closing zero.
LONGEST_SOCKET_PATH = 107
SOCKET_NAME = ".s.PGSQL.5432"


@dataclass(frozen=True)
class Databases:
    """How the application and the owner of the tables reach the database."""

    application: str
    owner: str
    embedded: bool


def var(environ: Mapping[str, str] = os.environ) -> Path:
    """The directory of everything that is made here: GOLDENTHREAD_VAR, or var/ in the checkout."""
    if chosen := environ.get("GOLDENTHREAD_VAR"):
        return Path(chosen).resolve()
    checkout = Path(__file__).resolve().parents[4]
    return (checkout if (checkout / "pyproject.toml").exists() else Path.cwd()) / "var"


def sockets(under: Path) -> Path:
    """The directory of the embedded server's socket: under var, or in /tmp where that path would be too long."""
    near = under / "run"
    if len(os.fsencode(near / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return near
    return Path("/tmp") / f"goldenthread-{os.getuid()}-{hashlib.sha256(os.fsencode(under)).hexdigest()[:12]}"


def private(directory: Path, *, lent_to: int | None = None) -> Path:
    """The directory, made if need be, open to its owner alone: us, or the user that we lent it to.

    Raises Trouble where it is somebody else's.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if directory.is_symlink() or directory.stat().st_uid not in {os.getuid(), lent_to}:
        raise Trouble(f"{directory} belongs to somebody else. Remove it and start again.", code=Code.NOT_SET_UP)
    directory.chmod(0o700)
    return directory


def secret(name: str, *, under: Path) -> str:
    """A random secret of this installation, made at its first use and kept in var/secrets for its owner alone."""
    path = private(under / "secrets") / name
    if not path.exists():
        # Written beside and linked into place, so that two first starts agree on one and none reads half of it.
        draft = path.with_name(f"{name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first, and its secret is the one to use
        finally:
            draft.unlink()
    return path.read_text()


def databases(environ: Mapping[str, str], *, under: Path) -> Databases:
    """How to reach the database.

    Without DATABASE_URL it is the embedded server. DATABASE_URL alone is the owner's, and the application's role gets
    a password of its own; with OWNER_DATABASE_URL beside it, DATABASE_URL is the application's.
    Raises Trouble where an address cannot be read.
    """
    given, owners = environ.get("DATABASE_URL"), environ.get("OWNER_DATABASE_URL")
    if not given:
        if owners:
            raise Trouble("OWNER_DATABASE_URL is set without DATABASE_URL. Set both, or neither.", code=Code.NOT_SET_UP)
        there = {"host": str(sockets(under)), "dbname": DATABASE}
        return Databases(
            application=make_conninfo(user=APPLICATION, **there),
            owner=make_conninfo(user=OWNER, **there),
            embedded=True,
        )
    if owners:
        return Databases(
            application=readable(given, name="DATABASE_URL"),
            owner=readable(owners, name="OWNER_DATABASE_URL"),
            embedded=False,
        )
    owner = readable(given, name="DATABASE_URL")
    password = secret("application_password", under=under)
    return Databases(application=make_conninfo(owner, user=APPLICATION, password=password), owner=owner, embedded=False)


def readable(url: str, *, name: str) -> str:
    """The address in the form PostgreSQL's own library writes it. Raises Trouble, without repeating its password."""
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError:
        parts = {}
    if not parts.get("dbname"):
        raise Trouble(
            f"{name} is not an address of a PostgreSQL database: write postgresql://user:password@host/database.",
            code=Code.NOT_SET_UP,
        )
    return make_conninfo(url)
