"""Style sheets, scripts and pictures: others' are fetched, ours are beside them, and all are gathered to be served."""

import argparse

from goldenthread.doors.command import assets
from goldenthread.doors.command.trouble import Trouble


def add(parser: argparse.ArgumentParser) -> None:
    """No words of its own."""


def run(arguments: argparse.Namespace) -> None:
    """Fetch what is not there yet and gather everything. Raises Trouble where others' assets cannot be had."""
    from django.conf import settings
    from django.core.management import call_command

    try:
        assets.build(settings.VAR / "assets", work=settings.VAR / "assets-work", tests=settings.VAR / "test-assets")
    except assets.NoAssets as error:
        raise Trouble(str(error)) from error
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
