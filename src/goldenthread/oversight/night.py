"""What is done each night: every signal is asked about every open record, unusual looking is picked out, and the day's
figures are kept.
"""

import dataclasses
import datetime as dt

from goldenthread.casework import access
from goldenthread.oversight import picking, raising, snapshots


@dataclasses.dataclass(frozen=True)
class Done:
    """How many records were asked about, how many looks picked out, and how many figures kept."""

    records: int
    picked: int
    figures: int


def work(*, today: dt.date, at: dt.datetime) -> Done:
    """Ask every signal, pick out unusual looking, then keep yesterday's figures, which no more of yesterday can change.
    Safe to run twice.

    Each batch of records is a transaction of its own, so that nobody who saves has to wait for the whole night.
    """
    records = raising.sweep(today=today, at=at)
    with access.acting(access.Chore("looking")):
        picked = picking.pick(today=today, at=at)
    with access.acting(raising.CHORE):
        figures = snapshots.keep(day=today - dt.timedelta(days=1), at=at)
    return Done(records, picked, figures)


def is_done(today: dt.date) -> bool:
    """Whether last night's work has been done: the figures are kept last of all."""
    return snapshots.is_kept(today - dt.timedelta(days=1))
