"""Who needs to know, and until when."""

from goldenthread.casework import access
from goldenthread.language import Compartment
from goldenthread.record.models import Episode
from tests.practice.test_assessment import IN_TIME

ASKED = """
     2 Mar 2026 10:30 | front_door.contact_received | Rita
     2 Mar 2026 11:00 | front_door.enquiry_sent     | Rita
"""


def may(authority, name, child, part=Compartment.CHILD) -> bool:
    return access.may_open(authority.actor(name), child, part)


def test_the_front_door_needs_to_know_until_the_work_is_anothers_and_the_referrer_was_told(authority):
    child = authority.child()
    authority.tell(
        "2 Mar 2026 10:30 | front_door.contact_received | Rita\n3 Mar 2026 | front_door.decided | Fran", child
    )
    assert may(authority, "Rita", child)
    assert may(authority, "Fran", child)

    authority.tell("4 Mar 2026 | assessment.allocated | Grace", child)
    assert (may(authority, "Rita", child), may(authority, "Fran", child)) == (True, False)

    authority.tell("4 Mar 2026 | front_door.referrer_told | Rita", child)
    assert not may(authority, "Rita", child)


def test_partners_answers_are_the_front_doors_until_the_decision_and_then_the_assessing_teams_too(authority):
    child = authority.child()
    authority.tell(ASKED, child)
    assert may(authority, "Rita", child, Compartment.ENQUIRY)

    authority.tell("3 Mar 2026 | front_door.decided | Fran | override_why=The school is closed.", child)
    authority.tell("4 Mar 2026 | assessment.allocated | Grace", child)

    assert may(authority, "Sam", child, Compartment.ENQUIRY)
    assert not may(authority, "Wes", child, Compartment.ENQUIRY)


def test_a_closed_record_stays_with_the_team_that_had_it_last(authority):
    child = authority.child()
    authority.tell(IN_TIME + "8 May 2026 | child_in_need.ended | Ada", child)

    assert may(authority, "Ada", child)
    assert not may(authority, "Will", child)


def test_the_management_line_holds_the_grants_of_every_team_below(authority):
    child = authority.child()
    authority.tell(IN_TIME, child)

    assert [
        may(authority, name, child) for name in ("Sue", "Ada", "Grace", "Dora", "Wes", "Will", "Ira", "Ann", "Adam")
    ] == [
        True,
        True,
        True,
        True,
        False,
        False,
        False,
        False,
        False,
    ]


def test_what_the_front_door_begins_about_a_referral_takes_it_from_no_team_that_has_it(authority):
    child = authority.child()
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child)
    authority.tell("3 Mar 2026 | front_door.decided | Fran | takes_on=east", child)

    authority.tell("3 Mar 2026 15:00 | strategy_discussion.called | Fran", child)

    teams = dict(Episode.now.filter(about=child, ended_on=None).values_list("pathway", "team__code"))
    assert (teams["referral"], teams["strategy_discussion"]) == ("east", "front-door")
    assert may(authority, "Ada", child)


def test_whoever_helped_last_goes_on_seeing_what_was_done_though_a_panel_met_about_it(authority):
    child = authority.child()
    authority.tell(
        """
         2 Mar 2026 | early_help.requested | Rita
         4 Mar 2026 | early_help.accepted  | Eve
         9 Mar 2026 | panel.asked          | Eve | panel=early_help_action_meeting
        """,
        child,
    )
    owned = "actions_1_what=See Nan. | actions_1_owner=Eve | actions_1_by=2026-03-18"
    authority.tell(f"16 Mar 2026 | panel.held | Grace | {owned}", child)

    authority.tell("30 Apr 2026 | early_help.ended | Eve", child)

    assert may(authority, "Eve", child, Compartment.EARLY_HELP)
