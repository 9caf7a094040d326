"""The staff of made-up lives, appointed: teams, posts and accounts in the database."""

from django.contrib.auth.hashers import make_password

from goldenthread.casework import staffing, tenures
from goldenthread.casework.access import Actor
from goldenthread.casework.tenures import Held, PostHeld
from goldenthread.doors.demonstration import authority
from goldenthread.doors.demonstration.lives.staff import Plan, PostPlan


def appointed(plan: Plan) -> tuple[dict[str, Actor], dict[str, int]]:
    """Everybody of the plan, by their address, and every team's number, by its code; those who are there stay."""
    first = min(tenure.since for post in plan.posts() for tenure in post.tenures)
    password = make_password(authority.PASSWORD)
    staffing.set_up(
        authority.NAME, (*authority.TEAMS, *plan.teams), authority.PEOPLE, since=first.replace(day=1), password=password
    )
    actors = tenures.appoint([_held(post) for post in plan.posts()], password=password)
    return actors, staffing.teams_by_code()


def _held(post: PostPlan) -> PostHeld:
    holders = tuple(
        Held(one.name, one.email, one.since, one.until, one.registration, one.agency) for one in post.tenures
    )
    return PostHeld(post.code, post.title, post.role, post.team, holders, post.limit)
