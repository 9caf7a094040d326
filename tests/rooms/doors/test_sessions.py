"""Sessions: they end, they say so, and nothing typed is lost with them."""

import datetime as dt
import re

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings as configured
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from goldenthread.casework import administration
from goldenthread.casework.access import sessions
from goldenthread.casework.administration import Change
from goldenthread.config import checks
from goldenthread.record.models import Holding
from goldenthread.timekeeping import spoken
from tests.authority import PASSWORD, Authority, email
from tests.rooms.doors.test_recording import CONTACT, filled
from tests.rooms.doors.test_sign_in import shown, sign_in

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36"
AT_MOST, SAVEPOINTS = 12, 4


def age(client: Client, *, seen: int = 0, begun: int = 0) -> None:
    """Let minutes pass since the person of this session was last seen, and since it began."""
    session = client.session
    session[sessions.SEEN] -= seen * 60
    session[sessions.BEGUN] -= begun * 60
    session.save()


@pytest.fixture
def sam(client: Client, authority: Authority) -> Client:
    sign_in(client, "Sam", HTTP_USER_AGENT=CHROME)
    return client


def test_a_session_ends_when_nobody_was_there_and_says_why(sam):
    age(sam, seen=19)
    assert sam.get("/").status_code == 200
    age(sam, seen=20)

    ended = sam.get("/find/?q=mia")

    assert ended["Location"] == "/sign-in/?ended=idle&next=/find/%3Fq%3Dmia"
    assert SESSION_KEY not in sam.session
    assert "because nothing happened for a while" in shown(sam.get(ended["Location"]))
    assert sign_in(sam, "Sam", next="/find/?q=mia").status_code == 302


def test_a_session_ends_after_half_a_day_whatever_was_done(sam):
    age(sam, begun=12 * 60 - 1)
    assert sam.get("/").status_code == 200
    age(sam, begun=1)
    assert sam.get("/")["Location"] == "/sign-in/?ended=long&next=/"


def test_a_session_that_does_not_know_when_it_began_has_ended(sam):
    session = sam.session
    del session[sessions.BEGUN]
    session.save()
    assert "/sign-in/" in sam.get("/")["Location"]


def test_a_page_counts_as_being_there_and_asking_how_long_is_left_does_not(sam):
    age(sam, seen=10)
    left = sam.get("/session/").json()["left"]
    assert 9 * 60 < left <= 10 * 60
    assert sam.get("/session/").json()["left"] <= left

    sam.get("/")
    assert sam.get("/session/").json()["left"] > 19 * 60

    age(sam, seen=18)
    stayed = sam.post("/session/", headers={"accept": "application/json"}).json()
    assert stayed["left"] > 19 * 60


def test_a_page_that_asks_after_the_end_is_told_why_it_ended(sam):
    age(sam, seen=21)
    first, second = sam.get("/session/"), sam.get("/session/")
    assert (first.status_code, first.json()) == (401, {"ended": "idle"})
    assert (second.status_code, second.json()) == (401, {"ended": ""})


def test_the_page_says_when_it_ends_without_script(sam):
    ends = timezone.localtime(dt.datetime.fromtimestamp(sam.session[sessions.SEEN], dt.UTC) + configured.SESSION_IDLE)
    assert f"If nothing happens here, you are signed out at {ends:%H:%M}" in shown(sam.get("/"))


def test_being_seen_costs_no_write_within_a_minute(sam, django_assert_max_num_queries):
    with django_assert_max_num_queries(AT_MOST + SAVEPOINTS) as asked:
        sam.get("/keys/")
    assert not [query for query in asked.captured_queries if query["sql"].startswith(("UPDATE", "INSERT"))]


@pytest.mark.parametrize(("minutes", "refused"), [(14, True), (15, False), (30, False), (31, True)])
def test_how_long_nobody_may_be_there_is_between_15_and_30_minutes(settings, minutes, refused):
    settings.SESSION_IDLE = dt.timedelta(minutes=minutes)
    assert any("E005" in said for said in checks.mistakes()) is refused


