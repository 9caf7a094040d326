"""Those who work in the pathways say what holds a step up; it stays as said, and whoever reviews them reads it."""

from django.urls import reverse

from goldenthread.record.models import StepComment
from tests.authority import client

STEP = "assessment.authorised"


def test_what_is_said_of_a_step_is_kept_with_a_name_and_read_by_managers(authority):
    sam, grace = client(authority, "Sam"), client(authority, "Grace")
    here = reverse("step_comments", args=[STEP])

    said = sam.post(here, {"said": "The plan opens in a second window."}, follow=True).content.decode()

    assert "The plan opens in a second window." in said
    kept = StepComment.objects.get()
    assert (kept.step, kept.worker.name, kept.post.team.code) == (STEP, "Sam", "east")
    listed = grace.get(reverse("steps_commented")).content.decode()
    assert here in listed
    assert "Authorise the assessment" in listed


def test_nothing_and_too_much_are_refused_and_nothing_typed_is_lost(authority):
    sam = client(authority, "Sam")
    here = reverse("step_comments", args=[STEP])

    empty = sam.post(here, {"said": "  "})
    long = sam.post(here, {"said": "x" * 1001})

    assert "Say what holds this step up, or what would help." in empty.content.decode()
    assert "these are 1,001" in long.content.decode()
    assert "x" * 1001 in long.content.decode()
    assert (empty.status_code, long.status_code, StepComment.objects.count()) == (422, 422, 0)


def test_a_step_that_is_none_is_not_there(authority):
    assert client(authority, "Sam").get(reverse("step_comments", args=["assessment.imagined"])).status_code == 404


def test_only_those_who_answer_for_work_read_what_is_said_of_all(authority):
    assert client(authority, "Sam").get(reverse("steps_commented")).status_code == 403
