"""Figures about referrals: number 6 of the eighty."""

import datetime as dt
from typing import Any

import ibis

from goldenthread.facts import tables
from goldenthread.language import Period, Share
from goldenthread.standards import codes
from goldenthread.standards.law import Law

(WINDOW,) = Law.read().family("re_referral_window")
MONTHS_BACK = WINDOW.limit.amount if WINDOW.limit else 0


class ReReferrals(Share):
    number = 6
    label = "Referrals within a year of an earlier one"
    definition = (
        "Of the referrals accepted whose contact came in the period, those of a child who had been referred before "
        "within the months that the Department counts back."
    )
    why = "A child who comes back was not helped enough, or was let go too soon."
    source = "DfE children in need statistics, methodology; Ofsted 2019, Hull, paragraph 4"
    good = "low"
    day = "referral_date"
    shows = (("referral_date", "Referred"), ("source_code", "From"), ("primary_need", "Need"))
    words = {
        "source_code": {code: codes.spoken(label) for code, label in codes.of("cin.referral_source").items()},
        "primary_need": codes.of("cin.primary_need_code"),
    }
    counted = ("referred before", "not within the year before")
    comparator = "ReReferral"
    written_by = "Golden Thread"
    checked_by = "nobody yet"
    review_by = dt.date(2027, 11, 1)

    def out_of(self, period: Period) -> Any:
        referrals = tables.referrals(period.known)
        one_after_another = ibis.window(group_by=referrals.about_id, order_by=[referrals.referral_date, referrals.id])
        referrals = referrals.mutate(before=referrals.referral_date.lag().over(one_after_another))
        return referrals.filter(referrals.referral_date.between(period.start, period.end))

    def counts(self, rows: Any) -> Any:
        return rows.filter(rows.before >= rows.referral_date - ibis.interval(months=MONTHS_BACK))
