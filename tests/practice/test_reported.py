"""What a CIN file reports, as facts, and under the clocks that the rules of the time gave."""

import re

import pytest

from goldenthread.casework.worklist import my_work
from goldenthread.facts.models import (
    Assessment,
    CinPlan,
    Conference,
    Disability,
    Identifier,
    Person,
    PreProceedings,
    ProtectionPlan,
    ProtectionReview,
    Referral,
    Section47,
)
from goldenthread.record.models import ClockRun, Episode
from tests.authority import day
from tests.census import AT, child, load

ASSESSMENT = {
    "AssessmentActualStartDate": "2025-06-03",
    "AssessmentAuthorisationDate": "2025-07-10",
    "FactorsIdentifiedAtAssessment": {"AssessmentFactors": ["3B", "4B"]},
}
ENQUIRY = {
    "S47ActualStartDate": "2025-06-09",
    "InitialCPCtarget": "2025-06-30",
    "DateOfInitialCPC": "2025-06-30",
    "ICPCnotRequired": "0",
}
PLAN = {
    "CPPstartDate": "2025-06-30",
    "CPPendDate": "2026-01-20",
    "InitialCategoryOfAbuse": "NEG",
    "LatestCategoryOfAbuse": "EMO",
    "NumberOfPreviousCPP": "1",
    "Reviews": {"CPPreviewDate": ["2025-09-26", "2026-01-20"]},
}


def contradictions(loaded):
    return [each.says for each in loaded.contradictions]


def test_the_person_stands_under_its_number_until_somebody_gives_a_name(authority, tmp_path):
    load(tmp_path, child(UPN="A123456789123"))

    person = Person.now.get()
    assert (person.name, person.born_on, person.sex, person.ethnicity) == ("Child A1", day("3 Feb 2015"), "F", "WBRI")
    assert set(Identifier.now.values_list("scheme", "value")) == {("la_child_id", "A1"), ("upn", "A123456789123")}
    assert Disability.now.get().code == "NONE"


def test_a_sex_in_the_codes_of_its_time_reads_as_today(authority, tmp_path):
    one = child()
    one["ChildIdentifiers"] |= {"GenderCurrent": "1"}
    del one["ChildIdentifiers"]["Sex"]

    load(tmp_path, one, year=2022)

    assert Person.now.get().sex == "M"


def test_a_referral_from_beginning_to_end(authority, tmp_path):
    load(tmp_path, child("A1", {"CINclosureDate": "2025-10-13", "ReasonForClosure": "RC9", "Assessments": ASSESSMENT}))

    referral = Referral.now.get()
    assert (referral.referral_date, referral.closed_on, referral.close_reason, referral.source_code) == (
        day("2 Jun 2025"),
        day("13 Oct 2025"),
        "RC9",
        "2A",
    )
    assessment = Assessment.now.get()
    assert (assessment.referral, assessment.authorised_on, assessment.factors, assessment.outcome) == (
        referral.id,
        day("10 Jul 2025"),
        ["3B", "4B"],
        "early_help",
    )
    assert (assessment.working_days, assessment.in_time) == (28, True)
    assert set(Episode.now.values_list("pathway", "ended_on")) == {
        ("person", None),
        ("referral", day("13 Oct 2025")),
        ("assessment", day("10 Jul 2025")),
    }


def test_an_enquiry_its_conference_the_plan_and_its_reviews(authority, tmp_path):
    load(tmp_path, child("A1", {"Section47": ENQUIRY, "ChildProtectionPlans": PLAN}))

    enquiry, conference, plan = Section47.now.get(), Conference.now.get(), ProtectionPlan.now.get()
    assert (enquiry.conference_on, enquiry.conference_due_on) == (day("30 Jun 2025"), day("30 Jun 2025"))
    assert (conference.section47, conference.plan, conference.led_to_plan) == (enquiry.id, plan.id, True)
    assert (plan.conference, plan.ended_on, plan.latest_category, plan.previous_plans) == (
        conference.id,
        day("20 Jan 2026"),
        "EMO",
        1,
    )
    assert list(ProtectionReview.now.order_by("held_on").values_list("held_on", "due_on")) == [
        (day("26 Sep 2025"), day("30 Sep 2025")),
        (day("20 Jan 2026"), day("26 Mar 2026")),
    ]


