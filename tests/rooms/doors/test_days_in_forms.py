"""Days inside a form, on its page: one that cannot be meant is refused beside it, with what was typed kept."""

import pytest

from goldenthread.casework.recording import CannotRecord
from goldenthread.record.models import Entry
from tests.practice.test_protection import PLANNED
from tests.rooms.doors.test_recording import at, begun, filled

__all__ = ["at"]
DIRECTED = "direction.given"
BACK = "check_back"
TO_BE_AUTHORISED = "\n".join(PLANNED.strip().splitlines()[:-2])


def boxes(day: str, month: str, year: str, *, name: str = BACK) -> dict[str, str]:
    return {f"all-{name}_day": day, f"all-{name}_month": month, f"all-{name}_year": year}


@pytest.fixture
def worked_with(authority):
    child = authority.child()
    authority.tell(TO_BE_AUTHORISED, child)
    return child


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("2", "3", "2026"), "Mon 2 March 2026 is before Tue 3 March 2026, the day of this entry."),
        (("9", "3", "0202"), "Check the year of this date"),
        (("9", "3", "20026"), "Enter a real date"),
    ],
)
def test_a_day_that_is_over_is_refused_beside_the_field_and_what_was_typed_stays(at, worked_with, typed, says):
    client = at("Ada")
    here = begun(client, DIRECTED, worked_with)
    sent = filled(client.get(here).content.decode(), {"prompted": "drift", "decision": "No.", "direction": "See him."})

    answer = client.post(here, {**sent, **boxes(*typed), "do": "complete"})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert page.count(says) == 2, "beside the field, and in the summary"
    assert all(f'value="{one}"' in page for one in typed)
    assert "See him." in page
    assert not Entry.objects.filter(step=DIRECTED).exists()


def test_a_conference_on_a_sunday_is_pointed_out_and_does_not_stop_anybody(at, worked_with):
    client = at("Ada")
    here = begun(client, "section47.authorised", worked_with)
    sent = filled(client.get(here).content.decode(), {})

    client.post(here, {**sent, **boxes("22", "3", "2026", name="on"), "do": "save"})
    page = client.get(here).content.decode()

    assert "Offices are closed on Sun 22 March 2026. Check that everybody can be there." in page


def test_nobody_is_born_after_they_died(authority, at):
    child = authority.child()
    authority.tell("3 Mar 2026 | person.died | Rita | died_on=2026-03-02", child)

    with pytest.raises(CannotRecord, match="Date of birth: Tue 3 March 2026 is after the death on Mon 2 March 2026"):
        authority.tell("4 Mar 2026 | person.described | Rita | born_on=2026-03-03", child)

    client = at("Rita")
    here = begun(client, "person.described", child)
    sent = filled(client.get(here).content.decode(), {})
    page = client.post(here, {**sent, **boxes("3", "3", "2026", name="born_on"), "do": "complete"}).content.decode()
    assert page.count("is after the death on Mon 2 March 2026") == 2
    authority.tell("4 Mar 2026 | person.described | Rita | born_on=2026-03-02", child)


def test_nobody_is_born_tomorrow_or_dies_before_they_are_born(authority, at):
    with pytest.raises(CannotRecord, match="Date of birth: Sat 31 December 2050 has not come yet"):
        authority.child(born="31 Dec 2050")
    with pytest.raises(CannotRecord, match="Date of death: Thu 2 March 2017 is before the birth on Fri 3 March 2017"):
        authority.tell("3 Mar 2026 | person.died | Rita | died_on=2017-03-02", authority.child())

    born = {"born_on_day": "31", "born_on_month": "12", "born_on_year": "2050"}
    client = at("Rita")
    page = client.post("/person/new/", {"given": "Kit", "surname": "Mabey", **born, "key": "k", "do": "register"})

    assert page.status_code == 422
    assert "has not come yet" in page.content.decode()

    draft = client.get("/contact/new/")["Location"].split("/")[2]
    page = client.post(f"/contact/{draft}/children/", {"given": "Kit", **born, "key": "k2", "do": "register"})
    assert "Sat 31 December 2050 has not come yet" in page.content.decode()
