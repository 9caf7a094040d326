"""Write down, outside the database, where every chain ends now."""

import argparse

from goldenthread.doors.command.places import var


def add(parser: argparse.ArgumentParser) -> None:
    """No words of its own."""


def run(arguments: argparse.Namespace) -> None:
    """Append a seal to this month's file. Keep a copy of the folder where the database's owner cannot write."""
    from goldenthread.casework import access, sealing

    folder = var() / "seals"
    with access.at_work(access.Chore("seal")):
        made = sealing.seal(folder)
    print(f"Sealed {made.entries:,} entries about {made.records:,} subjects in {folder}.")
