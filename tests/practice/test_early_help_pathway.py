"""Early help as a family walks it: request, consent, assessment, lead practitioner, plan, review, on, up or out."""

import pytest
from django.urls import reverse

from goldenthread.casework.recording import CannotRecord
from goldenthread.facts.models import Attendance, Contact, EarlyHelp
from goldenthread.oversight.models import RaisedSignal
from goldenthread.oversight.raising import sweep
from goldenthread.record.models import Action, Allocation, ClockRun, Entry, Episode, Waiting
from tests.authority import day, moment

TAKEN_ON = """
     2 Mar 2026       | early_help.requested | Rita
     4 Mar 2026       | early_help.accepted  | Eve
"""
ASSESSED = """
     5 Mar 2026       | early_help.consented  | Eve
    26 Mar 2026       | early_help.assessed   | Eve | lived_experience=He goes to school hungry.
    27 Mar 2026       | early_help.authorised | Grace
"""
PLANNED = """
    27 Mar 2026       | early_help.lead_named | Eve
    30 Mar 2026       | early_help.planned    | Eve | actions_1_owner=Eve
"""
ASSESSED_AS_IN_NEED = """
     2 Mar 2026 10:30 | front_door.contact_received | Rita
     3 Mar 2026       | front_door.decided          | Fran
     4 Mar 2026       | assessment.allocated        | Grace
     9 Mar 2026 15:00 | assessment.child_seen       | Sam
    30 Apr 2026       | assessment.written          | Sam
     7 May 2026       | assessment.authorised       | Ada
"""
PLANNED_AS_IN_NEED = """
    12 May 2026       | child_in_need.planned  | Sam
    14 May 2026       | child_in_need.approved | Ada
"""
TAKEN_ON_AGAIN = """
     2 Sep 2026       | early_help.accepted   | Eve
     3 Sep 2026       | early_help.consented  | Eve
     4 Sep 2026       | early_help.assessed   | Eve
     4 Sep 2026       | early_help.lead_named | Eve
"""
STEPPED_UP = "20 May 2026 11:00 | early_help.stepped_up | Eve"


def raised(child, on: str) -> set[str]:
    """What stands on a manager's desk about the child after that night's sweep."""
    sweep(today=day(on), at=moment(f"{on} 23:00"))
    return set(RaisedSignal.objects.filter(about=child, ended_at=None).values_list("signal", flat=True))


def stage(child) -> str:
    return Episode.now.get(about=child, pathway="early_help").stage


def test_a_family_walks_from_the_request_to_a_plan_that_is_reviewed(authority):
    child = authority.child()
    stages = []
    for line in filter(str.strip, (TAKEN_ON + ASSESSED + PLANNED).splitlines()):
        authority.tell(line, child)
        stages.append(stage(child))

    assert list(dict.fromkeys(stages)) == [
        "Requested",
        "Consent to be asked",
        "Consent given",
        "Assessment with the manager",
        "Assessed",
        "Plan under way",
    ]
    review = ClockRun.now.get(about=child, clock="early_help.review_due")
    assert (review.started_on, review.due_on) == (day("30 Mar 2026"), day("11 May 2026"))

    authority.tell("8 May 2026 | early_help.reviewed | Eve", child)
    runs = ClockRun.now.filter(about=child, clock="early_help.review_due").order_by("started_on")
    assert [(run.due_on, run.stopped_on) for run in runs] == [
        (day("11 May 2026"), day("8 May 2026")),
        (day("19 Jun 2026"), None),
    ]


def test_nothing_is_written_of_a_family_that_has_not_said_yes(authority):
    child = authority.child()
    authority.tell(TAKEN_ON, child)

    with pytest.raises(CannotRecord, match="Record the family's consent before you write the early help assessment"):
        authority.tell("26 Mar 2026 | early_help.assessed | Eve", child)


def test_a_family_may_withdraw_and_early_help_ends(authority):
    child = authority.child()
    authority.tell(TAKEN_ON + ASSESSED, child)

    authority.tell("2 Apr 2026 09:00 | early_help.consent_ended | Eve | said=withdrawn", child)

    row = EarlyHelp.now.get(about=child)
    assert (row.ended_on, row.end_reason) == (day("2 Apr 2026"), "Consent was refused or withdrawn")
    assert not Contact.now.filter(about=child).exists()
    with pytest.raises(CannotRecord, match="This ended on 02 April 2026"):
        authority.tell("3 Apr 2026 | early_help.lead_named | Eve\n3 Apr 2026 | early_help.planned | Eve", child)


def test_who_withdraws_while_the_threshold_is_met_is_passed_to_those_who_decide(authority):
    child = authority.child()
    authority.tell(TAKEN_ON + ASSESSED, child)
    said = "early_help.consent_ended | Eve | outcome=section47 | worry=Bruises again. | kind=physical_abuse"

    with pytest.raises(CannotRecord, match="Choose the team that decides"):
        authority.tell(f"2 Apr 2026 09:00 | {said}", child)
    authority.tell(f"2 Apr 2026 09:00 | {said} | team_id=front-door", child)

    contact = Contact.now.get(about=child)
    assert (contact.source_code, contact.kind, contact.consent) == ("5D", "physical_abuse", "refused")
    assert Entry.objects.get(about=child, step="front_door.contact_received").answers["urgent"] == "yes"
    assert ClockRun.now.get(about=child, clock="front_door.decision_due").due_on == day("7 Apr 2026")


