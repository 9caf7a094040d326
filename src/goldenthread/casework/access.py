"""Who may do what to which record. Every door asks here, and nowhere else is it decided.

Need to know comes from work: allocation, team, management line, duty. The decisions stand as rows (grants), worked out
from the record itself, so that this check and the database's second lock read the same.
"""
import contextlib
import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from goldenthread.language import Compartment, Handbook, Record, Role, Row, Step, derived_id
from goldenthread.record.models import Grant, Holding, Look, Post, Subject, Team, Worker


class NotAllowed(Exception):
    """This person may not do this. The message is fit for the screen and names nobody."""


@dataclasses.dataclass(frozen=True)
class Actor:
    """A worker in a post: what they may do follows from the post, which children from the work.

    `teams` are the post's team and, for those who manage, every team below it.
    """

    worker: int
    name: str
    post: int
    title: str
    role: Role
    team: int
    team_name: str
    teams: frozenset[int]
    duty: bool
    acting_for: int | None = None


@dataclasses.dataclass(frozen=True)
class Chore:
    """A timed job, which acts in its own name."""

    name: str


@contextlib.contextmanager
def acting(who: Actor | Chore | None) -> Iterator[None]:
    """One transaction in somebody's name; the database is told who, for as long as it lasts."""
    with transaction.atomic():
        name = f"chore:{who.name}" if isinstance(who, Chore) else str(who.post) if who else ""
        worker = str(who.worker) if isinstance(who, Actor) else ""
        teams = ",".join(map(str, sorted(who.teams))) if isinstance(who, Actor) else ""
        with connection.cursor() as cursor:
            cursor.execute(
                "select set_config('goldenthread.actor', %s, true), set_config('goldenthread.worker', %s, true), "
                "set_config('goldenthread.teams', %s, true)", [name, worker, teams],
            )
        yield


def actor_for(worker: Worker, *, today: dt.date, post: int | None = None) -> Actor | None:
    """The worker in a post that they hold today (the one asked for, else the first); nobody if they hold none."""
    held = Holding.objects.filter(worker=worker, since__lte=today).filter(Q(until=None) | Q(until__gte=today))
    holding = held.filter(post_id=post).first() if post else None
    holding = holding or held.select_related("post__team").order_by("since", "id").first()
    return actor_in(holding.post, worker) if holding else None


def actor_in(post: Post, worker: Worker) -> Actor:
    """A worker in a post."""
    role = Role(post.role)
    return Actor(
        worker=worker.pk, name=worker.name, post=post.pk, title=post.title, role=role, team=post.team_id,
        team_name=post.team.name, teams=_below(post.team_id) if role.manages else frozenset({post.team_id}),
        duty=post.team.duty,
    )


def _below(team: int) -> frozenset[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"with recursive below as (select id from {Team._meta.db_table} where id = %s union "
            f"select t.id from {Team._meta.db_table} t join below on t.parent_id = below.id) select id from below",
            [team],
        )
        return frozenset(id_ for (id_,) in cursor.fetchall())


def granted(actor: Actor, *compartments: Compartment) -> QuerySet[Grant]:
    """The grants that this actor has, in these compartments or in any."""
    grants = Grant.now.filter(Q(worker=actor.worker) | Q(team__in=actor.teams), until=None)
    return grants.filter(compartment__in=compartments) if compartments else grants


def may_open(actor: Actor, subject: UUID, compartment: Compartment = Compartment.CHILD) -> bool:
    """Whether this person may open this part of this record."""
    return granted(actor, compartment).filter(about__in=one_record(subject)).exists()


def require_open(actor: Actor, subject: UUID, compartment: Compartment = Compartment.CHILD) -> None:
    """Refuse, politely, to open a record without a need to know.

    :raises NotAllowed: when there is none
    """
    if not may_open(actor, subject, compartment):
        raise NotAllowed("You have no recorded need to know for this record. Ask its team manager if you need it.")


