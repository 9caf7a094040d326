"""Domestic abuse that the police tell us of: triaged daily, high straight to a manager; the third is assessed."""

import pytest
from django.urls import reverse
from django.utils import timezone

from goldenthread.casework import access, drafts, receipts, verifying
from goldenthread.casework.front_door.told_late import told_late
from goldenthread.casework.recording import CannotRecord
from goldenthread.casework.rules import rules_now
from goldenthread.facts.models import Contact, LivedAbuse, PoliceNotification, Referral
from goldenthread.oversight.models import RaisedSignal
from goldenthread.record.models import Action, ClockRun, Draft, Entry, Episode, Setting
from tests.authority import ANSWERS, day, moment
from tests.authority import client as signed_in
from tests.rooms.doors.test_recording import filled

TOLD = (
    "{when} 07:30 | front_door.contact_received | Rita | source_code=6 | kind=domestic_abuse | police_grade={grade}"
    " | police_reference=NB/12"
)
MEDIUM = TOLD.format(when="2 Mar 2026", grade="medium")
HIGH = TOLD.format(when="2 Mar 2026", grade="high")
TRIAGED = "3 Mar 2026 | police_notification.triaged | Fran | grade_agreed=medium"
CLOSED = "3 Mar 2026 | front_door.decided | Fran | outcome=no_further_action"


def test_medium_meets_the_daily_triage_with_a_safety_plan_for_each_child(authority):
    jay, kai = authority.child("Jay"), authority.child("Kai")
    authority.tell(MEDIUM, jay, kai)

    for child in (jay, kai):
        run = ClockRun.now.get(about=child, clock="police_notification.triage_due")
        assert (run.due_on, run.rule, run.stopped_on) == (day("3 Mar 2026"), "da_triage_daily", None)

    authority.tell(
        "3 Mar 2026 | police_notification.triaged | Fran | grade_agreed=medium | safety_plan=Nan takes them."
        " | actions_1_what=Ring their mother at work. | actions_1_owner=Rita | actions_1_by=2026-03-03",
        jay, kai,
    )  # fmt: skip

    row = PoliceNotification.now.get(about=jay)
    assert (row.grade, row.reference, row.triaged_on, row.ended_on) == (
        "medium", "NB/12", day("3 Mar 2026"), day("3 Mar 2026"),
    )  # fmt: skip
    assert ClockRun.now.get(about=kai, clock="police_notification.triage_due").stopped_on == day("3 Mar 2026")
    promised = Action.now.filter(about=kai, step="police_notification.action_followed_up").get()
    assert (promised.worker.name, promised.due_on) == ("Rita", day("3 Mar 2026"))


def test_a_promise_of_the_triage_has_somebody_and_a_day(authority):
    child = authority.child()
    authority.tell(MEDIUM, child)

    with pytest.raises(CannotRecord, match="Say who does “Ring her.”, and by when"):
        authority.tell(f"{TRIAGED} | actions_1_what=Ring her.", child)


def test_nothing_is_closed_before_its_triage_and_an_assessment_may_begin_at_once(authority):
    closed, referred = authority.child("Jay"), authority.child("Kai")
    authority.tell(MEDIUM, closed)
    authority.tell(MEDIUM, referred)

    with pytest.raises(CannotRecord, match="The daily triage has not looked at it: there is no safety plan"):
        authority.tell(CLOSED, closed)
    authority.tell("2 Mar 2026 | front_door.decided | Fran", referred)
    authority.tell(f"{TRIAGED}\n{CLOSED}", closed)

    waiting = ClockRun.now.get(about=referred, clock="police_notification.triage_due")
    assert (waiting.stopped_on, waiting.lapsed) == (None, ""), "the safety plan is still to be made"


def test_high_goes_straight_to_a_manager_who_decides_on_a_strategy_meeting_with_the_reason(authority):
    child = authority.child()
    authority.tell(HIGH, child)

    assert not ClockRun.now.filter(about=child, clock="police_notification.triage_due").exists()
    raised = RaisedSignal.objects.get(about=child, signal="high_waits")
    assert (raised.desk, raised.ended_at, raised.team) == ("team manager", None, authority.teams["front-door"])
    with pytest.raises(CannotRecord, match="It waits for no triage"):
        authority.tell(TRIAGED.replace("3 Mar", "2 Mar"), child)
    with pytest.raises(CannotRecord, match="Decide first whether there is a strategy meeting"):
        authority.tell(CLOSED.replace("3 Mar", "2 Mar"), child)

    authority.tell("2 Mar 2026 09:00 | police_notification.strategy_decided | Fran | strategy=yes", child)

    raised.refresh_from_db()
    assert raised.ended_at is not None
    to_do = Action.now.get(about=child, step="strategy_discussion.called")
    assert (to_do.worker.name, to_do.done_on) == ("Fran", None)
    with pytest.raises(CannotRecord, match="A strategy meeting was decided on"):
        authority.tell(CLOSED, child)

    authority.tell("2 Mar 2026 | front_door.decided | Fran", child)
    authority.tell("2 Mar 2026 10:00 | strategy_discussion.called | Fran", child)

    assert Action.now.get(about=child, step="strategy_discussion.called").done_on == day("2 Mar 2026")


