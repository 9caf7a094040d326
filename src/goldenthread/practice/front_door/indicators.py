"""Figures about contacts: number 2 of the eighty."""

import datetime as dt
from typing import Any

from goldenthread.facts import tables
from goldenthread.language import Period, Share
from goldenthread.practice.front_door.forms import OUTCOMES


class DecisionsInTime(Share):
    number = 2
    label = "Contacts decided within one working day"
    definition = "Of the contacts decided in the period, those decided by the day that the law gives."
    why = "A worry that nobody has decided about is a child whom nobody is looking at."
    source = "Working Together 2023, chapter 3"
    good = "high"
    day = "decided_on"
    shows = (("contact_on", "Received"), ("decided_on", "Decided"), ("outcome", "Outcome"))
    words = {"outcome": OUTCOMES}
    counted = ("in time", "not in time")
    written_by = "Golden Thread"
    checked_by = "nobody yet"
    review_by = dt.date(2027, 11, 1)

    def out_of(self, period: Period) -> Any:
        contacts = tables.contacts(period.known)
        return contacts.filter(contacts.decided_on.between(period.start, period.end))

    def counts(self, rows: Any) -> Any:
        return rows.filter(rows.in_time)
