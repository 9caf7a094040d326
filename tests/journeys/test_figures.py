"""A manager and a director look at figures, at a browser."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from goldenthread.oversight.models import Snapshot
from goldenthread.oversight.periods import twelve_months_to
from tests import many
from tests.authority import moment

TODAY = dt.date.today()  # the pages ask the clock


def drawn(page):
    """Wait until every picture is there."""
    page.evaluate("() => Promise.all(Array.from(document.images).map(one => one.decode()))")


@pytest.fixture
def a_year(authority):
    first = twelve_months_to(TODAY)
    for team, count, late in (("east", 118, 4), ("west", 92, 7)):
        ids = many.children(authority, count, team=team)
        many.assessments(ids, team=authority.teams[team], first=first, last=TODAY, late_every=late)
    return authority


def test_a_director_goes_from_all_figures_to_the_children(a_year, signed_in, axe, shot):
    page = signed_in("Dora", at="/figures/")
    drawn(page)
    shot(page, "figures")
    axe(page)

    page.get_by_role("link", name="Assessments within 45 working days").click()
    expect(page.get_by_role("heading", name="Assessments within 45 working days")).to_be_visible()
    drawn(page)
    shot(page, "figure")
    page.get_by_text("The same as a table, each month").click()
    axe(page)

    page.set_viewport_size({"width": 320, "height": 640})
    drawing = page.locator(".gt-control img")
    source = drawing.evaluate(
        "async one => { await new Promise(requestAnimationFrame); await one.decode(); return one.currentSrc }"
    )
    assert "narrow=1" in source
    page.set_viewport_size({"width": 1280, "height": 900})

    page.get_by_role("link", name="44 not in time").click()
    expect(page.get_by_text("1 to 44 of 44 rows")).to_be_visible()
    shot(page, "figure-children")
    axe(page)


def test_a_manager_sees_the_own_team_and_is_told_of_those_that_are_closed(a_year, authority, signed_in, axe):
    many.assessments(
        many.children(authority, 12, open_to_team=False), team=authority.teams["east"], first=TODAY, last=TODAY
    )
    page = signed_in("Ada", at="/figures/AssessmentsInTime/children/")

    assert page.get_by_text(
        "118 rows that you may open, and 12 that you may not: ask the manager of the team."
    ).is_visible()
    axe(page)


def test_own_dates_that_do_not_fit_are_said_beside_their_field(a_year, signed_in, axe, shot):
    page = signed_in("Ada", at="/figures/AssessmentsInTime/?period=own&since=3+3+2026&until=2+3+2026", script=False)
    expect(page.get_by_text("This day is before the first. Choose a later one.")).to_be_visible()


def test_a_question_that_went_wrong_is_still_a_page_for_everybody(a_year, signed_in, axe):
    axe(signed_in("Ada", at="/figures/AssessmentsInTime/?as_known=1+1+2990"))


def test_an_analyst_reads_no_small_number_and_opens_no_list(authority, signed_in, axe):
    ids = many.children(authority, 7)
    many.assessments(ids, team=authority.teams["east"], first=TODAY, last=TODAY, late_every=2)
    page = signed_in("Ann", at="/figures/AssessmentsInTime/")

    expect(page.get_by_text("fewer than 5").first).to_be_visible()
    assert not page.get_by_role("link", name="not in time").count()
    axe(page)


def test_the_kept_figure_stands_beside_the_live_one_when_they_differ(a_year, signed_in, axe, shot):
    day = TODAY - dt.timedelta(days=1)
    Snapshot.objects.create(
        indicator="AssessmentsInTime", version=1, day=day, counts=150, out_of=199, taken_at=moment("1 Mar 2026 03:10")
    )
    since = twelve_months_to(day)
    page = signed_in("Dora", at=f"/figures/AssessmentsInTime/?period=own&since={since}&until={day}")

    expect(page.get_by_text("150 of 199 (75%)")).to_be_visible()
    drawn(page)
    shot(page, "figure-kept")
    axe(page)
