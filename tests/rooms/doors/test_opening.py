"""Opening a record without a recorded need at the pages: asked first, told while it lasts, reviewed afterwards."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.record.models import Draft, Entry, Look, Opening
from tests.authority import Authority
from tests.practice.test_assessment import IN_TIME
from tests.rooms.doors.test_front_door import questions
from tests.rooms.doors.test_recording import filled

SAYS = {"reason": "asked", "says": "Her school rang: is somebody with her?"}
BORN = "3 March 2017"


@pytest.fixture
def child(authority: Authority):
    child = authority.child("Lia", "Marsh", born="3 Mar 2017")
    authority.tell(IN_TIME, child)
    return child


def client(authority: Authority, name: str) -> Client:
    visiting = Client()
    visiting.force_login(authority.users[name])
    return visiting


def test_the_reason_is_asked_first_then_the_record_is_open_and_says_so(authority, child):
    wes, here = client(authority, "Wes"), f"/child/{child}/chronology/"

    refused = wes.get(here)
    asked = refused.content.decode()
    assert refused.status_code == 403
    assert "You have no recorded need to know" in asked
    assert "4 hours" in asked
    assert "Lia" not in asked
    assert not Look.objects.filter(about=child, worker=authority.workers["Wes"]).exists()

    opened = wes.post(f"/open/{child}/", {**SAYS, "back": here})
    assert opened["Location"] == here
    for page in (here, f"/child/{child}/", f"/child/{child}/people/", f"/person/{child}/"):
        said = wes.get(page).content.decode()
        assert "Opened with a reason: a professional asked me about them. It closes at" in said, page
        assert "Your manager has been told" in said
    assert "Opened with a reason" not in client(authority, "Sam").get(here).content.decode()
    looks = Look.objects.filter(about=child, worker=authority.workers["Wes"]).values_list("page", "why")
    assert set(looks) == {
        (page, "Opened with a reason: a professional asked me about them")
        for page in ("chronology", "child", "people", "person")
    }


def test_a_form_of_that_record_says_so_too(authority, child):
    wes = client(authority, "Wes")
    wes.post(f"/open/{child}/", SAYS)

    form = wes.get(f"/record/person.said/?about={child}", follow=True).content.decode()

    assert "Opened with a reason: a professional asked me about them" in form


def test_pressed_twice_it_is_opened_once(authority, child):
    wes = client(authority, "Wes")
    sent = {**SAYS, "key": "once"}

    assert [wes.post(f"/open/{child}/", sent).status_code for _ in range(2)] == [302, 302]
    assert Opening.now.filter(about=child).count() == 1


def test_without_a_reason_nothing_opens(authority, child):
    wes = client(authority, "Wes")

    page = wes.post(f"/open/{child}/", {"reason": "asked"})

    assert page.status_code == 422
    assert "Say what happened" in page.content.decode()
    assert wes.get(f"/child/{child}/").status_code == 403


@pytest.mark.parametrize("back", ["//elsewhere.example/", "(a+)+$", "elsewhere"])
def test_it_leads_nowhere_else(authority, child, back):
    answer = client(authority, "Wes").post(f"/open/{child}/", {**SAYS, "back": back})
    assert answer["Location"] == f"/child/{child}/"


def test_a_hidden_record_and_one_that_is_not_there_answer_alike(authority, child):
    authority.tell("4 Mar 2026 | person.restricted | Grace", child)
    wes = client(authority, "Wes")

    hidden, nothing = wes.get(f"/child/{child}/"), wes.get("/child/00000000-0000-0000-0000-000000000001/")

    assert hidden.status_code == nothing.status_code == 403
    assert hidden.content == nothing.content
    assert wes.post(f"/open/{child}/", SAYS).status_code == 403


def test_find_leads_there_where_name_and_birth_date_are_known(authority, child):
    wes = client(authority, "Wes")

    assert "Lia" not in wes.get("/find/?q=lia").content.decode().replace("lia", "")
    found = wes.get(f"/find/?q=Lia Marsh {BORN}").content.decode()

    assert f'href="/open/{child}/"' in found
    assert f'href="/child/{child}/"' not in found
    assert f'href="/open/{child}/"' not in client(authority, "Sam").get(f"/find/?q=Lia Marsh {BORN}").content.decode()


def test_managers_review_it(authority, child):
    wes, will = client(authority, "Wes"), client(authority, "Will")
    wes.post(f"/open/{child}/", SAYS)
    wes.get(f"/child/{child}/chronology/")
    entry = Entry.objects.get(about=child, step="person.opened_with_reason").pk
    here = f"/opening/{child}/{entry}/"

    work = will.get("/").content.decode()
    assert "waits for your review" in work
    assert here in work
    assert "Her school rang" in work
    assert here in client(authority, "Ada").get("/").content.decode()
    assert here not in client(authority, "Fran").get("/").content.decode()
    page = will.get(here).content.decode()
    assert "Lia Marsh" in page
    assert "Her school rang" in page
    assert "Chronology" in page
    assert will.get(f"/child/{child}/").status_code == 403

    missing = will.post(here, {"verdict": "not_appropriate"})
    assert missing.status_code == 422
    assert "Say what was not right" in missing.content.decode()
    done = will.post(here, {"verdict": "appropriate"}, follow=True)
    assert "Your review is on the record" in done.content.decode()
    assert here not in done.content.decode()
    assert will.get(here).status_code == 403
    assert "This opening has been reviewed" in client(authority, "Ada").get(here).content.decode()


def test_my_work_asks_no_more_questions_for_more_openings(authority, child):
    will = client(authority, "Will")
    for name in ("Wes", "Eve", "Rita", "Fran", "Ira"):
        client(authority, name).post(f"/open/{child}/", SAYS)
    other = authority.child("Noel", "Marsh")
    authority.tell(IN_TIME, other)
    client(authority, "Wes").post(f"/open/{other}/", SAYS)

    with CaptureQueriesContext(connection) as asked:
        assert "Noel Marsh" in will.get("/").content.decode()
    assert len(questions(asked)) <= 12


def test_who_works_here_is_said_by_a_manager_at_the_form(authority, child):
    ada = client(authority, "Ada")
    page = ada.get(f"/record/person.works_here/?about={child}", follow=True)
    draft = page.redirect_chain[-1][0]
    sue = str(authority.workers["Sue"].pk)

    done = ada.post(draft, {**filled(page.content.decode(), {"colleague": sue}), "do": "complete"})

    assert done["Location"].startswith("/recorded/")
    assert client(authority, "Sue").get(f"/child/{child}/").status_code == 403
    assert client(authority, "Sam").get(f"/child/{child}/").status_code == 200
    assert "Works here" not in client(authority, "Sam").get(f"/child/{child}/chronology/").content.decode()


def test_whoever_seals_a_record_for_others_hears_that_it_is_done(authority, child):
    ada = client(authority, "Ada")
    page = ada.get(f"/record/person.sealed/?about={child}", follow=True)
    draft = page.redirect_chain[-1][0]
    will = f"{authority.workers['Will'].pk}:{authority.posts['Will'].pk}:{authority.teams['west'].pk}"
    sent = filled(page.content.decode(), {"why": "Adopted.", "workers": [will]})
    ordered = {"all-ordered_on_day": "20", "all-ordered_on_month": "3", "all-ordered_on_year": "2026"}

    done = ada.post(draft, {**sent, **ordered, "do": "complete"}, follow=True)

    assert "Recorded. From now on this record is not open to you." in done.content.decode()
    assert Draft.objects.get(pk=draft.split("/")[2]).completed_at
    assert ada.get(f"/child/{child}/").status_code == 403
    assert client(authority, "Will").get(f"/child/{child}/").status_code == 200
