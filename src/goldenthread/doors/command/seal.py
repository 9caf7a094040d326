"""Write down, outside the database, where every chain ends now."""

import argparse

from goldenthread.doors.command.places import var
from goldenthread.doors.command.words import counted


def add(parser: argparse.ArgumentParser) -> None:
    """No words of its own."""


def run(arguments: argparse.Namespace) -> None:
    """Append a seal to this month's file. Keep a copy of the folder where the database's owner cannot write."""
    from goldenthread.casework import access, sealing

    folder = var() / "seals"
    with access.at_work(access.Chore("seal")):
        made = sealing.seal(folder)
    entries, subjects = counted(made.entries, "entry", "entries"), counted(made.records, "subject", "subjects")
    print(f"Sealed {entries} about {subjects} in {folder}.")
