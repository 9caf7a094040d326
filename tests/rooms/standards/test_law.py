import csv
import dataclasses
import datetime as dt
import re
from importlib.resources import files
from itertools import combinations

import pytest

from goldenthread.standards.holidays import england_and_wales
from goldenthread.standards.law import NOT_COMMENCED, Law, Rule, TwoRulesAtOnce, UnknownFamily
from goldenthread.timekeeping import months, working_days

LAW = Law.read()
README = (files("goldenthread.standards") / "README.md").read_text(encoding="utf-8")
MARCH_2026 = dt.date(2026, 3, 2)

# Which families there are of each kind is the practice lead's to read; how many, the test's to hold.
HOW_MANY = {"clock": 177 + 11, "recurring": 63 + 2, "gate": 76, "measure": 48 + 12, "reference": 46 + 4 + 10}


def rule_for(family: str, on: dt.date = MARCH_2026) -> Rule:
    rule = LAW.rule(family, on)
    assert rule
    return rule


def key(family, on, holds=None):
    rule = LAW.rule(family, on, holds) if holds else LAW.rule(family, on)
    return rule and rule.key


@pytest.mark.parametrize(
    ("family", "on", "expected"),
    [
        ("contact_threshold_decision", dt.date(2013, 4, 14), "contact_threshold_decision_2010"),
        ("contact_threshold_decision", dt.date(2013, 4, 15), "contact_threshold_decision"),
        ("child_family_assessment", dt.date(2013, 4, 14), None),
        ("child_family_assessment", dt.date(2013, 4, 15), "child_family_assessment"),
        ("initial_assessment", dt.date(2010, 3, 16), "initial_assessment_2006"),
        ("initial_assessment", dt.date(2010, 3, 17), "initial_assessment_2010"),
        ("initial_assessment", dt.date(2013, 4, 15), None),
        ("core_assessment", dt.date(2012, 1, 1), "core_assessment_pre2013"),
        ("cla_review_first", dt.date(2011, 3, 31), "cla_review_first_pre2011"),
        ("cla_review_first", dt.date(2011, 4, 1), "cla_review_first"),
        ("sar_response", dt.date(2018, 5, 24), "sar_dpa1998"),
        ("sar_response", dt.date(2018, 5, 25), "sar_response"),
        ("a1_threshold", dt.date(2014, 7, 1), "a1_threshold_2011_14"),
        ("interim_care_order", dt.date(2014, 4, 22), None),
        ("cin_visit", dt.date(1999, 1, 1), "cin_visit_local"),
    ],
)
def test_the_day_chooses_the_version(family, on, expected):
    assert key(family, on) == expected


@pytest.mark.parametrize(
    ("family", "condition", "expected"),
    [
        ("assessment_priority", "priority_10", "hull_assessment_priority_10"),
        ("assessment_priority", "priority_45", "hull_assessment_priority_45"),
        ("assessment_priority", "none of them", None),
        ("out_of_area_approval", "at_a_distance", "out_of_area_dcs"),
        ("cla_visit", "none of them", "cla_visit_year1"),
        ("cla_visit", "settled_until_18", "cla_visit_after_year1_permanent"),
        ("cla_visit", "temporary_approval_after_first_review", "cla_visit_temp_approved_then"),
        ("rha", "under_five", "rha_under5"),
        ("rha", "none of them", "rha_5plus"),
        ("pf_visit", "known_over_a_year", "pf_visit_year2"),
    ],
)
def test_the_circumstance_chooses_the_variant(family, condition, expected):
    assert key(family, MARCH_2026, holds=lambda asked: asked == condition) == expected


def test_when_nothing_is_said_the_general_rule_stands():
    assert key("cla_visit", MARCH_2026) == "cla_visit_year1"
    assert key("assessment_priority", MARCH_2026) is None


def test_two_circumstances_at_once_are_refused():
    with pytest.raises(TwoRulesAtOnce, match="hull_assessment_priority_10 and hull_assessment_priority_20"):
        LAW.rule("assessment_priority", MARCH_2026, lambda asked: asked in ("priority_10", "priority_20"))


def test_an_unknown_family_is_refused():
    with pytest.raises(UnknownFamily, match="'child_famly_assessment'"):
        LAW.rule("child_famly_assessment", MARCH_2026)


def test_a_rule_gives_its_last_day():
    calendar = england_and_wales()
    assessment = rule_for("child_family_assessment")
    assert assessment.limit == working_days(45)
    assert assessment.last_day(MARCH_2026, calendar) == dt.date(2026, 5, 7)
    report = rule_for("cla_review_sw_report")
    assert report.last_day(dt.date(2026, 4, 8), calendar) == dt.date(2026, 4, 1)
    proceedings = rule_for("care_proceedings_26_weeks")
    assert proceedings.last_day(MARCH_2026, calendar) == dt.date(2026, 8, 30)


