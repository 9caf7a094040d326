"""One family, from the night the police were called to the day our work ends: two brothers, a sister who is not born
yet, and a father who lives elsewhere. Then the same walk, ended at each place where it can end sooner.
"""

from uuid import UUID

import pytest

from goldenthread.casework.verifying import verify
from goldenthread.facts.models import Assessment, CinPlan, ProtectionPlan, ProtectionReview, Referral, Section47
from goldenthread.record.models import Action, Entry, Episode
from tests import trials
from tests.authority import Authority, day

LIFELONG = ("person", "allocation", "reported")

# Monday: the police were there in the night; the triage meets, and a manager decides the same morning.
WORRIED = """
     3 Mar 2025 08:30 | front_door.contact_received | Rita  | source_code=6 | kind=domestic_abuse | police_grade=medium
     3 Mar 2025       | front_door.directed         | Fran  | enquiries=no
     3 Mar 2025       | police_notification.triaged | Fran  | grade_agreed=medium | safety_plan=Nan takes the boys.
"""
DECIDED = "3 Mar 2025 | front_door.decided | Fran"
ACCEPTED = f"""{DECIDED} | primary_need=N1
     3 Mar 2025       | front_door.referrer_told    | Rita  | police_rationale=The third call since Christmas.
"""
# Sam is given the assessment, and sees the boys at school.
ASSESSING = """
     3 Mar 2025       | assessment.allocated        | Grace | worker=Sam | priority=45
     4 Mar 2025 15:00 | assessment.child_seen       | Sam   | said=He hit Mum. | 3.seen=no | 3.not_seen_why=Not born.
"""
# What the older boy says is reasonable cause to suspect harm.
DISCUSSED = """
     4 Mar 2025 16:30 | strategy_discussion.called  | Ada
     5 Mar 2025 10:00 | strategy_discussion.held    | Ada
"""
ENQUIRED = """
     5 Mar 2025 15:30 | section47.interviewed       | Sam   | who=joint | as_planned=yes
     5 Mar 2025 16:00 | section47.child_seen        | Sam   | 3.seen=no | 3.not_seen_why=Not born yet.
    12 Mar 2025       | section47.reported          | Sam
"""
CALLED = """
    13 Mar 2025       | section47.authorised        | Ada   | conference=yes | on=2025-03-25
"""
# One conference, and for each child a decision, a category and a plan of their own.
CONFERENCE = (
    "25 Mar 2025 | section47.conference_held | Ira | core_group_on=2025-04-04 | 1.category=PHY | 2.category=EMO "
    "| 3.category=NEG | 1.actions_1_what=A place to go when it is loud. | 2.actions_1_what=Nan fetches him. "
    "| 3.actions_1_what=The midwife sees Mum each week."
)
ASSESSED = """
    28 Mar 2025       | assessment.written          | Sam
    31 Mar 2025       | assessment.authorised       | Ada   | outcome=plan_goes_on
"""
PROTECTED = """
     4 Apr 2025       | child_protection.core_group_held    | Sam
     7 Apr 2025 16:00 | child_protection.visited            | Sam | said=It is quiet. | 3.seen=no | 3.not_seen_why=-
    16 May 2025       | child_protection.core_group_held    | Sam
    20 Jun 2025       | child_protection.reviewed           | Ira | progress=in_part | category=EMO
"""
SAFER = """
    10 Sep 2025 16:00 | child_protection.visited            | Sam | said=Dad rings on Sundays.
    18 Dec 2025       | child_protection.reviewed           | Ira | progress=yes | decision=child_in_need
"""
HELPED = """
    22 Dec 2025       | child_in_need.planned       | Sam
     5 Jan 2026       | child_in_need.approved      | Ada
    14 Jan 2026 16:00 | child_in_need.visited       | Sam
    20 Mar 2026       | child_in_need.reviewed      | Sam   | decision=ends
    27 Mar 2026       | child_in_need.ended         | Ada   | outcome=needs_met
"""


def family(authority: Authority) -> tuple[UUID, UUID, UUID]:
    """Jay and Kai, the baby expected in July, and their father, who lives elsewhere and is known all the same."""
    jay = authority.child("Jay", born="9 May 2016")
    kai = authority.child("Kai", born="1 Oct 2020")
    baby = authority.child("", born=None, expected_on="2025-07-20")
    father = authority.child("Dean", born="2 Feb 1990")
    authority.tell(f"3 Mar 2025 | person.related | Rita | other={father} | kind=father", jay, kai, baby)
    return jay, kai, baby


def running(*children: UUID) -> set[str]:
    """What is open for them."""
    found = Episode.now.filter(about__in=children, ended_on=None).exclude(pathway__in=LIFELONG)
    return set(found.values_list("pathway", flat=True))


