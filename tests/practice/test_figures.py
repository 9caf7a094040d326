"""Every number opens into its children, and cannot count anybody twice or outside its whole."""

import datetime as dt

import pytest
from django.db import connection

from goldenthread.language import Period, Share, handbook
from goldenthread.oversight import listing, measures
from tests.authority import day
from tests.practice.test_assessment import IN_TIME
from tests.practice.test_front_door_audit import choose
from tests.practice.test_protection import ENQUIRED, PLANNED

SPRING = Period(dt.date(2026, 4, 1), dt.date(2026, 6, 30))
# A plan ends in help, and another enquiry makes a second one.
PLANNED_AGAIN = """
    18 Jun 2026       | child_protection.reviewed     | Ira | decision=child_in_need
     1 Sep 2026 11:00 | child_in_need.stepped_up      | Ada
     1 Sep 2026 15:00 | strategy_discussion.held      | Ada
     2 Sep 2026 10:00 | section47.child_seen          | Sam
     8 Sep 2026       | section47.reported            | Sam
     9 Sep 2026       | section47.authorised          | Ada | on=2026-09-18
    18 Sep 2026       | section47.conference_held     | Ira
"""
STOPPED_SHORT = """
     4 Mar 2026       | assessment.allocated          | Grace
     9 Mar 2026       | section47.reported            | Sam | found=not_substantiated
    10 Mar 2026       | section47.authorised          | Ada | conference=no
"""
LATE = IN_TIME.replace("7 May 2026", "8 May 2026")


@pytest.fixture
def three(authority):
    children = [authority.child(name) for name in ("Ash", "Bea", "Cal")]
    for child, told in zip(children, (IN_TIME, LATE, IN_TIME.rstrip() + " | outcome=no_further_action"), strict=True):
        authority.tell(told, child)
    return children


@pytest.fixture
def protected(authority):
    """A plan, a second plan after it, and an enquiry that stopped short of a conference."""
    planned, again, stopped = (authority.child(name) for name in ("Dot", "Eli", "Fay"))
    authority.tell(PLANNED, planned)
    authority.tell(PLANNED, again)
    authority.tell(PLANNED_AGAIN, again)
    authority.tell(ENQUIRED, stopped)
    authority.tell(STOPPED_SHORT, stopped)
    return planned, again, stopped


def test_the_figure_its_months_and_its_teams(three, authority):
    found = measures.figure("AssessmentsInTime", SPRING)

    assert found.whole == measures.Counted(2, 3)
    assert [(m.month.month, m.counted) for m in found.months] == [
        (4, measures.Counted(0, 0)),
        (5, measures.Counted(2, 3)),
        (6, measures.Counted(0, 0)),
    ]
    assert dict(found.teams) == {authority.teams["east"].pk: measures.Counted(2, 3)}


def test_no_further_action_is_counted_of_the_same_whole(three):
    assert measures.figure("AssessmentsNoFurtherAction", SPRING).whole == measures.Counted(1, 3)


def test_a_number_opens_into_its_children_and_says_how_many_one_may_not_open(three, authority):
    asked = {"key": "AssessmentsInTime", "period": SPRING, "today": SPRING.end}
    mine = listing.children(**asked, actor=authority.actor("Ada"), counting=False)
    theirs = listing.children(**asked, actor=authority.actor("Will"))

    assert [(row.about, row.child.name, row.facts[2:]) for row in mine.rows] == [
        (three[1], "Bea Made-Up", ("46", "Child in need plan"))
    ]
    assert (mine.open, mine.hidden, theirs.rows, theirs.hidden) == (1, 0, (), 3)


def test_yesterdays_figure_asked_today_is_yesterdays_figure(three, authority):
    """A correction changes the figure from the moment it is known, not before."""
    from goldenthread.casework.recording import Act, record
    from goldenthread.record.models import Entry

    before = Entry.objects.latest("known_at").known_at
    wrong = Entry.objects.get(about=three[1], step="assessment.authorised")
    record(
        Act("assessment.authorised", three[1], day("7 May 2026"), wrong.answers, corrects=wrong.pk),
        by=authority.actor("Ada"),
        key="correction",
    )

    assert measures.figure("AssessmentsInTime", SPRING).whole == measures.Counted(3, 3)
    asked_as_it_was = Period(SPRING.start, SPRING.end, known=before)
    assert measures.figure("AssessmentsInTime", asked_as_it_was).whole == measures.Counted(2, 3)


@pytest.mark.parametrize("indicator", [i for i in handbook().indicators if isinstance(i, Share)], ids=lambda i: i.key)
def test_every_numerator_lies_inside_its_denominator(three, protected, authority, indicator):
    choose(authority, three[0], when="1 Jun 2026")
    authority.tell("2 Jun 2026 | front_door_audit.audited | Ira | grade=good", three[0])
    period = Period(dt.date(2025, 1, 1), dt.date(2027, 1, 1))
    inside, whole = (ids(measures.rows_of(indicator, period, counting=counting)) for counting in (True, False))
    assert inside <= whole
    assert whole


def ids(rows) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(measures.compiled(rows.select(rows.id)), [])
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.parametrize("indicator", handbook().indicators, ids=lambda i: i.key)
def test_no_figure_is_older_than_its_review(indicator):
    assert dt.date.today() <= indicator.review_by, f"{indicator.label} was to be reviewed by {indicator.review_by}."


def test_the_mean_is_told_beside_the_share(three, authority):
    assert measures.mean("AssessmentsInTime", SPRING) == pytest.approx((45 + 46 + 45) / 3)
    assert measures.mean("AssessmentsInTime", SPRING, teams=frozenset({authority.teams["west"].pk})) is None
    with pytest.raises(LookupError, match="no mean"):
        measures.mean("DecisionsInTime", SPRING)


def test_a_contact_by_the_form_is_counted_among_all_that_came(authority):
    first = "2 Mar 2026 10:30 | front_door.contact_received | Rita | how="
    for how in ("portal", "email", "portal"):
        authority.tell(first + how, authority.child())

    assert measures.figure("ContactsByForm", Period(day("1 Mar 2026"), day("31 Mar 2026"))).whole == measures.Counted(
        2, 3
    )


@pytest.mark.parametrize(("again", "counted"), [("2 Mar 2026", 1), ("3 Mar 2026", 0)])
def test_a_referral_within_a_year_of_the_one_before_is_counted(authority, again, counted):
    before = IN_TIME.replace("2026", "2025")
    child, other = authority.child("Ash"), authority.child("Bea")
    closed = "7 May 2025 | child_in_need.ended | Ada"
    authority.tell(before.rstrip() + f" | outcome=child_in_need\n{closed}", child)
    authority.tell(before, other)
    authority.tell(f"{again} 10:30 | front_door.contact_received | Rita\n{again} | front_door.decided | Fran", child)

    found = measures.figure("ReReferrals", Period(day("1 Jan 2026"), day("31 Dec 2026")))
    assert found.whole == measures.Counted(counted, 1)


def test_enquiries_that_stop_short_and_plans_that_come_again(protected, authority):
    year = Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))

    assert measures.figure("EnquiriesToConference", year).whole == measures.Counted(3, 4)
    assert measures.figure("ConferencesToPlan", year).whole == measures.Counted(3, 3)
    assert measures.figure("SecondPlans", year).whole == measures.Counted(1, 3)
    asked = {"key": "SecondPlans", "period": year, "today": year.end, "actor": authority.actor("Ada"), "counting": True}
    assert [row.about for row in listing.children(**asked).rows] == [protected[1]]
