"""What leads nowhere is heard of: a referral under which nothing goes on, reviews, agreements and directions that
nobody acts on.
"""

import pytest

from goldenthread.record.models import Action, Episode
from tests.authority import client
from tests.practice.plainly import says
from tests.practice.test_out_of_hours import ALLOCATED

REFERRED = """
     2 Mar 2026 10:30 | front_door.contact_received
     2 Mar 2026       | front_door.decided
     2 Mar 2026       | referral.accepted
     3 Mar 2026       | assessment.allocated
"""
DISCUSSED = f"""{REFERRED}
     4 Mar 2026 09:00 | assessment.child_seen
     9 Mar 2026       | assessment.written
     9 Mar 2026       | assessment.authorised | Ada | outcome=strategy_discussion
    10 Mar 2026 11:00 | strategy_discussion.called | Ada
"""
NO_ENQUIRY = "11 Mar 2026 10:00 | strategy_discussion.held | Ada | outcome=no_section47"
IN_NEED = f"""{REFERRED}
     9 Mar 2026       | assessment.authorised | Ada | outcome=child_in_need
     9 Mar 2026       | child_in_need.opened | Ada
    16 Mar 2026       | child_in_need.planned
    17 Mar 2026       | child_in_need.approved | Ada
    27 Apr 2026       | child_in_need.reviewed | Sam | decision="""
HELPED = """
     2 Mar 2026 | early_help.requested
     3 Mar 2026 | early_help.accepted
     9 Mar 2026 | early_help.planned
    27 Apr 2026 | early_help.reviewed | Sam | decision="""
AGREED = f"{REFERRED}\n 9 Mar 2026 | referral.agreement_reviewed | Sam | found="


def test_a_referral_under_which_nothing_goes_on_any_more_is_heard_of():
    about = "nothing_under_way"

    assert not says(about, f"{DISCUSSED}{NO_ENQUIRY}", "18 Mar 2026")
    assert says(about, f"{DISCUSSED}{NO_ENQUIRY}", "19 Mar 2026").startswith(
        "The last that was done, a strategy discussion, ended on Wed 11 March 2026."
    )
    assert not says(about, f"{DISCUSSED}{NO_ENQUIRY}\n12 Mar 2026 | child_in_need.opened | Ada", "19 Mar 2026")
    assert not says(about, f"{DISCUSSED}{NO_ENQUIRY}\n12 Mar 2026 | referral.closed | Ada", "19 Mar 2026")


def test_of_a_child_who_is_looked_after_the_work_goes_on():
    assessed = f"{REFERRED}\n9 Mar 2026 | assessment.authorised | Ada | outcome=looked_after"
    known = f"{assessed}\n9 Mar 2026 | into_care.decided\n12 Mar 2026 | into_care.ended | Ada | outcome="

    assert not says("nothing_under_way", f"{known}agreed", "1 Jun 2026")
    assert says("nothing_under_way", f"{known}family", "1 Jun 2026")


@pytest.mark.parametrize(
    ("about", "told", "quiet_on", "heard_on", "done"),
    [
        (
            "child_not_safe_under_a_plan_of_help",
            f"{IN_NEED}stepped_up",
            "28 Apr 2026",
            "29 Apr 2026",
            "28 Apr 2026 09:00 | child_in_need.stepped_up | Ada",
        ),
        (
            "child_in_need_review_not_carried_out",
            f"{IN_NEED}ends",
            "12 May 2026",
            "13 May 2026",
            "28 Apr 2026 | child_in_need.ended | Ada",
        ),
        (
            "child_in_need_review_not_carried_out",
            f"{IN_NEED}made_anew",
            "12 May 2026",
            "13 May 2026",
            "28 Apr 2026 | child_in_need.planned",
        ),
        (
            "early_help_not_enough",
            f"{HELPED}step_up",
            "28 Apr 2026",
            "29 Apr 2026",
            "28 Apr 2026 10:00 | early_help.stepped_up",
        ),
        (
            "early_help_review_not_carried_out",
            f"{HELPED}changed",
            "12 May 2026",
            "13 May 2026",
            "29 Apr 2026 | early_help.plan_changed",
        ),
        (
            "early_help_review_not_carried_out",
            f"{HELPED}closes",
            "12 May 2026",
            "13 May 2026",
            "29 Apr 2026 | early_help.ended",
        ),
    ],
)
def test_what_a_review_decided_and_nobody_began_comes_to_the_manager(about, told, quiet_on, heard_on, done):
    assert not says(about, told, quiet_on)
    assert says(about, told, heard_on).startswith("The review of Mon 27 April 2026 found: ")
    assert not says(about, f"{told}\n{done}", heard_on)
    assert not says(about, told.rpartition("=")[0] + "=goes_on", "1 Jun 2026")


