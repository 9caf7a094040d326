"""The practice model that an authority chose: its forms are offered, and what another's said stays readable."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils import timezone

from goldenthread.casework.chronology import chronology
from goldenthread.casework.reading import child_page
from goldenthread.casework.recording import CannotRecord
from goldenthread.config.practice_model import choose
from goldenthread.practice.practice_model.forms import Conversation, Map, Weighing
from goldenthread.record.models import Action
from tests.authority import day
from tests.practice.test_assessment import IN_TIME
from tests.practice.test_protection import PLANNED

MAPPED = (
    "10 May 2026 | signs_of_safety.mapped | Sam | worries=He goes hungry. | strengths=Nan cooks on Sundays. "
    "| needs=Breakfast every day. | scaling_1_by=His mother | scaling_1_number=4 | scaling_1_because=Nan helps."
)


@pytest.fixture(autouse=True)
def as_chosen():
    """Whatever a test chooses, the others stand as the system starts."""
    yield
    choose("signs_of_safety")


@pytest.fixture
def child(authority):
    child = authority.child()
    authority.tell(IN_TIME, child)
    return child


def test_a_map_is_what_the_childs_page_says_of_danger_and_safety(authority, child):
    authority.tell(MAPPED, child)

    page = child_page(child, authority.actor("Sam"), timezone.now())

    assert page.weighed.what == "Mapped with the family"
    assert (page.weighed.worries, page.weighed.strengths) == ("He goes hungry.", "Nan cooks on Sundays.")
    assert "Map with the family" in [one.label for one in page.steps]
    assert "Record a restorative conversation" not in [one.label for one in page.steps]


def test_the_day_on_which_they_come_together_again_is_something_to_do(authority, child):
    authority.tell(f"{MAPPED} | review_on=2026-06-08", child)

    to_do = Action.now.get(about=child, step="signs_of_safety.mapped")
    assert (to_do.worker, to_do.due_on, to_do.done_on) == (authority.workers["Sam"], day("8 Jun 2026"), None)

    choose("restorative")
    authority.tell("5 Jun 2026 | restorative_practice.talked | Sam | promised_1_what=I ring him on Sundays.", child)

    assert Action.now.get(about=child, step="signs_of_safety.mapped").done_on == day("5 Jun 2026")


def test_a_model_that_was_not_chosen_is_not_recorded_in(authority, child):
    with pytest.raises(CannotRecord):
        authority.tell("10 May 2026 | restorative_practice.talked | Sam", child)


def test_what_was_mapped_stays_readable_when_another_model_is_chosen(authority, child):
    authority.tell(MAPPED, child)
    choose("restorative")

    with pytest.raises(CannotRecord):
        authority.tell(MAPPED, child)
    authority.tell("12 May 2026 | restorative_practice.talked | Sam | promised_1_what=I ring him on Sundays.", child)

    lines = chronology(child, authority.actor("Sam"), timezone.now()).lines
    said = {line.now.title: dict(line.now.answers) for line in lines}
    assert said["Mapped with the family"]["Number 1: The number"] == "4"
    assert said["Restorative conversation"]["Promise 1: What will be done?"] == "I ring him on Sundays."


def test_a_model_that_is_not_there_is_refused_at_the_start():
    with pytest.raises(ImproperlyConfigured, match="Choose one of these"):
        choose("strengths")


def test_a_danger_without_a_goal_and_a_promise_without_anybody_are_pointed_out():
    danger = dict(Map.notices({"danger_1_statement": "He is alone at night.", "plan_1_what": "Nan stays."}))
    promise = dict(Conversation.notices({"promised_1_what": "Ring him."}))

    assert set(danger) == {"danger_1_goal", "plan_1_who"}
    assert set(promise) == {"promised_1_who", "promised_1_known"}


def test_a_conference_goes_by_the_model_in_use(authority, client, child):
    authority.tell(MAPPED, child)
    client.force_login(authority.users["Sam"])
    here = reverse("run_sheet", args=[child])

    by_signs = client.get(here).content.decode()
    choose("strengthening_families")
    by_strengths = client.get(here).content.decode()

    assert "by Signs of Safety" in by_signs
    assert "Danger statements and safety goals" in by_signs
    assert "He goes hungry." in by_signs
    assert "by Strengthening Families" in by_strengths
    assert "What is not clear" in by_strengths
    assert "Danger statements" not in by_strengths
    assert "He goes hungry." in by_strengths, "what was said in another model is known all the same"


def test_the_form_of_a_conference_leads_to_its_run_sheet(authority, client):
    asked = authority.child("Kai")
    authority.tell(PLANNED, asked)
    client.force_login(authority.users["Ira"])

    form = client.get(reverse("record", args=["child_protection.reviewed"]), {"about": asked}, follow=True)

    assert reverse("run_sheet", args=[asked]) in form.content.decode()
    assert client.get(reverse("run_sheet", args=[asked])).status_code == 200


def test_danger_and_safety_are_weighed_with_the_family(authority, child):
    choose("strengthening_families")
    authority.tell(
        "10 May 2026 | strengthening_families.weighed | Sam | worries=He is hit. | strengths=Nan is there at night."
        " | needs=Nobody hits him. | steps_1_what=Nan has a key. | review_on=2026-06-08", child,
    )  # fmt: skip

    page = child_page(child, authority.actor("Sam"), timezone.now())

    assert (page.weighed.worries, page.weighed.strengths) == ("He is hit.", "Nan is there at night.")
    assert Action.now.get(about=child, step="strengthening_families.weighed").due_on == day("8 Jun 2026")
    noticed = dict(Weighing.notices({"steps_1_what": "Nan has a key."}))
    assert set(noticed) == {"steps_1_who", "steps_1_known"}
