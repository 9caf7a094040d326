"""The first thread, as a new user would walk it: from an accepted referral to two brothers' authorised assessments.

How the worry arrives by telephone and is decided is walked in test_recording.
"""

import datetime as dt
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from goldenthread.facts.models import Assessment
from goldenthread.oversight.models import RaisedSignal
from goldenthread.record.models import Entry, Occasion
from tests.authority import Authority
from tests.journeys.doing import choose, press, saved, say

JAY_SAID = "“I like it when Nan comes. Then it's quiet.”"
KIT_SAID = "Kit drew the house with nobody in it and said: “That's Monday.”"

OF_JAY = (
    "Jay gets himself up and makes toast for his brother before he goes to school.",
    "School knows Jay well, and he tells his teacher when things are hard.",
    "Jay carries what an adult should carry, and is too tired to learn.",
    "Jay needs to be a brother again: an adult awake at seven on every school day.",
)
OF_KIT = (
    "Kit waits on the stairs until Jay comes, and does not speak to visitors.",
    "His Nan reads to him on Sundays and he laughs with her.",
    "Nobody has heard Kit say a whole sentence since the spring.",
    "Kit needs his hearing and speech looked at, and somebody who plays with him.",
)


@pytest.fixture
def brothers(authority: Authority) -> tuple[UUID, UUID]:
    """Jay and Kit, whose referral a manager has accepted."""
    jay = authority.child("Jay", "Mabey", born="1 Nov 2016")
    kit = authority.child("Kit", "Mabey", born="4 May 2019")
    today = dt.date.today()
    contact, decided = today - dt.timedelta(days=2), today - dt.timedelta(days=1)
    authority.tell(
        f"{contact:%d %b %Y} 10:30 | front_door.contact_received | Rita\n"
        f"{decided:%d %b %Y} | front_door.decided | Fran",
        jay,
        kit,
        shared={"worry": "The same clothes all week."},
    )
    return jay, kit


def allocate(page: Page, worker: str) -> None:
    page.get_by_label("Worker").select_option(label=page.locator("option", has_text=worker).first.inner_text())
    choose(page, "How soon must it be done", "20 working days")
    say(page, "Your direction", "See both boys alone at school. Find out who cares for them at night.")


def visit(page: Page) -> None:
    say(page, "What was the visit for?", "To see both boys alone and to see the home.")
    say(page, "Where", "At home")
    for nth, (said, seen) in enumerate(((JAY_SAID, "Thin and tired; he laughed once."), (KIT_SAID, "Quiet, drew."))):
        choose(page, "Was this child seen", "Yes", nth=nth)
        choose(page, "Seen alone", "Yes", nth=nth)
        say(page, "What did this child say", said, nth=nth)
        say(page, "What did you see of this child?", seen, nth=nth)