def test_a_meeting_about_a_child_with_whom_somebody_works_needs_no_second_referral(authority):
    child = authority.child()
    authority.tell("2 Feb 2026 09:00 | front_door.contact_received | Rita", child)
    authority.tell("3 Feb 2026 | front_door.decided | Fran", child)
    authority.tell(f"{HIGH}\n2 Mar 2026 09:00 | police_notification.strategy_decided | Fran | strategy=yes", child)

    authority.tell("2 Mar 2026 | front_door.decided | Fran | outcome=already_open", child)
    authority.tell("2 Mar 2026 10:00 | strategy_discussion.called | Fran", child)

    assert Referral.now.filter(about=child).count() == 1
    assert Action.now.get(about=child, step="strategy_discussion.called").done_on == day("2 Mar 2026")


def test_without_a_strategy_meeting_it_may_be_closed_once_the_reason_is_said(authority):
    child = authority.child()
    authority.tell(HIGH, child)
    authority.tell("2 Mar 2026 09:00 | police_notification.strategy_decided | Fran | strategy=no", child)

    authority.tell(CLOSED, child)

    assert PoliceNotification.now.get(about=child).strategy == "no"


def test_the_triage_can_find_it_high_and_then_a_manager_decides(authority):
    child = authority.child()
    authority.tell(f"{MEDIUM}\n{TRIAGED.replace('agreed=medium', 'agreed=high')}", child)

    assert PoliceNotification.now.get(about=child).ended_on is None
    assert RaisedSignal.objects.filter(about=child, signal="high_waits", ended_at=None).exists()

    authority.tell("3 Mar 2026 10:00 | police_notification.strategy_decided | Fran | strategy=no", child)
    assert PoliceNotification.now.get(about=child).ended_on == day("3 Mar 2026")


def test_the_reason_goes_back_to_the_police(authority):
    child = authority.child()
    authority.tell(f"{MEDIUM}\n{TRIAGED}\n{CLOSED}", child)

    assert Action.now.get(about=child, done_on=None).what == "Send the police the reason for the decision"
    with pytest.raises(CannotRecord, match="write the reason as it goes back to them"):
        authority.tell("3 Mar 2026 | front_door.referrer_told | Rita", child)
    authority.tell("3 Mar 2026 | front_door.referrer_told | Rita | police_rationale=Nobody was hurt.", child)
    assert not Action.now.filter(about=child, done_on=None).exists()


def test_how_a_child_lives_domestic_abuse_is_a_fact_of_each_child(authority):
    child = authority.child()
    authority.tell(MEDIUM, child, answers={"lived": ["heard", "after"]})

    assert LivedAbuse.now.get(about=child).lived == ["heard", "after"]


def notified(authority, child, *told: str) -> None:
    """Each notification: a day, and the police's grade."""
    for one in told:
        when, grade = one.rsplit(" ", 1)
        authority.tell(TOLD.format(when=when, grade=grade), child)


def closed(authority, child, when: str) -> None:
    authority.tell(
        f"{when} | police_notification.triaged | Fran | grade_agreed=standard\n"
        f"{when} | front_door.decided | Fran | outcome=no_further_action\n"
        f"{when} | front_door.referrer_told | Rita | police_rationale=No more was known.",
        child,
    )


@pytest.mark.parametrize(
    ("told", "opens"),
    [
        (("5 Jan 2026 standard", "2 Feb 2026 medium", "5 Apr 2026 standard"), True),
        (("5 Jan 2026 standard", "2 Feb 2026 medium", "6 Apr 2026 standard"), False),
        (("5 Jan 2026 standard", "2 Feb 2026 high", "2 Mar 2026 standard"), False),
        (("2 Feb 2026 medium", "2 Mar 2026 high"), False),
        (("2 Feb 2026 medium", "2 Mar 2026 medium"), False),
    ],
)
def test_the_third_in_a_row_within_three_months_opens_an_assessment(authority, told, opens):
    child = authority.child()

    notified(authority, child, *told)

    assert (Referral.now.filter(about=child).count() == 1) is opens


