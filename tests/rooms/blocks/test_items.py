"""Several of one kind on a form: which cells a page shows, what is wrong with them, and what is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.blocks.forms import Choice, Day, Items, Line, RecordForm
from goldenthread.blocks.meeting import attendance, present, unowned
from goldenthread.blocks.plan import Plan, missing


class Shopping(RecordForm):
    where = Line("Where?")
    things = Items(
        "What to buy", "Thing", least=1, most=4, what=Line("What?"), by=Day("By when?"), kind=Choice("Kind", {"a": "A"})
    )
    sections = (("All", ("where", "things")),)


def shown(**answers):
    return [name for name in Shopping(initial=answers).fields if name != "where"]


def test_a_page_shows_what_was_begun_and_an_empty_one_after_it():
    assert shown() == ["things_1_what", "things_1_by", "things_1_kind"]
    assert shown(things_1_what="Milk")[-1] == "things_2_kind"
    assert shown(things_3_by="2026-05-01")[-1] == "things_4_kind"
    assert shown(things_4_what="Bread")[-1] == "things_4_kind"


def test_what_was_sent_is_on_the_page_as_well_as_what_stands():
    sent = Shopping(data={"where": "There", "things_2_what": "Bread"})

    assert "things_3_what" in sent.fields


@pytest.mark.parametrize(
    ("answers", "name", "says"),
    [
        ({}, "things_1_what", "What to buy: give at least one."),
        ({"things_2_kind": "a"}, "things_2_what", "Thing 2: What? Answer that, or leave the rest of it empty."),
    ],
)
def test_what_is_wrong_is_said_at_the_cell(answers, name, says):
    form = Shopping(data={"where": "There", **answers})

    assert form.errors[name] == [says]
    assert says in Shopping.refusals({"where": "There", **answers})


def test_a_wrong_day_is_wrong_in_its_own_cell():
    day = {"things_1_by_day": "31", "things_1_by_month": "2", "things_1_by_year": "2026"}
    form = Shopping(data={"where": "There", "things_1_what": "Milk", **day})

    assert list(form.errors) == ["things_1_by"]


def test_an_answer_says_of_which_item_it_is():
    said = dict(Shopping.read({"where": "There", "things_2_what": "Bread", "things_2_kind": "a"}))

    assert said == {"Where?": "There", "Thing 2: What?": "Bread", "Thing 2: Kind": "A"}


CELLS = st.dictionaries(st.sampled_from(Shopping.things.names()), st.sampled_from(["", "a", "2026-05-01"]))


@given(CELLS)
def test_a_number_once_given_stays_and_what_is_empty_is_not_there(answers):
    kept = {name: value for name, value in answers.items() if value}

    items = Shopping.things.said_in(answers)

    assert {Shopping.things.cell(one.number, cell): value for one in items for cell, value in one.cells.items()} == kept


@given(CELLS)
def test_a_page_has_room_for_what_stands_and_never_for_more_than_there_may_be(answers):
    numbers = Shopping.things.numbers_on(name for name, value in answers.items() if value)
    stands = {one.number for one in Shopping.things.said_in(answers)}

    assert stands <= set(numbers)
    assert set(numbers) == set(range(1, max(numbers) + 1))
    assert max(numbers) == Shopping.things.most or max(numbers) not in stands


def test_one_that_keeps_more_than_a_cell_has_room_for_is_refused_where_it_is_declared():
    with pytest.raises(ValueError, match="cannot choose a worker"):
        Items("People", "Person", who=Line("Who?", chooses="worker"))


@pytest.mark.parametrize(
    ("action", "lacks"),
    [
        ({"what": "Walk"}, ["owner", "by", "measure"]),
        ({"what": "Walk", "owner": "7"}, ["by", "measure"]),
        ({"what": "Walk", "other": "Nan", "by": "2026-05-01"}, ["measure"]),
        ({"what": "Walk", "owner": "7", "by": "2026-05-01", "measure": "He is there"}, []),
    ],
)
def test_what_nobody_could_act_on(action, lacks):
    answers = {Plan.actions.cell(1, cell): value for cell, value in action.items()}

    (item,) = Plan.actions.said_in(answers)

    assert missing(item) == lacks
    said = [
        name for name, _ in Plan.notices({**answers, "contingency": "Sam calls the family meeting forward by a week."})
    ]
    assert said == [Plan.actions.cell(1, cell) for cell in lacks]


def test_a_contingency_in_three_words_is_pointed_out():
    assert dict(Plan.notices({"contingency": "Review if needed"}))["contingency"].startswith("Too short to act on")


def test_plain_words_longer_than_two_pages_are_pointed_out():
    assert dict(Plan.notices({"in_plain_words": "word " * 501}))["in_plain_words"].startswith("Longer than two pages")
    assert not dict(Plan.notices({"in_plain_words": "word " * 500}))


def test_who_was_there_and_what_nobody_promised():
    asked = attendance()
    there = {"asked_1_agency": "police", "asked_1_came": "present", "asked_2_agency": "gp", "asked_2_came": "apologies"}
    asked.__set_name__(RecordForm, "asked")

    assert present(asked, there) == {"police"}
    assert unowned(Plan.actions, {"actions_1_what": "Call", "actions_1_by": "2026-05-01"}) == ["Call"]
    assert (
        unowned(Plan.actions, {"actions_1_what": "Call", "actions_1_by": "2026-05-01", "actions_1_other": "Nan"}) == []
    )
