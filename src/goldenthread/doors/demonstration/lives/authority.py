"""The staff of made-up lives, appointed: teams, posts and accounts in the database; and the directory that they use."""

import datetime as dt

from django.contrib.auth.hashers import make_password

from goldenthread.casework import services as listed
from goldenthread.casework import staffing, tenures
from goldenthread.casework.access import Actor
from goldenthread.casework.tenures import Held, PostHeld
from goldenthread.doors.demonstration import authority, services
from goldenthread.doors.demonstration.lives.clock import LONDON
from goldenthread.doors.demonstration.lives.staff import Plan, PostPlan


def appointed(plan: Plan) -> tuple[dict[str, Actor], dict[str, int]]:
    """Everybody of the plan, by their address, and every team's number, by its code; those who are there stay."""
    first = min(tenure.since for post in plan.posts() for tenure in post.tenures)
    password = make_password(authority.PASSWORD)
    staffing.set_up(
        authority.NAME, (*authority.TEAMS, *plan.teams), authority.PEOPLE, since=first.replace(day=1), password=password
    )
    actors = tenures.appoint([_held(post) for post in plan.posts()], password=password)
    _stock(plan, since=first.replace(day=1))
    return actors, staffing.teams_by_code()


def _stock(plan: Plan, *, since: dt.date) -> None:
    """The services that families are told of, in the directory, and each by its number in the plan."""
    administrator = staffing.appointed(authority.PEOPLE)["adam.quist"].actor
    services.stock(by=administrator, at=dt.datetime.combine(since, dt.time(9), LONDON), since=since)
    plan.directory.update({one.said.name: (one.id, one.in_a_line) for one in listed.lines(today=since)})


def _held(post: PostPlan) -> PostHeld:
    holders = tuple(
        Held(one.name, one.email, one.since, one.until, one.registration, one.agency) for one in post.tenures
    )
    return PostHeld(post.code, post.title, post.role, post.team, holders, post.limit)