def test_what_was_sent_after_the_end_is_kept_and_they_come_back_to_the_same_form(client, authority):
    sign_in(client, "Rita")
    form = client.get(f"/record/{CONTACT}/", {"about": str(authority.child())})["Location"]
    page = client.get(form).content.decode()
    who = re.search(r'name="who" value="(\d+)"', page).group(1)
    age(client, seen=21)

    sent = client.post(form, {**filled(page, {"worry": "Typed for an hour"}), "who": who, "do": "save"})
    assert sent["Location"] == f"/sign-in/?ended=idle&next={form}"
    back = client.post(sent["Location"], {"login": email("Rita"), "password": PASSWORD, "next": form})

    assert back["Location"] == form
    again = client.get(form, follow=True).content.decode()
    assert "You were signed out while you wrote" in again
    assert "Typed for an hour" in again


def test_an_account_lists_where_one_is_signed_in_and_ends_it_all(sam, authority, django_assert_max_num_queries):
    others = [Client() for _ in range(12)]
    for other in others:
        sign_in(other, "Sam", HTTP_USER_AGENT="Mozilla/5.0 (iPhone) Version/18 Safari/605", REMOTE_ADDR="192.0.2.7")
    gone = others.pop()
    age(gone, seen=25)

    with django_assert_max_num_queries(AT_MOST + SAVEPOINTS):
        page = sam.get("/account/")
    said = shown(page)
    assert said.count("Safari on iPhone") == 11, "not the one that ended"
    assert "Chrome on Windows" in said

    assert sam.post("/account/sign-out-everywhere/")["Location"] == "/signed-out/"

    for one in (sam, *others):
        assert "/sign-in/" in one.get("/")["Location"]
    assert not UserSession.objects.filter(user=authority.users["Sam"]).exists()


def test_signing_out_ends_the_session_on_the_server(sam):
    key = sam.session.session_key
    sam.post("/sign-out/")
    assert not Session.objects.filter(session_key=key).exists()


def test_no_browser_keeps_a_page_for_whoever_comes_to_the_machine_later(sam):
    assert sam.get("/").headers["Cache-Control"] == "no-store"
    assert "no-store" in sam.get("/account/second-factor/app/").headers["Cache-Control"]


def test_another_password_ends_every_other_session(sam, authority):
    other = Client()
    sign_in(other, "Sam")
    new = "three unlikely friends"

    sam.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert sam.get("/").status_code == 200
    assert "/sign-in/" in other.get("/")["Location"]


def test_a_leaver_is_shut_out_at_the_minute_and_told_nothing_else(sam, authority):
    now = timezone.now()
    holding = Holding.objects.get(worker=authority.workers["Sam"])
    change = Change(by=authority.actor("Adam"), at=now, why="Left")

    administration.end_holding(
        holding.pk, worker=holding.worker_id, until=timezone.localdate(now), minute=now + dt.timedelta(minutes=5),
        change=change,
    )  # fmt: skip
    assert sam.get("/").status_code == 200
    administration.end_holding(
        holding.pk, worker=holding.worker_id, until=timezone.localdate(now), minute=now, change=change
    )

    assert sam.get("/")["Location"] == "/sign-in/?next=/"
    assert SESSION_KEY not in sam.session
    assert "do not belong together, or the account is closed" in shown(sign_in(sam, "Sam"))


def test_an_administrator_says_until_what_time_somebody_works(client, authority):
    client.force_login(authority.users["Adam"])
    holding = Holding.objects.get(worker=authority.workers["Sam"])
    today = timezone.localdate()

    client.post(
        f"/administration/workers/{holding.worker_id}/posts/{holding.pk}/end/",
        {"on": today.isoformat(), "minute": "00:01", "why": "Left at once"},
    )

    holding.refresh_from_db()
    assert timezone.localtime(holding.ended_at).strftime("%H:%M") == "00:01"
    assert holding.until == today
    assert f"{spoken(today)}, 00:01" in shown(client.get(f"/administration/workers/{holding.worker_id}/"))
