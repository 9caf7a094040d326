"""Published figures: read as they stand, and a mark is never a number."""

import pytest

from goldenthread.standards import comparators


def test_england_and_its_regions_by_year():
    measure = comparators.measure("Continue_Assess_Comp")

    assert [value.year for value in measure.of(comparators.ENGLAND)] == list(range(2016, 2026))
    assert measure.latest(comparators.ENGLAND).value == 85.7
    assert measure.latest("Yorkshire and the Humber").value == 83.6
    assert len(measure.areas) == 12
    assert "Open Government Licence v3.0" in measure.source


@pytest.mark.parametrize("mark", ["c", "k", "x", "z", "u", "-", "c "])
def test_a_suppression_mark_is_not_a_number(mark):
    value = comparators.read({"year": "2025", "area": "Here", "code": "1", "value": mark})

    assert (value.value, value.mark) == (None, mark.strip())


def test_the_newest_number_stands_where_the_newest_row_is_a_mark():
    rows = tuple(
        comparators.read({"year": year, "area": "Here", "code": "1", "value": said})
        for year, said in [("2023", "80"), ("2024", "81.5"), ("2025", "c")]
    )
    measure = comparators.Measure("m", "", "", "%", "high", "", "", "", "", "", rows)

    assert (measure.latest("Here").year, measure.latest("Here").value) == (2024, 81.5)


def test_what_is_not_published_is_said():
    with pytest.raises(comparators.NotPublished, match="Continue_Assess_Comp"):
        comparators.measure("nothing")
    with pytest.raises(comparators.NotPublished, match="North East"):
        comparators.measure("Continue_Assess_Comp").of("Atlantis")


def test_ten_neighbours_of_each_authority_the_most_alike_first():
    hull = comparators.neighbours("810")

    assert hull.of == "Kingston upon Hull, City of"
    assert (len(hull.codes), hull.names[0]) == (10, "Sandwell")
    assert hull.of not in hull.names


def test_the_median_and_the_range_of_the_neighbours_year_by_year():
    spreads = comparators.spreads("Continue_Assess_Comp", "810")

    assert [one.year for one in spreads] == list(range(2021, 2026))
    newest = spreads[-1]
    assert (newest.many, newest.median, newest.lowest, newest.highest) == (10, 87.15, 77.9, 93.5)


def test_a_neighbour_without_a_number_is_left_out_and_never_nought():
    assert "Westmorland and Furness" in comparators.neighbours("884").names  # an authority since April 2023
    by_year = {one.year: one for one in comparators.spreads("ReReferral", "884")}

    assert (by_year[2022].many, by_year[2025].many) == (9, 10)
    assert by_year[2022].lowest > 0


def test_what_is_not_published_by_authority_has_no_neighbours():
    assert comparators.spreads("nothing", "810") == ()
    with pytest.raises(comparators.NotPublished, match="999"):
        comparators.neighbours("999")
