"""Whether this installation is fit to serve."""

import argparse
import sys
from collections.abc import Sequence

from goldenthread.doors.command.trouble import Code, Trouble


def add(parser: argparse.ArgumentParser) -> None:
    """No words of its own."""


def run(arguments: argparse.Namespace) -> None:
    """Run every check of Django's and ours, and say what they found. Raises Trouble where one finds a mistake."""
    refuse_mistakes()
    print("Fit to serve.")


def refuse_mistakes(*, databases: Sequence[str] | None = None) -> None:
    """Tell what the checks warn of; of these databases too. Raises Trouble with what they do not allow."""
    from django.core.checks import ERROR, run_checks

    found = run_checks(databases=databases)
    for message in found:
        if message.level < ERROR:
            print(message, file=sys.stderr)
    mistakes = [str(message) for message in found if message.level >= ERROR]
    if mistakes:
        raise Trouble("\n".join(mistakes), code=Code.NOT_SET_UP)
