"""A whole number as somebody sends it."""

import pytest

from goldenthread.blocks.numbers import whole_number
from goldenthread.blocks.widgets import read_date


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("007", 7), ("999999999", 999_999_999), ("1000000000", None), ("9" * 5000, None), ("", None),
     ("-1", None), ("1.5", None), ("²", None), ("one", None)],
)  # fmt: skip
def test_what_is_longer_than_any_number_of_ours_is_none(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize("box", range(3))
def test_a_date_is_not_read_from_more_digits_than_a_date_has(box):
    boxes = ["3", "3", "2026"]
    boxes[box] = "9" * 5000

    assert read_date(*boxes) is None
