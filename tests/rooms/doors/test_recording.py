"""The form of any step over HTTP: saved first, recorded once, refused in words with nothing lost."""

import datetime as dt
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goldenthread.casework import drafts
from goldenthread.doors.chores import night
from goldenthread.record.models import Draft, DraftAnswer, Entry, Look
from tests.authority import ANSWERS, PASSWORD, email, moment

CONTACT = "front_door.contact_received"
TRANSACTION = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


@pytest.fixture
def at(client, authority):
    """`at("Rita")`: the client, signed in."""

    def sign_in(name):
        client.force_login(authority.users[name])
        return client

    return sign_in


def begun(client, step, *children, **more):
    """Begin a form as a link does; the draft's address."""
    answer = client.get(f"/record/{step}/", {"about": [str(child) for child in children], **more})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def filled(page: str, answers: dict[str, str]) -> dict[str, str]:
    """What a browser would send: every version on the page, and the answers by the ends of their names."""
    versions = dict(re.findall(r'name="(v\.[^"]+)" value="(\d+)"', page))
    token = re.search(r'name="page" value="([^"]+)"', page).group(1)
    sent = {**versions, "page": token}
    for name in [name.removeprefix("v.") for name in versions]:
        question = name.partition("-")[2] if name.startswith("all-") else name[37:]
        if question == "_day":
            sent |= {f"{name}_day": "3", f"{name}_month": "3", f"{name}_year": "2026"}
        elif question == "_time":
            sent[name] = "10:30"
        elif question in answers:
            sent[name] = answers[question]
    return sent


def test_a_contact_about_two_brothers_from_link_to_receipt(at, authority):
    mia, kofi = authority.child("Mia"), authority.child("Kofi")
    client = at("Rita")
    here = begun(client, CONTACT, mia, kofi)
    page = client.get(here).content.decode()

    sent = client.post(here, {**filled(page, ANSWERS[CONTACT]), "do": "complete"})
    receipt = client.get(sent["Location"]).content.decode()

    assert page.count("What is known of this child?") == 2
    assert Entry.objects.filter(step=CONTACT).count() == 2
    assert "Contact received." in receipt
    assert "Decision on a contact" in receipt
    assert client.get(here)["Location"] == sent["Location"]
    assert Look.objects.filter(page="draft", about__in=[mia, kofi]).count() == 2


