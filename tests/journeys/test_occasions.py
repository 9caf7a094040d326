"""One contact and one visit about several children, at a browser: decided and put right once, each child's part own."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from goldenthread.casework import drafts
from goldenthread.casework.completing import complete
from goldenthread.facts.models import ChildsWords, Contact
from goldenthread.record.models import Entry
from tests.authority import moment
from tests.journeys.doing import choose, press, say

NOW = moment("12 Mar 2026 10:00")
BEGUN = """
    2 Mar 2026 10:30 | front_door.contact_received | Rita
    3 Mar 2026       | front_door.decided          | Fran
    4 Mar 2026       | assessment.allocated        | Grace
"""


@pytest.fixture
def children(authority):
    return [authority.child(name, "Mabey", born=born) for name, born in (
        ("Jay", "1 Nov 2016"), ("Kai", "2 Feb 2019"), ("Mia", "3 Mar 2023"))]  # fmt: skip


def test_one_of_three_is_decided_differently_with_no_script(signed_in, authority, children, axe, shot):
    authority.tell(f"{dt.date.today():%d %b %Y} 00:01 | front_door.contact_received | Rita", *children)
    asked = "&".join(f"about={child}" for child in children)
    page = signed_in("Fran", at=f"/record/front_door.decided/?{asked}", script=False)
    choose(page, "Which threshold", "Child in need")
    page.get_by_label("Why?", exact=True).first.fill("The boys are alone at night: the third worry of a kind.")
    choose(page, "What happens next", "Referral accepted: child and family assessment")
    page.get_by_label(re.compile("Primary need")).first.select_option(index=1)
    say(page, "What the referrer will be told", "We will assess what the boys need. Their sister lives with Nan.")
    for nth, words in enumerate(("He cooks for both.", "He wakes alone and looks for Jay.", "She lives with Nan.")):
        page.get_by_label("What weighs for this child?").nth(nth).fill(words)

    page.get_by_text("A different decision for Mia Mabey", exact=True).click()
    hers = page.get_by_role("group", name="A different decision for Mia Mabey")
    hers.get_by_label("Yes, as answered here").check()
    press(page, "Decide")
    expect(page.get_by_role("alert")).to_contain_text("Answer: What happens next.")
    hers.get_by_label("Universal").check()
    hers.get_by_label("Why?", exact=True).fill("She has not lived there since Christmas. Nan is well and wants her.")
    hers.get_by_label("Information and advice given").check()
    press(page, "Save and go on later")
    shot(page, "decision-apart")
    here = page.url
    scripted = signed_in("Fran", at=here[here.index("/draft/") :])
    axe(scripted)
    press(page, "Decide")

    expect(page.get_by_role("heading", name="Recorded: manager decided")).to_be_visible()
    outcomes = dict(Contact.now.values_list("about", "outcome"))
    assert [outcomes[child] for child in children] == ["referral", "referral", "advice"]


def test_a_visit_is_put_right_for_all_and_then_for_one(signed_in, authority, children, axe, shot):
    authority.tell(BEGUN, *children)
    sam = authority.actor("Sam")
    visit = drafts.begin("assessment.child_seen", children, by=sam, at=NOW)
    typed = {(None, "_day"): {"day": "9", "month": "3", "year": "2026"}, (None, "_time"): "15:00",
             (None, "purpose"): "To see all three.", (None, "where"): "Home", (None, "home"): "Cold."}  # fmt: skip
    for child, said in zip(children, ("I do the tea.", "Jay does voices.", "Nan!"), strict=True):
        own = {"seen": "yes", "alone": "yes", "said": said, "observed": "Thin."}
        typed |= {(child, name): value for name, value in own.items()}
    drafts.save(visit, {place: (value, 0) for place, value in typed.items()}, by=sam, at=NOW)
    complete(visit, by=sam, now=NOW)
    jay, kai, mia = (Entry.objects.get(about=child, step="assessment.child_seen") for child in children)

    page = signed_in("Sam", at=f"/child/{jay.about_id}/entry/{jay.pk}/")
    page.get_by_role("link", name="Correct for all 3").click()
    expect(page.get_by_text("What is shared is put right for all of them at once")).to_be_visible()
    axe(page)
    shot(page, "correction")
    say(page, "What was the home like?", "Warm, and dark: the lamps were off to save money.")
    press(page, "Record it: child seen")
    expect(page.get_by_text("It is put right for 3 children at once")).to_be_visible()
    axe(page)

    page.goto(f"/child/{kai.about_id}/entry/{kai.pk}/")
    expect(page.get_by_text("Put right for 3 children at once: Jay Mabey, Kai Mabey, Mia Mabey.")).to_be_visible()
    page.get_by_role("link", name="Correct for Kai Mabey alone").click()
    expect(page.get_by_text("For Jay Mabey, Mia Mabey it stays as it was recorded.")).to_be_visible()
    page.get_by_label(re.compile("What did this child say")).fill("Jay does voices when it's dark.")
    press(page, "Record it: child seen")

    page.goto(f"/child/{jay.about_id}/entry/{jay.pk}/")
    expect(page.get_by_text("For Kai Mabey it was put right alone.")).to_be_visible()
    axe(page)
    shot(page, "corrected-entry")
    said = ChildsWords.now.filter(about__in=children).values_list("said", flat=True)
    assert set(said) == {"I do the tea.", "Jay does voices when it's dark.", "Nan!"}
