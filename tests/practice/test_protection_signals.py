"""What a senior manager hears of enquiries, plans and assessments, and when it ends by itself: a truth table."""

import pytest

from tests.practice.plainly import says
from tests.practice.refusals import (
    ASSESSING,
    AUTHORISED,
    CONFERENCE,
    DISCUSSED,
    PROTECTED,
    REFERRED,
    REPORTED,
    TAKEN_ON,
)

UNBORN = "expected_on=2026-07-20"
VISITED = f"{DISCUSSED}\n3 Mar 2026 | section47.child_seen"
STOPPED = f"{REPORTED}\n10 Mar 2026 | section47.authorised | Ada | conference=no"
FIRST = f"{PROTECTED}\n18 Jun 2026 | child_protection.reviewed | Ira"
SECOND = "10 Dec 2026 | child_protection.reviewed | Ira"
WORSE = f"{FIRST} | progress=no\n{SECOND} | progress=no"
CONSIDERED = "11 Dec 2026 | child_protection.legal_considered | Ada"
ENDED = "1 Sep 2026 | child_protection.ended_otherwise | Ada | outcome=abroad"
AGAIN = (
    f"{PROTECTED}\n18 Jun 2026 | child_protection.reviewed | Ira | decision=child_in_need\n"
    "1 Oct 2026 | child_protection.began | Ira"
)
ACTED_ON = "plan.cannot_be_acted_on"
MEASURED = PROTECTED.replace(CONFERENCE, f"{CONFERENCE} | actions_1_measure=He sleeps.")
CORE_GROUP = "1 Apr 2026 | child_protection.core_group_held"
OWNED = "actions_1_what=See Nan. | actions_1_other=Nan | actions_1_by=2026-05-01 | actions_1_measure=He sleeps."
TRANSFERRED = (
    f"{REFERRED}\n3 Mar 2026 | transfer_in.notified\n{TAKEN_ON}\n"
    "20 Mar 2026 | child_protection.began | Ira | follows=$5"
)
# What a conference without a plan promises is its own, and no plan.
HELPED = f"{AUTHORISED}\n{CONFERENCE} | decision=no_plan\n20 Mar 2026 | child_in_need.opened | Ada"
ASSESSED = f"{ASSESSING}\n9 Mar 2026 | assessment.written\n10 Mar 2026 | assessment.authorised | Ada"


