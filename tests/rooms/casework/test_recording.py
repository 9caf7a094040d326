"""One way in: all or nothing, once, corrected and never overwritten."""

import datetime as dt

import pytest
from django.db import connection, transaction

from goldenthread.casework import access
from goldenthread.casework.recording import Act, CannotRecord, Shared, record
from goldenthread.facts.models import Assessment, Contact
from goldenthread.language import handbook
from goldenthread.record.models import ClockRun, Entry, Episode, Loose, Occasion
from tests.authority import ANSWERS, complete, day, moment
from tests.practice.test_assessment import IN_TIME

CONTACT = complete(handbook().steps["front_door.contact_received"], ANSWERS["front_door.contact_received"])


def a_contact(child, when="2 Mar 2026 10:00", **more) -> Act:
    return Act("front_door.contact_received", child, moment(when), {**CONTACT, **more})


def test_the_same_key_twice_makes_one_entry(authority):
    child = authority.child()

    first = record(a_contact(child), by=authority.actor("Rita"), key="once")
    second = record(a_contact(child), by=authority.actor("Rita"), key="once")

    assert (first.entries, first.again, second.entries, second.again) == (second.entries, False, first.entries, True)
    assert Entry.objects.filter(step="front_door.contact_received").count() == 1


def test_all_acts_stand_or_fall_together(authority):
    jay, kai = authority.child("Jay"), authority.child("Kai")
    before = Entry.objects.count()

    with pytest.raises(CannotRecord):
        record(
            a_contact(jay),
            Act("assessment.written", kai, day("2 Mar 2026"), {}),
            by=authority.actor("Rita"),
            key="both",
        )

    assert Entry.objects.count() == before


def test_one_occasion_is_kept_once_with_each_childs_own_part(authority):
    jay, kai = authority.child("Jay"), authority.child("Kai")

    record(
        a_contact(jay, this_child="Jay is hungry."),
        a_contact(kai, this_child="Kai is quiet."),
        by=authority.actor("Rita"),
        key="both",
        occasion=Shared({"worry": "Alone at night."}),
    )

    (occasion,) = Occasion.objects.all()
    assert occasion.shared == {"worry": "Alone at night."}
    own = dict(Entry.objects.filter(occasion=occasion).values_list("about", "answers__this_child"))
    assert own == {jay: "Jay is hungry.", kai: "Kai is quiet."}


def test_a_correction_closes_the_clock_it_moves_and_keeps_both(authority):
    child = authority.child()
    recorded = record(a_contact(child, "2 Mar 2026 10:00"), by=authority.actor("Rita"), key="first")

    record(
        Act("front_door.contact_received", child, moment("27 Feb 2026 16:00"), CONTACT, corrects=recorded.entries[0]),
        by=authority.actor("Rita"),
        key="second",
    )

    runs = ClockRun.objects.filter(about=child, clock="front_door.decision_due").order_by("row")
    assert [(r.due_on, r.known_until is None) for r in runs] == [(day("3 Mar 2026"), False), (day("2 Mar 2026"), True)]
    assert Entry.objects.filter(about=child, step="front_door.contact_received").count() == 2
    assert Episode.now.filter(about=child, pathway="front_door").count() == 1


def test_a_correction_that_moves_no_date_leaves_the_clock_as_it_was(authority):
    child = authority.child()
    recorded = record(a_contact(child), by=authority.actor("Rita"), key="first")

    record(
        Act(
            "front_door.contact_received",
            child,
            moment("2 Mar 2026 10:00"),
            {**CONTACT, "worry": "Put better."},
            corrects=recorded.entries[0],
        ),
        by=authority.actor("Rita"),
        key="second",
    )

    run = ClockRun.now.get(about=child, clock="front_door.decision_due")
    assert run.due_on == day("3 Mar 2026")
    assert ClockRun.now.filter(about=child, clock="front_door.decision_due").count() == 1


def test_a_day_from_which_nobody_can_count_is_refused_in_words(authority):
    child = authority.child(born=None)
    with pytest.raises(CannotRecord, match="Working days are known from 1985 to 2060; 1926-"):
        authority.tell("3 Mar 1926 | early_help.requested | Rita", child)


