"""A contact is audited: by whom it may be, what a grade asks for, who closes it, and what comes of a child not safe."""

import pytest

from goldenthread.casework import access
from goldenthread.casework.recording import CannotRecord
from goldenthread.facts.models import Contact, ContactAudit
from goldenthread.oversight import raising
from goldenthread.oversight.models import RaisedSignal
from goldenthread.record.models import Action
from tests.authority import day, moment

TOLD = """
2 Mar 2026 09:00 | front_door.contact_received | Rita
2 Mar 2026 | front_door.decided | Fran | outcome=no_further_action
"""
AUDIT = "18 Mar 2026 | front_door_audit.audited | Ira | grade={} | {}"
FINDING = (
    "findings_1_gap=Nobody asked the school. | findings_1_do=Ask it. | findings_1_owner=Fran | findings_1_by=2026-03-27"
)
CLOSED = "20 Mar 2026 | front_door_audit.closed | Fran"


@pytest.fixture
def child(authority):
    child = authority.child()
    authority.tell(TOLD, child)
    return child


def choose(authority, child, auditor: str = "Ira", when: str = "16 Mar 2026", **more):
    contact = Contact.now.get(about=child).id
    authority.tell(
        f"{when} | front_door_audit.chosen | Grace", child,
        answers={"contact": contact, "auditor": auditor, **more},
    )  # fmt: skip


def test_the_record_is_open_to_the_auditor_until_the_audit_is_done(authority, child):
    ira = authority.actor("Ira")
    assert not access.may_open(ira, child)

    choose(authority, child)
    assert access.may_open(ira, child)
    todo = Action.now.get(about=child, step="front_door_audit.audited")
    assert (todo.worker, todo.due_on, todo.what) == (
        authority.workers["Ira"], day("30 Mar 2026"), "Audit the contact decided on Mon 2 March 2026",
    )  # fmt: skip

    authority.tell(AUDIT.format("good", ""), child)
    assert not access.may_open(ira, child)


def test_the_loop_is_closed_within_ten_days_by_whoever_answers_for_the_work(authority, child):
    choose(authority, child)
    authority.tell(AUDIT.format("requires_improvement", FINDING), child)

    close = Action.now.get(about=child, step="front_door_audit.closed")
    finding = Action.now.get(about=child, step="front_door_audit.finding_followed_up")
    assert (close.worker, close.due_on) == (authority.workers["Fran"], day("28 Mar 2026"))
    assert (finding.worker, finding.what, finding.due_on) == (
        authority.workers["Fran"], "Nobody asked the school.", day("27 Mar 2026"),
    )  # fmt: skip

    authority.tell(CLOSED, child)
    row = ContactAudit.now.get(about=child)
    assert Action.now.get(id=close.id).done_on == day("20 Mar 2026")
    assert (row.chosen_on, row.audited_on, row.grade, row.closed_on) == (
        day("16 Mar 2026"), day("18 Mar 2026"), "requires_improvement", day("20 Mar 2026"),
    )  # fmt: skip
    assert (row.team, row.worker, row.auditor) == (
        authority.teams["front-door"], authority.workers["Fran"], authority.workers["Ira"],
    )  # fmt: skip


def test_the_moderators_grade_is_the_one_that_stands(authority, child):
    choose(authority, child, auditor="Ada", moderator="Ira")
    authority.tell(AUDIT.format("good", "").replace("Ira", "Ada"), child)
    assert access.may_open(authority.actor("Ira"), child)
    authority.tell("19 Mar 2026 | front_door_audit.moderated | Ira | grade=inadequate", child)

    row = ContactAudit.now.get(about=child)
    assert (row.first_grade, row.grade, row.moderated_on) == ("good", "inadequate", day("19 Mar 2026"))


def test_a_child_who_is_not_safe_stands_on_the_desk_at_once(authority, child):
    choose(authority, child)
    authority.tell(AUDIT.format("inadequate", f"{FINDING} | safe=no | at_once=Fran is ringing the school."), child)

    raising.sweep(today=day("18 Mar 2026"), at=moment("18 Mar 2026 12:00"))
    stands = RaisedSignal.objects.get(about=child, signal="audited_and_not_safe", ended_at=None)
    assert "not safe with what was decided" in stands.says

    authority.tell(CLOSED, child)
    raising.sweep(today=day("20 Mar 2026"), at=moment("20 Mar 2026 12:00"))
    assert not RaisedSignal.objects.filter(about=child, signal="audited_and_not_safe", ended_at=None).exists()


def test_a_child_is_chosen_again_for_a_second_contact_once_the_first_is_closed(authority, child):
    choose(authority, child)
    authority.tell(AUDIT.format("good", ""), child)
    authority.tell(CLOSED, child)
    choose(authority, child, auditor="Ada", when="1 Apr 2026")

    assert sorted(ContactAudit.now.filter(about=child).values_list("chosen_on", "grade")) == [
        (day("16 Mar 2026"), "good"), (day("1 Apr 2026"), ""),
    ]  # fmt: skip


def test_nobody_is_chosen_to_audit_what_they_did_themselves(authority, child):
    with pytest.raises(CannotRecord, match="Choose somebody who did not"):
        choose(authority, child, auditor="Rita")


def test_the_second_look_is_somebody_elses(authority, child):
    with pytest.raises(CannotRecord, match="somebody else's than the auditor's"):
        choose(authority, child, auditor="Ira", moderator="Ira")
