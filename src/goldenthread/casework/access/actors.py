"""Who is asking: a worker in a post, or a timed job; and the one transaction in which each asks."""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, transaction
from django.db.models import OuterRef, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject
from django.utils.crypto import constant_time_compare

from goldenthread.casework.access import lock, trace
from goldenthread.language import Role
from goldenthread.record.models import Cover, Holding, Post, Team, Worker
from goldenthread.standards.holidays import england_and_wales
from goldenthread.timekeeping import london_day
from goldenthread.timekeeping.days import LONDON


@dataclasses.dataclass(frozen=True)
class Covered:
    """A colleague who is away, and the post in which this person acts for them."""

    worker: int
    post: int
    name: str
    until: dt.date


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
    covers: tuple[Covered, ...] = ()

    @property
    def covered(self) -> list[int]:
        """The workers for whom this person acts today."""
        return [one.worker for one in self.covers]


@dataclasses.dataclass(frozen=True)
class Chore:
    """A timed job, which acts in its own name."""

    name: str


@contextlib.contextmanager
def acting(who: Actor | Chore | None, *, role: str | None = None) -> Iterator[None]:
    """One transaction in somebody's name; the database is told who, for as long as it lasts. What it showed them is
    written down right after it (access.trace).

    A person acts in the application's role, a timed job in the engine's, unless another is named (access.lock).
    """
    role = role or (lock.ENGINE if isinstance(who, Chore) else lock.APPLICATION)
    with trace.noting() as noted:
        try:
            with _transaction(who, role):
                yield
        finally:
            # What was shown is on record before it leaves, whatever became of the rest.
            if noted:
                with _transaction(who, role):
                    noted.write()


@contextlib.contextmanager
def _transaction(who: Actor | Chore | None, role: str) -> Iterator[None]:
    nested = connection.in_atomic_block
    with transaction.atomic():
        before = lock.set_for_now(_named(who, role))
        yield
        # What is set for a transaction outlives the block inside it, so it is put back; a rollback does so by itself.
        if nested and not connection.needs_rollback:
            lock.set_for_now(before)


@contextlib.contextmanager
def at_work(chore: Chore) -> Iterator[None]:
    """A command of many transactions, in a timed job's name: it sees every record whole, as those who run it may."""
    before = lock.set_for_now(_named(chore, lock.ENGINE), whole_session=True)
    try:
        yield
    finally:
        lock.set_for_now(before, whole_session=True)


def _named(who: Actor | Chore | None, role: str) -> dict[str, str]:
    name = worker = teams = manages = covers = duty = ""
    more: dict[str, str] = {}
    if isinstance(who, Actor):
        name, worker, teams = str(who.post), str(who.worker), ",".join(map(str, sorted(who.teams)))
        manages, duty = "yes" if who.role.manages else "", "yes" if who.duty else ""
        covers = ",".join(map(str, who.covered))
        # What pages ask in the same words each time is planned once (casework.planning).
        more = {"plan_cache_mode": "force_generic_plan"}
    elif who:
        # A night's work on every record takes longer than anybody waits for a page.
        name, more = f"chore:{who.name}", settings.CHORE_WAITS
    said = {"goldenthread.actor": name, "goldenthread.worker": worker, "goldenthread.teams": teams}
    said |= {"goldenthread.manages": manages, "goldenthread.covers": covers, "goldenthread.duty": duty}
    return said | {"role": role} | more


def held_at(moment: dt.datetime) -> Q:
    """Of holdings: those that stand at a moment. The last day is worked to its end, unless a minute was named."""
    today = london_day(moment)
    until = Q(until=None) | Q(until__gte=today)
    return Q(since__lte=today) & until & (Q(ended_at=None) | Q(ended_at__gt=moment))


def works_here(user: int, *, at: dt.datetime) -> bool:
    """Whether somebody's account is open and they hold a post at that moment: nobody else signs in."""
    return Holding.objects.filter(held_at(at), worker__user_id=user, worker__user__is_active=True).exists()


