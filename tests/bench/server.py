"""The database's own server while it is measured: its processor time, whoever it serves."""

import resource
from pathlib import Path

from goldenthread.doors.command import places
from tests.bench.measuring import had_with_children


def processor_of_database() -> float:
    """What the database's processes have had, those that have ended too, in seconds."""
    return had_with_children(postmaster())


def postmaster() -> int:
    """The first process of the bench's server."""
    return int((places.var() / "db" / "postmaster.pid").read_text().split("\n")[0])


def processor_of_ours() -> float:
    """What this process and those that it began and saw end have had."""
    own, begun = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + begun.ru_utime + begun.ru_stime


def everything() -> float:
    """Ours and the database's together."""
    return processor_of_ours() + processor_of_database()


def kilobytes_of(process: int) -> int:
    """The memory of a process, what it shares counted by its share (PSS)."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