def test_what_the_rule_did_stands_on_the_record_with_what_it_went_by(authority):
    child = authority.child()
    notified(authority, child, "5 Jan 2026 standard")
    closed(authority, child, "6 Jan 2026")
    notified(authority, child, "2 Feb 2026 medium")
    closed(authority, child, "3 Feb 2026")

    notified(authority, child, "2 Mar 2026 standard")

    by_rule = Entry.objects.get(about=child, step="front_door.opened_by_rule")
    assert (by_rule.author, by_rule.worker, by_rule.source) == ("The rule of three police notifications", None, None)
    for said in ("Mon 5 January 2026", "Mon 2 February 2026", "Mon 2 March 2026", "within 3 months"):
        assert said in by_rule.answers["why"]
    contact = Contact.now.filter(about=child).latest("contact_on")
    assert (contact.outcome, contact.decided_on) == ("referral", day("2 Mar 2026"))
    assert Referral.now.get(about=child).team == authority.teams["front-door"]
    due = ClockRun.now.get(about=child, clock="referral.assessment_due")
    assert (due.started_on, due.rule) == (day("2 Mar 2026"), "child_family_assessment")
    assert not ClockRun.now.get(about=child, clock="police_notification.triage_due", stopped_on=None).lapsed
    authority.tell("3 Mar 2026 | assessment.allocated | Grace", child)
    assert not [fault for checked in verifying.verify() for fault in checked.faults]


def test_whoever_takes_the_third_call_is_told_what_it_opened(authority, client):
    child = authority.child()
    notified(authority, child, "5 Jan 2026 standard", "2 Feb 2026 medium")
    client.force_login(authority.users["Rita"])
    draft = client.get("/contact/new/", {"about": str(child)})["Location"]
    answers = {
        **ANSWERS["front_door.contact_received"], "source_code": "6", "kind": "domestic_abuse",
        "police_grade": "standard",
    }  # fmt: skip
    form = client.get(draft).content.decode()

    done = client.post(draft, {**filled(form, answers), "do": "complete"})

    receipt = client.get(done["Location"]).content.decode()
    assert "assessment opened by the rule: several police notifications in a row" in receipt
    told = receipt_of(authority, child)
    assert told["Decision on a contact"] == "met", "The rule has decided, so no clock was left running"
    assert told["Child and family assessment"] == "started"
    contact = Contact.now.filter(about=child).latest("contact_on")
    assert "The rule of three police notifications" in client.get(f"/child/{child}/chronology/").content.decode()
    assert client.get(f"/front-door/{child}/{contact.id}/").status_code == 200


def receipt_of(authority, child) -> dict[str, str]:
    """What the receipt of the last draft says that became of each clock."""
    by, now = authority.actor("Rita"), timezone.now()
    draft = drafts.open_draft(Draft.objects.latest("pk").pk, by=by, at=now)
    told = receipts.receipt(draft, by=by, now=now)
    assert told is not None
    return {effect.what: effect.state for effect in told.effects}


def test_an_assessment_that_runs_is_not_opened_again_and_the_row_begins_anew_after_it(authority):
    child = authority.child()
    notified(authority, child, "5 Jan 2026 standard", "2 Feb 2026 medium", "2 Mar 2026 standard", "9 Mar 2026 standard")
    assert Referral.now.filter(about=child).count() == 1

    notified(authority, child, "16 Mar 2026 medium")

    assert Referral.now.filter(about=child).count() == 1


def test_the_authority_can_switch_the_rule_off_from_a_day_on(authority):
    child = authority.child()
    Setting.objects.create(
        name="law.da_repeat_three_in_three_months", value="off", effective_from=day("1 Mar 2026"),
        known_at=moment("1 Jan 2026 09:00"),
    )  # fmt: skip

    notified(authority, child, "5 Jan 2026 standard", "2 Feb 2026 medium", "2 Mar 2026 standard")

    assert not Referral.now.filter(about=child).exists()


