"""The pages of what several children share: put right for all of them or for one, and who stays is said."""

import pytest
from django.urls import reverse

from goldenthread.record.models import Entry, Episode, Occasion
from tests.rooms.doors.test_recording import asked_for, at

__all__ = ["at"]

SEEN = "assessment.child_seen"
BEGUN = """
    2 Mar 2026 10:30 | front_door.contact_received | Rita
    3 Mar 2026       | front_door.decided          | Fran
    4 Mar 2026       | assessment.allocated        | Grace
    9 Mar 2026 15:00 | assessment.child_seen       | Sam
"""


def page_of(child, step=SEEN, page="entry"):
    return reverse(page, args=[child, Entry.objects.get(about=child, step=step, corrects=None).pk])


@pytest.mark.parametrize("children", [2, 6])
def test_the_page_of_one_childs_part_offers_both_ways(at, authority, children):
    family = [authority.child(f"Mia {n}") for n in range(children)]
    authority.tell(BEGUN, *family, shared={"where": "School"})

    page = asked_for(at("Sam"), page_of(family[0]))

    assert f"Correct for all {children}" in page
    assert "Correct for Mia 0 Made-Up alone" in page
    assert "Mia 1 Made-Up" in page


@pytest.mark.parametrize("children", [6])
def test_what_goes_is_said_child_by_child_and_withdrawn_for_all_of_them(at, authority, children):
    family = [authority.child(f"Mia {n}") for n in range(children)]
    authority.tell(BEGUN, *family, shared={"where": "School"})
    client, here = at("Fran"), page_of(family[0], "front_door.decided", "withdraw")
    authority.tell("10 Mar 2026 11:00 | front_door.contact_received | Rita", *family)

    alone = asked_for(client, here)
    page = asked_for(client, f"{here}?all=1")
    done = client.post(f"{here}?all=1", {"key": "one", "why": "Another family."}, follow=True)
    again = client.post(f"{here}?all=1", {"key": "one", "why": "Another family."}, follow=True)

    assert "the others’ stand" in alone
    assert page.count("What will change for Mia") == children
    assert f"Withdraw for all {children}: made in error" in page
    assert "no longer counts" in done.content.decode()
    assert again.status_code == 200
    assert Entry.objects.filter(step="front_door.decided", answers__withdrawn=True).count() == children
    assert Occasion.objects.filter(shared={"why": "Another family."}).count() == 1, "the reason is said once"
    assert not Episode.now.filter(pathway="referral").exists()


def test_who_may_not_be_opened_stays_and_is_counted(at, authority):
    contact = "front_door.contact_received"
    mia, kofi, lena = (authority.child(name) for name in ("Mia", "Kofi", "Lena"))
    authority.tell(BEGUN.split("     9 Mar")[0], mia, kofi)
    authority.tell("7 Mar 2026 09:00 | front_door.contact_received | Rita | kind=missing", mia, kofi, lena)
    authority.tell("7 Mar 2026 | front_door.decided | Fran", lena)
    authority.tell("7 Mar 2026 | assessment.allocated | Grace | worker=Wes", lena)
    client = at("Ada")
    entry = Entry.objects.filter(about=mia, step=contact).latest("known_at").pk

    shown = client.get(reverse("entry", args=[mia, entry])).content.decode()
    form = client.get(f"/record/{contact}/", {"corrects": str(entry)}, follow=True).content.decode()
    withdraws = client.get(reverse("withdraw", args=[mia, entry]) + "?all=1").content.decode()  # it is not hers

    assert "Correct for all 2" in shown
    assert "1 other whose record you may not open" in shown
    assert "It was recorded of 1 other child too, whose record you may not open: there it stays as it is." in form
    assert "Only whoever wrote this" in withdraws
    for page in (shown, form, withdraws):
        assert "Lena" not in page