def test_a_conference_on_the_referral_answers_the_enquiry_that_waited_for_it(authority, tmp_path):
    enquiries = [
        {"S47ActualStartDate": "2025-06-09", "ICPCnotRequired": "1"},
        {"S47ActualStartDate": "2025-07-09", "ICPCnotRequired": "0"},
    ]

    load(tmp_path, child("A1", {"Section47": enquiries, "DateOfInitialCPC": "2025-07-29"}))

    assert list(Section47.now.order_by("started_on").values_list("conference_on", flat=True)) == [
        None,
        day("29 Jul 2025"),
    ]
    run = ClockRun.now.get(clock="reported.conference_due")
    assert (run.started_on, run.due_on, run.stopped_on) == (day("9 Jul 2025"), day("30 Jul 2025"), day("29 Jul 2025"))


@pytest.mark.parametrize(
    ("referred", "authorised", "rule", "in_time"),
    [
        ("2012-03-01", "2012-03-15", "initial_assessment_2010", True),
        ("2012-03-01", "2012-03-16", "initial_assessment_2010", False),
        ("2013-04-12", "2013-04-26", "initial_assessment_2010", True),
        ("2013-04-15", "2013-06-19", "child_family_assessment", True),
        ("2013-04-15", "2013-06-20", "child_family_assessment", False),
    ],
)
def test_an_assessment_is_held_to_the_law_of_the_day_of_its_referral(
    authority, tmp_path, referred, authorised, rule, in_time
):
    assessment = {"AssessmentActualStartDate": referred, "AssessmentAuthorisationDate": authorised}

    load(tmp_path, child("A1", {"CINreferralDate": referred, "Assessments": assessment}))

    assert ClockRun.now.get(clock="referral.assessment_due").rule == rule
    assert Assessment.now.get().in_time is in_time


def test_a_later_assessment_of_an_open_referral_runs_from_its_own_start(authority, tmp_path):
    later = {"AssessmentActualStartDate": "2025-11-03", "AssessmentAuthorisationDate": "2026-01-08"}

    load(tmp_path, child("A1", {"Assessments": [later, ASSESSMENT]}))

    first, second = Assessment.now.order_by("started_on")
    assert (first.referral_date, first.in_time) == (day("2 Jun 2025"), True)
    assert (second.referral_date, second.working_days, second.in_time) == (day("3 Nov 2025"), 45, True)


def test_no_clock_runs_where_no_further_action_was_decided(authority, tmp_path):
    load(tmp_path, child("A1", {"ReferralNFA": "true"}))

    assert Referral.now.get().nfa
    assert not ClockRun.now.exists()


def test_a_child_in_need_plan_and_pre_proceedings(authority, tmp_path):
    proceedings = {
        "PPStartDate": "2026-05-01",
        "LBPSentDate": "2026-05-08",
        "FGDMMeetingOffer": "1",
        "FGDMMeetingFac": "0",
        "ReviewMeetingsCount": "2",
        "PPOutcome": "B",
    }

    load(
        tmp_path,
        child("A1", {"CINPlanDates": {"CINPlanStartDate": "2026-01-20"}, "PreProceedingsandFGDM": proceedings}),
        year=2027,
    )

    assert CinPlan.now.values_list("started_on", "ended_on").get() == (day("20 Jan 2026"), None)
    row = PreProceedings.now.get()
    assert (row.started_on, row.letter_on, row.fgdm_offered, row.fgdm_held, row.review_meetings, row.outcome) == (
        day("1 May 2026"),
        day("8 May 2026"),
        True,
        False,
        2,
        "B",
    )


def test_work_begun_elsewhere_is_finished_here(authority, tmp_path):
    """An open referral of a file is assessed and closed as if it had been accepted here."""
    load(tmp_path, child("A1", {"CINreferralDate": "2026-03-02"}))
    person = Person.now.get().about_id

    authority.tell(
        """
         4 Apr 2026       | assessment.allocated  | Grace
         9 Apr 2026 15:00 | assessment.child_seen | Sam
        30 Apr 2026       | assessment.written    | Sam
         5 May 2026       | assessment.authorised | Ada
         6 May 2026       | child_in_need.ended   | Ada
        """,
        person,
    )

    referral, assessment = Referral.now.get(), Assessment.now.get()
    assert (referral.closed_on, assessment.referral, assessment.in_time) == (day("6 May 2026"), referral.id, True)
    assert ClockRun.now.get(clock="referral.assessment_due").started_on == day("2 Mar 2026")


