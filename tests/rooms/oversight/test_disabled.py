"""The disabled children a team works with: who cannot be heard, who has no plan, whose safety nobody asked about."""

import pytest
from django.urls import reverse

from goldenthread.casework import access
from goldenthread.language import handbook
from goldenthread.oversight import disabled
from goldenthread.oversight.caseloads import team_page
from tests.authority import day, moment

NOW = moment("12 May 2026 09:00")
BEGUN = """
     2 Mar 2026 10:30 | front_door.contact_received | Rita
     3 Mar 2026       | front_door.decided          | Fran
     4 Mar 2026       | assessment.allocated        | Grace
"""
ASSESSED = (
    BEGUN
    + """
     9 Mar 2026 15:00 | assessment.child_seen       | Sam
     6 Apr 2026       | assessment.written          | Sam
     7 Apr 2026       | assessment.authorised       | Ada
"""
)
PLANNED = """
    14 Apr 2026       | child_in_need.planned       | Sam
    15 Apr 2026       | child_in_need.approved      | Ada
"""
PASSED_ON = """
     4 May 2026 11:00 | front_door.contact_received | Rita | kind=physical_abuse
     4 May 2026       | front_door.decided          | Fran | outcome=already_open
"""
DISCUSSED = """
     5 May 2026 09:00 | strategy_discussion.called  | Ada
     5 May 2026 11:00 | strategy_discussion.held    | Ada | outcome=no_section47
"""


@pytest.fixture
def ivy(authority):
    return authority.child(given="Ivy", disability=["COMM", "LD"])


def list_of(authority, name="Ada", **asked):
    return disabled.disabled(authority.actor(name), now=NOW, **asked)


def line_of(authority, **asked):
    (line,) = list_of(authority, **asked).lines
    return line


def test_a_child_is_on_the_list_while_a_team_works_with_them(authority, ivy):
    authority.tell(BEGUN, authority.child(given="Not disabled", disability=["NONE"]))
    assert list_of(authority).total == 0

    authority.tell(BEGUN, ivy)
    line = line_of(authority)
    assert (line.child.name, line.disabilities) == ("Ivy Made-Up", ("Communication", "Learning"))
    assert team_page(authority.actor("Ada"), today=day("12 May 2026")).disabled == 1
    assert list_of(authority, "Will").total == 0

    authority.tell(ASSESSED.removeprefix(BEGUN), ivy)
    authority.tell("11 May 2026 | child_in_need.ended | Ada\n11 May 2026 | allocation.ended | Ada", ivy)
    assert list_of(authority).total == 0


def test_a_referral_that_nobody_has_is_on_the_list_of_the_team_that_has_it(authority, ivy):
    authority.tell(BEGUN.rsplit("\n", 2)[0], ivy)

    assert [line.child.name for line in list_of(authority, "Fran").lines] == ["Ivy Made-Up"]
    assert list_of(authority, "Ada").total == 0


def test_how_the_child_communicates_is_said_or_that_nobody_has(authority, ivy):
    authority.tell(BEGUN, ivy)
    assert line_of(authority, lack="communication").communicates == ""

    authority.tell("12 May 2026 | person.described | Sam | communication=Makaton, picture cards", ivy)
    assert line_of(authority).communicates == "Makaton, picture cards"
    assert list_of(authority, lack="communication").lines == ()


def test_a_child_without_a_plan_and_one_whose_review_is_overdue(authority, ivy):
    authority.tell(ASSESSED, ivy)
    assert line_of(authority, lack="plan").plan is None

    authority.tell(PLANNED, ivy)
    assert line_of(authority).plan == disabled.On("Child in need plan", day("14 Apr 2026"))
    assert list_of(authority).lacking == {"check": 0, "communication": 1, "plan": 0, "review": 0}

    late = disabled.disabled(authority.actor("Ada"), now=moment("1 Dec 2026 09:00"), lack="review")
    assert [line.overdue < day("1 Dec 2026") for line in late.lines] == [True]


