"""A child's record in a browser: seen at three widths, read by axe, walked by keyboard, and without script."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from goldenthread.casework.recording import Act, FromFile, Shared, record
from goldenthread.record import models
from tests.authority import Authority
from tests.journeys.doing import choose, press, say
from tests.practice.test_assessment import IN_TIME
from tests.trials import in_trials

SAID = "It's better when Nan's there. I don't like the shouting."


@pytest.fixture
def jay(authority: Authority):
    """A boy with a history: a closed contact, an assessment under way, a brother, a mother, a warning."""
    today = timezone.localdate()
    ago = lambda days, at="": f"{today - dt.timedelta(days=days):%d %b %Y} {at}"  # noqa: E731
    child = authority.child("James", "Marlow", born="14 Jul 2017", pronouns="he/him", known_as="Jay",
                            pronunciation="jay", school="St Mark's, Ms Ellis",
                            communication="by pictures when he is upset")  # fmt: skip
    brother = authority.child("Kofi", "Marlow", born="2 Feb 2019")
    mother = authority.child("Ann", "Marlow", born="1 Mar 1992", sex="F")
    baby = authority.child("Baby", "Marlow", born=None, expected_on=(today + dt.timedelta(days=70)).isoformat())
    grandad = authority.child("Len", "Marlow", born="5 May 1950", sex="M", died_on="2024-11-02")
    nan = authority.child("Rose", "Marlow", born="1 Mar 1961", sex="F")
    teacher = authority.child("Mary", "Ellis", born=None, professional="class teacher, St Mark's")
    authority.tell(f"""
        {ago(240, "09:10")} | front_door.contact_received | Rita | kind=neglect
        {ago(239)} | front_door.decided | Fran | outcome=no_further_action | told=No further action | why=One report.
        {ago(50, "10:30")} | front_door.contact_received | Rita | kind=neglect | childs_words=I do my own tea.
        {ago(49)} | front_door.decided | Fran
        {ago(48)} | assessment.allocated | Grace | priority=20
        {ago(40, "15:00")} | assessment.child_seen | Sam | said=I do not want to talk about Dad.
    """, child)  # fmt: skip
    authority.tell(f"{ago(50, '10:30')} | front_door.contact_received | Rita\n{ago(49)} | front_door.decided | Fran\n"
                   f"{ago(48)} | assessment.allocated | Grace", brother)  # fmt: skip
    record(
        *(Act("assessment.child_seen", one, timezone.now() - dt.timedelta(days=9),
              {"seen": "yes", "alone": "yes", "said": said, "observed": "Thin, and glad to be asked."})
          for one, said in ((child, SAID), (brother, "Can we go to Nan's?"))),
        by=authority.actor("Sam"), key="visit",
        occasion=Shared({"purpose": "To see both boys alone", "where": "at school", "home": "Not seen today."}),
    )  # fmt: skip
    source = models.Source.objects.create(name="cin-2025.xml", kind="CIN", digest=b"x" * 32, taken_in=timezone.now())
    ties = [(child, mother, "mother", "yes"), (brother, mother, "mother", "yes"), (child, nan, "grandparent", "no"),
            (child, teacher, "teacher", "no"),
            (child, baby, "brother or sister", "no"), (child, grandad, "grandparent", "no")]  # fmt: skip
    record(
        *(Act("person.related", one, today - dt.timedelta(days=45),
              {"other": str(other), "kind": kind, "parental_responsibility": pr,
               "safety": "yes" if other == nan else "no"}) for one, other, kind, pr in ties),
        by=FromFile(source.pk, "cin-2025.xml"), key="ties",
    )  # fmt: skip
    authority.tell(f"{ago(44)} | person.warned | Sam | says=Do not tell his father the address | "
                   f"review_on={today + dt.timedelta(days=60)}", child)  # fmt: skip
    authority.tell(
        f"{ago(3)} | assessment.written | Sam | worries=Nobody wakes in the morning. He missed 14 days of school. | "
        "strengths=Nan has him on Fridays and he sleeps there. He tells his teacher things. | "
        "needs=Breakfast and school every day; his father found and spoken to.", child)  # fmt: skip
    seen = models.Entry.objects.get(about=child, step="assessment.child_seen", key="visit")
    assert seen.occasion
    record(
        Act(seen.step, child, seen.happened_at or seen.happened_on,
            {**seen.occasion.shared, **(seen.answers or {}),
             "observed": "Thin. Glad to be asked. A bruise on his left arm, which he says is from football."},
            corrects=seen.pk, follows=seen.follows_id),
        by=authority.actor("Sam"), key="correction",
    )  # fmt: skip
    return child


@in_trials
def test_every_page_of_a_childs_record(signed_in, shot, axe, authority, jay):
    page = signed_in("Ada", at=reverse("child", args=[jay]))
    axe(page)
    shot(page, "child")
    page.get_by_text("Record something").click()
    shot(page, "child-record-something", whole=False)

    for link, name in (("Chronology", "chronology"), ("People", "people"), ("Forms and documents", "papers"),
                       ("Duties", "duties"), ("Who has looked", "looks")):  # fmt: skip
        page.get_by_role("navigation", name="This record").get_by_role("link", name=link).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(link)
        axe(page)
        shot(page, f"child-{name}")


def test_one_entry_with_both_versions(signed_in, shot, axe, authority, jay):
    correction = models.Entry.objects.get(key="correction")
    page = signed_in("Sam", at=reverse("entry", args=[jay, correction.pk]))

    expect(page.get_by_text("As it was said before")).to_be_visible()
    expect(page.get_by_role("link", name="Correct this")).to_be_visible()
    axe(page)
    shot(page, "child-entry")


def test_by_keyboard_alone_and_without_script(signed_in, authority, jay):
    page = signed_in("Sam", at=reverse("child", args=[jay]), width=320, script=False)
    page.locator("summary", has_text="Record something").press("Enter")
    expect(page.get_by_role("link", name="See the child").first).to_be_visible()
    page.get_by_role("navigation", name="This record").get_by_role("link", name="Chronology").press("Enter")
    page.locator("summary", has_text="Show only some of it").press("Enter")
    page.get_by_label("Turning points only").press("Space")
    page.get_by_label("Words in it").fill("football")
    page.get_by_label("Words in it").press("Enter")
    expect(page.get_by_role("heading", level=2)).to_have_text(["Child seen"])
    expect(page.locator("main")).to_contain_text("bruise")


def test_as_known_empty_and_refused(signed_in, axe, authority, jay):
    page = signed_in("Sam", at=reverse("child", args=[jay]) + "?as_known=2020-01-01")
    expect(page.get_by_text("As known on Wed 1 January 2020")).to_be_visible()
    axe(page)
    page.goto(reverse("chronology", args=[jay]) + "?words=elephant")
    axe(page)
    other = signed_in("Wes", at=reverse("child", args=[jay]))
    assert "Marlow" not in other.content()
    axe(other)


def test_what_an_event_means_is_said_beside_it(signed_in, authority, axe, shot):
    jay = authority.child("Jay", "Mabey")
    authority.tell(IN_TIME, jay)
    page = signed_in("Sam", at=reverse("chronology", args=[jay]))

    page.get_by_role("link", name=re.compile("Say what it means of Child seen")).click()
    choose(page, "What was it for the child?", "Something that we or others missed")
    say(page, "What does it mean for this child?", "He had said so in July, and nobody asked him again.")
    press(page, "Record it: put into the analysed chronology")
    expect(page.get_by_role("heading", level=1)).to_contain_text("put into the analysed chronology")
    page.goto(reverse("chronology", args=[jay]) + "?analysed=1")

    expect(page.get_by_role("listitem").filter(has_text="nobody asked him again")).to_have_count(1)
    axe(page)
    shot(page, "chronology-analysed")


def test_the_genogram_is_a_list_to_whoever_hears_it(signed_in, authority, jay):
    page = signed_in("Sam", at=reverse("people", args=[jay]))

    drawn = page.get_by_role("list", name="The family and network of").get_by_role("listitem")
    expect(drawn.filter(has=page.locator("rect.gt-drawing__box--safety"))).to_have_accessible_name(
        re.compile("^Rose Marlow, grandparent, 65 years, safety network, since")
    )
    expect(page.get_by_role("listitem", name=re.compile("^Baby Marlow, brother or sister, unborn"))).to_be_visible()
    expect(page.get_by_role("listitem", name=re.compile("^Mary Ellis, class teacher"))).to_be_visible()
