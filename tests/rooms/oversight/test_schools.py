"""One school's children alone: on the team page, in the lists behind its numbers, and behind a figure."""

import pytest

from goldenthread.casework import access, administration, schools
from goldenthread.casework.administration import CannotChange, Change
from goldenthread.casework.schools import plain
from goldenthread.language import Compartment, Period
from goldenthread.oversight import listing
from goldenthread.oversight.caseloads import team_page
from goldenthread.oversight.opened import opened
from goldenthread.record.models import Post
from tests.authority import day, moment

REFERRED = """
     2 Mar 2026 10:30 | front_door.contact_received | Rita
     3 Mar 2026       | front_door.decided          | Fran
"""
ALLOCATED = REFERRED + "     4 Mar 2026 | assessment.allocated | Grace"
TODAY, LATE = day("9 Mar 2026"), moment("8 May 2026 09:00")
MARCH = Period(day("1 Mar 2026"), day("31 Mar 2026"))


@pytest.fixture
def pupils(authority):
    """Two at St Mark's, typed in two ways, and one of it restricted; one at another school."""
    said = {"Ada": "St Mark's", "Ben": "  st  MARK’S ", "Cal": "St Mark's", "Dot": "Quay Lane"}
    found = {given: authority.child(given=given, school=school) for given, school in said.items()}
    authority.tell(ALLOCATED, *list(found.values()))
    authority.tell("5 Mar 2026 | person.restricted | Grace | why=A worker's child", found["Cal"])
    return found


def test_a_part_of_the_record_that_is_closed_is_not_counted_of_the_one_pupil_of_a_school(authority, pupils):
    helped = "2 Mar 2026 | early_help.requested | Rita\n3 Mar 2026 | early_help.accepted | Eve"
    authority.tell(helped, pupils["Dot"])
    ada, dot = authority.actor("Ada"), pupils["Dot"]
    assert access.may_open(ada, dot)
    assert not access.may_open(ada, dot, Compartment.EARLY_HELP)

    everybody = team_page(ada, today=LATE.date())
    hers = team_page(ada, today=LATE.date(), school="quay lane")
    overdue = opened(ada, show="overdue", now=LATE, school="quay lane")

    assert "early_help.follow_up_due" in {one.clock for one in everybody.overdue}
    assert {one.clock.partition(".")[0] for one in hers.overdue} == {"assessment", "referral"}
    assert (overdue.total, overdue.hidden) == (len(overdue.lines), 0)


def test_a_school_is_one_however_capitals_and_spaces_were_typed():
    assert plain(" St  mark’s ") == plain("ST MARK'S") == "st mark's"
    assert plain("St Mark's Infants") != plain("St Mark's")


def test_each_number_of_the_team_and_of_a_figure_is_of_that_school_alone(authority, pupils):
    ada, marks = authority.actor("Ada"), {"Ada Made-Up", "Ben Made-Up"}
    Post.objects.filter(code="sam").update(caseload_limit=1)
    offered = team_page(ada, today=TODAY, school="")
    page = team_page(ada, today=LATE.date(), school="ST  mark's")

    # Only of children whose record is open is the school known here.
    assert [(one.name, one.children) for one in offered.narrowed.schools] == [
        ("Quay Lane", {pupils["Dot"]}), ("St Mark's", {pupils["Ada"], pupils["Ben"]}),
    ]  # fmt: skip
    assert (offered.children, offered.narrowed.school) == (4, None)
    assert (page.narrowed.name, page.children, page.states["late"]) == ("St Mark's", 2, 2)
    # A caseload limit is of all that somebody carries.
    assert [(one.name, one.leads, one.limit, one.over) for one in page.workers] == [("Sam", 2, None, 0)]
    for kind in page.overdue:
        list_ = opened(ada, show="overdue", clock=kind.clock, now=LATE, school="ST MARK'S")
        assert list_.total == kind.count == len(list_.lines) == 2
    for show in ("children", "running"):
        list_ = opened(ada, show=show, now=LATE, school="st mark's")
        assert ({one.child.name for one in list_.lines}, list_.total, list_.hidden) == (marks, 2, 0)
    above = team_page(authority.actor("Grace"), today=LATE.date(), school="quay lane")
    assert {one.name: one.children for one in above.below if one.children} == {"East assessment team": 1}
    nobody = team_page(ada, today=TODAY, school="Elsewhere")
    assert (nobody.children, nobody.narrowed.school, nobody.narrowed.name) == (0, None, "Elsewhere")

    def behind(school, period=MARCH):
        return listing.children("ReReferrals", period, actor=ada, today=TODAY, school=school)

    everybody, some = behind(""), behind(" ST mark's")
    assert (everybody.open, everybody.hidden, some.open, some.hidden) == (3, 1, 2, 1)
    assert {row.child.name for row in some.rows} == marks
    assert [one.name for one in some.narrowed.schools] == ["Quay Lane", "St Mark's"]
    assert behind("Elsewhere").rows == ()
    # As a figure of an earlier day was known, so is the school.
    assert behind("", Period(MARCH.start, MARCH.end, moment("1 Jan 2001 00:00"))).narrowed.schools == ()


def test_a_referral_that_nobody_has_is_narrowed_too(authority):
    authority.tell(REFERRED, authority.child(school="Quay Lane"), authority.child(school="St Mark's"))
    fran = authority.actor("Fran")

    assert team_page(fran, today=TODAY, school="quay lane").unallocated == 1
    assert opened(fran, show="unallocated", now=moment("9 Mar 2026 09:00"), school="quay lane").total == 1


def test_a_team_is_placed_at_schools_from_a_day_on(authority):
    change = Change(by=authority.actor("Adam"), at=moment("9 Mar 2026 09:00"), why="Social workers in schools")
    schools.place("west", schools=[" ST  Mark's", "Quay Lane", "quay lane", ""], on=day("1 Apr 2026"), change=change)
    schools.place("west", schools=[], on=day("1 Sep 2026"), change=change)
    will = authority.actor("Will")

    assert team_page(will, today=TODAY).placed is None
    assert team_page(will, today=day("2 Apr 2026")).placed == schools.Placement(
        ("ST Mark's", "Quay Lane"), day("1 Apr 2026")
    )
    assert team_page(will, today=day("1 Sep 2026")).placed is None
    assert [one.since for one in schools.placements("west", today=TODAY)] == [day("1 Apr 2026"), day("1 Sep 2026")]
    assert [(one["said"], one["why"]) for one in administration.changes()] == [
        ("schools: none", "Social workers in schools"), ("schools: ST Mark's, Quay Lane", "Social workers in schools"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "names"), [("nowhere", ["St Mark's"]), ("east", ["x" * 201]), ("east", [f"School {n}" for n in range(41)])]
)
def test_a_placement_that_cannot_be_is_refused(authority, code, names):
    change = Change(by=authority.actor("Adam"), at=moment("9 Mar 2026 09:00"), why="Social workers in schools")
    with pytest.raises(CannotChange):
        schools.place(code, schools=names, on=TODAY, change=change)


def test_few_queries_whatever_the_size(authority, django_assert_max_num_queries):
    authority.tell(ALLOCATED, authority.child(school="School 1"), authority.child("Kofi", school="School 2"))
    actor = authority.actor("Grace")
    with django_assert_max_num_queries(10):
        team_page(actor, today=LATE.date(), school="school 1")
    for show in ("running", "overdue", "children"):
        with django_assert_max_num_queries(8):
            opened(actor, show=show, now=LATE, school="school 1")
    with django_assert_max_num_queries(8):
        listing.children("ReReferrals", MARCH, actor=actor, today=TODAY, school="school 1")
