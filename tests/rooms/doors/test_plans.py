"""A child's plan on the screen: what stands and how it goes, what was before, and what the family reads."""

import pytest
from django.test import Client

from goldenthread.facts.models import CinPlan
from goldenthread.record.models import Action, Look, Plan
from tests.census import child as child_of_a_file
from tests.census import load
from tests.practice.test_child_in_need import APPROVED, ASSESSED, PLANNED
from tests.practice.test_protection import PLANNED as CONFERENCE
from tests.rooms.doors.test_child import page

ANEW = """
    11 Aug 2026 | child_in_need.planned | Sam | actions_1_what=A place at the breakfast club. | actions_1_owner=Sam
    12 Aug 2026 | child_in_need.approved | Ada
"""
# Ended as it became unneeded, and another year another conference.
AGAIN = """
    18 Jun 2026       | child_protection.reviewed   | Ira   | decision=child_in_need
     2 Sep 2026 10:00 | child_in_need.stepped_up    | Ada
     3 Sep 2026 10:00 | strategy_discussion.held    | Ada
     3 Sep 2026 16:00 | section47.child_seen        | Sam
    10 Sep 2026       | section47.reported          | Sam
    11 Sep 2026       | section47.authorised        | Ada   | on=2026-09-22
    22 Sep 2026       | section47.conference_held   | Ira   | core_group_on=2026-09-30 | contingency=If his father \
comes back, Ada asks the court.
"""


@pytest.fixture
def sam(authority, client) -> Client:
    client.force_login(authority.users["Sam"])
    return client


@pytest.fixture
def child(authority):
    child = authority.child("Jay", known_as="Jay")
    for lines in (ASSESSED, PLANNED):
        authority.tell(lines, child)
    return child


def test_it_says_who_does_what_by_when_and_that_the_manager_has_it(sam, child):
    said = page(sam, "plan", child)

    for words in ("Walk him to school.", "Mon 1 June 2026", "He is there when the bell goes.", "nothing said yet"):
        assert words in said
    assert "Waits for the manager" in said
    assert "Nobody has reviewed it yet." in said


def test_what_came_of_an_action_stands_beside_it(authority, sam, child):
    action = Action.now.get(about=child, step__startswith="child_in_need")
    assert "Late" in page(sam, "plan", child)

    authority.tell(APPROVED, child)
    authority.tell(f"2 Jun 2026 | child_in_need.action_followed_up | Sam | action={action.id}", child)

    said = page(sam, "plan", child)
    assert "Done" in said
    assert "He is there." in said
    assert "Late" not in said
    assert "Plan approved" in said


def test_a_plan_made_anew_takes_the_place_of_the_one_before(authority, sam, child):
    authority.tell(APPROVED, child)
    authority.tell(ANEW, child)

    said = page(sam, "plan", child)

    assert "breakfast club" in said
    assert "Walk him to school." not in said
    assert "Plans before" in said
    assert Plan.now.filter(about=child, ended_on=None).count() == 1


def test_a_conference_makes_the_first_plan_and_a_core_group_the_next(authority, sam):
    child = authority.child("Kai")
    authority.tell(CONFERENCE, child)
    assert "His father lives elsewhere." in page(sam, "plan", child)

    authority.tell(
        "27 Mar 2026 | child_protection.core_group_held "
        "| Sam | actions_1_what=Change the locks. | actions_1_other=Police",
        child,
    )

    said = page(sam, "plan", child)
    assert "Change the locks." in said
    assert "Plans before" in said
    assert Plan.now.filter(about=child, kind="child_protection").count() == 2


def test_a_review_conference_stands_among_the_reviews(authority, sam):
    child = authority.child()
    authority.tell(CONFERENCE, child)
    authority.tell("18 Jun 2026 | child_protection.reviewed | Ira | progress=in_part | why=He sleeps at Nan's.", child)

    said = page(sam, "plan", child)

    assert "Review child protection conference held" in said
    assert "Is the child safer than at the last conference? In part." in said
    assert "He sleeps at Nan&#39;s." in said


