"""Each pathway as a whole graph, from its declarations: nothing dangles, runs for ever or asks in vain."""

import functools
import inspect

import pytest

from goldenthread.config.handbook import BY_RULE
from goldenthread.config.practice_model import MODELS
from goldenthread.doors.command.outcomes import Outcome, outcomes_of
from goldenthread.language import Step, derived_id, handbook, keys_of
from tests.practice.plainly import CHILD, of, standing, stands, told, walked, way_to
from tests.practice.refusal import Refusal
from tests.practice.refusals import REFUSALS

BOOK = handbook()
STEPS = {step.key: step for pathway in BOOK.pathways for step in pathway.steps()}
OUTCOMES = [(f"{key} {nth}", one) for key, step in STEPS.items() for nth, one in enumerate(outcomes_of(step), 1)]
GATES = [(f"{key} {gate.__name__}", gate) for key, step in STEPS.items() for gate in step.gates]
# What only an answer in words starts, or names what it answers.
SAID: dict[str, dict[str, dict]] = {
    "front_door.answer_due": {"front_door.enquiry_answered": {"enquiry": "$front_door.enquiry_sent"}},
    "police_notification.triage_due": {"police_notification.notified": {"grade": "medium"}},
    "person.opening_review_due": {"person.opening_reviewed": {"opening": "$person.opened_with_reason"}},
    "partner_request.answer_due": {
        "partner_request.asked": {"rag": "amber"},
        "partner_request.answered": {"request": "$partner_request.asked"},
    },
    "early_help.assessment_due": {"early_help.accepted": {"basis": "family_help"}},
    "pre_birth.gateway_due": {"pre_birth.panel_held": {"decision": "legal_gateway"}},
    "pre_birth.after_birth_due": {"pre_birth.birth_recorded": {"plan": "protection"}},
    "reported.later_assessment_due": {"assessment.allocated": {"nth": 2}},
    "reported.conference_due": {"reported.conference": {"section47": "$reported.section47"}},
}


@functools.cache
def reached() -> set[str]:
    """The steps that somebody can come to, whichever way."""
    known: set[str] = set()
    while True:
        more = {key for key, step in STEPS.items() if key not in known and _can_be_reached(step, known)}
        if not more:
            return known
        known |= more


def _can_be_reached(step: Step, known: set[str]) -> bool:
    brought = any(step.key in one.brings for _, one in OUTCOMES if one.step.key in known)
    by_rule = any(rule.step == step.key and rule.wakes in known for rule in BY_RULE)
    written = bool(step.by) or step.pathway.key == "reported"
    follows = not step.follows or step.follows in known
    begun = step.begins or step.pathway.lifelong or any(one.key in known for one in step.pathway.beginnings())
    needs = all(one.key in known for one in (*step.needs, *((step.settles,) if step.settles else ())))
    return brought or by_rule or (written and follows and begun and needs)


@pytest.mark.parametrize("key", [key for key, step in STEPS.items() if step.by or step.pathway not in MODELS.values()])
def test_every_step_can_be_reached(key):
    assert key in reached()


@pytest.mark.parametrize("outcome", [one for _, one in OUTCOMES], ids=[name for name, _ in OUTCOMES])
def test_every_outcome_reaches_an_end(outcome: Outcome):
    goes_on = set() if outcome.ends else {outcome.step.pathway}
    for key in outcome.brings:
        assert key in STEPS, f"{outcome.step.key} brings {key!r}, which no pathway has."
        goes_on.add(STEPS[key].pathway)

    for pathway in goes_on:
        ends = [one for _, one in OUTCOMES if one.ends and one.step.pathway is pathway and one.step.key in reached()]
        assert ends or pathway.lifelong, f"{pathway.__name__} goes on and nothing ends it."


@pytest.mark.parametrize("pathway", [one for one in BOOK.pathways if not one.lifelong], ids=lambda one: one.key)
def test_every_pathway_ends(pathway):
    assert any(one.ends for _, one in OUTCOMES if one.step.pathway is pathway)


def test_no_signal_stands_in_the_handbook_twice():
    assert len({one.key for one in BOOK.signals}) == len(BOOK.signals)


@pytest.mark.parametrize("key", BOOK.clocks)
def test_every_clock_starts_and_stops(key):
    """In a record that comes to the step that starts it, then to the one that stops it, by the law of this year."""
    clock = BOOK.clocks[key]
    start, stop = keys_of(clock.starts)[0], keys_of(clock.stops)[-1]
    way = list(dict.fromkeys([*way_to(start), *way_to(stop)]))
    entries = walked(way, SAID.get(key, {}))

    at_start = [run for run in stands(entries[: way.index(start) + 1]).record.runs if run.clock == key]
    assert at_start, f"{start} starts no {key}."
    assert at_start[0].due, f"No row of {clock.law} was in force."
    assert at_start[0].stopped is None
    then = next(run for run in stands(entries).record.runs if run.clock == key)
    assert (then.stopped_by, then.lapsed) == (of(entries, stop), "")


@pytest.mark.parametrize(("name", "gate"), GATES, ids=[name for name, _ in GATES])
def test_every_gate_says_what_must_hold(name, gate):
    assert inspect.getdoc(gate), "A gate's docstring is what a practice lead reads of it."
    assert name in {row.gate for row in REFUSALS}, "Give it a row in tests/practice/refusals.py."


@pytest.mark.parametrize("row", REFUSALS, ids=lambda row: row.gate)
def test_every_gate_refuses_without_its_record(row: Refusal):
    gate = dict(GATES)[row.gate]

    refusal = _asked(gate, row.before, row.refused)
    assert refusal, "It did not refuse."
    assert row.says in refusal
    assert _asked(gate, f"{row.before}\n{row.more}", row.instead or row.refused) is None


def _asked(gate, before: str, line: str) -> str | None:
    *entries, last = told(f"{before}\n{line}")
    if last.answers.get("into") == "itself":
        last = last._replace(answers={**last.answers, "into": str(CHILD)})
    if last.answers.get("elsewhere"):
        last = last._replace(about=derived_id("whose record is joined with this one"))
    replayed = stands(entries)
    return gate(replayed.record, standing(STEPS[last.step], replayed), last)