def test_the_authority_can_choose_how_many_in_a_row(authority):
    client = signed_in(authority, "Adam")
    assert "How many standard or medium police referrals" in client.get("/administration/limits/").content.decode()
    page = client.get("/administration/limits/da_repeat_count/").content.decode()
    assert 'name="amount"' in page
    assert 'name="unit"' not in page, "A number of notifications has no unit"
    on = timezone.localdate().isoformat()
    said = {"amount": "2", "on_day": on[8:], "on_month": on[5:7], "on_year": on[:4], "why": "Two are enough here."}

    done = client.post("/administration/limits/da_repeat_count/", said)

    assert done.status_code == 302, done.content.decode()
    chosen = Setting.objects.get(name="law.da_repeat_count")
    assert chosen.value == {"amount": 2, "unit": ""}
    rule = rules_now().rule("da_repeat_count", on=timezone.localdate())
    assert (rule.value, rule.limit) == (2, None)


def test_two_in_a_row_are_enough_where_the_authority_says_so(authority):
    child = authority.child()
    Setting.objects.create(
        name="law.da_repeat_count", value={"amount": 2, "unit": ""}, effective_from=day("1 Mar 2026"),
        known_at=moment("1 Jan 2026 09:00"),
    )  # fmt: skip

    notified(authority, child, "2 Feb 2026 medium", "2 Mar 2026 standard")

    assert Referral.now.filter(about=child).count() == 1


def test_what_the_police_told_us_late_is_listed_and_taken_up_with_them(authority):
    late, soon, unknown = (authority.child(name) for name in ("Late", "Soon", "Unknown"))
    authority.tell(MEDIUM + " | incident_on=2026-02-20", late)
    authority.tell(MEDIUM + " | incident_on=2026-02-27", soon)
    authority.tell(MEDIUM, unknown)

    row = PoliceNotification.now.get(about=late)
    assert (row.incident_on, row.told_after) == (day("20 Feb 2026"), 6)
    fran = authority.actor("Fran")
    with access.acting(fran):
        told = told_late(fran, today=day("3 Mar 2026"))
    assert (told.limit, told.dated, told.late) == ("1 working day", 2, 1)
    assert [(one.child.id, one.after, one.reference) for one in told.newest] == [(late, 6, "NB/12")]
    west = authority.actor("Wes")
    with access.acting(west):
        assert told_late(west, today=day("3 Mar 2026")).dated == 0

    page = signed_in(authority, "Fran").get(reverse("police")).content.decode()
    assert "it happened on Fri 20 February 2026, 6 working days before" in page
    assert page.count("Told late") == 1
    page = signed_in(authority, "Fran").get(reverse("partners")).content.decode()
    assert "1 of 2 notifications that say when it happened came later than 1 working day after it." in page
    contact = Episode.now.get(about=late, pathway="front_door").id
    assert reverse("contact", kwargs={"subject": late, "contact": contact}) in page


def test_it_cannot_have_happened_after_they_told_us(authority):
    with pytest.raises(CannotRecord, match="has not come yet"):
        authority.tell(MEDIUM + " | incident_on=2096-02-20", authority.child())


def test_a_domestic_abuse_worker_who_sits_here_writes_in_this_record(authority):
    child = authority.child()
    authority.tell(MEDIUM, child)

    authority.tell(TRIAGED.replace("Fran", "Dot") + " | safety_plan=Nan takes him.", child)
    authority.tell("3 Mar 2026 | early_help.requested | Dot | asked_by=voluntary | name=Dot", child)

    assert Episode.now.get(about=child, pathway="early_help").team.code == "early-help"
    written = Entry.objects.filter(about=child, step__in=("police_notification.triaged", "early_help.requested"))
    assert {entry.author for entry in written} == {"Dot"}, "in one record, by her own name"
    page = signed_in(authority, "Dot").get(reverse("police")).content.decode()
    assert "What the police told us" in page
    with pytest.raises(CannotRecord):
        authority.tell("3 Mar 2026 | police_notification.strategy_decided | Dot", child)


def test_a_limit_that_is_not_in_working_days_cannot_be_held_against_a_day(authority):
    Setting.objects.create(
        name="law.police_told_late_local", value={"amount": 24, "unit": "hours"}, effective_from=day("1 Jan 2026"),
        known_at=moment("1 Jan 2026 09:00"),
    )  # fmt: skip
    child = authority.child()
    authority.tell(MEDIUM + " | incident_on=2026-02-20", child)

    fran = authority.actor("Fran")
    with access.acting(fran):
        told = told_late(fran, today=day("3 Mar 2026"))
    assert (told.dated, told.late, told.reckoned) == (1, 0, False)
    page = signed_in(authority, "Fran").get(reverse("partners")).content.decode()
    assert "The limit in force, 24 hours, cannot be held against the day" in page
