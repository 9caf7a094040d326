"""Opening a record with a reason, at a browser: found, asked, open and saying so, reviewed by the manager."""

import re

from playwright.sync_api import expect

from tests.practice.test_assessment import IN_TIME


def test_a_duty_worker_opens_a_record_and_the_manager_looks_at_it(signed_in, authority, shot):
    child = authority.child("Jay", "Mabey", born="1 Nov 2016")
    authority.tell(IN_TIME, child)

    page = signed_in("Wes", at="/find/?q=Jay Mabey 1 November 2016")
    expect(page.get_by_role("heading", name=re.compile("Not open to you"))).to_be_visible()
    shot(page, "find-closed")
    page.get_by_role("link", name="Say why you need it").click()
    shot(page, "opening-asked")
    page.get_by_label("Emergency, a child may be in danger now").check()
    page.get_by_label("Say what happened, and what you need to find out").fill(
        "The police rang at 22:10: he is at the station alone. I must know who may fetch him."
    )
    page.get_by_role("button", name="Open the record").click()

    expect(page.get_by_role("region", name="Warning: this page").first).to_contain_text("It closes at")
    shot(page, "opening-banner")
    page.goto(f"/child/{child}/chronology/")
    expect(page.get_by_text("Your manager has been told")).to_be_visible()

    manager = signed_in("Will")
    shot(manager, "opening-my-work")
    manager.get_by_role("link", name="Review it").click()
    shot(manager, "opening-review")
    manager.get_by_label("Yes, it was appropriate").check()
    manager.get_by_role("button", name="Record the review").click()
    expect(manager.get_by_text("Your review is on the record.")).to_be_visible()
    expect(manager.get_by_role("link", name="Review it")).to_have_count(0)