def require_write(actor: Actor, subject: UUID, step: Step) -> None:
    """Refuse to write in a record without a need to know. A first contact gives the front door that need.

    :raises NotAllowed: when there is none
    """
    if not may_open(actor, subject, step.compartment) and not (actor.duty and step.opens_record):
        raise NotAllowed("You have no recorded need to know for this record. Ask its team manager if you need it.")


def openable(actor: Actor, subjects: Iterable[UUID], compartment: Compartment = Compartment.CHILD) -> set[UUID]:
    """Of these subjects, those whose record this person may open."""
    return set(granted(actor, compartment).filter(about__in=list(subjects)).values_list("about_id", flat=True))


def may_take(actor: Actor, step: Step) -> bool:
    """Whether this person's post may ever do this step."""
    return actor.role in step.by


def compartments(actor: Actor, subject: UUID) -> set[str]:
    """The parts of a record that this person may open."""
    return set(granted(actor).filter(about__in=one_record(subject)).values_list("compartment", flat=True))


def one_record(subject: UUID) -> list[UUID]:
    """Every subject that one record stands for: the one that stands, and those joined to it."""
    stands = Subject.objects.filter(pk=subject).values_list("merged_into_id", flat=True).first() or subject
    return [stands, *Subject.objects.filter(merged_into=stands).values_list("pk", flat=True)]


def look(actor: Actor, subject: UUID, *, page: str, at: dt.datetime, why: str = "") -> None:
    """Write down that somebody looked."""
    Look.objects.create(
        about_id=subject, worker_id=actor.worker, post_id=actor.post, at=at, page=page,
        why=why or _why(actor, subject),
    )


def _why(actor: Actor, subject: UUID) -> str:
    return granted(actor).filter(about__in=one_record(subject)).values_list("why", flat=True).first() or "no grant"


def grants_for(record: Record, rows: Iterable[Row], *, handbook: Handbook) -> list[Row]:
    """Who needs to know, worked out from the record: who is allocated, and which teams have it open or had it last.

    A restricted record is for those named on it alone.
    """
    grants: dict[str, Row] = {}
    rows = list(rows)
    restrictions = [row for row in rows if row.table == "Restriction"]
    restricted = bool(restrictions)

    def grant(why: str, entry: UUID, compartment: Compartment, since: dt.date, **to: int) -> None:
        who = next(iter(to.items()))
        id_ = str(derived_id(record.about, compartment, *who))
        grants.setdefault(id_, Row("Grant", id_, {"why": why, "since": since, "until": None,
                                                  "worker_id": to.get("worker"), "team_id": to.get("team")},
                                   entry, compartment))

    for row in rows:
        if row.table == "Allocation" and row.values.get("until") is None:
            if row.values.get("worker_id"):
                grant(f"Allocated as {row.values['role']}", row.entry, Compartment.CHILD, row.values["since"],
                      worker=row.values["worker_id"])
            if row.values.get("team_id") and not restricted:
                grant("Allocated in the team", row.entry, Compartment.CHILD, row.values["since"],
                      team=row.values["team_id"])
    for row in restrictions:
        for worker in row.values["workers"]:
            grant("Named on a restricted record", row.entry, Compartment.CHILD, record.entries[0].day, worker=worker)
    if restricted:
        return list(grants.values())
    with_team = [episode for episode in record.episodes if episode.team]
    for episode in with_team:
        if episode.ended is None or episode is with_team[-1]:
            pathway = handbook.pathway(episode.pathway)
            label = pathway.label or pathway.__name__
            why = f"{label} is open in the team" if episode.ended is None else f"{label} was last with the team"
            for compartment in dict.fromkeys([Compartment.CHILD, *(step.compartment for step in pathway.steps())]):
                grant(why, episode.entries[-1].id, compartment, episode.began, team=episode.team)  # type: ignore[arg-type]
    return list(grants.values())
