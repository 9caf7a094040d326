"""Audits of the front door: what waits, how contacts were graded, and what they were a case of.

Source: the improvement plan of the seeds, 4.9: of 15 contacts audited, how many were good, and what was learned.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery

from goldenthread.casework import access
from goldenthread.casework.children import Child, child_of, open_to, with_child
from goldenthread.casework.front_door.words import RUN, Limit, Move, limit_of
from goldenthread.casework.rules import calendar_now
from goldenthread.facts.models import ContactAudit
from goldenthread.language import Period, handbook
from goldenthread.oversight import suppression
from goldenthread.oversight.measures import Counted
from goldenthread.record.models import ClockRun, as_known
from goldenthread.timekeeping import day_of

AUDITED, CLOSED, MODERATED = "front_door_audit.audited", "front_door_audit.closed", "front_door_audit.moderated"
DUE = ("front_door_audit.audit_due", "front_door_audit.closed_due")
MOST = 100


@dataclasses.dataclass(frozen=True)
class Waiting:
    """One audit that is not closed: of whose contact, who audits it, its grade once it has one, what is done next."""

    child: Child
    decided: dt.date | None
    auditor: str
    grade: str
    chosen: dt.date
    limit: Limit | None
    moves: tuple[Move, ...]


@dataclasses.dataclass(frozen=True)
class Learned:
    """What the audits of a period come to: grades, themes that occur (the most frequent first), what else was seen."""

    audited: int
    grades: tuple[tuple[str, Counted], ...]
    themes: tuple[tuple[str, Counted], ...]
    moderated: int
    changed: int
    with_partners: int
    not_safe: int
    closed: int


def waiting(by: access.Actor, *, now: dt.datetime) -> tuple[tuple[Waiting, ...], int]:
    """The audits that are not closed, those most overdue first, as far as this person may open the records; and how
    many there are. Three queries.
    """
    book, calendar = handbook(), calendar_now()
    run = ClockRun.now.filter(about=OuterRef("about"), clock__in=DUE, stopped_on=None, lapsed="").order_by("due_on")
    mine = Q(team__in=by.teams) | Q(auditor=by.worker)
    rows = open_to(ContactAudit.now.filter(mine, closed_on=None), by)
    shown = with_child(rows).annotate(who=F("auditor__name"), run=Subquery(run.annotate(of=RUN).values("of")[:1]),
                                      due=Subquery(run.values("due_on")[:1]))  # fmt: skip
    grades = words("grade")
    lines = tuple(
        Waiting(
            child_of(row.about_id, row.person, row.number, today=day_of(now)), row.decided_on, row.who or "",
            grades.get(row.grade, ""), row.chosen_on, limit_of(row.run, now=now, calendar=calendar, book=book),
            _moves(row.about_id, AUDITED) if row.audited_on is None else _moves(row.about_id, CLOSED, MODERATED),
        )
        for row in shown.order_by(F("due").asc(nulls_last=True), "row")[:MOST]
    )  # fmt: skip
    kept = tuple(dataclasses.replace(one, moves=tuple(m for m in one.moves if _may(by, m))) for one in lines)
    return kept, rows.count()


def learned(period: Period, *, teams: frozenset[int] | None = None, paper: bool = False) -> Learned:
    """What the audits of these teams' contacts say (of all, where none are given). One query.

    paper: it is printed and goes to partners, so that small numbers are kept back whoever reads.
    """
    rows = ContactAudit._default_manager.filter(as_known(period.known), audited_on__range=(period.start, period.end))
    if teams is not None:
        rows = rows.filter(team_id__in=teams)
    with access.counting():
        found = list(rows)
    many = len(found)

    def shares(name: str, of: Callable[[ContactAudit], list[str]]) -> tuple[tuple[str, Counted], ...]:
        counted = [(said, Counted(sum(key in of(row) for row in found), many)) for key, said in words(name).items()]
        whole = suppression.of_a_paper([one for _, one in counted]) if paper else [one for _, one in counted]
        return tuple((said, one) for (said, _), one in zip(counted, whole, strict=True))

    themes = shares("themes", lambda row: row.themes)
    return Learned(
        audited=many,
        grades=shares("grade", lambda row: [row.grade]),
        themes=tuple(
            sorted((one for one in themes if one[1].counts or one[1].kept_back), key=lambda one: -one[1].counts)
        ),
        moderated=sum(row.moderated_on is not None for row in found),
        changed=sum(row.moderated_on is not None and row.grade != row.first_grade for row in found),
        with_partners=sum(bool(set(row.agencies) - {"social_care"}) for row in found),
        not_safe=sum(row.safe is False for row in found),
        closed=sum(row.closed_on is not None for row in found),
    )


def words(question: str) -> Mapping[str, str]:
    """The answers that the audit's form offers, in words."""
    return dict(handbook().steps[AUDITED].form.base_fields[question].choices)


def _moves(about: UUID, *steps: str) -> tuple[Move, ...]:
    return tuple(Move(key, handbook().steps[key].label, (about,)) for key in steps)


def _may(by: access.Actor, move: Move) -> bool:
    return access.may_take(by, handbook().steps[move.step])
