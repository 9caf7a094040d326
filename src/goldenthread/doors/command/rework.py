"""What a release before worked out differently, worked out anew now: for those who cannot wait for the job worker."""

import argparse
import sys

from goldenthread.doors.command.words import counted


def add(parser: argparse.ArgumentParser) -> None:
    """No words of its own."""


def run(arguments: argparse.Namespace) -> None:
    """Do every rework that is not done. Safe to stop, and to run twice; the job worker may do it at the same time."""
    from goldenthread.casework import access, reworking

    with access.acting(reworking.CHORE):
        left = {each.rework.key: each for each in reworking.left()}
    if not left:
        print("Nothing is to be reworked: every rework of this release is done.")
        return
    subjects = rows = 0
    for batch in reworking.work():
        subjects, rows = subjects + batch.subjects, rows + batch.rows
        if not batch.done:
            told(f"{batch.rework.key}: {subjects:,} of {left[batch.rework.key].of:,}")
        else:
            told("")
            print(f"{batch.rework.key}: {counted(rows, 'row', 'rows')} changed about {subjects:,} looked at.")
            subjects = rows = 0


def told(progress: str) -> None:
    """One line that counts up on a terminal."""
    if sys.stdout.isatty():
        print(f"\r{progress:<60}", end="\r" if not progress else "", flush=True)


def say_what_is_left() -> None:
    """At a start: what the job worker will work out anew, batch after batch, while people work."""
    from goldenthread.casework import access, reworking

    with access.acting(reworking.CHORE):
        for each in reworking.left():
            print(
                f"To be worked out anew meanwhile ({each.rework.key}, about {counted(each.of, 'record', 'records')}, "
                f"{each.come_to:,} of them done): {each.rework.why} Figures may lack it until then; "
                "`goldenthread rework` does it at once."
            )
