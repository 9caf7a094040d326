"""A plan for two brothers, written at a browser: each with needs and actions of their own, and what nobody could act on
pointed out beside it.
"""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from goldenthread.record.models import Action, Entry
from tests.journeys.doing import choose, press, say, when
from tests.journeys.world import plans
from tests.practice.test_child_in_need import ASSESSED

# Paper less its margins, in the pixels of a style sheet.
A4_WIDE, A4_TALL = 688, 994


@pytest.fixture
def brothers(authority):
    both = [authority.child("Jay", "Mabey", born="1 Nov 2016"), authority.child("Kai", "Mabey", born="6 Feb 2019")]
    for child in both:
        authority.tell(ASSESSED, child)
    return both


def write(page: Page, part: str, question: str, answer: str) -> None:
    """Answer a question of one numbered item of one child's part."""
    child, item = part.split(", ")
    section = page.get_by_role("region", name=child)
    section.get_by_role("group", name=item, exact=True).get_by_label(question).fill(answer)


def more(page: Page, child: str, one: str) -> None:
    page.get_by_role("region", name=child).get_by_role("button", name=f"Save and add another {one}").click()


@pytest.mark.parametrize("script", [True, False])
def test_a_plan_for_two_brothers(signed_in, authority, brothers, axe, shot, script):
    jay, kai = brothers
    page = signed_in("Sam", at=f"/record/child_in_need.planned/?about={jay}&about={kai}", script=script)
    when(page, "12", "5", "2026")
    say(page, "Who made this plan", "Their mother, the school, Jay. Their father would not come.")
    choose(page, "Do those with parental responsibility agree", "Yes")
    for child, what in (("Jay Mabey", "Walk him to school."), ("Kai Mabey", "Find him a nursery place.")):
        write(page, f"{child}, Need 1", "What does this child need?", f"{child}: to be out of bed by eight.")
        write(page, f"{child}, Action 1", "What will be done?", what)
        region = page.get_by_role("region", name=child)
        region.get_by_label("If it does not get better").fill("A meeting.")
        region.get_by_label("The plan in plain words").fill(f"What we promised {child}.")
    more(page, "Jay Mabey", "action")
    write(page, "Jay Mabey, Action 2", "What will be done?", "Ring his father.")
    more(page, "Jay Mabey", "action")

    expect(page.get_by_text("Nobody is named who does this.")).to_have_count(3)
    expect(page.get_by_text("Too short to act on")).to_have_count(2)
    if script:
        axe(page)
        shot(page, "plan-form")
    press(page, "Record it: plan agreed with the family")

    expect(page.get_by_role("heading", level=1)).to_contain_text("plan agreed with the family")
    of_jay, of_kai = (Entry.objects.get(about=child, step="child_in_need.planned") for child in brothers)
    assert (of_jay.answers["actions_2_what"], of_kai.answers.get("actions_2_what")) == ("Ring his father.", None)
    assert Action.now.filter(about=jay, what="Ring his father.").exists()


def test_the_plan_on_its_page_and_in_plain_words_on_two_pages_of_paper(signed_in, authority, axe, shot):
    child = authority.child("Edie", "Castellane-Brightwater", born="3 Apr 2015", known_as="Edie")
    authority.tell(plans(lambda days, at="": f"{timezone.localdate() - dt.timedelta(days=days):%d %b %Y} {at}"), child)

    page = signed_in("Sam", at=f"/child/{child}/plan/")
    expect(page.get_by_role("row").filter(has_text="Walk her to school.")).to_contain_text("Late")
    axe(page)
    shot(page, "plan")
    page.get_by_role("link", name="In plain words, to print").click()

    expect(page.get_by_text("You come to school fed and on time.")).to_be_visible()
    axe(page)
    shot(page, "plan_family")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4_WIDE, "height": A4_TALL})
    assert page.evaluate("document.documentElement.scrollHeight") <= 2 * A4_TALL
