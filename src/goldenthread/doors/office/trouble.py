"""What can be away, slow or full below a page, known by what was raised."""

import dataclasses
import errno
from collections.abc import Iterator

from django.db import InterfaceError, OperationalError


@dataclasses.dataclass(frozen=True)
class Trouble:
    """For the log, for the page, and after how many seconds to try again."""

    said: str
    template: str
    again_in: int


AWAY = Trouble("The database cannot be reached", "503", 120)
SLOW = Trouble("The database took too long", "slow", 30)
FULL = Trouble("A disk is full", "full", 300)

# PostgreSQL's own codes: cancelled by statement_timeout, waited too long for a lock, waited for one another.
SLOW_CODES = {"57014", "55P03", "40P01", "40001"}
DISK_FULL = "53100"
# Classes: connection lost, too many connections or no memory, server going down or coming up.
AWAY_CLASSES = {"08", "53", "57"}
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def of(error: BaseException | None) -> Trouble | None:
    """Which trouble lies under what was raised; None where the page itself is at fault."""
    for one in _causes(error):
        code = getattr(one, "sqlstate", None)
        if code == DISK_FULL or (isinstance(one, OSError) and one.errno in NO_ROOM):
            return FULL
        if code in SLOW_CODES:
            return SLOW
        if code and code[:2] in AWAY_CLASSES:
            return AWAY
    # A connection that could not be opened, or broke, has no code.
    first = next(_causes(error), None)
    unheard = isinstance(first, OperationalError | InterfaceError) and not getattr(first.__cause__, "sqlstate", None)
    return AWAY if unheard else None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and each that it came from: what broke first may hide below what broke because of it."""
    met: set[int] = set()
    while error is not None and id(error) not in met:
        met.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
