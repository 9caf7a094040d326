"""Child in need work that lasts: a manager agrees that it goes on, and after a year a service manager."""

from goldenthread.doors.demonstration.lives.at_work import Team, Worker
from goldenthread.doors.demonstration.lives.beside import Thing
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.words import goes_on as words

CONTINUED, SENIOR = "child_in_need.continued", "child_in_need.senior_continued"


def agreements(life: Life, case: Case) -> Thing:
    """Near each limit, as long as the work lasts."""
    of, family, began = life.of, case.family, life.env.now
    due = began + of.drawn("child_in_need.continued_days", family.chance) * DAY
    senior = began + of.drawn("child_in_need.senior_continued_days", family.chance) * DAY
    while not (yield min(due, senior)):
        now = life.env.now
        step = SENIOR if senior <= due else CONTINUED
        manager = _themselves(life.heads if step == SENIOR else case.managers, now)
        again = now + DAY
        if manager:
            life.save(family, step, case.children, manager, words.continued(family, case.children, life.today))
            again = now + of.drawn("child_in_need.continued_again_days", family.chance) * DAY
        due = again if step == CONTINUED or manager else due
        senior = again if step == SENIOR else senior


def _themselves(team: Team, minute: float) -> Worker | None:
    """One of those whose agreement it is: nobody stands in for them."""
    return next((one for one in team.workers if one.tenure.is_there(minute)), None)
