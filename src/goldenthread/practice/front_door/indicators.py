"""Figures about contacts: numbers 2 and 78 of the eighty."""

import datetime as dt
from typing import Any

from goldenthread.facts import tables
from goldenthread.language import Period, Share
from goldenthread.practice.front_door.forms import HOW, OUTCOMES, SOURCES


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


class ContactsByForm(DecisionsInTime):
    number = 78
    label = "Contacts sent by the referral form"
    definition = (
        "Of the contacts received in the period, one for each child, those that reached us by the referral form. What "
        "partners call a referral is a contact here, until a manager accepts it."
    )
    why = "What a partner types once, nobody types again; a partner who does not use the form may not know of it."
    source = "Hull Cabinet report, 22 March 2021, 3.3 and 10.2"
    day = "contact_on"
    shows = (("contact_on", "Received"), ("source_code", "From"), ("how", "By"))
    words = {"source_code": SOURCES, "how": HOW}
    counted = ("by the form", "another way")

    def out_of(self, period: Period) -> Any:
        contacts = tables.contacts(period.known)
        return contacts.filter(contacts.contact_on.between(period.start, period.end))

    def counts(self, rows: Any) -> Any:
        return rows.filter(rows.how == "portal")
