"""What is lived apart in made-up lives: maps, what an event means, who moves, and what is rare about records."""

import dataclasses
import datetime as dt
import itertools
from collections import defaultdict
from uuid import UUID

import pytest

from goldenthread.doors.demonstration.lives.family import Family
from goldenthread.doors.demonstration.lives.parameters import parameters
from tests import trials
from tests.rooms.doors.test_lives import (
    AS_AT_TIME,
    GRAVE,
    HELPED,
    acts_of,
    entries_of,
    of_one_kind,
    said,
    steps,
)
from tests.rooms.doors.typed_and_bulk import anew, in_bulk, typed

FEW, SPAN = trials.count(3, 40), trials.count(1, 3)
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
# Where everybody comes with a plan from elsewhere, and what a conference decides of them differs.
COMES = (
    ("moves.in", "", 1.0),
    ("moves.in.decision", "taken_on", 0.5),
    ("moves.in.decision", "child_in_need", 0.3),
    ("moves.in.decision", "no_plan", 0.2),
    ("moves.in.ends", "conference", 0.7),
    ("moves.in.ends", "stays", 0.3),
)
# Where every record is opened by somebody else once, and partners leave.
LOOKED_INTO = (
    ("opening.asked", "", 1.0),
    ("opening.verdict", "appropriate", 0.6),
    ("opening.verdict", "not_appropriate", 0.4),
    ("opening.reviewed", "in_time", 0.5),
    ("opening.reviewed", "late", 0.3),
    ("opening.reviewed", "never", 0.2),
    ("partner.leaves", "", 1.0),
    ("partner.leaves_days", "median", 20.0),
    ("partner.leaves_days", "spread", 0.3),
)
APART = (*MAPPED, *WEIGHED, *LOOKED_INTO)
# Where all that comes to nothing more is audited.
AUDITED = (
    ("audit.of_contacts", "", 1.0),
    ("audit.closed", "", 1.0),
    ("audit.chosen_days", "median", 3.0),
    ("audit.chosen_days", "spread", 0.3),
)
# Where everybody leaves with one, and nobody had asked for consent when the worry was told.
LEAVES = (
    *GRAVE,
    ("contact.consent", "not_yet", 1.0),
    ("contact.consent_settled", "", 0.8),
    ("moves.out", "", 1.0),
    ("moves.out.days", "median", 40.0),
    ("moves.out.days", "spread", 0.5),
    ("child_protection.ends.first", "", 0.1),
    ("child_protection.ends.later", "", 0.1),
)
MAP, WEIGHS, LEFT_OUT = "signs_of_safety.mapped", "analysed_chronology.weighed", "analysed_chronology.left_out"
TOLD, VISITED, CONFERRED, STAYED = (f"transfer_in.{x}" for x in ("notified", "visited", "conference_held", "ended"))
LEAVING, LEFT = "child_protection.move_told", "child_protection.ended_otherwise"
SETTLED = "front_door.consent_settled"
OPENED, REVIEWED, UNRELATED = "person.opened_with_reason", "person.opening_reviewed", "person.unrelated"
NEW = {MAP, WEIGHS, LEFT_OUT, OPENED, REVIEWED, UNRELATED}


def every_kind() -> list[Family]:
    return [
        *of_one_kind((*GRAVE, *APART), FEW, SPAN, seed=2),
        *of_one_kind((*HELPED, *APART), FEW, SPAN, seed=31),
        *of_one_kind(COMES, FEW, SPAN, seed=12),
        *of_one_kind(LEAVES, FEW, SPAN, seed=9),
        *of_one_kind(AUDITED, 2 * FEW, SPAN, seed=4),
    ]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_what_is_lived_apart_is_the_same_typed_or_in_bulk(clone):
    anew(clone)
    families = every_kind()
    assert steps(families) >= {f"front_door_audit.{done}" for done in ("chosen", "audited", "closed")}
    assert steps(families) >= NEW | {TOLD, VISITED, CONFERRED, STAYED, LEAVING, LEFT, SETTLED}
    written = typed(families)

    assert in_bulk(clone, every_kind) == written


@pytest.fixture(scope="module")
def grave() -> list[Family]:
    return of_one_kind((*GRAVE, *APART), 40, 2, seed=1, known=False)


@pytest.fixture(scope="module")
def helped() -> list[Family]:
    return of_one_kind((*HELPED, *APART), 60, 2, seed=1, known=False)


def test_the_rest_of_a_life_stays_as_it_is_whatever_is_lived_apart():
    never = tuple((key, of, 0.0) for key, of, _ in APART if not of)
    with_, without = (of_one_kind((*GRAVE, *rows), 25, 2, seed=2, known=False) for rows in (APART, never))

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


@pytest.fixture(scope="module")
def moved() -> list[Family]:
    return of_one_kind(COMES, 60, 2, seed=2, known=False)


