"""No father is forgotten, and nothing that a parent says is taken as it was told."""

import pytest
from django.urls import reverse

from goldenthread.casework.recording import Act, CannotRecord, record
from goldenthread.record.models import Draft, Entry
from tests.authority import day
from tests.rooms.doors.test_recording import filled

TO_BE_WRITTEN = """
     2 Mar 2026 10:30 | front_door.contact_received | Rita
     3 Mar 2026       | front_door.decided          | Fran
     4 Mar 2026       | assessment.allocated        | Grace
     9 Mar 2026 15:00 | assessment.child_seen       | Sam
"""
WRITTEN = "30 Apr 2026 | assessment.written | Sam"


@pytest.fixture
def people(authority):
    """Two half-brothers: a father each, a mother, a grandmother, a teacher; the younger's father knows of him alone."""
    names = {"Jay": "3 Mar 2014", "Kai": "8 Jul 2019"}
    jay, kai = (authority.child(name, "Stott", born=born) for name, born in names.items())
    adults = {name: authority.child(*name.split(), born=None) for name in
              ("Leanne Stott", "Darren Walsh", "Marcus Bell", "Joan Stott", "Ed Lowe")}  # fmt: skip

    def tie(one, other, kind):
        record(Act("person.related", one, day("2 Mar 2026"), {"other": str(other), "kind": kind}),
               by=authority.actor("Rita"), key=authority.key())  # fmt: skip

    for child in (jay, kai):
        tie(child, adults["Leanne Stott"], "mother")
        tie(child, adults["Joan Stott"], "grandparent")
        tie(child, adults["Ed Lowe"], "teacher")
    tie(jay, kai, "half-brother")
    tie(jay, adults["Darren Walsh"], "father")
    tie(kai, adults["Darren Walsh"], "mother's partner")
    tie(adults["Marcus Bell"], kai, "child")
    authority.tell(TO_BE_WRITTEN, jay, kai)
    return {"Jay": jay, "Kai": kai, **adults}


@pytest.fixture
def form(client, authority, people):
    """The assessment of both, as it opens."""
    client.force_login(authority.users["Sam"])
    about = {"about": [people["Jay"], people["Kai"]]}
    return client.get(reverse("record", args=["assessment.written"]), about, follow=True)


def names_in(page, number):
    """Whom one line of the list offers, and who is chosen in it."""
    start = page.index(f'name="all-adults_{number}_who"')
    choice = page[start : page.index("</select>", start)]
    chosen = [part for part in choice.split("<option") if " selected" in part]
    return choice, chosen[0] if chosen else ""


def saved(client, page, **answers):
    """The form after these were typed and kept."""
    here = reverse("draft", args=[Draft.objects.get().pk])
    return client.post(here, {**filled(page, answers), "do": "save"}, follow=True).content.decode()


def test_every_father_and_partner_whom_the_record_knows_stands_in_the_assessment(form):
    page = form.content.decode()

    assert "Darren Walsh" in names_in(page, 1)[1]
    assert "(father, mother&#39;s partner)" in names_in(page, 1)[1]
    assert "Marcus Bell (parent)" in names_in(page, 2)[1], "he is known by his own record alone"
    offered, chosen = names_in(page, 3)
    assert "Leanne Stott (mother)" in offered
    assert "Joan Stott (grandparent)" in offered
    assert "Ed Lowe" not in offered
    assert "Kai" not in offered
    assert ' value=""' in chosen or not chosen


def test_whoever_is_taken_out_is_asked_after(client, form, people):
    before = form.content.decode()

    after = saved(client, before, adults_1_who=str(people["Darren Walsh"]), adults_2_who="")

    assert "Nothing is said here of Marcus Bell (parent)." in after
    assert "Nothing is said here of Darren" not in after
    assert "Nothing is said here of" not in before


def test_an_assessment_says_of_each_whether_he_was_reached_or_why_not(authority, people):
    father = {"adults_1_who": str(people["Darren Walsh"]), "adults_1_who_said": "Darren Walsh (father)"}

    with pytest.raises(CannotRecord, match="Say whether this person was reached"):
        authority.tell(WRITTEN, people["Jay"], answers=father)
    with pytest.raises(CannotRecord, match="Say why this person was not spoken to, and what was tried"):
        authority.tell(WRITTEN, people["Jay"], answers=father | {"adults_1_reached": "not_found"})

    tried = {"adults_1_reached": "not_found", "adults_1_why_not": "Rung three times; a letter to his mother's."}
    authority.tell(WRITTEN, people["Jay"], answers=father | tried)
    assert Entry.objects.get(about=people["Jay"], step="assessment.written").answers.items() >= (father | tried).items()


def test_an_account_that_nothing_supports_is_pointed_out_and_never_in_the_way(client, form):
    told = saved(client, form.content.decode(), claims_1_said="He has not been here since May.")
    tested = saved(client, told, claims_1_evidence="The school sees him at the gate.")

    assert "Nothing beside it supports this." in told
    assert "Nothing beside it supports this." not in tested
