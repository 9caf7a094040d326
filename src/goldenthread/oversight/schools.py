"""The schools of the children in view: to see one school's children alone, as a worker placed at a school must.

A school is a word that somebody wrote on a child's record. It is read of those whose record one may open, and never
counted of anybody else: the name of a school beside a number would say that a closed record's child goes there.
"""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from uuid import UUID

from goldenthread.casework import access
from goldenthread.casework.children import open_to
from goldenthread.casework.limits import RUNNING, of_teams
from goldenthread.casework.schools import plain
from goldenthread.facts.models import Assessment, EarlyHelp, Person, Referral
from goldenthread.language import Compartment
from goldenthread.record.models import Allocation, ClockRun, as_known


@dataclasses.dataclass(frozen=True)
class School:
    """A school, as most of its children's records spell it, and those of its children who are in view."""

    key: str
    name: str
    children: frozenset[UUID]


@dataclasses.dataclass(frozen=True)
class Narrowed:
    """What one may choose from, and what was asked. `school` is none where nobody in view goes to what was asked."""

    asked: str
    schools: tuple[School, ...]

    @property
    def school(self) -> School | None:
        """The school that was asked for, however it was typed."""
        return next((one for one in self.schools if one.key == self.only), None)

    @property
    def name(self) -> str:
        """What to call what was asked for; nothing, where no school was."""
        return self.school.name if self.school else self.asked

    @property
    def only(self) -> str | None:
        """What keeps the same question in an address; none, where no school was asked for."""
        return plain(self.asked) or None

    @property
    def children(self) -> frozenset[UUID] | None:
        """To whom a list is narrowed; none for everybody."""
        if self.only is None:
            return None
        return self.school.children if self.school else frozenset()


def of_children(
    children: Collection[UUID], actor: access.Actor, *, asked: str, known: dt.datetime | None = None
) -> Narrowed:
    """The schools of those of these children whose record this person may open, as known at a moment. One query."""
    found = open_to(
        Person.objects.filter(as_known(known), about__in=list(children)).exclude(school=""), actor, Compartment.CHILD
    )
    return Narrowed(asked, tuple(_schools(found.values_list("about", "school"))))


def of_teams_work(teams: Collection[int], actor: access.Actor, *, asked: str) -> Narrowed:
    """The schools of the children on the page of these teams: two queries."""
    ours = (
        Allocation.now.filter(until=None, worker__isnull=False, team__in=teams),
        Referral.now.filter(closed_on=None, nfa=False, team__in=teams),
        EarlyHelp.now.filter(ended_on=None, team__in=teams),
        Assessment.now.filter(authorised_on=None, team__in=teams),
        ClockRun.now.filter(RUNNING, of_teams(teams)),
    )
    first, *others = (rows.order_by().values_list("about") for rows in ours)
    with access.counting():
        children = {about for (about,) in first.union(*others)}
    return of_children(children, actor, asked=asked)


def _schools(rows: Iterable[tuple[UUID, str]]) -> Iterable[School]:
    """One school for each plain name, in the order of their names."""
    children: dict[str, set[UUID]] = {}
    spelt: dict[str, Counter[str]] = {}
    for about, school in rows:
        if key := plain(school):
            children.setdefault(key, set()).add(about)
            spelt.setdefault(key, Counter())[" ".join(school.split())] += 1
    for key in sorted(children):
        name = min(spelt[key], key=lambda one: (-spelt[key][one], one))
        yield School(key, name, frozenset(children[key]))
