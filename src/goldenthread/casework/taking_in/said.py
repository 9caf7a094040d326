"""What a door hands over of a file, and what comes back."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote
from uuid import UUID

from goldenthread.casework.acts import FromFile
from goldenthread.language import derived_id

PERSON = "person"
ABSENT = "/absent"
LONGEST = 110


@dataclasses.dataclass(frozen=True, slots=True)
class Element:
    """One thing that a file says of a child.

    path: its place, the same in every file of the kind: groups carry date and ordinal ("Assessments:2026-01-05.1"),
    fields of a group do not ("CINclosureDate"). within: the path of the group it stands in. names: answers that name
    another element by its path. unreadable: answers that stand in the file and could not be read, so that what was said
    before is not taken back.
    """

    step: str
    path: str
    happened: dt.date
    answers: Mapping[str, Any]
    line: int
    within: str = ""
    names: Mapping[str, str] = dataclasses.field(default_factory=dict)
    unreadable: frozenset[str] = frozenset()


@dataclasses.dataclass(frozen=True, slots=True)
class ReportedChild:
    """A child as a file says: the numbers to know it by, and all that is said, the element "person" first.

    unreadable: the paths of fields that stand in the file and could not be read.
    """

    identifier: str
    line: int
    elements: Sequence[Element]
    upn: str = ""
    born_on: dt.date | None = None
    unreadable: frozenset[str] = frozenset()


@dataclasses.dataclass(frozen=True)
class FileKind:
    """A kind of file, and what taking it in has to know of its steps.

    person, absent: the steps for who it is and for what a full file no longer says. worked: the steps that carry whose
    work the child is. ends: the step that ends another, for those that last.
    """

    key: str
    person: str
    absent: str
    worked: tuple[str, ...]
    ends: Mapping[str, str]


@dataclasses.dataclass(frozen=True)
class Intake:
    """One file being taken in: who says it, as at which day, and what it is held to.

    A full file covers everything that went on from `covers` to `reference`. `team_of` says whose work a child becomes,
    because no file does.
    """

    source: FromFile
    kind: FileKind
    reference: dt.date
    covers: dt.date
    full: bool
    team_of: Callable[[str], int | None]

    def child(self, identifier: str) -> str:
        """What the natural keys of a child begin with."""
        return f"{self.kind.key}/{quote(identifier, safe=' ')}/"

    def key(self, identifier: str, path: str) -> str:
        """The natural key of an element."""
        key = self.child(identifier) + path
        return (
            key if len(key) <= LONGEST else f"{self.child(identifier)}{derived_id(path)}{'' if is_field(key) else ':'}"
        )


def child_of(key: str) -> str:
    """What the natural keys of the same child begin with."""
    kind, identifier, _ = key.split("/", 2)
    return f"{kind}/{identifier}/"


def is_field(key: str) -> bool:
    """Whether a key is that of a field of a group, whose absence changes the group, and not of a group of its own."""
    return ":" not in key.rpartition("/")[2]


def root_of(key: str) -> UUID:
    """The entry that first said what stands under a key."""
    return derived_id(key, 0)


@dataclasses.dataclass(frozen=True, slots=True)
class Contradiction:
    """What cannot be, or is said otherwise elsewhere: stored as said, for a person to settle."""

    identifier: str
    line: int
    says: str


@dataclasses.dataclass
class Taken:
    """What taking in came to."""

    children: int = 0
    added: int = 0
    superseded: int = 0
    unchanged: int = 0
    absent: int = 0
    contradictions: list[Contradiction] = dataclasses.field(default_factory=list)

    def add(self, other: "Taken") -> None:
        """Count another part of the same file with this one."""
        for field in dataclasses.fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))