def test_an_agreement_that_is_not_kept_waits_for_the_manager():
    assert not says("agreement_not_kept", f"{AGREED}not_kept", "10 Mar 2026")
    assert says("agreement_not_kept", f"{AGREED}not_kept", "11 Mar 2026").startswith("On Mon 9 March 2026 a written")
    assert not says("agreement_not_kept", f"{AGREED}not_kept\n10 Mar 2026 | direction.given | Ada", "11 Mar 2026")
    assert not says("agreement_not_kept", f"{AGREED}not_needed", "11 Mar 2026")


def test_a_direction_that_was_not_done_is_directed_anew():
    looked = f"{REFERRED}\n9 Mar 2026 | direction.given | Ada\n16 Mar 2026 | direction.checked_back | Ada | outcome="

    assert not says("direction_not_done", f"{looked}not_done", "23 Mar 2026")
    assert says("direction_not_done", f"{looked}not_done", "24 Mar 2026").startswith(
        "On Mon 16 March 2026 it was found"
    )
    assert not says("direction_not_done", f"{looked}not_done\n17 Mar 2026 | direction.given | Ada", "24 Mar 2026")
    assert not says("direction_not_done", f"{looked}in_part", "24 Mar 2026"), "what now is said in the same entry"
    assert not says("direction_not_done", f"{looked}done", "24 Mar 2026")


def test_a_birth_that_is_told_elsewhere_is_said_under_the_work_before_it_too():
    unborn = "1 Mar 2026 | person.registered | expected_on=2026-09-14"
    born = f"{unborn}\n{REFERRED.rpartition('3 Mar')[0]}\n3 Mar 2026 | pre_birth.allocated\n"
    born += "10 Sep 2026 | person.born | born_on=2026-09-09"

    assert not says("born_and_nothing_said", born, "11 Sep 2026")
    assert says("born_and_nothing_said", born, "14 Sep 2026").startswith("The baby was born on Wed 9 September 2026.")
    assert not says("born_and_nothing_said", f"{born}\n11 Sep 2026 | pre_birth.birth_recorded", "14 Sep 2026")


def test_a_contact_that_is_passed_on_is_something_to_do_until_it_is_weighed(authority):
    child = authority.child()
    authority.tell(f"{ALLOCATED}\n9 Mar 2026 15:00 | assessment.child_seen | Sam", child)
    authority.tell("16 Mar 2026 11:00 | front_door.contact_received | Rita | source_code=2A", child)

    authority.tell("16 Mar 2026 | front_door.decided | Fran | outcome=already_open", child)

    to_do = Action.now.get(about=child, what="Weigh what the front door was told on Mon 16 March 2026")
    assert to_do.worker == authority.workers["Sam"]
    authority.tell("17 Mar 2026 15:00 | assessment.child_seen | Sam", child)
    assert not Action.now.filter(about=child, what=to_do.what).exists()


def test_an_assessment_is_overtaken_by_a_worry_that_is_passed_on():
    assessed = f"{REFERRED}\n20 Mar 2026 | assessment.authorised | Ada | outcome=child_in_need"
    assessed += "\n20 Mar 2026 | child_in_need.opened\n1 Jun 2026 10:00 | front_door.contact_received"
    passed = f"{assessed}\n1 Jun 2026 | front_door.decided | Ada | outcome="

    assert says("assessment_out_of_date", f"{passed}already_open", "2 Jun 2026").startswith(
        "Since the assessment of Fri 20 March 2026: the front door passed on a new worry (Mon 1 June 2026)"
    )
    assert not says("assessment_out_of_date", f"{passed}advice", "2 Jun 2026")


def test_a_manager_begins_help_where_a_discussion_decided_against_an_enquiry(authority):
    child = authority.child()
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child)
    authority.tell("2 Mar 2026 | front_door.decided | Fran | takes_on=east", child)
    authority.tell("3 Mar 2026 | strategy_discussion.called | Ada", child)
    authority.tell("3 Mar 2026 15:00 | strategy_discussion.held | Ada | outcome=no_section47", child)
    assert "Open child in need work" in client(authority, "Ada").get(f"/child/{child}/").content.decode()

    authority.tell("4 Mar 2026 | child_in_need.opened | Ada | reason=Nan cannot do it alone.", child)

    work = Episode.now.get(about=child, pathway="child_in_need")
    assert work.journey == Episode.now.get(about=child, pathway="referral").journey
    assert "Open child in need work" not in client(authority, "Ada").get(f"/child/{child}/").content.decode()
