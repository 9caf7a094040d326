"""Who works with a child, and until when."""

import dataclasses
import datetime as dt

import pytest

from goldenthread.casework import access, reworking, verifying
from goldenthread.casework.recording import Act, record
from goldenthread.config.reworks import REWORKS
from goldenthread.practice.allocation import facts
from goldenthread.record.models import Allocation, Entry, Episode
from tests.authority import day
from tests.practice.test_assessment import IN_TIME

CLOSED = "8 May 2026 | child_in_need.ended | Ada"


def allocations(child) -> list[tuple[str, dt.date | None]]:
    """Who, and until when."""
    rows = Allocation.now.filter(about=child).order_by("since", "row").select_related("worker")
    return [(row.worker.name, row.until) for row in rows]


def test_closing_ends_the_allocation_that_day(authority):
    child = authority.child()
    authority.tell(IN_TIME, child)
    authority.tell("9 Mar 2026 | allocation.joined_by | Ada | worker=Sue", child)
    assert allocations(child) == [("Sam", None), ("Sue", None)]

    authority.tell(CLOSED, child)

    assert allocations(child) == [("Sam", day("8 May 2026")), ("Sue", day("8 May 2026"))]
    assert {row.reason for row in Allocation.now.filter(about=child)} == {"The referral was closed."}
    # Nobody has a need to know by that any more; the team that had it last still sees it.
    why = {grant.why for grant in access.granted(authority.actor("Sam")).filter(about=child)}
    assert why == {"Child in need was last with the team"}


def test_an_assessment_that_recommends_nothing_more_ends_it_too(authority):
    child = authority.child()
    authority.tell(IN_TIME.rsplit("\n", 2)[0], child)

    authority.tell("30 Apr 2026 | assessment.authorised | Ada | outcome=no_further_action", child)

    assert allocations(child) == [("Sam", day("30 Apr 2026"))]


def test_whoever_is_allocated_for_the_next_referral_stays_until_that_one_closes(authority):
    child = authority.child()
    authority.tell(IN_TIME, child)
    authority.tell(CLOSED, child)
    authority.tell(
        """
        1 Jun 2026 10:30 | front_door.contact_received | Rita
        2 Jun 2026       | front_door.decided          | Fran
        3 Jun 2026       | assessment.allocated        | Grace | worker=Wes
        """,
        child,
    )

    assert allocations(child) == [("Sam", day("8 May 2026")), ("Wes", None)]


def test_whoever_was_told_to_stop_before_stopped_before(authority):
    child = authority.child()
    authority.tell(IN_TIME, child)
    authority.tell("4 May 2026 | allocation.ended | Ada | | reason=Sam is ill", child)
    authority.tell(CLOSED, child)

    assert allocations(child) == [("Sam", day("4 May 2026"))]
    assert Allocation.now.get(about=child).reason == "Sam is ill"


def test_a_closing_that_was_withdrawn_ended_nothing(authority):
    child = authority.child()
    authority.tell(IN_TIME, child)
    authority.tell(CLOSED, child)
    closed = Entry.objects.get(about=child, step="referral.closed")

    withdrawn = Act(closed.step, child, closed.happened_on, corrects=closed.pk, withdraws=True)
    record(withdrawn, by=authority.actor("Ada"), key="withdrawn")

    assert allocations(child) == [("Sam", None)]


@pytest.mark.parametrize("told", ["4 Mar 2026 | allocation.allocated | Fran | worker=Sam"])
def test_who_is_allocated_without_a_referral_stays_until_told(authority, told):
    child = authority.child()
    authority.tell(f"2 Mar 2026 10:30 | front_door.contact_received | Rita\n{told}", child)

    assert allocations(child) == [("Sam", None)]


def test_closings_of_before_end_allocations_by_a_rework(authority, monkeypatch):
    (ends,) = [rework for rework in REWORKS if rework.key == "allocation_ends_with_referral"]
    child = authority.child()
    with monkeypatch.context() as earlier:
        earlier.setattr(facts, "closings_of", lambda record: iter(()))
        authority.tell(IN_TIME, child)
        authority.tell(CLOSED, child)
    assert allocations(child) == [("Sam", None)]

    monkeypatch.setattr(reworking, "_reworks", (dataclasses.replace(ends, key="of before"),))
    assert sum(batch.rows for batch in reworking.work()) > 0

    assert allocations(child) == [("Sam", day("8 May 2026"))]
    assert not [fault for checked in verifying.verify() for fault in checked.faults]


SECOND_REFERRAL = """
    12 May 2026       | child_in_need.ended        | Ada
     1 Jul 2026 10:30 | front_door.contact_received | Rita
     2 Jul 2026       | front_door.decided          | Fran
     3 Jul 2026       | assessment.allocated        | Grace
"""


@pytest.mark.parametrize(("step", "team"), [("allocated", "west"), ("joined_by", "east")])
def test_a_new_lead_worker_takes_the_work_along_to_their_team_and_a_second_worker_none(authority, step, team):
    child = authority.child()
    authority.tell(IN_TIME + SECOND_REFERRAL, child)
    authority.tell(f"6 Jul 2026 | allocation.{step} | Grace | worker=Wes", child)

    work = Episode.now.filter(about=child, ended_on=None).exclude(pathway="person")
    teams = set(work.values_list("pathway", "team__code"))
    assert teams == {("referral", team), ("assessment", team), ("allocation", team)}
