"""An administrator makes a team and a worker; the worker signs in."""

import re

from playwright.sync_api import expect

from goldenthread.record.models import Worker
from tests.trials import in_trials

PLACES = (
    "", "workers/", "limits/", "days/", "changes/", "teams/new/", "workers/new/", "days/new/", "teams/east/",
    "teams/east/change/", "teams/east/posts/new/", "posts/sam/", "limits/assessment_midpoint_review_local/",
)  # fmt: skip


@in_trials
def test_every_page_reads_well(authority, signed_in, axe, shot):
    page = signed_in("Adam")
    for place in PLACES:
        page.goto(f"/administration/{place}")
        axe(page)
        if place in ("", "limits/", "teams/east/"):
            shot(page, f"administration-{place.strip('/').replace('/', '-') or 'teams'}")


def test_from_a_new_worker_to_their_first_page(authority, signed_in, visitor, axe, shot):
    page = signed_in("Adam", at="/administration/workers/new/")
    page.get_by_role("button", name="Make the worker").click()
    expect(page.get_by_role("alert")).to_be_visible()
    axe(page)
    page.get_by_label("Full name").fill("Nia Field")
    page.get_by_label("Email address at work").fill("nia@northbridge.example")
    page.get_by_label("Why?").fill("Joins on Monday")
    page.get_by_role("button", name="Make the worker").click()
    password = page.locator("code").inner_text()
    axe(page)
    page.get_by_role("link", name="Give Nia Field a post").click()
    page.get_by_label("Post").select_option("sue")
    for part, value in zip(("Day", "Month", "Year"), ("1", "1", "2026"), strict=True):
        page.get_by_role("group", name="First day").get_by_label(part).fill(value)
    page.get_by_label("Why?").fill("Joins on Monday")
    page.get_by_role("button", name="Give the post").click()
    expect(page.get_by_text("Nia Field holds the post from")).to_be_visible()
    axe(page)
    shot(page, "administration-worker")

    hers = visitor()
    hers.goto("/")
    hers.get_by_label("Email address").fill("nia@northbridge.example")
    hers.get_by_label("Password").fill(password)
    hers.get_by_role("button", name="Sign in").click()
    hers.get_by_role("heading", name="Choose a password of your own").wait_for()
    axe(hers)
    shot(hers, "password-of-their-own")
    hers.get_by_label("The password that you signed in with").fill(password)
    for label in ("Your new password", "Your new password again"):
        hers.get_by_label(label, exact=True).fill("three unlikely friends")
    hers.get_by_role("button", name="Change the password").click()
    hers.wait_for_url(lambda address: "/account/" not in address)
    expect(hers.get_by_role("heading", level=1)).to_have_text(re.compile("Nia$"))
    hers.goto("/administration/")
    expect(hers.get_by_text("This page is not for a social worker")).to_be_visible()


def test_a_back_dated_limit_shows_what_it_does_before_it_is_done(authority, signed_in, axe):
    page = signed_in("Adam", at="/administration/limits/assessment_midpoint_review_local/")
    page.get_by_label("How many").fill("5")
    for part, value in zip(("Day", "Month", "Year"), ("1", "1", "2026"), strict=True):
        page.get_by_role("group", name="From which day").get_by_label(part).fill(value)
    page.get_by_label("Why?").fill("Agreed by the board")
    page.get_by_role("button", name="Choose this limit").click()
    expect(page.get_by_text("This day has passed")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Confirm the back-dated change").click()
    expect(page.get_by_text("keep their day")).to_be_visible()


def test_an_account_is_closed(authority, signed_in, axe):
    sam = Worker.objects.get(name="Sam").pk
    page = signed_in("Adam", at=f"/administration/workers/{sam}/account/")
    page.get_by_label("Why?").fill("Left")
    page.get_by_role("button", name="Close the account").click()
    expect(page.get_by_text("The account of Sam is closed")).to_be_visible()
