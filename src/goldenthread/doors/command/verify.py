"""Whether the record is what was recorded."""

import argparse
import sys
import time

from goldenthread.doors.command.places import var

MOST_SHOWN = 50


def add(parser: argparse.ArgumentParser) -> None:
    """No words of its own."""


def run(arguments: argparse.Namespace) -> int:
    """Check every chain, every row against the record, and the last seal. Answers 1 where something is not whole."""
    from goldenthread.casework import access

    with access.at_work(access.Chore("verify")):
        return look()


def look() -> int:
    """The same, as somebody who sees every record."""
    from goldenthread.casework import sealing, verifying

    began = time.monotonic()
    subjects = entries = rows = faults = 0
    for checked in verifying.verify():
        subjects, entries, rows = subjects + checked.subjects, entries + checked.entries, rows + checked.rows
        for fault in checked.faults:
            faults += 1
            if faults <= MOST_SHOWN:
                print(f"{fault.subject}: {fault.says}", file=sys.stderr)
    folder = var() / "seals"
    for says in sealing.broken(folder):
        faults += 1
        print(says, file=sys.stderr)
    if faults > MOST_SHOWN:
        print(f"{faults:,} faults in all; the first {MOST_SHOWN} are shown.", file=sys.stderr)
    took = max(time.monotonic() - began, 0.001)
    print(
        f"{subjects:,} subjects, {entries:,} entries and {rows:,} rows looked at in {took:.1f} s "
        f"({(entries + rows) / took:,.0f} a second)"
    )
    print(sealed(len(sealing.seals(folder)), sealing.newer(folder)))
    print("Something is not as it was recorded." if faults else "Everything is as it was recorded.")
    return 1 if faults else 0


def sealed(seals: int, newer: int) -> str:
    """What is not yet sealed, in words."""
    if not seals:
        return f"Nothing is sealed yet: {newer:,} entries. Seal them with `goldenthread seal`."
    return f"{newer:,} entries are newer than the last seal." if newer else "Everything is sealed."
