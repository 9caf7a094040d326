"""A visit that is due is one at which the child is seen: an attempt is written down, and the visit stays due."""

import pytest

from goldenthread.language import Run
from goldenthread.record.models import ClockRun, Entry
from tests.authority import day
from tests.practice.plainly import stands, told
from tests.practice.refusals import ASSESSING, DISCUSSED, PROTECTED
from tests.practice.test_protection import PLANNED
from tests.trials import in_trials

IN_NEED = f"{ASSESSING}\n5 Mar 2026 | child_in_need.opened"
UNBORN = "1 Mar 2026 | person.registered | expected_on=2026-07-20"
DUE = [
    ("section47.child_seen_due", DISCUSSED, "3 Mar 2026 09:00 | section47.child_seen"),
    ("child_in_need.visit_due", IN_NEED, "12 Mar 2026 09:00 | child_in_need.visited"),
    ("child_protection.visit_due", PROTECTED, "26 Mar 2026 09:00 | child_protection.visited"),
]


def runs(clock: str, text: str) -> list[Run]:
    return [run for run in stands(told(text)).record.runs if run.clock == clock]


@pytest.mark.parametrize(("clock", "before", "visit"), DUE)
def test_a_visit_at_which_the_child_was_not_seen_stays_due(clock, before, visit):
    (due,) = runs(clock, before)

    (tried,) = runs(clock, f"{before}\n{visit} | seen=no")
    seen = runs(clock, f"{before}\n{visit} | seen=no\n{visit.replace('09:00', '17:00')}")

    assert tried == due
    assert (seen[0].due, seen[0].stopped.hour) == (due.due, 17)


@pytest.mark.parametrize(("clock", "before", "visit"), DUE)
def test_nobody_sees_a_child_who_is_not_born(clock, before, visit):
    before = f"{UNBORN}\n{before}"

    assert runs(clock, f"{before}\n{visit} | seen=no")[0].stopped is not None
    born = "4 Mar 2026 | person.born | born_on=2026-03-03" if clock != "section47.child_seen_due" else ""
    if born:
        assert runs(clock, f"{before}\n{born}\n{visit} | seen=no")[0].stopped is None


@in_trials
def test_of_brothers_and_sisters_the_one_who_was_not_seen_is_still_to_be_visited(authority):
    jay, kai = authority.child("Jay"), authority.child("Kai")
    authority.tell(PLANNED, jay, kai)

    authority.tell(
        "25 Mar 2026 16:00 | child_protection.visited | Sam | 2.seen=no | 2.not_seen_why=With his father.", jay, kai
    )

    run = ClockRun.now.filter(clock="child_protection.visit_due").order_by("started_on")
    assert [(one.started_on, one.stopped_on) for one in run.filter(about=jay)] == [
        (day("20 Mar 2026"), day("25 Mar 2026")),
        (day("25 Mar 2026"), None),
    ]
    assert [(one.started_on, one.stopped_on) for one in run.filter(about=kai)] == [(day("20 Mar 2026"), None)]
    assert Entry.objects.get(about=kai, step="child_protection.visited").answers["not_seen_why"] == "With his father."