def analysis(page: Page, *, father: str) -> None:
    say(page, "What has happened before", "Two contacts about neglect this year; nothing was dealt with.")
    say(page, "What are the parents able to do", "Their mother loves them and does not wake in the mornings.")
    say(page, "What part do fathers and other adults play", father)
    say(page, "What do the school, health and others say?", "School: hungry. Health visitor: worried since spring.")
    say(page, "What do the parents say to this assessment?", "Their mother says that it is true.")
    for nth, (life, well, worry, need) in enumerate((OF_JAY, OF_KIT)):
        say(page, "What is life like for this child?", life, nth=nth)
        say(page, "What is working well for this child?", well, nth=nth)
        say(page, "What are we worried about for this child?", worry, nth=nth)
        say(page, "What does this child need to happen?", need, nth=nth)
        group = page.get_by_role("group", name="Factors found for this child").nth(nth)
        group.get_by_label("NEGLECT").first.check()
        choose(page, "What do you recommend for this child", "Child in need plan", nth=nth)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_allocation_to_two_authorised_assessments(signed_in, authority, brothers, shot, axe, script):
    jay, kit = brothers
    both = f"?about={jay}&about={kit}"

    page = signed_in("Grace", at=f"/record/assessment.allocated/{both}", script=script)
    allocate(page, "Sam")
    press(page, "Record it: assessment allocated")
    expect(page.get_by_role("heading", name="Recorded: assessment allocated")).to_be_visible()

    page = signed_in("Sam", script=script)
    expect(page.get_by_role("link", name="Jay Mabey").first).to_be_visible()
    page.goto(f"/record/assessment.child_seen/{both}")
    visit(page)
    if script:
        saved(page)
        axe(page)
        shot(page, "visit")
    press(page, "Record it: child seen")
    expect(page.get_by_role("heading", name="Recorded: child seen")).to_be_visible()
    assert Occasion.objects.filter(kind="assessment.child_seen").count() == 1

    page.goto(f"/record/assessment.written/{both}")
    analysis(page, father="Not yet found.")
    if script:
        saved(page)
        axe(page)
        shot(page, "analysis")
    press(page, "Record it: analysis written")
    expect(page.get_by_role("heading", name="Recorded: analysis written")).to_be_visible()

    page = signed_in("Ada", at=f"/record/assessment.returned/?about={jay}", script=script)
    say(page, "What must change before you can authorise it?", "Where is their father? Speak to him.")
    press(page, "Return it for changes")
    expect(page.get_by_text("waits for Sam")).to_be_visible()

    page = signed_in("Sam", script=script)
    expect(page.get_by_text("Returned to you with questions")).to_be_visible()
    page.goto(f"/record/assessment.written/?about={jay}")
    analysis_again(page)
    press(page, "Record it: analysis written")

    page = signed_in("Ada", script=script)
    for child in (jay, kit):
        page.goto(f"/record/assessment.authorised/?about={child}")
        choose(page, "What happens next", "Child in need plan")
        say(page, "Why? What in the assessment decides it?", "Nobody is awake for him, and that can change.")
        say(page, "What the child and family will be told", "We make a plan with you, and begin on Monday.")
        press(page, "Authorise the assessment")
        expect(page.get_by_role("heading", name="Recorded: assessment authorised")).to_be_visible()

    for child, words in ((jay, "Nan comes"), (kit, "That's Monday")):
        page.goto(f"/child/{child}/chronology/")
        expect(page.get_by_text("Assessment authorised").first).to_be_visible()
        expect(page.get_by_text(words).first).to_be_visible()
    page.goto("/figures/AssessmentsInTime/")
    expect(page.get_by_text("2 of 2").first).to_be_visible()
    assert set(Assessment.now.values_list("about", "in_time")) == {(jay, True), (kit, True)}
    assert not RaisedSignal.objects.filter(signal="copied_between_siblings", ended_at=None).exists()
    assert Entry.objects.filter(step="assessment.written", about=jay).count() == 2


def analysis_again(page: Page) -> None:
    say(page, "What has happened before", "Two contacts about neglect this year; nothing was dealt with.")
    say(page, "What are the parents able to do", "Their mother loves them and does not wake in the mornings.")
    say(page, "What part do fathers and other adults play", "Their father, Dan, was never asked. He was today.")
    say(page, "What do the school, health and others say?", "School: hungry. Health visitor: worried since spring.")
    say(page, "What do the parents say to this assessment?", "Both say that it is true.")
    say(page, "What is life like for this child?", "Jay gets himself up and makes toast for his brother.")
    say(page, "What is working well for this child?", "Jay is loved, and his father wants to help.")
    say(page, "What are we worried about for this child?", "Nobody wakes Jay, or feeds him.")
    say(page, "What does this child need to happen?", "Jay needs an adult awake at seven.")
    page.get_by_role("group", name="Factors found for this child").get_by_label("NEGLECT").first.check()
    choose(page, "What do you recommend for this child", "Child in need plan")


def test_a_visit_is_recorded_by_keyboard_alone(signed_in, authority, brothers):
    """No mouse: every question is reached by Tab, answered by keys, and recorded with Enter."""
    jay, _ = brothers
    authority.tell(f"{dt.date.today():%d %b %Y} | assessment.allocated | Grace", jay)
    page = signed_in("Sam", at=f"/child/{jay}/")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()

    page.goto(f"/record/assessment.child_seen/?about={jay}")
    keys = page.keyboard
    tab_to(page, "What was the visit for?")
    keys.type("To see Jay alone.")
    tab_to(page, "Where")
    keys.type("School")
    tab_to(page, "Yes")
    keys.press("Space")
    tab_to(page, "Yes")
    keys.press("Space")
    tab_to(page, "What did this child say")
    keys.type(JAY_SAID)
    tab_to(page, "What did you see of this child?")
    keys.type("Thin and tired.")
    tab_to(page, "Record it: child seen")
    keys.press("Enter")

    expect(page.get_by_role("heading", name="Recorded: child seen")).to_be_visible()
    assert Entry.objects.get(about=jay, step="assessment.child_seen").answers["said"] == JAY_SAID


NAME_OF_FOCUS = """() => {
  const at = document.activeElement;
  const name = at.labels && at.labels.length ? at.labels[0].innerText : at.getAttribute('aria-label') || at.innerText;
  return (name || '').trim();
}"""


def tab_to(page: Page, name: str, most: int = 150) -> None:
    """Press Tab until what has the focus is called this."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(NAME_OF_FOCUS).startswith(name):
            return
    raise AssertionError(f"{name!r} cannot be reached by Tab.")
