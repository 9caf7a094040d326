"""The scenario hull-2021 comes to its figures by what is recorded."""

import datetime as dt

import pytest

from goldenthread.casework import access
from goldenthread.doors.demonstration import targets
from goldenthread.doors.demonstration.lives import authority, large
from goldenthread.doors.demonstration.lives.simulation import Simulation
from goldenthread.doors.demonstration.national import imagined
from tests import trials

AS_AT = dt.date(2021, 2, 19)


def of_hull(children: int, years: int = 2) -> Simulation:
    return Simulation(children=children, years=years, as_at=AS_AT, seed=1, scenario="hull-2021")


def test_few_children_come_as_near_as_so_few_can():
    lives = of_hull(500)
    (locality,) = lives.plan.localities
    families = lives.lived(locality.number, *imagined(lives.plan))
    acts = [act for family in families for one in family.saved for act in one.acts]
    signed = [act for act in acts if act.step == "assessment.authorised" and act.happened.year == 2020]
    nothing = sum(act.answers["outcome"] == "no_further_action" for act in signed)
    assert len(signed) > 60
    assert abs(nothing - 0.63 * len(signed)) < 3


# Twenty thousand children are lived in the trials alone.
if trials.count(0, 1):

    @pytest.mark.django_db(transaction=True, databases=["default", "owner"])
    def test_a_city_of_that_size_reaches_every_figure_whose_pathway_stands(clone):
        lives = of_hull(20_000, years=3)
        actors, teams = authority.appointed(lives.plan)
        # Two at once: each lives what comes before its own, so that it knows what was counted.
        assert sum(children for children, _ in large.write(lives, actors, teams, processes=2)) == 20_000
        with access.at_work(large.CHORE):
            found = targets.reached(targets.of_scenario("hull-2021"), as_at=AS_AT)
        counted = {one.target.key: (one.said, one.target.value, one.out_of) for one in found if one.target.counted}
        assert len(counted) == len(targets.COUNTED)
        assert [one.target.key for one in found if one.equal is False] == [], counted
