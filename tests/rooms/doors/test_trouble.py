"""A database that is slow or away, and a disk that is full: a plain page, nothing half done, and it heals by itself."""

import errno
import html
import logging
import re
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from goldenthread.casework import access
from goldenthread.casework.access import sessions
from goldenthread.casework.documents import keeping
from goldenthread.config.settings import database
from goldenthread.doors.office import trouble
from goldenthread.record.models import Entry
from tests.authority import ANSWERS, Authority
from tests.rooms.doors.test_recording import CONTACT, begun, filled

WORRY = "Nobody <b>wakes</b> him & he is late each day."


@contextmanager
def waiting(**at_most: str) -> Iterator[None]:
    """Pages wait for the database as in production, only not as long."""
    options = " ".join(f"-c {name}={value}" for name, value in at_most.items())
    with pytest.MonkeyPatch.context() as patch:
        before = connection.settings_dict["OPTIONS"]
        patch.setitem(connection.settings_dict, "OPTIONS", before | {"options": f"{before['options']} {options}"})
        connection.close()
        yield
    connection.close()


@pytest.fixture
def rita(owner: psycopg.Connection) -> tuple[Client, str]:
    """The client of somebody who has a form open, and the form's address. All that is written is committed."""
    authority = Authority.found()
    client = Client(raise_request_exception=False)
    client.force_login(authority.users["Rita"])
    return client, begun(client, CONTACT, authority.child("Jay"))


def typed(client: Client, here: str) -> dict[str, str]:
    return {**filled(client.get(here).content.decode(), ANSWERS[CONTACT] | {"worry": WORRY}), "do": "complete"}


def sent_again(client: Client, page: str):
    """Press the button of the page: the same fields to the same address."""
    address = re.search(r'class="gt-kept" method="post" action="([^"]+)"', page).group(1)
    fields = re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', page)
    body = urllib.parse.urlencode([(html.unescape(name), html.unescape(value)) for name, value in fields])
    return client.post(html.unescape(address), body, content_type="application/x-www-form-urlencoded")


def test_a_save_that_took_too_long_wrote_nothing_and_is_sent_again_from_the_page(owner, rita):
    client, here = rita
    body = typed(client, here)

    with waiting(lock_timeout="200ms"), owner.transaction():
        owner.execute("lock table record_entry in exclusive mode")
        late = client.post(here, body)
        written = owner.execute("select count(*) from record_entry where step = %s", [CONTACT]).fetchone()
    page = late.content.decode()

    assert (late.status_code, late["Retry-After"], late["Cache-Control"]) == (503, "30", "no-store")
    assert "That took too long" in page
    assert html.escape(WORRY) in page
    assert "<b>" not in page
    assert written == (0,)
    assert not Entry.objects.filter(step=CONTACT).exists()

    assert sent_again(client, page).status_code == sent_again(client, page).status_code == 302
    assert Entry.objects.get(step=CONTACT).answers["worry"] == WORRY


def test_a_page_that_took_too_long_says_so_and_opens_when_the_database_is_quick_again(owner, rita):
    client, here = rita

    with waiting(statement_timeout="1s", lock_timeout="0"), owner.transaction():
        owner.execute("lock table record_draftanswer in access exclusive mode")
        late = client.get(here)

    assert late.status_code == 503
    assert "Reload this page to try again" in late.content.decode()
    assert client.get(here).status_code == 200


def test_a_database_that_is_away_keeps_what_was_typed_and_opens_again_by_itself(rita, monkeypatch):
    client, here = rita
    body = typed(client, here)

    with monkeypatch.context() as lost:
        lost.setitem(connection.settings_dict, "HOST", "/nowhere")
        connection.close()
        away = client.post(here, body)
    connection.close()

    assert (away.status_code, away["Retry-After"]) == (503, "120")
    assert html.escape(WORRY) in away.content.decode()
    assert sent_again(client, away.content.decode()).status_code == 302
    assert Entry.objects.filter(step=CONTACT).count() == 1


def seen_a_while_ago(client: Client) -> None:
    """So that the next answer keeps the session."""
    session = client.session
    session[sessions.SEEN] -= int(sessions.SEEN_EVERY.total_seconds()) + 1
    session.save()


def test_a_database_that_goes_away_before_the_session_is_kept_is_not_the_persons_mistake(rita, monkeypatch):
    """Django takes whatever goes wrong there for a session that was deleted, and a bad request."""
    client, here = rita
    body = typed(client, here)
    seen_a_while_ago(client)

    def lost(*args, **more):
        raise OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as patch:
        patch.setattr(Session, "save", lost)
        away = client.post(here, body)

    assert (away.status_code, away["Retry-After"]) == (503, "120")
    assert html.escape(WORRY) in away.content.decode()
    assert sent_again(client, away.content.decode()).status_code == 302
    assert Entry.objects.filter(step=CONTACT).count() == 1


