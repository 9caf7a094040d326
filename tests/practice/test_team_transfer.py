"""From the assessment team to another: the team manager's audit, the group manager's check, then the daily meeting."""

import pytest

from goldenthread.casework import access
from goldenthread.casework.recording import CannotRecord
from goldenthread.casework.transfers import transfers
from goldenthread.facts.models import Transfer
from goldenthread.record.models import Allocation, ClockRun, Episode
from tests.authority import client, day, moment
from tests.practice.test_assessment import IN_TIME
from tests.trials import in_trials

PROPOSED = "11 May 2026 | team_transfer.proposed | Sam | to_team=west"
AUDITED = "12 May 2026 | team_transfer.audited | Ada | decision={}"
CHECKED = "12 May 2026 | team_transfer.checked | Grace | decision={}"
ACCEPTED = "13 May 2026 | team_transfer.accepted | Will | worker=Wes"


@pytest.fixture
def assessed(authority):
    child = authority.child()
    authority.tell(IN_TIME, child)
    authority.tell(PROPOSED, child)
    return child


def lanes(authority, who: str) -> dict[str, list[str]]:
    shown = transfers(authority.actor(who), now=moment("13 May 2026 09:00"))
    return {lane.title: [line.there for line in lane.lines] for lane in shown.lanes if lane.lines}


def test_the_audit_comes_first_then_the_check_then_the_meeting(authority, assessed):
    with pytest.raises(CannotRecord, match="Audit the record before its transfer before you check"):
        authority.tell(CHECKED.format("ready"), assessed)
    authority.tell(AUDITED.format("not_ready") + " | missing=No plan yet.", assessed)
    with pytest.raises(CannotRecord, match="must find it ready"):
        authority.tell(CHECKED.format("ready"), assessed)
    authority.tell(AUDITED.format("ready"), assessed)
    assert lanes(authority, "Grace") == {"Waits for the quality check": ["West assessment team"]}
    authority.tell(CHECKED.format("not_ready"), assessed)
    with pytest.raises(CannotRecord, match="The quality check comes first, and must find it ready"):
        authority.tell(ACCEPTED, assessed)

    authority.tell(f"{AUDITED.format('ready')}\n{CHECKED.format('ready')}", assessed)

    assert lanes(authority, "Ada") == {"For the transfer meeting": ["West assessment team"]}
    run = ClockRun.now.get(about=assessed, clock="team_transfer.meeting_due")
    assert (run.due_on, run.stopped_on) == (day("13 May 2026"), None)


def test_the_receiving_manager_may_read_what_is_proposed_to_them_and_takes_it_on(authority, assessed):
    assert access.may_open(authority.actor("Will"), assessed)
    assert not access.may_open(authority.actor("Wes"), assessed)
    authority.tell(f"{AUDITED.format('ready')}\n{CHECKED.format('ready')}", assessed)

    authority.tell("13 May 2026 | team_transfer.put_off | Will", assessed)
    again = ClockRun.now.get(about=assessed, clock="team_transfer.meeting_due", stopped_on=None)
    assert again.due_on == day("14 May 2026")
    authority.tell(ACCEPTED.replace("13 May", "14 May"), assessed)

    assert Allocation.now.get(about=assessed, role="lead worker", until=None).worker.name == "Wes"
    row = Transfer.now.get(about=assessed)
    assert (row.ended_on, row.outcome) == (day("14 May 2026"), "taken_on")
    assert not ClockRun.now.filter(
        about=assessed, clock="team_transfer.meeting_due", stopped_on=None, lapsed=""
    ).exists()
    assert lanes(authority, "Ada") == {}


@in_trials
def test_one_transfer_at_a_time_and_it_may_end_with_the_child_staying(authority, assessed):
    with pytest.raises(CannotRecord, match="A transfer is proposed since 11 May 2026"):
        authority.tell(PROPOSED, assessed)

    authority.tell("12 May 2026 | team_transfer.ended | Ada | outcome=stays", assessed)

    assert not access.may_open(authority.actor("Will"), assessed)


@in_trials
def test_the_page_offers_each_manager_their_own_step_in_few_queries(authority, assessed, django_assert_max_num_queries):
    ada = client(authority, "Ada")

    with django_assert_max_num_queries(12):
        page = ada.get("/transfers/").content.decode()

    assert "Audit the record before its transfer" in page
    assert "Check the quality" not in page


def test_what_was_with_the_team_before_goes_along_and_what_another_team_does_stays(authority, assessed):
    authority.tell("8 May 2026 | early_help.requested | Rita\n9 May 2026 | early_help.accepted | Eve", assessed)
    authority.tell(f"{AUDITED.format('ready')}\n{CHECKED.format('ready')}\n{ACCEPTED}", assessed)

    teams = dict(Episode.now.filter(about=assessed, ended_on=None).values_list("pathway", "team__code"))
    assert teams["referral"] == teams["child_in_need"] == teams["allocation"] == "west"
    assert teams["early_help"] == "early-help"
