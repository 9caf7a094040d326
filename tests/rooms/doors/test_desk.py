"""A manager's desk as a page."""

import pytest
from django.utils import timezone

from goldenthread.oversight import desk
from goldenthread.oversight.models import RaisedSignal
from tests import many

AT_MOST = 12
SAVEPOINTS = 4  # each request's two transactions are within the test's own
KIND = "child_not_yet_seen"


@pytest.fixture
def signed(client, authority):
    def come(name):
        client.force_login(authority.users[name])
        return client

    return come


def raise_(authority, count, *, team="east", to="team manager", kind=KIND, open_=True):
    ids = many.children(authority, count, team=team or "east", open_to_team=open_)
    many.signals(
        ids, kind, f"Nobody has seen the child, {team}.", team=authority.teams[team] if team else None,
        raised=timezone.now(), desk=to,
    )  # fmt: skip
    return ids


@pytest.mark.parametrize("how_many", [10, 1000])
@pytest.mark.parametrize("address", ["/desk/", "/desk/?by=child&page=2", "/desk/?show=decided", f"/desk/?kind={KIND}"])
def test_no_desk_asks_more_of_the_database_for_more_signals(
    signed, authority, how_many, address, django_assert_max_num_queries
):
    raise_(authority, how_many)
    client = signed("Ada")
    with django_assert_max_num_queries(AT_MOST + SAVEPOINTS):
        assert client.get(address).status_code == 200


def test_each_desk_has_what_is_addressed_to_its_role_in_its_teams(authority):
    raise_(authority, 2)
    raise_(authority, 3, team="west")
    raise_(authority, 4, to="service manager")
    raise_(authority, 1, team=None)

    found = {who: desk.open_for(authority.actor(who)) for who in ("Ada", "Will", "Grace", "Dora", "Sam")}

    assert {who: (one.to_decide, one.looked_over) for who, one in found.items()} == {
        "Ada": (2, 0), "Will": (3, 0), "Grace": (4, 5), "Dora": (1, 9), "Sam": (0, 0),
    }  # fmt: skip


def test_a_decision_moves_the_signal_and_keeps_who_said_it(signed, authority):
    raise_(authority, 1)
    raised = RaisedSignal.objects.get()
    client = signed("Ada")

    answer = client.post(f"/desk/{raised.pk}/", {"answer": "Sam sees her today.", "asked": "by=child"})

    assert answer["Location"] == "/desk/?by=child"
    raised.refresh_from_db()
    assert (raised.answer, raised.acknowledged_by) == ("Sam sees her today.", authority.workers["Ada"])
    assert desk.open_for(authority.actor("Ada")) == desk.OpenFor(to_decide=0, decided=1, looked_over=0)
    assert "Sam sees her today." in client.get("/desk/?show=decided").content.decode()


def test_nothing_said_is_nothing_decided(signed, authority):
    raise_(authority, 1)
    raised = RaisedSignal.objects.get()

    answer = signed("Ada").post(f"/desk/{raised.pk}/", {"answer": "  "})

    assert answer.status_code == 422
    assert "Say what you decide to do" in answer.content.decode()
    raised.refresh_from_db()
    assert raised.acknowledged_at is None


@pytest.mark.parametrize("who", ["Will", "Sam"])
def test_nobody_decides_at_anothers_desk(signed, authority, who):
    raise_(authority, 1)
    raised = RaisedSignal.objects.get()

    assert signed(who).post(f"/desk/{raised.pk}/", {"answer": "Mine now."}).status_code == 403
    raised.refresh_from_db()
    assert raised.answer == ""


def test_a_second_decision_does_not_replace_the_first(signed, authority):
    raise_(authority, 1)
    raised = RaisedSignal.objects.get()
    signed("Ada").post(f"/desk/{raised.pk}/", {"answer": "The first."})

    assert signed("Grace").post(f"/desk/{raised.pk}/", {"answer": "The second."}).status_code == 403
    raised.refresh_from_db()
    assert raised.answer == "The first."


def test_a_signal_about_a_closed_record_shows_no_name_and_no_words_and_cannot_be_decided(signed, authority):
    raise_(authority, 1, open_=False)
    raised = RaisedSignal.objects.get()
    client = signed("Ada")
    pages = [client.get(address).content.decode() for address in ("/desk/", "/desk/?by=child", f"/desk/{raised.pk}/")]

    for page in pages:
        assert "A record that is closed to you" in page
        assert "Made-Up" not in page
        assert "Nobody has seen the child, east." not in page
        assert str(raised.about_id) not in page
    assert client.post(f"/desk/{raised.pk}/", {"answer": "Anyway."}).status_code == 403


def test_a_desk_leads_nowhere_else(signed, authority):
    raise_(authority, 1)
    answer = signed("Ada").post(
        f"/desk/{RaisedSignal.objects.get().pk}/", {"answer": "So.", "asked": "//elsewhere.example/"}
    )
    assert answer["Location"].startswith("/desk/?")
