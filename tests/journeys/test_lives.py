"""Made-up lives, read as a head of service would read them: each child's chronology tells a life, and not noise."""

import collections
import datetime as dt
import os

import pytest
from playwright.sync_api import Page

from goldenthread.casework import bulk
from goldenthread.doors.demonstration.authority import PASSWORD
from goldenthread.doors.demonstration.lives import authority
from goldenthread.doors.demonstration.lives.simulation import Simulation

# Ten are read for the documentation, of many; two each time.
MANY = bool(os.environ.get("SCREENS"))
CHILDREN, YEARS, READ = (300, 6, 10) if MANY else (6, 2, 2)
A_SENTENCE, HEARD_AGAIN = 12, 2
GRACE = "grace.adeyemi@northbridge.example"


@pytest.fixture
def lives(transactional_db: None) -> list[str]:
    """Children of a made-up authority, from the one with the shortest record to the one with the longest."""
    simulation = Simulation(children=CHILDREN, years=YEARS, as_at=dt.date(2026, 10, 31), seed=11)
    actors, teams = authority.appointed(simulation.plan)
    localities = [one.number for one in simulation.plan.localities]
    families = [family for number in localities for family in simulation.lived(number, actors, teams)]
    list(bulk.write(family.saved for family in families))
    told = {
        str(child.about): sum(act.about == child.about for saved in family.saved for act in saved.acts)
        for family in families
        for child in family.children
    }
    return sorted(told, key=told.__getitem__)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_chronologies_that_read_like_lives(lives, visitor, axe, shot):
    page: Page = visitor()
    page.goto("/sign-in/")
    page.get_by_label("Email address").fill(GRACE)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)

    for nth in range(READ):
        child = lives[round((len(lives) - 1) * (nth + 1) / READ)]
        page.goto(f"/child/{child}/chronology/?order=oldest&print=1")
        titles = page.locator(".gt-entry__title").all_inner_texts()
        sayings = page.locator(".gt-told dd").all_inner_texts()
        page.goto(f"/child/{child}/chronology/")
        shot(page, f"life-{nth + 1}", widths=(1280,))

        assert titles[0] == "Registered"
        said = collections.Counter(each for each in sayings if len(each.split()) > A_SENTENCE)
        assert not [one for one, times in said.items() if times > HEARD_AGAIN], "people do not say the same all year"
    axe(page)
