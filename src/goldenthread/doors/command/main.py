"""The command line: .venv/bin/goldenthread. Each command is a module of its own, named in the list below."""

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from goldenthread.doors.command.trouble import Code, Trouble

# By classes of SQLSTATE: no connection, no room, shut down. A statement that was cut off is in none of them.
NO_CONNECTION = "08"
WENT = (NO_CONNECTION, "53", "57P")


@dataclass(frozen=True)
class Command:
    """A command: its module has add(parser), which names its words, and run(arguments), which may answer a code."""

    name: str
    module: str
    what_for: str
    needs_django: bool = True


# Modules are opened when they are called, so that the launcher does not carry what only one command needs.
HERE = "goldenthread.doors.command"
COMMANDS = [
    Command("up", f"{HERE}.up", "start database, web servers and job worker, and watch over them", needs_django=False),
    Command("db", f"{HERE}.db", "start only the embedded database, for those who develop", needs_django=False),
    Command("reset", f"{HERE}.reset", "remove the embedded database and everything in it", needs_django=False),
    Command("assets", f"{HERE}.static", "fetch and gather style sheets, scripts and pictures"),
    Command("check", f"{HERE}.check", "say whether this installation is fit to serve"),
    Command("migrate", f"{HERE}.migrate", "bring the database up to this release"),
    Command("prepare", f"{HERE}.prepare", "migrate, load the first data, say who may sign in (`up` does this)"),
    Command("web-server", f"{HERE}.web", "serve pages on an open socket (`up` starts this)"),
    Command("load", f"{HERE}.load", "take in a file of another system: a CIN Census"),
    Command("demo", f"{HERE}.demo", "make a whole made-up authority: so many children, so many years"),
    Command("backup", f"{HERE}.backup", "write everything into one encrypted file, as it is at this moment"),
    Command("restore", f"{HERE}.restore", "bring back what a backup holds, and check it", needs_django=False),
    Command("rework", f"{HERE}.rework", "work out anew what a release before worked out differently, now"),
    Command("verify", f"{HERE}.verify", "check that the record is what was recorded"),
    Command("seal", f"{HERE}.seal", "write down outside the database where every chain ends now"),
    Command("worker", f"{HERE}.worker", "work on jobs until told to stop (`up` starts one)"),
    Command("sweep", f"{HERE}.sweep", "ask every signal and keep yesterday's figures (done by itself at night)"),
    Command("outage-pack", f"{HERE}.outage_pack", "write each worker's children into an encrypted file, for an outage"),
    Command("where", f"{HERE}.where", "file and line of something of the handbook"),
    Command("reference", f"{HERE}.reference", "write the handbook's pages in docs/reference"),
    Command("shell", f"{HERE}.shell", "Python with everything loaded, for those who develop"),
]


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and answer with its exit code. A Trouble is a sentence on the error stream, no traceback."""
    words = list(sys.argv[1:] if words is None else words)
    parser = argparse.ArgumentParser(prog="goldenthread", description="Golden Thread: children's social care.")
    parsers = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        its_parser = parsers.add_parser(command.name, help=command.what_for, description=command.what_for)
        if command.name in words[:1]:
            module = import_module(command.module)
            module.add(its_parser)
            its_parser.set_defaults(run=module.run, needs_django=command.needs_django)
    arguments = parser.parse_args(words)
    try:
        if arguments.needs_django:
            set_up_django()
        return arguments.run(arguments) or 0
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return trouble.code
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        print(f"The disk is full ({error.filename or 'writing'}). Free some space and start again.", file=sys.stderr)
        return Code.NO_SPACE
    except Exception as error:
        if not database_went(error):
            raise
        what = " ".join(str(error).split()).rstrip(".")
        advice = "See that it runs (`make run` or `goldenthread db`) and has room, then ask again."
        print(f"The database did not answer: {what}. {advice}", file=sys.stderr)
        return Code.UNAVAILABLE


def database_went(error: Exception) -> bool:
    """Whether a command ended because its database was not there, went while it was asked, or has no room.

    A connection that could not be opened, or broke, has no code; any other code is a fault to be read in full.
    """
    import psycopg
    from django.db import OperationalError

    first = error.__cause__ if isinstance(error, OperationalError) else error
    return isinstance(first, psycopg.OperationalError) and (first.sqlstate or NO_CONNECTION).startswith(WENT)


def set_up_django() -> None:
    """Open the application, for commands that need it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    import_module("django").setup()
