"""Made-up lives: the same ones for the same seed, every step of them allowed, whichever way they are written."""

import dataclasses
import datetime as dt
import hashlib
import itertools
import random
from collections.abc import Iterable
from uuid import UUID

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
AS_AT_TIME = dt.datetime.combine(AS_AT, dt.time(), dt.UTC)
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
# Where early help is what every family is offered, and most of them want it.
HELPED = (
    ("front_door.outcome.first", "early_help", 0.8),
    ("front_door.outcome.first", "advice", 0.2),
    ("early_help.goes", "taken_up", 0.9),
    ("early_help.goes", "not_taken_up", 0.1),
    ("early_help.taken_on.taken_up", "", 1.0),
    ("early_help.asked_for_later", "", 0.8),
    ("early_help.ends", "closes", 0.3),
    ("early_help.ends", "withdrawn", 0.2),
    ("early_help.ends", "step_up", 0.5),
)
# Where the youngest is not born yet, and midwives and police tell of it.
EXPECTED = (
    ("family.youngest", "-1", 1.0),
    ("contact.source", "3D", 0.5),
    ("contact.source", "6", 0.5),
    ("contact.urgent", "", 0.0),
    ("pre_birth.told_at_booking", "", 1.0),
    *((f"front_door.outcome.{when}", "referral", 1.0) for when in ("first", "again", "pattern", "grave")),
)
# Where the police are called to the same home again and again, and little comes of each call alone.
CALLED = (
    ("contact.source", "6", 1.0),
    ("contact.urgent", "", 0.0),
    *((f"contact.kind.{band}", "domestic_abuse", 1.0) for band in ("unborn", "baby", "small", "middle", "teen")),
    ("contact.cluster", "", 1.0),
    ("police.called_again", "", 1.0),
    ("police.called_again_days", "", 12.0),
    ("police.action", "", 0.7),
    ("police.triage_raises", "", 0.1),
    *((f"front_door.outcome.{when}", "advice", 0.7) for when in ("first", "again", "pattern", "grave")),
    *((f"front_door.outcome.{when}", "referral", 0.3) for when in ("first", "again", "pattern", "grave")),
)
# And often while the last call still waits to be met about.
CALLED_AT_ONCE = (
    ("police.called_again_days", "", 2.0),
    ("police.triage_raises", "", 0.5),
    ("police.strategy", "yes", 0.9),
    ("police.strategy", "no", 0.1),
)
# Where every assessment ends with a plan, and every plan goes to the other team by its meeting.
TRANSFERRED = (
    *((f"front_door.outcome.{when}", "referral", 1.0) for when in ("first", "again", "pattern", "grave")),
    ("assessment.outcome", "child_in_need", 1.0),
    ("transfer.by_meeting", "", 1.0),
    ("transfer.audit_lacks", "", 0.3),
    ("transfer.check_returns", "", 0.3),
    ("transfer.put_off", "", 0.3),
    ("transfer.stays", "", 0.1),
)
FEW, SPAN = trials.count(2, 20), trials.count(1, 3)


def lived(children: int = CHILDREN, years: int = YEARS, seed: int = 7) -> list[Family]:
    simulation = Simulation(children=children, years=years, as_at=AS_AT, seed=seed)
    actors, teams = authority.appointed(simulation.plan)
    return [
        family for locality in simulation.plan.localities for family in simulation.lived(locality.number, actors, teams)
    ]


def of_one_kind(
    rows: Iterable[tuple[str, str, float]], children: int = FEW, years: int = SPAN, *, seed: int, known: bool = True
) -> list[Family]:
    """Families of whom most go one way; known: the staff is in the database too."""
    simulation = Simulation(children=children, years=years, as_at=AS_AT, seed=seed)
    simulation.of = simulation.of.but(rows)
    actors, teams = authority.appointed(simulation.plan) if known else imagined(simulation.plan)
    return list(simulation.lived(0, actors, teams))


def every_kind() -> list[list[Family]]:
    expecting = of_one_kind(EXPECTED, trials.count(1, 40), seed=35)
    called, transferred = of_one_kind(CALLED, seed=12), of_one_kind(TRANSFERRED, seed=78)
    return [lived(), of_one_kind(GRAVE, seed=5), of_one_kind(HELPED, seed=1), expecting, called, transferred]


