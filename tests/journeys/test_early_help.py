"""Early help at a browser: what was written before a step begins the next form, and a family is sent somewhere real."""

import pytest
from playwright.sync_api import expect

from tests.authority import Authority
from tests.journeys.world import services_of
from tests.practice.test_early_help_pathway import ASSESSED_AS_IN_NEED, PLANNED_AS_IN_NEED, TAKEN_ON_AGAIN
from tests.trials import in_trials


@pytest.fixture
def stepped_down(authority: Authority):
    """A child whose child in need plan ended and with whom early help goes on."""
    child = authority.child("Mia", "Marlow")
    authority.tell(ASSESSED_AS_IN_NEED + PLANNED_AS_IN_NEED, child)
    authority.tell("1 Sep 2026 | child_in_need.ended | Ada | outcome=early_help", child)
    authority.tell(TAKEN_ON_AGAIN, child)
    return child


@in_trials
def test_a_plan_after_a_step_down_begins_with_the_one_before(stepped_down, signed_in, axe, shot):
    page = signed_in("Eve", at=f"/record/early_help.planned/?about={stepped_down}")

    expect(page.get_by_text("This form begins with what stands in")).to_be_visible()
    expect(page.get_by_label("What will be done?").first).to_have_value("Walk him to school.")
    axe(page)
    shot(page, "early-help-plan")

    page.goto(f"/record/early_help.stepped_up/?about={stepped_down}")
    axe(page)
    shot(page, "early-help-step-up")


def test_a_family_is_sent_to_a_service_of_the_directory(authority, stepped_down, signed_in, axe, shot):
    services_of(authority)
    page = signed_in("Eve", at="/services/")
    page.get_by_label("Age in years").fill("2")
    page.get_by_role("button", name="Find services").click()
    expect(page.get_by_text("Fathers and babies at Chapel Row")).to_be_visible()
    axe(page)
    shot(page, "services")

    page.goto(f"/record/signposting.signposted/?about={stepped_down}")
    page.get_by_label("Which service of the directory?").select_option(
        label="Fathers and babies at Chapel Row, Chapel Row (0 to 4)"
    )
    page.get_by_label("What for?").fill("He asked where other fathers go.")
    page.get_by_label("Told of it").check()
    page.get_by_role("group", name="Does the family want it?").get_by_label("Yes").check()
    axe(page)
    shot(page, "signposting")
    page.get_by_role("button", name="Record it").click()

    expect(page.get_by_role("heading", name="Recorded")).to_be_visible()
    expect(page.get_by_text("Ask what came of the signposting").first).to_be_visible()


@in_trials
def test_the_administrator_keeps_the_directory(authority, signed_in, axe, shot):
    services_of(authority)
    page = signed_in("Adam", at="/administration/services/")
    axe(page)
    shot(page, "administration-services")

    page.get_by_role("link", name="Add a service").click()
    page.get_by_label("Name of the service").fill("Breakfast at St Mark's")
    page.get_by_label("What does it do").fill("Breakfast before school.")
    page.get_by_label("From which age").fill("11")
    page.get_by_label("Up to which age").fill("4")
    page.get_by_label("How to reach it").fill("01632 960003")
    page.get_by_label("Why?").fill("It began.")
    page.get_by_role("button", name="Add the service").click()
    expect(page.get_by_role("alert").get_by_text("The ages stand the wrong way round")).to_be_visible()
    axe(page)
    page.get_by_label("Up to which age").fill("16")
    page.get_by_role("button", name="Add the service").click()
    expect(page.get_by_text("Breakfast at St Mark's is in the directory.")).to_be_visible()
