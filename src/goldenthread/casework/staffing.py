"""Teams, posts and the people in them, set up at once: for an authority that begins."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

from django.contrib.auth import get_user_model
from django.db import transaction

from goldenthread.casework import access
from goldenthread.language import Role
from goldenthread.record.models import Agency, Holding, Post, Team, Worker


@dataclasses.dataclass(frozen=True)
class TeamPlan:
    """A team, the one above it, and whether it takes contacts at the front door."""

    code: str
    name: str
    parent: str = ""
    duty: bool = False


@dataclasses.dataclass(frozen=True)
class PersonPlan:
    """A person, the post they hold, and the address they sign in with."""

    name: str
    email: str
    role: Role
    team: str
    title: str = ""
    registration: str = ""
    agency_worker: bool = False
    caseload_limit: int | None = None


@dataclasses.dataclass(frozen=True)
class Appointed:
    """A person in a post, with the answers that allocate work to them."""

    actor: access.Actor
    allocation: Mapping[str, int]


def set_up(
    agency: str, teams: Sequence[TeamPlan], people: Sequence[PersonPlan], *, since: dt.date, password: str
) -> None:
    """Make the teams, posts, people and accounts that are not there yet; those that are there stay as they are.

    teams: each after the one above it. password: as it is kept, hashed once for all.
    """
    with transaction.atomic():
        its_agency, _ = Agency.objects.get_or_create(name=agency, defaults={"kind": "authority"})
        made: dict[str, Team] = {}
        for plan in teams:
            made[plan.code], _ = Team.objects.get_or_create(
                code=plan.code,
                defaults={
                    "name": plan.name,
                    "agency": its_agency,
                    "parent": made.get(plan.parent),
                    "duty": plan.duty,
                },
            )
        there = set(Post.objects.values_list("code", flat=True))
        for person in people:
            if code_of(person) not in there:
                _appoint(person, made[person.team], since=since, password=password)


def code_of(person: PersonPlan) -> str:
    """The code of the post that somebody is appointed to."""
    return person.email.partition("@")[0].replace(".", "-")


def appointed(people: Sequence[PersonPlan]) -> dict[str, Appointed]:
    """The people set up, by the name before the @ of the address they sign in with."""
    holdings = Holding.objects.filter(post__code__in=[code_of(person) for person in people], until=None)
    found = {}
    for holding in holdings.select_related("post__team", "worker"):
        post, worker = holding.post, holding.worker
        found[post.code.replace("-", ".")] = Appointed(
            access.actor_in(post, worker), {"worker_id": worker.pk, "post_id": post.pk, "team_id": post.team_id}
        )
    return found


def teams_by_code() -> dict[str, int]:
    """Every team's number by its code."""
    return dict(Team.objects.values_list("code", "pk"))


def _appoint(person: PersonPlan, team: Team, *, since: dt.date, password: str) -> None:
    given, _, family = person.name.partition(" ")
    user = get_user_model().objects.create(
        username=person.email, email=person.email, first_name=given, last_name=family, password=password
    )
    worker = Worker.objects.create(
        user=user, name=person.name, registration=person.registration, agency_worker=person.agency_worker
    )
    post = Post.objects.create(
        code=code_of(person),
        title=person.title or str(person.role).capitalize(),
        role=person.role,
        team=team,
        caseload_limit=person.caseload_limit,
    )
    Holding.objects.create(worker=worker, post=post, since=since)
