"""The morning's list: what the police told us, read by those who meet each day and by the front-door manager."""

from playwright.sync_api import expect

from tests.journeys.conftest import Axe, Shot, SignedIn
from tests.journeys.test_my_work import ago
from tests.trials import in_trials


@in_trials
def test_the_daily_triage_goes_down_its_list(signed_in: SignedIn, authority, axe: Axe, shot: Shot) -> None:
    ada, mia, kofi, tom, lena = (authority.child(name) for name in ("Ada", "Mia", "Kofi", "Tom", "Lena"))
    told = "front_door.contact_received | Rita | source_code=6 | kind=domestic_abuse | police_reference"
    authority.tell(f"{ago(40, '07:30')} | {told}=NB/1812 | police_grade=medium", kofi)
    authority.tell(f"{ago(39)} | police_notification.triaged | Fran | grade_agreed=medium", kofi)
    authority.tell(f"{ago(39)} | front_door.decided | Fran | outcome=no_further_action", kofi)
    authority.tell(f"{ago(1, '23:10')} | {told}=NB/2204 | police_grade=high | urgent=yes", ada)
    authority.tell(f"{ago(1, '21:40')} | {told}=NB/2201 | police_grade=medium", mia, kofi)
    authority.tell(f"{ago(1, '22:15')} | {told}=NB/2203 | police_grade=standard", lena)
    authority.tell(f"{ago(1, '10:30')} | front_door.contact_received | Rita | source_code=6 | kind=missing", tom)
    page = signed_in("Fran", at="/front-door/police/")
    axe(page)
    shot(page, "police")

    page.get_by_role("link", name="Record the daily triage about Kofi").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Record the daily triage")
    expect(page.get_by_text("Immediate safety plan")).to_have_count(2)
    axe(page)
    shot(page, "triage")

    page.goto("/front-door/police/")
    page.get_by_role("link", name="Decide on a strategy meeting about Ada").click()
    expect(page.get_by_text("Is there a strategy meeting?")).to_be_visible()
    axe(page)
