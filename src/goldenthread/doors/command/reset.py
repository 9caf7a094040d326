"""Start anew: remove the embedded database and everything in it."""

import argparse
import os
import shutil
import sys

from goldenthread.doors.command import places
from goldenthread.doors.command.db import embedded
from goldenthread.doors.command.lock import hold
from goldenthread.doors.command.trouble import Code, Trouble

WHAT_GOES = ("db", "db.making", "papers", "secrets", "log", "run")


def add(parser: argparse.ArgumentParser) -> None:
    """The words that `reset` takes."""
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(arguments: argparse.Namespace) -> None:
    """Remove the embedded database, its papers and its secrets; the next start makes new ones.

    Raises Trouble while Golden Thread runs, or where the database is not ours to remove.
    """
    if os.environ.get("DATABASE_URL"):
        raise Trouble(
            "DATABASE_URL names a database that is not ours to remove. Unset it to reset the embedded one.",
            code=Code.USAGE,
        )
    var = places.var()
    with hold(var):
        if not arguments.yes and sys.stdin.isatty() and not confirmed(var / "db"):
            print("Nothing was removed.")
            return
        # A server whose launcher was killed must not go on writing into a directory that is gone.
        if (var / "db").exists():
            embedded(var).stop_orphan()
        for name in WHAT_GOES:
            if (var / name).exists():
                shutil.rmtree(var / name)
    print("Removed. The next `make run` starts anew.")


def confirmed(path: object) -> bool:
    """Whether the person at the terminal means it."""
    return input(f"Everything recorded in {path} will be gone. Type yes to go on: ").strip().lower() == "yes"
