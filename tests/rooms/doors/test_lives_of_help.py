"""Made-up lives beside the plans: panels, what early help and others give, the night, and work that goes on long."""

import datetime as dt
import itertools

import pytest

from goldenthread.doors.demonstration.lives.family import Family
from goldenthread.standards.holidays import england_and_wales
from tests import trials
from tests.rooms.doors.test_lives import (
    AS_AT_TIME,
    CALLED,
    EXPECTED,
    GRAVE,
    HELPED,
    TRANSFERRED,
    acts_of,
    of_one_kind,
    said,
    steps,
)
from tests.rooms.doors.typed_and_bulk import anew, in_bulk, typed

FEW, SPAN = trials.count(4, 40), trials.count(1, 3)
BABIES = trials.count(3, 20)
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
    ("early_help.plan_changed", "", 0.7),
    *EVERYBODY,
    ("panel.decides.early_help_action_meeting", "step_up", 0.4),
    ("panel.decides.early_help_action_meeting", "ends", 0.4),
    ("panel.decides.early_help_action_meeting", "again", 0.2),
)
IN_NEED_BESIDE = (
    *(row for row in TRANSFERRED if not row[0].startswith("transfer")),
    *EVERYBODY,
    ("referral.open_days.child_in_need", "median", 300),
    ("referral.open_days.child_in_need", "spread", 0.4),
    ("child_in_need.continued_days", "median", 40),
    ("child_in_need.continued_days", "spread", 0.1),
    ("child_in_need.senior_continued_days", "median", 70),
    ("child_in_need.senior_continued_days", "spread", 0.1),
    ("panel.decides.child_in_need_panel", "step_down", 0.3),
    ("panel.decides.child_in_need_panel", "step_up", 0.3),
    ("panel.decides.child_in_need_panel", "co_working", 0.2),
    ("panel.decides.child_in_need_panel", "again", 0.2),
)
# Where everybody rings in the evening and again soon, and the night is told of whoever is visited before a weekend.
AT_NIGHT = (
    *GRAVE,
    ("section47.found", "likely_harm", 0.5),
    ("section47.found", "not_likely", 0.5),
    ("contact.hour.police", "20", 1.0),
    ("contact.hour.others", "17", 1.0),
    ("contact.cluster", "", 1.0),
    ("out_of_hours.briefed.child_in_need", "", 1.0),
    ("out_of_hours.briefed.child_protection", "", 1.0),
)
ALL_HANDED_BACK = tuple((f"out_of_hours.handed_back.{why}", "", 1.0) for why in ("urgent", "known", "others"))
# Where midwives tell of the youngest, who is not born yet; the panel sends some to the legal gateway.
BORN = (
    *EXPECTED,
    ("contact.source", "3D", 0.9),
    ("contact.source", "6", 0.1),
    ("booking.watched", "", 0.8),
    ("booking.again", "refer", 0.5),
    ("booking.again", "universal", 0.5),
    ("pre_birth.decision", "legal_gateway", 0.5),
    ("pre_birth.decision", "child_in_need", 0.5),
    ("pre_birth.in_hospital_days", "", 30.0),
)


def every_kind() -> list[Family]:
    return [
        *of_one_kind(BORN, BABIES, SPAN, seed=74),
        *of_one_kind(BORN, BABIES, SPAN, seed=5),
        *of_one_kind(AT_NIGHT, FEW, SPAN, seed=3),
        *of_one_kind(HELPED_BESIDE, FEW, SPAN, seed=11),
        *of_one_kind(IN_NEED_BESIDE, FEW, SPAN, seed=5),
    ]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_what_goes_on_beside_help_is_the_same_typed_or_in_bulk(clone):
    anew(clone)
    families = every_kind()
    assert steps(families) >= {"panel.asked", "panel.held", "panel.action_followed_up"}
    assert steps(families) >= {"out_of_hours.briefed", "out_of_hours.handed_back", "out_of_hours.taken_back"}
    assert steps(families) >= {"booking.looked_again", "pre_birth.gateway_met", "pre_birth.discharge_planned"}
    assert steps(families) >= {"partner_request.answered", "pre_birth.action_followed_up"}
    assert steps(families) >= {"child_in_need.continued", "child_in_need.senior_continued", "early_help.plan_changed"}
    assert steps(families) >= {"signposting.outcome_known", "programme.ended", "co_working.ended"}
    written = typed(families)

    assert in_bulk(clone, every_kind) == written


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


@pytest.fixture(scope="module")
def at_night() -> list[Family]:
    return of_one_kind(AT_NIGHT, 60, 2, seed=1, known=False)