def test_children_with_a_plan_elsewhere_are_seen_for_them_until_a_conference_here_decides(moved):
    told, seen, held, stayed = (acts_of(moved, step) for step in (TOLD, VISITED, CONFERRED, STAYED))
    referred = acts_of(moved, "front_door.decided")
    done = {one.about for one in (*held, *stayed)}

    assert {one.answers["decision"] for one in held} == {"taken_on", "child_in_need", "no_plan"}
    assert stayed
    for one in told:
        assert str(one.answers["plan_began_on"]) < str(one.answers["moved_on"]) < str(one.at.date())
        assert any(other.about == one.about and other.at < one.at for other in referred)
        assert one.about in done or one.at > AS_AT_TIME - dt.timedelta(days=45)
    for one in held:
        assert any(other.about == one.about and other.at < one.at for other in seen)
    assert not {one.about for one in held} & {one.about for one in stayed}


def test_a_plan_that_was_taken_on_goes_on_here_and_no_other_does(moved):
    held = acts_of(moved, CONFERRED)
    groups, helped = said(moved, "child_protection.core_group_held"), said(moved, "child_in_need.planned")
    early = AS_AT_TIME - dt.timedelta(days=120)
    of = {decision: {one.about for one in held if one.answers["decision"] == decision and one.at < early}
          for decision in ("taken_on", "child_in_need", "no_plan")}  # fmt: skip

    assert of["taken_on"] <= {one.about for one in groups}
    assert not {one.about for one in groups} & (of["child_in_need"] | of["no_plan"])
    assert of["child_in_need"] & {one.about for one in helped}


def test_consent_that_was_not_asked_for_is_asked_for_within_the_hour_or_it_is_said_why_not():
    families = of_one_kind(LEAVES, 90, 1, seed=3, known=False)
    told = {one.about: one.at for one in said(families, "front_door.contact_received")}
    settled = acts_of(families, SETTLED)

    assert {str(one.answers["consent"]) for one in settled} == {"given", "refused", "dispensed_risk"}
    assert any(about not in {one.about for one in settled} for about in told)
    for one in settled:
        asked = one.answers["consent"] in ("given", "refused")
        assert bool(one.answers.get("asked_of")) is asked is not bool(one.answers.get("consent_why"))


def test_a_plan_stays_ours_until_the_other_authority_has_taken_it_on():
    families = of_one_kind(LEAVES, 60, 3, seed=2, known=False)
    leaving, left = acts_of(families, LEAVING), acts_of(families, LEFT)
    contacts, saved = said(families, "front_door.contact_received"), entries_of(families).values()
    visits = [(act.about, act.happened) for _, act in saved if act.step == "child_protection.visited"]

    assert 0 < len(left) <= len(leaving)
    for one in left:
        told = next(other for other in leaving if other.about == one.about and other.at < one.at)
        assert str(told.at.date()) < str(one.answers["taken_on_at"]) <= str(one.at.date())
        assert not any(other.about == one.about and other.at > one.at for other in contacts)
        assert not any(about == one.about and happened > one.at for about, happened in visits)
    assert any(about == one.about and happened > one.at for one in leaving for about, happened in visits)


def test_those_who_move_are_few_and_none_where_an_authority_is_held_to_published_figures():
    ordinary, hull = parameters(), parameters("hull-2021")

    assert 0 < ordinary.number("moves.in") < 0.01
    assert 0 < ordinary.number("moves.out") < 0.1
    assert hull.number("moves.in") == hull.number("moves.out") == 0


def test_whoever_opens_a_record_does_not_work_with_it_and_another_manager_looks_at_it_later(grave):
    opened = {id_: (one, act) for id_, (one, act) in entries_of(grave).items() if act.step == OPENED}
    reviewed = acts_of(grave, REVIEWED)
    visits = acts_of(grave, "child_protection.visited") + acts_of(grave, "child_in_need.visited")

    assert {act.answers["reason"] for _, act in opened.values()} == {"asked", "duty", "emergency"}
    assert len(opened) / 2 < len(reviewed) < len(opened)
    assert {one.answers["verdict"] for one in reviewed} == {"appropriate", "not_appropriate"}
    for one, act in opened.values():
        assert one.by.name not in {visit.by for visit in visits if visit.about == act.about}
        assert (act.answers["reason"] == "emergency") == (one.at.hour >= 18)
    for review in reviewed:
        one, act = opened[UUID(str(review.answers["opening"]))]
        assert act.about == review.about
        assert one.at < review.at
        assert one.by.name != review.by


def test_a_partner_who_left_is_family_no_more_on_each_childs_record():
    families = of_one_kind((*GRAVE, *LOOKED_INTO), 60, 2, seed=1, known=False)
    entries = entries_of(families)
    ended = [(act.about, entries[UUID(str(act.answers["ends"]))][1]) for _, act in entries.values()
             if act.step == UNRELATED]  # fmt: skip

    assert ended
    for about, related in ended:
        assert related.step == "person.related"
        assert related.about == about
        assert related.answers["kind"] == "mother's partner"
    assert len({id(related) for _, related in ended}) == len(ended)
