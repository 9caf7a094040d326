"""Signing in by the authority's directory: a real OpenID Connect provider, which runs here beside the tests."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from canaille.app.session import UserSession
from canaille.core.models import User as Known
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.test import Client
from flask import g
from pytest_iam import Server, iam_server, iam_server_port
from pytest_iam import iam_configuration as offered

from goldenthread.config import checks
from goldenthread.record.models import Holding
from tests.authority import LONG_AGO
from tests.rooms.doors.test_sign_in import shown

__all__ = ["iam_server", "iam_server_port", "offered"]

BACK = "http://testserver/sign-in/directory/back/"
SECRET = "a made-up secret"
WITH_TWO = ["password", "otp"]


@pytest.fixture(scope="session")
def iam_configuration(offered: dict[str, Any]) -> dict[str, Any]:
    """As offered, and as most directories are: a nonce may be left out of a request that PKCE protects."""
    offered["CANAILLE_OIDC"]["REQUIRE_NONCE"] = False
    return offered


@pytest.fixture(scope="session")
def provider(iam_server: Server) -> Server:
    """The directory, which says how somebody proved to it who they are."""

    @iam_server.app.before_request
    def say_how() -> None:
        if isinstance(getattr(g, "session", None), UserSession):
            g.session.authentication_methods = how

    return iam_server


@pytest.fixture
def asks(provider: Server) -> str:
    """This system as the directory knows it: anew for each test, as it mixes up codes that one asker left lying."""
    made = provider.models.Client(
        client_id=str(uuid.uuid4()), client_secret=SECRET, client_name="Golden Thread",
        client_uri="http://testserver", redirect_uris=[BACK], grant_types=["authorization_code"],
        response_types=["code"], token_endpoint_auth_method="client_secret_post", scope=["openid", "profile", "email"],
    )  # fmt: skip
    provider.backend.save(made)
    # Whom its tokens are for.
    provider.backend.update(made, audience=[made])
    provider.backend.save(made)
    return made.client_id


how: list[str] = []


@pytest.fixture(autouse=True)
def directory(provider: Server, asks: str, settings) -> Iterator[None]:
    """The authority's settings."""
    settings.DIRECTORY = provider.url.rstrip("/")
    settings.DIRECTORY_NAME = "your Northbridge account"
    settings.DIRECTORY_ADDRESSES_ARE_VERIFIED = True
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": settings.DIRECTORY_ID, "name": settings.DIRECTORY_NAME, "client_id": asks,
                    "secret": SECRET, "settings": {"server_url": settings.DIRECTORY},
                }
            ],
        }
    }  # fmt: skip
    how[:] = ["password"]
    yield
    provider.logout()


def known(provider: Server, name: str, address: str = "") -> Known:
    """Somebody whom the directory knows, who has signed in there and lets it say who they are."""
    said = provider.random_user(user_name=name.lower(), emails=[address or f"{name}@northbridge.example"])
    provider.login(said)
    provider.consent(said)
    return said


def come_by(client: Client, at: str = "/sign-in/directory/"):
    """To the directory and back, as a browser would go."""
    away = client.post(at)["Location"]
    back = requests.get(away, allow_redirects=False, timeout=10).headers["Location"]
    assert back.startswith(BACK), back
    return client.get(back.removeprefix("http://testserver"))


def test_the_sign_in_page_offers_it_only_where_there_is_one(client, settings, db):
    assert "Sign in with your Northbridge account" in shown(client.get("/sign-in/"))
    settings.DIRECTORY = ""
    assert "Sign in with" not in shown(client.get("/sign-in/"))


def test_a_worker_comes_by_the_directory_and_is_known_by_its_number_from_then_on(client, authority, provider):
    said = known(provider, "Sam", "Sam@Northbridge.example")
    before = User.objects.count()

    assert come_by(client, "/sign-in/directory/?next=/keys/")["Location"] == "/keys/"
    assert client.session[SESSION_KEY] == str(authority.users["Sam"].pk)
    assert client.get("/").status_code == 200

    with provider.app.app_context():
        provider.backend.update(said, emails=["another@elsewhere.example"])
        provider.backend.save(said)
    again = Client()
    come_by(again)
    assert again.session[SESSION_KEY] == str(authority.users["Sam"].pk)
    assert User.objects.count() == before
    assert authority.users["Sam"].has_usable_password()


