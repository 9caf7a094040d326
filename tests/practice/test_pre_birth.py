"""An unborn child: told of at booking, assessed, before the panel, a birth plan in hand, born on the same record."""

import pytest
from django.urls import reverse

from goldenthread.casework.recording import CannotRecord
from goldenthread.facts.models import Assessment, Attendance, Contact, Person, PreBirth
from goldenthread.oversight.models import RaisedSignal
from goldenthread.oversight.raising import sweep
from goldenthread.record.models import Action, Allocation, ClockRun, Episode
from tests.authority import day, moment

# Twelve weeks on 2 March: counted from 8 December 2025.
EXPECTED = "2026-09-14"
TOLD = "2 Mar 2026 10:00 | booking.concern_raised | Rita | decision=refer | team_id=front-door"
ACCEPTED = "3 Mar 2026 | front_door.decided | Fran | takes_on=east"
ASSESSED = """
     4 Mar 2026       | pre_birth.allocated    | Ada | worker=Sam
    11 Mar 2026 14:00 | pre_birth.parents_seen | Sam
    30 Apr 2026       | pre_birth.assessed     | Sam
     6 May 2026       | pre_birth.authorised   | Ada
"""
PANEL = "12 May 2026 10:00 | pre_birth.panel_held | Ada | decision={}"
PLANNED = "1 Jul 2026 | pre_birth.birth_planned | Sam"
BORN = "10 Sep 2026 | pre_birth.birth_recorded | Sam | born_on=2026-09-09 | given=Ezra | plan=child_in_need"


@pytest.fixture
def unborn(authority):
    """A child expected in September, told of at booking and accepted as a referral."""
    child = authority.child(given="", surname="Made-Up", born=None, expected_on=EXPECTED)
    authority.tell(f"{TOLD}\n{ACCEPTED}", child)
    return child


def raised(child, on: str) -> set[str]:
    """What stands on a manager's desk about the child after that night's sweep."""
    sweep(today=day(on), at=moment(f"{on} 23:00"))
    return set(RaisedSignal.objects.filter(about=child, ended_at=None).values_list("signal", flat=True))


def test_a_concern_at_booking_is_the_contact_that_the_front_door_decides(unborn):
    contact = Contact.now.get(about=unborn)

    assert (contact.kind, contact.contact_on, contact.outcome) == ("unborn", day("2 Mar 2026"), "referral")
    journeys = {one.journey for one in Episode.now.filter(about=unborn, pathway__in=["booking", "referral"])}
    assert len(journeys) == 1


def test_what_is_watched_is_somebodys_to_look_at_again(authority):
    child = authority.child(given="", surname="Made-Up", born=None, expected_on=EXPECTED)
    watched = "2 Mar 2026 10:00 | booking.concern_raised | Rita | decision=watch"

    with pytest.raises(CannotRecord, match="Give the day on which it is looked at again"):
        authority.tell(watched, child)
    authority.tell(f"{watched} | look_again_on=2026-03-30", child)
    owed = Action.now.get(about=child, done_on=None)
    assert (owed.worker, owed.due_on) == (authority.workers["Rita"], day("30 Mar 2026"))

    authority.tell("30 Mar 2026 10:00 | booking.looked_again | Rita | decision=refer | team_id=front-door", child)
    assert not Action.now.filter(about=child, done_on=None).exists()
    assert Contact.now.filter(about=child).exists()


def test_being_told_late_is_seen(authority, unborn):
    late = authority.child(given="", surname="Late", born=None, expected_on="2026-05-04")
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita | kind=unborn", late)

    assert "told_late_of_a_pregnancy" not in raised(unborn, "3 Mar 2026")
    assert "told_late_of_a_pregnancy" in raised(late, "3 Mar 2026")
    assert "We were first told at 31 weeks" in RaisedSignal.objects.get(about=late, ended_at=None).says


def test_the_assessment_before_birth_has_the_ordinary_limit_and_counts_as_one(authority, unborn):
    authority.tell(ASSESSED, unborn)

    for clock in ("pre_birth.assessment_due", "referral.assessment_due"):
        run = ClockRun.now.get(about=unborn, clock=clock)
        assert (run.started_on, run.due_on, run.stopped_on) == (day("2 Mar 2026"), day("7 May 2026"), day("6 May 2026"))
    row = Assessment.now.get(about=unborn)
    assert (row.unborn, row.in_time, row.working_days) == (True, True, 44)
    assert Allocation.now.get(about=unborn).worker == authority.workers["Sam"]