def test_a_step_up_is_a_contact_that_the_front_door_decides_in_its_own_time_and_nobody_writes_twice(authority):
    child = authority.child()
    authority.tell(TAKEN_ON + ASSESSED + PLANNED, child)

    authority.tell(STEPPED_UP, child)

    contact = Episode.now.get(about=child, pathway="front_door")
    helped = Episode.now.get(about=child, pathway="early_help")
    said = Entry.objects.get(about=child, step="front_door.contact_received").answers
    assert (contact.journey, contact.team.code, helped.stage) == (helped.journey, "front-door", "Stepped up")
    assert (said["worry"], said["this_child"]) == ("He is alone at night.", "He minds his sister.")
    assert ClockRun.now.get(about=child, clock="front_door.decision_due").due_on == day("21 May 2026")
    assert not Action.now.filter(about=child, done_on=None).exists()
    assert Allocation.now.get(about=child).until == day("20 May 2026")

    authority.tell("21 May 2026 | front_door.decided | Fran | takes_on=east", child)
    assert Episode.now.get(about=child, pathway="referral").journey == helped.journey


def test_the_assessment_after_a_step_up_begins_with_what_early_help_knew(authority, client):
    child = authority.child()
    authority.tell(TAKEN_ON + ASSESSED + PLANNED, child)
    client.force_login(authority.users["Eve"])
    up = client.get(reverse("record", args=["early_help.stepped_up"]), {"about": child}, follow=True)
    assert "He goes to school hungry." in up.content.decode()

    authority.tell(STEPPED_UP, child)
    authority.tell("21 May 2026 | front_door.decided | Fran | takes_on=east", child)
    authority.tell("22 May 2026 | assessment.allocated | Ada", child)
    client.force_login(authority.users["Sam"])
    page = client.get(reverse("record", args=["assessment.written"]), {"about": child}, follow=True).content.decode()

    assert "“Early help assessment written”" in page
    assert "He goes to school hungry." in page


def test_the_lead_practitioner_has_the_family_and_their_time_has_an_end(authority):
    child = authority.child()
    authority.tell(TAKEN_ON + ASSESSED, child)

    with pytest.raises(CannotRecord, match="Name the lead practitioner before you agree the early help plan"):
        authority.tell("30 Mar 2026 | early_help.planned | Eve", child)
    with pytest.raises(CannotRecord, match="which is over by then"):
        authority.tell("27 Mar 2026 | early_help.lead_named | Eve | until=2026-03-27", child)

    authority.tell(PLANNED, child)
    row = EarlyHelp.now.get(about=child)
    assert (Allocation.now.get(about=child).worker, row.lead_until) == (authority.workers["Eve"], day("1 Dec 2026"))
    assert "nobody_leads_early_help" not in raised(child, "1 Dec 2026")
    assert "nobody_leads_early_help" in raised(child, "2 Dec 2026")

    authority.tell("1 Sep 2026 | early_help.ended | Eve", child)
    assert Allocation.now.get(about=child).until == day("1 Sep 2026")


def test_somebody_of_a_partner_agency_may_lead(authority):
    child = authority.child()
    authority.tell(TAKEN_ON + ASSESSED, child)
    partner = "worker= | name=Mrs Achebe, school | agency=school | until=2026-12-01"

    authority.tell(f"27 Mar 2026 | early_help.lead_named | Eve | {partner}", child)

    row = EarlyHelp.now.get(about=child)
    assert (row.lead, row.organisation) == ("Mrs Achebe, school", "School or nursery")
    assert not Allocation.now.filter(about=child).exists()


def test_family_help_under_section_17_has_its_limit_and_a_social_worker_who_oversees(authority):
    child = authority.child()
    authority.tell("1 Apr 2026 | early_help.requested | Rita", child)
    authority.tell("2 Apr 2026 | early_help.accepted | Eve | basis=family_help", child)

    run = ClockRun.now.get(about=child, clock="early_help.assessment_due")
    assert run.due_on == day("10 Jun 2026")
    with pytest.raises(CannotRecord, match="Say which social work manager oversees it"):
        authority.tell("7 Apr 2026 | early_help.lead_named | Eve", child)
    authority.tell("7 Apr 2026 | early_help.lead_named | Eve | oversight=Grace, each month.", child)


