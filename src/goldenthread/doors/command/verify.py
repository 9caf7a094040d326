"""Whether the record is what was recorded."""

import argparse
import sys
import time
from pathlib import Path

from goldenthread.doors.command.places import var
from goldenthread.doors.command.words import counted

MOST_SHOWN = 50


def add(parser: argparse.ArgumentParser) -> None:
    """The words that `verify` takes."""
    parser.add_argument("--seals", type=Path, metavar="DIR", help="hold it against the seals kept here (var/seals)")


def run(arguments: argparse.Namespace) -> int:
    """Check every chain, every row against the record, and the last seal. Answers 1 where something is not whole."""
    return look(seals=arguments.seals or var() / "seals")


def look(*, seals: Path) -> int:
    """Say whether everything is as it was recorded, and as it was sealed in a folder. Answers 1 where it is not."""
    from goldenthread.casework import access

    with access.at_work(access.Chore("verify")):
        return _look(seals)


def _look(seals: Path) -> int:
    from goldenthread.casework import sealing, verifying

    began = time.monotonic()
    subjects = entries = rows = faults = 0
    for checked in verifying.verify():
        subjects, entries, rows = subjects + checked.subjects, entries + checked.entries, rows + checked.rows
        for fault in checked.faults:
            faults += 1
            if faults <= MOST_SHOWN:
                print(f"{fault.subject}: {fault.says}", file=sys.stderr)
    for says in sealing.broken(seals):
        faults += 1
        print(says, file=sys.stderr)
    if faults > MOST_SHOWN:
        print(f"{faults:,} faults in all; the first {MOST_SHOWN} are shown.", file=sys.stderr)
    took = max(time.monotonic() - began, 0.001)
    print(
        f"{counted(subjects, 'subject', 'subjects')}, {counted(entries, 'entry', 'entries')} and "
        f"{counted(rows, 'row', 'rows')} looked at in {took:.1f} s ({(entries + rows) / took:,.0f} a second)"
    )
    print(sealed(len(sealing.seals(seals)), sealing.newer(seals)))
    print("Something is not as it was recorded." if faults else "Everything is as it was recorded.")
    return 1 if faults else 0


def sealed(seals: int, newer: int) -> str:
    """What is not yet sealed, in words."""
    if not seals:
        return f"Nothing is sealed yet: {counted(newer, 'entry', 'entries')}. Seal with `goldenthread seal`."
    return (
        f"{counted(newer, 'entry is', 'entries are')} newer than the last seal." if newer else "Everything is sealed."
    )