def test_nobody_assesses_parents_whom_they_have_not_seen(authority, unborn):
    authority.tell("4 Mar 2026 | pre_birth.allocated | Ada | worker=Sam", unborn)

    with pytest.raises(CannotRecord, match="See the parents before you write"):
        authority.tell("30 Apr 2026 | pre_birth.assessed | Sam", unborn)


@pytest.mark.parametrize(
    ("decision", "begins", "ends"),
    [
        ("universal", "", True),
        ("child_in_need", "child_in_need", False),
        ("strategy_discussion", "strategy_discussion", False),
        ("legal_gateway", "", False),
    ],
)
def test_the_panel_decides_with_health_and_what_follows_begins(authority, unborn, decision, begins, ends):
    authority.tell(ASSESSED, unborn)
    with pytest.raises(CannotRecord, match="Health had no part in it"):
        authority.tell(f"{PANEL.format(decision)} | asked_2_agency=housing", unborn)

    authority.tell(PANEL.format(decision), unborn)

    open_ = set(Episode.now.filter(about=unborn, ended_on=None).values_list("pathway", flat=True))
    assert (begins in open_) is bool(begins)
    assert ("pre_birth" not in open_, "referral" not in open_) == (ends, ends)
    assert PreBirth.now.get(about=unborn).outcome == decision
    assert Attendance.now.filter(about=unborn, kind="pre_birth_panel").count() == 2


def test_a_birth_plan_is_in_the_hands_of_those_on_duty_that_night(authority, unborn):
    authority.tell(ASSESSED + PANEL.format("child_in_need"), unborn)
    # Thirty-four weeks end on 3 August.
    assert "birth_plan_not_in_hand" not in raised(unborn, "3 Aug 2026")
    assert "birth_plan_not_in_hand" in raised(unborn, "4 Aug 2026")

    authority.tell(PLANNED, unborn, answers={"given_to": ["maternity"]})
    assert "birth_plan_not_in_hand" in raised(unborn, "5 Aug 2026")
    assert "is not with the out-of-hours team" in (
        RaisedSignal.objects.get(about=unborn, ended_at=None, signal="birth_plan_not_in_hand").says
    )
    authority.tell("6 Aug 2026 | pre_birth.plan_shared | Sam", unborn, answers={"given_to": ["edt"]})
    row = PreBirth.now.get(about=unborn)
    assert (row.with_maternity, row.with_edt) == (True, True)
    assert "birth_plan_not_in_hand" not in raised(unborn, "6 Aug 2026")


def test_the_legal_gateway_before_a_birth_is_met_by_a_day_and_leads_further(authority, unborn):
    authority.tell(ASSESSED + PANEL.format("legal_gateway"), unborn)
    run = ClockRun.now.get(about=unborn, clock="pre_birth.gateway_due")
    # Ten working days, by the authority's own limit, with the spring bank holiday between.
    assert (run.due_on, run.rule, run.stopped_on) == (day("27 May 2026"), "legal_gateway_local", None)
    assert "overdue.pre_birth.gateway_due" in raised(unborn, "28 May 2026")
    with pytest.raises(CannotRecord, match="Record the meeting before the pre-birth work ends"):
        authority.tell("28 May 2026 | pre_birth.ended | Ada | outcome=universal", unborn)

    authority.tell("28 May 2026 | pre_birth.gateway_met | Ada", unborn)

    assert ClockRun.now.get(about=unborn, clock="pre_birth.gateway_due").stopped_on == day("28 May 2026")
    owed = Action.now.get(about=unborn, due_on=day("14 Sep 2026"))
    assert (owed.worker, owed.done_on) == (authority.workers["Ada"], None)
    followed = "{} | pre_birth.action_followed_up | Sam | progress=done | action={}"
    cot = Action.now.get(about=unborn, what="A cot, and a home to put it in.")
    assert "decided_before_birth" in raised(unborn, "2 Aug 2026")
    authority.tell(followed.format("3 Aug 2026", cot.id), unborn)
    assert "decided_before_birth" not in raised(unborn, "14 Sep 2026")
    assert "decided_before_birth" in raised(unborn, "15 Sep 2026")
    authority.tell(followed.format("15 Sep 2026", owed.id), unborn)
    assert "decided_before_birth" not in raised(unborn, "15 Sep 2026")


def test_a_later_panel_decides_against_the_legal_gateway(authority, unborn):
    authority.tell(ASSESSED + PANEL.format("legal_gateway"), unborn)
    authority.tell(PANEL.format("child_in_need").replace("12 May", "20 May"), unborn)

    assert ClockRun.now.get(about=unborn, clock="pre_birth.gateway_due").stopped_on == day("20 May 2026")
    with pytest.raises(CannotRecord, match="The panel did not decide on the legal gateway"):
        authority.tell("28 May 2026 | pre_birth.gateway_met | Ada", unborn)