def test_a_gate_has_no_last_day():
    gate = rule_for("strategy_discussion_prompt")
    assert gate.limit is None
    with pytest.raises(ValueError, match="strategy_discussion_prompt has no limit: it is a gate"):
        gate.last_day(MARCH_2026, england_and_wales())


def test_a_number_that_is_not_a_time_is_a_value():
    caseload = rule_for("iro_caseload")
    assert caseload.limit is None
    assert caseload.value == 70


def test_the_law_is_read_once():
    assert Law.read() is LAW


def test_a_change_of_law_is_one_row():
    old = rule_for("rcpc_first")
    until = dt.date(2026, 8, 31)
    new = dataclasses.replace(old, key="rcpc_first_2026", limit=months(2), since=dt.date(2026, 9, 1))
    old = dataclasses.replace(old, until=until)
    law = Law.of(new, old)
    assert law.rule("rcpc_first", until) == old
    assert law.rule("rcpc_first", dt.date(2026, 9, 1)) == new
    assert law.family("rcpc_first") == (old, new)


# What must be true of every row


def test_every_row_is_here_under_one_key():
    keys = [rule.key for rule in LAW.rules]
    assert len(keys) == len(set(keys)) == 410 + 39  # the sector's, and those that we wrote beside them
    assert {kind: sum(rule.kind == kind for rule in LAW.rules) for kind in HOW_MANY} == HOW_MANY


def test_every_column_says_something_known():
    table = (files("goldenthread.standards") / "timescales.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(table.splitlines()))
    assert {row["direction"] for row in rows} == {"within", "before"}
    assert {row["counting"] for row in rows} == {"after", "beginning with"}
    assert {row["local"] for row in rows} == {"yes", "no"}
    assert {row["kind"] for row in rows} == set(HOW_MANY)


@pytest.mark.parametrize("family", LAW.families)
def test_no_two_rows_of_a_family_hold_at_once_under_one_condition(family):
    for one, other in combinations(LAW.family(family), 2):
        if one.condition == other.condition and one.commenced and other.commenced:
            assert one.until < other.since or other.until < one.since, (one.key, other.key)


def test_every_clock_has_a_limit_and_what_has_none_is_a_gate_or_a_reference():
    for rule in LAW.rules:
        if rule.kind in ("clock", "recurring"):
            assert rule.limit, rule.key
            assert rule.trigger_event, rule.key
            assert rule.due_event, rule.key
        if rule.value is None:
            assert rule.kind in ("gate", "reference"), rule.key


def test_what_follows_is_a_family_that_can_run():
    for rule in LAW.rules:
        if rule.then:
            assert rule.kind in ("clock", "recurring"), rule.key
            assert all(later.kind in ("clock", "recurring") for later in LAW.family(rule.then)), rule.key
            assert rule.then != rule.family, rule.key


def test_a_rule_that_is_not_in_force_never_fires():
    waiting = [rule for rule in LAW.rules if rule.since == NOT_COMMENCED]
    assert {rule.key for rule in waiting} >= {"fgdm_offer", "macpt_established", "staying_close", "info_share_duty"}
    for rule in waiting:
        assert not rule.commenced
        for on in (MARCH_2026, dt.date(2050, 1, 1), dt.date.max):
            assert LAW.rule(rule.family, on) is None, rule.key


def test_a_rule_holds_on_its_first_day_and_its_last_and_no_longer():
    for rule in LAW.rules:
        assert rule.since <= rule.until, rule.key
        if rule.commenced:
            assert rule.in_force(rule.since)
            assert rule.in_force(rule.until)
            if rule.since > dt.date.min:
                assert not rule.in_force(rule.since - dt.timedelta(days=1))
            if rule.until < dt.date.max:
                assert not rule.in_force(rule.until + dt.timedelta(days=1))


def test_every_row_has_a_source_and_says_whether_it_was_read():
    for rule in LAW.rules:
        assert rule.source.strip(), rule.key
        assert re.match(r"(un)?verified: \S", rule.source_status), rule.key
        assert rule.verified is not rule.source_status.startswith("unverified"), rule.key
    assert sum(not rule.verified for rule in LAW.rules) == 213 + 38


def test_what_is_named_local_in_the_table_is_open_to_local_change():
    for rule in LAW.rules:
        if rule.key.endswith("_local") and rule.threshold_kind in ("good_practice", "local_practice"):
            assert rule.local or rule.kind == "reference", rule.key
        if rule.threshold_kind == "statutory":
            assert not rule.local, rule.key


def test_every_condition_is_explained():
    for rule in LAW.rules:
        if rule.condition:
            assert re.fullmatch(r"[a-z][a-z0-9_]*", rule.condition)
            assert f"`{rule.condition}`" in README, rule.key


def test_the_table_keeps_no_working_paths():
    text = (files("goldenthread.standards") / "timescales.csv").read_text(encoding="utf-8")
    assert not re.search(r"/work|\.txt|find_string|read_file", text)