def test_a_withdrawn_entry_no_longer_counts_but_is_kept(authority):
    child = authority.child()
    recorded = record(a_contact(child), by=authority.actor("Rita"), key="first")

    record(
        Act(
            "front_door.contact_received",
            child,
            moment("2 Mar 2026 10:00"),
            {"why": "Wrong child."},
            corrects=recorded.entries[0],
            withdraws=True,
        ),
        by=authority.actor("Rita"),
        key="second",
    )

    assert not Contact.now.filter(about=child).exists()
    assert Contact.objects.filter(about=child).exclude(known_until=None).exists()
    assert Entry.objects.filter(about=child, step="front_door.contact_received").count() == 2


def test_what_no_longer_holds_together_stays_and_is_said(authority):
    child = authority.child()
    authority.tell(IN_TIME, child)
    allocated = Entry.objects.get(about=child, step="assessment.allocated")

    record(
        Act(
            "assessment.allocated",
            child,
            day("4 Mar 2026"),
            {"why": "Wrong child."},
            corrects=allocated.pk,
            withdraws=True,
        ),
        by=authority.actor("Grace"),
        key="withdraw",
    )

    assert not Assessment.now.filter(about=child).exists()
    assert {loose.says for loose in Loose.now.filter(about=child)} == {
        "“Child seen” on 09 March 2026 belongs to nothing that is recorded as begun.",
        "“Analysis written” on 30 April 2026 belongs to nothing that is recorded as begun.",
        "“Assessment authorised” on 07 May 2026 belongs to nothing that is recorded as begun.",
    }


def test_gates_ask_as_things_stood_on_the_day(authority):
    """An analysis dated before the visit is refused, though the visit is recorded by now."""
    child = authority.child()
    authority.tell(IN_TIME.split("    30 Apr")[0], child)

    with pytest.raises(CannotRecord, match="See the child before you write the analysis"):
        authority.tell("6 Mar 2026 | assessment.written | Sam", child)


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ("2 Mar 2090 10:00 | front_door.contact_received | Rita", "which has not come yet"),
        ("2 Mar 2026 | front_door.decided | Fran", "take a contact first"),
        ("2 Mar 2026 10:00 | front_door.contact_received | Eve", "is for a referral officer"),
        (IN_TIME + "8 May 2026 | assessment.authorised | Ada", "already recorded, on 07 May 2026"),
        (IN_TIME.replace("2 Mar 2026 10:30 | front_door.contact_received | Rita", ""), "take a contact first"),
    ],
)
def test_a_refusal_says_what_to_do(authority, told, refusal):
    child = authority.child()

    with pytest.raises(CannotRecord, match=refusal):
        authority.tell(told, child)


def test_checks_that_are_out_hold_the_decision_until_the_manager_gives_a_reason(authority):
    child = authority.child()
    authority.tell(
        "2 Mar 2026 10:00 | front_door.contact_received | Rita\n2 Mar 2026 11:00 | front_door.enquiry_sent | Rita",
        child,
    )

    with pytest.raises(CannotRecord, match=r"1 partner has not answered yet \(school\)"):
        authority.tell("3 Mar 2026 | front_door.decided | Fran", child)

    authority.tell("3 Mar 2026 | front_door.decided | Fran | override_why=The school is closed this week.", child)
    assert Contact.now.get(about=child).outcome == "referral"


def test_another_team_may_not_write(authority):
    child = authority.child()
    authority.tell(IN_TIME.split("     9 Mar")[0], child)

    with pytest.raises(access.NotAllowed, match="no recorded need to know"):
        authority.tell("9 Mar 2026 15:00 | assessment.child_seen | Wes", child)


def test_known_time_grows_with_each_recording(authority):
    child = authority.child()
    authority.tell(IN_TIME, child)

    times = list(Entry.objects.filter(about=child).order_by("position").values_list("known_at", flat=True))
    assert times == sorted(times)
    assert [e.position for e in Entry.objects.filter(about=child).order_by("position")] == list(
        range(1, len(times) + 1)
    )


