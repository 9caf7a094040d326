"""What a worker and a manager see in the morning."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from goldenthread.record.models import Post
from goldenthread.standards.holidays import england_and_wales


def ago(days: int, time: str = "") -> str:
    """A working day some working days ago, as the stories write it."""
    day = england_and_wales().add(timezone.localdate(), -days)
    return f"{day.day} {day:%b %Y} {time}".strip()


@pytest.fixture
def morning(authority):
    """Work of every kind for Sam and Ada: late, soon, later, returned, waiting."""
    Post.objects.filter(code="sam").update(caseload_limit=4)
    for given, surname, born, began, priority in (
        ("Jay", "Marsh", "3 Mar 2017", 44, "45"), ("Kofi", "Marsh", "9 Jul 2014", 44, "45"),
        ("Ada", "Kettle", "1 Oct 2020", 12, "10"), ("Noor", "Hadley", "20 Jan 2011", 4, "20"),
        ("Isla", "Penn", "2 Feb 2024", 2, "45"),
    ):  # fmt: skip
        child = authority.child(given=given, surname=surname, born=born)
        authority.tell(
            f"""
            {ago(began, "10:30")} | front_door.contact_received | Rita
            {ago(began)}          | front_door.decided          | Fran
            {ago(began - 1)}      | assessment.allocated        | Grace | priority={priority}
        """,
            child,
        )
        if began > 10:
            authority.tell(f"{ago(began - 2, '15:00')} | assessment.child_seen | Sam", child)
        if given in ("Jay", "Ada"):
            authority.tell(f"{ago(3)} | assessment.written | Sam", child)
        if given == "Ada":
            authority.tell(f"{ago(2)} | assessment.returned | Ada", child)
    second = authority.child(given="Lena", surname="West", born="5 May 2012")
    authority.tell(
        f"""
        {ago(6, "10:30")} | front_door.contact_received | Rita
        {ago(6)}          | front_door.decided          | Fran
        {ago(5)}          | assessment.allocated        | Grace | worker=Sue
        {ago(4)}          | allocation.joined_by        | Ada | worker=Sam
    """,
        second,
    )


def test_a_workers_morning(morning, signed_in, axe, shot):
    page = signed_in("Sam")

    overdue = page.locator("section", has=page.get_by_role("heading", name="Overdue"))
    expect(overdue.get_by_role("link", name="Ada Kettle").first).to_be_visible()
    expect(page.get_by_role("heading", name="Returned to you with questions")).to_be_visible()
    expect(page.get_by_text("1 over the limit")).to_be_visible()
    axe(page)
    shot(page, "my-work")

    page.get_by_role("link", name="By child").click()
    expect(page.get_by_role("heading", name="Noor Hadley")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Only what I lead").click()
    expect(page.get_by_role("heading", name="Lena West")).to_be_hidden()


def test_a_managers_morning_begins_with_what_waits_for_them(morning, signed_in, axe, shot):
    page = signed_in("Ada")

    first = page.locator(".gt-panel--waiting, .gt-panel--overdue, .gt-panel--due").first
    assert "Waiting for you to sign off" in first.inner_text()
    axe(page)
    shot(page, "my-work-manager")


def test_the_duty_officers_morning_begins_with_the_child_who_may_be_in_danger(authority, signed_in, axe, shot):
    child = authority.child(given="Tom", surname="Reeve")
    received = timezone.localtime() - dt.timedelta(minutes=50)
    authority.tell(f"{received:%d %b %Y %H:%M} | front_door.contact_received | Rita | urgent=yes", child)

    page = signed_in("Fran")

    expect(page.get_by_role("heading", name="Needs you now")).to_be_visible()
    assert page.get_by_role("link", name="Decide now").get_attribute("href") == (
        f"/record/front_door.decided/?about={child}"
    )
    axe(page)
    shot(page, "my-work-duty")


@pytest.mark.parametrize("name", ["Eve", "Ann", "Adam", "Dora"])
def test_a_calm_page_offers_the_next_useful_thing(authority, signed_in, axe, name):
    page = signed_in(name)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(f"{name}$"))
    axe(page)


def test_every_date_leads_to_its_rule(morning, signed_in, axe, shot):
    page = signed_in("Sam")
    page.get_by_text("why", exact=True).first.click()
    page.locator("details[open] a").first.click()
    page.wait_for_url("**/law/#*")
    axe(page)
    page.get_by_label("Words in the rule or its source").fill("conference")
    page.get_by_role("button", name="Find", exact=True).last.click()
    shot(page, "law", whole=False)
