"""A birth plan at a browser: who must have it is pointed out beside the answer, and the birth is recorded once."""

from playwright.sync_api import expect

from tests.practice.test_pre_birth import ACCEPTED, ASSESSED, EXPECTED, PANEL, TOLD
from tests.trials import in_trials


@in_trials
def test_a_birth_plan_says_who_must_have_it(authority, signed_in, axe, shot):
    child = authority.child(given="", surname="Marlow", born=None, expected_on=EXPECTED)
    authority.tell("\n".join((TOLD, ACCEPTED, ASSESSED, PANEL.format("child_in_need"))), child)

    page = signed_in("Sam", at=f"/record/pre_birth.birth_planned/?about={child}")
    page.get_by_label("Which hospital").fill("Northbridge Royal; at home if it is quick.")
    page.get_by_label("Health visiting").check()
    page.get_by_role("button", name="Save and go on later").click()

    expect(page.get_by_text("Maternity and the out-of-hours team must have it before the birth.")).to_be_visible()
    axe(page)
    shot(page, "birth-plan")
