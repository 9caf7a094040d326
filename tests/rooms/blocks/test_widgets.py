"""A date in three boxes: forgiving of how people write, and honest about what it could not read."""

from datetime import date

import pytest
from django import forms

from goldenthread.blocks.widgets import DayField, GovDate, read_date

READ = [
    (("3", "3", "26"), date(2026, 3, 3)),
    (("03", "March", "2026"), date(2026, 3, 3)),
    (("3rd", "mar.", "2026"), date(2026, 3, 3)),
    (("3", "Sept", "1987"), date(1987, 9, 3)),
    (("1", "2", "69"), date(1969, 2, 1)),
    (("3/3/26", "", ""), date(2026, 3, 3)),
    (("3 March 2026", "", ""), date(2026, 3, 3)),
    (("2026-03-03", "", ""), date(2026, 3, 3)),
    (("29", "2", "2024"), date(2024, 2, 29)),
    (("29", "2", "2026"), None),
    (("31", "Feb", "2026"), None),
    (("3", "Mayhem", "2026"), None),
    (("3", "13", "2026"), None),
    (("3", "3", "202"), None),
    (("3", "3", ""), None),
    (("", "3", "2026"), None),
    (("soon", "", ""), None),
]


@pytest.mark.parametrize(("typed", "meant"), READ)
def test_what_people_write_is_read(typed: tuple[str, str, str], meant: date | None) -> None:
    assert read_date(*typed) == meant


class Visit(forms.Form):
    on = DayField()


def visit(day: str = "", month: str = "", year: str = "") -> Visit:
    return Visit({"on_day": day, "on_month": month, "on_year": year})


def test_three_boxes_make_a_date() -> None:
    form = visit("3", "March", "26")
    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2026, 3, 3)


def test_a_draft_may_give_the_date_whole() -> None:
    form = Visit({"on": "2026-03-03"})
    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        (("3", "", "2026"), "Add the month to this date."),
        (("3", "", ""), "Add the month and the year to this date."),
        (("31", "Feb", "2026"), "Enter a real date, such as 3 3 2026 or 3 March 2026."),
        (("3", "3", "1806"), "Check the year of this date: it is a year between 1900 and 2060."),
        (("3", "3", "2106"), "Check the year of this date: it is a year between 1900 and 2060."),
        (("last week", "", ""), "Enter a real date, such as 3 3 2026 or 3 March 2026."),
    ],
)
def test_a_refusal_says_what_to_do_and_keeps_what_was_typed(typed: tuple[str, str, str], advice: str) -> None:
    form = visit(*typed)
    assert form.errors["on"] == [advice]
    assert form.fields["on"].widget.decompress(form["on"].value()) == list(typed)


def test_nothing_typed_is_nothing() -> None:
    assert visit().errors["on"] == ["This field is required."]


def test_a_date_that_stands_is_shown_in_its_boxes() -> None:
    assert GovDate().decompress(date(2026, 3, 13)) == ["13", "3", "2026"]
    html = str(Visit(initial={"on": date(2026, 3, 13)})["on"])
    assert 'name="on_month" value="3"' in html


def test_a_form_that_did_not_ask_leaves_the_date_alone() -> None:
    assert GovDate().value_omitted_from_data({}, {}, "on")
    assert not GovDate().value_omitted_from_data({"on_day": ""}, {}, "on")