def actor_of(user: int, *, at: dt.datetime, post: int | None = None, signed: str | None = None) -> Actor | None:
    """The person who signed in, in a post that they hold at that moment: the one asked for, else the first. One query.

    `signed` is what their session was signed with: one that was begun with an earlier password opens nothing.
    """
    held = Holding.objects.filter(held_at(at), worker__user_id=user, worker__user__is_active=True)
    held = held.select_related("post__team", "worker__user").order_by("since", "id")
    held = held.annotate(below=_BELOW, covers=_covers(OuterRef("worker"), at))
    holdings = [h for h in held if signed is None or (h.worker.user and _signs(h.worker.user, signed))]
    chosen = next((h for h in holdings if h.post_id == post), holdings[0] if holdings else None)
    return _actor(chosen.post, chosen.worker, chosen.below, chosen.covers, at) if chosen else None


def _signs(user: AbstractBaseUser, signed: str) -> bool:
    return constant_time_compare(signed, user.get_session_auth_hash())


def actor_in(post: Post, worker: Worker, *, at: dt.datetime | None = None) -> Actor:
    """A worker in a post; at a moment, with those for whom they act then."""
    asked = Post.objects.filter(pk=post.pk).annotate(below=_BELOW)
    if at is None:
        return _actor(post, worker, asked.values_list("below", flat=True).get())
    below, covers = asked.annotate(covers=_covers(worker.pk, at)).values_list("below", "covers").get()
    return _actor(post, worker, below, covers, at)


def posts_of(actor: Actor, *, at: dt.datetime) -> list[Post]:
    """Every post that this person holds at that moment, to choose from."""
    mine = Holding.objects.filter(held_at(at), worker=actor.worker)
    return list(Post.objects.filter(holdings__in=mine).select_related("team").distinct())


def _covers(worker: Any, at: dt.datetime) -> ArraySubquery:
    """For whom a worker acts at a moment, as plain values."""
    today = london_day(at)
    now = Cover.objects.filter(worker=worker, since__lte=today, until__gte=today)
    now = now.filter(Q(ended_at=None) | Q(ended_at__gt=at)).order_by("since", "id")
    return ArraySubquery(now.values(said=JSONObject(worker="away", post="post", name="away__name", until="until")))


def _actor(
    post: Post, worker: Worker, below: list[int], covers: Iterable[dict[str, Any]] = (), at: dt.datetime | None = None
) -> Actor:
    role = Role(post.role)
    # A partner's professional tells us of children. No team's work, duty or colleague gives them a need to know.
    ours = role is not Role.PARTNER
    scope = below if role.manages else [post.team_id]
    return Actor(
        worker=worker.pk,
        name=worker.name,
        post=post.pk,
        title=post.title,
        role=role,
        team=post.team_id,
        team_name=post.team.name,
        teams=frozenset(scope if ours else ()),
        duty=ours and post.team.duty and (at is None or _on_duty(post.team, at)),
        covers=tuple(
            Covered(one["worker"], one["post"], one["name"], dt.date.fromisoformat(one["until"]))
            for one in (covers if ours else ())
        ),
    )


def team_on_duty(*, at: dt.datetime) -> int | None:
    """The team that takes contacts at this hour, one that is there at these hours alone first. One query."""
    duty = Team.objects.filter(Q(closed_on=None) | Q(closed_on__gt=london_day(at)), duty=True)
    on_duty = [team for team in duty.order_by("-duty_hours", "name", "pk") if _on_duty(team, at)]
    return on_duty[0].pk if on_duty else None


def _on_duty(team: Team, at: dt.datetime) -> bool:
    """Whether a team takes contacts at this hour: in its office hours on working days, or in all others."""
    here = at.astimezone(LONDON)
    working = here.weekday() < SATURDAY and here.date() not in england_and_wales().closed
    in_office = working and team.office_from <= here.time() < team.office_until
    return not team.duty_hours or in_office == (team.duty_hours == Team.Hours.OFFICE)


SATURDAY = 5
_UNDER = (
    "(with recursive below as (select {start}::bigint as id union select team.id from record_team team "
    "join below on team.parent_id = below.id) select array_agg(id) from below)"
)
_BELOW = RawSQL(_UNDER.format(start="record_post.team_id"), [])
