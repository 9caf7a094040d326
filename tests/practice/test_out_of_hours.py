"""What the night must know of a family, and what it hands back to the morning."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goldenthread.casework import access
from goldenthread.casework.recording import CannotRecord
from goldenthread.facts.models import Brief, HandBack
from goldenthread.language import Role
from goldenthread.record import models
from goldenthread.record.models import Action, ClockRun, Grant
from goldenthread.timekeeping.days import LONDON
from tests.authority import LONG_AGO, Authority, client, day, email
from tests.rooms.doors.test_front_door import questions

ALLOCATED = """
     2 Mar 2026 10:30 | front_door.contact_received | Rita
     3 Mar 2026       | front_door.decided          | Fran
     4 Mar 2026       | assessment.allocated        | Grace
"""


@pytest.fixture
def with_night(authority) -> Authority:
    """The authority with a team that works when offices are closed, and Ned in it."""
    night = models.Team.objects.create(
        code="night", name="Emergency duty team", agency=authority.teams["authority"].agency,
        parent=authority.teams["authority"], duty=True, duty_hours=models.Team.Hours.OUT,
    )  # fmt: skip
    user = type(authority.users["Rita"]).objects.create(username=email("Ned"), email=email("Ned"), first_name="Ned")
    ned = models.Worker.objects.create(name="Ned", user=user)
    post = models.Post.objects.create(code="ned", title=Role.SOCIAL_WORKER, role=Role.SOCIAL_WORKER, team=night)
    models.Holding.objects.create(worker=ned, post=post, since=LONG_AGO)
    authority.teams["night"], authority.workers["Ned"] = night, ned
    authority.posts["Ned"], authority.users["Ned"] = post, user
    return authority


def brief(until: dt.date, on: str = "6 Mar 2026") -> str:
    return f"{on} | out_of_hours.briefed | Sam | to_team=night | until_on={until} | might_happen=He comes to the door."


def may(authority: Authority, who: str, child) -> bool:
    return access.may_open(authority.actor(who), child)


def page(authority: Authority, who: str) -> str:
    return client(authority, who).get("/out-of-hours/").content.decode()


def test_whoever_is_briefed_may_open_the_record_until_the_day_is_over(with_night):
    child, today = with_night.child(), timezone.localdate()
    with_night.tell(ALLOCATED, child)
    assert not may(with_night, "Ned", child)

    with_night.tell(brief(today), child)

    assert may(with_night, "Ned", child)
    until = Grant.now.get(about=child, team=with_night.teams["night"]).until
    assert until.astimezone(LONDON).date() == today
    assert "He comes to the door." in page(with_night, "Ned")
    assert "Hand back to the day" in page(with_night, "Ned")
    assert "End the out-of-hours brief" in page(with_night, "Sam")
    record = client(with_night, "Ned").get(f"/child/{child}/").content.decode()
    assert "Briefed for out of hours. It closes at" in record
    assert "Your manager has been told" not in record


def test_once_it_is_over_or_ended_they_need_to_know_no_more(with_night):
    over, ended, today = with_night.child("Jay"), with_night.child("Kai"), timezone.localdate()
    with_night.tell(ALLOCATED, over)
    with_night.tell(ALLOCATED, ended)
    with_night.tell(brief(today - dt.timedelta(days=1)), over)
    with_night.tell(brief(today) + "\n7 Mar 2026 | out_of_hours.brief_ended | Sam", ended)

    assert not may(with_night, "Ned", over)
    assert not may(with_night, "Ned", ended)
    assert Brief.now.get(about=ended).ended_on == day("7 Mar 2026")
    assert "No brief stands for tonight." in page(with_night, "Sam")
    with pytest.raises(CannotRecord, match="No brief stands"):
        with_night.tell("8 Mar 2026 | out_of_hours.brief_ended | Sam", ended)


def test_the_morning_takes_back_what_the_night_hands_over(with_night):
    child = with_night.child()
    with_night.tell("7 Mar 2026 23:10 | front_door.contact_received | Ned | urgent=yes", child)

    with_night.tell(
        "8 Mar 2026 02:40 | out_of_hours.handed_back | Ned | to_team=front-door | urgent=yes"
        " | needs_today=See her before school.",
        child,
    )

    run = ClockRun.now.get(about=child, clock="out_of_hours.take_back_due")
    assert (run.due_on, run.stopped_on) == (day("9 Mar 2026"), None)
    shown = page(with_night, "Rita")
    assert "See her before school." in shown
    assert "Danger this morning" in shown
    assert "Mia Made-Up" in client(with_night, "Rita").get("/front-door/").content.decode()

    taken = {"who": with_night.workers["Rita"].pk}
    with_night.tell("9 Mar 2026 08:20 | out_of_hours.taken_back | Fran | what_next=Ring her.", child, answers=taken)

    assert HandBack.now.get(about=child).taken_on == day("9 Mar 2026")
    assert ClockRun.now.get(about=child, clock="out_of_hours.take_back_due").stopped_on == day("9 Mar 2026")
    to_do = Action.now.get(about=child, why="Handed back from out of hours")
    assert (to_do.worker.name, to_do.what, to_do.done_on) == ("Rita", "Ring her.", None)
    assert may(with_night, "Fran", child), "nobody has decided about the night's contact yet"
    with pytest.raises(CannotRecord, match="Nothing waits to be taken back"):
        with_night.tell("9 Mar 2026 08:30 | out_of_hours.taken_back | Rita", child)

    with_night.tell("9 Mar 2026 | front_door.decided | Fran", child)
    assert may(with_night, "Fran", child), "the referral stays with whoever decided"


def test_the_night_reads_the_birth_plans_that_it_was_given(with_night):
    baby = with_night.child("Unborn", born=None, expected_on="2026-07-20")
    with_night.tell(ALLOCATED.replace("assessment.allocated        | Grace", "pre_birth.allocated | Grace"), baby)
    given = "6 Mar 2026 | pre_birth.birth_planned | Sam | hospital=Castle Hill | on_arrival=Ring Ned on the night line."
    with_night.tell(given, baby)
    assert "Castle Hill" not in page(with_night, "Sam"), "Nobody gave it to the night"

    with_night.tell("7 Mar 2026 | pre_birth.plan_shared | Sam", baby, answers={"given_to": ["edt", "maternity"]})

    shown = page(with_night, "Sam")
    assert "Castle Hill" in shown
    assert "Ring Ned on the night line." in shown
    assert "Mother and baby stay together" in shown
    assert "Castle Hill" not in page(with_night, "Ned"), "The record is open to the night once it is briefed"
    with_night.tell(brief(timezone.localdate(), "8 Mar 2026"), baby)
    assert "Castle Hill" in page(with_night, "Ned")
    with_night.tell("9 Jul 2026 | pre_birth.birth_recorded | Sam | born_on=2026-07-08", baby)
    assert "Castle Hill" not in page(with_night, "Sam")


@pytest.mark.parametrize("families", [1, 4])
def test_the_screen_takes_at_most_twelve_queries(with_night, families):
    for n in range(families):
        one, two = with_night.child(f"Mia {n}"), with_night.child(f"Kofi {n}")
        with_night.tell(f"7 Mar 2026 23:{n:02} | front_door.contact_received | Ned", one, two)
        with_night.tell("8 Mar 2026 02:40 | out_of_hours.handed_back | Ned | to_team=front-door", one, two)
        with_night.tell(brief(timezone.localdate(), "9 Mar 2026").replace("Sam", "Rita"), one, two)
    visiting = client(with_night, "Rita")

    with CaptureQueriesContext(connection) as asked:
        shown = visiting.get("/out-of-hours/").content.decode()

    assert shown.count('class="moj-ticket-panel gt-ticket"') == 2 * families
    assert len(questions(asked)) <= 12, "\n".join(questions(asked))
