"""What reaches a manager's desk, and when it ends by itself."""

import pytest

from goldenthread.casework import people
from goldenthread.casework.recording import Act, record
from goldenthread.language import Record, handbook
from goldenthread.oversight import desk, raising
from goldenthread.oversight.models import RaisedSignal
from goldenthread.record.models import Entry
from tests.authority import day, moment

CONTACT = (
    "{when} 10:00 | front_door.contact_received | Rita\n{when} | front_door.decided | Fran | outcome=no_further_action"
)
BEGUN = """
     2 Mar 2026 10:30 | front_door.contact_received | Rita
     3 Mar 2026       | front_door.decided          | Fran
     4 Mar 2026       | assessment.allocated        | Grace
"""
ASSESSED = """
     9 Mar 2026 15:00 | assessment.child_seen       | Sam
    16 Mar 2026       | assessment.written          | Sam
    17 Mar 2026       | assessment.authorised       | Ada
"""


def on_desk(child) -> set[str]:
    return set(RaisedSignal.objects.filter(about=child, ended_at=None).values_list("signal", flat=True))


def sweep(when: str) -> None:
    raising.sweep(today=day(when), at=moment(f"{when} 02:00"))


@pytest.mark.parametrize(
    ("told", "today", "signal", "raised"),
    [
        (BEGUN, "11 Mar 2026", "child_not_yet_seen", False),
        (BEGUN, "12 Mar 2026", "child_not_yet_seen", True),
        (BEGUN + "9 Mar 2026 15:00 | assessment.child_seen | Sam", "12 Mar 2026", "child_not_yet_seen", False),
        (BEGUN + "9 Mar 2026 15:00 | assessment.child_seen | Sam | seen=no", "12 Mar 2026", "child_not_yet_seen", True),
        (BEGUN, "21 Apr 2026", "assessment_likely_late", False),
        (BEGUN, "22 Apr 2026", "assessment_likely_late", True),
        (BEGUN, "18 Mar 2026", "overdue.assessment.midpoint_due", False),
        (BEGUN, "19 Mar 2026", "overdue.assessment.midpoint_due", True),
        (BEGUN, "7 May 2026", "overdue.referral.assessment_due", False),
        (BEGUN, "8 May 2026", "overdue.referral.assessment_due", True),
        (
            "2 Mar 2026 10:30 | front_door.contact_received | Rita",
            "3 Mar 2026",
            "overdue.front_door.decision_due",
            False,
        ),
        (
            "2 Mar 2026 10:30 | front_door.contact_received | Rita",
            "4 Mar 2026",
            "overdue.front_door.decision_due",
            True,
        ),
        (BEGUN.rsplit("\n", 2)[0], "4 Mar 2026", "nobody_allocated", False),
        (BEGUN.rsplit("\n", 2)[0], "5 Mar 2026", "nobody_allocated", True),
    ],
)
def test_the_sweep_raises(authority, told, today, signal, raised):
    child = authority.child()
    authority.tell(told, child)
    RaisedSignal.objects.all().delete()

    sweep(today)

    assert (signal in on_desk(child)) is raised


@pytest.mark.parametrize(
    ("days", "raised"),
    [
        (["5 Jan 2026", "2 Mar 2026"], False),
        (["5 Jan 2026", "2 Mar 2026", "4 May 2026"], True),
        (["3 Jan 2024", "2 Mar 2026", "4 May 2026"], False),
    ],
)
def test_three_contacts_of_a_kind_in_a_year_are_a_pattern(authority, days, raised):
    child = authority.child()
    for when in days:
        authority.tell(CONTACT.format(when=when), child)

    sweep("5 May 2026")

    assert ("repeated_contacts" in on_desk(child)) is raised


def test_a_decision_without_a_reason_reaches_the_service_manager_at_once(authority):
    child = authority.child()

    authority.tell(
        "2 Mar 2026 10:30 | front_door.contact_received\n3 Mar 2026 | front_door.decided | Fran | why=As agreed", child
    )

    raised = RaisedSignal.objects.get(about=child, signal="no_rationale")
    assert (raised.desk, raised.ended_at) == ("service manager", None)
    assert raised.says == "The decision of Tue 3 March 2026 by Fran gives no more reason than “As agreed”."


def test_nobody_can_have_seen_an_unborn_child(authority):
    child = authority.child("", "Made-Up", None, expected_on="2026-08-01")
    authority.tell(BEGUN, child)

    sweep("12 Mar 2026")

    assert "child_not_yet_seen" not in on_desk(child)


@pytest.mark.parametrize(
    ("disability", "told", "raised"),
    [
        (["LD"], "", False),
        (["LD"], ASSESSED, True),
        (["NONE"], ASSESSED, False),
        (None, ASSESSED, False),
        (["LD"], ASSESSED + "20 Mar 2026 | person.described | Sam | communication=Makaton", False),
        (["LD"], ASSESSED + "20 Mar 2026 | person.described | Sam | school=Quay Lane", True),
        (["LD"], ASSESSED + "20 Mar 2026 | child_in_need.ended | Ada", False),
    ],
)
def test_how_a_disabled_child_communicates_is_asked_once_they_were_assessed(authority, disability, told, raised):
    child = authority.child(**({"disability": disability} if disability else {}))
    authority.tell(BEGUN + told, child)

    assert ("communication_not_known" in on_desk(child)) is raised