def test_what_a_core_group_does_not_say_stands_as_it_was_last_said(authority, sam):
    child = authority.child("Kai")
    authority.tell(f"{CONFERENCE.rstrip()} | visits=Sam, each week. | in_plain_words=You sleep at home, safe.", child)
    authority.tell("27 Mar 2026 | child_protection.core_group_held | Sam | actions_1_what=Change the locks.", child)
    authority.tell("18 Jun 2026 | child_protection.reviewed | Ira | childs_view=I sleep now.", child)
    authority.tell("25 Jun 2026 | child_protection.core_group_held | Sam | actions_1_what=Find a club.", child)
    made = Plan.now.get(about=child, ended_on=None)

    said, family = page(sam, "plan", child), page(sam, "plan_family", child, made.entry_id)

    for read in (said, family):
        assert "Find a club." in read
        assert "Change the locks." not in read
        assert "If his father comes to the house" in read
        assert "Sam, each week." in read
    assert "I sleep now." in said
    assert "You sleep at home, safe." in family

    anew = "contingency=If he comes, Nan rings 999. | in_plain_words=He may not come to the house."
    authority.tell(f"2 Jul 2026 | child_protection.core_group_held | Sam | {anew}", child)

    family = page(sam, "plan_family", child, made.entry_id)
    assert "Find a club." in family, "It named no action: the plan is the one of before."
    assert "If he comes, Nan rings 999." in family
    assert "He may not come to the house." in family
    assert "If his father comes to the house" not in family


def test_nothing_of_a_plan_that_ended_stands_in_the_next(authority, sam):
    child = authority.child("Kai")
    authority.tell(f"{CONFERENCE.rstrip()} | visits=Sam, each week.", child)
    authority.tell(AGAIN, child)

    said = page(sam, "plan", child)

    assert "If his father comes back, Ada asks the court." in said
    assert "Sam, each week." not in said
    # The authority's own limit, as the clock that runs was given it.
    assert "within 10 working days of the last visit" in said


def test_a_plan_that_says_nothing_of_visits_gives_the_family_the_limit(authority, sam, child):
    family = page(sam, "plan_family", child, Plan.now.get(about=child).entry_id)

    assert "Somebody comes at least every 20 working days." in family


def test_without_a_plan_the_page_says_how_one_is_made(authority, sam):
    child = authority.child("Lee")
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita\n3 Mar 2026 | front_door.decided | Fran\n"
                   "4 Mar 2026 | assessment.allocated | Grace", child)  # fmt: skip

    assert "No plan stands for" in page(sam, "plan", child)


def test_a_plan_of_which_a_file_says_nothing_is_not_said_to_be_none(authority, client, tmp_path):
    load(tmp_path, child_of_a_file("A1", {"CINPlanDates": {"CINPlanStartDate": "2026-03-01"}}))
    client.force_login(authority.users["Grace"])

    said = page(client, "plan", CinPlan.now.get().about_id)

    assert "No plan stands" not in said
    assert "since Sun 1 March 2026, and nothing of what is in it is written here" in said


def test_the_family_reads_what_is_promised_and_nothing_of_the_record(authority, sam, child):
    authority.tell("3 Jun 2026 | person.warned | Sam | says=Do not tell his father the address", child)
    plan = Plan.now.get(about=child)

    said = page(sam, "plan_family", child, plan.entry_id)

    assert "Walk him to school." in said
    assert "If it does not get better" in said
    assert "father the address" not in said
    assert Look.objects.filter(about=child, page="plan_family").count() == 1


def test_a_plan_that_no_longer_stands_has_no_family_page(authority, sam, child):
    first = Plan.now.get(about=child).entry_id
    authority.tell(APPROVED, child)
    authority.tell(ANEW, child)

    assert sam.get(f"/child/{child}/plan/{first}/family/").status_code == 404
