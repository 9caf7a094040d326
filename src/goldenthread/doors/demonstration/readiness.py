"""The made-up change of practice: Signs of Safety, five weeks before it goes live, some teams readier than others."""

import datetime as dt
from decimal import Decimal
from typing import Any

from goldenthread.casework import access
from goldenthread.oversight import readiness, readying, readying_people
from goldenthread.oversight.readying import ChangeSaid, NeedSaid, SessionSaid
from goldenthread.oversight.readying_people import HelperSaid

WEEK = dt.timedelta(weeks=1)
SOCIAL_WORK = ("social worker", "team manager", "early help worker")
LEADS = ("practice leads",)
# What each needs: its name, kind and days, for whom, and in which weeks from today it is held, with how many places.
NEEDS = (
    ("Briefing on Signs of Safety", "briefing", "0.5", (*SOCIAL_WORK, "referral officer", "domestic abuse worker",
     "service manager", "director", "reviewing officer", "partners", "elected members"), {-6: 300, -3: 300, 1: 300}),
    ("Two days of training", "training", "2", SOCIAL_WORK, {-4: 40, -1: 40, 2: 40}),
    ("Six days for practice leads", "training", "6", LEADS, {-2: 12}),
)  # fmt: skip
# Who of each team came: every second, third and so on of its people; none where nothing is said.
CAME = {"front-door": 1, "early-help": 1, "locality-north": 1, "east": 2, "west": 3, "assessment": 1, "authority": 2}
WITHOUT_LEAD = "locality-south"
PARTNERS = (("Police", 46), ("Northbridge hospital trust", 61), ("Schools and colleges", 118), ("Elected members", 14))
# What must be done, when from today it is due in weeks, and when from today it was done.
CHECKS = (
    ("The new forms are tried with made-up families", -1, None),
    ("Guides are printed and lie in each team", 3, None),
    ("The telephone for questions is answered on the first day", 4, None),
    ("Letters to families are in the new words", -2, -3),
    ("Partners have a date for their own briefing", -4, -4),
)


def stock(*, by: access.Actor, at: dt.datetime, today: dt.date) -> None:
    """Prepare the change, if none is being prepared yet."""
    if readiness.changes(by, today=today):
        return
    who: dict[str, Any] = {"by": by, "at": at}
    number = readying.begin(
        ChangeSaid(
            "Signs of Safety", "Assessments, plans and conferences are written and held by Signs of Safety, with forms "
            "of their own, in every team.", _tuesday(today, 5), by.worker,
        ), today=today, **who,
    )  # fmt: skip
    sessions = []
    for name, kind, days, whom, weeks in NEEDS:
        need = readying.need(number, NeedSaid(name, kind, Decimal(days), whom), **who)
        for week, places in weeks.items():
            said = SessionSaid(_tuesday(today, week), "Guildhall" if kind == "briefing" else "The Old Library", places)
            sessions.append((readying.session(need, said, change=number, **who), whom, said.on))
    _people(number, [one for one in sessions if one[2] <= today], by=by, at=at, today=today)
    for what, due, done in CHECKS:
        check = readying.check(number, what, owner=by.worker, due_on=_tuesday(today, due), today=today, **who)
        if done:
            readying.check_done(check, on=_tuesday(today, done), today=today, **who)


def _people(
    number: int, held: list[tuple[int, tuple[str, ...], dt.date]], *, by: access.Actor, at: dt.datetime, today: dt.date
) -> None:
    """Who leads and helps in each team, who came, and whom of partners each briefing reached."""
    who: dict[str, Any] = {"by": by, "at": at, "today": today}
    for code, people in _teams(today, by).items():
        if code == WITHOUT_LEAD:
            continue
        lead = HelperSaid(people[-1], today - 8 * WEEK)
        readying_people.helper(number, lead, team=code, **who)
        if len(people) > 1:
            weeks = today + 5 * WEEK, today + 8 * WEEK
            readying_people.helper(number, HelperSaid(people[-1], *weeks, people[0]), team=code, **who)
    for nth, (session, whom, on) in enumerate(held):
        teams = _teams(on, by)
        for code, every in CAME.items():
            people = teams.get(code, [])
            came = people[nth % every :: every] if whom != LEADS else people[-1:]
            readying_people.register(session, team=code, came=came, **who)
        for agency, many in PARTNERS if "partners" in whom else ():
            readying_people.reached(session, agency, many - 7 * nth, **who)


def _teams(on: dt.date, by: access.Actor) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for one in readiness.in_post(on, teams=by.teams):
        found.setdefault(one.post.team.code, []).append(one.worker_id)
    return found


def _tuesday(today: dt.date, weeks: int) -> dt.date:
    """The Tuesday of the week that is so many from this one."""
    return today + weeks * WEEK + dt.timedelta(days=1 - today.weekday())