def test_a_plan_that_nobody_made_in_time_is_overdue(authority, ivy):
    authority.tell(ASSESSED, ivy)

    line = line_of(authority, lack="review")

    assert line.plan is None
    assert line.overdue is not None


def test_the_threshold_is_checked_by_an_assessment_and_a_later_worry_asks_again(authority, ivy):
    authority.tell(BEGUN, ivy)
    assert line_of(authority).checked is None

    authority.tell(ASSESSED.removeprefix(BEGUN), ivy)
    assert line_of(authority).checked == disabled.On("Assessment authorised", day("7 Apr 2026"))
    assert line_of(authority).worry is None

    authority.tell(PASSED_ON, ivy)
    assert line_of(authority, lack="check").worry == disabled.On("Physical abuse", day("4 May 2026"))

    authority.tell(DISCUSSED, ivy)
    assert line_of(authority).checked == disabled.On("Strategy discussion", day("5 May 2026"))
    assert list_of(authority).lacking["check"] == 0


def test_an_assessment_of_the_day_of_the_worry_came_before_it(authority, ivy):
    authority.tell(ASSESSED, ivy)
    authority.tell(PASSED_ON.replace(" 4 May", " 7 Apr"), ivy)

    assert line_of(authority).worry == disabled.On("Physical abuse", day("7 Apr 2026"))


def test_a_worry_that_is_not_about_harm_asks_for_no_check(authority, ivy):
    authority.tell(ASSESSED + PASSED_ON.replace("physical_abuse", "disability"), ivy)

    assert line_of(authority).worry is None


def test_longest_unchecked_first(authority, ivy):
    never = authority.child(given="Never", disability=["AUT"])
    authority.tell(ASSESSED, ivy)
    authority.tell(BEGUN, never)

    assert [line.child.name for line in list_of(authority).lines] == ["Never Made-Up", "Ivy Made-Up"]


def test_those_whom_one_may_not_open_are_counted_and_not_named(authority, ivy):
    other = authority.child(given="Ola", disability=["HEAR"])
    for child in (ivy, other):
        authority.tell(BEGUN, child)
    authority.tell("5 Mar 2026 | person.restricted | Grace | why=A worker's child", ivy)

    found = list_of(authority)

    assert (found.total, found.hidden, found.lacking["plan"]) == (2, 1, 1)
    assert [line.child.name for line in found.lines] == ["Ola Made-Up"]


def test_nobody_looks_outside_their_line(authority):
    with pytest.raises(access.NotAllowed, match="not in your line"):
        list_of(authority, code="west")


def test_of_one_school_alone(authority, ivy):
    authority.tell(BEGUN, ivy)
    authority.tell(BEGUN, authority.child(given="Ola", disability=["HEAR"], school="Quay Lane"))

    assert [line.child.name for line in list_of(authority, school="quay  lane").lines] == ["Ola Made-Up"]


def test_what_it_goes_by_is_in_the_handbook():
    assert set(disabled.OF_PLANS) <= set(handbook().clocks)


def test_few_queries_whatever_the_size(authority, django_assert_max_num_queries):
    for n in range(6):
        authority.tell(ASSESSED, authority.child(given=f"Child {n}", disability=["LD"]))
    actor = authority.actor("Grace")
    with django_assert_max_num_queries(5):
        assert len(disabled.disabled(actor, now=NOW).lines) == 6


def test_a_manager_goes_from_the_team_to_who_cannot_be_heard(client, authority, ivy, django_assert_max_num_queries):
    authority.tell(BEGUN, ivy)
    client.force_login(authority.users["Ada"])

    team = client.get("/team/").content.decode()
    assert "/team/east/?show=disabled" in team

    with django_assert_max_num_queries(12):
        page = client.get("/team/east/?show=disabled").content.decode()
    assert "Nobody has said" in page
    assert f"/record/person.described/?about={ivy}" in page
    assert reverse("child", args=[ivy]) in page

    narrowed = client.get("/team/east/?show=disabled&lack=review").content.decode()
    assert "Nobody is on this list." in narrowed
    client.force_login(authority.users["Will"])
    assert "of whom a disability is known" in client.get("/team/west/?show=disabled").content.decode()
