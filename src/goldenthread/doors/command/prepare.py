"""Everything between a database that answers and a first page."""

import argparse
from collections.abc import Callable
from functools import partial
from importlib import import_module

from goldenthread.doors.command import check, rework
from goldenthread.doors.command.migrate import migrate, set_up_given


def add(parser: argparse.ArgumentParser) -> None:
    """No words of its own."""


def run(arguments: argparse.Namespace, *, when_there: Callable[[], None] = lambda: None) -> None:
    """Check, migrate, lock away what proves people, load the first data, print what will be worked out anew and who may
    sign in.

    All of it does nothing the second time. when_there: waits for the database, before anything is asked of it.

    Raises Trouble where a check finds a mistake or the database does not answer.
    """
    from django.conf import settings

    check.refuse_mistakes()
    when_there()
    set_up_given()
    migrate()
    check.refuse_mistakes(databases=["default"])
    import_module("goldenthread.casework.access.locked_away").lock_what_is_not()
    if settings.FIRST_DATA:
        first_data = import_module(settings.FIRST_DATA)
        first_data.load(say=partial(print, flush=True))
    rework.say_what_is_left()
    if settings.FIRST_DATA:
        print("Sign in as:")
        for name, who in first_data.sign_in_names():
            print(f"  {name:<36}{who}")
