"""Made-up lives beside the plans: panels, what early help and others give, the night, and work that goes on long."""

import datetime as dt

import pytest

from goldenthread.casework import access, bulk, verifying
from goldenthread.doors.demonstration.lives import small
from goldenthread.doors.demonstration.lives.family import Family
from tests import trials
from tests.rooms.doors.test_lives import AS_AT_TIME, HELPED, TRANSFERRED, acts_of, anew, facts, of_one_kind, said, steps

FEW, SPAN = trials.count(4, 60), trials.count(1, 3)
EVERYBODY = (
    ("panel.brought.early_help_action_meeting", "", 1.0),
    ("panel.brought.child_in_need_panel", "", 1.0),
    ("panel.not_begun", "", 0.3),
    *(
        (f"{thing}.{plan}", "", 0.7)
        for thing in ("signposting", "programme")
        for plan in ("early_help", "child_in_need")
    ),
    ("co_working.asked", "", 0.6),
    ("co_working.declined", "", 0.4),
)
# Early help that is brought to the action meeting, and help for children in need that is brought to the panel.
HELPED_BESIDE = (
    *HELPED,
    ("early_help.ends", "withdrawn", 0.0),
    *EVERYBODY,
    ("panel.decides.early_help_action_meeting", "step_up", 0.4),
    ("panel.decides.early_help_action_meeting", "ends", 0.4),
    ("panel.decides.early_help_action_meeting", "again", 0.2),
)
IN_NEED_BESIDE = (
    *(row for row in TRANSFERRED if not row[0].startswith("transfer")),
    *EVERYBODY,
    ("panel.decides.child_in_need_panel", "step_down", 0.3),
    ("panel.decides.child_in_need_panel", "step_up", 0.3),
    ("panel.decides.child_in_need_panel", "co_working", 0.2),
    ("panel.decides.child_in_need_panel", "again", 0.2),
)


def every_kind() -> list[Family]:
    return [
        *of_one_kind(HELPED_BESIDE, FEW, SPAN, seed=2),
        *of_one_kind(IN_NEED_BESIDE, FEW, SPAN, seed=1),
    ]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_what_goes_on_beside_help_is_the_same_typed_or_in_bulk(clone):
    anew(clone)
    families = every_kind()
    assert steps(families) >= {"panel.asked", "panel.held", "panel.action_followed_up"}
    assert steps(families) >= {"signposting.outcome_known", "programme.ended", "co_working.ended"}
    with access.at_work(small.CHORE):
        list(small.write(family.saved for family in families))
    typed = facts()
    assert [fault for checked in verifying.verify() for fault in checked.faults] == []

    anew(clone)
    list(bulk.write(family.saved for family in every_kind()))

    assert facts() == typed


@pytest.fixture(scope="module")
def helped() -> list[Family]:
    return of_one_kind(HELPED_BESIDE, 120, 2, seed=1, known=False)


@pytest.fixture(scope="module")
def in_need() -> list[Family]:
    return of_one_kind(IN_NEED_BESIDE, 100, 2, seed=2, known=False)


def begun(families: list[Family], decision: str, step: str) -> tuple[int, int]:
    """Of how many children a panel decided so, and of how many of them this step was taken within some weeks."""
    held = [one for one in acts_of(families, "panel.held") if one.answers["decision"] == decision]
    then = said(families, step)
    weeks = dt.timedelta(days=42)
    return len(held), sum(any(x.about == one.about and one.at < x.at < one.at + weeks for x in then) for one in held)


def test_what_a_panel_decides_begins_but_for_some(helped, in_need):
    decided = 0, 0
    for families, decision, step in (
        (helped, "step_up", "early_help.stepped_up"),
        (helped, "ends", "early_help.ended"),
        (in_need, "step_down", "early_help.followed_up"),
        (in_need, "step_up", "strategy_discussion.held"),
    ):
        many, done = begun(families, decision, step)
        assert done, decision
        decided = decided[0] + many, decided[1] + done

    assert decided[0] > decided[1] > decided[0] / 2


def test_a_step_up_that_a_panel_weighed_begins_in_its_words(helped):
    weighed = {one.about: str(one.answers["weighed"]) for one in acts_of(helped, "panel.held")}
    stepped = [one for one in acts_of(helped, "early_help.stepped_up") if one.about in weighed]

    assert any(str(one.answers["worry"]).startswith(weighed[one.about]) for one in stepped)


def test_a_panel_says_of_each_child_why(in_need):
    several = [
        one
        for family in in_need
        for one in family.saved
        if one.occasion and one.acts[0].step == "panel.held" and len(one.acts) < 5
    ]

    assert several
    for one in several:
        assert one.occasion is not None
        whys = [act.answers.get("why", one.occasion.answers["why"]) for act in one.acts]
        assert len(set(whys)) == len(whys)


def test_what_early_help_is_asked_to_do_beside_is_answered_and_ends(in_need):
    asked, accepted = said(in_need, "co_working.asked"), said(in_need, "co_working.accepted")
    declined, instead = said(in_need, "co_working.declined"), said(in_need, "co_working.decided_instead")
    answered = {one.about for one in (*accepted, *declined)}

    assert accepted
    assert declined
    assert answered >= {one.about for one in asked if one.at < AS_AT_TIME - dt.timedelta(days=60)}
    assert {one.about for one in declined if one.at < AS_AT_TIME - dt.timedelta(days=60)} <= {x.about for x in instead}


def test_whoever_is_sent_to_a_service_is_asked_what_came_of_it(helped):
    sent, known = said(helped, "signposting.signposted"), said(helped, "signposting.outcome_known")
    came = {str(one.answers["came"]) for one in acts_of(helped, "signposting.outcome_known")}

    assert {"went", "did_not_go", "waiting"} <= came
    for one in sent:
        if one.at < AS_AT_TIME - dt.timedelta(days=100):
            assert any(other.about == one.about and other.at > one.at for other in known)


def test_a_programme_is_measured_before_and_after_for_each_child(helped):
    began = {(one.about, one.answers["programme"]): one for one in acts_of(helped, "programme.began")}
    ended = acts_of(helped, "programme.ended")
    completed = [one for one in ended if one.answers["outcome"] == "completed"]
    sessions = said(helped, "programme.session_held")

    assert completed
    assert len(completed) < len(ended)
    assert all("after" in one.answers for one in completed)
    assert all("not_measured_why" in one.answers for one in ended if one not in completed)
    before = {str(one.answers["before"]) for one in began.values()}
    assert len(before) > 3
    for one in completed:
        assert sum(each.about == one.about for each in sessions) >= 5
