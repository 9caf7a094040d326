"""One family at a browser: two brothers, a sister who is not born yet and a father who lives elsewhere, from the night
the police were called to the day our work ends; and the same walk ended at each place where it can end sooner.

What each person does is told in tests/practice/test_family.py; here each finds it on a page and fills in its form.
"""

import pytest
from playwright.sync_api import expect

from goldenthread.casework.verifying import verify
from goldenthread.facts.models import CinPlan, ProtectionPlan
from goldenthread.record.models import Action, Entry
from tests.journeys.walking import Walk
from tests.practice import test_family as story
from tests.practice.test_family import ENDS, family, running
from tests.trials import in_trials

CONFERENCE = "section47.conference_held"
INTERVIEWED, SEEN, REPORTED = story.ENQUIRED.strip().splitlines()


@pytest.fixture
def walk(opened_page, authority, server):
    return Walk(opened_page, authority, at=server)


def test_one_conference_for_three_children_with_a_plan_each(walk, authority):
    jay, kai, baby = children = family(authority)
    for chapter in (story.WORRIED, story.ACCEPTED, story.ASSESSING, story.DISCUSSED, SEEN, REPORTED, story.CALLED):
        authority.tell(chapter, *children)

    walk.tell(story.CONFERENCE, *children)

    assert Entry.objects.filter(step=CONFERENCE).values("occasion").distinct().count() == 1
    plans = set(ProtectionPlan.now.values_list("about", "initial_category"))
    assert plans == {(jay, "PHY"), (kai, "EMO"), (baby, "NEG")}
    walk.sign_in("Sam")
    walk.page.goto(f"/child/{kai}/plan/")
    expect(walk.page.get_by_text("Nan fetches him.").first).to_be_visible()
    expect(walk.page.get_by_text("A place to go when it is loud.")).to_have_count(0)


@in_trials
def test_a_family_from_the_first_night_to_the_last_day(walk, authority):
    jay, kai, baby = children = family(authority)

    for chapter in (story.WORRIED, story.ACCEPTED, story.ASSESSING, story.DISCUSSED):
        walk.tell(chapter, *children)
    walk.tell(INTERVIEWED, jay, kai)
    for chapter in (SEEN, REPORTED, story.CALLED, story.CONFERENCE, story.ASSESSED, story.PROTECTED):
        walk.tell(chapter, *children)
    walk.tell("18 Jul 2025 | person.born | Sam | born_on=2025-07-17 | given=Lena", baby)
    for chapter in (story.SAFER, story.HELPED):
        walk.tell(chapter, *children)

    assert running(*children) == set()
    assert ProtectionPlan.now.filter(about__in=children, ended_on="2025-12-18").count() == 3
    assert CinPlan.now.filter(about__in=children, ended_on="2026-03-27").count() == 3
    assert not Action.now.filter(about__in=children, done_on=None).exists()
    assert [fault for checked in verify() for fault in checked.faults] == []


@in_trials
@pytest.mark.parametrize("sooner", ENDS)
def test_the_same_walk_ends_sooner(walk, authority, sooner):
    chapters, end, open_then, _ = ENDS[sooner]
    child = authority.child("Jay", born="9 May 2016")
    for chapter in chapters:
        authority.tell(chapter, child)

    walk.tell(end, child)

    assert running(child) == open_then
