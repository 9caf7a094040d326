"""Large authorities: locality after locality lived and written in bulk, several at once."""

import gc
import multiprocessing
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import connections

from goldenthread.casework import access, bulk
from goldenthread.casework.access import Actor
from goldenthread.doors.demonstration.lives.simulation import Simulation

CHORE = access.Chore("demonstration")
_lives: tuple[Simulation, Mapping[str, Actor], Mapping[str, int]]


def write(
    lives: Simulation, actors: Mapping[str, Actor], teams: Mapping[str, int], *, processes: int
) -> Iterator[tuple[int, bulk.Written]]:
    """Live and write every locality; after each, how many children it has and what was written.

    A locality is lived the same whichever process lives it, so the number of processes changes nothing but the time.
    Safe to stop and go on: families that are there already are passed over.

    :raises CannotRecord: if a family says something that nothing could be written of
    """
    with writing(lives, actors, teams, processes=processes) as coming:
        yield from coming


@contextmanager
def writing(
    lives: Simulation, actors: Mapping[str, Actor], teams: Mapping[str, int], *, processes: int
) -> Iterator[Iterator[tuple[int, bulk.Written]]]:
    """The same, begun at once and going on beside whatever else is done meanwhile; what comes of it can be waited for.

    With one process nothing is begun before it is waited for. With several, every connection is closed first.
    """
    global _lives
    _lives = lives, actors, teams
    numbers = [locality.number for locality in lives.plan.localities]
    if processes < 2 or len(numbers) < 2:
        yield map(_locality, numbers)
        return
    # Each process opens connections of its own.
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(min(processes, len(numbers))) as pool:
        yield pool.imap_unordered(_locality, numbers)


def _locality(number: int) -> tuple[int, bulk.Written]:
    lives, actors, teams = _lives
    # What is lived stays until it is written: nobody needs to look through it again and again for what may go.
    gc.disable()
    try:
        families = lives.lived(number, actors, teams)
        with access.at_work(CHORE):
            written = sum(bulk.write(family.saved for family in families), bulk.Written())
    finally:
        gc.enable()
    return lives.plan.localities[number].children, written