def test_a_double_click_makes_one_entry(at, authority):
    child = authority.child()
    client = at("Rita")
    here = begun(client, CONTACT, child)
    body = {**filled(client.get(here).content.decode(), ANSWERS[CONTACT]), "do": "complete"}

    answers = [client.post(here, body) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Entry.objects.filter(step=CONTACT).count() == 1
    assert "set aside" not in client.get(answers[1]["Location"]).content.decode()


def test_what_is_wrong_is_said_at_the_top_and_beside_and_what_was_typed_stays(at, authority):
    child = authority.child()
    client = at("Rita")
    here = begun(client, CONTACT, child)
    body = filled(client.get(here).content.decode(), ANSWERS[CONTACT] | {"consent": "dispensed_risk"})
    body |= {"all-_day_day": "31", "all-_day_month": "Feb", "do": "complete"}

    answer = client.post(here, body)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_all-_day_day"' in page
    assert 'href="#id_all-consent_why"' in page
    assert 'value="Feb"' in page
    assert "The same clothes all week." in page
    assert not Entry.objects.filter(step=CONTACT).exists()
    assert DraftAnswer.objects.get(question="_day").answer == {"day": "31", "month": "Feb", "year": "2026"}


def test_a_refusal_of_practice_stands_at_the_top_and_nothing_is_lost(at, authority):
    child = authority.child()
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child)
    client = at("Fran")
    here = begun(client, "front_door.referrer_told", child)

    answer = client.post(
        here, {**filled(client.get(here).content.decode(), {"how": "email", "told": "Thank you."}), "do": "complete"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "before you tell the referrer" in page
    assert "Thank you." in page
    assert DraftAnswer.objects.get(question="told").answer == "Thank you."


def test_each_section_is_saved_by_its_button(at, authority):
    child = authority.child()
    client = at("Rita")
    here = begun(client, CONTACT, child)
    body = filled(client.get(here).content.decode(), {"worry": "Half a sen"})

    answer = client.post(here, {**body, "do": "save:section-2"})

    assert answer["Location"] == f"{here}#section-2"
    page = client.get(here).content.decode()
    assert "Half a sen" in page
    assert re.search(r"Saved \d\d:\d\d", page)


def test_autosave_answers_with_each_answers_version(at, authority):
    client = at("Rita")
    here = begun(client, CONTACT, authority.child())

    answer = client.post(
        here, {"all-worry": "Hungry", "v.all-worry": "0", "page": "p"}, headers={"accept": "application/json"}
    )

    said = json.loads(answer.content)
    assert said["versions"] == {"all-worry": 1}
    assert said["beside"] == {}
    assert re.fullmatch(r"\d\d:\d\d", said["saved"])


def test_two_people_in_one_question_see_both_versions_and_choose(at, authority):
    child = authority.child()
    rita = at("Rita")
    here = begun(rita, CONTACT, child)
    opened = filled(rita.get(here).content.decode(), {"worry": "Rita heard this"})
    rita.post(here, {**opened, "do": "save"})
    fran = at("Fran")
    said = fran.post(
        here, {"all-worry": "Fran heard that", "v.all-worry": "0", "page": "f"}, headers={"accept": "application/json"}
    )
    page = fran.get(here).content.decode()
    fran.post(
        here, {**filled(page, {"worry": "Rita heard this"}), "do": re.search(r'"(settle:0:[^"]+)"', page).group(1)}
    )
    settled = fran.get(here).content.decode()

    assert "Rita wrote here" in json.loads(said.content)["beside"]["all-worry"]
    assert "Two versions." in page
    assert "<blockquote>Fran heard that</blockquote>" in page
    assert "Two versions." not in settled
    assert ">Fran heard that</textarea>" in settled


def test_words_after_it_was_recorded_are_refused_and_shown_on_the_receipt(at, authority):
    child = authority.child()
    rita = at("Rita")
    here = begun(rita, CONTACT, child)
    rita.post(here, {**filled(rita.get(here).content.decode(), ANSWERS[CONTACT]), "do": "complete"})

    late = at("Fran").post(
        here, {"all-worry": "And no breakfast", "v.all-worry": "1", "page": "f"}, headers={"accept": "application/json"}
    )

    assert late.status_code == 409
    assert "Rita has recorded this form already" in json.loads(late.content)["message"]
    assert "And no breakfast" in rita.get(here, follow=True).content.decode()


@pytest.mark.parametrize(("back", "kept"), [("Rita", True), ("Fran", False)])
def test_what_is_sent_after_the_session_ended_is_kept_for_the_same_person(at, authority, back, kept):
    client = at("Rita")
    here = begun(client, CONTACT, authority.child())
    page = client.get(here).content.decode()
    body = filled(page, {"worry": "Typed for an hour"}) | {"who": re.search(r'name="who" value="(\d+)"', page).group(1)}
    client.logout()

    refused = client.post(here, {**body, "do": "complete"})
    entry = {"login": email(back), "password": PASSWORD}
    client.post(refused["Location"], entry)
    page = client.get(here, follow=True).content.decode()

    assert refused["Location"].startswith("/sign-in/")
    assert ("Typed for an hour" in page) is kept
    assert ("You were signed out while you wrote" in page) is kept


def test_thrown_away_with_the_way_back(at, authority):
    client = at("Rita")
    here = begun(client, CONTACT, authority.child())
    client.post(here, {"all-worry": "Hungry", "v.all-worry": "0", "do": "discard"})

    thrown = client.get(here).content.decode()
    client.post(here, {"do": "put_back"})

    assert "Rita threw this draft away" in thrown
    assert "Hungry" in client.get(here).content.decode()


def test_an_open_page_is_told_what_the_other_wrote_meanwhile_and_that_is_a_look(at, authority):
    child = authority.child()
    rita = at("Rita")
    here = begun(rita, CONTACT, child)
    page = rita.get(here).content.decode()
    since, token = (re.search(rf'{name}="([^"]+)"', page).group(1) for name in ("data-since", 'name="page" value'))
    asked = {"since": since, "page": token}
    nothing = rita.get(f"{here}beside/", asked).json()
    looks = Look.objects.count()
    day = {"all-_day_day": "3", "all-_day_month": "3", "all-_day_year": "2026", "v.all-_day": "0"}
    at("Fran").post(here, {"all-worry": "Hungry", "v.all-worry": "0", **day, "page": "f", "do": "save"})
    looked = Look.objects.count()

    told = at("Rita").get(f"{here}beside/", asked).json()

    assert (nothing["answers"], nothing["closed"]) == ({}, "")
    assert looks == Look.objects.filter(worker__name="Rita").count() - 1 <= looked
    assert told["answers"]["all-worry"]["fields"] == {"all-worry": ["Hungry"]}
    assert told["answers"]["all-worry"]["version"] == 1
    assert re.fullmatch(r"Fran wrote this at \d\d:\d\d\.", told["answers"]["all-worry"]["said"])
    assert told["answers"]["all-_day"]["fields"] == {
        "all-_day_day": ["3"],
        "all-_day_month": ["3"],
        "all-_day_year": ["2026"],
    }


@pytest.mark.parametrize("since", ["", "yesterday", "2026-03-03T10:00"])
def test_an_address_that_somebody_typed_tells_nothing_old(at, authority, since):
    client = at("Rita")
    here = begun(client, CONTACT, authority.child())
    client.post(here, {"all-worry": "Hungry", "v.all-worry": "0", "do": "save"})
    DraftAnswer.objects.update(saved_at=timezone.now() - dt.timedelta(hours=1))

    assert client.get(f"{here}beside/", {"since": since}).json()["answers"] == {}


def test_an_open_page_is_told_that_the_other_recorded_it(at, authority):
    rita = at("Rita")
    here = begun(rita, CONTACT, authority.child())
    rita.post(here, {**filled(rita.get(here).content.decode(), ANSWERS[CONTACT]), "do": "complete"})

    told = at("Fran").get(f"{here}beside/").json()

    assert told["closed"].startswith("Rita has recorded this form already")


def last_written(days: int) -> None:
    """As if nobody had written in any draft for so long."""
    Draft.objects.update(changed_at=timezone.now() - dt.timedelta(days=days))


def test_a_draft_that_nobody_goes_on_with_warns_and_is_kept_longer_by_a_button(at, authority):
    client = at("Rita")
    here = begun(client, CONTACT, authority.child())
    client.post(here, {"all-worry": "Hungry", "v.all-worry": "0", "do": "save"})
    last_written(days=85)

    warned, mine = (client.get(one).content.decode() for one in (here, "/"))
    client.post(here, {"do": "keep"})

    assert "Kept until" in warned
    assert "Destroyed after" in mine
    assert "Kept until" not in client.get(here).content.decode()
    assert "Destroyed after" not in client.get("/").content.decode()


def test_a_draft_whose_time_was_over_says_so_and_shows_what_came_since(at, authority):
    client = at("Rita")
    child = authority.child()
    here = begun(client, CONTACT, child)
    client.post(here, {"all-worry": "Hungry", "v.all-worry": "0", "do": "save"})
    last_written(days=120)
    night.forget_drafts.func(timestamp=0)

    late = client.post(here, {"all-referrer": "Ms Ellis", "v.all-referrer": "0", "do": "complete"}, follow=True)

    page = late.content.decode()
    assert "so what was in it was destroyed" in page
    assert f'href="/record/{CONTACT}/?about={child}"' in page
    assert "Hungry" not in page
    assert "Ms Ellis" in page
    assert not Entry.objects.filter(step=CONTACT).exists()


@pytest.mark.parametrize(
    ("name", "step", "says"),
    [
        ("Sam", CONTACT, "need to know"),
        ("Rita", "front_door.decided", "is for a team manager"),
        ("Rita", "no.such", "no such form"),
    ],
)
def test_who_may_not_write_is_refused_politely(at, authority, name, step, says):
    child = authority.child()

    answer = at(name).get(f"/record/{step}/", {"about": str(child)})

    assert answer.status_code == 403
    assert says in answer.content.decode()
    assert not Draft.objects.exists()


def test_one_child_at_a_time_where_the_step_says_so(at, authority):
    mia, kofi = authority.child("Mia"), authority.child("Kofi")

    answer = at("Ada").get("/record/assessment.authorised/", {"about": [str(mia), str(kofi)]})

    assert "one child at a time" in answer.content.decode()


def test_a_manager_reads_the_whole_assessment_beside_the_decision(at, authority):
    child = authority.child()
    authority.tell(
        """
        2 Mar 2026 10:30 | front_door.contact_received | Rita
        3 Mar 2026       | front_door.decided          | Fran
        4 Mar 2026       | assessment.allocated        | Grace
        9 Mar 2026 15:00 | assessment.child_seen       | Sam
        30 Apr 2026      | assessment.written          | Sam
        """,
        child,
    )
    client = at("Ada")
    here = begun(client, "assessment.authorised", child)

    page = client.get(here).content.decode()
    returned = client.post(here, {**filled(page, {"why": "Not yet"}), "do": "go:assessment.returned"}, follow=True)

    assert "He gets himself up." in page
    assert "Return it for changes instead" in page
    assert "What must change before you can authorise it?" in returned.content.decode()
    assert DraftAnswer.objects.get(question="why").answer == "Not yet"


def test_the_workers_of_the_teams_are_offered_with_their_caseloads(at, authority):
    child = authority.child()
    authority.tell(
        "2 Mar 2026 10:30 | front_door.contact_received | Rita\n3 Mar 2026 | front_door.decided | Fran", child
    )
    client = at("Grace")

    page = client.get(begun(client, "assessment.allocated", child)).content.decode()

    assert "Sam, 0 children" in page
    assert '<optgroup label="East assessment team">' in page


def test_a_correction_begins_as_what_stood(at, authority):
    child = authority.child()
    told = authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child)
    client = at("Rita")

    page = client.get(begun(client, CONTACT, corrects=str(told.entries[0]))).content.decode()

    assert "You are putting an entry right" in page
    assert ">The same clothes all week.</textarea>" in page


def test_texts_alike_are_pointed_out(at, authority):
    mia, kofi = authority.child("Mia"), authority.child("Kofi")
    client = at("Rita")
    here = begun(client, CONTACT, mia, kofi)
    same = "He is hungry and tired and nobody wakes him."

    client.post(here, {**filled(client.get(here).content.decode(), {"this_child": same}), "do": "save"})

    assert "<strong>100% the same</strong> as what is written for Kofi Made-Up" in client.get(here).content.decode()


@pytest.mark.parametrize("children", [1, 6])
def test_a_form_takes_at_most_twelve_queries(at, authority, children):
    family = [authority.child(f"Mia {n}") for n in range(children)]
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", *family)
    client = at("Rita")
    here = begun(client, CONTACT, *family)
    drafts.save(
        Draft.objects.get().pk,
        {(None, "worry"): ("Hungry", 0)},
        by=authority.actor("Rita"),
        at=moment("3 Mar 2026 10:00"),
    )

    asked_for(client, here)


@pytest.mark.parametrize("children", [1, 6])
def test_a_receipt_takes_at_most_twelve_queries(at, authority, children):
    family = [authority.child(f"Mia {n}") for n in range(children)]
    client = at("Rita")
    here = begun(client, CONTACT, *family)
    client.post(here, {**filled(client.get(here).content.decode(), ANSWERS[CONTACT]), "do": "complete"})

    told = asked_for(client, here.replace("draft", "recorded"))

    assert told.count("Clock started") == 1, "said once for all of them"
    assert told.count("Mia ") >= children


@pytest.mark.parametrize("children", [2, 6])
def test_the_receipt_of_a_sign_off_takes_at_most_twelve_queries(at, authority, children):
    family = [authority.child(f"Mia {n}") for n in range(children)]
    authority.tell(
        """
        2 Mar 2026 10:30 | front_door.contact_received | Rita
        3 Mar 2026 | front_door.decided | Fran
        3 Mar 2026 | assessment.allocated | Grace
        5 Mar 2026 14:00 | assessment.child_seen | Sam
        9 Mar 2026 | assessment.written | Sam
        """,
        *family,
    )
    client = at("Ada")
    here = begun(client, "assessment.authorised", family[0])
    answers = ANSWERS["assessment.authorised"]
    client.post(here, {**filled(client.get(here).content.decode(), answers), "all-_day_day": "9", "do": "complete"})

    told = asked_for(client, here.replace("draft", "recorded"))

    offered = re.findall(r'href="/record/assessment\.authorised/\?about=([0-9a-f-]+)"', told)
    assert sorted(offered) == sorted(str(child) for child in family[1:])


@pytest.mark.parametrize("children", [1, 6])
def test_a_decision_takes_at_most_twelve_queries(at, authority, children):
    family = [authority.child(f"Mia {n}") for n in range(children)]
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", *family)
    client = at("Fran")

    assert "The same clothes all week." in asked_for(client, begun(client, "front_door.decided", family[0]))


def asked_for(client, address):
    """The page, for which at most twelve queries were asked."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    questions = [query["sql"] for query in asked if not query["sql"].startswith(TRANSACTION)]
    assert answer.status_code == 200
    assert len(questions) <= 12, "\n".join(questions)
    return answer.content.decode()
