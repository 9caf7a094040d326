"""Many entries at once with their chains as recording makes them, written straight into the tables by the owner."""

import datetime as dt
import json
import random
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg

from goldenthread.casework import chain
from goldenthread.language import Compartment, derived_id
from tests.authority import Authority

BEGAN = dt.datetime(2020, 1, 6, 9, tzinfo=dt.UTC)
STEPS = ("person.said", "assessment.child_seen", "front_door.contact_received")
WORDS = (
    "school mother home visit worried said child family plan meeting night hungry tired sister alone “Nan” café".split()
)
COLUMNS = (
    "id, about_id, position, step, happened_on, happened_at, known_at, author, worker_id, post_id, compartment, "
    "follows_id, answers, salt, digest, previous, hash, key, nth"
)


def grow(authority: Authority, owner: psycopg.Connection, *, subjects: int, each: int, words: int = 45) -> list[UUID]:
    """So many people with so many entries each, an answer of so many words in every one. The same each time."""
    chance = random.Random(subjects)
    ids = [derived_id("chained", nth) for nth in range(subjects)]
    heads: dict[UUID, bytes] = {}
    owner.execute("alter table record_entry disable trigger user")
    with owner.transaction(), owner.cursor() as cursor:
        # The subjects first, because entries point at them; where their chains end is known after the entries.
        with cursor.copy("copy record_subject (id, kind, restricted, position, head) from stdin") as copy:
            for id_ in ids:
                copy.write_row((id_, "person", False, each, b""))
        with cursor.copy(f"copy record_entry ({COLUMNS}) from stdin") as copy:
            for row in _entries(authority, ids, each, words, chance, heads):
                copy.write_row(row)
        cursor.execute("create temporary table heads (id uuid, head bytea) on commit drop")
        with cursor.copy("copy heads from stdin") as copy:
            for pair in heads.items():
                copy.write_row(pair)
        cursor.execute("update record_subject set head = heads.head from heads where heads.id = record_subject.id")
    owner.execute("alter table record_entry enable trigger user")
    owner.execute("vacuum analyze")
    return ids


def _entries(
    authority: Authority, ids: list[UUID], each: int, words: int, chance: random.Random, heads: dict[UUID, bytes]
) -> Iterator[tuple[Any, ...]]:
    worker, post = authority.workers["Sam"].pk, authority.posts["Sam"].pk
    for id_ in ids:
        previous, before = chain.GENESIS, None
        for position in range(1, each + 1):
            entry, known = derived_id(id_, position), BEGAN + dt.timedelta(days=position, microseconds=position)
            step, key = STEPS[position % 3], f"chained-{id_}"
            answers = {"words": " ".join(chance.choices(WORDS, k=words)), "seen": "yes", "where": ["home", position]}
            salt = chance.randbytes(16)
            timed = known if position % 3 else None
            digest = chain.digest(answers, salt)
            link = chain.Link(
                id=entry, position=position, step=step, happened_on=known.date(), happened_at=timed, known_at=known,
                author="Sam", worker=worker, post=post, acting_for=None, source=None,
                compartment=str(Compartment.CHILD), occasion=None, occasion_digest=None, follows=before,
                corrects=None, key=key, nth=position, digest=digest,
            )  # fmt: skip
            hashed = link.hash(previous)
            yield (
                entry, id_, position, step, known.date(), timed, known, "Sam", worker, post, str(Compartment.CHILD),
                before, json.dumps(answers), salt, digest, previous, hashed, key, position,
            )  # fmt: skip
            previous, before = hashed, entry
        heads[id_] = previous
