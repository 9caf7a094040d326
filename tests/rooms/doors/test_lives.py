"""Made-up lives: the same ones for the same seed, every step of them allowed, whichever way they are written."""

import collections
import dataclasses
import datetime as dt
import itertools
import random
import string
from collections.abc import Iterable
from uuid import UUID

import pytest

from goldenthread.blocks.letters import letter_after
from goldenthread.casework import access
from goldenthread.casework.acts import Act, with_also
from goldenthread.casework.bulk.saved import Saved
from goldenthread.casework.letters import WRITTEN
from goldenthread.doors.demonstration.lives import authority, small
from goldenthread.doors.demonstration.lives.family import Family
from goldenthread.doors.demonstration.lives.numbers import nhs_number, place_of
from goldenthread.doors.demonstration.lives.parameters import NoSuchScenario, NothingElse, Parameters
from goldenthread.doors.demonstration.lives.simulation import Simulation
from goldenthread.doors.demonstration.national import imagined
from goldenthread.language import derived_id
from tests import trials
from tests.rooms.doors.typed_and_bulk import anew, in_bulk, typed

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
    ("transfer.put_off", "", 0.6),
    ("transfer.stays", "", 0.1),
    ("contact.urgent", "", 0.4),
    ("agreement.relied_on", "", 1.0),
)
# What goes on beside the work.
BESIDE = {
    "allocation.ended", "allocation.joined_by", "direction.checked_back", "direction.given", "letter.written",
    "letter.written_in_early_help", "person.identified", "person.warning_ended", "referral.agreement_reviewed",
    "strategy_discussion.action_followed_up",
}  # fmt: skip
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
    called, transferred = of_one_kind(CALLED, seed=6), of_one_kind(TRANSFERRED, seed=67)
    return [lived(), of_one_kind(GRAVE, seed=5), of_one_kind(HELPED, seed=19), expecting, called, transferred]


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
    assert steps(families) >= BESIDE
    written = typed(families)
    with access.at_work(small.CHORE):
        again = list(small.write(family.saved for family in families))
    assert sum(len(family.children) for family in families) == CHILDREN + 4 * FEW + trials.count(1, 40)
    assert set(again) == {0}, "called again it adds nothing"

    assert in_bulk(clone, lambda: itertools.chain(*every_kind())) == written


@pytest.fixture(scope="module")
def forty() -> list[Family]:
    return of_one_kind(GRAVE, 40, 3, seed=1, known=False)


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
    reported, conferences = acts_of(forty, "section47.reported"), acts_of(forty, "section47.conference_held")

    assert conferences
    for held in conferences:
        before = [one for one in reported if one.about == held.about and one.at < held.at]
        assert max(before, key=lambda one: one.at).answers["found"] == "likely_harm"


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
    allocated = acts_of(families, "assessment.allocated") + acts_of(families, "pre_birth.allocated")
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
    allocated = acts_of(families, "allocation.allocated") + acts_of(families, "assessment.allocated")
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


def test_managers_decide_while_a_plan_goes_on_and_most_look_back():
    families = of_one_kind(TRANSFERRED, 60, 2, seed=3, known=False)
    given, looked = acts_of(families, "direction.given"), acts_of(families, "direction.checked_back")
    visits = acts_of(families, "child_in_need.visited")
    due = [one for one in given if dt.date.fromisoformat(str(one.answers["check_back"])) < AS_AT - dt.timedelta(60)]
    after = [one for one in due if any(other.about == one.about and other.at > one.at for other in looked)]
    together = collections.defaultdict[dt.datetime, list[object]](list)
    for one in given:
        together[one.at].append(one.answers["decision"])

    assert len(visits) / 4 < len(given) < len(visits)
    assert len(due) / 2 < len(after) < len(due)
    assert {one.answers["outcome"] for one in looked} == {"done", "in_part", "not_done"}
    assert any(len(said) > 1 for said in together.values())
    assert all(len(set(said)) == len(said) for said in together.values())


