"""The line of time of a child's family: each piece of work, of whom, from when to when, and what it ended in."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from goldenthread.casework.front_door.ends import ended_in
from goldenthread.casework.front_door.words import DECIDED, RECEIVED, said
from goldenthread.language import Handbook


class Named(Protocol):
    """A child of the family."""

    @property
    def name(self) -> str: ...


@dataclasses.dataclass(frozen=True)
class Past:
    """Something on the line of time: what it was, of whom, from when to when, and how it ended."""

    what: str
    child: UUID
    name: str
    began: dt.date
    ended: dt.date | None
    words: str
    end: str
    now: bool = False


def past(
    rows: Mapping[str, Sequence[Mapping[str, Any]]], people: Mapping[UUID, Named], contact: UUID, book: Handbook
) -> Iterator[Past]:
    """Everything on one line of time, newest first."""
    found = []
    these = {row["id"] for row in rows["contact"] if row["id"] == str(contact) or row["this"]}
    ends = {table: ended_in(table, rows, book) for table in WITH_ENDS}
    for table, (what, began, ended, words, end) in LINES.items():
        for row in rows[table]:
            child = UUID(row["about_id"])
            if child not in people:
                continue
            here = (row["id"] if table == "contact" else row.get("contact", "")) in these
            started, closed = dt.date.fromisoformat(row[began]), row.get(ended)
            how = ends[table].get(row["id"], "ended") if table in ends else end(row, book)
            found.append(Past(
                what, child, people[child].name, started, dt.date.fromisoformat(closed) if closed else None,
                words(row, book), how if closed else ("this worry" if here else "open"), here,
            ))  # fmt: skip
    yield from sorted(found, key=lambda one: (one.began, one.what), reverse=True)


def _end_of_contact(row: Mapping[str, Any], book: Handbook) -> str:
    return said(book.steps[DECIDED], "outcome", row["outcome"])


NOTIFIED = "Domestic abuse notification"
LINES: Mapping[str, tuple[str, str, str, Any, Any]] = {
    "contact": ("Contact", "contact_on", "decided_on",
                lambda row, book: said(book.steps[RECEIVED], "kind", row["kind"]), _end_of_contact),
    "referral": ("Referral", "referral_date", "closed_on",
                 lambda row, book: said(book.steps[DECIDED], "primary_need", row["primary_need"]),
                 lambda row, book: said(book.steps["referral.closed"], "outcome", row["close_reason"])),
    "assessment": ("Assessment", "started_on", "authorised_on", lambda row, book: "",
                   lambda row, book: said(book.steps["assessment.authorised"], "outcome", row["outcome"])),
    "earlyhelp": ("Early help", "offered_on", "ended_on", lambda row, book: row["organisation"],
                  lambda row, book: row["end_reason"]),
    "policenotification": (NOTIFIED, "notified_on", "ended_on",
                           lambda row, book: f"graded {row['grade_agreed'] or row['grade']}",
                           lambda row, book: {"yes": "strategy meeting", "no": "no strategy meeting"}.get(
                               row["strategy"], "triaged, with a safety plan")),
    "otheragency": ("Another agency", "referred_on", "ended_on", lambda row, book: row["agency"],
                    lambda row, book: row["outcome"]),
    "section47": ("Section 47 enquiry", "started_on", "ended_on", lambda row, book: "", None),
    "cinplan": ("Child in need plan", "started_on", "ended_on", lambda row, book: "", None),
    "protectionplan": ("Child protection plan", "started_on", "ended_on",
                       lambda row, book: row["initial_category"], None),
}  # fmt: skip
# What these ended in is said by the entry that ended them.
WITH_ENDS = tuple(table for table, line in LINES.items() if line[4] is None)
