import pytest

from goldenthread.standards import codes, targets


def test_the_newest_figure_that_had_been_counted_by_a_day_is_the_one_read():
    hull = targets.published(targets.HULL, by="2020-12-31")
    assert hull["assessments_in_45_days"].value == 76.7
    assert targets.published(targets.HULL)["assessments_in_45_days"].value == 62.1
    assert targets.published()["referrals_rate"].value == 519.4
    with pytest.raises(targets.NoTarget, match="Kingston upon Hull"):
        targets.published("Atlantis")


def test_every_row_says_what_it_counts_and_where_it_is_from():
    rows = [*targets.published().values(), *targets.published(targets.HULL).values()]
    assert all(row.label and row.unit and row.source and row.licence for row in rows)
    assert len({row.key for row in rows}) > 60
    factors = {key.removeprefix("factor_") for key in targets.published() if key.startswith("factor_")}
    assert factors
    assert factors <= set(codes.of("cin.assessment_factors"))


def test_what_the_reports_say_is_kept_as_they_say_it():
    said = {row.key: row for row in targets.said("hull-2021")}
    assert said["assessments_in_45_days_quarter_2"].number == 60.1
    assert said["improvement_purple_trend"].value == "12 > 28 > 35"
    assert said["improvement_purple_trend"].number is None
    assert len(said) == len(targets.said("hull-2021")), "a key stands once"
    assert all(row.source and row.shows and row.licence for row in said.values())
    with pytest.raises(targets.NoTarget, match="hull-2021"):
        targets.said("nowhere")


def test_there_are_153_authorities_and_a_mark_is_not_a_number():
    every = targets.authorities()
    assert len({one.code for one in every}) == 153
    assert 11_500_000 < sum(one.children for one in every) < 12_500_000
    assert every[0].assessments_in_45_days is None, "too few to be published, which is not nought"
    assert all(one.referrals_rate for one in every)
