"""The figures by which priorities are measured, as any paper for a meeting may carry them."""

import datetime as dt
from collections.abc import Iterable, Mapping

from goldenthread.language import Period, handbook
from goldenthread.oversight import auditing, measures, periods, suppression
from goldenthread.oversight.auditing import Learned
from goldenthread.oversight.improvement_told import PriorityLine
from goldenthread.oversight.measures import Figure

AUDITS = "FrontDoorAuditsGood"


def learned_of(priorities: Iterable[PriorityLine], *, today: dt.date) -> Learned | None:
    """What audits of the front door taught in the twelve months that end today, where a priority is measured by them.

    One query; small numbers are kept back whoever reads.
    """
    if not any(AUDITS in priority.figures for priority in priorities):
        return None
    return auditing.learned(Period(periods.twelve_months_to(today), today), paper=True)


def figures_of(priorities: Iterable[PriorityLine], *, today: dt.date) -> Mapping[str, Figure]:
    """The whole authority's figures by their key, over the twelve months that end today. One query.

    Small numbers are kept back whoever reads: these pages are printed and go to partners. One that the handbook no
    longer has is left out.
    """
    keys = {key for priority in priorities for key in priority.figures}
    period = Period(periods.twelve_months_to(today), today)
    chosen = [indicator for indicator in handbook().indicators if indicator.key in keys]
    return {one.indicator.key: suppression.keep_back(one) for one in measures.figures(chosen, period)}
