"""Signing in: who is let in, what the others are told, and what guessing comes to."""

import datetime as dt
import html
import re

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from goldenthread.casework import administration
from goldenthread.casework.administration import Change
from goldenthread.record.models import Holding
from tests.authority import PASSWORD, Authority, email

WRONG = "The email address and the password do not belong together, or the account is closed."


def shown(answer) -> str:
    """What a page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: str):
    return client.post("/sign-in/", {"login": email(name), "password": password}, **more)


@pytest.fixture
def change(authority: Authority) -> Change:
    return Change(by=authority.actor("Adam"), at=timezone.now(), why="Made up")


def test_passwords_are_kept_as_argon2_hashes(authority):
    assert authority.users["Sam"].password.startswith("argon2$argon2id$")


def test_a_worker_signs_in_and_gets_another_session_key(client, authority):
    client.get("/")
    session = client.session
    session["post"] = 0
    session.save()
    before = session.session_key

    answer = sign_in(client, "Sam")

    assert answer["Location"] == "/"
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()
    assert client.get("/").status_code == 200


def test_signing_in_ends_the_session_of_whoever_signed_in_before_on_this_machine(client, authority):
    sign_in(client, "Sam")
    before = client.session.session_key
    client.logout()
    sign_in(client, "Sue")
    assert client.session.session_key != before
    assert client.session[SESSION_KEY] == str(authority.users["Sue"].pk)


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that was hashed: the real hasher still does its work."""
    done: list[str] = []
    real = Argon2PasswordHasher.encode, Argon2PasswordHasher.verify

    def encode(self, password, salt):
        done.append(password)
        return real[0](self, password, salt)

    def verify(self, password, encoded):
        done.append(password)
        return real[1](self, password, encoded)

    monkeypatch.setattr(Argon2PasswordHasher, "encode", encode)
    monkeypatch.setattr(Argon2PasswordHasher, "verify", verify)
    return done


def closed(authority: Authority, change: Change) -> None:
    administration.open_account(authority.workers["Wes"].pk, active=False, change=change)


def left(authority: Authority, change: Change) -> None:
    Holding.objects.filter(worker=authority.workers["Wes"]).update(ended_at=change.at, until=timezone.localdate())


def to_come(authority: Authority, change: Change) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    Holding.objects.filter(worker=authority.workers["Wes"]).update(since=tomorrow)


@pytest.mark.parametrize(
    ("name", "password", "before"),
    [
        ("Sam", "not this one at all", None),
        ("Nobody", PASSWORD, None),
        ("Wes", PASSWORD, closed),
        ("Wes", PASSWORD, left),
        ("Wes", PASSWORD, to_come),
    ],
    ids=["wrong password", "unknown name", "closed account", "left this minute", "begins tomorrow"],
)
def test_whoever_is_not_let_in_is_told_the_same_after_the_same_work(
    client, authority, change, hashed, name, password, before
):
    if before:
        before(authority, change)

    answer = sign_in(client, name, password)

    assert WRONG in shown(answer)
    assert answer.status_code == 200
    assert SESSION_KEY not in client.session
    assert hashed == [password]
    assert AccessAttempt.objects.get().username == email(name)


@pytest.mark.parametrize("name", ["Sam", "Nobody"])
def test_a_name_rests_after_five_mistakes_and_the_page_says_until_when_and_whom_to_ask(client, authority, hashed, name):
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        assert WRONG in shown(sign_in(client, name, "a guess"))

    fifth = sign_in(client, name.upper(), "a guess")
    said = shown(fifth)
    hashed.clear()
    right = sign_in(client, name)

    assert fifth.status_code == right.status_code == 429
    until = timezone.localtime(AccessAttempt.objects.latest("attempt_time").attempt_time + settings.AXES_COOLOFF_TIME)
    assert f"This name rests until {until + dt.timedelta(seconds=59):%H:%M}" in said
    assert "ask the people who run the system here" in said
    assert shown(right) == said, "the right password is told nothing else, and moves the end no further"
    assert hashed == []
    assert SESSION_KEY not in client.session


def test_nobody_else_and_no_other_place_rests_with_it(client, authority):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, "Sam", "a guess")

    assert sign_in(client, "Sue")["Location"] == "/"
    assert sign_in(Client(), "Sam", REMOTE_ADDR="192.0.2.7")["Location"] == "/"


def test_guessing_one_name_from_many_places_is_slowed_down(client, authority):
    for number in range(10):
        sign_in(client, "Sam", "a guess", REMOTE_ADDR=f"192.0.2.{number}")

    assert WRONG in shown(sign_in(client, "Sam", REMOTE_ADDR="192.0.2.99"))
    assert SESSION_KEY not in client.session


def test_another_password_from_an_administrator_ends_the_rest(client, authority, change):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, "Sam", "a guess")

    password = administration.renew_password(authority.workers["Sam"].pk, change=change)

    assert sign_in(client, "Sam", password).status_code == 302


def test_no_password_and_no_token_is_written_down_with_what_was_tried(client, authority):
    sign_in(client, "Sam", "a guess that nobody reads")
    assert "a guess that" not in str(AccessAttempt.objects.values().get())


def test_a_password_that_somebody_else_made_is_changed_before_anything_opens(client, authority, change):
    password = administration.renew_password(authority.workers["Sam"].pk, change=change)
    sign_in(client, "Sam", password)

    assert client.get("/")["Location"] == "/account/password/"
    assert client.get("/account/")["Location"] == "/account/password/"
    page = client.get("/account/password/")
    assert "it is for this once" in shown(page)
    assert 'aria-label="Main"' not in page.content.decode()

    own = "three unlikely friends"
    answer = client.post("/account/password/", {"oldpassword": password, "password1": own, "password2": own})

    assert answer["Location"] == "/"
    assert client.get("/").status_code == 200
    assert sign_in(Client(), "Sam", own)["Location"] == "/"
    other = Client()
    sign_in(other, "Sam", own)
    assert other.get("/").status_code == 200, "asked once only"


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("not mine", "three unlikely friends", "three unlikely friends", "current password"),
        (PASSWORD, "short", "short", "at least 12 characters"),
        (PASSWORD, "three unlikely friends", "three unlikely fiends", "same password"),
    ],
)
def test_a_password_that_will_not_do_says_why(client, authority, old, new, again, said):
    sign_in(client, "Sam")
    page = client.post("/account/password/", {"oldpassword": old, "password1": new, "password2": again})
    assert "Your password is not changed" in shown(page)
    assert said in shown(page)