def test_a_signal_is_raised_once_and_ends_by_itself(authority):
    child = authority.child()
    authority.tell(BEGUN, child)
    sweep("12 Mar 2026")
    sweep("13 Mar 2026")
    assert RaisedSignal.objects.filter(about=child, signal="child_not_yet_seen").count() == 1

    authority.tell("13 Mar 2026 09:00 | assessment.child_seen | Sam", child)

    assert "child_not_yet_seen" not in on_desk(child)


def test_the_same_words_for_brothers_are_said_to_the_manager(authority):
    jay, kai = authority.child("Jay"), authority.child("Kai", born="1 May 2019")
    authority.tell(BEGUN, jay, kai)

    authority.tell(
        "9 Mar 2026 15:00 | assessment.child_seen | Sam | observed=He looked tired and hungry and said little",
        jay,
        kai,
    )

    raised = RaisedSignal.objects.get(about=jay, signal="copied_between_siblings")
    assert (
        raised.says
        == "What was written on Mon 9 March 2026 about “observed” is 100% the same as for a brother or sister."
    )


SAME = "9 Mar 2026 15:00 | assessment.child_seen | Sam | observed=He looked tired and hungry and said little"


def test_the_same_words_are_no_more_said_once_they_are_put_right(authority):
    jay, kai = authority.child("Jay"), authority.child("Kai", born="1 May 2019")
    authority.tell(BEGUN, jay, kai)
    authority.tell(SAME, jay, kai)
    seen = Entry.objects.get(about=kai, step="assessment.child_seen")
    said = seen.answers | seen.occasion.shared | {"observed": "Kai laughed, and showed us the garden and her rabbit."}

    right = Act(seen.step, kai, seen.happened_at, said, corrects=seen.pk)
    record(right, by=authority.actor("Sam"), key="right")

    assert "copied_between_siblings" not in on_desk(kai)
    sweep("10 Mar 2026")
    assert "copied_between_siblings" not in on_desk(jay)


def test_the_same_words_are_no_more_said_once_the_referral_is_closed(authority):
    jay, kai = authority.child("Jay"), authority.child("Kai", born="1 May 2019")
    authority.tell(BEGUN, jay, kai)
    authority.tell(SAME, jay, kai)
    authority.tell("8 Apr 2026 | assessment.written | Sam\n9 Apr 2026 | assessment.authorised | Ada", jay)
    assert "copied_between_siblings" in on_desk(jay)

    authority.tell("8 May 2026 | child_in_need.ended | Ada", jay)

    assert "copied_between_siblings" not in on_desk(jay)
    assert "copied_between_siblings" in on_desk(kai)


NOT_YET = "{} 10:30 | front_door.contact_received | Rita | consent={}\n{} | front_door.decided | Fran | outcome={}"


def test_consent_is_not_settled_until_a_later_decision_settles_it(authority):
    child = authority.child()
    authority.tell(NOT_YET.format("2 Mar 2026", "not_yet", "3 Mar 2026", "no_further_action"), child)
    assert "consent_not_settled" in on_desk(child)

    authority.tell(NOT_YET.format("6 Apr 2026", "given", "7 Apr 2026", "no_further_action"), child)

    assert "consent_not_settled" not in on_desk(child)


def test_consent_is_no_more_asked_about_once_the_referral_is_closed(authority):
    child = authority.child()
    authority.tell(NOT_YET.format("2 Mar 2026", "not_yet", "3 Mar 2026", "referral"), child)
    authority.tell("4 Mar 2026 | assessment.allocated | Grace", child)
    assert "consent_not_settled" in on_desk(child)

    authority.tell("9 Mar 2026 15:00 | assessment.child_seen | Sam\n8 Apr 2026 | assessment.written | Sam", child)
    authority.tell("9 Apr 2026 | assessment.authorised | Ada | outcome=no_further_action", child)

    assert "consent_not_settled" not in on_desk(child)


def test_consent_that_a_correction_settles_is_settled(authority):
    child = authority.child()
    authority.tell(NOT_YET.format("2 Mar 2026", "not_yet", "3 Mar 2026", "referral"), child)
    received = Entry.objects.get(about=child, step="front_door.contact_received")

    right = received.answers | {"consent": "given"}
    record(
        Act(received.step, child, received.happened_at, right, corrects=received.pk),
        by=authority.actor("Rita"), key="right",
    )  # fmt: skip

    assert "consent_not_settled" not in on_desk(child)


@pytest.mark.parametrize(("today", "raised"), [("2 Mar 2027", True), ("3 Mar 2027", True), ("4 Mar 2027", False)])
def test_what_led_to_nothing_is_asked_about_for_as_long_as_it_counts(authority, today, raised):
    child = authority.child()
    authority.tell(NOT_YET.format("2 Mar 2026", "not_yet", "3 Mar 2026", "no_further_action"), child)

    sweep(today)

    assert ("consent_not_settled" in on_desk(child)) is raised


