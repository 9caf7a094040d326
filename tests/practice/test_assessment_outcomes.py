"""What an assessment decides leads somewhere: to a discussion that is called, or to somebody's duty."""

import pytest

from goldenthread.casework.recording import CannotRecord
from goldenthread.oversight.models import RaisedSignal
from goldenthread.practice.assessment.forms import lacking_for_care
from goldenthread.record.models import Action, Episode
from tests.authority import day
from tests.practice.plainly import says
from tests.practice.refusals import ASSESSING
from tests.practice.test_protection import REFERRED

ASSESSED = (
    REFERRED
    + """\
     3 Mar 2026       | assessment.allocated  | Grace
     4 Mar 2026 10:00 | assessment.child_seen | Sam
     9 Mar 2026       | assessment.written    | Sam
"""
)
DECIDED = "10 Mar 2026 | assessment.authorised | Ada | outcome=looked_after"
OWNED = f"{DECIDED} | care_owner=Ada | care_by=2026-03-12"
PLAIN = f"{ASSESSING}\n9 Mar 2026 | assessment.written\n{OWNED}\n10 Mar 2026 | into_care.decided | Ada"
PLAIN += " | care_by=2026-03-12"


@pytest.mark.parametrize(
    ("said", "refusals"),
    [
        ({}, ["Choose who sees to it that the child is looked after.", "Say by when the child is to be looked after."]),
        ({"care_owner": "1"}, ["Say by when the child is to be looked after."]),
        ({"care_owner": "1", "care_by": "2026-03-12"}, []),
    ],
)
def test_nobody_decides_it_for_nobody_or_for_no_day(said, refusals):
    assert [said for _, said in lacking_for_care({"outcome": "looked_after", **said})] == refusals


def test_a_senior_manager_sees_it_until_it_is_said_what_came_of_it(authority):
    child = authority.child()
    authority.tell(f"{ASSESSED}\n{OWNED}", child)

    owed = Action.now.get(about=child, step="into_care.ended")
    assert (owed.worker.name, owed.due_on, owed.done_on) == ("Ada", day("12 Mar 2026"), None)
    raised = RaisedSignal.objects.get(about=child, signal="to_be_looked_after")
    assert (raised.desk, raised.ended_at) == ("service manager", None)
    with pytest.raises(CannotRecord, match="A decision that the child needs to be looked after is open"):
        authority.tell("11 Mar 2026 | referral.closed | Ada", child)

    authority.tell("11 Mar 2026 | into_care.progressed | Sam\n13 Mar 2026 | into_care.ended | Ada", child)

    assert Action.now.get(id=owed.id).done_on == day("13 Mar 2026")
    raised.refresh_from_db()
    assert raised.ended_at is not None
    assert not Episode.now.filter(about=child, pathway="into_care", ended_on=None).exists()


@pytest.mark.parametrize(
    ("more", "today", "said"),
    [
        ("", "11 Mar 2026", "needs to be looked after, by Thu 12 March 2026. Nothing is recorded since."),
        ("", "13 Mar 2026", "and was to be by Thu 12 March 2026. Nothing is recorded since."),
        ("11 Mar 2026 | into_care.progressed", "11 Mar 2026", "The last word of it is from Wed 11 March 2026."),
        ("13 Mar 2026 | into_care.ended | Ada", "14 Mar 2026", ""),
    ],
)
def test_what_the_senior_manager_reads(more, today, said):
    sentence = says("to_be_looked_after", f"{PLAIN}\n{more}", today)

    assert said in sentence
    assert bool(sentence) is bool(said)


def test_a_strategy_discussion_that_is_decided_on_is_called_first(authority):
    child = authority.child()
    authority.tell(ASSESSED, child)
    decided = "10 Mar 2026 | assessment.authorised | Ada | outcome=strategy_discussion"

    with pytest.raises(CannotRecord, match="Call the strategy discussion now, and say what keeps the child safe"):
        authority.tell(decided, child)
    authority.tell(f"10 Mar 2026 11:00 | strategy_discussion.called | Ada\n{decided}", child)

    called = Episode.now.get(about=child, pathway="strategy_discussion")
    assert (called.ended_on, called.stage) == (None, "Called")