def entries_of(families: Iterable[Family]) -> dict[UUID, tuple[Saved, Act]]:
    """Every entry that somebody wrote, by its id: what one brings with it is numbered before the next."""
    return {
        derived_id(one.key, nth): (one, act)
        for family in families
        for one in family.saved
        for nth, act in enumerate(with_also(one.acts, by=one.by, key=one.key, occasion=one.occasion))
    }


def test_what_is_promised_at_a_meeting_is_followed_up_in_time_or_late_or_never(forty):
    followed = {str(one.answers["action"]): one for one in acts_of(forty, "strategy_discussion.action_followed_up")}
    kept, promised = collections.Counter[str](), set[str]()
    for id_, (one, act) in entries_of(forty).items():
        if act.step == "strategy_discussion.held":
            by = str((one.occasion or act).answers["actions_1_by"])
            said = followed.get(action := str(derived_id(id_, "actions", 1)))
            promised.add(action)
            kept["never" if said is None else "in time" if said.at.date().isoformat() <= by else "late"] += 1
            assert said is None or said.about == act.about

    assert set(followed) <= promised
    assert kept["in time"] > kept["late"] > 0
    assert 0 < kept["never"] < sum(kept.values()) / 2
    assert {one.answers["progress"] for one in followed.values()} == {"done", "under_way", "dropped"}


def test_a_child_has_numbers_that_are_rightly_formed_and_nobodys(forty):
    said = [(str(one.answers["scheme"]), str(one.answers["value"]), one.about)
            for one in acts_of(forty, "person.identified")]  # fmt: skip
    health, school = ([value for scheme, value, _ in said if scheme == which] for which in ("nhs", "upn"))
    born = [child for family in forty for child in family.children if child.birth_said]

    assert len(said) == len({value for _, value, _ in said}) == len({(scheme, about) for scheme, _, about in said})
    assert len(born) / 2 < len(health) < len(born)
    assert school
    for value in health:
        assert value.startswith("999")  # kept for tests, and never issued
        assert sum(int(digit) * weight for digit, weight in zip(value, range(10, 0, -1), strict=True)) % 11 == 0
    for value in school:
        assert value[1:4] == "999"  # no authority has this number
        assert pupil_letter(value[1:]) == value[0]
    assert pupil_letter("801200005001") == "B", "as published"


def pupil_letter(digits: str) -> str:
    """The letter that checks a unique pupil number, by the Government Data Standards Catalogue."""
    total = 0
    for position, digit in enumerate(digits, start=2):
        total += position * int(digit)
    return [letter for letter in string.ascii_uppercase if letter not in "IOS"][total % 23]


def test_a_number_has_a_last_digit_that_checks_it_wherever_it_lies():
    places = [place_of(nth, "any") for nth in range(5000)]

    assert len(set(places)) == len({nhs_number(place) for place in places}) == 5000
    assert all(len(nhs_number(place)) == 10 for place in places)


def test_a_warning_ends_after_its_day_or_is_forgotten():
    urgent = (("contact.urgent", "", 0.6), ("contact.warning", "", 1.0), ("contact.warning", "review_days", 20.0))
    families = of_one_kind(urgent, 40, 1, seed=3, known=False)
    ends = {str(one.answers["ends"]): one for one in acts_of(families, "person.warning_ended")}
    warned = [(derived_id(saved.key, nth), act) for family in families for saved in family.saved
              for nth, act in enumerate(saved.acts) if act.step == "person.warned"]  # fmt: skip
    due = [(str(id_), act) for id_, act in warned if act.answers["review_on"] < str(AS_AT - dt.timedelta(90))]

    assert len(due) / 2 < sum(id_ in ends for id_, _ in due) < len(due)
    for id_, act in due:
        assert id_ not in ends or str(ends[id_].at.date()) >= act.answers["review_on"]


