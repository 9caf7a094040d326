"""Whether the record is what was recorded."""

import argparse
import datetime as dt
import functools
import multiprocessing
import operator
import os
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from goldenthread.doors.command.places import var
from goldenthread.doors.command.words import counted

if TYPE_CHECKING:
    from goldenthread.casework.sealing import Seal
    from goldenthread.casework.verifying import Chains, Fault

MOST_SHOWN = 50
# So few are looked at sooner than other processes are begun.
FEW = 20_000


def add(parser: argparse.ArgumentParser) -> None:
    """The words that `verify` takes."""
    parser.add_argument("--seals", type=Path, metavar="DIR", help="hold it against the seals kept here (var/seals)")
    parser.add_argument(
        "--chains", action="store_true", help="look at the chains and the seals alone, not at the facts"
    )


def run(arguments: argparse.Namespace) -> int:
    """Check every chain, the seals, and every row against the record. Answers 1 where something is not whole."""
    return look(seals=arguments.seals or var() / "seals", facts=not arguments.chains)


def look(*, seals: Path, facts: bool = True) -> int:
    """Say whether everything is as it was recorded, and as it was sealed in a folder. Answers 1 where it is not."""
    from goldenthread.casework import access, sealing, verifying

    with access.at_work(access.Chore("verify")):
        found = sealing.seals(seals)
        many = verifying.how_many()
    began = time.monotonic()
    chains = looked_at(os.cpu_count() or 1 if many > FEW else 1, found[-1].at if found else None)
    with access.at_work(access.Chore("verify")):
        faults = Told()
        faults.tell(chains.faults)
        faults.say(sealing.broken(found, chains.heads))
        took = max(time.monotonic() - began, 0.001)
        print(
            f"{counted(chains.entries, 'entry', 'entries')} in {counted(chains.subjects, 'chain', 'chains')}, and "
            f"{counted(len(found), 'seal', 'seals')}, looked at in {took:.1f} s ({chains.entries / took:,.0f} a second)"
        )
        waiting = _facts(faults) if facts else 0
        faults.close()
        print(sealed(len(found), sealing.newer(found)))
        _say_gaps(found)
    but = f", but for {counted(waiting, 'subject', 'subjects')} waiting to be worked out anew" if waiting else ""
    print("Something is not as it was recorded." if faults.count else f"Everything is as it was recorded{but}.")
    return 1 if faults.count else 0


def looked_at(processes: int, sealed_at: dt.datetime | None) -> "Chains":
    """Every chain, looked at by so many processes at once."""
    from django.db import connections

    from goldenthread.casework import verifying

    work = functools.partial(_chains, sealed_at=sealed_at)
    if processes == 1:
        return work(verifying.EVERYBODY)
    # Two processes must not speak on one connection.
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        parts = pool.map(work, verifying.ranges(processes))
    return functools.reduce(operator.add, parts)


def _chains(between: tuple[UUID, UUID], sealed_at: dt.datetime | None) -> "Chains":
    from goldenthread.casework import access, verifying

    with access.at_work(access.Chore("verify")):
        return verifying.verify_chains(between, sealed_at=sealed_at)


class Told:
    """What is wrong, said as it is found, up to so many."""

    def __init__(self) -> None:
        self.count = 0

    def tell(self, faults: "Iterable[Fault]") -> None:
        """Faults of subjects."""
        self.say(f"{fault.subject}: {fault.says}" for fault in faults)

    def say(self, sentences: Iterable[str]) -> None:
        """Faults in words."""
        for says in sentences:
            self.count += 1
            if self.count <= MOST_SHOWN:
                print(says, file=sys.stderr)

    def close(self) -> None:
        """How many there were, where not all were shown."""
        if self.count > MOST_SHOWN:
            print(f"{self.count:,} faults in all; the first {MOST_SHOWN} are shown.", file=sys.stderr)


def _facts(faults: Told) -> int:
    """Hold what stands against the entries. Returns about how many subjects it waits for a rework instead."""
    from goldenthread.casework import reworking, verifying

    began = time.monotonic()
    subjects = rows = waiting = 0
    for checked in verifying.verify():
        subjects, rows = subjects + checked.subjects, rows + checked.rows
        waiting += checked.waiting
        faults.tell(checked.faults)
    took = max(time.monotonic() - began, 0.001)
    print(
        f"{counted(rows, 'row', 'rows')} about {counted(subjects, 'subject', 'subjects')} held against what the "
        f"entries come to in {took:.1f} s ({rows / took:,.0f} a second)"
    )
    for each in reworking.left() if waiting else ():
        print(
            f"Not held against them: what a release before worked out, until the rework {each.rework.key} is done, "
            f"which has come to {each.come_to:,} of {counted(each.of, 'subject', 'subjects')}. The job worker goes on "
            "with it; `goldenthread rework` does it at once."
        )
    return waiting


NEWER = {"entry": ("entry", "entries"), "look": ("look", "looks"), "listed": ("list shown", "lists shown")}


def sealed(seals: int, newer: dict[str, int]) -> str:
    """What is not yet sealed, in words."""
    each = [counted(many, *NEWER[what]) for what, many in newer.items() if many]
    words = " and ".join(filter(None, (", ".join(each[:-1]), *each[-1:])))
    if not seals:
        return f"Nothing is sealed yet: {words or 'there is nothing to seal'}. Seal with `goldenthread seal`."
    return f"Newer than the last seal, and not sealed yet: {words}." if each else "Everything is sealed."


def _say_gaps(found: "Sequence[Seal]") -> None:
    """Where the hourly seal did not come: what happened meanwhile was sealed later than it should have been."""
    from django.utils import timezone

    from goldenthread.casework import sealing

    gaps = sealing.gaps(found, now=timezone.now()) if found else []
    if gaps:
        since, until = (f"{timezone.localtime(time):%d %B %Y %H:%M}" for time in gaps[-1])
        still = gaps[-1][0] == found[-1].at
        print(
            f"For more than an hour no seal was made {counted(len(gaps), 'time', 'times')}, "
            + (f"and none since {since}: is the job worker running?" if still else f"last from {since} to {until}.")
        )
