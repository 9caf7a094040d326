"""Made-up lives: the same ones for the same seed, every step of them allowed, whichever way they are written."""

import datetime as dt
import hashlib
import random

import pytest

from goldenthread.casework import access, bulk, verifying
from goldenthread.casework.writing import plain_value, tables
from goldenthread.doors.demonstration.lives import authority, small
from goldenthread.doors.demonstration.lives.family import Family
from goldenthread.doors.demonstration.lives.parameters import NoSuchScenario, NothingElse, Parameters
from goldenthread.doors.demonstration.lives.simulation import Simulation
from goldenthread.doors.demonstration.national import imagined
from tests import database, trials

AS_AT = dt.date(2025, 3, 31)
CHILDREN, YEARS = trials.count(7, 50), trials.count(2, 3)
# Where every worry is looked into, and most of what is found is likely harm.
GRAVE = (
    ("front_door.outcome.first", "referral", 1.0),
    ("assessment.outcome", "strategy_discussion", 1.0),
    ("strategy_discussion.outcome", "joint", 1.0),
    ("section47.found", "likely_harm", 0.8),
    ("section47.found", "not_likely", 0.1),
    ("section47.found", "not_substantiated", 0.1),
    ("child_protection.ends.first", "", 0.6),
)
FEW, SEED, SPAN = trials.count(2, 20), 79, trials.count(1, 3)


def lived(children: int = CHILDREN, years: int = YEARS, seed: int = 7) -> list[Family]:
    simulation = Simulation(children=children, years=years, as_at=AS_AT, seed=seed)
    actors, teams = authority.appointed(simulation.plan)
    return [
        family for locality in simulation.plan.localities for family in simulation.lived(locality.number, actors, teams)
    ]


def in_danger(children: int = FEW, years: int = SPAN, seed: int = SEED, *, known: bool = True) -> list[Family]:
    """Families of whom most come to a conference; known: the staff is in the database too."""
    simulation = Simulation(children=children, years=years, as_at=AS_AT, seed=seed)
    simulation.of = simulation.of.but(GRAVE)
    actors, teams = authority.appointed(simulation.plan) if known else imagined(simulation.plan)
    return list(simulation.lived(0, actors, teams))


def steps(families: list[Family]) -> set[str]:
    return {act.step for family in families for saved in family.saved for act in saved.acts}


def anew(clone: str) -> None:
    """The database as it is before anything was made: numbers begin at one."""
    database.renew(clone, of=database.template(database.server()), postgres=database.server())


def facts() -> dict[str, str]:
    """A hash of all that ever stood, table by table, known times and all, in an order that is the same each time."""
    found = {}
    for name, model in sorted(tables().items()):
        columns = [field.attname for field in model._meta.concrete_fields if not field.generated]
        columns = [column for column in columns if column not in {"row", "digest"}]
        digest = hashlib.sha256()
        for row in model.objects.order_by("id", "known_from", "about").values_list(*columns):
            digest.update(repr([plain_value(value) for value in row]).encode())
        found[name] = digest.hexdigest()
    return found


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_same_seed_gives_the_same_facts_typed_or_in_bulk(clone):
    """Typed: every step by whoever would have taken it, and no gate refuses. In bulk: the same, lived anew."""
    anew(clone)
    families, endangered = lived(), in_danger()
    assert steps(endangered) >= {"section47.conference_held", "child_protection.reviewed", "child_in_need.planned"}
    families += endangered
    with access.at_work(small.CHORE):
        list(small.write(family.saved for family in families))
        again = list(small.write(family.saved for family in families))
    typed = facts()
    assert sum(len(family.children) for family in families) == CHILDREN + FEW
    assert set(again) == {0}, "called again it adds nothing"
    assert [fault for checked in verifying.verify() for fault in checked.faults] == []

    anew(clone)
    list(bulk.write(family.saved for family in [*lived(), *in_danger()]))

    assert facts() == typed


@pytest.fixture(scope="module")
def forty() -> list[Family]:
    return in_danger(40, 3, known=False)


def test_brothers_and_sisters_have_one_conference_and_each_a_part_of_their_own(forty):
    held = [one for family in forty for one in family.saved if one.acts[0].step == "section47.conference_held"]
    several = [one for one in held if len(one.acts) > 1]

    assert several
    for one in several:
        assert one.occasion is not None
        whys = [act.answers["why"] for act in one.acts]
        assert len(set(whys)) == len(whys)
    categories = [{act.answers.get("category") for act in one.acts} - {None} for one in several]
    assert any(len(own) > 1 for own in categories)


def test_an_enquiry_leads_no_further_than_what_was_found(forty):
    acts = [act for family in forty for one in family.saved for act in one.acts]
    found = {act.about: act.answers["found"] for act in acts if act.step == "section47.reported"}
    conference = {act.about for act in acts if act.step == "section47.conference_held"}

    assert conference
    assert {found[child] for child in conference} == {"likely_harm"}


@pytest.mark.django_db
def test_another_seed_gives_others():
    mine, theirs = ([family.surname for family in lived(children=20, seed=seed)] for seed in (1, 2))

    assert mine != theirs, "and both have their staff in one database"


def test_a_scenario_that_nobody_wrote_is_named_with_those_that_there_are():
    with pytest.raises(NoSuchScenario, match="ordinary"):
        Simulation(children=1, years=1, as_at=AS_AT, seed=1, scenario="nowhere")


def test_a_draw_that_must_be_another_says_when_there_is_none():
    alone = Parameters([("outcome", "nothing", 1.0), ("outcome", "never", 0.0)])
    two = Parameters([("outcome", "nothing", 0.9), ("outcome", "plan", 0.1)])

    with pytest.raises(NothingElse, match="outcome knows nothing but nothing"):
        alone.pick_but("outcome", random.Random(1), without="nothing")
    assert two.pick_but("outcome", random.Random(1), without="nothing") == "plan"
