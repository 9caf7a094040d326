"""How often there was a worry before, in words: the third is said as the third."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from goldenthread.casework.front_door.not_dealt_with import Named
from goldenthread.casework.front_door.words import RECEIVED, said
from goldenthread.language import Handbook

# What does its harm by coming again, so that it is counted whatever this worry is about.
ADDS_UP = ("neglect", "domestic_abuse")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def how_often(
    contacts: Sequence[Mapping[str, Any]], mine: Mapping[str, Any], people: Mapping[UUID, Named], *, since: dt.date,
    window: str, book: Handbook,
) -> Iterator[str]:  # fmt: skip
    """How often there was a worry, of this kind and of any, for the child and in the family, in words."""
    until = mine["contact_on"]
    near = [row for row in contacts if since.isoformat() <= row["contact_on"] <= until]
    kind = said(book.steps[RECEIVED], "kind", mine["kind"]).lower()
    name = people[UUID(mine["about_id"])].name

    def count(rows: Sequence[Mapping[str, Any]]) -> int:
        return len({row["occasion"] or row["id"] for row in rows})

    own = [row for row in near if row["about_id"] == mine["about_id"]]
    same = count([row for row in own if row["kind"] == mine["kind"]])
    yield f"The {_nth(same)} worry about {kind} for {name} in {window}."
    if count(own) > same:
        yield f"The {_nth(count(own))} worry of any kind for {name} in {window}."
    alike = count([row for row in near if row["kind"] == mine["kind"]])
    if alike > same:
        yield f"Counting the family: the {_nth(alike)} about {kind}, the {_nth(count(near))} of any kind."
    elif count(near) > count(own):
        yield f"Counting the family: the {_nth(count(near))} worry of any kind."
    others: dict[str, set[str]] = {}
    for row in near:
        if row["kind"] != mine["kind"]:
            others.setdefault(row["kind"], set()).add(row["occasion"] or row["id"])
    if others:
        said_ = ", ".join(
            f"{said(book.steps[RECEIVED], 'kind', other).lower()} {len(which)}"
            for other, which in sorted(others.items())
        )
        yield f"Besides: {said_}."
    ever = {kind: count([row for row in contacts if row["kind"] == kind and row["contact_on"] <= until])
            for kind in ADDS_UP}  # fmt: skip
    told = (f"{said(book.steps[RECEIVED], 'kind', kind).lower()} {n or 'never'}" for kind, n in ever.items())
    yield f"All that we know of the family, ever: {', '.join(told)}."


def _nth(number: int) -> str:
    return ORDINALS[number - 1] if 0 < number <= len(ORDINALS) else f"{number}th"
