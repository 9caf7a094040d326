"""A plan for two brothers, written at a browser: each with needs and actions of their own, and what nobody could act on
pointed out beside it.
"""

import pytest
from playwright.sync_api import Page, expect

from goldenthread.record.models import Action, Entry
from tests.journeys.doing import choose, press, say, when
from tests.practice.test_child_in_need import ASSESSED


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
        shot(page, "plan")
    press(page, "Record it: plan agreed with the family")

    expect(page.get_by_role("heading", level=1)).to_contain_text("plan agreed with the family")
    of_jay, of_kai = (Entry.objects.get(about=child, step="child_in_need.planned") for child in brothers)
    assert (of_jay.answers["actions_2_what"], of_kai.answers.get("actions_2_what")) == ("Ring his father.", None)
    assert Action.now.filter(about=jay, what="Ring his father.").exists()
