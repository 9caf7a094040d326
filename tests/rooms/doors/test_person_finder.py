"""A question about a person: anybody whom one may see is found, or registered, and nothing typed is lost."""

import re
import uuid

import pytest
from django.test.utils import CaptureQueriesContext

from goldenthread.casework.recording import Act, record
from goldenthread.facts.models import Person, Relationship
from goldenthread.record.models import Draft, Entry
from tests.authority import LONG_AGO, Authority
from tests.rooms.doors.test_recording import TRANSACTION, begun, filled

RELATED = "person.related"


@pytest.fixture
def child(authority: Authority) -> uuid.UUID:
    child = authority.child("Mia")
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child)
    return child


@pytest.fixture
def form(client, authority, child):
    """The form that asks who is related, begun by Rita, with one answer already typed."""
    client.force_login(authority.users["Rita"])
    here = begun(client, RELATED, child)
    page = client.get(here).content.decode()
    sent = client.post(here, {**filled(page, {"kind": "grandparent"}), "do": "person:all-other"})
    assert sent["Location"] == f"{here}person/all-other/"
    return here


def restricted(authority: Authority, who: uuid.UUID) -> None:
    named = {"why": "A worker's own family.", "workers": [authority.workers["Grace"].pk]}
    record(Act("person.restricted", who, LONG_AGO, named), by=authority.actor("Grace"), key=authority.key())


def test_somebody_who_is_not_related_is_found_misspelt_and_comes_back_chosen(client, authority, form, child):
    nan = authority.child("Jaylene", "Thompson", born="4 Mar 1961")

    found = client.get(f"{form}person/all-other/", {"q": "jaleen tomson"}).content.decode()
    back = client.post(f"{form}person/all-other/", {"choose": str(nan)})
    page = client.get(form).content.decode()
    done = client.post(form, {**filled(page, {"kind": "grandparent", "other": str(nan)}), "do": "complete"})

    assert "Jaylene Thompson" in found
    assert back["Location"] == f"{form}#asked-all-other"
    assert re.search(rf'value="{nan}"[^>]*selected', page)
    assert re.search(r'value="grandparent"[^>]*selected', page), "what was typed before is still there"
    assert done["Location"].startswith("/recorded/")
    assert Relationship.now.get(about=child).other_id == nan
    assert "Jaylene Thompson" in Entry.objects.get(about=child, step=RELATED).answers["other_said"]


def test_a_new_person_is_registered_after_the_look_alikes_and_comes_back_chosen(client, authority, form, child):
    known = authority.child("Jaylene", "Thompson", born="4 Mar 1961")
    finder = client.get(f"{form}person/all-other/", {"q": "Jaylene Thomson"}).content.decode()
    register = re.search(r'href="(/person/new/[^"]+)"', finder).group(1).replace("&amp;", "&")
    page = client.get(register).content.decode()
    wanted = re.search(r'name="for" value="([^"]+)"', page).group(1)
    typed = {"given": "Jaylene", "surname": "Thomson", "for": wanted, "key": "a-new-nan"}

    alike = client.post("/person/new/", {**typed, "do": "look"}).content.decode()
    taken = client.post("/person/new/", {**typed, "do": f"take:{known}"})
    back = client.post("/person/new/", {**typed, "do": "register"})

    assert "Is it one of these?" in alike
    assert taken["Location"] == back["Location"] == f"{form}#asked-all-other"
    new = Person.now.get(surname="Thomson").about_id
    assert re.search(rf'value="{new}"[^>]*selected', client.get(form).content.decode())


def test_who_is_closed_to_one_is_neither_found_nor_chosen(client, authority, form):
    hidden, other = authority.child("Hidden", "Thompson"), authority.child("Wilma", "Thompson")
    authority.tell(
        "2 Mar 2026 10:30 | front_door.contact_received | Rita\n3 Mar 2026 | front_door.decided | Fran | takes_on=west",
        other,
    )
    authority.tell("4 Mar 2026 | assessment.allocated | Will | worker=Wes", other)
    authority.tell("4 Mar 2026 | front_door.referrer_told | Rita", other)
    restricted(authority, hidden)

    found = client.get(f"{form}person/all-other/", {"q": "Thompson"}).content.decode()

    assert "Nobody that you may see" in found
    assert "Hidden" not in found
    for who in (hidden, other):
        assert client.post(f"{form}person/all-other/", {"choose": str(who)}).status_code == 403
        page = client.get(form).content.decode()
        refused = client.post(form, {**filled(page, {"kind": "friend", "other": str(who)}), "do": "complete"})
        assert refused.status_code == 422
        assert "Hidden" not in refused.content.decode()
        assert "Wilma" not in refused.content.decode()
    assert not Entry.objects.filter(step=RELATED).exists()


def test_only_a_question_about_a_person_has_a_finder(client, authority, form):
    assert client.get(f"{form}person/all-kind/").status_code == 403
    assert client.get(f"{form}person/nonsense/").status_code == 403
    assert Draft.objects.count() == 1


def test_the_finder_and_the_form_ask_the_database_little(client, authority, form):
    from django.db import connection

    nan = authority.child("Jaylene", "Thompson")
    client.post(f"{form}person/all-other/", {"choose": str(nan)})
    for address in (form, f"{form}person/all-other/?q=thompson"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        questions = [query["sql"] for query in asked if not query["sql"].startswith(TRANSACTION)]
        assert len(questions) <= 12, "\n".join(questions)
