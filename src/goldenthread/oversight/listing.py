"""Who is behind a number: those whom one may open, with the fact that put them there, and how many one may not."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from goldenthread.casework import access
from goldenthread.casework.access.kin import may_open_sql, whose
from goldenthread.casework.children import Child, child_of, with_child
from goldenthread.casework.rules import rules_now
from goldenthread.language import Indicator, Period, handbook
from goldenthread.oversight import schools
from goldenthread.oversight.measures import compiled, declared, rows_of
from goldenthread.record.models import ClockRun, Subject

NO_TEAM = -1


@dataclasses.dataclass(frozen=True)
class Step:
    """What is due next for a child. `left` counts in `unit`; negative when the day has passed."""

    what: str
    due: dt.date
    left: int
    unit: str


@dataclasses.dataclass(frozen=True)
class Listed:
    """One row behind a number: the child, whether it counts, its facts in words, its team, what comes next."""

    about: UUID
    child: Child
    counts: bool
    facts: tuple[str, ...]
    team: int | None
    next: Step | None


@dataclasses.dataclass(frozen=True)
class Listing:
    """One page of the rows that this person may open; how many those are; and how many there are that they may not.

    Where it is narrowed to a school, the rows and how many they are are that school's; of records that this person may
    not open the school is not asked, so `hidden` is of every school.
    """

    columns: tuple[str, ...]
    rows: tuple[Listed, ...]
    open: int
    hidden: int
    narrowed: schools.Narrowed | None = None


def children(
    key: str, period: Period, *, actor: access.Actor, today: dt.date, counting: bool | None = None,
    teams: frozenset[int] | None = None, month: dt.date | None = None, page: int = 1, most: int = 50,
    school: str | None = None,
) -> Listing:  # fmt: skip
    """Who is behind a number: those who count (True), those who do not (False) or both (None). Seven queries.

    `teams` narrows to these teams (NO_TEAM among them: work that no team has); `page` counts from 1, a
    page beyond the last is the last. `school` narrows to one school, however it is typed and as known when the
    figure is; "" only asks which there are. One query more.

    :raises LookupError: for a figure that the handbook does not have
    """
    indicator = declared(key)
    sql = _listed(key, period, counting, teams, month)
    names = ["about", "team", "counts", *(name for name, _ in indicator.shows)]
    may = may_open_sql("q.about_id")
    asked: dict[str, Any] = {**whose(actor), "most": most}
    with access.counting(), connection.cursor() as cursor:
        cursor.execute(f"select count(*) from ({sql}) q", asked)  # noqa: S608 (compiled from the handbook)
        (whole,) = cursor.fetchone()
    narrowed: schools.Narrowed | None = None
    with connection.cursor() as cursor:
        if school is None:
            cursor.execute(f"select count(*) from ({sql}) q where {may}", asked)  # noqa: S608
            (open_,) = cursor.fetchone()
            hidden = whole - open_
        else:
            cursor.execute(f"select q.about_id from ({sql}) q where {may}", asked)  # noqa: S608
            openable = [UUID(str(about)) for (about,) in cursor.fetchall()]
            hidden = whole - len(openable)
            narrowed = schools.of_children(openable, actor, asked=school, known=period.known)
            if narrowed.children is not None:
                openable = [about for about in openable if about in narrowed.children]
                may, asked["at"] = f"{may} and q.about_id = any(%(at)s)", openable
            open_ = len(openable)
        asked["start"] = first_of(page, of=open_, most=most)
        page_of = f"select q.* from ({sql}) q where {may} order by q.placed desc, q.id offset %(start)s limit %(most)s"  # noqa: S608
        cursor.execute(page_of, asked)
        found = [dict(zip(["id", *names], row[:-1], strict=True)) for row in cursor.fetchall()]
    abouts = {UUID(str(row["about"])) for row in found}
    named, coming = names_of(abouts, today=today), next_steps(abouts, today=today)
    rows = tuple(_row(indicator, row, named, coming) for row in found)
    columns = tuple(label for _, label in indicator.shows)
    return Listing(columns, rows, open_, hidden, narrowed)


@lru_cache(maxsize=512)
def _listed(
    key: str, period: Period, counting: bool | None, teams: frozenset[int] | None, month: dt.date | None
) -> str:
    indicator = declared(key)
    rows = rows_of(indicator, period, counting=False)
    inside = rows_of(indicator, period, counting=True)
    rows = rows.mutate(counts=rows.id.isin(inside.id), placed=rows[indicator.day])
    if counting is not None:
        rows = rows.filter(rows.counts if counting else ~rows.counts)
    if teams is not None:
        here = rows.team_id.isin(sorted(teams))
        rows = rows.filter(here | rows.team_id.isnull() if NO_TEAM in teams else here)
    if month is not None:
        after = (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
        rows = rows.filter((rows.placed >= month.replace(day=1)) & (rows.placed < after))
    shown = [rows[name] for name, _ in indicator.shows]
    return compiled(rows.select(rows.id, rows.about_id, rows.team_id, rows.counts, *shown, rows.placed))


def first_of(page: int, *, of: int, most: int) -> int:
    """Where a page begins, counted from nought; a page beyond the last is the last."""
    return most * min(max(page, 1) - 1, max(of - 1, 0) // most)


def names_of(subjects: Iterable[UUID], *, today: dt.date) -> Mapping[UUID, Child]:
    """What to call these people, and how old they are. One query. Ask only for those who may be named."""
    people: Iterable[Any] = with_child(Subject.objects.filter(pk__in=list(subjects)), "pk")
    return {subject.pk: child_of(subject.pk, subject.person, subject.number, today=today) for subject in people}


def next_steps(subjects: Iterable[UUID], *, today: dt.date) -> Mapping[UUID, Step]:
    """The limit that each of these children meets next, or has passed. Three queries."""
    calendar, book = rules_now().calendar(), handbook()
    running = ClockRun.now.filter(about__in=list(subjects), stopped_on=None, lapsed="", due_on__isnull=False)
    found: dict[UUID, Step] = {}
    for about, clock, due, limit in running.order_by("due_on", "id").values_list("about", "clock", "due_on", "limit"):
        if about in found or due is None:
            continue
        working = "working day" in limit
        left = calendar.working_days_between(today, due) if working else (due - today).days
        if working and left == 0 and due != today:  # no working day passes over a weekend, yet it is another day
            working, left = False, (due - today).days
        name = book.clocks[clock].label if clock in book.clocks else clock
        found[about] = Step(name, due, left, "working day" if working else "day")
    return found


def _row(
    indicator: Indicator, row: Mapping[str, Any], named: Mapping[UUID, Child], coming: Mapping[UUID, Step]
) -> Listed:
    about = UUID(str(row["about"]))
    facts = tuple(_said(row[name], indicator.words.get(name, {})) for name, _ in indicator.shows)
    return Listed(about, named[about], row["counts"], facts, row["team"], coming.get(about))


def _said(value: Any, words: Mapping[str, str]) -> str:
    """A fact as a person reads it."""
    if value is None or value == "":
        return "not recorded"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return f"{value.day} {value:%b %Y}"
    if isinstance(value, list):
        return ", ".join(words.get(str(one), str(one)) for one in value)
    return words.get(str(value), str(value))
