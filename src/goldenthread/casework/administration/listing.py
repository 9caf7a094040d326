"""Teams, posts and workers as the administrator's lists show them."""

import dataclasses
import datetime as dt
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from goldenthread.casework.administration.changing import CannotChange
from goldenthread.casework.administration.organising import Hours
from goldenthread.record.models import Holding, Post, Team, Worker


@dataclasses.dataclass(frozen=True)
class TeamLine:
    """A team in the administrator's list."""

    code: str
    name: str
    above: str
    above_name: str
    duty: bool
    closed_on: dt.date | None
    posts: int
    held: int
    hours: Hours


def teams(*, today: dt.date) -> list[TeamLine]:
    """Every team, closed ones last."""
    now = Q(posts__holdings__since__lte=today) & (Q(posts__holdings__until=None) | Q(posts__holdings__until__gte=today))
    rows = Team.objects.annotate(
        all_posts=Count("posts", distinct=True), held=Count("posts", distinct=True, filter=now)
    ).order_by(F("closed_on").desc(nulls_first=True), "name")
    return [
        TeamLine(*row[:8], Hours(*row[8:])) for row in rows.values_list(
            "code", "name", "parent__code", "parent__name", "duty", "closed_on", "all_posts", "held", "duty_hours",
            "office_from", "office_until")
    ]  # fmt: skip


@dataclasses.dataclass(frozen=True)
class PostLine:
    """A post and who holds it."""

    code: str
    title: str
    role: str
    limit: int | None
    team: str
    team_name: str
    holders: tuple["HoldingLine", ...]


@dataclasses.dataclass(frozen=True)
class HoldingLine:
    """Who holds a post, from when to when."""

    id: int
    worker: int
    name: str
    since: dt.date
    until: dt.date | None
    post: str
    title: str
    team: str
    ended_at: dt.datetime | None

    def now(self, today: dt.date) -> bool:
        return self.since <= today and (self.until is None or self.until >= today)


def posts(team: str = "", *, code: str = "") -> list[PostLine]:
    """The posts of a team, or one post, with everybody who held them."""
    asked = Post.objects.filter(code=code) if code else Post.objects.filter(team__code=team)
    holders: dict[str, list[HoldingLine]] = {}
    for line in _holdings(Holding.objects.filter(post__in=asked)):
        holders.setdefault(line.post, []).append(line)
    return [
        PostLine(post.code, post.title, post.role, post.caseload_limit, post.team.code, post.team.name,
                 tuple(holders.get(post.code, ())))
        for post in asked.select_related("team")
    ]  # fmt: skip


def posts_by_team(*, today: dt.date) -> list[tuple[TeamLine, list[PostLine]]]:
    """Every post of every open team, to choose from."""
    lines = {line.code: line for line in teams(today=today) if not line.closed_on}
    found: dict[str, list[PostLine]] = {}
    for post in Post.objects.filter(team__code__in=lines).select_related("team"):
        found.setdefault(post.team.code, []).append(
            PostLine(post.code, post.title, post.role, post.caseload_limit, post.team.code, post.team.name, ())
        )
    return [(lines[code], posts) for code, posts in found.items()]


def _holdings(rows: Any) -> list[HoldingLine]:
    return [
        HoldingLine(*row) for row in rows.order_by("-since", "pk").values_list(
            "pk", "worker", "worker__name", "since", "until", "post__code", "post__title", "post__team__name",
            "ended_at")
    ]  # fmt: skip


@dataclasses.dataclass(frozen=True)
class WorkerLine:
    """A worker in the administrator's list."""

    id: int
    name: str
    email: str
    registration: str
    agency_worker: bool
    active: bool
    here: bool


def workers(asked: str = "", *, today: dt.date, worker: int | None = None) -> Any:
    """Workers by name or address, as rows to be paged: dictionaries with the fields of WorkerLine."""
    now = Holding.objects.filter(Q(until=None) | Q(until__gte=today), worker=OuterRef("pk"), since__lte=today)
    rows = Worker.objects.annotate(
        email=F("user__email"), active=F("user__is_active"), here=Exists(now)
    ).order_by("name", "pk")  # fmt: skip
    if worker is not None:
        rows = rows.filter(pk=worker)
    for word in asked.split():
        rows = rows.filter(Q(name__icontains=word) | Q(user__email__icontains=word))
    return rows.values("id", "name", "email", "registration", "agency_worker", "active", "here")


def worker_seen(worker: int, *, today: dt.date) -> tuple[WorkerLine, list[HoldingLine]]:
    """One worker and every post they held.

    :raises CannotChange: if there is none
    """
    found = workers(today=today, worker=worker).first()
    if found is None:
        raise CannotChange("There is no such worker. Find them in the list.")
    line = WorkerLine(**{**found, "email": found["email"] or "", "active": bool(found["active"])})
    return line, _holdings(Holding.objects.filter(worker=worker))
