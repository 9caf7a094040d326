"""The bench's own reckoning: what a row says, when a promise is broken, and the one table. Nothing is timed here."""

import json
import os
from functools import partial

import pytest

from tests.bench.measuring import EACH_SECOND, Act, Row, had, in_turn
from tests.bench.table import as_json, printed


def test_a_thing_is_told_by_how_many_times_its_floor_it_takes_and_a_rate_by_how_many_times_fewer():
    assert Row("a page", "bare", 30, 10).times == 3
    assert Row("written, rows", "copied", 1_000, 5_000, EACH_SECOND).times == 5
    assert Row("alone", "", 7).times is None


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (Row("page", "bare", 71, 10, most=7), "7.10 times"),
        (Row("page", "bare", 70, 10, most=7), ""),
        (Row("slow", "bare", 201, 100, at_most=200), "201 ms; 200 at most"),
        (Row("rows", "", 49_999, unit=EACH_SECOND, at_least=50_000), "49,999/s; 50,000 at least"),
        (Row("rows", "", 50_000, unit=EACH_SECOND, at_least=50_000), ""),
        (Row("page", "bare", 1, 1, queries=13), "13 queries; 12 at most"),
        (Row("page", "bare", 1, 1, queries=12), ""),
    ],
)
def test_what_does_not_hold_is_said(row, says):
    assert says in row.broken
    assert bool(row.broken) == bool(says)


def test_one_table_has_every_size_beside_the_other_with_what_it_grows_by_and_what_is_broken():
    found = {
        1_000: [Row("page", "bare", 10, 5, most=7), Row("rows", "copied", 900, 1_800, EACH_SECOND)],
        50_000: [Row("page", "bare", 40, 5, most=7), Row("rows", "copied", 300, 1_800, EACH_SECOND)],
    }
    said = printed(found, minutes=3)

    page, rows = said.splitlines()[2:4]
    assert "1,000 children" in said.splitlines()[0]
    assert page.split() == ["page", "bare", "10.0", "ms", "5.00", "ms", "2.00", "40.0", "ms", "5.00", "ms", "8.00",
                            "4.00", "7", "times"]  # fmt: skip
    assert rows.split()[-1] == "3.00"
    assert "Not as promised, 50,000 children: page: 8.00 times" in said
    kept = json.loads(json.dumps(as_json(found, minutes=3)))
    assert [one["times"] for one in kept["grows"]] == [4, 3]
    assert kept["sizes"]["50000"][0]["broken"]


def test_what_is_compared_is_done_in_turn_and_its_processor_time_is_this_process_s():
    done = []
    mine = partial(had, os.getpid())
    costs = in_turn(Act(lambda: done.append("a"), mine), Act(lambda: done.append("b"), mine), rounds=3, warm=1)

    assert "".join(done) == "abababab"
    assert len(costs) == 2
    assert had(os.getpid()) > 0
    assert had(-1) == 0
