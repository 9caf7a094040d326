"""An offer of early help is somebody's work from the hour it is decided."""

import pytest
from django.urls import reverse

from goldenthread.casework import access
from goldenthread.casework.recording import CannotRecord
from goldenthread.casework.worklist import my_work
from goldenthread.language import Compartment
from goldenthread.oversight.caseloads import team_page
from goldenthread.record.models import ClockRun, Episode
from tests.authority import day, moment

OFFERED = """
     2 Mar 2026 10:30 | front_door.contact_received | Rita
     3 Mar 2026       | front_door.decided          | Fran | outcome=early_help | passed_to=Hub | takes_on=early-help
"""
IN_THE_MORNING = moment("4 Mar 2026 08:00")


def test_the_early_help_worker_finds_the_family_in_the_morning_with_its_clock(authority, client):
    child = authority.child()
    authority.tell(OFFERED, child)

    work = my_work(authority.actor("Eve"), now=IN_THE_MORNING)
    client.force_login(authority.users["Eve"])
    page = client.get("/").content.decode()

    (line,) = [line for group in work.groups for line in group.lines]
    run = ClockRun.now.get(about=child, clock="early_help.follow_up_due")
    assert (line.child.name, line.due, line.next.step) == ("Mia Made-Up", run.due_on, "early_help.accepted")
    assert "Mia Made-Up" in page
    assert client.get(reverse("child", args=[child])).status_code == 200


def test_the_manager_of_the_line_sees_it_on_the_teams_page(authority, client):
    authority.tell(OFFERED, authority.child())
    client.force_login(authority.users["Grace"])

    page = client.get(reverse("team_of", args=["early-help"])).content.decode()
    behind = client.get(reverse("team_of", args=["early-help"]), {"show": "offered"}).content.decode()

    assert team_page(authority.actor("Grace"), code="early-help", today=day("4 Mar 2026")).offered == 1
    assert "families offered early help that nobody has begun" in page
    assert "Mia Made-Up" in behind


def test_the_front_door_keeps_seeing_what_it_decided_and_has_it_no_longer_to_do(authority):
    child = authority.child()
    authority.tell(OFFERED, child)
    fran, rita = authority.actor("Fran"), authority.actor("Rita")

    assert all(access.may_open(one, child, Compartment.EARLY_HELP) for one in (fran, rita))
    assert not any(group.lines for group in my_work(fran, now=IN_THE_MORNING).groups)
    assert not access.may_open(authority.actor("Sam"), child)

    authority.tell(
        "10 Mar 2026 | early_help.followed_up | Eve\n20 May 2026 | early_help.ended | Eve | outcome=needs_met", child
    )
    assert access.may_open(fran, child)
    assert access.may_open(authority.actor("Eve"), child)


def test_an_offer_that_no_team_takes_on_is_not_made(authority):
    with pytest.raises(CannotRecord, match="Choose the team that takes the early help on"):
        authority.tell(OFFERED.replace("| takes_on=early-help", ""), authority.child())


def test_a_referral_goes_to_the_assessment_team_that_the_decision_names(authority):
    child = authority.child()
    authority.tell(
        "2 Mar 2026 10:30 | front_door.contact_received | Rita\n3 Mar 2026 | front_door.decided | Fran | takes_on=west",
        child,
    )

    assert Episode.now.get(about=child, pathway="referral").team == authority.teams["west"]
    assert team_page(authority.actor("Will"), today=day("4 Mar 2026")).unallocated == 1
    authority.tell("4 Mar 2026 | assessment.allocated | Will | worker=Wes", child)
    assert access.may_open(authority.actor("Wes"), child)