def test_what_the_night_hands_back_is_taken_back_that_morning(at_night):
    calendar = england_and_wales()
    handed = [
        one for one in acts_of(at_night, "out_of_hours.handed_back") if one.at < AS_AT_TIME - dt.timedelta(days=7)
    ]
    taken = acts_of(at_night, "out_of_hours.taken_back")

    assert {one.answers["to_team_said"] for one in handed} > {"Front door"}
    for one in handed:
        assert calendar.add(one.at.date(), 0) == one.at.date()
        assert one.at.hour < 9
        back = [other for other in taken if other.about == one.about and other.at > one.at]
        assert min(other.at for other in back) < one.at + dt.timedelta(days=5)


def test_what_comes_twice_in_one_night_is_handed_back_once():
    again = (*CALLED, ("contact.hour.police", "20", 1.0), ("police.called_again_days", "", 0.3), *ALL_HANDED_BACK)
    families = of_one_kind(again, 40, 2, seed=1, known=False)
    handed, taken = said(families, "out_of_hours.handed_back"), said(families, "out_of_hours.taken_back")

    theirs: dict[object, list[tuple[dt.datetime, bool]]] = {}
    for nights, back in ((handed, False), (taken, True)):
        for one in nights:
            theirs.setdefault(one.about, []).append((one.at, back))

    assert handed
    for nights in theirs.values():
        assert (False, False) not in itertools.pairwise(back for _, back in sorted(nights))


def test_the_night_is_briefed_before_a_weekend_and_for_no_longer_than_it_needs(at_night):
    briefed = acts_of(at_night, "out_of_hours.briefed")
    ended = acts_of(at_night, "out_of_hours.brief_ended")

    assert {one.at.weekday() for one in briefed} <= {3, 4, 5}
    assert all(dt.date.fromisoformat(str(one.answers["until_on"])).weekday() == 6 for one in briefed)
    assert ended
    for one in ended:
        assert any(other.about == one.about and other.at < one.at for other in briefed)


@pytest.fixture(scope="module")
def born() -> list[Family]:
    return of_one_kind(BORN, 150, 3, seed=35, known=False)


def test_a_concern_that_is_looked_at_again_is_referred_or_left_with_the_midwife(born):
    raised = acts_of(born, "booking.concern_raised")
    again = acts_of(born, "booking.looked_again")
    referred = {one.about for one in again if one.answers["decision"] == "refer"}
    decided = {one.about for one in acts_of(born, "front_door.decided")}

    assert "watch" in {one.answers["decision"] for one in raised}
    assert {one.answers["decision"] for one in again} == {"refer", "universal"}
    assert referred <= decided | {one.about for one in again if one.at > AS_AT_TIME - dt.timedelta(days=7)}


def test_the_legal_gateway_before_a_birth_is_met_where_a_panel_asked_for_it_and_a_plan_follows(born):
    panels = acts_of(born, "pre_birth.panel_held")
    asked = {one.about for one in panels if one.answers["decision"] == "legal_gateway"}
    met = acts_of(born, "pre_birth.gateway_met")

    assert met
    assert {one.about for one in met} <= asked
    for one in met:
        if one.at < AS_AT_TIME - dt.timedelta(days=60):
            later = [panel for panel in panels if panel.about == one.about and panel.at > one.at]
            assert [panel.answers["decision"] for panel in later] == ["child_in_need"]


def test_a_baby_goes_home_from_hospital_by_a_plan_that_somebody_keeps(born):
    home = said(born, "pre_birth.discharge_planned")
    recorded = said(born, "pre_birth.birth_recorded") + said(born, "person.born")
    kept = said(born, "pre_birth.action_followed_up")

    assert home
    assert kept
    for one in home:
        assert any(birth.about == one.about and birth.at < one.at for birth in recorded)


def test_partners_are_asked_by_the_clock_after_a_concern_and_most_answer(at_night):
    asked, answered = acts_of(at_night, "partner_request.asked"), acts_of(at_night, "partner_request.answered")

    assert {one.answers["rag"] for one in asked} == {"red", "amber", "green"}
    assert len(asked) > len(answered) > len(asked) * 0.7
    assert len({one.answers["request"] for one in answered}) == len(answered)


def test_somebody_agrees_that_long_work_goes_on_and_after_a_year_somebody_senior(in_need):
    team_managers = acts_of(in_need, "child_in_need.continued")
    seniors = acts_of(in_need, "child_in_need.senior_continued")

    assert team_managers
    assert seniors
    assert not {one.by for one in team_managers} & {one.by for one in seniors}
    assert len({one.answers["why"] for one in team_managers}) > 4


def test_a_plan_of_early_help_is_changed_where_its_review_says_so(helped):
    changed = said(helped, "early_help.plan_changed")
    reviewed = acts_of(helped, "early_help.reviewed")

    assert changed
    for one in changed:
        before = [other for other in reviewed if other.about == one.about and other.at < one.at]
        assert max(before, key=lambda other: other.at).answers["decision"] == "changed"