def test_the_authority_to_which_the_family_moves_is_asked_whether_it_has_taken_this_on(authority, unborn):
    authority.tell(ASSESSED, unborn)
    moved = "12 May 2026 | pre_birth.ended | Ada | outcome=moved"
    with pytest.raises(CannotRecord, match="Name the agency to which it is sent"):
        authority.tell(moved, unborn)

    authority.tell(f"{moved} | moved_to=Westshire", unborn)

    assert Episode.now.get(about=unborn, pathway="other_agency").ended_on is None
    assert ClockRun.now.filter(about=unborn, clock="other_agency.chase_due", stopped_on=None).exists()


def test_no_baby_is_to_be_taken_without_lawful_ground(authority, unborn):
    authority.tell(ASSESSED + PANEL.format("legal_gateway"), unborn)

    with pytest.raises(CannotRecord, match="by which order or consent"):
        authority.tell(f"{PLANNED} | at_birth=apart", unborn)
    authority.tell(f"{PLANNED} | at_birth=apart | legal_agreed=Interim care order applied for; Ms Rao.", unborn)


def test_on_birth_the_same_record_goes_on(authority, unborn):
    authority.tell(ASSESSED + PANEL.format("child_in_need") + "\n" + PLANNED, unborn)
    discharge = "12 Sep 2026 | pre_birth.discharge_planned | Sam"
    with pytest.raises(CannotRecord, match="Record the birth before you plan"):
        authority.tell(discharge, unborn)

    authority.tell(BORN, unborn)

    person = Person.now.get(about=unborn)
    assert (person.born_on, person.expected_on, person.given) == (day("9 Sep 2026"), None, "Ezra")
    assert Episode.now.filter(about=unborn, pathway="child_in_need", ended_on=None).exists()
    authority.tell(f"{discharge}\n14 Sep 2026 | pre_birth.ended | Ada | outcome=goes_on", unborn)
    row = PreBirth.now.get(about=unborn)
    assert (row.born_on, row.discharge_on, row.ended_on) == (day("9 Sep 2026"), day("12 Sep 2026"), day("14 Sep 2026"))
    with pytest.raises(CannotRecord, match="This child was born on"):
        authority.tell("20 Sep 2026 10:00 | booking.concern_raised | Ada | decision=universal", unborn)


def test_under_a_plan_a_conference_or_core_group_follows_the_birth(authority, unborn):
    authority.tell(ASSESSED + PANEL.format("strategy_discussion").replace("Ada", "Grace"), unborn)
    authority.tell(
        """
        13 May 2026 10:00 | strategy_discussion.held | Grace
        20 May 2026       | section47.reported | Sam | not_seen_why=Not born yet.
        22 May 2026       | section47.authorised | Ada
         1 Jun 2026       | section47.conference_held | Ira | core_group_on=2026-06-10
        """,
        unborn,
    )
    authority.tell(BORN.replace("plan=child_in_need", "plan=protection"), unborn)
    run = ClockRun.now.get(about=unborn, clock="pre_birth.after_birth_due")
    assert run.due_on == day("20 Sep 2026")
    with pytest.raises(CannotRecord, match="Hold the first conference or core group after the birth"):
        authority.tell("14 Sep 2026 | pre_birth.ended | Ada | outcome=goes_on", unborn)

    authority.tell("18 Sep 2026 | child_protection.core_group_held | Sam", unborn)
    assert ClockRun.now.get(about=unborn, clock="pre_birth.after_birth_due").stopped_on == day("18 Sep 2026")
    authority.tell("21 Sep 2026 | pre_birth.ended | Ada | outcome=goes_on", unborn)


def test_a_conference_comes_before_the_birth_is_near(authority, unborn):
    authority.tell(ASSESSED + PANEL.format("strategy_discussion"), unborn)
    authority.tell("13 May 2026 10:00 | strategy_discussion.held | Ada", unborn)

    assert "conference_not_before_birth" not in raised(unborn, "6 Jul 2026")
    assert "conference_not_before_birth" in raised(unborn, "7 Jul 2026")


def test_what_is_for_the_unborn_is_offered_of_them_alone(authority, unborn, client):
    born = authority.child()
    authority.tell(f"2 Mar 2026 10:00 | front_door.contact_received | Rita\n{ACCEPTED}", born)
    client.force_login(authority.users["Ada"])

    offered = {child: client.get(reverse("child", args=[child])).content.decode() for child in (unborn, born)}

    assert "Allocate the pre-birth assessment" in offered[unborn]
    assert "Allocate the pre-birth assessment" not in offered[born]
    assert "Allocate the assessment" in offered[born]
