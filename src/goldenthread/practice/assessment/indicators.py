"""Figures about assessments: numbers 9 and 10 of the eighty."""

import datetime as dt
from typing import Any

from goldenthread.facts import tables
from goldenthread.language import Period, Share
from goldenthread.practice.assessment.forms import OUTCOMES

COLUMNS = (
    ("referral_date", "Referred"),
    ("authorised_on", "Authorised"),
    ("working_days", "Working days from referral"),
    ("outcome", "Outcome"),
)


class AssessmentsInTime(Share):
    number = 9
    label = "Assessments within 45 working days"
    definition = (
        "Of the child and family assessments authorised in the period, those authorised by the day that the law gives, "
        "counted from the referral."
    )
    why = "A child who waits for an assessment waits for help. Inspectors found 58% in time, and drift that nobody saw."
    source = (
        "Working Together 2023, chapter 3; DfE children in need statistics; Hull Cabinet report, 22 March 2021, 3.12"
    )
    good = "high"
    day = "authorised_on"
    shows = COLUMNS
    words = {"outcome": OUTCOMES}
    counted = ("in time", "not in time")
    mean_of = "working_days"
    comparator = "Continue_Assess_Comp"
    written_by = "Golden Thread"
    checked_by = "nobody yet"
    review_by = dt.date(2027, 11, 1)

    def out_of(self, period: Period) -> Any:
        assessments = tables.assessments(period.known)
        return assessments.filter(assessments.authorised_on.between(period.start, period.end))

    def counts(self, rows: Any) -> Any:
        return rows.filter(rows.in_time)


class AssessmentsNoFurtherAction(AssessmentsInTime):
    number = 10
    label = "Assessments that end in no further action"
    definition = (
        "Of the child and family assessments authorised in the period, those with the outcome no further action."
    )
    why = (
        "Many families assessed and left alone means that the wrong ones are assessed, or that need is not recognised."
    )
    source = "Hull Cabinet report, 22 March 2021, 3.13; Ofsted 2019, Kirklees, paragraphs 5 and 41"
    good = "middle"
    counted = ("no further action", "another outcome")
    mean_of = ""
    comparator = ""

    def counts(self, rows: Any) -> Any:
        return rows.filter(rows.nfa)
