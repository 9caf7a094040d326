"""Small numbers kept back, months that say something, and lists that the database cuts."""

import datetime as dt
from collections.abc import Sequence

import pytest

from goldenthread.language import Period
from goldenthread.oversight import listing, measures, suppression
from goldenthread.oversight.measures import Counted
from tests import many
from tests.authority import day

MONTHS = [dt.date(2025, month, 1) for month in range(1, 13)]
YEAR = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))


def figure(*months: tuple[int, int], teams: Sequence[tuple[int, int]] = ()) -> measures.Figure:
    """A figure of so many out of so many, month by month (all one team), or by team in one month."""
    cells: dict[tuple[dt.date, int | None], list[int]] = {}
    cells |= {(month, 1): list(cell) for month, cell in zip(MONTHS, months, strict=False)}
    cells |= {(MONTHS[0], team): list(cell) for team, cell in enumerate(teams, 1)}
    return measures._figure(measures.declared("AssessmentsInTime"), YEAR, cells)


@pytest.mark.parametrize(
    ("months", "said"),
    [
        ([(8, 10), (9, 12), (7, 11), (8, 10)], "Every month lies inside the limits: the ups and downs are noise"),
        ([(8, 10)], "Too few months have numbers to tell a change from chance."),
        ([(80, 100)] * 6 + [(40, 100)], "July 2025 (40%) lies below what chance explains."),
        ([(14, 20)] * 4 + [(17, 20)] * 8, "The last 8 months all lie above the average: that is a change"),
    ],
)  # fmt: skip
def test_a_change_inside_the_limits_is_said_to_be_noise(months, said):
    assert measures.movement(figure(*months)).startswith(said)


def test_limits_grow_as_numbers_shrink():
    few, many_ = figure((4, 5), (80, 100)).months[:2]
    lows, highs = (few.low or 0, many_.low or 0), (many_.high or 0, few.high or 0)
    assert lows[0] < lows[1] < 80 < highs[0] < highs[1]


def test_a_small_whole_is_kept_back_altogether():
    shown = suppression.keep_back(figure((1, 3), (0, 2)))

    assert (shown.whole.kept_back, shown.whole.counts, shown.whole.out_of) == ("fewer than 5", 0, 0)
    assert all(month.counted.kept_back or not month.counted.out_of for month in shown.months[:2])
    assert all(month.low is None for month in shown.months if month.counted.kept_back)


def test_the_other_side_of_a_small_number_is_small_too():
    assert suppression.keep_back(figure((98, 100))).whole.kept_back == "all but fewer than 5"


def test_no_sum_gives_a_small_number_away():
    shown = dict(suppression.keep_back(figure(teams=[(2, 20), (30, 60), (40, 80)])).teams)

    assert shown[1].kept_back == "fewer than 5"
    assert shown[2].kept_back == "not shown"
    assert shown[3] == Counted(40, 80)


def test_large_numbers_are_shown_as_they_are():
    whole = figure((30, 60), (40, 80))
    assert suppression.keep_back(whole) == whole


def test_who_is_spared_small_numbers(authority):
    names = ("Dora", "Ada", "Sam", "Ann", "Adam")
    assert [name for name in names if suppression.suppressed(authority.actor(name))] == [
        "Ann", "Adam"
    ]  # fmt: skip


@pytest.fixture
def assessed(authority):
    for team, count, open_ in (("east", 30, True), ("west", 20, True), ("east", 5, False)):
        ids = many.children(authority, count, team=team, open_to_team=open_)
        many.assessments(ids, team=authority.teams[team], first=MONTHS[0], last=dt.date(2025, 12, 31))
    return authority


def asked(authority, who="Dora", **more):
    return listing.children("AssessmentsInTime", YEAR, actor=authority.actor(who), today=day("3 Mar 2026"), **more)


def test_every_count_is_the_length_of_its_list(assessed):
    found = measures.figure("AssessmentsInTime", YEAR)
    for counting, number in ((True, found.whole.counts), (False, found.whole.out_of - found.whole.counts)):
        listed = asked(assessed, counting=counting)
        assert listed.open + listed.hidden == number
        assert all(row.counts is counting for row in listed.rows)
    for month in found.months:
        listed = asked(assessed, month=month.month)
        assert listed.open + listed.hidden == month.counted.out_of
    for team, counted in found.teams:
        listed = asked(assessed, teams=frozenset({team}))
        assert listed.open + listed.hidden == counted.out_of


def test_a_list_is_cut_into_pages_that_hold_everybody_once(assessed):
    pages = [asked(assessed, page=number, most=20) for number in (1, 2, 3, 99)]

    assert [len(page.rows) for page in pages] == [20, 20, 10, 10]
    assert len({row.about for page in pages[:3] for row in page.rows}) == pages[0].open == 50
    assert pages[3].rows == pages[2].rows


def test_what_one_may_not_open_is_counted_and_not_named(assessed):
    listed = asked(assessed, who="Ada", teams=frozenset({assessed.teams["east"].pk}))

    assert (listed.open, listed.hidden) == (30, 5)


def test_codes_are_in_words_and_the_next_limit_stands_beside(assessed):
    row = next(row for row in asked(assessed).rows if row.next)

    assert row.facts[3] in ("Child in need plan", "No further action")
    assert row.next.what == "Be in touch with the family about early help"
    assert (row.next.left < 0) is (row.next.due < day("3 Mar 2026"))
