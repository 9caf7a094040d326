"""Signing in and out at a browser."""

import pytest

from tests.authority import PASSWORD, email


def test_a_worker_signs_in_and_out(signed_in, axe):
    page = signed_in("Sam")
    assert page.get_by_role("heading", level=1).inner_text().endswith("Sam")

    page.get_by_role("button", name="Sign out").click()

    page.get_by_role("heading", name="You are signed out").wait_for()
    axe(page)
    page.goto("/")
    assert "/sign-in/" in page.url


@pytest.mark.parametrize(
    ("who", "password"), [("Sam", "not this one at all"), ("Nobody", PASSWORD)], ids=["known name", "unknown name"]
)
def test_known_and_unknown_names_are_told_the_same(visitor, authority, axe, who, password):
    page = visitor()
    page.goto("/sign-in/")
    page.get_by_label("Email address").fill(email(who))
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()

    said = page.get_by_role("alert").inner_text()

    assert said.splitlines()[-1] == (
        "The email address and the password do not belong together, or the account is closed. Try again slowly; after "
        "several tries it has to rest for a few minutes."
    )
    axe(page)


def test_the_sign_in_page(visitor, authority, axe, shot):
    page = visitor()
    page.goto("/")
    axe(page)
    shot(page, "sign-in")


def test_signing_in_leads_to_the_page_that_was_asked_for_and_works_without_script(visitor, authority):
    page = visitor(script=False)
    page.goto("/keys/")
    page.get_by_label("Email address").fill(email("Sam"))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/keys/")