@pytest.mark.parametrize(
    "sql", ["update record_entry set author = 'Somebody'", "delete from record_entry", "truncate record_entry cascade"]
)
def test_the_application_cannot_change_an_entry(authority, sql):
    authority.child()

    with pytest.raises(Exception, match="permission denied|never changed"), transaction.atomic():
        connection.cursor().execute(sql)


def test_a_local_limit_applies_from_its_day_and_moves_no_clock_that_runs(authority):
    from goldenthread.record.models import Setting

    before, after = authority.child("Ann"), authority.child("Bob")
    told = IN_TIME.split("     9 Mar")[0]
    authority.tell(told, before)
    Setting.objects.create(
        name="law.assessment_midpoint_review_local",
        value={"amount": 5, "unit": "working days"},
        effective_from=day("1 Mar 2026"),
        known_at=dt.datetime.now(dt.UTC),
    )

    authority.tell(told, after)
    authority.tell("9 Mar 2026 15:00 | assessment.child_seen | Sam", before)

    assert ClockRun.now.get(about=before, clock="assessment.midpoint_due").due_on == day("18 Mar 2026")
    assert ClockRun.now.get(about=after, clock="assessment.midpoint_due").due_on == day("11 Mar 2026")


def test_correcting_a_decision_puts_right_what_it_had_brought_with_it(authority):
    """The referral was accepted by mistake: the correction withdraws it, and early help is offered instead."""
    child = authority.child()
    authority.tell(
        "2 Mar 2026 10:00 | front_door.contact_received | Rita\n3 Mar 2026 | front_door.decided | Fran", child
    )
    decided = Entry.objects.get(about=child, step="front_door.decided")
    assert Episode.now.filter(about=child, pathway="referral").exists()

    record(
        Act(
            "front_door.decided",
            child,
            day("3 Mar 2026"),
            {
                **decided.answers,
                "outcome": "early_help",
                "passed_to": "Family hub",
                "takes_on": authority.teams["early-help"].pk,
            },
            corrects=decided.pk,
        ),
        by=authority.actor("Fran"),
        key="correction",
    )

    pathways = set(Episode.now.filter(about=child).values_list("pathway", flat=True))
    assert pathways == {"person", "front_door", "early_help"}
    assert not ClockRun.now.filter(about=child, clock="referral.assessment_due").exists()


def test_a_correction_by_another_team_leaves_the_work_where_it_is(authority):
    child = authority.child()
    recorded = record(a_contact(child), by=authority.actor("Rita"), key="first")

    record(
        Act("front_door.contact_received", child, moment("2 Mar 2026 10:00"), CONTACT, corrects=recorded.entries[0]),
        by=authority.actor("Grace"),
        key="second",
    )

    assert Episode.now.get(about=child, pathway="front_door").team == authority.teams["front-door"]


def test_only_what_stands_on_this_record_can_be_corrected(authority):
    child, other = authority.child("Ann"), authority.child("Bob")
    theirs = record(a_contact(other), by=authority.actor("Rita"), key="theirs")

    with pytest.raises(CannotRecord, match="not on this record"):
        record(
            Act("front_door.contact_received", child, moment("2 Mar 2026 10:00"), CONTACT, corrects=theirs.entries[0]),
            by=authority.actor("Rita"),
            key="mine",
        )


def test_a_timed_step_needs_a_time(authority):
    with pytest.raises(CannotRecord, match="needs a day and a time"):
        record(
            Act("front_door.contact_received", authority.child(), day("2 Mar 2026"), CONTACT),
            by=authority.actor("Rita"),
            key="a day only",
        )


def test_a_key_that_comes_again_with_something_else_to_say_is_refused_and_overwrites_nothing(authority):
    child = authority.child()
    first = record(a_contact(child), by=authority.actor("Rita"), key="once")
    changed = a_contact(child)
    changed = Act(changed.step, child, changed.happened, {**changed.answers, "worry": "Something else."})

    with pytest.raises(CannotRecord, match=r"was saved first, by Rita .* nothing was overwritten"):
        record(changed, by=authority.actor("Rita"), key="once")

    again = record(a_contact(child), by=authority.actor("Rita"), key="once")
    assert (again.entries, again.again) == (first.entries, True)
    assert Entry.objects.filter(about=child, step=changed.step).count() == 1
