"""Each night's figures, kept as they stood, so that what was reported stays what was reported."""

import dataclasses
import datetime as dt

from goldenthread.language import Period, handbook
from goldenthread.oversight import measures, periods
from goldenthread.oversight.measures import NOTHING, Counted
from goldenthread.oversight.models import Snapshot


@dataclasses.dataclass(frozen=True)
class Kept:
    """A figure as it stood one night, and the version of the definition that gave it."""

    counted: Counted
    version: int
    taken_at: dt.datetime


def keep(*, day: dt.date, at: dt.datetime) -> int:
    """Keep every figure over the twelve months that end with a day. What was kept before stays. Returns how many."""
    period = Period(periods.twelve_months_to(day), day)
    rows = []
    for figure in measures.figures(handbook().indicators, period):
        cells = {None: figure.whole} | {team: counted for team, counted in figure.teams if team is not None}
        rows += [
            Snapshot(
                indicator=figure.indicator.key, version=figure.indicator.version, day=day, team_id=team,
                counts=counted.counts, out_of=counted.out_of, taken_at=at,
            )
            for team, counted in cells.items()
        ]  # fmt: skip
    here = Snapshot.objects.filter(day=day)
    before = here.count()
    Snapshot.objects.bulk_create(rows, ignore_conflicts=True)
    return here.count() - before


def is_kept(day: dt.date) -> bool:
    """Whether the figures of this day have been kept."""
    return Snapshot.objects.filter(day=day).exists()


def kept(indicator: str, period: Period, *, teams: frozenset[int] | None) -> Kept | None:
    """The figure as it was kept on a period's last day, where it is a period of the kind that is kept. One query."""
    if period.start != periods.twelve_months_to(period.end):
        return None
    found = Snapshot.objects.filter(indicator=indicator, day=period.end)
    rows = list(found.filter(team=None) if teams is None else found.filter(team__in=teams))
    if not rows:
        return None
    counted = sum((Counted(row.counts, row.out_of) for row in rows), NOTHING)
    return Kept(counted, rows[0].version, max(row.taken_at for row in rows))
