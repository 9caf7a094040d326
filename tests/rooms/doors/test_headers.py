"""What the browser is told by every answer: every address, static files, refusals, redirects and what breaks."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from goldenthread.casework import access
from tests.authority import Authority, client
from tests.journeys.world import OPENED, World, opened
from tests.rooms.test_access import asked

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src": {"'none'"}, "object-src": {"'none'"}, "base-uri": {"'none'"}, "frame-ancestors": {"'none'"},
    "form-action": {"'self'"}, "script-src": {"'self'"}, "style-src": {"'self'"},
}  # fmt: skip
# What a page without inline scripts and styles does not have.
INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)(?![^>]*type=.application/json)|<style|\sstyle=|\son[a-z]+=[\"']|javascript:"
)


def wrong(response) -> list[str]:
    """Each header that is not as it should be, and each thing on the page that the policy would refuse."""
    found = [f"{name}: {response.get(name)}" for name, value in HEADERS.items() if response.get(name) != value]
    if "camera=()" not in response.get("Permissions-Policy", ""):
        found.append("Permissions-Policy")
    said = {name: set(rest) for name, *rest in map(str.split, response.get("Content-Security-Policy", "x").split(";"))}
    found += [f"{name}: {said.get(name)}" for name, value in POLICY.items() if said.get(name) != value]
    found += [f"{name} {value}" for name, values in said.items() for value in values if "unsafe" in value]
    page = b"".join(response)
    if response.get("Content-Type", "").startswith("text/html"):
        found += INLINE.findall(page.decode())
    return found


@pytest.fixture
def anybody() -> Client:
    return Client(raise_request_exception=False)


def test_every_address_says_it_to_nobody_in_particular(authority, anybody):
    child = authority.child()
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child)
    answers = {address: anybody.get(asked(address, child)) for address in access.ADDRESSES}

    assert {address: found for address, answer in answers.items() if (found := wrong(answer))} == {}
    assert {answer.status_code for answer in answers.values()} >= {200, 302, 401}


def test_every_page_says_it_to_whoever_opens_it_and_has_nothing_inline(authority: Authority):
    world = World.told(authority)
    found, shown, clients = {}, set(), {}
    for name in OPENED:
        for who, address in opened(world, name):
            if who not in clients:
                clients[who] = client(authority, who)
            answer = clients[who].get(address)
            if answer.status_code == 200:
                shown.add(name)
            if mistakes := wrong(answer):
                found[address] = mistakes

    assert found == {}
    assert len(shown) > 0.8 * len(OPENED)


@pytest.mark.parametrize(
    ("status", "ask"),
    [
        (404, lambda client: client.get("/nowhere/")),
        (301, lambda client: client.get("/sign-in")),
        (302, lambda client: client.get("/")),
        (400, lambda client: client.get("/health/", headers={"host": "somewhere.else.example"})),
        (403, lambda client: Client(enforce_csrf_checks=True).post("/sign-in/", {"login": "a", "password": "b"})),
        (200, lambda client: client.get("/health/")),
        (200, lambda client: client.get("/static/office/office.css")),
    ],
)  # fmt: skip
def test_refusals_machines_and_static_files_say_it_too(db, anybody, status, ask):
    answer = ask(anybody)

    assert (answer.status_code, wrong(answer)) == (status, [])


def test_a_page_that_broke_says_it_too(db, anybody, monkeypatch):
    monkeypatch.setattr("goldenthread.doors.office.sign_in.ENDED", None)

    answer = anybody.get("/sign-in/?ended=idle")

    assert (answer.status_code, wrong(answer)) == (500, [])


def test_over_https_the_browser_is_told_to_stay_there(db, settings, anybody):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    settings.SECURE_SSL_REDIRECT = True

    there, sent_on = anybody.get("/health/", secure=True), anybody.get("/health/")

    assert there["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert (sent_on.status_code, sent_on["Location"]) == (301, "https://testserver/health/")
    assert "Strict-Transport-Security" not in sent_on
    assert (wrong(there), wrong(sent_on)) == ([], [])


def test_a_wrong_name_before_everything_else_says_it_too(db, settings, anybody):
    settings.SECURE_SSL_REDIRECT = True

    answer = anybody.get("/health/", headers={"host": "somewhere.else.example"})

    assert (answer.status_code, wrong(answer)) == (400, [])


@pytest.mark.parametrize(
    ("https", "said"), [("1", "31536000 True True True __Host-sessionid"), ("", "0 False False False sessionid")]
)
def test_one_setting_says_that_this_is_served_over_https(https, said):
    asked = (
        "from goldenthread.config import settings as s;"
        "print(s.SECURE_HSTS_SECONDS, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        "s.SESSION_COOKIE_NAME)"
    )
    environment = {**os.environ, "HTTPS": https, "GOLDENTHREAD_VAR": str(settings.VAR)}

    answer = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == said