def test_an_acknowledged_signal_stays_until_its_cause_ends(authority):
    child = authority.child()
    authority.tell(BEGUN, child)
    sweep("12 Mar 2026")
    (raised,) = desk.on_the_desk(authority.actor("Ada")).filter(signal="child_not_yet_seen")

    desk.acknowledge(raised.pk, by=authority.actor("Ada"), answer="Sam sees him today.", at=moment("12 Mar 2026 09:00"))
    sweep("13 Mar 2026")

    raised.refresh_from_db()
    assert (raised.answer, raised.ended_at) == ("Sam sees him today.", None)


def test_a_signal_comes_back_when_there_is_more_than_was_decided_about(authority):
    child, fran = authority.child(), authority.actor("Fran")
    for month in ("Jan", "Feb", "Mar"):
        authority.tell(f"2 {month} 2026 10:30 | front_door.contact_received | Rita", child)
        authority.tell(f"3 {month} 2026 | front_door.decided | Fran | outcome=no_further_action", child)
    raised = desk.on_the_desk(fran).get(signal="repeated_contacts")
    desk.acknowledge(raised.pk, by=fran, answer="I call the school.", at=moment("4 Mar 2026 09:00"))
    assert desk.open_for(fran).decided == 1

    authority.tell("6 Mar 2026 10:30 | front_door.contact_received | Rita", child)

    again = desk.one(fran, raised.pk, today=day("6 Mar 2026"))
    assert again.to_decide
    assert again.says.startswith("4 contacts")
    assert (again.acknowledged_by, again.answer) == ("Fran", "I call the school.")
    assert desk.open_for(fran).decided == 0
    desk.acknowledge(raised.pk, by=fran, answer="A strategy discussion today.", at=moment("6 Mar 2026 11:00"))
    settled = desk.one(fran, raised.pk, today=day("6 Mar 2026"))
    assert not settled.to_decide
    assert settled.answer == "A strategy discussion today."
    assert settled.earlier == (("Fran", moment("4 Mar 2026 09:00"), "I call the school."),)


def test_a_day_more_is_no_more_than_was_decided_about(authority):
    child, ada = authority.child(), authority.actor("Ada")
    authority.tell(BEGUN, child)
    sweep("22 May 2026")
    raised = desk.on_the_desk(ada).get(signal="overdue.referral.assessment_due")
    desk.acknowledge(raised.pk, by=ada, answer="Sam writes it today.", at=moment("22 May 2026 09:00"))

    sweep("26 May 2026")

    raised.refresh_from_db()
    assert raised.more_at is None


@pytest.mark.parametrize(
    ("today", "late"),
    [
        ("7 Mar 2026", "is late, by no working day yet"),
        ("9 Mar 2026", "is 1 working day late"),
        ("10 Mar 2026", "is 2 working days late"),
    ],
)
def test_how_late_it_is_is_said_in_working_days(authority, today, late):
    authority.tell("5 Mar 2026 10:30 | front_door.contact_received | Rita", child := authority.child())

    sweep(today)

    raised = RaisedSignal.objects.get(about=child, signal="overdue.front_door.decision_due")
    assert raised.says == f"Decision on a contact was due Fri 6 March 2026 and {late}."


def test_an_overdue_signal_cites_the_law_it_stands_on():
    (overdue,) = [signal for signal in handbook().signals if signal.key == "overdue.referral.assessment_due"]

    assert "WT2023 ch3" in overdue.source


def test_a_manager_of_another_team_has_no_such_signal_on_the_desk(authority):
    child = authority.child()
    authority.tell(BEGUN, child)
    sweep("12 Mar 2026")

    assert not desk.on_the_desk(authority.actor("Will")).exists()


@pytest.mark.parametrize("signal", handbook().signals, ids=lambda signal: signal.key)
def test_every_signal_is_silent_about_an_empty_record(signal):
    from uuid import uuid4

    from goldenthread.standards.holidays import england_and_wales
    from goldenthread.standards.law import Law

    law = Law.read()
    limit = law.rule(signal.law, on=day("2 Mar 2026")).limit if signal.law else None
    assert signal.ask(Record(uuid4(), [], [], england_and_wales()), day("2 Mar 2026"), limit) is None


def test_what_was_raised_about_a_record_that_is_joined_ends_there_and_is_said_where_it_stands(authority):
    child, same = authority.child("Jay"), authority.child("Jaye")
    for one in (child, same):
        authority.tell(BEGUN, one)
    sweep("12 Mar 2026")
    assert "child_not_yet_seen" in on_desk(same)

    people.join(same, child, why="One boy", actor=authority.actor("Grace"), key="join", today=day("12 Mar 2026"))

    assert not on_desk(same)
    sweep("13 Mar 2026")
    assert "child_not_yet_seen" in on_desk(child)
