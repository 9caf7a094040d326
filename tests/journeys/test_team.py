"""A manager looks at the team."""

import pytest
from playwright.sync_api import expect

from goldenthread.record.models import Post
from tests.journeys.test_my_work import ago
from tests.trials import in_trials


@pytest.fixture
def team(authority):
    """An East team with enough finished assessments to forecast from, and some that run."""
    Post.objects.filter(code__in=["sam", "sue"]).update(caseload_limit=3)
    for n, took in enumerate((20, 28, 30, 52, 58)):
        child = authority.child(given=f"Done {n}")
        authority.tell(
            f"""
            {ago(took + 32, "10:30")} | front_door.contact_received | Rita
            {ago(took + 32)}          | front_door.decided          | Fran
            {ago(took + 31)}          | assessment.allocated        | Grace
            {ago(took + 29, "15:00")} | assessment.child_seen       | Sam
            {ago(33)}                 | assessment.written          | Sam
            {ago(32)}                 | assessment.authorised       | Ada
            {ago(31)}                 | child_in_need.ended         | Ada
            {ago(31)}                 | allocation.ended            | Ada
        """,
            child,
        )
    running = (("Jay", 48, "Sam"), ("Kofi", 42, "Sam"), ("Ada", 40, "Sam"), ("Noor", 12, "Sam"), ("Isla", 3, "Sue"))
    for given, began, who in running:
        child = authority.child(given=given, surname="Running")
        authority.tell(
            f"""
            {ago(began, "10:30")} | front_door.contact_received | Rita
            {ago(began)}          | front_door.decided          | Fran
            {ago(began - 1)}      | assessment.allocated        | Grace | worker={who}
        """,
            child,
        )
    waiting = authority.child(given="Nobody's", surname="Yet")
    authority.tell(
        f"""
        {ago(3, "10:30")} | front_door.contact_received | Rita
        {ago(3)}          | front_door.decided          | Fran
    """,
        waiting,
    )


def test_from_each_number_to_its_children_in_one_press(team, signed_in, axe, shot):
    page = signed_in("Ada", at="/team/")
    axe(page)
    shot(page, "team")

    page.get_by_role("link", name="assessments likely late").click()
    expect(page.get_by_role("link", name="Kofi Running")).to_be_visible()
    expect(page.get_by_text("half of Sam's last 5 assessments").first).to_be_visible()
    axe(page)
    shot(page, "team-likely-late")

    page.get_by_role("link", name="East assessment team", exact=True).click()
    page.get_by_role("link", name="Children led", exact=True).click()
    assert "sort=leads" in page.url
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Children led")


@in_trials
def test_one_schools_children_alone(authority, signed_in, axe, shot):
    for given, school in (("Kofi", "quay  LANE"), ("Isla", "St Mark's"), ("Noor", "")):
        child = authority.child(given=given, surname="Running", school=school)
        authority.tell(
            f"""
            {ago(42, "10:30")} | front_door.contact_received | Rita
            {ago(42)}          | front_door.decided          | Fran
            {ago(41)}          | assessment.allocated        | Grace
        """,
            child,
        )
    page = signed_in("Adam", at="/administration/teams/east/schools/")
    page.get_by_label("Which schools?").fill("Quay Lane\nSt Mark's")
    for part, number in zip(("Day", "Month", "Year"), ("1", "9", "2026"), strict=True):
        page.get_by_label(part, exact=True).fill(number)
    page.get_by_label("Why?").fill("Social workers in schools")
    axe(page)
    shot(page, "administration-team-schools")
    page.get_by_role("button", name="Place the team").click()
    expect(page.get_by_text("Placed at Quay Lane, St Mark's from Tue 1 September 2026.", exact=True)).to_be_visible()

    page = signed_in("Ada", at="/team/")
    expect(page.get_by_text("Placed at Quay Lane, St Mark's")).to_be_visible()
    page.get_by_role("link", name="Show one school’s children alone").click()
    page.get_by_label("School or nursery").select_option("quay LANE")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("quay LANE alone")).to_be_visible()
    axe(page)
    shot(page, "team-one-school")

    page.get_by_role("link", name="1 children led by Sam").click()
    expect(page.get_by_text("quay LANE alone")).to_be_visible()
    expect(page.get_by_role("link", name="Running")).to_have_count(1)
    axe(page)


def test_a_manager_reads_of_the_disabled_children_who_cannot_be_heard(authority, signed_in, axe, shot):
    for given, communicates in (("Ivy", "Makaton and picture cards"), ("Noor", "")):
        child = authority.child(given=given, surname="Running", disability=["COMM", "LD"], communication=communicates)
        authority.tell(
            f"""
            {ago(42, "10:30")} | front_door.contact_received | Rita
            {ago(42)}          | front_door.decided          | Fran
            {ago(41)}          | assessment.allocated        | Grace
            {ago(30, "15:00")} | assessment.child_seen       | Sam
            {ago(21)}          | assessment.written          | Sam
            {ago(20)}          | assessment.authorised       | Ada
            {ago(2, "11:00")}  | front_door.contact_received | Rita | kind=neglect
            {ago(2)}           | front_door.decided          | Fran | outcome=already_open
        """,
            child,
        )
    page = signed_in("Ada", at="/team/")
    page.get_by_role("link", name="2 disabled children worked with").click()
    expect(page.get_by_text("Makaton and picture cards")).to_be_visible()
    expect(page.get_by_text("Not checked since")).to_have_count(2)
    axe(page)
    shot(page, "team-disabled")

    page.get_by_role("link", name="1 nobody has said how they communicate").click()
    expect(page.get_by_role("link", name="Noor Running", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Ivy Running")).to_have_count(0)
    axe(page)
    page.get_by_role("link", name="Say it").click()
    expect(page.get_by_label("How the person communicates best")).to_be_visible()


def test_a_director_goes_down_through_the_teams(team, signed_in, axe, shot):
    page = signed_in("Dora", at="/team/")
    axe(page)
    shot(page, "team-director")
    page.get_by_role("link", name="East assessment team", exact=True).click()
    expect(page.get_by_role("heading", name="Who carries what")).to_be_visible()
    page.goto("/team/front-door/?show=unallocated")
    expect(page.get_by_role("link", name="Nobody's Yet")).to_be_visible()
    page.goto("/team/nowhere/")
    expect(page.get_by_text("not in your line")).to_be_visible()
    axe(page)