def test_somebody_joins_the_worker_of_some_and_is_there_no_longer_than_they_are_in_their_post():
    often = (("second_worker.co_worker", "", 1.0), ("second_worker.support", "", 1.0))
    families = of_one_kind((*TRANSFERRED, *often), 25, 2, seed=4, known=False)
    joined, ended = acts_of(families, "allocation.joined_by"), acts_of(families, "allocation.ended")
    given = [*acts_of(families, "allocation.allocated"), *acts_of(families, "team_transfer.accepted")]

    assert {str(one.answers["worker_id_said"]) for one in ended} <= {
        str(one.answers["worker_id_said"]) for one in joined
    }
    assert ended
    for one in joined:
        leads = [other for other in given if other.about == one.about and other.at < one.at]
        assert not leads or max(leads, key=lambda x: x.at).answers["worker_id"] != one.answers["worker_id"]
    for one in ended:
        assert any(
            other.about == one.about and other.at < one.at and other.answers["worker_id"] == one.answers["worker_id"]
            for other in joined
        )


def test_families_hear_in_writing_of_many_decisions_each_child_of_its_own(forty, helped):
    saved = entries_of((*forty, *helped))
    letters = [(one, act) for one, act in saved.values() if act.step in WRITTEN.values()]
    children = {child.about: child for family in (*forty, *helped) for child in family.children}
    told = collections.Counter[str]()

    assert {act.step for _, act in letters} == set(WRITTEN.values())
    for one, act in letters:
        of, decided = saved[act.follows]
        told[decided.step] += 1
        assert decided.about == act.about
        assert letter_after(decided.step)
        assert of.at < one.at
        assert children[act.about].called in act.answers["title"] or "your baby" in act.answers["title"]
        assert ("address" in act.answers) == (act.answers["how"] != "handed")
    assert 0 < told["assessment.authorised"] < len(said(forty, "assessment.authorised"))
    assert told["section47.authorised"]
    assert len({act.answers["words"] for _, act in letters}) == len(letters)


def test_a_written_agreement_is_looked_at_until_it_is_over_the_same_for_brothers_and_sisters():
    urgent = (("contact.urgent", "", 0.6), ("agreement.relied_on", "", 1.0), ("agreement.forgotten", "", 0.3))
    families = of_one_kind(urgent, 40, 1, seed=3, known=False)
    relied = [one for one in acts_of(families, "front_door.decided") if one.answers["safety_plan"] == "yes"]
    looked = acts_of(families, "referral.agreement_reviewed")
    found = collections.defaultdict[str, list[object]](list)
    for one in looked:
        found[str(one.answers["agreement"])].append(one.answers["found"])
    over = [said[-1] for said in found.values()]

    assert 0 < len(found) < len(relied)
    assert {"not_needed", "not_kept"} <= set(over)
    assert set(found) <= {str(derived_id(id_, "agreement")) for id_, (_, act) in entries_of(families).items()
                          if act.step == "front_door.decided"}  # fmt: skip
    for said_of_one in found.values():
        assert set(said_of_one[:-1]) <= {"goes_on"}
    for one in looked:
        assert any(
            other.about == one.about
            and other.at < one.at
            and str(other.answers["agreement_review_on"]) <= str(one.at.date())
            for other in (*relied, *looked)
            if other.answers.get("agreement_review_on")
        )


def test_an_enquiry_that_is_sent_back_is_written_anew_before_it_is_authorised():
    families = of_one_kind((*GRAVE, ("section47.returned", "", 1.0)), 12, 1, seed=4, known=False)
    returned, reported = acts_of(families, "section47.returned"), acts_of(families, "section47.reported")
    authorised = acts_of(families, "section47.authorised")

    assert authorised
    for one in authorised:
        before = [(other.at, other in returned) for other in (*returned, *reported)
                  if other.about == one.about and other.at < one.at]  # fmt: skip
        assert [sent_back for _, sent_back in sorted(before)][-3:] == [False, True, False]


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
