"""The figure about audits of the front door: of number 77 of the eighty."""

import datetime as dt
from typing import Any

from goldenthread.facts import tables
from goldenthread.language import Period, Share
from goldenthread.practice.front_door_audit.forms import GOOD_ENOUGH, GRADES


class FrontDoorAuditsGood(Share):
    number = 77
    label = "Contacts audited as good or outstanding"
    definition = (
        "Of the contacts audited in the period, those whose grade is good or outstanding. Where somebody moderated the "
        "grade, theirs is the one that counts."
    )
    why = "A contact that was handled badly is a child who may have to be told of again."
    source = "Hull Cabinet report, 22 March 2021, 4.9: of 15 contacts audited in December 2020 two were good"
    good = "high"
    day = "audited_on"
    shows = (("decided_on", "Decided"), ("audited_on", "Audited"), ("grade", "Grade"), ("closed_on", "Closed"))
    words = {"grade": GRADES}
    counted = ("good or outstanding", "below good")
    written_by = "Golden Thread"
    checked_by = "nobody yet"
    review_by = dt.date(2027, 11, 1)

    def out_of(self, period: Period) -> Any:
        audits = tables.contact_audits(period.known)
        return audits.filter(audits.audited_on.between(period.start, period.end))

    def counts(self, rows: Any) -> Any:
        return rows.filter(rows.grade.isin(GOOD_ENOUGH))
