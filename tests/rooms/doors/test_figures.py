"""Figures as pages: who may ask what, and in how many questions to the database."""

import datetime as dt

import pytest

from goldenthread.config import checks
from goldenthread.oversight import periods
from tests import many

TODAY = dt.date.today()  # the pages ask the clock
AT_MOST = 12
SAVEPOINTS = 4  # each request's two transactions are within the test's own
PAGES = [
    "/figures/", "/figures/AssessmentsInTime/", "/figures/AssessmentsInTime/?as_known=2026-01-31",
    "/figures/AssessmentsInTime/children/", "/figures/AssessmentsInTime/children/?counting=no&page=2",
    "/figures/AssessmentsInTime/children/?school=st+mark's",
    "/figures/AssessmentsInTime/chart.svg", "/figures/trend.svg?points=1,,3",
]  # fmt: skip


@pytest.fixture
def signed(client, authority):
    def come(name):
        client.force_login(authority.users[name])
        return client

    return come


def assess(authority, count):
    ids = many.children(authority, count)
    many.assessments(ids, team=authority.teams["east"], first=periods.twelve_months_to(TODAY), last=TODAY)


@pytest.mark.parametrize("how_many", [10, 3000])
def test_no_page_asks_more_of_the_database_for_more_children(
    signed, authority, how_many, django_assert_max_num_queries
):
    assess(authority, how_many)
    client = signed("Ada")
    client.get("/figures/")
    for address in PAGES:
        with django_assert_max_num_queries(AT_MOST + SAVEPOINTS):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [
        ("Dora", "/figures/", 200), ("Ann", "/figures/", 200), ("Sam", "/figures/", 200), ("Rita", "/figures/", 403),
        ("Adam", "/figures/", 403), ("Ann", "/figures/AssessmentsInTime/", 200),
        ("Ann", "/figures/AssessmentsInTime/children/", 403), ("Sam", "/figures/AssessmentsInTime/children/", 200),
        ("Ada", "/figures/?team=west", 403), ("Dora", "/figures/?team=west", 200), ("Ada", "/figures/Nothing/", 404),
        ("Ada", "/figures/AssessmentsInTime/children/?month=2026-13", 404), ("Ada", "/figures/trend.svg?points=x", 404),
    ],
)  # fmt: skip
def test_who_may_ask_what(signed, authority, who, address, status):
    assert signed(who).get(address).status_code == status


def test_a_drawing_is_sent_once(signed, authority):
    assess(authority, 60)
    client = signed("Ada")
    first = client.get("/figures/AssessmentsInTime/chart.svg")

    assert first["Content-Type"] == "image/svg+xml"
    assert (
        client.get("/figures/AssessmentsInTime/chart.svg", headers={"If-None-Match": first["ETag"]}).status_code == 304
    )


def test_the_drawing_of_small_numbers_is_empty_for_an_analyst(signed, authority):
    assess(authority, 6)
    manager, analyst = (signed(who).get("/figures/AssessmentsInTime/chart.svg").content for who in ("Ada", "Ann"))

    assert manager != analyst
    assert b"average" not in analyst


def test_a_list_names_nobody_whose_record_is_closed(signed, authority):
    ids = many.children(authority, 3, open_to_team=False)
    many.assessments(ids, team=authority.teams["east"], first=TODAY, last=TODAY)
    page = signed("Ada").get("/figures/AssessmentsInTime/children/").content.decode()

    assert "3 rows, and none that you may open" in page
    assert "Made-Up" not in page


def test_a_day_that_has_not_come_is_said(signed, authority):
    page = signed("Ada").get("/figures/AssessmentsInTime/?as_known=2059-01-01").content.decode()
    assert "That day has not come yet." in page


@pytest.mark.parametrize("day", ["0001-01-01", "0001-12-31", "9999-12-31"])
def test_a_day_at_the_end_of_the_calendar_is_said_and_breaks_no_page(signed, authority, day):
    dora = signed("Dora")
    for asked in ({"as_known": day}, {"period": "own", "since": day, "until": day}):
        for page in ("", "AssessmentsInTime/", "AssessmentsInTime/children/"):
            assert "Check the year of this date" in dora.get(f"/figures/{page}", asked).content.decode()
        assert dora.get("/figures/AssessmentsInTime/chart.svg", asked).status_code == 200
    assert dora.get("/figures/AssessmentsInTime/children/", {"month": day[:7]}).status_code == 404


def test_the_team_stays_in_every_link(signed, authority):
    assess(authority, 30)
    page = signed("Dora").get("/figures/AssessmentsInTime/?team=east").content.decode()
    assert "/figures/AssessmentsInTime/children/?team=east&amp;counting=yes" in page


def test_the_school_stays_in_every_link_and_what_is_of_all_is_said(signed, authority):
    child = authority.child(school="Quay Lane")
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita\n3 Mar 2026 | front_door.decided | Fran\n"
                   "4 Mar 2026 | assessment.allocated | Grace", child)  # fmt: skip
    team = signed("Ada").get("/team/?school=QUAY++lane").content.decode()
    behind = signed("Ada").get("/figures/AssessmentsInTime/children/?team=east&school=Nowhere").content.decode()

    assert "<strong>Quay Lane alone</strong>. Every number on this page is of these children." in team
    assert "?show=children&amp;school=quay+lane" in team
    assert "<strong>Nowhere alone</strong>: no child here whose record you may open" in behind
    assert '<input type="hidden" name="team" value="east">' in behind


def test_the_neighbours_stand_beside_england_and_say_whose_they_are(signed, settings):
    page = signed("Ada").get("/figures/AssessmentsInTime/").content.decode()

    assert "median of statistical neighbours" in page
    assert (
        "Northbridge stands beside the statistical neighbours of <strong>Kingston upon Hull, City of</strong>" in page
    )
    assert "Sandwell; Wolverhampton" in page
    assert "from 78% to 94%, year to 31 March 2025" in page

    settings.NEIGHBOURS_OF = ""
    without = signed("Ada").get("/figures/AssessmentsInTime/").content.decode()
    assert "tatistical neighbours" not in without
    assert "England" in without


def test_an_authority_that_nobody_knows_has_no_neighbours_and_is_refused_at_the_start(settings):
    settings.NEIGHBOURS_OF = "999"

    assert any("E010" in said and "DfE number '999'" in said for said in checks.mistakes())
