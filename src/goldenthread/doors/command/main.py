"""The command line: .venv/bin/goldenthread. Each command is a module of its own, named in the list below."""

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from goldenthread.doors.command.trouble import Code, Trouble

# Name, module, whether it needs Django. A module has add(parser) and run(arguments) -> exit code or nothing.
# They are opened when called for, so that the launcher does not carry what only one command needs.
COMMANDS = [
    ("up", "goldenthread.doors.command.up", False),
    ("db", "goldenthread.doors.command.db", False),
    ("migrate", "goldenthread.doors.command.migrate", True),
    ("reset", "goldenthread.doors.command.reset", False),
]


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and answer with its exit code; a Trouble is a sentence on the error stream, no traceback."""
    words = list(sys.argv[1:] if words is None else words)
    parser = argparse.ArgumentParser(prog="goldenthread", description="Golden Thread: children's social care.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, path, needs_django in COMMANDS:
        called = name in words[:1]
        module = import_module(path) if called else None
        command = commands.add_parser(name, help=None)
        if module:
            module.add(command)
            command.set_defaults(run=module.run, needs_django=needs_django)
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


def set_up_django() -> None:
    """Open the application, for commands that need it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    import_module("django").setup()
