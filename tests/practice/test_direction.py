"""A manager's oversight of one child: what they decide and why, when they check back, and who has none."""

import pytest

from goldenthread.casework.recording import CannotRecord
from goldenthread.oversight import raising
from goldenthread.oversight.models import RaisedSignal
from goldenthread.record.models import Action
from tests.authority import day, moment
from tests.practice.test_assessment import IN_TIME
from tests.practice.test_child_in_need import APPROVED, PLANNED

DIRECTED = "20 May 2026 | direction.given | Ada | prompted=drift | check_back=2026-06-03"


@pytest.fixture
def child(authority):
    child = authority.child()
    for lines in (IN_TIME, PLANNED, APPROVED):
        authority.tell(lines, child)
    return child


def raised(child, signal: str, on: str) -> str | None:
    """What stands on the desk on a day, after the night's sweep."""
    raising.sweep(today=day(on), at=moment(f"{on} 03:00"))
    found = RaisedSignal.objects.filter(about=child, signal=signal, ended_at=None).first()
    return found.says if found else None


def test_a_direction_is_a_promise_to_check_back(authority, child):
    authority.tell(DIRECTED, child)

    action = Action.now.get(about=child, step="direction.checked_back")
    assert (action.worker, action.due_on, action.done_on) == (authority.workers["Ada"], day("3 Jun 2026"), None)

    authority.tell("4 Jun 2026 | direction.checked_back | Ada | outcome=done", child)
    assert Action.now.get(id=action.id).done_on == day("4 Jun 2026")


def test_another_direction_takes_the_place_of_the_one_before(authority, child):
    authority.tell(DIRECTED, child)
    authority.tell("28 May 2026 | direction.given | Ada | check_back=2026-06-20", child)

    rows = Action.now.filter(about=child, step="direction.checked_back").order_by("due_on")
    assert [(row.due_on, row.done_on) for row in rows] == [
        (day("3 Jun 2026"), day("28 May 2026")),
        (day("20 Jun 2026"), None),
    ]


def test_nobody_checks_back_on_the_day_itself(authority, child):
    with pytest.raises(CannotRecord, match="after the day of the direction"):
        authority.tell(DIRECTED.replace("2026-06-03", "2026-05-20"), child)


def test_a_social_worker_gives_no_direction(authority, child):
    with pytest.raises(CannotRecord, match="is for a team manager or service manager"):
        authority.tell(DIRECTED.replace("Ada", "Sam"), child)


def test_a_child_for_whom_no_manager_decided_anything_for_long_is_listed(authority, child):
    # The approval of 14 May is the last that a manager decided.
    assert raised(child, "no_direction", "14 Aug 2026") is None
    assert "Thu 14 May 2026" in (raised(child, "no_direction", "15 Aug 2026") or "")

    authority.tell("15 Aug 2026 | direction.given | Ada | check_back=2026-08-30", child)

    assert raised(child, "no_direction", "16 Aug 2026") is None


def test_who_is_closed_needs_no_direction(authority, child):
    authority.tell("1 Sep 2026 | child_in_need.ended | Ada", child)

    assert raised(child, "no_direction", "1 Dec 2026") is None


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("1 Jun 2026 | person.addressed | Sam | line_1=3 New Street", "lives elsewhere"),
        ("1 Jun 2026 | person.warned | Sam | says=His father is out of prison", "a warning was added"),
        ("1 Jun 2026 | person.described | Sam | school=Another school", "school has changed"),
    ],
)
def test_an_assessment_that_life_has_overtaken_is_listed(authority, child, line, says):
    authority.tell(line, child)

    assert says in (raised(child, "assessment_out_of_date", "2 Jun 2026") or "")

    authority.tell("10 Jun 2026 | child_in_need.reviewed | Sam", child)

    assert raised(child, "assessment_out_of_date", "11 Jun 2026") is None


def test_what_changes_nothing_overtakes_nothing(authority, child):
    authority.tell("1 Jun 2026 | person.described | Sam | pronouns=he/him", child)

    assert raised(child, "assessment_out_of_date", "2 Jun 2026") is None