@pytest.mark.parametrize(
    ("signal", "told", "today", "said"),
    [
        ("stopped_short_of_conference", REPORTED, "1 Apr 2026", ""),
        ("stopped_short_of_conference", STOPPED, "1 Apr 2026", "ended on Tue 10 March 2026 without a conference"),
        ("stopped_short_of_conference", f"{STOPPED}\n1 Apr 2026 | section47.questioned | Ira", "2 Apr 2026", ""),
        ("stopped_short_of_conference", PROTECTED, "1 Apr 2026", ""),
        (
            "interviewed_by_the_police_alone",
            f"{DISCUSSED}\n3 Mar 2026 | section47.interviewed | who=police_alone | why_alone=He was afraid.",
            "4 Mar 2026",
            "The police interviewed the child alone on Tue 3 March 2026: He was afraid.",
        ),
        (
            "interviewed_by_the_police_alone",
            f"{DISCUSSED}\n3 Mar 2026 | section47.interviewed | who=joint",
            "4 Mar 2026",
            "",
        ),
        (
            "interviewed_by_the_police_alone",
            f"{DISCUSSED}\n3 Mar 2026 | section47.interviewed | who=police_alone\n4 Mar 2026 | referral.closed",
            "5 Mar 2026",
            "",
        ),
        ("not_seen_in_the_enquiry", DISCUSSED, "3 Mar 2026", ""),
        ("not_seen_in_the_enquiry", DISCUSSED, "4 Mar 2026", "nobody has seen the child"),
        ("not_seen_in_the_enquiry", f"{VISITED} | seen=no", "4 Mar 2026", "nobody has seen the child"),
        ("not_seen_in_the_enquiry", VISITED, "4 Mar 2026", ""),
        ("not_seen_in_the_enquiry", f"2 Feb 2026 | person.registered | {UNBORN}\n{DISCUSSED}", "4 Mar 2026", ""),
        ("no_progress_under_the_plan", f"{FIRST} | progress=no", "19 Jun 2026", ""),
        ("no_progress_under_the_plan", WORSE, "11 Dec 2026", "found the child no safer"),
        ("no_progress_under_the_plan", f"{FIRST} | progress=no\n{SECOND} | progress=yes", "11 Jan 2027", ""),
        ("no_progress_under_the_plan", f"{WORSE}\n{CONSIDERED}", "1 Feb 2027", ""),
        ("no_progress_under_the_plan", f"{FIRST} | progress=in_part", "20 Dec 2026", ""),
        ("no_progress_under_the_plan", f"{FIRST} | progress=in_part", "21 Dec 2026", "runs since Fri 20 March 2026"),
        ("no_progress_under_the_plan", f"{FIRST} | progress=yes", "21 Dec 2026", ""),
        ("no_progress_under_the_plan", f"{FIRST} | decision=legal", "19 Jun 2026", "asked for legal advice"),
        ("no_progress_under_the_plan", f"{FIRST} | progress=no\n{ENDED}", "1 Feb 2027", ""),
        ("decided_at_the_gateway", f"{WORSE}\n{CONSIDERED}", "18 Dec 2026", ""),
        (
            "decided_at_the_gateway",
            f"{WORSE}\n{CONSIDERED}",
            "19 Dec 2026",
            "“The chronology goes to the lawyers.” was decided on Fri 11 December 2026, to be done by Fri 18 December",
        ),
        (
            "decided_at_the_gateway",
            f"{WORSE}\n{CONSIDERED} | actions_1_by=2027-03-01\n14 Dec 2026 | child_protection.gateway_met | Ada",
            "9 Jan 2027",
            "“The letter before proceedings is sent.” was decided on Mon 14 December 2026",
        ),
        ("decided_at_the_gateway", f"{WORSE}\n{CONSIDERED}\n{ENDED}", "19 Dec 2026", ""),
        (ACTED_ON, PROTECTED, "1 Apr 2026", "The plan of Fri 20 March 2026 has 1 action without an owner, a date or a"),
        (ACTED_ON, MEASURED, "1 Apr 2026", ""),
        (ACTED_ON, f"{PROTECTED}\n{CORE_GROUP}", "2 Apr 2026", "The plan of Fri 20 March 2026"),
        (ACTED_ON, f"{MEASURED}\n{CORE_GROUP} | actions_1_what=He sees Nan.", "2 Apr 2026", "is “He sees Nan.”"),
        (ACTED_ON, f"{PROTECTED}\n{CORE_GROUP} | {OWNED}", "2 Apr 2026", ""),
        (ACTED_ON, f"{PROTECTED}\n{ENDED}", "2 Sep 2026", ""),
        (ACTED_ON, TRANSFERRED, "1 Apr 2026", "the first is “See her at her new school every week.”"),
        (ACTED_ON, HELPED, "1 Apr 2026", ""),
        ("another_plan", PROTECTED, "1 Apr 2026", ""),
        ("another_plan", AGAIN, "2 Oct 2026", "the child's second; the one before ended on Thu 18 June 2026"),
        ("another_plan", f"{AGAIN}\n9 Oct 2026 | child_protection.ended_otherwise | Ada", "10 Oct 2026", ""),
        ("assessment_out_of_date", ASSESSED, "10 Mar 2027", ""),
        ("assessment_out_of_date", ASSESSED, "11 Mar 2027", "The last assessment is of Tue 10 March 2026"),
        (
            "assessment_out_of_date",
            f"{ASSESSED}\n1 Jun 2026 | person.addressed",
            "2 Jun 2026",
            "Since the assessment of Tue 10 March 2026: the child lives elsewhere (Mon 1 June 2026)",
        ),
        ("assessment_out_of_date", f"2 Feb 2026 | person.addressed\n{ASSESSED}", "2 Jun 2026", ""),
        (
            "assessment_out_of_date",
            f"{ASSESSED}\n1 Jun 2026 | person.addressed\n2 Jun 2026 | assessment.allocated | Ada",
            "3 Jun 2026",
            "",
        ),
        (
            "assessment_out_of_date",
            f"{ASSESSED}\n1 Jun 2026 | person.addressed\n2 Jun 2026 | referral.closed | Ada",
            "3 Jun 2026",
            "",
        ),
    ],
)  # fmt: skip
def test_a_senior_manager_hears(signal, told, today, said):
    sentence = says(signal, told, today)

    assert said in sentence
    assert bool(sentence) is bool(said)
