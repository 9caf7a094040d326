# ruff: noqa: S608  (the SQL is made of our own words; whatever is asked for goes in as parameters)
"""What stands at the head of every page of a record: who this is, what to be careful of, who works with the child."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from goldenthread.casework import access, network
from goldenthread.casework.naming import age_of, name_of
from goldenthread.casework.network import Network, Relative, Spoken
from goldenthread.casework.standing import Members, Part, Standing, known_then, members_of, standing
from goldenthread.facts.models import CinPlan, Identifier, Person, ProtectionPlan, Warning
from goldenthread.language import Role, handbook
from goldenthread.record.models import Allocation, Episode, Join, Restriction
from goldenthread.standards import codes
from goldenthread.timekeeping import day_of

LEAD = "lead worker"


@dataclasses.dataclass(frozen=True)
class Caution:
    """A warning, with the day on which it is looked at again."""

    says: str
    since: dt.date
    review: dt.date | None
    review_passed: bool
    entry: UUID


@dataclasses.dataclass(frozen=True)
class Status:
    """What is open for the child, in words, and since when."""

    words: str
    since: dt.date | None = None
    stage: str = ""
    grave: bool = False


@dataclasses.dataclass(frozen=True)
class Worker:
    """Somebody who works with the child."""

    name: str
    role: str
    team: str
    since: dt.date
    until: dt.date | None = None


@dataclasses.dataclass(frozen=True)
class Head:
    """Who a record is about, and what everybody must know before they act."""

    id: UUID
    name: str
    age: str
    known_as: str
    pronunciation: str
    pronouns: str
    school: str
    communication: str
    interpreter: bool
    born_on: dt.date | None
    numbers: Sequence[tuple[str, str]]
    cautions: Sequence[Caution]
    statuses: Sequence[Status]
    workers: Sequence[Worker]
    managers: str
    team: str
    siblings: Sequence[Relative]
    restricted: bool
    sealed: bool
    joined: int
    as_known: dt.datetime | None

    @property
    def lead(self) -> Worker | None:
        return next((worker for worker in self.workers if worker.role == LEAD and not worker.until), None)

    @property
    def seconds(self) -> list[Worker]:
        return [worker for worker in self.workers if worker.role != LEAD and not worker.until]


@dataclasses.dataclass
class Reading:
    """One record read for a page: what stands, who is named, and the moment as known at which it is read."""

    actor: access.Actor
    members: Members
    stood: Standing
    network: Network
    people: dict[UUID, Spoken]
    moment: dt.datetime
    as_known: dt.datetime | None

    @property
    def today(self) -> dt.date:
        return day_of(self.moment)


def read(
    subject: UUID,
    actor: access.Actor,
    now: dt.datetime,
    *,
    as_known: dt.datetime | None = None,
    parts: Iterable[Part] = (),
    others: Sequence[tuple[str, str]] = (),
    asking: Mapping[str, Any] | None = None,
    named: Iterable[UUID] = (),
    members: Members | None = None,
) -> Reading:
    """Read a record for a page: three queries, with whatever further parts the page asks for among them.

    `named` are people whom the page names besides; `members` where the page has read them already.

    :raises NotAllowed: where there is no need to know
    """
    members = members or members_of(subject, actor)
    moment = as_known or now
    asked = [
        Part(Person),
        Part(Identifier),
        Part(Warning),
        Part(Allocation),
        Part(Episode),
        Part(CinPlan),
        Part(ProtectionPlan),
        Part(Restriction),
        Part(Join),
        *parts,
    ]
    stood = standing(
        members,
        asked,
        known=as_known,
        others=[network.AROUND, _workers(as_known), _teams(), *others],
        asking={**(asking or {}), "day": day_of(moment)},
    )
    rows = stood.rows.get("around", [])
    people = network.people_named(
        network.named_in(rows, members) | set(named), actor, today=day_of(moment), known=as_known
    )
    return Reading(actor, members, stood, network.network(rows, members, people), people, moment, as_known)


def head_of(reading: Reading) -> Head:
    """The head of every page about this record."""
    stood, today = reading.stood, reading.today
    people = {row.about_id: row for row in stood.all(Person)}
    person = people.get(reading.members.root) or next(iter(people.values()), None)
    numbers = stood.all(Identifier)
    teams = {row["id"]: row for row in stood.rows.get("teams", [])}
    workers = sorted(_worked(stood, teams), key=lambda one: (one.until is not None, one.role != LEAD, one.since))
    live = [a for a in stood.all(Allocation) if a.role == LEAD and a.until is None]
    lifelong = {pathway.key for pathway in handbook().pathways if pathway.lifelong}
    open_ = [e for e in stood.all(Episode) if e.ended_on is None and e.pathway not in lifelong]
    of = [a.team_id for a in live] + [e.team_id for e in sorted(open_, key=lambda e: e.began_on, reverse=True)]
    team: dict[str, Any] = next((teams[id_] for id_ in of if id_ in teams), {})
    return Head(
        id=reading.members.root,
        name=name_of(person, numbers),
        age=age_of(person, today),
        known_as=person.known_as if person else "",
        pronunciation=person.pronunciation if person else "",
        pronouns=person.pronouns if person else "",
        school=person.school if person else "",
        communication=person.communication if person else "",
        interpreter=bool(person and person.interpreter),
        born_on=person.born_on if person else None,
        numbers=[(row.scheme, row.value) for row in numbers],
        cautions=[
            Caution(row.says, row.since, row.review_on, bool(row.review_on and row.review_on < today), row.entry_id)
            for row in stood.all(Warning)
            if row.ended_on is None
        ],
        statuses=statuses(stood),
        workers=workers,
        managers=team.get("managers") or "",
        team=team.get("name") or "",
        siblings=reading.network.siblings,
        restricted=any(one.kind == Restriction.Kind.RESTRICTED for one in stood.all(Restriction)),
        sealed=any(one.kind == Restriction.Kind.SEALED for one in stood.all(Restriction)),
        joined=len(reading.members.ids) - 1,
        as_known=reading.as_known,
    )


def statuses(stood: Standing) -> list[Status]:
    """What is open, gravest first; if nothing is, when the last work ended."""
    found = [
        Status(
            f"Child protection plan: {_category(plan.latest_category or plan.initial_category)}",
            plan.started_on,
            grave=True,
        )
        for plan in stood.all(ProtectionPlan)
        if plan.ended_on is None
    ]
    found += [Status("Child in need plan", plan.started_on) for plan in stood.all(CinPlan) if plan.ended_on is None]
    pathways = {pathway.key: pathway for pathway in handbook().pathways if not pathway.lifelong}
    work = [episode for episode in stood.all(Episode) if episode.pathway in pathways]
    for episode in sorted((e for e in work if e.ended_on is None), key=lambda e: e.began_on, reverse=True):
        pathway = pathways[episode.pathway]
        if any(one.words.startswith(episode.stage) for one in found if episode.stage):
            continue  # the plan that this is about stands there already, with more
        found.append(Status(pathway.label or pathway.__name__, episode.began_on, episode.stage))
    if not found:
        ended = max((e.ended_on for e in work if e.ended_on), default=None)
        found.append(Status("Nothing is open here", ended, "the last work ended" if ended else ""))
    return found


def _category(code: str) -> str:
    return codes.of("cin.latest_category_of_abuse").get(code, code).lower()


def _worked(stood: Standing, teams: dict[int, Any]) -> Iterable[Worker]:
    names = {row["id"]: row["name"] for row in stood.rows.get("workers", [])}
    for row in stood.all(Allocation):
        yield Worker(
            names.get(row.worker_id or 0, "Nobody named"),
            row.role,
            (teams.get(row.team_id or 0) or {}).get("name", ""),
            row.since,
            row.until,
        )


def _workers(known: dt.datetime | None) -> tuple[str, str]:
    then = known_then(known)
    ids = " union ".join(
        f"select worker_id from record_{table} where about_id = any(%(members)s) and {then}"
        for table in ("allocation", "waiting", "action")
    )
    return "workers", f"select id, name from record_worker where id in ({ids})"


def _teams() -> tuple[str, str]:
    """Teams that work or worked with the child, each with who manages it on the day."""
    ids = " union ".join(
        f"select team_id from record_{table} where about_id = any(%(members)s)" for table in ("allocation", "episode")
    )
    managers = (
        "select string_agg(distinct w.name, ', ') from record_holding h join record_post p on p.id = h.post_id "
        f"join record_worker w on w.id = h.worker_id where p.team_id = t.id and p.role = '{Role.TEAM_MANAGER}' "
        "and h.since <= %(day)s and (h.until is null or h.until >= %(day)s)"
    )
    return "teams", f"select t.id, t.name, ({managers}) as managers from record_team t where t.id in ({ids})"