def test_whoever_signed_out_elsewhere_meanwhile_is_told_so(rita, monkeypatch):
    client, here = rita
    body, keep = typed(client, here), SessionStore.save
    seen_a_while_ago(client)

    def after_another_window_signed_out(store, *args, **more):
        Session.objects.all().delete()
        return keep(store, *args, **more)

    with monkeypatch.context() as patch:
        patch.setattr(SessionStore, "save", after_another_window_signed_out)
        told = client.post(here, body)

    assert told.status_code == 400
    assert "You were signed out elsewhere" in told.content.decode()
    assert "Nothing was saved" not in told.content.decode()


@pytest.mark.parametrize(
    ("path", "body", "enforced"),
    [
        ("/sign-in/", {"login": "rita@northbridge.example", "password": "a secret of hers"}, False),
        ("/account/password/", {"oldpassword": "a secret of hers", "password1": "another secret"}, False),
        ("/person/new/", {"given": "Sent from another place"}, True),
        ("/nowhere/", {"given": "Sent to another place"}, False),
    ],
)
def test_a_password_and_what_came_from_another_site_are_not_put_on_the_page(db, monkeypatch, path, body, enforced):
    client = Client(raise_request_exception=False, enforce_csrf_checks=enforced)
    client.cookies[settings.SESSION_COOKIE_NAME] = "somebody"

    with monkeypatch.context() as lost:
        lost.setattr(SessionStore, "load", _away)
        answer = client.post(path, body)

    assert answer.status_code in (403, 404, 503)
    assert not [word for word in body.values() if word in answer.content.decode()]


def _away(session: SessionStore) -> None:
    raise OperationalError("connection refused")


def test_a_file_that_finds_no_room_leaves_no_half_of_itself(tmp_path, settings, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    with open("/dev/full", "wb") as full:
        monkeypatch.setattr(keeping.os, "fsync", lambda number: (full.write(b"x" * 8192), full.flush()))

        with pytest.raises(OSError, match="No space left") as refused:
            keeping._write_once(tmp_path / "ab" / "abc", b"a letter")
        monkeypatch.undo()
        full.raw.close()

    assert trouble.of(refused.value) is trouble.FULL
    assert list((tmp_path / "ab").iterdir()) == []


def test_a_full_disk_under_the_log_stops_no_page(client, authority, monkeypatch):
    handlers = {id(each): each for name in ("", "django") for each in logging.getLogger(name).handlers}
    with open("/dev/full", "w") as full:
        for each in handlers.values():
            if type(each) is logging.StreamHandler:
                monkeypatch.setattr(each, "stream", full)
        client.force_login(authority.users["Wes"])

        answers = [client.get("/administration/").status_code, client.get("/").status_code]
        monkeypatch.undo()
        full.buffer.raw.close()

    assert answers == [403, 200]


@pytest.mark.parametrize(
    ("raised", "is_"),
    [
        (psycopg.errors.DiskFull("could not extend file"), trouble.FULL),
        (OSError(errno.EDQUOT, "over quota"), trouble.FULL),
        (OSError(errno.ENOENT, "not there"), None),
        (psycopg.errors.LockNotAvailable("lock timeout"), trouble.SLOW),
        (psycopg.errors.DeadlockDetected("deadlock"), trouble.SLOW),
        (psycopg.errors.AdminShutdown("going down"), trouble.AWAY),
        (psycopg.errors.TooManyConnections("sorry"), trouble.AWAY),
        (psycopg.errors.ProgramLimitExceeded("index row too large"), None),
        (InterfaceError("connection already closed"), trouble.AWAY),
        (ValueError("a mistake of ours"), None),
    ],
    ids=lambda one: type(one).__name__,
)
def test_what_is_our_own_mistake_is_told_from_what_is_not(raised, is_):
    wrapped = OperationalError(str(raised)) if isinstance(raised, psycopg.OperationalError) else raised
    if wrapped is not raised:
        wrapped.__cause__ = raised

    assert trouble.of(wrapped) is is_


def test_pages_wait_less_than_chores_and_migrations_as_long_as_they_take(db):
    said = database("dbname=records options='-c work_mem=8MB'", waits=settings.PAGE_WAITS)

    assert said["OPTIONS"]["options"] == "-c jit=off -c statement_timeout=15s -c lock_timeout=5s -c work_mem=8MB"
    assert said["OPTIONS"]["connect_timeout"] == 5
    assert database("postgresql://someone@somewhere/records")["OPTIONS"]["options"] == "-c jit=off"
    with access.acting(access.Chore("sweep")):
        assert _waits() == settings.CHORE_WAITS
    assert _waits()["statement_timeout"] == "0"


def _waits() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('statement_timeout'), current_setting('lock_timeout')")
        return dict(zip(("statement_timeout", "lock_timeout"), cursor.fetchone(), strict=True))
