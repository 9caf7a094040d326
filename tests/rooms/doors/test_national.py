"""Facts for many authorities: the system's own, drawn again as published, and the same ones for the same seed."""

import datetime as dt
import hashlib

import duckdb
import ibis
import pytest

from goldenthread.doors.demonstration import national
from goldenthread.doors.demonstration.lives.simulation import Simulation
from goldenthread.language import Period
from goldenthread.oversight import measures
from goldenthread.standards.holidays import england_and_wales
from goldenthread.standards.targets import authorities

AS_AT = dt.date(2025, 3, 31)
YEAR = Period(dt.date(2024, 4, 1), AS_AT)
PLANS = (national.Plan("801", 900, 0.9), national.Plan("810", 2400, 0.75))


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    lives = Simulation(children=60, years=3, as_at=AS_AT, seed=10)
    (locality,) = lives.plan.localities
    library = national.Library(tmp_path_factory.mktemp("library"))
    library.lived(
        family.saved for family in lives.lived(locality.number, *national.imagined(lives.plan)) if family.saved
    )
    return library


@pytest.fixture(scope="module")
def drawn(library, tmp_path_factory):
    into = tmp_path_factory.mktemp("country")
    return into, list(library.draw(PLANS, as_at=AS_AT, seed=1, into=into))


@pytest.fixture(scope="module")
def asked(drawn):
    into, _ = drawn
    here = duckdb.connect()
    here.execute("set timezone = 'UTC'")
    for folder in into.iterdir():
        here.execute(f"create view {folder.name} as select * from read_parquet('{folder}/*/*.parquet')")
    return lambda query: here.execute(query).fetchall()


def test_an_authority_has_as_many_children_as_were_asked_for_and_the_share_in_time_that_is_published(drawn, asked):
    _, found = drawn
    for plan, one in zip(PLANS, found, strict=True):
        assert one.code == plan.code
        assert one.children == pytest.approx(plan.children, rel=0.08)
    shares = dict(
        asked("select authority, avg(in_time::int) from facts_assessment where authorised_on is not null group by 1")
    )
    assert shares[801] > shares[810]
    assert shares[810] == pytest.approx(0.75, abs=0.06)


def test_the_systems_own_figures_are_asked_of_the_files(asked):
    for key in ("AssessmentsInTime", "DecisionsInTime", "ReReferrals"):
        indicator = measures.declared(key)
        counts, whole = (
            asked(str(ibis.to_sql(measures.rows_of(indicator, YEAR, counting=counting).count(), dialect="duckdb")))
            for counting in (True, False)
        )
        assert 0 < counts[0][0] < whole[0][0], key


def test_working_days_are_those_of_the_calendar(asked):
    calendar = england_and_wales()
    rows = asked(
        "select referral_date, authorised_on, working_days, due_on, in_time from facts_assessment "
        "where authorised_on is not null order by id limit 300"
    )
    assert len({row[0] for row in rows}) > 50
    for referred, authorised, days, due, in_time in rows:
        assert calendar.working_days_between(referred, authorised) == days
        assert in_time == (authorised <= due)


def test_nobody_is_counted_twice_and_nothing_lies_ahead_and_nobody_can_be_named(asked):
    (twice,) = asked("select count(*) - count(distinct id), count(*) - count(distinct about_id) from facts_person")
    assert twice == (0, 0)
    assert asked("select count(*) - count(distinct id) from facts_contact") == [(0,)]
    assert asked(
        "select count(*) from facts_assessment a where not exists (select 1 from facts_referral r "
        "where r.id = a.referral and r.about_id = a.about_id)"
    ) == [(0,)]
    assert asked(f"select count(*) from facts_contact where contact_on > '{AS_AT}' or decided_on > '{AS_AT}'") == [(0,)]
    assert asked("select count(*) from facts_assessment where authorised_on is null")[0][0] > 0, "work is going on"
    assert asked("select distinct given, surname, nhs_number from facts_person") == [("", "", "")]


def test_the_same_seed_gives_the_same_files_and_what_is_there_is_passed_over(library, drawn, tmp_path):
    into, _ = drawn
    again = list(library.draw(PLANS, as_at=AS_AT, seed=1, into=tmp_path))
    before = hashes(into)
    assert hashes(tmp_path) == before
    (one := next(tmp_path.glob("facts_contact/authority=801/*.parquet"))).unlink()
    assert list(library.draw(PLANS, as_at=AS_AT, seed=1, into=tmp_path)) == again
    assert one.exists()
    assert hashes(tmp_path) == before


def hashes(folder) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*.parquet"))
    }


def test_children_are_spread_as_referrals_are():
    plans = national.plans(authorities(), children=12_000_000)
    assert len(plans) == 153
    assert sum(plan.children for plan in plans) == pytest.approx(12_000_000, abs=200)
    assert all(0.3 < plan.in_time <= 1 for plan in plans)
