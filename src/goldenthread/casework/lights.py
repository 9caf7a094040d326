# ruff: noqa: S608  (the SQL is made of our own words; whatever is asked for goes in as parameters)
"""Every entry of a record without its words: by which the order, the filters and the counts are reckoned."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from goldenthread.casework import gathering
from goldenthread.casework.replay import WITHDRAWN
from goldenthread.casework.standing import Members
from goldenthread.language import Author, Entry, handbook


@dataclasses.dataclass(frozen=True, slots=True)
class Light:
    """An entry without its words, by which the order, the filters and the counts are reckoned."""

    id: UUID
    step: str
    happened_on: dt.date
    happened_at: dt.datetime | None
    known: dt.datetime
    position: int
    follows: UUID | None
    corrects: UUID | None
    withdrawn: bool
    has_words: bool
    compartment: str
    author: str

    @property
    def day(self) -> dt.date:
        return self.happened_on

    def plain(self, root: UUID) -> Entry:
        """As much of an entry as the engine's order asks for."""
        return Entry(
            id=self.id,
            about=root,
            step=self.step,
            happened=self.happened_at or self.happened_on,
            known=self.known,
            answers={},
            author=Author(""),
            position=self.position,
            follows=self.follows,
            root=root,
        )


def by_root(entries: Iterable[Light]) -> dict[UUID, list[Light]]:
    """Each thing that happened, by the entry that first said so, with every version of it in the order of recording."""
    versions: dict[UUID, list[Light]] = {}
    root_of: dict[UUID, UUID] = {}
    for light in entries:
        root = root_of.get(light.corrects, light.corrects) if light.corrects else light.id
        root_of[light.id] = root
        versions.setdefault(root, []).append(light)
    return versions


def light_entries(members: Members, *, words: str = "", known: dt.datetime | None = None) -> list[Light]:
    """Every entry of the record that may be opened, in the order of recording. One query.

    Entries do not move: where two records were parted, each reads those that a person said are its own.
    """
    regroups = [key for key, step in handbook().steps.items() if step.regroups]
    with connection.cursor() as cursor:
        cursor.execute(
            LIGHT,
            {
                "members": list(members.ids),
                "open": list(members.compartments),
                "known": known,
                "words": words,
                "regroups": regroups,
            },
        )
        return [Light(*row) for row in cursor.fetchall()]


LIGHT = f"""
with assigned(entry, about) as ({gathering.ASSIGNED})
select e.id, e.step, e.happened_on, e.happened_at, e.known_at, e.position, e.follows_id, e.corrects_id,
    coalesce(e.answers ? '{WITHDRAWN}', false),
    %(words)s = '' or e.words @@ websearch_to_tsquery('english', %(words)s)
        or coalesce(o.words @@ websearch_to_tsquery('english', %(words)s), false),
    e.compartment, e.author
from record_entry e left join record_occasion o on o.id = e.occasion_id left join assigned on assigned.entry = e.id
where (e.about_id = any(%(members)s)
        or e.id = any(array(select entry from assigned where about = any(%(members)s))))
    and coalesce(assigned.about, e.about_id) = any(%(members)s) and e.compartment = any(%(open)s)
    and (%(known)s::timestamptz is null or e.known_at <= %(known)s)
order by e.known_at, e.position
"""
