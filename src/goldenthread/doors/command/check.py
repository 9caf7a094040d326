"""Whether this installation is fit to serve."""

import argparse

from goldenthread.doors.command.trouble import Code, Trouble


def add(parser: argparse.ArgumentParser) -> None:
    """No words of its own."""


def run(arguments: argparse.Namespace) -> None:
    """Run every check of Django's and ours. Raises Trouble where one finds a mistake, after printing them all."""
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError

    try:
        call_command("check")
    except SystemCheckError as error:
        raise Trouble(str(error), code=Code.NOT_SET_UP) from error
