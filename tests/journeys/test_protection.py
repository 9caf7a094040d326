"""Child protection at a browser, form by form: what each page of it looks like in the midst of the work."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.test_family import walk as walk
from tests.practice import test_family as story
from tests.trials import in_trials

# The story's day that is to be today, or a few days ago: between the first core group and the review.
MIDST = dt.date(2025, 4, 11)
CONFERENCE = "section47.conference_held"
CALLED, DISCUSSED = story.DISCUSSED.strip().splitlines()
INTERVIEWED, SEEN, REPORTED = story.ENQUIRED.strip().splitlines()
FIRST_CORE_GROUP, VISITED, *_ = story.PROTECTED.strip().splitlines()
SAID_AT_THE_DISCUSSION = (
    " | shared=Police: the third call since Christmas; Dean is on bail. School: Jay fell asleep twice this week. "
    "Health: Mum missed both scans in February."
    " | interviews=Sam and DC Okoro speak with Jay and Kai at school on Thursday, apart, with Ms Ellis near."
    " | parents_told=Sam tells Mum tonight at Nan's. The police tell Dean, after the interviews."
    " | why=Jay says that he stood between them, and that it was not the first time."
    " | asked_1_name=Ada, team manager | asked_2_name=DC Okoro | asked_3_name=Dr Lund, GP"
    " | asked_1_report=not_needed | asked_2_report=in_time | asked_3_report=late"
    " | actions_1_what=Speak with both boys at school, with the police | actions_1_by=2025-03-06"
    " | 1.safety_plan=Jay sleeps at Nan's until bail is decided. Nan rings 999 if his father comes."
    " | 2.safety_plan=Kai is with Jay at Nan's. The nursery gives him to nobody but Nan or Mum."
    " | 3.safety_plan=The midwife sees Mum alone on Friday and asks where she sleeps."
    " | 1.medical=needed | 2.medical=not_needed | 3.medical=not_needed"
    " | 1.childs_voice=He hit Mum. I stood in the middle. | 2.childs_voice=Too young to tell; hides behind Nan."
)
SAID_AT_THE_CONFERENCE = (
    " | view=School, police, health and social care: each of the three is likely to suffer significant harm."
    " | parents_say=Mum: it must stop before the baby comes. Dean sent word that he did not hit her."
    " | asked_1_name=Sam, social worker | asked_2_name=DC Okoro | asked_3_name=Ms Ellis, head teacher"
    " | asked_1_report=in_time | asked_2_report=late | asked_3_report=in_time"
    " | 1.why=He puts himself between them, and was hit. | 2.why=He sees it, and has stopped speaking."
    " | 3.why=Mum was pushed at twenty weeks, and misses her scans."
    " | 1.childs_view=“I want Mum to be safe when I am at school.” (Jay, by Ms Ellis)"
    " | 1.contingency=If Dean comes to the house, Sam asks the court for an order the same day."
    " | 2.contingency=If he is not at nursery two days running, Sam goes there that afternoon."
    " | 3.contingency=If a scan is missed, the midwife rings Sam the same hour."
    " | 1.visits=Sam, each week: at Nan's one week, at school the next."
    " | 1.in_plain_words=You sleep at Nan's. You need not stand between anybody. Ms Ellis and Sam ask you how it goes."
    " | 2.in_plain_words=Nan brings you to nursery and fetches you. Nobody else may."
    " | 3.in_plain_words=Mum sees her midwife each week, and Sam knows where she sleeps."
    " | core_group=Mum, Nan, Ms Ellis, the midwife, Sam"
    " | 1.actions_1_owner=Sam | 1.actions_1_by=2025-04-14 | 1.actions_1_measure=He says that he slept."
    " | 2.actions_1_other=Nan | 2.actions_1_by=2025-04-01 | 2.actions_1_measure=He is at nursery every day."
)
WRITTEN, AUTHORISED = story.ASSESSED.strip().splitlines()
SAID_IN_THE_ANALYSIS = (
    " | 1.worries=Jay stands between his parents, and has been hit for it. | 2.worries=Kai does not speak at home."
    " | 3.worries=Her mother was pushed, and has missed her scans."
    " | 1.strengths=He tells Ms Ellis, and Nan comes when he rings. | 2.strengths=He sings with Nan. "
    "| 3.strengths=Her mother asks for help."
    " | 1.needs=An adult who keeps him out of it. | 2.needs=Nan, and nursery, every day."
    " | 3.needs=A mother who is safe, and seen by her midwife each week."
)


def nearer(text: str) -> str:
    """A chapter of the story told as if its MIDST were now, on the same days of the week."""
    by = dt.timedelta(days=(timezone.localdate() - MIDST).days // 7 * 7)

    def said(found: re.Match[str]) -> str:
        return f"{dt.datetime.strptime(found[0], '%d %b %Y').date() + by:%d %b %Y}"

    text = re.sub(r"\d{1,2} [A-Z][a-z]{2} 2025", said, text)
    return re.sub(r"2025-\d\d-\d\d", lambda found: str(dt.date.fromisoformat(found[0]) + by), text)


@pytest.fixture
def told(authority):
    """Tell chapters of the story about the family, as if it were now."""
    jay = authority.child("Jay", born="9 May 2016")
    kai = authority.child("Kai", born="1 Oct 2020")
    baby = authority.child("", born=None, expected_on=nearer("2025-07-20"))
    mother, father = authority.child("Ann", born="1 Mar 1992"), authority.child("Dean", born="2 Feb 1990")
    for who, kind in ((mother, "mother"), (father, "father")):
        authority.tell(nearer(f"3 Mar 2025 | person.related | Rita | other={who} | kind={kind}"), jay, kai, baby)
    children = (jay, kai, baby)

    def tell(*chapters):
        for chapter in chapters:
            authority.tell(nearer(chapter), *children)
        return children

    return tell


@pytest.fixture
def pictured(walk, axe, shot):
    """Look at pages and forms: nothing that axe knows of, and a picture of those that have a name."""
    names = {
        ("strategy_discussion.held", "form"): "strategy-discussion",
        (CONFERENCE, "form"): "conference",
    }

    def look(step, what):
        axe(walk.page)
        walk.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        if name := names.get((step, what)):
            shot(walk.page, name)

    def page(who, address, name=""):
        walk.sign_in(who)
        walk.page.goto(address)
        expect(walk.page.locator("main")).to_be_visible()
        axe(walk.page)
        if name:
            shot(walk.page, name)

    walk.look = look
    return page


@in_trials
def test_three_children_from_the_discussion_to_the_core_group(walk, told, pictured):
    children = jay, kai, baby = told(story.WORRIED, story.ACCEPTED, story.ASSESSING, CALLED)
    everybody = "&".join(f"about={child}" for child in children)

    walk.tell(nearer(DISCUSSED + SAID_AT_THE_DISCUSSION), *children)
    pictured("Sam", f"/record/section47.interviewed/?about={jay}")
    told(INTERVIEWED, SEEN)
    pictured("Sam", f"/record/section47.reported/?{everybody}")
    told(REPORTED)
    pictured("Ada", f"/record/section47.authorised/?about={jay}")
    told(story.CALLED)
    walk.tell(nearer(story.CONFERENCE + SAID_AT_THE_CONFERENCE), *children)
    told(
        WRITTEN + SAID_IN_THE_ANALYSIS,
        f"{AUTHORISED} | why=Each is likely to be harmed while their father comes and goes.",
        f"{FIRST_CORE_GROUP} | 2.better=At nursery every day but one. | 2.not_better=He hides when a car stops.",
        f"{VISITED} | where=Nan's | 2.said=He drew Nan's cat.",
    )

    pictured("Sam", f"/child/{jay}/", "child-protected")
    pictured("Sam", f"/child/{kai}/plan/", "plan-protection")
    pictured("Sam", f"/child/{jay}/chronology/")
    pictured("Sam", f"/record/child_protection.core_group_held/?{everybody}", "core-group")
    pictured("Ira", f"/record/child_protection.reviewed/?{everybody}")
    pictured("Sam", f"/record/child_protection.move_told/?about={jay}")
    pictured("Ada", f"/record/child_protection.ended_otherwise/?about={jay}")
    pictured("Sam", f"/record/signs_of_safety.mapped/?{everybody}")


@in_trials
def test_a_plan_comes_from_another_authority(walk, authority, pictured):
    mia = authority.child("Mia", "Reeve", born="3 Mar 2017")
    today = timezone.localdate()
    on = lambda ago: f"{today - dt.timedelta(days=ago):%d %b %Y}"  # noqa: E731
    authority.tell(f"{on(4)} 10:00 | front_door.contact_received | Rita\n{on(3)} | front_door.decided | Fran", mia)
    pictured("Fran", f"/record/transfer_in.notified/?about={mia}")
    authority.tell(f"{on(2)} | transfer_in.notified | Fran", mia)
    pictured("Ira", f"/record/transfer_in.conference_held/?about={mia}")
