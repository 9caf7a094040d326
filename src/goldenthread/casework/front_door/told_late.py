"""Domestic abuse of which the police told us late, so that it can be taken up with them.

Source: Ofsted 2019, Hull, paragraph 48.
"""

import dataclasses
import datetime as dt
from uuid import UUID

from django.db.models import Count, Q

from goldenthread.casework import access
from goldenthread.casework.children import Child, child_of, open_to, with_child
from goldenthread.casework.rules import Rules, rules_now
from goldenthread.facts.models import PoliceNotification
from goldenthread.timekeeping import A_YEAR_BACK

LAW, WORKING_DAYS = "police_told_late", "working days"
MOST = 20


@dataclasses.dataclass(frozen=True)
class Late:
    """One notification about one child; after: how many working days after it happened."""

    child: Child
    contact: UUID | None
    reference: str
    happened: dt.date
    told: dt.date
    after: int


@dataclasses.dataclass(frozen=True)
class ToldLate:
    """Of a year: how many say when it happened, how many of them came late, and the newest of these.

    limit: what the authority has agreed with the police; nothing is late where it has agreed nothing. reckoned: whether
    it is in working days, in which alone this can be reckoned.
    """

    limit: str
    reckoned: bool
    dated: int
    late: int
    newest: tuple[Late, ...]

    def children(self) -> list[UUID]:
        """Everybody whom it names."""
        return [one.child.id for one in self.newest]


def told_in(rules: Rules, today: dt.date) -> int | None:
    """Within how many working days the police tell us; nothing where that is not agreed, or in hours or other days."""
    rule = rules.rule(LAW, on=today)
    return rule.limit.amount if rule and rule.limit and rule.limit.unit == WORKING_DAYS else None


def is_late(row: PoliceNotification, soon: int | None) -> bool:
    """Whether they told us later than that."""
    return soon is not None and row.told_after is not None and row.told_after > soon


def told_late(by: access.Actor, *, today: dt.date) -> ToldLate:
    """Those about children whose records this person may open. Two queries."""
    rules = rules_now()
    rule, soon = rules.rule(LAW, on=today), told_in(rules, today)
    late = Q(told_after__gt=soon) if soon is not None else Q(told_after=None)
    dated = open_to(PoliceNotification.now.filter(notified_on__gt=today - A_YEAR_BACK, told_after__isnull=False), by)
    many = dated.aggregate(dated=Count("pk"), late=Count("pk", filter=late))
    newest = with_child(dated.filter(late)).order_by("-notified_on", "-row")[:MOST]
    return ToldLate(
        str(rule.limit) if rule and rule.limit else "", soon is not None, many["dated"], many["late"],
        tuple(
            Late(
                child_of(row.about_id, row.person, row.number, today=today),
                UUID(row.contact) if row.contact else None, row.reference,
                row.incident_on, row.notified_on, row.told_after,
            )
            for row in newest
        ),
    )  # fmt: skip