@pytest.mark.parametrize(
    ("referral", "says"),
    [
        ({"CINclosureDate": "2025-05-01", "ReasonForClosure": "RC7"}, "closure of .* comes before the referral"),
        (
            {"Assessments": ASSESSMENT | {"AssessmentActualStartDate": "2025-05-30"}},
            "assessment .* before the referral",
        ),
        (
            {"Assessments": ASSESSMENT | {"AssessmentAuthorisationDate": "2025-06-02"}},
            "authorisation .* before the ass",
        ),
        (
            {"CINPlanDates": {"CINPlanStartDate": "2025-07-01", "CINPlanEndDate": "2025-06-30"}},
            "end of .* before the ch",
        ),
        (
            {"CINPlanDates": [{"CINPlanStartDate": "2025-07-01"}, {"CINPlanStartDate": "2025-08-01"}]},
            "plan of Fri 1 August 2025 begins during that of Tue 1 July 2025, which has no end",
        ),
        ({"ChildProtectionPlans": [PLAN, PLAN | {"CPPstartDate": "2025-12-01"}]}, "protection plan .* begins during"),
        (
            {"ChildProtectionPlans": PLAN, "CINPlanDates": {"CINPlanStartDate": "2025-12-01"}},
            "runs beside the child pro",
        ),
        ({"ChildProtectionPlans": PLAN | {"CPPendDate": "2025-10-01"}}, "review .* after the end of the plan"),
        (
            {
                "CINclosureDate": "2025-10-01",
                "ReasonForClosure": "RC7",
                "CINPlanDates": {"CINPlanStartDate": "2025-07-01"},
            },
            "has no end, yet the referral was closed",
        ),
        ({"Section47": ENQUIRY, "DateOfInitialCPC": "2025-06-30"}, "stands both on the referral and on the section 47"),
        ({"Section47": ENQUIRY | {"ICPCnotRequired": "1"}}, "says that none was required"),
        ({"ReferralNFA": "1", "Assessments": ASSESSMENT}, "referral without further action"),
        ({"CINreferralDate": "2026-04-01"}, "comes after the day of the file"),
    ],
)
def test_what_cannot_be_is_kept_as_said_and_listed(authority, tmp_path, referral, says):
    loaded = load(tmp_path, child("A1", referral))

    assert not loaded.refused
    found = [each for each in loaded.contradictions if re.search(says, each.says)]
    assert len(found) == 1, contradictions(loaded)
    assert found[0].identifier == "A1"
    assert found[0].line > 1
    assert Referral.now.count() == 1


def test_two_open_referrals_at_once_are_listed(authority, tmp_path):
    loaded = load(tmp_path, child("A1", {}, {"CINreferralDate": "2025-09-01"}))

    assert contradictions(loaded) == [
        "The referral of Mon 1 September 2025 begins during that of Mon 2 June 2025, which has no end."
    ]
    assert Referral.now.count() == 2


def test_a_file_without_faults_contradicts_nothing(authority, tmp_path):
    loaded = load(
        tmp_path, child("A1", {"Assessments": ASSESSMENT, "Section47": ENQUIRY, "ChildProtectionPlans": PLAN})
    )

    assert (loaded.refused, loaded.contradictions) == ([], [])


def test_a_clock_that_only_a_file_can_stop_stands_on_the_worklist_of_whoever_has_the_child(authority, tmp_path):
    load(
        tmp_path,
        child(
            "A1", {"ChildProtectionPlans": {name: PLAN[name] for name in PLAN if name not in ("CPPendDate", "Reviews")}}
        ),
    )

    authority.tell("4 Apr 2026 | allocation.allocated | Grace | worker=Sam", Person.now.get().about_id)

    work = my_work(authority.actor("Sam"), now=AT)

    assert "reported.review_due" in {line.clock for group in work.groups for line in group.lines}
