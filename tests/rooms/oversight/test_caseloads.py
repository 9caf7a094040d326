"""The team page, and each of its numbers opened."""

import pytest

from goldenthread.casework.access import NotAllowed
from goldenthread.oversight.caseloads import team_page
from goldenthread.oversight.opened import opened
from goldenthread.record.models import Holding, Post
from tests.authority import day, moment

REFERRED = """
     2 Mar 2026 10:30 | front_door.contact_received | Rita
     3 Mar 2026       | front_door.decided          | Fran
"""
ALLOCATED = REFERRED + "     4 Mar 2026 | assessment.allocated | Grace | worker="
TODAY, NOW = day("9 Mar 2026"), moment("9 Mar 2026 09:00")


def line(page, name):
    return next(line for line in page.workers if line.name == name)


def test_caseload_by_worker_against_the_posts_limit_with_second_work_apart(authority):
    Post.objects.filter(code="sam").update(caseload_limit=1)
    for who in ("Sam", "Sam", "Sue"):
        child = authority.child()
        authority.tell(ALLOCATED + who, child)
    authority.tell("5 Mar 2026 | allocation.joined_by | Ada | worker=Sam", child)

    page = team_page(authority.actor("Ada"), today=TODAY)

    sam, sue = line(page, "Sam"), line(page, "Sue")
    assert (sam.leads, sam.seconds, sam.limit, sam.over) == (2, 1, 1, 1)
    assert (sue.leads, sue.seconds, sue.over) == (1, 0, 0)
    assert sam.kinds == {"assessment": 2}
    assert page.children == 3
    assert page.states == {"late": 0, "likely late": 0, "in time": 3}


def test_who_left_and_still_has_children_is_shown(authority):
    authority.tell(ALLOCATED + "Sam", authority.child())
    Holding.objects.filter(worker__name="Sam").update(until=day("6 Mar 2026"))

    sam = line(team_page(authority.actor("Ada"), today=TODAY), "Sam")

    assert (sam.here, sam.leads) == (False, 1)


def test_a_service_manager_sees_the_teams_below_and_goes_down(authority):
    authority.tell(ALLOCATED + "Sam", authority.child())
    authority.tell(ALLOCATED + "Wes", authority.child(given="Ivo"))

    above = team_page(authority.actor("Grace"), today=day("8 May 2026"))

    assert {one.name: (one.children, one.states["late"]) for one in above.below} == {
        "East assessment team": (1, 1), "West assessment team": (1, 1), "Front door": (0, 0), "Early help": (0, 0),
    }  # fmt: skip
    east = team_page(authority.actor("Grace"), code="east", today=TODAY)
    assert (east.children, east.team.above) == (1, "authority")


@pytest.mark.parametrize("code", ["west", "authority", "no-such-team"])
def test_no_manager_looks_outside_their_line(authority, code):
    with pytest.raises(NotAllowed, match="not in your line"):
        team_page(authority.actor("Ada"), code=code, today=TODAY)


def test_each_number_opens_into_its_children(authority):
    child = authority.child(given="Jay")
    authority.tell(ALLOCATED + "Sam", child)
    ada, late = authority.actor("Ada"), moment("8 May 2026 09:00")

    for asked in (
        {"show": "running", "state": "late"},
        {"show": "children"},
        {"show": "children", "kind": "assessment"},
    ):
        list_ = opened(ada, now=late, **asked)
        assert (list_.total, list_.hidden, [one.child.name for one in list_.lines]) == (1, 0, ["Jay Made-Up"])
    page = team_page(ada, today=day("8 May 2026"))
    for kind in page.overdue:
        list_ = opened(ada, show="overdue", clock=kind.clock, now=late)
        assert list_.total == kind.count == len(list_.lines)
    assert {kind.label for kind in page.overdue} == {"Child and family assessment", "Mid-point check"}


def test_a_referral_that_nobody_has_can_be_given_out_from_the_list(authority):
    authority.tell(REFERRED, authority.child())
    fran = authority.actor("Fran")

    assert team_page(fran, today=TODAY).unallocated == 1
    (one,) = opened(fran, show="unallocated", now=NOW).lines
    assert (one.step, one.step_label) == ("assessment.allocated", "Allocate the assessment")


def test_a_number_counts_everybody_and_its_list_says_how_many_are_closed(authority):
    child = authority.child()
    authority.tell(ALLOCATED + "Sam", child)
    authority.tell(ALLOCATED + "Sam", authority.child(given="Ola"))
    authority.tell("5 Mar 2026 | person.restricted | Grace | why=A worker's child", child)

    list_ = opened(authority.actor("Ada"), show="children", now=NOW)

    assert (list_.total, list_.hidden) == (2, 1)
    assert [one.child.name for one in list_.lines] == ["Ola Made-Up"]


@pytest.mark.parametrize("name", ["Ada", "Grace", "Sam"])
def test_few_queries_whatever_the_size(authority, django_assert_max_num_queries, name):
    for n in range(8):
        authority.tell(ALLOCATED + ("Sam", "Wes")[n % 2], authority.child(given=f"Child {n}"))
    actor, late = authority.actor(name), moment("8 May 2026 09:00")
    with django_assert_max_num_queries(8):
        team_page(actor, today=day("8 May 2026"))
    for show in ("running", "overdue", "waiting", "unallocated", "children"):
        with django_assert_max_num_queries(6):
            opened(actor, show=show, now=late)
