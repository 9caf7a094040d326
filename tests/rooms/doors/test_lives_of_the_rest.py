"""What is lived apart in made-up lives: maps, what an event means, who moves, and what is rare about records."""

import dataclasses
import datetime as dt
import itertools
from collections import defaultdict

import pytest

from goldenthread.casework import access, bulk, verifying
from goldenthread.doors.demonstration.lives import small
from goldenthread.doors.demonstration.lives.family import Family
from tests import trials
from tests.rooms.doors.test_lives import GRAVE, HELPED, acts_of, anew, entries_of, facts, of_one_kind, said, steps

FEW, SPAN = trials.count(5, 40), trials.count(1, 3)
# Where a map is drawn with everybody, and everything is weighed.
MAPPED = (
    *((f"map.drawn.{plan}", "", 1.0) for plan in ("child_in_need", "child_protection", "early_help")),
    ("map.again", "", 0.9),
    ("map.first_days", "median", 15.0),
    ("map.first_days", "spread", 0.3),
    ("map.again_days", "median", 35.0),
    ("map.again_days", "spread", 0.2),
)
WEIGHED = (
    ("chronology.weighed.assessment", "", 1.0),
    ("chronology.weighed.conference", "", 1.0),
    ("chronology.left_out", "", 0.3),
)
APART = (*MAPPED, *WEIGHED)
MAP, WEIGHS, LEFT_OUT = "signs_of_safety.mapped", "analysed_chronology.weighed", "analysed_chronology.left_out"
NEW = {MAP, WEIGHS, LEFT_OUT}


def every_kind() -> list[Family]:
    return [
        *of_one_kind((*GRAVE, *APART), FEW, SPAN, seed=1),
        *of_one_kind((*HELPED, *APART), FEW, SPAN, seed=19),
    ]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_what_is_lived_apart_is_the_same_typed_or_in_bulk(clone):
    anew(clone)
    families = every_kind()
    assert steps(families) >= NEW
    with access.at_work(small.CHORE):
        list(small.write(family.saved for family in families))
    typed = facts()
    assert [fault for checked in verifying.verify() for fault in checked.faults] == []

    anew(clone)
    list(bulk.write(family.saved for family in every_kind()))

    assert facts() == typed


@pytest.fixture(scope="module")
def grave() -> list[Family]:
    return of_one_kind((*GRAVE, *APART), 40, 2, seed=1, known=False)


@pytest.fixture(scope="module")
def helped() -> list[Family]:
    return of_one_kind((*HELPED, *APART), 60, 2, seed=1, known=False)


def test_the_rest_of_a_life_stays_as_it_is_whatever_is_lived_apart():
    never = tuple((key, of, 0.0) for key, of, value in APART if not of and value <= 1)
    with_, without = (of_one_kind((*GRAVE, *rows), 25, 2, seed=3, known=False) for rows in (APART, never))

    assert steps(with_) - steps(without) == NEW
    for one, other in zip(with_, without, strict=True):
        kept = [saved for saved in one.saved if saved.acts[0].step not in NEW]
        assert [dataclasses.replace(saved, by=None) for saved in kept] == [
            dataclasses.replace(saved, by=None) for saved in other.saved
        ]
        assert [saved.by.name for saved in kept] == [saved.by.name for saved in other.saved]


def maps_of(families: list[Family]) -> dict[object, list[dict[str, object]]]:
    """Each child's maps, in their order."""
    found = defaultdict[object, list[dict[str, object]]](list)
    for one in acts_of(families, MAP):
        found[one.about].append({**one.answers, "on": one.at.date()})
    return found


def test_a_map_is_drawn_again_and_mostly_the_number_rises(grave, helped):
    maps = maps_of([*grave, *helped])
    numbers = [[int(str(one["scaling_1_number"])) for one in each] for each in maps.values()]
    goes = [later - earlier for each in numbers for earlier, later in itertools.pairwise(each)]

    assert len(goes) > 20
    assert sum(step > 0 for step in goes) > len(goes) / 2
    assert any(step < 0 for step in goes)
    for each in maps.values():
        assert len({one["danger_1_statement"] for one in each}) == 1, "what we worry about is the same until we leave"
        for earlier, later in itertools.pairwise(each):
            assert abs((dt.date.fromisoformat(str(earlier["review_on"])) - later["on"]).days) < 15


def test_a_map_names_people_of_the_family_and_says_of_each_child_its_own(grave, helped):
    drawn = [one for family in (*grave, *helped) for one in family.saved if one.acts[0].step == MAP]
    several = [one for one in drawn if len(one.acts) > 1]

    assert several
    for one in drawn:
        shared = (one.occasion or one.acts[0]).answers
        assert " (" in shared["network_1_who"] or len(shared["network_1_who"].split()) > 1
        assert all(act.answers["plan_1_what"] and act.answers["danger_1_goal"] for act in one.acts)
    for one in several:
        assert len({act.answers["worries"] for act in one.acts}) == len(one.acts)


def test_some_families_are_mapped_with_and_more_of_those_with_a_protection_plan():
    families = of_one_kind(GRAVE, 120, 2, seed=1, known=False)
    mapped = {one.about for one in said(families, MAP)}
    protected = {one.about for one in said(families, "child_protection.core_group_held")}
    helped = {one.about for one in said(families, "child_in_need.planned")} - protected

    assert 0 < len(mapped & helped) / len(helped) < len(mapped & protected) / len(protected) < 1


def test_what_is_weighed_happened_before_it_and_is_weighed_once(grave):
    entries = entries_of(grave)
    weighed = [(one, act) for one, act in entries.values() if act.step == WEIGHS]
    out = [act.follows for _, act in entries.values() if act.step == LEFT_OUT]

    assert {act.answers["was"] for _, act in weighed} >= {"harm", "protected", "missed", "change"}
    assert len({act.follows for _, act in weighed}) == len(weighed)
    assert 0 < len(out) < len(weighed) / 2
    assert set(out) <= {act.follows for _, act in weighed}
    for one, act in weighed:
        event, happened = entries[act.follows]
        assert happened.about == act.about
        assert event.at < one.at


def test_most_conferences_have_something_weighed_for_them(grave):
    weighed, held = said(grave, WEIGHS), said(grave, "section47.conference_held")
    weeks = dt.timedelta(days=35)
    ready = [one for one in held if any(x.about == one.about and one.at - weeks < x.at < one.at for x in weighed)]

    assert len(held) / 2 < len(ready) <= len(held)
