"""What a conference decides: an outline plan that somebody can act on, and what of it stands as core groups go on."""

import pytest

from goldenthread.casework.recording import CannotRecord
from goldenthread.facts.models import ProtectionPlan
from goldenthread.practice.section47.forms import Conference
from goldenthread.practice.transfer_in.forms import Conference as TransferIn
from goldenthread.record.models import Action, Episode
from tests.practice.test_protection import PLANNED
from tests.practice.test_transfer import TOLD

UP_TO_THE_CONFERENCE = PLANNED.rpartition("    20 Mar")[0]
INITIAL = (UP_TO_THE_CONFERENCE, "20 Mar 2026 | section47.conference_held | Ira")
FROM_ELSEWHERE = (TOLD, "20 Mar 2026 | transfer_in.conference_held | Ira")
ACTED_ON = "A plan has at least one action. Say what will be done for this child, who does it, and by when"


@pytest.mark.parametrize(("before", "held"), [INITIAL, FROM_ELSEWHERE], ids=["initial", "transfer-in"])
@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ("actions_1_what= | actions_1_owner= | actions_1_other= | actions_1_by=", ACTED_ON),
        ("actions_1_what=See Nan. | actions_1_owner= | actions_1_other=", "Say who does “See Nan.”, and by when"),
        ("actions_1_what=See Nan. | actions_1_by=", "Say who does “See Nan.”, and by when"),
        ("actions_2_what=Ask the school.", "Say who does “Ask the school.”, and by when"),
        ("lead=", "Choose the lead social worker: a plan has one"),
        ("core_group=", "Say who is in the core group"),
        ("core_group_on=", "Give the day on which the core group first meets"),
        ("core_group_on=2026-03-19", "Thu 19 March 2026 is before Fri 20 March 2026"),
    ],
)
def test_a_plan_that_nobody_can_act_on_or_carries_on_is_not_decided(authority, before, held, said, refusal):
    child = authority.child()
    authority.tell(before, child)

    with pytest.raises(CannotRecord, match=refusal):
        authority.tell(f"{held} | {said}", child)
    authority.tell(held, child)

    assert ProtectionPlan.now.get(about=child).ended_on is None


@pytest.mark.parametrize("form", [Conference, TransferIn])
def test_what_would_make_the_outline_better_stands_beside_it(form):
    answers = {"actions_1_what": "See Nan.", "contingency": "Review if needed", "in_plain_words": "word " * 501}

    said = dict(form.notices(answers))

    assert list(said) == ["actions_1_owner", "actions_1_by", "actions_1_measure", "contingency", "in_plain_words"]


@pytest.mark.parametrize("form", [Conference, TransferIn])
def test_a_plan_is_said_in_plain_words_and_no_plan_needs_none(form):
    lacking = form({"decision": form.makes_a_plan}).errors

    assert lacking["in_plain_words"] == ["Say the plan in plain words, for the child and the family."]
    assert "contingency" in lacking
    assert "in_plain_words" not in form({"decision": "no_plan"}).errors


def test_a_conference_that_makes_no_plan_opens_help_as_a_child_in_need(authority):
    child = authority.child()
    authority.tell(UP_TO_THE_CONFERENCE, child)

    authority.tell("20 Mar 2026 | section47.conference_held | Ira | decision=no_plan", child)

    assert Episode.now.filter(about=child, pathway="child_in_need", ended_on=None).exists()
    assert not ProtectionPlan.now.filter(about=child).exists()


def test_what_the_conference_decided_is_owed_until_a_core_group_decides_anew(authority):
    child = authority.child()
    authority.tell(PLANNED, child)
    owed = Action.now.filter(about=child, step="child_protection.action_followed_up", done_on=None)
    assert [one.what for one in owed] == ["His father lives elsewhere."]

    authority.tell("1 Apr 2026 | child_protection.core_group_held | Sam", child)
    assert [one.what for one in owed.all()] == ["His father lives elsewhere."]
    authority.tell("8 May 2026 | child_protection.core_group_held | Sam | actions_1_what=He sees Nan.", child)
    assert [one.what for one in owed.all()] == ["He sees Nan."]
