"""The pages of the pathways: a drawing that reads as a list, and a law of which nothing is passed over in silence."""

import pytest
from lxml import etree

from goldenthread.doors.command.outcomes import outcomes_of
from goldenthread.doors.command.pathway_drawing import SVG, drawing
from goldenthread.doors.command.pathway_pages import pathway_pages, words_of
from goldenthread.doors.command.timescales_page import AREAS, ELSEWHERE, rows_of, timescales, unanswered, used_by
from goldenthread.language import handbook
from goldenthread.standards.not_clocks import reasons

BOOK = handbook()
PATHWAYS = {pathway.key: pathway for pathway in BOOK.pathways}
PAGES = pathway_pages(BOOK, "")


@pytest.mark.parametrize("key", PATHWAYS)
def test_a_drawing_reads_as_a_list_of_its_steps(key):
    picture = etree.fromstring(drawing(PATHWAYS[key], BOOK))

    assert picture.get("role") == "list"
    named = {picture.get("aria-labelledby"): "title", picture.get("aria-describedby"): "desc"}
    for id_, kind in named.items():
        assert picture.find(f"{{{SVG}}}{kind}[@id='{id_}']").text
    items = [
        item.find(f"{{{SVG}}}title").text for item in picture.iter(f"{{{SVG}}}g") if item.get("role") == "listitem"
    ]
    steps = PATHWAYS[key].steps()
    assert len(items) == len(steps)
    for item, step in zip(items, steps, strict=True):
        assert item.startswith(step.label)
        assert all(role in item for role in step.by)


@pytest.mark.parametrize("key", PATHWAYS)
def test_nothing_of_a_drawing_stands_outside_it(key):
    picture = etree.fromstring(drawing(PATHWAYS[key], BOOK))
    wide, high = (int(side) for side in picture.get("viewBox").split()[2:])

    for one in picture.iter(f"{{{SVG}}}text", f"{{{SVG}}}rect"):
        assert 0 <= int(one.get("x", "0")) <= wide
        assert 0 <= int(one.get("y", "0")) <= high


@pytest.mark.parametrize("key", PATHWAYS)
def test_a_page_says_who_may_what_must_hold_what_is_due_and_where_it_leads(key):
    page = PAGES[f"pathways/{key}.md"]

    for step in PATHWAYS[key].steps():
        assert step.label in page
        assert all(words_of(gate) in page for gate in step.gates)
        assert all(outcome.answer.replace("|", "\\|") in page for outcome in outcomes_of(step))
    for clock in PATHWAYS[key].clocks():
        assert all(rule.source.replace("|", "\\|") in page for rule in BOOK.law.family(clock.law)[-1:])


def test_every_row_of_help_and_protection_is_kept_by_something_or_has_a_reason():
    assert unanswered(BOOK) == [], "Name the row's family on a clock, or say why not in standards/not_clocks.csv."


def test_no_reason_is_given_for_what_is_kept():
    used, rows = used_by(BOOK), {rule.key: rule for area in AREAS for rule in rows_of(area, BOOK)}

    assert set(reasons()) <= set(rows)
    kept = [key for key in reasons() if used[rows[key].family]]
    assert kept == [], "A clock, signal or step names these now: strike them in standards/not_clocks.csv."


@pytest.mark.parametrize("key", reasons())
def test_a_reason_says_why_or_names_what_keeps_to_the_row(key):
    reason = reasons()[key]
    step, _, gate = reason.kept_by.partition(" ")

    assert reason.kept_by or reason.why
    if step:
        assert step in BOOK.steps
    if gate:
        assert gate in [one.__name__ for one in BOOK.steps[step].gates]


def test_what_the_same_work_keeps_to_of_other_areas_stands_there_too():
    _, _, elsewhere = "\n".join(timescales(BOOK)).partition(f"## {ELSEWHERE}")

    for clock in ("child_protection.gateway_due", "pre_birth.gateway_due"):
        assert f"clock `{clock}`" in elsewhere
    assert "**Nobody has said**" not in elsewhere
