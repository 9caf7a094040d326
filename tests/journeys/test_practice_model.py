"""Restorative practice at a browser, where it was chosen: what two brothers need, and what is promised to each."""

import pytest
from playwright.sync_api import expect

from goldenthread.config.practice_model import choose as choose_model
from goldenthread.record.models import Entry
from tests.journeys.doing import press, say, when
from tests.journeys.test_plan import more, write
from tests.practice.test_child_in_need import ASSESSED


@pytest.fixture
def restorative():
    choose_model("restorative")
    yield
    choose_model("signs_of_safety")


def test_a_restorative_conversation_about_two_brothers(signed_in, authority, restorative, axe, shot):
    brothers = [authority.child("Jay", "Mabey", born="1 Nov 2016"), authority.child("Kai", "Mabey", born="6 Feb 2019")]
    for child in brothers:
        authority.tell(ASSESSED, child)
    jay, kai = brothers
    page = signed_in("Sam", at=f"/child/{jay}/")
    page.get_by_text("Record something").first.click()
    expect(page.get_by_role("link", name="Record a restorative conversation")).to_be_visible()
    expect(page.get_by_role("link", name="Map with the family")).to_have_count(0)

    page.goto(f"/record/restorative_practice.talked/?about={jay}&about={kai}")
    axe(page)
    when(page, "12", "5", "2026")
    say(page, "Who took part", "Jay, Kai, Mum and Nan. Their father should have, and would not.")
    say(page, "What happened", "Mum: I shouted and threw the plate. Jay: I hid with Kai under the table.")
    say(page, "Who has been touched by it", "Both boys; Nan, who cleared it up; the neighbour, who rang us.")
    for name, need in (("Jay Mabey", "Mum says sorry to him alone."), ("Kai Mabey", "To eat without shouting.")):
        part = page.get_by_role("region", name=name)
        part.get_by_label("What is hard for this child").fill(f"{name.split()[0]} listens for the car each evening.")
        part.get_by_label("What in this family and around it helps").fill("Nan, and the dog.")
        part.get_by_label("What does this child need from whom").fill(need)
        write(page, f"{name}, Promise 1", "What will be done?", "Mum rings Nan before she shouts.")
    say(page, "What did you ask of them that was hard to hear", "To say what the boys saw. I came back at six.")
    group = page.get_by_role("group", name="When do we come together again")
    for box, typed in (("Day", "9"), ("Month", "6"), ("Year", "2026")):
        group.get_by_label(box).fill(typed)
    more(page, "Jay Mabey", "promise")
    expect(page.get_by_text("Nobody is named who does this.")).to_have_count(2)
    axe(page)
    shot(page, "restorative-form")
    press(page, "Record it: restorative conversation")

    expect(page.get_by_role("heading", level=1)).to_contain_text("restorative conversation")
    of_kai = Entry.objects.get(about=kai, step="restorative_practice.talked")
    assert of_kai.answers["needs"] == "To eat without shouting."
    page.goto(f"/child/{kai}/")
    expect(page.get_by_text("To eat without shouting.").first).to_be_visible()
    axe(page)
    shot(page, "restorative-child")
