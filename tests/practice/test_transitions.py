"""A change that comes with age is prepared in the plan before it comes (row B9: transitions)."""

import pytest
from django.utils import timezone

from goldenthread.oversight.models import RaisedSignal
from tests.authority import client
from tests.practice.plainly import says
from tests.practice.test_early_help_pathway import ASSESSED, PLANNED, TAKEN_ON

BORN = "2 Mar 2026 | person.registered | born_on={born}\n"
PLAN = """
     2 Mar 2026 | early_help.requested
     4 Mar 2026 | early_help.accepted
    20 Mar 2026 | early_help.planned  | {more}
"""


def asked(born: str, today: str, more: str = "contingency=Eve calls the family together.") -> str:
    return says("plan.transition_not_prepared", BORN.format(born=born) + PLAN.format(more=more), today)


@pytest.mark.parametrize(
    ("born", "today", "said"),
    [
        ("2014-09-01", "23 Mar 2026", "secondary school on Tue 1 September 2026"),
        ("2015-08-31", "31 Aug 2026", "secondary school on Tue 1 September 2026"),
        ("2015-08-31", "1 Sep 2026", ""),
        ("2015-09-02", "31 Aug 2026", ""),
        ("2015-09-02", "1 Sep 2026", "secondary school on Wed 1 September 2027"),
        ("2010-05-04", "23 Mar 2026", "what follows compulsory school on Tue 1 September 2026"),
        ("2008-06-11", "23 Mar 2026", "services for adults on Thu 11 June 2026"),
        ("2018-05-04", "23 Mar 2026", ""),
    ],
)
def test_the_plan_is_asked_in_the_year_before_the_change(born, today, said):
    assert said in asked(born, today)
    assert bool(asked(born, today)) is bool(said)


def test_a_plan_that_says_what_prepares_it_is_left_in_peace():
    assert asked("2015-05-04", "23 Mar 2026")
    assert not asked("2015-05-04", "23 Mar 2026", more="transition=Two visits in June with his teacher.")


def test_what_a_plan_said_of_the_change_before_prepares_none_of_the_next():
    said = BORN.format(born="2014-09-01") + PLAN.format(more="transition=Two visits in June with his teacher.")
    assert not says("plan.transition_not_prepared", said, "31 Aug 2026")
    assert not says("plan.transition_not_prepared", said, "31 Aug 2030")
    assert "what follows compulsory school" in says("plan.transition_not_prepared", said, "1 Sep 2030")


def test_its_manager_hears_of_it_and_the_plan_shows_what_is_written(authority):
    today = timezone.localdate()
    child = authority.child(born=f"4 May {today.year + (today.month >= 9) - 11}")
    authority.tell(TAKEN_ON + ASSESSED + PLANNED, child)
    said = RaisedSignal.objects.get(about=child, signal="plan.transition_not_prepared")
    assert "prepared for secondary school on" in said.says

    goes_on = "needs_1_need=Breakfast. | actions_1_what=Breakfast club. | transition=Two visits in June."
    authority.tell(f"2 Apr 2026 | early_help.plan_changed | Eve | {goes_on}", child)

    said.refresh_from_db()
    assert said.ended_at
    assert "Two visits in June." in client(authority, "Eve").get(f"/child/{child}/plan/").content.decode()
