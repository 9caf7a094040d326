"""Where it ends: contacts, assessments, early help and signposting by what came of them, and what programmes changed.

Source: the improvement plan of the seeds, 3.5: contact destinations and assessments; and the early help strategy, whose
effect is measured for each family.
"""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Count, Sum

from goldenthread.casework import access
from goldenthread.facts.models import Assessment, Contact, EarlyHelp, Programme, Signposted
from goldenthread.facts.models.journey import Work
from goldenthread.language import Period, handbook
from goldenthread.oversight.measures import Counted
from goldenthread.record.models import as_known


@dataclasses.dataclass(frozen=True)
class Destination:
    """One way in which it ended; mean: working days, where that kind of work has them."""

    said: str
    counted: Counted
    mean: float | None = None


@dataclasses.dataclass(frozen=True)
class Ended:
    """One kind of work that ended in a period, by how it did, the most frequent first."""

    title: str
    many: int
    destinations: tuple[Destination, ...]


@dataclasses.dataclass(frozen=True)
class Ends:
    """What is asked of one kind of work: by the day on which it ended and by codes, and these in words."""

    title: str
    model: type[Work]
    day: str
    codes: tuple[str, ...]
    said: Callable[..., str]
    days: str = ""


def _of_form(step: str, question: str) -> Callable[[str], str]:
    """The words in which a form asked for a code."""

    def said(code: str) -> str:
        form = handbook().steps[step].form
        return str(form.all_questions()[question].said(code)) if code else "Not said"

    return said


def _measured(kind: str, better: bool | None) -> str:
    found = "not measured twice" if better is None else "better than before" if better else "not better"
    return f"{_of_form('programme.began', 'kind')(kind)}: {found}"


KINDS = (
    Ends("Contacts decided", Contact, "decided_on", ("outcome",), _of_form("front_door.decided", "outcome"),
         "decision_working_days"),
    Ends("Assessments authorised", Assessment, "authorised_on", ("outcome",),
         _of_form("assessment.authorised", "outcome"), "working_days"),
    Ends("Early help that ended", EarlyHelp, "ended_on", ("end_reason",), str),
    Ends("Signposting of which it is known what came of it", Signposted, "asked_on", ("came",),
         _of_form("signposting.outcome_known", "came")),
    Ends("Programmes that ended, each by what was measured", Programme, "ended_on", ("kind", "better"), _measured),
)  # fmt: skip


def destinations(period: Period, *, teams: frozenset[int] | None = None) -> tuple[Ended, ...]:
    """Every kind of work that ended in the period, in the teams' scope (all, if none are given). A query for each."""
    with access.counting():
        return tuple(_ended(kind, _counted(kind, period, teams)) for kind in KINDS)


def _counted(kind: Ends, period: Period, teams: frozenset[int] | None) -> dict[tuple[Any, ...], list[int]]:
    """By its codes: how many, their working days together, and how many of them have any."""
    rows = kind.model._default_manager.filter(
        as_known(period.known), **{f"{kind.day}__range": (period.start, period.end)}
    )
    if teams is not None:
        rows = rows.filter(team_id__in=teams)
    days = {"days": Sum(kind.days), "dated": Count(kind.days)} if kind.days else {}
    found = rows.order_by().values(*kind.codes).annotate(n=Count("row"), **days)
    return {
        tuple(row[code] for code in kind.codes): [row["n"], row.get("days") or 0, row.get("dated") or 0]
        for row in found
    }


def _ended(kind: Ends, cells: Mapping[tuple[Any, ...], list[int]]) -> Ended:
    many = sum(n for n, _, _ in cells.values())
    found = [
        Destination(kind.said(*code), Counted(n, many), days / dated if dated else None)
        for code, (n, days, dated) in cells.items()
    ]
    return Ended(kind.title, many, tuple(sorted(found, key=lambda one: (-one.counted.counts, one.said))))
