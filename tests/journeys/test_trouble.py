"""What somebody sees when the database is slow, the disk is full, or they did too much: their words, and a button."""

import psycopg
import pytest
from django.conf import settings
from django.db import OperationalError
from playwright.sync_api import Page, expect

from goldenthread.casework import drafts
from goldenthread.casework.access import pace
from tests.authority import Authority
from tests.journeys.conftest import Shot
from tests.journeys.test_every_page import Reader
from tests.rooms.doors.test_recording import CONTACT

WORDS = "He came in the same clothes all week, and said that nobody was at home."


class Raises:
    """In place of what is called: the database's complaint, as Django hands it on."""

    def __init__(self, why: Exception) -> None:
        self.why = why

    def __call__(self, *args: object, **more: object) -> None:
        raise OperationalError(str(self.why)) from self.why


def test_words_stand_on_the_page_of_a_trouble_and_are_sent_again(
    opened_page: Page, authority: Authority, monkeypatch: pytest.MonkeyPatch, shot: Shot
) -> None:
    page, reader = opened_page, Reader(opened_page, authority)
    reader.sign_in("Rita")
    reader.go(f"/record/{CONTACT}/?about={authority.child('Jay')}")
    here = page.url

    for raised, title, name in (
        (psycopg.errors.DiskFull("full"), "There is no room left to save this", "trouble-full"),
        (psycopg.errors.QueryCanceled("slow"), "That took too long", "trouble-slow"),
    ):
        with monkeypatch.context() as troubled:
            troubled.setattr(drafts, "save", Raises(raised))
            page.locator("[name=all-worry]").fill(WORDS)
            page.get_by_role("button", name="Save and go on later").click()
            page.get_by_role("heading", name=title).wait_for()
        page.get_by_text("Your words, to copy").click()
        expect(page.get_by_text(WORDS)).to_be_visible()
        reader.read(title)
        shot(page, name)
        page.get_by_role("button", name="Send it again").click()
        page.wait_for_url(here)
        expect(page.locator("[name=all-worry]")).to_have_value(WORDS)

    most, within = settings.PACES["searches"]
    for _ in range(most):
        pace.counted("searches", f"user:{authority.users['Rita'].pk}", within=within)
    reader.go("/find/?q=marlow", status=429)
    reader.read("Too many searches")
    shot(page, "trouble-wait")
    reader.done()
