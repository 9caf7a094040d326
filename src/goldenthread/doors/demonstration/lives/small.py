"""Small authorities: every recording goes the way of a person's typing, with every gate asked."""

from collections.abc import Iterable, Iterator

from goldenthread.casework import access
from goldenthread.casework.bulk import Saved
from goldenthread.casework.recording import is_recorded, record


def write(families: Iterable[Iterable[Saved]]) -> Iterator[int]:
    """Record each family's recordings, one by one, and say after each family how many were new.

    Safe to stop and go on: what has its key on the record already is passed over.

    :raises CannotRecord: if a life does something that practice does not allow, which is a fault of the simulation
    """
    for family in families:
        new = 0
        for saved in family:
            if not is_recorded(saved.key):
                record(*saved.acts, by=saved.by, key=saved.key, occasion=saved.occasion, known=saved.at)
                new += 1
        yield new


CHORE = access.Chore("demonstration")