def steps(families: list[Family]) -> set[str]:
    return {act.step for family in families for saved in family.saved for act in saved.acts}


@dataclasses.dataclass(frozen=True)
class Said:
    """A step that somebody recorded of a child, and when they wrote it down."""

    about: UUID
    at: dt.datetime


@dataclasses.dataclass(frozen=True)
class Recorded(Said):
    """The same, with who wrote it and what it says."""

    by: str
    answers: dict[str, object]


def said(families: list[Family], step: str) -> list[Said]:
    return [
        Said(act.about, one.at) for family in families for one in family.saved for act in one.acts if act.step == step
    ]


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
    families, endangered, helped, expecting, called, transferred = every_kind()
    assert steps(endangered) >= {"section47.conference_held", "child_protection.reviewed", "child_in_need.planned"}
    assert steps(helped) >= {"early_help.planned", "early_help.reviewed", "early_help.stepped_up"}
    assert steps(expecting) >= {"booking.concern_raised", "pre_birth.birth_planned", "pre_birth.birth_recorded"}
    assert steps(called) >= {"police_notification.triaged", "police_notification.strategy_decided"}
    assert any(worry.by_rule for family in called for worry in family.past)
    assert steps(transferred) >= {"team_transfer.accepted", "team_transfer.put_off", "child_in_need.ended"}
    families += endangered + helped + expecting + called + transferred
    with access.at_work(small.CHORE):
        list(small.write(family.saved for family in families))
        again = list(small.write(family.saved for family in families))
    typed = facts()
    assert sum(len(family.children) for family in families) == CHILDREN + 4 * FEW + trials.count(1, 40)
    assert set(again) == {0}, "called again it adds nothing"
    assert [fault for checked in verifying.verify() for fault in checked.faults] == []

    anew(clone)
    list(bulk.write(family.saved for families in every_kind() for family in families))

    assert facts() == typed


@pytest.fixture(scope="module")
def forty() -> list[Family]:
    return of_one_kind(GRAVE, 40, 3, seed=7, known=False)


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
    found, conferences = acts_of(forty, "section47.reported"), said(forty, "section47.conference_held")

    assert conferences
    for one in conferences:
        before = [other for other in found if other.about == one.about and other.at < one.at]
        assert max(before, key=lambda other: other.at).answers["found"] == "likely_harm"


def test_a_plan_without_progress_goes_to_the_legal_gateway_where_a_manager_says_so():
    long = (
        ("child_protection.ends.first", "", 0.0),
        ("child_protection.ends.later", "", 0.1),
        ("child_protection.considered_in_part", "", 1.0),
        ("child_protection.considered", "gateway", 0.5),
        ("child_protection.considered", "not_yet", 0.5),
    )
    families = of_one_kind((*(row for row in GRAVE if "ends" not in row[0]), *long), 12, 3, seed=79, known=False)
    saved = [one for family in families for one in family.saved]
    considered = [one for one in saved if one.acts[0].step == "child_protection.legal_considered"]
    decided = [(one.occasion or one.acts[0]).answers["decision"] for one in considered]
    met = said(families, "child_protection.gateway_met")

    assert set(decided) == {"gateway", "not_yet"}
    assert met
    to_it = [one for one, decision in zip(considered, decided, strict=True) if decision == "gateway"]
    for one in met:
        assert any(one.about in {act.about for act in other.acts} and other.at < one.at for other in to_it)


@pytest.fixture(scope="module")
def helped() -> list[Family]:
    return of_one_kind(HELPED, 40, 2, seed=1, known=False)


def test_early_help_asks_first_and_says_of_each_child_its_own(helped):
    assessed = [one for family in helped for one in family.saved if one.acts[0].step == "early_help.assessed"]
    several = [one for one in assessed if len(one.acts) > 1]
    consented = said(helped, "early_help.consented")

    assert several
    for one in assessed:
        assert all(any(yes.about == act.about and yes.at < one.at for yes in consented) for act in one.acts)
    for one in several:
        days = [act.answers["lived_experience"] for act in one.acts]
        assert len(set(days)) == len(days)


