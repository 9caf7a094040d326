"""A manager at the desk, at a browser."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from goldenthread.language import derived_id
from goldenthread.oversight.models import RaisedSignal
from goldenthread.record.models import Restriction
from tests import many

LATE = "Child and family assessment was due Fri 13 November 2026 and is {n} working days late."


@pytest.fixture
def a_desk(authority):
    """A morning's desk: three kinds, one record closed to the manager, one decided, one ended."""
    now, east = timezone.now(), authority.teams["east"]
    ids = many.children(authority, 14)
    closed = many.children(authority, 1, open_to_team=False)
    many.signals(ids[:6], "overdue.referral.assessment_due", LATE.format(n=6), team=east, raised=now)
    many.signals(
        ids[4:11], "child_not_yet_seen", "The assessment began on Mon 9 November 2026 and nobody has seen the child.",
        team=east, raised=now,
    )  # fmt: skip
    many.signals(
        ids[11:13], "repeated_contacts", "3 contacts about neglect since Tue 3 March 2026; the latest on 19 November.",
        team=east, raised=now,
    )  # fmt: skip
    many.signals(closed, "child_not_yet_seen", "Words of a closed record", team=east, raised=now)
    many.signals(
        ids[:2], "no_rationale", "The decision of Tue 10 November 2026 by Ada gives no more reason than “As agreed”.",
        team=east, raised=now, desk="service manager",
    )  # fmt: skip
    RaisedSignal.objects.filter(about=ids[12]).update(
        acknowledged_at=now, acknowledged_by=authority.workers["Ada"], answer="Fran weighs the three together today."
    )
    RaisedSignal.objects.filter(about=ids[5], signal="child_not_yet_seen").update(ended_at=now - dt.timedelta(days=2))
    Restriction.objects.create(
        id=str(derived_id(closed[0], "restriction")), **many._known(closed[0]), why="A worker's own child", workers=[]
    )
    return ids


def test_a_manager_reads_the_desk_and_decides(a_desk, signed_in, axe, shot):
    page = signed_in("Ada", at="/desk/")
    shot(page, "desk")
    axe(page)

    first = page.locator(".gt-signal").filter(has=page.get_by_text("Decide")).first
    first.locator("summary").click()
    shot(page, "desk-deciding", widths=(1280,), whole=False)
    axe(page)
    first.get_by_role("textbox").fill("Sam sees both boys at school today.")
    first.get_by_role("button", name="Keep this decision").click()

    expect(page.get_by_text("Kept. It stays among what you have decided")).to_be_visible()
    page.get_by_role("link", name="Decided, cause still there").click()
    expect(page.get_by_text("Sam sees both boys at school today.")).to_be_visible()
    axe(page)


def test_by_child_with_what_ended_and_without_script(a_desk, signed_in, axe, shot):
    page = signed_in("Ada", at="/desk/?by=child", script=False)
    shot(page, "desk-by-child")
    page.get_by_role("link", name="Ended by themselves").click()
    expect(page.get_by_text("The assessment began on Mon 9 November 2026")).to_be_visible()


def test_a_decision_without_words_is_asked_for_again(a_desk, signed_in, axe, shot):
    page = signed_in("Ada", at="/desk/", script=False)
    first = page.locator(".gt-signal").filter(has=page.get_by_text("Decide")).first
    first.locator("summary").click()
    first.get_by_role("button", name="Keep this decision").click()

    expect(page.get_by_text("Say what you decide to do, in a few words").first).to_be_visible()
    shot(page, "desk-no-answer", widths=(1280,))


def test_a_service_manager_looks_over_the_team_managers_desks(a_desk, signed_in, axe):
    page = signed_in("Grace", at="/desk/")
    expect(page.get_by_text("gives no more reason than").first).to_be_visible()

    page.get_by_role("link", name="the team managers'").click()

    expect(page.get_by_text("nobody has seen the child").first).to_be_visible()
    axe(page)


def test_an_empty_desk_says_so(authority, signed_in, axe):
    page = signed_in("Will", at="/desk/")
    expect(page.get_by_text("Nothing waits for your decision.")).to_be_visible()
    axe(page)
