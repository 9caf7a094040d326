"""The second factor: nothing else opens without, and what proves it."""

import re
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goldenthread.casework import access, administration
from goldenthread.casework.access.locked_away import NoKey, lock_what_is_not, unlock
from goldenthread.casework.administration import Change
from goldenthread.config import checks
from tests.authority import PASSWORD, Authority
from tests.passkeys import made_passkey
from tests.rooms.doors.test_recording import TRANSACTION
from tests.rooms.doors.test_sign_in import shown, sign_in

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(secret: str) -> str:
    """What the app shows now."""
    _, now, _ = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, now))


@pytest.fixture(autouse=True)
def required(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def app(authority: Authority) -> str:
    """Sam has set up an app, and has codes on paper."""
    TOTP.activate(authority.users["Sam"], SECRET)
    RecoveryCodes.activate(authority.users["Sam"])
    return SECRET


def test_nothing_opens_before_a_second_factor_is_set_up(client, authority):
    sign_in(client, "Sam")

    for page in ("/", "/find/", "/law/", "/account/"):
        assert client.get(page)["Location"] == "/account/second-factor/", page
    posted = client.post("/posts/change/", {"post": authority.posts["Sam"].pk})
    assert posted["Location"] == "/account/second-factor/"
    page = client.get("/account/second-factor/")
    assert "Nothing else opens before you have one." in shown(page)
    assert 'aria-label="Main"' not in page.content.decode(), "no menu that leads nowhere"


def test_every_address_is_shut_until_then_but_those_that_set_it_up():
    way_in = {name for name, who in access.ADDRESSES.items() if who.way_in}
    assert way_in == {
        "session", "account_change_password", "sign_out_everywhere", "second_factor", "mfa_activate_totp",
        "mfa_add_webauthn", "account_reauthenticate", "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }  # fmt: skip


def test_an_app_is_set_up_and_everything_opens(client, authority):
    sign_in(client, "Sam")
    page = client.get("/account/second-factor/app/")
    secret = re.search(r'class="gt-secret">([A-Z2-7 ]+)<', page.content.decode()).group(1).replace(" ", "")
    assert "<svg" in page.content.decode()
    assert "style=" not in page.content.decode()

    wrong = client.post("/account/second-factor/app/", {"code": "000000"})
    assert "That is not what the app should show now" in shown(wrong)
    assert secret in re.sub(r"\s", "", wrong.content.decode()), "the same secret, so that the picture still holds"
    done = client.post("/account/second-factor/app/", {"code": code(secret)})

    assert done["Location"] == "/account/second-factor/codes/"
    codes = re.findall(r"<code>(\d{4} \d{4})</code>", client.get(done["Location"]).content.decode())
    assert len(codes) == 10
    assert client.get("/").status_code == 200


def test_signing_in_takes_a_second_step_and_no_code_opens_twice(client, authority, app):
    sent = sign_in(client, "Sam")
    assert sent["Location"] == "/sign-in/second-step/"
    assert client.get("/")["Location"].startswith("/sign-in/?next=")
    before = client.session.session_key

    wrong = client.post("/sign-in/second-step/", {"code": "000000"})
    assert "That code is not right, or was used already" in shown(wrong)
    now = code(app)
    assert client.post("/sign-in/second-step/", {"code": now})["Location"] == "/"
    assert client.session.session_key != before
    assert client.get("/").status_code == 200

    other = Client()
    sign_in(other, "Sam")
    assert "was used already" in shown(other.post("/sign-in/second-step/", {"code": now}))
    assert SESSION_KEY not in other.session


def test_a_code_on_paper_opens_once(client, authority, app):
    paper = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()[0]
    sign_in(client, "Sam")
    assert client.post("/sign-in/second-step/", {"code": f"{paper[:4]} {paper[4:]}"})["Location"] == "/"
    assert client.get("/").status_code == 200
    assert "9 codes left" in shown(client.get("/account/"))

    other = Client()
    sign_in(other, "Sam")
    assert "not right" in shown(other.post("/sign-in/second-step/", {"code": paper}))


def test_guessing_codes_has_to_rest(client, authority, app):
    sign_in(client, "Sam")
    for guess in range(11):
        client.post("/sign-in/second-step/", {"code": f"{guess:06}"})
    assert "rest for a few minutes" in shown(client.post("/sign-in/second-step/", {"code": code(app)}))
    assert SESSION_KEY not in client.session


def test_whoever_removes_their_last_is_asked_for_another_at_once(client, authority, app):
    sign_in(client, "Sam")
    client.post("/sign-in/second-step/", {"code": code(app)})

    assert "Nobody can sign in with it any more" in shown(client.get("/account/second-factor/app/remove/"))
    client.post("/account/second-factor/app/remove/")

    assert client.get("/")["Location"] == "/account/second-factor/"


def test_after_a_while_they_say_again_that_it_is_they_before_one_is_changed(client, authority, app):
    sign_in(client, "Sam")
    client.post("/sign-in/second-step/", {"code": code(app)})
    session = client.session
    session["begun"] -= 6 * 60
    session.save()

    asked = client.get("/account/second-factor/app/remove/")
    assert asked["Location"].startswith("/account/it-is-you/?next=")
    assert "Say once more that it is you" in shown(client.get(asked["Location"]))
    back = client.post(asked["Location"], {"password": PASSWORD, "next": "/account/second-factor/app/remove/"})
    assert back["Location"] == "/account/second-factor/app/remove/"
    assert client.get(back["Location"]).status_code == 200


def test_whoever_has_a_passkey_says_by_it_that_it_is_they(client, authority, app):
    passkey = made_passkey(authority.users["Sam"])
    sign_in(client, "Sam")
    client.post("/sign-in/second-step/", {"code": code(app)})
    session = client.session
    session["begun"] -= 6 * 60
    session.save()
    change = f"/account/second-factor/passkey/{passkey.pk}/remove/"

    page = client.get(client.get(change)["Location"]).content.decode()
    (there,) = re.findall(r'href="([^"]+)">With a passkey instead', page)
    with CaptureQueriesContext(connection) as queries:
        asked = client.get(unescape(there))
    assert len([one for one in queries if not one["sql"].startswith(TRANSACTION)]) <= 12
    assert 'data-passkey="get"' in asked.content.decode()
    assert "With the password instead" in shown(asked)
    assert "With a code instead" in shown(asked)
    false = client.post(unescape(there), {"credential": "{}", "next": change})
    assert false["Location"] == unescape(there)
    assert "That passkey does not belong to this account" in shown(client.get(false["Location"]))
    assert client.get(change)["Location"].startswith("/account/it-is-you/")


def test_an_administrator_takes_a_lost_one_away_and_they_set_up_another(client, authority, app):
    sign_in(client, "Sam")
    client.post("/sign-in/second-step/", {"code": code(app)})
    change = Change(by=authority.actor("Adam"), at=timezone.now(), why="A lost telephone")

    administration.take_second_factor(authority.workers["Sam"].pk, change=change)

    assert client.get("/")["Location"].startswith("/sign-in/")
    assert sign_in(client, "Sam")["Location"] == "/"
    assert client.get("/")["Location"] == "/account/second-factor/"


def test_nobody_real_is_given_an_account_where_none_is_asked(client, authority, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(authority.users["Adam"])
    said = {"name": "Nia Field", "email": "nia@council.gov.uk", "why": "Joins"}

    assert "Only made-up people sign in here" in shown(client.post("/administration/workers/new/", said))
    assert not User.objects.filter(email__startswith="nia").exists()


def test_it_is_off_for_the_made_up_authority_alone(authority, settings):
    def refusals() -> list[str]:
        return [said for said in checks.mistakes(databases=["default"]) if "E006" in said]

    settings.SECOND_FACTOR_REQUIRED = False
    assert refusals() == []

    User.objects.filter(first_name="Sam").update(email="sam@northbridge.gov.uk")
    assert ["1 accounts are not of the made-up authority" in said for said in refusals()] == [True]

    settings.FIRST_DATA = ""
    assert ["this is not the demonstration" in said for said in refusals()] == [True]

    settings.SECOND_FACTOR_REQUIRED = True
    assert refusals() == []


def kept_as() -> list[str]:
    """Every secret as the table has it."""
    return [str(value) for one in Authenticator.objects.all() for value in one.data.values()]


def test_the_database_does_not_hold_what_codes_are_made_from(app, authority):
    seed = unlock(Authenticator.objects.get(type="recovery_codes").data["seed"])

    assert not [each for each in kept_as() if app in each or seed in each]
    assert unlock(Authenticator.objects.get(type="totp").data["secret"]) == app


def test_without_its_key_no_code_opens_and_with_it_again_the_same_does(client, app, settings, caplog):
    ours = settings.SECOND_FACTOR_KEYS
    settings.SECOND_FACTOR_KEYS = ["another key, of fifty characters and a few more than that"]
    sign_in(client, "Sam")
    client.post("/sign-in/second-step/", {"code": code(app)})
    assert SESSION_KEY not in client.session
    assert "its key is not in SECOND_FACTOR_KEYS" in caplog.text

    settings.SECOND_FACTOR_KEYS = ours
    client.post("/sign-in/second-step/", {"code": code(app)})
    assert SESSION_KEY in client.session


def test_an_open_secret_and_one_under_an_older_key_are_locked_by_the_next_start(app, authority, settings):
    TOTP.activate(authority.users["Sue"], SECRET)
    Authenticator.objects.filter(user=authority.users["Sue"]).update(data={"secret": SECRET})
    before = kept_as()
    newer = "a newer key, of fifty characters and a few more than that"
    settings.SECOND_FACTOR_KEYS = [newer, *settings.SECOND_FACTOR_KEYS]

    assert (lock_what_is_not(), lock_what_is_not()) == (3, 0)
    settings.SECOND_FACTOR_KEYS = [newer]

    assert not set(before) & set(kept_as()) - {"0"}
    assert {unlock(one.data["secret"]) for one in Authenticator.objects.filter(type="totp")} == {SECRET}


def test_what_was_never_locked_opens_nothing(db, settings):
    with pytest.raises(NoKey):
        unlock(SECRET)
    settings.SECOND_FACTOR_KEYS = ["short"]
    assert [mistake for mistake in checks.mistakes() if "A key in SECOND_FACTOR_KEYS has 5 characters" in mistake]
