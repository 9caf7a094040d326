"""What managers ask of their teams: who carries what, what will be late, what waits, what nobody has."""

import dataclasses
import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from goldenthread.casework import access
from goldenthread.casework.children import Child, child_of, open_to, with_child
from goldenthread.language import Compartment, handbook
from goldenthread.oversight.models import TO_DECIDE, RaisedSignal
from goldenthread.timekeeping import day_of

MOST_GRAVE = 10


@dataclasses.dataclass(frozen=True)
class Grave:
    """A signal that must be read before the day begins."""

    child: Child
    label: str
    says: str
    source: str
    raised: dt.datetime


def grave_signals(actor: access.Actor, *, children: Collection[UUID], now: dt.datetime) -> list[Grave]:
    """The grave signals that nobody has taken up: on my desk, if I manage; else about the children I work with."""
    signals = {signal.key: signal for signal in handbook().signals if signal.grave}
    mine = Q(team__in=actor.teams) if actor.role.manages else Q(about__in=children)
    raised = RaisedSignal.objects.filter(mine, TO_DECIDE, ended_at=None, signal__in=list(signals))
    told = with_child(open_to(raised, actor, Compartment.CHILD)).order_by("raised_at", "pk")[:MOST_GRAVE]
    return [
        Grave(
            child=child_of(row.about_id, row.person, row.number, today=day_of(now)),
            label=signals[row.signal].label,
            says=row.says,
            source=signals[row.signal].source,
            raised=row.raised_at,
        )
        for row in told
    ]
