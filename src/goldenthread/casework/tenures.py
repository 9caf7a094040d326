"""Posts with everybody who held them over the years, one after the other: for an authority that is made up whole."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.contrib.auth import get_user_model
from django.db import transaction

from goldenthread.casework import access
from goldenthread.language import Role
from goldenthread.record.models import Holding, Post, Team, Worker


@dataclasses.dataclass(frozen=True)
class Held:
    """Somebody in a post from a day until a day; without one they hold it still."""

    name: str
    email: str
    since: dt.date
    until: dt.date | None = None
    registration: str = ""
    agency_worker: bool = False


@dataclasses.dataclass(frozen=True)
class PostHeld:
    """A post in a team, and who held it."""

    code: str
    title: str
    role: Role
    team: str
    holders: tuple[Held, ...]
    caseload_limit: int | None = None


def appoint(posts: Sequence[PostHeld], *, password: str) -> dict[str, access.Actor]:
    """Make the posts and people that are not there yet, in the teams that are; everybody, by the address they sign in
    with. Who has left has no open account.

    password: as it is kept, hashed once for all.
    """
    with transaction.atomic():
        teams = {team.code: team for team in Team.objects.select_related("agency")}
        there = {post.code: post for post in Post.objects.filter(code__in=[post.code for post in posts])}
        new = [post for post in posts if post.code not in there]
        there |= {post.code: post for post in Post.objects.bulk_create(_post(plan, teams[plan.team]) for plan in new)}
        _people(new, there, password=password)
        workers = {
            worker.user.email: worker
            for worker in Worker.objects.filter(user__email__in=[one.email for post in posts for one in post.holders])
            .select_related("user")
            if worker.user
        }  # fmt: skip
    found: dict[str, access.Actor] = {}
    for post in posts:
        first = access.actor_in(there[post.code], workers[post.holders[0].email])
        for one in post.holders:
            worker = workers[one.email]
            found[one.email] = dataclasses.replace(first, worker=worker.pk, name=worker.name)
    return found


def _post(plan: PostHeld, team: Team) -> Post:
    return Post(code=plan.code, title=plan.title, role=plan.role, team=team, caseload_limit=plan.caseload_limit)


def _people(posts: Sequence[PostHeld], made: dict[str, Post], *, password: str) -> None:
    users = get_user_model()
    held = [(post, one) for post in posts for one in post.holders]
    accounts = users.objects.bulk_create(
        users(
            username=one.email,
            email=one.email,
            first_name=one.name.partition(" ")[0],
            last_name=one.name.partition(" ")[2],
            password=password,
            is_active=one.until is None,
        )
        for _, one in held
    )
    workers = Worker.objects.bulk_create(
        Worker(user=account, name=one.name, registration=one.registration, agency_worker=one.agency_worker)
        for account, (_, one) in zip(accounts, held, strict=True)
    )
    Holding.objects.bulk_create(
        Holding(worker=worker, post=made[post.code], since=one.since, until=one.until)
        for worker, (post, one) in zip(workers, held, strict=True)
    )
