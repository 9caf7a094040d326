"""Made-up lives beside the plans: panels, what early help and others give, the night, and work that goes on long."""

import datetime as dt

import pytest

from goldenthread.casework import access, bulk, verifying
from goldenthread.doors.demonstration.lives import small
from goldenthread.doors.demonstration.lives.family import Family
from tests import trials
from tests.rooms.doors.test_lives import HELPED, TRANSFERRED, acts_of, anew, facts, of_one_kind, said, steps

FEW, SPAN = trials.count(4, 60), trials.count(1, 3)
EVERYBODY = (
    ("panel.brought.early_help_action_meeting", "", 1.0),
    ("panel.brought.child_in_need_panel", "", 1.0),
    ("panel.not_begun", "", 0.3),
)
# Early help that is brought to the action meeting, and help for children in need that is brought to the panel.
HELPED_BESIDE = (*HELPED, *EVERYBODY)
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
        *of_one_kind(HELPED_BESIDE, FEW, SPAN, seed=1),
        *of_one_kind(IN_NEED_BESIDE, FEW, SPAN, seed=2),
    ]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_what_goes_on_beside_help_is_the_same_typed_or_in_bulk(clone):
    anew(clone)
    families = every_kind()
    assert steps(families) >= {"panel.asked", "panel.held", "panel.action_followed_up"}
    with access.at_work(small.CHORE):
        list(small.write(family.saved for family in families))
    typed = facts()
    assert [fault for checked in verifying.verify() for fault in checked.faults] == []

    anew(clone)
    list(bulk.write(family.saved for family in every_kind()))

    assert facts() == typed


@pytest.fixture(scope="module")
def helped() -> list[Family]:
    return of_one_kind(HELPED_BESIDE, 60, 2, seed=1, known=False)


@pytest.fixture(scope="module")
def in_need() -> list[Family]:
    return of_one_kind(IN_NEED_BESIDE, 60, 2, seed=2, known=False)


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
