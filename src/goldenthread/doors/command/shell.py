"""Python with everything loaded, for those who develop."""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    """No words of its own."""


def run(arguments: argparse.Namespace) -> None:
    """Open Django's shell."""
    from django.core.management import call_command

    call_command("shell")
