"""Figures about enquiries and conferences: numbers 14 and 18 of the eighty."""

import datetime as dt
from typing import Any

from goldenthread.facts import tables
from goldenthread.language import Period, Share


class EnquiriesToConference(Share):
    number = 14
    label = "Section 47 enquiries that lead to a conference"
    definition = (
        "Of the section 47 enquiries that ended in the period, those after which an initial child protection "
        "conference was to be held."
    )
    why = (
        "Few may mean that enquiries begin where help would do, or that they stop short of a conference that the child "
        "needed. Each that stopped short is listed to be questioned."
    )
    source = "Ofsted 2019, Kirklees, paragraph 41; DfE children in need statistics"
    good = "middle"
    day = "ended_on"
    shows = (("started_on", "Began"), ("ended_on", "Ended"), ("conference_on", "Conference"))
    counted = ("to a conference", "stopped short of one")
    written_by = "Golden Thread"
    checked_by = "nobody yet"
    review_by = dt.date(2027, 11, 1)

    def out_of(self, period: Period) -> Any:
        enquiries = tables.enquiries(period.known)
        return enquiries.filter(enquiries.ended_on.between(period.start, period.end))

    def counts(self, rows: Any) -> Any:
        return rows.filter(~rows.conference_not_required)


class ConferencesToPlan(Share):
    number = 18
    label = "Initial conferences that lead to a plan"
    definition = "Of the initial child protection conferences held in the period, those that made a protection plan."
    why = "Many without a plan bring families to a conference for nothing; all with one may mean that nobody disagrees."
    source = "DfE children in need statistics; performance indicators of the sector, number 18"
    good = "middle"
    day = "held_on"
    shows = (("target_on", "Due"), ("held_on", "Held"))
    counted = ("a plan", "no plan")
    written_by = "Golden Thread"
    checked_by = "nobody yet"
    review_by = dt.date(2027, 11, 1)

    def out_of(self, period: Period) -> Any:
        conferences = tables.conferences(period.known)
        return conferences.filter(conferences.held_on.between(period.start, period.end))

    def counts(self, rows: Any) -> Any:
        return rows.filter(rows.led_to_plan)
