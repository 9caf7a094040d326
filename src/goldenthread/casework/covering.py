"""Who acts for a colleague who is away: set by the colleague or their manager, from a day until a day."""

import dataclasses
import datetime as dt

from django.db.models import Q, QuerySet

from goldenthread.casework import access
from goldenthread.language import Role
from goldenthread.record.models import Cover, Holding
from goldenthread.timekeeping import day_of

# Whoever has no work with children of ours: nobody acts for them in it, and they act for nobody.
NO_CASEWORK = (Role.ANALYST, Role.ADMINISTRATOR, Role.PARTNER)


class CannotCover(Exception):
    """This cover cannot be set or ended. The message is fit for the screen."""


@dataclasses.dataclass(frozen=True)
class CoverLine:
    """Somebody acts for somebody. `now`: today; else it is still to come."""

    id: int
    who: str
    away: str
    post: str
    since: dt.date
    until: dt.date
    why: str
    now: bool
    may_end: bool


def covers(actor: access.Actor, *, now: dt.datetime) -> list[CoverLine]:
    """The covers that concern this person, today's and those to come: their own, and those of whom they manage."""
    today = day_of(now)
    rows = (
        _standing(now).filter(_concerns(actor)).select_related("worker", "away", "post__team").order_by("since", "id")
    )
    return [
        CoverLine(row.pk, row.worker.name, row.away.name, f"{row.post.title}, {row.post.team.name}", row.since,
                  row.until, row.why, row.since <= today, may_end=True)
        for row in rows
    ]  # fmt: skip


def may_be_away(actor: access.Actor, *, today: dt.date) -> list[tuple[str, str]]:
    """Whose absence this person may arrange: their own, and that of those whom they manage."""
    held = _held(today).filter(Q(post__team__in=actor.teams) if actor.role.manages else Q(worker=actor.worker))
    return [(f"{one.worker_id}:{one.post_id}", f"{one.worker.name}, {one.post.title}") for one in held]


def may_act(actor: access.Actor, *, today: dt.date) -> list[tuple[str, str]]:
    """Who may act for them: anybody who practises in a team of this person's."""
    held = _held(today).filter(post__team__in=actor.teams)
    return list(dict.fromkeys((str(one.worker_id), f"{one.worker.name}, {one.post.team.name}") for one in held))


def set_cover(
    away: str, worker: int, *, since: dt.date, until: dt.date, why: str, by: access.Actor, now: dt.datetime
) -> None:
    """Somebody acts for a colleague in their post (`away`: the worker and the post, as in `may_be_away`).

    :raises CannotCover: if the days do not fit, or it is nobody whom this person may choose
    """
    today = day_of(now)
    if until < since:
        raise CannotCover("The cover would end before it begins. Check the two days.")
    if until < today:
        raise CannotCover("The cover would be over already. Check the last day.")
    if away not in dict(may_be_away(by, today=today)) or str(worker) not in dict(may_act(by, today=today)):
        raise CannotCover("Choose both from the lists: colleagues of a team of yours.")
    whose, _, post = away.partition(":")
    if int(whose) == worker:
        raise CannotCover("Nobody acts for themselves. Choose a colleague.")
    overlaps = _standing(now).filter(worker=worker, away=int(whose), post=int(post), since__lte=until, until__gte=since)
    if overlaps.exists():
        raise CannotCover("They act for this colleague at that time already.")
    Cover.objects.create(worker_id=worker, away_id=int(whose), post_id=int(post), since=since, until=until,
                         why=why.strip(), set_by_id=by.worker, set_at=now)  # fmt: skip


def end_cover(number: int, *, by: access.Actor, now: dt.datetime) -> None:
    """The colleague is back: from this minute nobody acts for them.

    :raises CannotCover: if it is over, or not this person's to end
    """
    ended = _standing(now).filter(_concerns(by), pk=number).update(ended_at=now, ended_by=by.worker)
    if not ended:
        raise CannotCover("This cover is over already, or is not yours to end.")


def _standing(now: dt.datetime) -> QuerySet[Cover]:
    return Cover.objects.filter(until__gte=day_of(now), ended_at=None)


def _concerns(actor: access.Actor) -> Q:
    own = Q(worker=actor.worker) | Q(away=actor.worker)
    return own | Q(post__team__in=actor.teams) if actor.role.manages else own


def _held(today: dt.date) -> QuerySet[Holding]:
    held = Holding.objects.filter(Q(until=None) | Q(until__gte=today), since__lte=today)
    held = held.exclude(post__role__in=NO_CASEWORK).select_related("worker", "post__team")
    return held.order_by("post__team__name", "worker__name", "id")
