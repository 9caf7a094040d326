"""The register of agreements on sharing: one version stands, each partner signs it, and it is looked at again."""

import datetime as dt

import pytest
from django.urls import reverse

from goldenthread.casework import sharing
from goldenthread.casework.administration import CannotChange, Change, changes
from goldenthread.casework.sharing import SharingSaid, Signed
from tests.authority import client, day, moment

TODAY = day("2 Mar 2026")
PROTOCOL = SharingSaid("All of us", "protocol", "1", "What each of us may ask and tell.", day("1 Mar 2027"))


@pytest.fixture
def change(authority):
    return Change(by=authority.actor("Adam"), at=moment("2 Mar 2026 09:00"), why="Agreed by the partnership.")


def test_a_new_version_takes_the_place_of_the_one_before_and_is_signed_anew(authority, change):
    first = sharing.add(PROTOCOL, since=day("1 Sep 2025"), change=change)
    sharing.sign(first, Signed("Police", "M. Dale", day("3 Sep 2025")), today=TODAY, change=change)

    second = SharingSaid("All of us", "protocol", "2", "Schools as well.", day("1 Sep 2027"))
    sharing.anew(first, second, since=day("2 Mar 2026"), change=change)

    (stands,) = sharing.standing(today=TODAY)
    assert (stands.said.version, stands.signed) == ("2", ())
    (before,) = [one for one in sharing.lines(today=TODAY) if one.id == first]
    assert (before.until, before.signed) == (day("1 Mar 2026"), (Signed("Police", "M. Dale", day("3 Sep 2025")),))
    (stood,) = sharing.standing(today=day("1 Mar 2026"))
    assert stood.said.version == "1"
    assert [one["what"] for one in changes()][:3] == [
        "sharing agreement", "sharing agreement signed", "sharing agreement",
    ]  # fmt: skip


def test_it_is_overdue_from_the_day_after_it_should_have_been_looked_at(change):
    kept = sharing.add(PROTOCOL, since=day("1 Sep 2025"), change=change)

    assert not sharing.one(kept).overdue(day("1 Mar 2027"))
    assert sharing.one(kept).overdue(day("2 Mar 2027"))
    sharing.end(kept, on=day("1 Mar 2027"), change=change)
    assert not sharing.one(kept).overdue(day("2 Mar 2027"))


def test_what_cannot_be(change):
    kept = sharing.add(PROTOCOL, since=day("1 Sep 2025"), change=change)
    police = Signed("Police", "M. Dale", day("3 Sep 2025"))
    sharing.sign(kept, police, today=TODAY, change=change)
    later = SharingSaid("All of us", "protocol", "2", "More.", day("1 Sep 2027"))

    with pytest.raises(CannotChange, match="stands in the register"):
        sharing.add(PROTOCOL, since=TODAY, change=change)
    with pytest.raises(CannotChange, match="police has signed"):
        sharing.sign(kept, Signed("police", "Another", TODAY), today=TODAY, change=change)
    with pytest.raises(CannotChange, match="has not come yet"):
        sharing.sign(kept, Signed("Health", "A", TODAY + dt.timedelta(days=1)), today=TODAY, change=change)
    with pytest.raises(CannotChange, match="comes after that"):
        sharing.anew(kept, later, since=day("1 Sep 2025"), change=change)
    with pytest.raises(CannotChange, match="its own"):
        sharing.anew(kept, PROTOCOL, since=TODAY, change=change)
    with pytest.raises(CannotChange, match="looked at again after"):
        sharing.anew(kept, later, since=day("2 Sep 2027"), change=change)
    assert sharing.one(kept).until is None, "what was refused changed nothing"
    with pytest.raises(CannotChange, match="Its last day comes after"):
        sharing.end(kept, on=day("1 Aug 2025"), change=change)
    with pytest.raises(CannotChange, match="no such agreement"):
        sharing.one(kept + 1)


def test_the_administrator_keeps_it_and_whoever_works_with_families_reads_it(authority):
    adam, rita = client(authority, "Adam"), client(authority, "Rita")
    given = {
        "name": "Health practitioners", "kind": "governance", "version": "1", "covers": "Who leads, and when we meet.",
        "kept": "", "why": "Asked for by the partnership.", "review_on_day": "1", "review_on_month": "3",
        "review_on_year": "2050", "since_day": "1", "since_month": "3", "since_year": "2026",
    }  # fmt: skip

    told = adam.post(reverse("administration_sharing_new"), given, follow=True).content.decode()

    assert "Health practitioners is in the register. Write down who has signed it." in told
    page = rita.get(reverse("sharing")).content.decode()
    assert "Who leads, and when we meet." in page
    assert "Nobody has signed it yet." in page
    (kept,) = sharing.lines(today=TODAY)
    signed = {
        "partner": "Hospital trust",
        "by": "Dr A. Osei",
        "on_day": "2",
        "on_month": "3",
        "on_year": "2026",
        "why": ".",
    }
    adam.post(reverse("administration_sharing_signed", args=[kept.id]), signed)
    assert "Signed by Hospital trust (Dr A. Osei" in rita.get(reverse("sharing")).content.decode()