def test_what_early_help_steps_up_is_decided_at_the_front_door(helped):
    stepped = said(helped, "early_help.stepped_up")
    decided = said(helped, "front_door.decided")

    assert stepped
    for one in stepped:
        late = one.at > dt.datetime.combine(AS_AT, dt.time(), dt.UTC) - dt.timedelta(days=7)
        assert late or any(other.about == one.about and other.at > one.at for other in decided)


@pytest.fixture(scope="module")
def called() -> list[Family]:
    return of_one_kind(CALLED, 60, 2, seed=3, known=False)


def acts_of(families: list[Family], step: str) -> list[Recorded]:
    """Each child's part of a step: by whom and when it was written, and what it says."""
    return [
        Recorded(act.about, one.at, one.by.name, {**(one.occasion.answers if one.occasion else {}), **act.answers})
        for family in families
        for one in family.saved
        for act in one.acts
        if act.step == step
    ]


def test_what_the_police_tell_is_triaged_by_its_grade_and_the_police_hear_why(called):
    told = [one for one in acts_of(called, "front_door.contact_received") if "police_grade" in one.answers]
    triaged = acts_of(called, "police_notification.triaged")
    strategies = acts_of(called, "police_notification.strategy_decided")
    heard = acts_of(called, "front_door.referrer_told")
    done = AS_AT_TIME - dt.timedelta(days=14)

    assert {one.answers["police_grade"] for one in told} == {"standard", "medium", "high"}
    assert {one.answers["strategy"] for one in strategies} == {"yes", "no"}
    for one in told:
        then = strategies if one.answers["police_grade"] == "high" else triaged
        if one.at < done:
            assert any(other.about == one.about and other.at > one.at for other in then)
    assert all(one.answers["safety_plan"] and one.answers["why"] for one in triaged)
    assert all(one.answers["why"] for one in strategies)
    assert len({one.answers["police_rationale"] for one in heard}) > 5


def test_nobody_is_referred_a_second_time_before_the_first_is_given_to_somebody():
    families = of_one_kind((*CALLED, *CALLED_AT_ONCE), 60, 2, seed=3, known=False)
    decided = [one for one in acts_of(families, "front_door.decided") if one.answers["outcome"] == "referral"]
    allocated = acts_of(families, "assessment.allocated")
    met = [one for one in acts_of(families, "police_notification.strategy_decided") if one.answers["strategy"] == "yes"]

    assert met
    assert decided
    for child in {one.about for one in decided}:
        theirs = sorted((one.at, one in decided) for one in (*decided, *allocated) if one.about == child)
        referred = [is_referral for _, is_referral in theirs]
        assert (True, True) not in itertools.pairwise(referred)


def test_a_third_call_in_a_row_opens_an_assessment_that_is_worked_on(called):
    opened = [
        (child, worry)
        for family in called
        for worry in family.past
        if worry.by_rule and worry.day and worry.day < AS_AT - dt.timedelta(days=150)
        for child in worry.children
    ]
    authorised = said(called, "assessment.authorised")

    assert opened
    assert any(one.about == child.about and one.at.date() > worry.day for child, worry in opened for one in authorised)


def test_a_family_that_another_team_takes_on_is_visited_by_its_worker():
    families = of_one_kind(TRANSFERRED, 40, 2, seed=3, known=False)
    accepted = acts_of(families, "team_transfer.accepted")
    visits = acts_of(families, "child_in_need.visited")
    allocated = acts_of(families, "allocation.allocated")
    later = 0

    for one in accepted:
        again = [other.at for other in allocated if other.about == one.about and other.at > one.at]
        until = min(again, default=AS_AT_TIME)
        theirs = [v for v in visits if v.about == one.about and one.at < v.at < until]
        later += len(theirs)
        assert {v.by for v in theirs[:3]} <= {one.answers["worker_id_said"]}
    assert later
    looked_at = acts_of(families, "team_transfer.audited") + acts_of(families, "team_transfer.checked")
    assert {one.answers["decision"] for one in looked_at} == {"ready", "not_ready"}


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
