"""An entry made in error, at a browser: what goes with it, why, and how it stands afterwards."""

import re

from playwright.sync_api import expect

from goldenthread.record.models import Entry
from tests.practice.test_assessment import IN_TIME


def test_a_decision_on_the_wrong_child_is_withdrawn(signed_in, authority, shot, axe):
    child = authority.child("Jay", "Mabey", born="1 Nov 2016")
    authority.tell(IN_TIME.split("     9 Mar")[0], child)
    decided = Entry.objects.get(about=child, step="front_door.decided")

    page = signed_in("Grace", at=f"/child/{child}/entry/{decided.pk}/")
    axe(page)
    page.get_by_role("link", name="Withdraw: made in error").click()
    axe(page)
    shot(page, "withdraw")
    page.get_by_role("button", name="Withdraw: made in error").click()
    expect(page.get_by_role("link", name=re.compile("Say why this was made in error"))).to_be_visible()
    axe(page)
    page.get_by_label("Why was this made in error?").fill("Decided on the wrong child.")
    page.get_by_role("button", name="Withdraw: made in error").click()

    expect(page.get_by_text("It stays on the record, struck through")).to_be_visible()
    axe(page)
    shot(page, "withdrawn")
