"""A review of what can be learned, through its forms: begun by a manager, written up by whoever leads it."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from goldenthread.record.models import Action
from tests.journeys.doing import press, say, when
from tests.journeys.test_my_work import ago


def item(page: Page, name: str, question: str, answer: str) -> None:
    page.get_by_role("group", name=name, exact=True).get_by_label(question).fill(answer)


def today(page: Page) -> None:
    day = timezone.localdate()
    when(page, str(day.day), str(day.month), str(day.year))


@pytest.mark.parametrize("script", [True, False])
def test_a_review_is_begun_and_written_up(authority, signed_in, axe, shot, script):
    child = authority.child("Ivy", "Womersley", born="1 Nov 2016", disability=["COMM"])
    authority.tell(
        f"""
        {ago(42, "10:30")} | front_door.contact_received | Rita
        {ago(42)}          | front_door.decided          | Fran
        {ago(41)}          | assessment.allocated        | Grace
    """,
        child,
    )
    page = signed_in("Ada", at=f"/record/learning_review.begun/?about={child}", script=script)
    say(page, "Why is there something to learn", "Nobody asked her whether she was safe.")
    say(page, "What happened, as far as it is known", "Three worries about short breaks, and one about harm.")
    lead = page.get_by_label("Who leads the review?")
    lead.select_option(value=str(authority.workers["Sam"].pk))
    today(page)
    press(page, "Record it: learning review begun")
    expect(page.get_by_text("Choose somebody who has not worked with this child").first).to_be_visible()
    lead.select_option(value=str(authority.workers["Ira"].pk))
    if script:
        axe(page)
    press(page, "Record it: learning review begun")
    expect(page.get_by_role("heading", level=1)).to_contain_text("learning review begun")

    page = signed_in("Ira", at=f"/record/learning_review.found/?about={child}", script=script)
    say(page, "What is now understood", "Everybody looked at her mother's tiredness.")
    item(page, "Lesson 1", "What was learned?", "A disabled child is asked, too.")
    item(page, "Action 1", "What will be done?", "Cards and signs for each worker.")
    today(page)
    press(page, "Record it: what was learned is written up")
    expect(page.get_by_text("Choose for whom it is a lesson").first).to_be_visible()
    expect(page.get_by_text("Say how you will know").first).to_be_visible()
    if script:
        axe(page)
        shot(page, "learning-review")
    page.get_by_role("group", name="Lesson 1", exact=True).get_by_label("For whom?").select_option("practice")
    action = page.get_by_role("group", name="Action 1", exact=True)
    action.get_by_label("Which colleague").select_option(value=str(authority.workers["Ada"].pk))
    for part, number in (("Day", "1"), ("Month", "3"), ("Year", str(timezone.localdate().year + 1))):
        action.get_by_label(part, exact=True).fill(number)
    item(page, "Action 1", "How will you know that it has helped?", "Each worker has used them.")
    press(page, "Record it: what was learned is written up")
    expect(page.get_by_role("heading", level=1)).to_contain_text("what was learned is written up")
    assert Action.now.get(about=child, step="learning_review.action_followed_up").worker == authority.workers["Ada"]