def test_what_is_sent_to_the_directory_binds_its_answer_to_this_browser(client, authority, provider):
    asked = parse_qs(urlsplit(client.post("/sign-in/directory/")["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["state"]

    known(provider, "Sue")
    away = client.post("/sign-in/directory/")["Location"]
    back = requests.get(away, allow_redirects=False, timeout=10).headers["Location"]
    elsewhere = Client()
    elsewhere.get(back.removeprefix("http://testserver"))
    assert SESSION_KEY not in elsewhere.session


def refused(client: Client) -> None:
    answer = come_by(client)
    assert answer["Location"] == "/sign-in/refused/"
    page = client.get(answer["Location"])
    assert page.status_code == 401
    assert "Nobody who holds a post here signs in this way" in shown(page)
    assert SESSION_KEY not in client.session


def test_somebody_without_an_account_here_is_refused_and_nobody_is_made(client, authority, provider):
    known(provider, "Stranger")
    refused(client)
    assert not SocialAccount.objects.exists()
    assert not User.objects.filter(email__icontains="stranger").exists()


def test_a_leaver_is_told_the_same(client, authority, provider):
    known(provider, "Wes")
    come_by(client)
    Holding.objects.filter(worker=authority.workers["Wes"]).update(until=LONG_AGO)
    refused(Client())


def test_an_address_that_nobody_verified_opens_nothing(client, authority, provider, settings):
    """Anybody could write it into their own profile. This directory does not say whether it verified it."""
    settings.DIRECTORY_ADDRESSES_ARE_VERIFIED = False
    known(provider, "Ada")
    refused(client)
    assert not SocialAccount.objects.exists()


def test_nobody_ties_a_directorys_account_to_another_person(client, authority, provider):
    client.force_login(authority.users["Adam"])
    known(provider, "Eve")
    assert come_by(client, "/sign-in/directory/?process=connect")["Location"] == "/sign-in/refused/"
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    ("counts", "asked_there", "first_page"),
    [
        (True, WITH_TWO, "/"),
        (True, ["password"], "/account/second-factor/"),
        (False, WITH_TWO, "/account/second-factor/"),
    ],
    ids=["counts and was asked", "was not asked", "does not count"],
)
def test_the_directorys_second_factor_counts_only_if_the_authority_says_so(
    client, authority, provider, settings, counts, asked_there, first_page
):
    settings.SECOND_FACTOR_REQUIRED, settings.DIRECTORY_SECOND_FACTOR_COUNTS = True, counts
    how[:] = asked_there
    known(provider, f"Grace{len(asked_there)}{counts}", "grace@northbridge.example")

    come_by(client)

    page = client.get("/")
    assert page.headers.get("Location", "/") == first_page


@pytest.mark.parametrize("counts", [True, False])
def test_our_own_second_step_is_asked_unless_theirs_counts(client, authority, provider, settings, counts):
    settings.SECOND_FACTOR_REQUIRED, settings.DIRECTORY_SECOND_FACTOR_COUNTS = True, counts
    how[:] = WITH_TWO
    TOTP.activate(authority.users["Dora"], "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    known(provider, f"Dora{counts}", "dora@northbridge.example")

    assert come_by(client)["Location"] == ("/" if counts else "/sign-in/second-step/")
    assert (SESSION_KEY in client.session) is counts


def test_a_form_may_end_at_the_directory_and_nowhere_else():
    """The browser refuses it otherwise. Read from the environment, as the settings are."""
    asked = (
        "from goldenthread.config.settings import CONTENT_SECURITY_POLICY as it; print(it['DIRECTIVES']['form-action'])"
    )
    given = os.environ | {"OIDC_ISSUER": "https://login.example/a-tenant/v2.0"}
    said = subprocess.run([sys.executable, "-c", asked], env=given, capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[\"'self'\", 'https://login.example']"


def test_a_directory_that_is_half_set_up_is_refused_at_the_start(settings):
    settings.DIRECTORY_CLIENT = settings.DIRECTORY_SECRET = ""
    assert sum("E007" in said for said in checks.mistakes()) == 2
