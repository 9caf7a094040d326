"""What is done each night, and what is kept of it."""

import datetime as dt

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from goldenthread.language import Period
from goldenthread.oversight import measures, night, periods, snapshots
from goldenthread.oversight.models import RaisedSignal, Snapshot
from tests import many
from tests.authority import day, moment

TODAY = day("3 Mar 2026")
AT = moment("3 Mar 2026 03:10")
BEGUN = "2 Feb 2026 10:30 | front_door.contact_received | Rita"


@pytest.fixture
def assessed(authority):
    ids = many.children(authority, 40)
    many.assessments(ids, team=authority.teams["east"], first=day("10 Mar 2025"), last=day("2 Mar 2026"))
    return ids


def test_the_night_asks_every_signal_and_keeps_yesterdays_figures(authority, assessed):
    authority.tell(BEGUN, authority.child())
    RaisedSignal.objects.all().delete()

    done = night.work(today=TODAY, at=AT)

    assert RaisedSignal.objects.filter(signal="overdue.front_door.decision_due").exists()
    assert done.records == 1
    assert night.is_done(TODAY)
    whole = Snapshot.objects.get(indicator="AssessmentsInTime", day=day("2 Mar 2026"), team=None)
    east = Snapshot.objects.get(indicator="AssessmentsInTime", team=authority.teams["east"])
    assert (whole.counts, whole.out_of, whole.version) == (east.counts, east.out_of, 1) == (30, 40, 1)


def test_the_night_run_twice_is_the_night_run_once(authority, assessed):
    authority.tell(BEGUN, authority.child())
    night.work(today=TODAY, at=AT)
    before = list(Snapshot.objects.values()), RaisedSignal.objects.count()

    assert night.work(today=TODAY, at=AT).figures == 0
    assert (list(Snapshot.objects.values()), RaisedSignal.objects.count()) == before


def test_a_day_and_a_team_have_one_figure_even_where_there_is_no_team(authority):
    row = {"indicator": "X", "version": 1, "day": TODAY, "team": None, "counts": 1, "out_of": 2, "taken_at": AT}
    Snapshot.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Snapshot.objects.create(**row)


def test_what_was_kept_cannot_be_changed_by_the_application(authority, assessed):
    night.work(today=TODAY, at=AT)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Snapshot.objects.update(counts=0)


def test_the_kept_figure_is_found_for_its_own_twelve_months_and_for_no_other(authority, assessed):
    night.work(today=TODAY, at=AT)
    last = day("2 Mar 2026")
    twelve = Period(periods.twelve_months_to(last), last)

    kept = snapshots.kept("AssessmentsInTime", twelve, teams=None)
    assert kept is not None
    assert kept.counted == measures.figure("AssessmentsInTime", twelve).whole
    east = frozenset({authority.teams["east"].pk})
    assert snapshots.kept("AssessmentsInTime", twelve, teams=east) == kept
    assert snapshots.kept("AssessmentsInTime", Period(day("1 Jan 2026"), last), teams=None) is None


def test_a_signal_moves_to_the_desk_of_the_team_that_has_the_child_now(authority):
    child = authority.child()
    authority.tell(BEGUN, child)
    night.work(today=TODAY, at=AT)
    authority.tell("3 Mar 2026 | allocation.allocated | Fran | worker=Wes | role=worker", child)

    night.work(today=day("4 Mar 2026"), at=moment("4 Mar 2026 03:10"))

    raised = RaisedSignal.objects.get(about=child, signal="overdue.front_door.decision_due")
    assert raised.team == authority.teams["west"]


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ("3 Mar 2026", "4 Mar 2025"),
        ("28 Feb 2026", "1 Mar 2025"),
        ("28 Feb 2024", "1 Mar 2023"),
        ("29 Feb 2024", "1 Mar 2023"),
    ],
)
def test_twelve_months_end_with_a_day(last, first):
    assert periods.twelve_months_to(day(last)) == day(first)


def test_the_periods_that_can_be_chosen():
    assert {choice.name: (choice.start, choice.end) for choice in periods.choices(day("3 Mar 2026"))} == {
        "year": (day("4 Mar 2025"), day("3 Mar 2026")),
        "financial": (day("1 Apr 2025"), day("3 Mar 2026")),
        "last_financial": (day("1 Apr 2024"), day("31 Mar 2025")),
        "quarter": (day("1 Jan 2026"), dt.date(2026, 3, 3)),
    }