@pytest.mark.parametrize("why", ["", "Lives with her mother; the mother asked for help."])
def test_no_early_help_in_the_place_of_a_statutory_assessment_at_17(authority, why):
    child = authority.child(born="3 Mar 2009")
    authority.tell("9 Mar 2026 | early_help.requested | Rita", child)
    assert "early_help_at_sixteen" in raised(child, "9 Mar 2026")

    if why:
        authority.tell(f"10 Mar 2026 | early_help.accepted | Eve | no_statutory_need={why}", child)
        assert "early_help_at_sixteen" not in raised(child, "10 Mar 2026")
    else:
        with pytest.raises(CannotRecord, match="This young person is 17"):
            authority.tell("10 Mar 2026 | early_help.accepted | Eve", child)


def test_those_around_the_family_meet_and_each_owes_what_they_promised(authority):
    child = authority.child()
    authority.tell(TAKEN_ON + ASSESSED + PLANNED, child)
    promise = "actions_1_what=See the GP. | actions_1_owner=Eve | actions_1_by=2026-04-20"

    authority.tell(f"14 Apr 2026 | early_help.team_met | Eve | {promise}", child)

    assert [(a.kind, a.agency, a.came) for a in Attendance.now.filter(about=child)] == [
        ("team_around_family", "school", "present")
    ]
    owed = Action.now.filter(about=child, done_on=None).values_list("what", flat=True)
    assert set(owed) == {"Breakfast club from Monday.", "See the GP."}


def test_a_manager_returns_or_agrees_the_assessment_never_of_their_own(authority):
    child = authority.child()
    authority.tell(TAKEN_ON + "5 Mar 2026 | early_help.consented | Eve\n26 Mar 2026 | early_help.assessed | Eve", child)
    assert Waiting.now.get(about=child).step == "early_help.assessed"

    authority.tell("27 Mar 2026 | early_help.returned | Grace\n30 Mar 2026 | early_help.assessed | Eve", child)
    authority.tell("31 Mar 2026 | early_help.authorised | Grace", child)
    assert not Waiting.now.filter(about=child).exists()


def test_the_plan_of_early_help_stands_on_the_page_of_plans(authority, client):
    child = authority.child()
    authority.tell(TAKEN_ON + ASSESSED + PLANNED, child)
    client.force_login(authority.users["Eve"])

    page = client.get(reverse("plan", args=[child])).content.decode()

    assert "Breakfast club from Monday." in page
    assert "Breakfast before school" in page


def test_a_second_request_is_refused_while_early_help_is_open(authority):
    child = authority.child()
    authority.tell(TAKEN_ON, child)

    with pytest.raises(CannotRecord, match="Early help is open since Mon 2 March 2026"):
        authority.tell("6 Mar 2026 | early_help.requested | Eve", child)


def test_a_step_down_begins_with_what_the_plan_was(authority, client):
    child = authority.child()
    authority.tell(ASSESSED_AS_IN_NEED + PLANNED_AS_IN_NEED, child)
    authority.tell("1 Sep 2026 | child_in_need.ended | Ada | outcome=early_help", child)
    authority.tell(TAKEN_ON_AGAIN, child)
    client.force_login(authority.users["Eve"])

    page = client.get(reverse("record", args=["early_help.planned"]), {"about": child}, follow=True).content.decode()

    assert "This form begins with what stands in" in page
    assert "“Plan agreed with the family”" in page
    assert "Walk him to school." in page


def test_help_that_a_colleague_leads_stays_its_teams_when_a_social_worker_is_allocated(authority):
    child = authority.child()
    authority.tell(TAKEN_ON + ASSESSED + PLANNED, child)
    helped = Episode.now.get(about=child, pathway="early_help").team

    authority.tell(
        "1 Apr 2026 10:30 | front_door.contact_received | Rita\n2 Apr 2026 | front_door.decided | Fran\n"
        "2 Apr 2026 | assessment.allocated | Grace\n3 Apr 2026 | allocation.allocated | Grace | worker=Sam",
        child,
    )
    now = Episode.now.filter(about=child, ended_on=None)
    teams = {episode.pathway: episode.team for episode in now}
    authority.tell("6 Apr 2026 | early_help.ended | Eve", child)

    assert teams["assessment"] != helped == teams["early_help"]
    assert not Episode.now.filter(about=child, pathway="early_help", ended_on=None).exists()


def test_the_basis_changes_in_place_with_its_day_and_its_limits(authority):
    child = authority.child()
    authority.tell(TAKEN_ON + ASSESSED + PLANNED, child)
    due = ClockRun.now.filter(about=child, clock="early_help.assessment_due")
    assert (EarlyHelp.now.get(about=child).basis, due.count()) == ("early_help", 0)

    authority.tell(
        "20 Apr 2026 | early_help.basis_changed | Grace | basis=family_help | oversight=Ada, each month.", child
    )

    assert EarlyHelp.now.get(about=child).basis == "family_help"
    assert due.get().started_on == day("20 Apr 2026")
    assert Episode.now.get(about=child, pathway="early_help").ended_on is None
    said = Entry.objects.filter(about=child, step__in=("early_help.accepted", "early_help.basis_changed"))
    assert [(one.happened_on, one.answers["basis"]) for one in said.order_by("happened_on")] == [
        (day("4 Mar 2026"), "early_help"), (day("20 Apr 2026"), "family_help"),
    ]  # fmt: skip