def test_a_family_from_the_first_night_to_the_last_day(authority):
    jay, kai, baby = children = family(authority)

    for chapter in (WORRIED, ACCEPTED, ASSESSING, DISCUSSED, ENQUIRED, CALLED, CONFERENCE, ASSESSED, PROTECTED):
        authority.tell(chapter, *children)

    # Each has their own plan, from one conference that was recorded once.
    assert Entry.objects.filter(step="section47.conference_held").values("occasion").distinct().count() == 1
    plans = {plan.about_id: plan.initial_category for plan in ProtectionPlan.now.all()}
    assert plans == {jay: "PHY", kai: "EMO", baby: "NEG"}
    owed = Action.now.filter(step="child_protection.action_followed_up", done_on=None)
    assert {one.about_id: one.what for one in owed} == {
        jay: "A place to go when it is loud.",
        kai: "Nan fetches him.",
        baby: "The midwife sees Mum each week.",
    }
    assert set(Assessment.now.values_list("unborn", "outcome")) == {(False, "plan_goes_on"), (True, "plan_goes_on")}
    assert running(*children) == {"referral", "child_protection"}

    # She is born, and her record and her plan go on.
    authority.tell("18 Jul 2025 | person.born | Sam | born_on=2025-07-17 | given=Lena", baby)
    authority.tell(SAFER, *children)
    authority.tell(HELPED, *children)

    assert running(*children) == set()
    for child in children:
        plan = ProtectionPlan.now.get(about=child)
        assert (plan.started_on, plan.ended_on) == (day("25 Mar 2025"), day("18 Dec 2025"))
        assert list(ProtectionReview.now.filter(about=child).order_by("held_on").values_list("due_on", flat=True)) == [
            day("25 Jun 2025"),
            day("20 Dec 2025"),
        ]
        assert CinPlan.now.get(about=child).ended_on == day("27 Mar 2026")
        assert Referral.now.get(about=child).close_reason == "RC7"
        enquiry = Section47.now.get(about=child)
        assert (enquiry.conference_due_on, enquiry.conference_on) == (day("26 Mar 2025"), day("25 Mar 2025"))
    assert not Action.now.filter(about__in=children, done_on=None).exists()
    assert [fault for checked in verify() for fault in checked.faults] == []


UP_TO_THE_DECISION = (WORRIED,)
UP_TO_THE_ASSESSMENT = (*UP_TO_THE_DECISION, ACCEPTED, ASSESSING)
UP_TO_THE_ENQUIRY = (*UP_TO_THE_ASSESSMENT, DISCUSSED, ENQUIRED)
UP_TO_THE_PLAN = (*UP_TO_THE_ENQUIRY, CALLED, CONFERENCE, ASSESSED)
AUTHORISED = """
    28 Mar 2025       | assessment.written    | Sam
    31 Mar 2025       | assessment.authorised | Ada | {}
"""
MOVED = """
     2 Jun 2025       | child_protection.move_told       | Sam | authority=Southbridge
    20 Jun 2025       | child_protection.ended_otherwise | Ada | outcome=moved | taken_on_at=2025-06-18
"""
EARLY_HELP = "outcome=early_help | takes_on=early-help | passed_to=Family centre"


# Each end: what was told before, the end itself, what is open then, and why the referral closed (if there is one).
# The first three are walked each time, the others in the trials: tests/practice tells most of them by themselves too.
ENDS: dict[str, tuple[tuple[str, ...], str, set[str], str | None]] = {
    "no further action after the assessment": (
        UP_TO_THE_ASSESSMENT,
        AUTHORISED.format("outcome=no_further_action"),
        set(),
        "RC8",
    ),
    "stepped down": (
        UP_TO_THE_PLAN,
        "20 Jun 2025 | child_protection.reviewed | Ira | decision=child_in_need\n"
        f" 1 Aug 2025 | child_in_need.ended | Ada | {EARLY_HELP}",
        {"early_help"},
        "RC9",
    ),
    "transferred out": (UP_TO_THE_PLAN, MOVED, set(), "RC5"),
    "no further action at the front door": (
        UP_TO_THE_DECISION,
        f"{DECIDED} | outcome=no_further_action",
        set(),
        None,
    ),
    "early help from the front door": (
        UP_TO_THE_DECISION,
        f"{DECIDED} | {EARLY_HELP}",
        {"early_help"},
        None,
    ),
    "early help after the assessment": (UP_TO_THE_ASSESSMENT, AUTHORISED.format(EARLY_HELP), {"early_help"}, "RC9"),
    "no enquiry after the strategy discussion": (
        (*UP_TO_THE_ASSESSMENT, "4 Mar 2025 16:30 | strategy_discussion.called | Ada"),
        "5 Mar 2025 10:00 | strategy_discussion.held | Ada | outcome=no_section47"
        + AUTHORISED.format("outcome=no_further_action"),
        set(),
        "RC8",
    ),
    "an enquiry without a conference": (
        UP_TO_THE_ENQUIRY,
        "13 Mar 2025 | section47.authorised | Ada | conference=no | partners_agree=Police and school."
        + AUTHORISED.format("outcome=child_in_need"),
        {"referral", "child_in_need"},
        "",
    ),
    "a conference without a plan": (
        (*UP_TO_THE_ENQUIRY, CALLED),
        "25 Mar 2025 | section47.conference_held | Ira | decision=no_service"
        + AUTHORISED.format("outcome=no_further_action"),
        set(),
        "RC8",
    ),
    "the plan ends with our work": (
        UP_TO_THE_PLAN,
        "20 Jun 2025 | child_protection.reviewed | Ira | decision=ends",
        set(),
        "RC7",
    ),
    "looked after": (
        UP_TO_THE_PLAN,
        "20 Jun 2025 | child_protection.ended_otherwise | Ada | outcome=looked_after",
        {"referral"},
        "",
    ),
}


@pytest.mark.parametrize("sooner", list(ENDS)[: trials.count(3, len(ENDS))])
def test_the_same_walk_ends_sooner(authority, sooner):
    chapters, end, open_then, reason = ENDS[sooner]
    child = authority.child("Jay", born="9 May 2016")
    for chapter in chapters:
        authority.tell(chapter, child)

    authority.tell(end, child)

    assert running(child) == open_then
    referral = Referral.now.filter(about=child).first()
    assert (referral.close_reason if referral else None) == reason
    owed = Action.now.filter(about=child, done_on=None).exclude(step="front_door.referrer_told")
    assert bool(owed) is bool(referral and not reason)
