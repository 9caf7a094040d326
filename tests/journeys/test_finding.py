"""Find, register, a person's details, joining and parting in a browser, at three widths and by keyboard."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from goldenthread.casework import people
from goldenthread.casework.recording import Act, record
from tests.authority import Authority


@pytest.fixture
def family(authority: Authority) -> dict[str, uuid.UUID]:
    """Two boys, their mother, a boy written down twice, and others of like names."""
    today = timezone.localdate()
    ago = lambda days, at="": f"{today - dt.timedelta(days=days):%d %b %Y} {at}"  # noqa: E731
    jay = authority.child("Jayden", "Thompson", "4 Mar 2017", known_as="Jay", sex="M")
    bo = authority.child("Robert", "Thompson", "9 Sep 2019", known_as="Bo", sex="M")
    twice = authority.child("Jaydn", "Tomson", "3 Apr 2017", sex="M")
    for child, worry in (
        (jay, "The window in the boys' bedroom is broken. He said nobody wakes him for school."),
        (bo, "Bo came without a coat again. The bedroom is cold: the window has been broken since the autumn."),
        (twice, "A neighbour heard shouting at night and saw a boy at the broken window."),
    ):
        authority.tell(f"{ago(40, '10:30')} | front_door.contact_received | Rita | worry={worry}", child)
    authority.tell(f"{ago(39)} | front_door.decided | Fran\n{ago(38)} | assessment.allocated | Grace\n"
                   f"{ago(30, '15:00')} | assessment.child_seen | Sam | "
                   "said=It is cold by the window. | observed=Thin, and glad to be asked.", jay)  # fmt: skip
    for n, name in enumerate(("Jaden Thomson", "Jayne Thompson", "Kayden Thompson")):
        given, surname = name.split()
        authority.child(given, surname, f"{n + 3} Mar 201{n + 5}")
    for child, step, answers in (
        (jay, "addressed", {"kind": "home", "lines": "14 Elm Road, Northbridge", "postcode": "NB1 2AB"}),
        (jay, "identified", {"scheme": "nhs", "value": "9434765919"}),
        (jay, "described", {"ethnicity": "WBRI", "first_language": "English", "communication": "by pictures when upset",
                            "school": "St Mark's, Ms Ellis", "religion": "none"}),
        (twice, "identified", {"scheme": "nhs", "value": "9434765870"}),
        (twice, "addressed", {"kind": "home", "lines": "14 Elm Rd", "postcode": "NB1 2AB"}),
    ):  # fmt: skip
        record(Act(f"person.{step}", child, today - dt.timedelta(days=20), answers), by=authority.actor("Grace"),
               key=authority.key(), today=today)  # fmt: skip
    mother = people.register(
        answers={"given": "Ann", "surname": "Okafor", "sex": "F", "born_on": "1992-03-01"},
        actor=authority.actor("Grace"),
        key="mother", today=today, related_to=jay, kind="mother", parental_responsibility="yes",
    )  # fmt: skip
    people.relate(bo, mother, kind="mother", actor=authority.actor("Grace"), key="bo", today=today)
    people.relate(jay, bo, kind="brother", actor=authority.actor("Grace"), key="boys", today=today)
    return {"jay": jay, "bo": bo, "twice": twice, "mother": mother}


def test_finding_by_keyboard(signed_in, shot, axe, family):
    page = signed_in("Grace", at=reverse("find"))
    axe(page)
    shot(page, "find-empty")
    page.keyboard.press("/")
    page.keyboard.type("jaden tomson")
    page.keyboard.press("Enter")
    page.get_by_text("Jay Thompson").first.wait_for()
    axe(page)
    shot(page, "find-people")
    page.locator("body").click(position={"x": 5, "y": 5})
    for _ in range(2):
        page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.closest('[data-row]') === document.querySelector('[data-row]')")

    page.goto(f"{reverse('find')}?q=broken+window")
    page.get_by_role("link", name="Jay Thompson: Contact received").wait_for()
    axe(page)
    shot(page, "find-words")

    page.goto(f"{reverse('find')}?q=Kofi+Boateng+9/9/2012")
    axe(page)
    page.get_by_role("link", name="Register a new person").first.click()
    expect(page.get_by_label("Given names")).to_have_value("Kofi")


@pytest.mark.parametrize("script", [True, False])
def test_registering_shows_look_alikes_first(signed_in, shot, axe, family, script):
    page = signed_in("Rita", at=reverse("person_new"), script=script)
    if script:
        axe(page)
        shot(page, "register")
        page.get_by_role("button", name="Look, then register").click()
        page.get_by_text("Give at least one name").first.wait_for()
        axe(page)
    page.get_by_label("Given names").fill("Jaden")
    page.get_by_label("Family name").fill("Tompson")
    page.get_by_role("group", name="Date of birth").get_by_label("Day").fill("4/3/2017")
    page.get_by_label("Postcode").fill("nb1 2ab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Is it one of these?").wait_for()
    expect(page.get_by_text("Sounds alike; born the same day; the same postcode.")).to_be_visible()
    if script:
        axe(page)
        shot(page, "register-look-alikes")
    page.get_by_role("button", name="None of these: register").click()
    page.get_by_role("heading", name="What is known").wait_for()
    expect(page.get_by_text("Jaden Tompson").first).to_be_visible()


def test_details_joined_and_parted(signed_in, shot, axe, family, authority):
    page = signed_in("Grace", at=reverse("person", args=[family["jay"]]))
    axe(page)
    shot(page, "person")
    page.get_by_role("link", name="Join with another record").click()
    page.get_by_role("link", name="Compare with Jaydn Tomson").wait_for()
    axe(page)
    shot(page, "person-join-choose")
    page.get_by_role("link", name="Compare with Jaydn Tomson").click()
    axe(page)
    shot(page, "person-join")
    page.get_by_label("Jay Thompson").check()
    page.get_by_role("button", name="Join the two records").click()
    page.get_by_text("Answer: How you know that they are the same person").first.wait_for()
    axe(page)
    page.get_by_label("Jay Thompson").check()
    page.get_by_label("How you know that they are the same person").fill("His school knows one boy, at 14 Elm Road.")
    page.get_by_role("button", name="Join the two records").click()
    page.get_by_text("Contested").first.wait_for()
    axe(page)
    shot(page, "person-joined")
    today = timezone.localdate()
    for said, step, answers in (("a", "said", {"said": "I like Nan."}),
                                ("b", "warned", {"says": "A dog at the door", "review_on": "2030-01-01"})):  # fmt: skip
        record(Act(f"person.{step}", family["jay"], today, answers), by=authority.actor("Grace"), key=said, today=today)
    page.get_by_role("link", name="Part them again").click()
    axe(page)
    shot(page, "person-part")
    page.get_by_role("group", name="In the child's words").get_by_label("Jaydn Tomson").check()
    page.get_by_label("How you know that they are not the same person").fill("Two boys came to the door together.")
    page.get_by_role("button", name="Part the two records").click()
    page.get_by_text("The records are parted").wait_for()
    assert page.get_by_text("Contested").count() == 0
