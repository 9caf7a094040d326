"""Unusual looking at a browser: picked out, looked into, and looks from outside; the lists that named a child."""

from django.utils import timezone
from playwright.sync_api import expect

from goldenthread.oversight.models import PickedLook
from goldenthread.record.models import Listed, Look
from tests.practice.test_assessment import IN_TIME


def test_a_manager_looks_into_unusual_looking(signed_in, authority, shot, axe):
    jay, tom = authority.child("Jay", "Mabey", born="1 Nov 2016"), authority.child("Tom", "Reeve", born="1 Nov 2014")
    told = IN_TIME.split("     9 Mar")[0]
    authority.tell(told, jay)
    authority.tell(told.replace("| Grace", "| Grace | worker=Wes"), tom)
    now = timezone.now()
    for child, who, kind, looks, need in (
        (jay, "Sue", "night", 6, "Assessment is open in the team"),
        (tom, "Sam", "no work", 2, "Opened with a reason: urgent"),
        (jay, "Sue", "surname", 1, "Assessment is open in the team"),
        (None, "Sam", "many", 57, ""),
        (jay, "Wes", "outside", 3, "Opened with a reason: urgent"),
    ):
        PickedLook.objects.create(
            about_id=child, worker=authority.workers[who], post=authority.posts[who], team=authority.teams["east"],
            kind=kind, day=timezone.localdate(), first_at=now, last_at=now, looks=looks, need=need, picked_at=now,
        )  # fmt: skip
    sam = authority.actor("Sam")
    for page in ("child", "chronology"):
        Look.objects.create(
            about_id=jay, worker_id=sam.worker, post_id=sam.post, at=now, page=page, why="Allocated as lead worker"
        )
    Listed.objects.create(worker_id=sam.worker, post_id=sam.post, at=now, page="find", asked="jay", shown=[jay, tom])

    page = signed_in("Ada")
    shot(page, "looking-my-work")
    page.get_by_role("link", name="Unusual looking: 4").click()
    expect(page.get_by_text("A record of another team")).to_be_visible()
    shot(page, "looking")
    page.get_by_text("Looked into: Sue, at night").first.click()
    page.get_by_label("What did you find? About Sue, at night").fill("She covered a visit that evening.")
    axe(page)
    shot(page, "looking-into")
    page.get_by_role("button", name="Mark as looked into").first.click()
    expect(page.get_by_text("It stands among what was looked into.")).to_be_visible()
    page.get_by_role("link", name="looked into", exact=True).click()
    expect(page.get_by_text("She covered a visit that evening")).to_be_visible()
    page.get_by_role("link", name="At our children, from outside").click()
    expect(page.get_by_text("Wes")).to_be_hidden()
    page.get_by_role("link", name="to look into", exact=True).click()
    expect(page.get_by_text("Wes", exact=True)).to_be_visible()
    shot(page, "looking-outside")

    page.goto(f"/child/{jay}/")
    expect(page.get_by_text("looked in the last 30 days")).to_be_visible()
    page.get_by_role("link", name="Who has looked").last.click()
    shot(page, "who-looked")
    page.get_by_role("link", name="Saw the name in a list").click()
    expect(page.get_by_role("cell", name="Find", exact=True)).to_be_visible()
    shot(page, "who-was-shown")
    axe(page)
