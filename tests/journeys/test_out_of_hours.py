"""What the night hands back, and what it must know, on one screen."""

from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.conftest import Axe, Shot, SignedIn
from tests.journeys.test_my_work import ago
from tests.trials import in_trials


@in_trials
def test_the_morning_reads_the_night_and_takes_it_back(signed_in: SignedIn, authority, axe: Axe, shot: Shot) -> None:
    ada, mia, kofi = authority.child("Ada"), authority.child("Mia", born="2 Feb 2019"), authority.child("Kofi")
    for children in ((ada,), (mia, kofi)):
        authority.tell(f"{ago(1, '16:10')} | front_door.contact_received | Rita", *children)
    authority.tell(
        f"{ago(0, '00:20')} | out_of_hours.handed_back | Rita | to_team=front-door | urgent=yes"
        " | what_happened=Ada rang from next door at ten: her mother would not wake. The ambulance took her in."
        " | needs_today=See Ada at her aunt's before school, and ring the ward."
        " | this_child=At her aunt's, Mill Lane 4, since midnight; seen by me.",
        ada,
    )  # fmt: skip
    authority.tell(
        f"{ago(0)} | out_of_hours.briefed | Fran | to_team=front-door | until_on={timezone.localdate()}"
        " | might_happen=Their father has found the address, and may come to the door tonight."
        " | what_to_do=The police first (NB/2201). Then Nan, who takes both. Not the mother's old number."
        " | ring=Nan, 01632 960011. The father must not be told where they are."
        " | this_child=At home with the mother.",
        mia, kofi,
    )  # fmt: skip
    page = signed_in("Fran", at="/out-of-hours/")
    expect(page.get_by_text("See Ada at her aunt's before school, and ring the ward.")).to_be_visible()
    axe(page)
    shot(page, "out-of-hours")

    page.get_by_role("link", name="Take back from the night about Ada").click()
    expect(page.get_by_label("Which colleague goes on with it?")).to_be_visible()
    axe(page)
