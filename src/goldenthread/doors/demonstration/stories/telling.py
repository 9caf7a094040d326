"""How a story is told: whose it is, and one line for each thing that happened."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from goldenthread.doors.demonstration.families import Adult

Answers = Mapping[str, Any]


@dataclasses.dataclass(frozen=True)
class Child:
    """A child of a story. age: in years, or in weeks before the expected birth if `unborn`.

    number: the old system's, for a child who was known and closed before.
    """

    given: str
    age: int
    sex: str = ""
    number: str = ""
    unborn: bool = False
    ethnicity: str = "WBRI"
    described: Answers = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Told:
    """One thing that happened, so many working days ago, written down by somebody.

    answers: what is shared. own: each child's own part, by given name; only those named take part, if any is.
    name: what a later line calls it. of: the line whose question it answers. worker: who is given the work. team_of: whose team
    takes it on. lead: who leads it.
    """

    step: str
    ago: int
    by: str
    answers: Answers = dataclasses.field(default_factory=dict)
    own: Mapping[str, Answers] = dataclasses.field(default_factory=dict)
    at: str = "10:00"
    name: str = ""
    of: str = ""
    worker: str = ""
    team_of: str = ""
    lead: str = ""


@dataclasses.dataclass(frozen=True)
class Story:
    """A family, where it lives, and what happened."""

    key: str
    surname: str
    home: str
    postcode: str
    adults: Sequence[Adult]
    children: Sequence[Child]
    told: Sequence[Told]
    restricted_to: Sequence[str] = ()
    restricted_why: str = ""
    warning: str = ""


def contact(ago: int, kind: str, worry: str, own: Mapping[str, Answers], *, by: str = "rita.delaney",
            source: str = "2A", at: str = "09:20", **more: Any) -> Told:  # fmt: skip
    """A worry reaches the front door."""
    answers = {"source_code": source, "how": "telephone", "kind": kind, "urgent": "no", "consent": "given",
               "parents_know": "yes", "worry": worry}  # fmt: skip
    return Told("front_door.contact_received", ago, by, answers | more, own, at=at)


def asked(ago: int, partner: str, question: str, *, name: str, rag: str = "amber", at: str = "11:05") -> Told:
    """A partner is asked."""
    return Told("front_door.enquiry_sent", ago, "rita.delaney", {"partner": partner, "question": question, "rag": rag},
                at=at, name=name)  # fmt: skip


def answered(ago: int, of: str, answer: str, *, at: str = "14:40") -> Told:
    """A partner answers."""
    return Told("front_door.enquiry_answered", ago, "callum.price", {"answer": answer}, at=at, of=of)


def decided(ago: int, outcome: str, why: str, told: str, *, threshold: str = "child_in_need", need: str = "",
            team_of: str = "", own: Mapping[str, str] | None = None, **more: Any) -> Told:  # fmt: skip
    """A manager decides; own: what weighs for each of several children."""
    answers = {"threshold": threshold, "why": why, "outcome": outcome, "told": told} | more
    answers |= {"primary_need": need} if need else {}
    weighs = {given: {"this_child": words} for given, words in (own or {}).items()}
    return Told("front_door.decided", ago, "fran.whitlock", answers, weighs, team_of=team_of)


def referrer_told(ago: int, told: str, *, police: str = "", by: str = "rita.delaney") -> Told:
    """The referrer hears what was decided; police: the reason, where it goes back to them."""
    answers = {"how": "telephone", "told": told} | ({"police_rationale": police} if police else {})
    return Told("front_door.referrer_told", ago, by, answers)


def allocated(ago: int, worker: str, direction: str, *, priority: str = "45", by: str = "grace.adeyemi") -> Told:
    """Somebody is given the assessment."""
    return Told("assessment.allocated", ago, by, {"priority": priority, "direction": direction}, worker=worker)


def visit(ago: int, by: str, purpose: str, where: str, own: Mapping[str, Answers], *, at: str = "15:30",
          **more: Any) -> Told:  # fmt: skip
    """The children are seen."""
    return Told("assessment.child_seen", ago, by, {"purpose": purpose, "where": where} | more, own, at=at)


def seen(said: str, observed: str, *, alone: str = "yes") -> Answers:
    """A child's own part of a visit."""
    return {"seen": "yes", "alone": alone, "observed": observed} | ({"said": said} if said else {})


def own_analysis(
    life: str, strengths: str, worries: str, needs: str, factors: Sequence[str], recommends: str
) -> Answers:
    """A child's own part of an analysis."""
    return {"lived_experience": life, "strengths": strengths, "worries": worries, "needs": needs,
            "factors": list(factors), "recommends": recommends}  # fmt: skip


def analysis(ago: int, by: str, family: Answers, own: Mapping[str, Answers]) -> Told:
    """The worker writes what it all means."""
    return Told("assessment.written", ago, by, family, own)


def midpoint(ago: int, by: str, progress: str, direction: str, *, in_time: str = "yes") -> Told:
    """The manager looks half way through."""
    return Told("assessment.midpoint_checked", ago, by,
                {"progress": progress, "direction": direction, "in_time": in_time})  # fmt: skip


def authorised(ago: int, by: str, outcome: str, why: str, family_told: str, *, team_of: str = "",
               **more: Any) -> Told:  # fmt: skip
    """The manager authorises."""
    answers = {"outcome": outcome, "why": why, "family_told": family_told} | more
    return Told("assessment.authorised", ago, by, answers, team_of=team_of)
