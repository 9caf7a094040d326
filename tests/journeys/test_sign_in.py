"""Signing in and out at a browser."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from goldenthread.casework.access import sessions
from tests.authority import PASSWORD, Authority, email
from tests.journeys.conftest import SignedIn
from tests.rooms.doors.test_second_factor import code


def enter(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Email address").fill(email(name))
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.fixture
def signed_in(visitor: Callable[..., Page], authority: Authority) -> SignedIn:
    """Here through the form, in place of a session that was brought."""

    def come(name: str, *, at: str = "/") -> Page:
        page = visitor()
        page.goto("/sign-in/")
        enter(page, name)
        page.wait_for_url(lambda address: "/sign-in/" not in address)
        if at != "/":
            page.goto(at)
        return page

    return come


def test_a_worker_signs_in_and_out(signed_in, axe):
    page = signed_in("Sam")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Sam$"))

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


def test_a_name_rests_and_the_page_says_until_when(visitor, authority, axe, shot):
    page = visitor()
    page.goto("/sign-in/")
    for _ in range(5):
        enter(page, "Sam", "a guess")
    page.get_by_role("heading", name=re.compile(r"This name rests until \d\d:\d\d")).wait_for()
    axe(page)
    shot(page, "sign-in-resting")


def test_a_second_factor_is_set_up_with_an_app_and_asked_for_from_then_on(visitor, authority, settings, axe, shot):
    settings.SECOND_FACTOR_REQUIRED = True
    page = visitor()
    page.goto("/find/?q=mia")
    enter(page, "Sam")
    page.get_by_role("heading", name="Set up a second factor").wait_for()
    axe(page)
    shot(page, "second-factor-choose")
    page.get_by_role("link", name="Set up an app").click()
    secret = page.locator(".gt-secret").inner_text().replace(" ", "")
    axe(page)
    shot(page, "second-factor-app")
    page.get_by_role("button", name="It works").click()
    page.get_by_role("alert").wait_for()
    axe(page)
    page.get_by_label("The six figures").fill(code(secret))
    page.get_by_role("button", name="It works").click()
    page.get_by_role("heading", name="Codes on paper").wait_for()
    assert page.locator(".gt-codes code").count() == 10
    paper = page.locator(".gt-codes code").first.inner_text()
    axe(page)
    shot(page, "second-factor-codes")
    page.get_by_role("link", name="I have them").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Sam$"))

    page.get_by_role("link", name=re.compile("^Sam")).click()
    page.get_by_role("heading", name="Your account").wait_for()
    axe(page)
    shot(page, "account")
    page.get_by_role("link", name="Change your password").click()
    axe(page)
    page.get_by_role("button", name="Sign out").click()

    other = visitor(script=False)
    other.goto("/find/?q=mia")
    enter(other, "Sam")
    other.get_by_role("heading", name="Second step").wait_for()
    other.get_by_label("The six figures").fill(paper)
    other.get_by_role("button", name="Sign in", exact=True).click()
    other.wait_for_url("**/find/?q=mia")


def test_the_second_step(visitor, authority, settings, axe, shot):
    settings.SECOND_FACTOR_REQUIRED = True
    TOTP.activate(authority.users["Sam"], "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    page = visitor()
    page.goto("/sign-in/")
    enter(page, "Sam")
    page.get_by_role("heading", name="Second step").wait_for()
    axe(page)
    shot(page, "second-step")
    page.get_by_label("The six figures").fill("000000")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("alert").get_by_text("That code is not right").wait_for()
    axe(page)


def test_a_passkey_is_made_and_used(visitor, authority, settings, axe, shot):
    """With a device that the browser makes up; a passkey belongs to a name, so not by 127.0.0.1."""
    settings.SECOND_FACTOR_REQUIRED = True
    page = visitor()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }})  # fmt: skip
    page.goto("/health/")
    home = page.url.replace("127.0.0.1", "localhost").removesuffix("/health/")
    page.goto(f"{home}/sign-in/")
    enter(page, "Sam")
    page.get_by_role("link", name="Make a passkey").click()
    page.get_by_label("What do you call the device?").fill("My laptop")
    axe(page)
    shot(page, "second-factor-passkey")
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_role("heading", name="Codes on paper").wait_for()
    page.goto(f"{home}/account/")
    page.get_by_text("My laptop", exact=True).wait_for()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("heading", name="You are signed out").wait_for()

    page.goto(f"{home}/sign-in/")
    enter(page, "Sam")
    page.get_by_role("button", name="Use your passkey").wait_for()
    axe(page)
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url(f"{home}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Sam$"))

    an_hour_ago()
    page.goto(f"{home}/account/")
    page.get_by_role("link", name="Remove").first.click()
    page.get_by_role("link", name="With a passkey instead").click()
    page.get_by_role("heading", name="Say once more that it is you").wait_for()
    axe(page)
    shot(page, "second-factor-it-is-you")
    page.get_by_role("button", name="Use your passkey").click()
    page.get_by_role("heading", name="Remove the passkey").wait_for()


def an_hour_ago() -> None:
    """Everybody who is signed in signed in then."""
    for stored in Session.objects.all():
        held = SessionStore(stored.session_key)
        held[sessions.BEGUN] -= 3600
        held.save()


def test_a_device_that_refuses_says_what_to_do(visitor, authority, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    page = visitor()
    page.goto("/sign-in/")
    enter(page, "Sam")
    page.get_by_role("link", name="Make a passkey").click()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.locator("[data-passkey-said]")).to_have_text(re.compile("No passkey was made"))


def let_pass(minutes: int) -> None:
    """Since anybody was last seen."""
    for stored in Session.objects.all():
        held = SessionStore(stored.session_key)
        held[sessions.SEEN] = held.get(sessions.SEEN, 0) - minutes * 60
        held.save()


def test_a_page_warns_before_its_session_ends_and_stays_if_told_so(visitor, signed_in, axe, shot):
    page = signed_in("Sam")
    page.clock.install()
    page.goto("/keys/")
    page.clock.fast_forward("04:00")
    expect(page.locator("#session")).to_be_hidden()
    let_pass(18)
    page.clock.fast_forward("17:10")

    expect(page.get_by_role("dialog", name="Are you still there?")).to_be_visible()
    axe(page)
    shot(page, "session-warning", whole=False)
    page.keyboard.press("Enter")
    expect(page.locator("#session")).to_be_hidden()
    assert page.evaluate("fetch('/session/').then((answer) => answer.json())")["left"] > 19 * 60

    let_pass(21)
    page.clock.fast_forward("20:00")
    page.get_by_text("because nothing happened for a while").wait_for()
    axe(page)
    shot(page, "session-ended")
    enter(page, "Sam")
    page.wait_for_url("**/keys/")


def test_what_is_typed_while_the_session_ends_comes_back(signed_in, authority):
    page = signed_in("Rita", at="/front-door/")
    page.get_by_role("link", name="Take a contact").click()
    form = page.url
    let_pass(21)
    page.get_by_label("What are they worried about?").fill("Typed after the end.")
    expect(page.locator("#saved")).to_have_text(re.compile("kept on this device"))

    page.reload()
    enter(page, "Rita")
    page.wait_for_url(form)
    expect(page.get_by_label("What are they worried about?")).to_have_value("Typed after the end.")


KEPT = "Object.keys(localStorage).filter((name) => name.startsWith('goldenthread.unsaved'))"


def test_signing_out_saves_first_and_leaves_nothing_on_the_machine(signed_in, authority):
    page = signed_in("Rita", at="/front-door/")
    page.get_by_role("link", name="Take a contact").click()
    form = page.url
    page.get_by_label("What are they worried about?").fill("Typed and at once signed out.")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="You are signed out").wait_for()
    assert page.evaluate(KEPT) == []

    page.goto(form)
    enter(page, "Rita")
    expect(page.get_by_label("What are they worried about?")).to_have_value("Typed and at once signed out.")


def test_words_that_nobody_fetched_are_gone_from_the_machine_after_a_day(signed_in):
    page = signed_in("Rita")
    page.evaluate("""() => {
        const put = (name, hours) => localStorage.setItem(`goldenthread.unsaved.1./${name}/`, JSON.stringify({
            when: new Date(Date.now() - hours * 3600e3).toISOString(), answers: {} }));
        put("old", 25);
        put("new", 23);
    }""")
    page.reload()
    assert page.evaluate(KEPT) == ["goldenthread.unsaved.1./new/"]


def test_signing_out_everywhere_ends_the_other_window_too(signed_in):
    here, there = signed_in("Sam", at="/account/"), signed_in("Sam")
    here.reload()
    here.get_by_role("button", name="Sign out everywhere").click()
    here.get_by_role("heading", name="You are signed out").wait_for()
    there.reload()
    assert "/sign-in/" in there.url
