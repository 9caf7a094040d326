"""What earlier worries ended in that helped nobody: said before the next one is decided."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from goldenthread.casework.front_door.ends import left_undone
from goldenthread.casework.front_door.words import DECIDED, RECEIVED, said
from goldenthread.language import Handbook
from goldenthread.timekeeping import spoken

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
CLOSED = ("no_further_action", "advice")
PLANS = {
    "section47": "Section 47 enquiry",
    "cinplan": "Child in need plan",
    "protectionplan": "Child protection plan",
}


class Named(Protocol):
    """A child of the family."""

    @property
    def name(self) -> str: ...


def not_dealt_with(rows: Rows, people: Mapping[UUID, Named], book: Handbook) -> Iterator[str]:
    """The contacts that were closed with nothing or advice, the help that never began, the agency that turned it down,
    the assessment that led to nothing, the enquiry or plan that left something undone: the newest first, each with the
    day on which it ended.
    """
    found = [
        (ended, f"{what}{_of(row, people)}, {spoken(ended)}: {how}")
        for ended, row, what, how in _ended(rows, book)
        if UUID(row["about_id"]) in people
    ]
    yield from dict.fromkeys(words for _, words in sorted(found, reverse=True))


def _ended(rows: Rows, book: Handbook) -> Iterator[tuple[dt.date, Mapping[str, Any], str, str]]:
    this = {row["id"] for row in rows["this"]} | {row["id"] for row in rows["contact"] if row["this"]}
    for row in rows["contact"]:
        if row["outcome"] in CLOSED and row["decided_on"] and row["id"] not in this:
            kind = said(book.steps[RECEIVED], "kind", row["kind"])
            outcome = said(book.steps[DECIDED], "outcome", row["outcome"]).lower()
            yield dt.date.fromisoformat(row["decided_on"]), row, kind, outcome
    for row in rows["earlyhelp"]:
        if row["ended_on"] and not row["started_on"]:
            yield dt.date.fromisoformat(row["ended_on"]), row, "Early help", "never began"
    for row in rows["otheragency"]:
        if row["ended_on"] and row["outcome"] in _unhelped(book):
            yield dt.date.fromisoformat(row["ended_on"]), row, row["agency"], row["outcome"].lower()
    for table, what in PLANS.items():
        for row, how in left_undone(table, rows, book):
            yield dt.date.fromisoformat(row["ended_on"]), row, what, how
    for row in rows["assessment"]:
        if row["authorised_on"] and row["nfa"]:
            yield dt.date.fromisoformat(row["authorised_on"]), row, "Assessment", "no further action"


def _unhelped(book: Handbook) -> set[str]:
    step = book.steps["other_agency.ended"]
    return {said(step, "outcome", code) for code in ("not_taken_up", "turned_down")}


def _of(row: Mapping[str, Any], people: Mapping[UUID, Named]) -> str:
    return f", {people[UUID(row['about_id'])].name}" if len(people) > 1 else ""
