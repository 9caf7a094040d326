"""Figures about child protection plans: number 25 of the eighty."""

import datetime as dt
from typing import Any

from goldenthread.facts import tables
from goldenthread.language import Period, Share
from goldenthread.standards import codes


class SecondPlans(Share):
    number = 25
    label = "Protection plans of children who had one before"
    definition = (
        "Of the child protection plans that began in the period, those of a child who had a plan before, here or "
        "elsewhere, whenever that was."
    )
    why = "A second plan says that what the first was to change did not last."
    source = "CIN Census N00104; Hull improvement papers: second plans fell once they were looked at"
    good = "low"
    day = "started_on"
    shows = (
        ("started_on", "Began"),
        ("ended_on", "Ended"),
        ("previous_plans", "Plans before"),
        ("initial_category", "Category"),
    )
    words = {"initial_category": codes.of("cin.initial_category_of_abuse")}
    counted = ("had one before", "a first plan")
    comparator = "PrevRegCPR"
    written_by = "Golden Thread"
    checked_by = "nobody yet"
    review_by = dt.date(2027, 11, 1)

    def out_of(self, period: Period) -> Any:
        plans = tables.protection_plans(period.known)
        return plans.filter(plans.started_on.between(period.start, period.end))

    def counts(self, rows: Any) -> Any:
        return rows.filter(rows.previous_plans > 0)
