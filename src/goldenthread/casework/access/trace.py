"""Who looked: what an answer shows is noted while it is worked out, and written down before it leaves.

The notes are written when the block that somebody acts in ends (access.acting), in a transaction of their own: whatever
the block did is kept or rolled back without them. If they cannot be written, the answer does not leave.
"""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from typing import TYPE_CHECKING
from uuid import UUID

from goldenthread.record.models import Listed, Look

if TYPE_CHECKING:
    from goldenthread.casework.access.actors import Actor

LONGEST_ASKED = 200


@dataclasses.dataclass
class Noted:
    """What one person's block has shown so far: whole records by page, and lists."""

    looks: dict[tuple[UUID, str], Look] = dataclasses.field(default_factory=dict)
    lists: list[Listed] = dataclasses.field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.looks or self.lists)

    def write(self) -> None:
        """Two statements at the most."""
        if self.looks:
            Look.objects.bulk_create(self.looks.values())
        if self.lists:
            Listed.objects.bulk_create(self.lists)


_noted: ContextVar[Noted | None] = ContextVar("noted", default=None)


@contextlib.contextmanager
def noting() -> Iterator[Noted]:
    """Collect what is shown until the block ends."""
    here = Noted()
    token = _noted.set(here)
    try:
        yield here
    finally:
        _noted.reset(token)


def look(actor: "Actor", subject: UUID, *, page: str, at: dt.datetime, why: str) -> None:
    """Note that this answer shows something of one record beyond a list's line, and the need to know behind it."""
    made = Look(about_id=subject, worker_id=actor.worker, post_id=actor.post, at=at, page=page, why=why)
    _here().looks.setdefault((subject, page), made)


def listed(actor: "Actor", subjects: Iterable[UUID], *, page: str, at: dt.datetime, asked: str = "") -> None:
    """Note that this answer lists these people, and what was asked for it. Nobody, and nothing asked, is no list."""
    shown = list(dict.fromkeys(subjects))
    if shown or asked:
        made = Listed(worker_id=actor.worker, post_id=actor.post, at=at, page=page, asked=asked[:LONGEST_ASKED],
                      shown=shown)  # fmt: skip
        _here().lists.append(made)


def showed_nothing() -> None:
    """The answer turned out to be a refusal, or the way to another page: nothing of what was noted leaves."""
    here = _here()
    here.looks.clear()
    here.lists.clear()


def _here() -> Noted:
    here = _noted.get()
    if here is None:
        raise LookupError("Nobody acts: what is shown to somebody is worked out inside access.acting().")
    return here
