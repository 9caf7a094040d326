"""Cover while somebody is away, at the page."""

import datetime as dt

from django.test import Client
from django.utils import timezone

from goldenthread.record.models import Cover
from tests.authority import Authority
from tests.practice.test_assessment import IN_TIME


def client(authority: Authority, name: str) -> Client:
    visiting = Client()
    visiting.force_login(authority.users[name])
    return visiting


def asked(authority: Authority, worker: str, away: str, days: int) -> dict[str, str]:
    until = timezone.localdate() + dt.timedelta(days=days)
    return {
        "away": f"{authority.workers[away].pk}:{authority.posts[away].pk}", "worker": str(authority.workers[worker].pk),
        "since_0": timezone.localdate().isoformat(), "until_0": until.isoformat(), "why": "Leave",
        "since": timezone.localdate().isoformat(), "until": until.isoformat(),
    }  # fmt: skip


def test_a_manager_arranges_a_cover_and_ends_it(authority):
    child = authority.child("Lia", "Marsh")
    authority.tell(IN_TIME.split("     9 Mar")[0], child)
    grace, wes = client(authority, "Grace"), client(authority, "Wes")
    assert wes.get(f"/child/{child}/").status_code == 403

    done = grace.post("/cover/", asked(authority, "Wes", "Sam", 3), follow=True).content.decode()
    assert "The cover is set." in done
    assert "Wes acts for Sam" in done
    work = wes.get("/").content.decode()
    assert "You act for <strong>Sam</strong>" in work
    assert "Lia Marsh" in work
    assert wes.get(f"/child/{child}/").status_code == 200
    assert "Wes acts for Sam" in wes.get("/cover/").content.decode()

    cover = Cover.objects.get()
    assert "not yours to end" in client(authority, "Rita").post(f"/cover/{cover.pk}/end/", follow=True).content.decode()
    assert "has ended" in client(authority, "Sam").post(f"/cover/{cover.pk}/end/", follow=True).content.decode()
    assert wes.get(f"/child/{child}/").status_code == 403


def test_what_does_not_fit_is_said(authority):
    sam = client(authority, "Sam")

    assert "Choose who acts for them" in sam.post("/cover/", {}).content.decode()
    over = sam.post("/cover/", asked(authority, "Sue", "Sam", -2))
    assert over.status_code == 422
    assert "before it begins" in over.content.decode()
    another = sam.post("/cover/", asked(authority, "Sue", "Sue", 2))
    assert another.status_code == 422
    assert not Cover.objects.exists()
