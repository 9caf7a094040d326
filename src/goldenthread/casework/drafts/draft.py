"""A draft as plain values: the answers as they were typed, whose they are, and what others wrote at the same time."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from goldenthread.casework import access
from goldenthread.casework.drafts.lifetime import Ends
from goldenthread.language import Step
from goldenthread.timekeeping import spoken

Place = tuple[UUID | None, str]
"""Whose part of the form (none: what all share), and which question."""


class DraftClosed(Exception):
    """The draft was recorded, thrown away or destroyed meanwhile. The message is fit for the screen."""


@dataclasses.dataclass(frozen=True)
class Aside:
    """What somebody wrote over an older version of an answer."""

    value: Any
    by: str
    worker: int
    at: dt.datetime
    page: str


@dataclasses.dataclass(frozen=True)
class Answer:
    """What stands as the answer to a question, as typed, and what others wrote at the same time."""

    value: Any
    version: int
    by: str
    worker: int
    at: dt.datetime
    page: str = ""
    aside: tuple[Aside, ...] = ()

    @property
    def mark(self) -> str:
        """Stands for exactly these versions, so that nobody chooses between others than those that they saw."""
        shown = repr((self.version, [(one.value, one.worker) for one in self.aside]))
        return hashlib.sha256(shown.encode()).hexdigest()[:16]


@dataclasses.dataclass(frozen=True)
class Draft:
    """A form as it stands. ends: until when it is kept; put_back_until: the same of one that was thrown away."""

    id: UUID
    step: Step
    about: tuple[UUID, ...]
    follows: UUID | None
    corrects: UUID | None
    begun_by: str
    begun_at: dt.datetime
    changed_at: dt.datetime
    answers: Mapping[Place, Answer]
    completed_at: dt.datetime | None = None
    completed_by: str = ""
    discarded_at: dt.datetime | None = None
    discarded_by: str = ""
    emptied_at: dt.datetime | None = None
    for_a_while: access.Need | None = None
    ends: Ends | None = None
    put_back_until: dt.date | None = None

    @property
    def key(self) -> str:
        """The one-time key under which it is recorded: one draft makes one recording."""
        return f"draft/{self.id}"

    @property
    def open(self) -> bool:
        return self.completed_at is None and self.discarded_at is None and self.emptied_at is None

    @property
    def why_closed(self) -> str:
        """Why nobody can go on with it, in a sentence fit for the screen; nothing while it is open."""
        return why_closed(recorded_by=self.completed_by, emptied_at=self.emptied_at, thrown_by=self.discarded_by)

    @property
    def destroyed(self) -> bool:
        """Whether its time was over before anybody recorded it, so that what was in it is gone."""
        return self.emptied_at is not None and self.completed_at is None

    @property
    def unsettled(self) -> list[Place]:
        """The answers of which two versions stand."""
        return [place for place, answer in self.answers.items() if answer.aside]

    def value(self, place: Place) -> Any:
        return self.answers[place].value if place in self.answers else None

    def version(self, place: Place) -> int:
        return self.answers[place].version if place in self.answers else 0


@dataclasses.dataclass(frozen=True)
class Saved:
    """That it is kept: when, the version of each answer, and whose words stand where ours were set aside.

    An answer that was set aside has no version: whoever wrote it has not read what stands, and goes on beside it.
    """

    at: dt.datetime
    versions: Mapping[Place, int]
    aside: Mapping[Place, Answer]


def why_closed(*, recorded_by: str, emptied_at: dt.datetime | None, thrown_by: str) -> str:
    """Why nobody can go on with a draft, in a sentence fit for the screen; nothing while it is open."""
    if recorded_by:
        return f"{recorded_by} has recorded this form already, without these words. They are set aside with it."
    if emptied_at:
        return (
            f"This draft was destroyed on {spoken(emptied_at)}, when its time was over. What you wrote since is set "
            "aside here: begin the form again, and take it over."
        )
    if thrown_by:
        return f"{thrown_by} threw this draft away. Put it back to go on with it; nothing in it is lost."
    return ""
