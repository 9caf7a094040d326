"""Whom a form is about: brothers and sisters are added to it, and it is not opened where it could only be refused."""

import pytest

from goldenthread.record.models import Draft, DraftAnswer, Entry
from tests.authority import client
from tests.rooms.doors.test_recording import begun, filled

SEEN, HELD = "assessment.child_seen", "strategy_discussion.held"
REFERRED = """
    25 Feb 2026 10:30 | front_door.contact_received | Rita
    26 Feb 2026       | front_door.decided          | Fran
"""
ASSESSING = f"{REFERRED}\n27 Feb 2026 | assessment.allocated | Grace"


@pytest.fixture
def brothers(authority):
    """Jay and Kai, who are being assessed, and Tom, a third brother with whom nobody works."""
    jay, kai, tom = (authority.child(name) for name in ("Jay", "Kai", "Tom"))
    mother = authority.child("Ann", born="1 Mar 1990")
    authority.tell(f"2 Mar 2026 | person.related | Rita | other={mother} | kind=mother", jay, kai, tom)
    authority.tell(ASSESSING, jay, kai)
    return jay, kai, tom


def test_a_brother_is_added_to_a_form_that_somebody_has_begun_for_one(authority, brothers):
    jay, kai, tom = brothers
    sam = client(authority, "Sam")
    here = begun(sam, SEEN, jay)
    page = sam.get(here).content.decode()
    assert f"with:{kai}" in page
    assert f"with:{tom}" not in page, "nobody assesses him"

    typed = {"purpose": "To see both", "where": "Home", "seen": "yes", "alone": "yes", "observed": "Thin."}
    sam.post(here, {**filled(page, typed), "do": f"with:{kai}"})
    page = sam.get(here).content.decode()
    assert page.count("Was this child seen?") == 2
    assert "To see both" in page
    assert begun(sam, SEEN, jay) != here, "it stands in nobody's way who begins the form for Jay alone"
    assert begun(sam, SEEN, jay, kai) == here

    sam.post(here, {**filled(page, typed), "do": f"without:{kai}"})
    assert sam.get(here).content.decode().count("Was this child seen?") == 1
    assert DraftAnswer.objects.filter(draft=here.split("/")[2], question="observed", answer="Thin.").count() == 2
    sam.post(here, {**filled(sam.get(here).content.decode(), typed), "do": f"with:{kai}"})
    sam.post(here, {**filled(sam.get(here).content.decode(), typed), "do": "complete"})
    assert set(Entry.objects.filter(step=SEEN).values_list("about", flat=True)) == {jay, kai}
    assert Entry.objects.filter(step=SEEN).values("occasion").distinct().count() == 1


def test_a_form_is_not_opened_where_nothing_has_begun_that_it_could_go_on_with(authority, brothers):
    jay, kai, _ = brothers
    authority.tell("5 Mar 2026 10:00 | strategy_discussion.called | Ada", jay)
    ada = client(authority, "Ada")

    answer = ada.get(f"/record/{HELD}/", {"about": [str(jay), str(kai)]})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "has not begun for Kai Made-Up: strategy discussion" in page
    assert f'href="/record/strategy_discussion.called/?about={kai}"' in page
    assert f'href="/record/{HELD}/?about={jay}"' in page
    assert not Draft.objects.exists()
    assert begun(ada, HELD, jay)

    page = client(authority, "Sam").get("/record/child_protection.visited/", {"about": str(jay)}).content.decode()
    assert "Record the initial conference" in page
    assert "by a reviewing officer" in page


def test_what_is_due_leads_to_its_form_only_where_the_reader_may_record_it_now(authority, brothers):
    jay, *_ = brothers
    authority.tell(
        "5 Mar 2026 10:00 | strategy_discussion.called | Ada\n5 Mar 2026 11:00 | strategy_discussion.held | Ada", jay
    )

    page = client(authority, "Sam").get(f"/child/{jay}/").content.decode()

    assert "Initial child protection conference" in page
    assert "/record/section47.child_seen/" in page
    assert "/record/section47.conference_held/" not in page, "the reviewing officer's, when it is called"
    assert "/record/section47.authorised/" not in page, "the manager's, when the enquiry is reported"
