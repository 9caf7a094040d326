"""What early help writes."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from goldenthread.doors.demonstration.lives.at_work import Worker
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.fields import Fields, of_child
from goldenthread.doors.demonstration.lives.words import meeting
from goldenthread.doors.demonstration.lives.words.adults import fathers
from goldenthread.doors.demonstration.lives.words.child_in_need import SPEAKS, action, of_all
from goldenthread.doors.demonstration.lives.words.say import say
from goldenthread.doors.demonstration.lives.worries import band_of

Answers = dict[str, Any]
FAMILY_HELP, STEP_UP, CLOSES, GOES_ON, CHANGED = "family_help", "step_up", "closes", "goes_on", "changed"
SIXTEEN, AT_SCHOOL = 16, 4


def followed_up(family: Family, child: Child, goes: str, nth: int, day: dt.date) -> Answers:
    """What came of the offer so far."""
    pool = f"help.{goes}" + ("" if goes != "taken_up" else ".later" if nth else ".first")
    return {"how_it_goes": goes, "notes": say(family, pool, of_child(family, child, day))}


def ended(family: Family, child: Child, outcome: str, day: dt.date) -> Answers:
    """How it ended."""
    return {"outcome": outcome, "notes": say(family, f"help.ended.{outcome}", of_child(family, child, day))}


def requested(family: Family, children: Sequence[Child], day: dt.date) -> Answers:
    """Somebody asks for help, and the family knows."""
    fields = of_all(family, children, day)
    school = bool(fields["school"]) and family.chance.random() < 0.5
    return {
        "asked_by": "school" if school else "family",
        "name": say(family, "early.asked_by_school" if school else "early.asked_by", fields),
        "reason": say(family, "early.request", fields),
        "family_knows": "yes",
    }


def accepted(family: Family, children: Sequence[Child], basis: str, day: dt.date) -> Answers:
    """On what basis the family is taken on, and why."""
    fields = of_all(family, children, day)
    answers = {"basis": basis, "why": say(family, f"early.why_{basis}", fields)}
    if any(child.age(day) >= SIXTEEN for child in children):
        answers["no_statutory_need"] = say(family, "early.no_statutory", fields)
    return answers


def consented(family: Family, children: Sequence[Child], day: dt.date) -> tuple[Answers, dict[int, Answers]]:
    """To what the family says yes, and what each child was told."""
    fields = of_all(family, children, day)
    shared = {
        "given_by": say(family, "early.given_by", fields),
        "how": "written" if family.chance.random() < 0.75 else "spoken",
        "shared_with": say(family, "early.shared_with", fields),
    }
    return shared, _each(family, children, day, lambda child, its: _if_it_speaks(family, child, day, "childs_part"))


def consent_ended(
    family: Family, children: Sequence[Child], said: str, day: dt.date
) -> tuple[Answers, dict[int, Answers]]:
    """The family says no, and may."""
    fields = of_all(family, children, day)
    shared = {
        "said": said,
        "in_their_words": say(family, f"early.{said}", fields),
        "outcome": "threshold_not_met",
        "worry": say(family, "early.not_met", fields),
    }
    return shared, _each(family, children, day, lambda child, its: _known_of(family, child, its))


def led(
    family: Family, children: Sequence[Child], helper: Worker, basis: str, day: dt.date, *, ours: bool, until: dt.date
) -> Answers:
    """Who leads; ours: a colleague, who is then allocated, and not somebody of the school or of health."""
    fields = of_all(family, children, day)
    answers: Answers = {
        "social_worker": "no",
        "duties": say(family, "early.duties", fields),
        "agreed": "yes",
        "until": until.isoformat(),
    }
    if basis == FAMILY_HELP:
        answers["oversight"] = say(family, "early.oversight", fields)
    if ours:
        return answers | helper.allocation
    school = any(child.age(day) >= AT_SCHOOL for child in children)
    who = say(family, "early.lead_school" if school else "early.lead_health", fields)
    reach = f"01632 960 {family.chance.randint(100, 989)}"
    return answers | {"name": who, "agency": "school" if school else "health_visiting", "reach": reach}


def assessed(family: Family, children: Sequence[Child], day: dt.date) -> tuple[Answers, dict[int, Answers]]:
    """The family once, then what life is like for each child."""
    fields = of_all(family, children, day)
    shared = {
        "history": say(family, "early.history", fields),
        "parents": say(family, "early.parents", fields),
        **fathers(family, children, "early.fathers", fields),
        "partners_say": say(family, "early.partners", fields),
        "parents_view": say(family, "early.parents_view", fields),
    }

    def one(child: Child, its: Fields) -> Answers:
        unborn = "" if child.birth_said else "unborn_"
        band = "unborn" if unborn else band_of(child, day)
        own = {"strengths": "strength", "worries": "worry", "needs": "need"}
        said = {name: say(family, f"early.{unborn}{pool}", its) for name, pool in own.items()}
        return {"lived_experience": say(family, f"early.life.{band}", its), **said}

    return shared, _each(family, children, day, one)


def looked_at(family: Family, child: Child, day: dt.date, *, agreed: bool) -> Answers:
    """What the manager says to the assessment of one child."""
    fields = of_child(family, child, day)
    return (
        {"why": say(family, "early.agreed", fields)} if agreed else {"questions": say(family, "early.returned", fields)}
    )


def planned(
    family: Family, children: Sequence[Child], helper: Worker, day: dt.date, *, actions: int, lacks: float
) -> tuple[Answers, dict[int, Answers]]:
    """The plan: who made it, and for each child what is needed and done."""
    shared = {"who": say(family, "early.who", of_all(family, children, day)), "agreed": "yes"}

    def one(child: Child, its: Fields) -> Answers:
        said = {
            "needs_1_need": say(family, "cin.need", its),
            "needs_1_outcome": say(family, "cin.outcome", its),
            "contingency": say(family, "early.contingency", its),
            "in_plain_words": say(family, "early.plain", its),
        }
        for number in range(1, actions + 1):
            promise = action(family, its, helper, day, lacks)
            said |= {f"actions_{number}_{cell}": word for cell, word in promise.items()}
        return said

    return shared, _each(family, children, day, one)


def met(family: Family, children: Sequence[Child], day: dt.date) -> tuple[Answers, dict[int, Answers]]:
    """The team around the family: what was done, and how it is for each child."""
    asked = meeting.asked(family, children, day, conference=False, ours="early_help")
    there = "yes" if family.chance.random() < 0.93 else "no"
    shared = asked | {"family_there": there, "done": say(family, "early.done", of_all(family, children, day))}
    return shared, _each(family, children, day, lambda child, its: _how_it_is(family, child, its, day))


def reviewed(
    family: Family, children: Sequence[Child], decision: str, day: dt.date
) -> tuple[Answers, dict[int, Answers]]:
    """Whether the help helps, for each child."""
    shared = {"who": say(family, "early.who", of_all(family, children, day))}

    def one(child: Child, its: Fields) -> Answers:
        why = say(family, f"early.why.{decision}", its)
        return _how_it_is(family, child, its, day) | {"decision": decision, "why": why}

    return shared, _each(family, children, day, one)


def stepped_up(
    family: Family, children: Sequence[Child], kind: str, team: int, day: dt.date
) -> tuple[Answers, dict[int, Answers]]:
    """What the front door needs to decide."""
    fields = of_all(family, children, day)
    shared = {
        "worry": say(family, "early.step_up", fields),
        "happened": say(family, "early.tried", fields),
        "kind": kind,
        "urgent": "no",
        "parents_know": "yes",
        "consent": "given" if family.chance.random() < 0.8 else "refused",
        "team_id": team,
        "team_id_said": "Front door",
    }
    return shared, _each(family, children, day, lambda child, its: _known_of(family, child, its))


def _each(
    family: Family, children: Sequence[Child], day: dt.date, one: Callable[[Child, Fields], Answers]
) -> dict[int, Answers]:
    return {nth: one(child, of_child(family, child, day)) for nth, child in enumerate(children)}


def _how_it_is(family: Family, child: Child, fields: Fields, day: dt.date) -> Answers:
    unborn = "" if child.birth_said else "unborn_"
    said = {name: say(family, f"early.{unborn}{name}", fields) for name in ("better", "not_better")}
    return said | _if_it_speaks(family, child, day, "says", "childs_view")


def _if_it_speaks(family: Family, child: Child, day: dt.date, pool: str, name: str = "") -> Answers:
    if not child.birth_said or child.age(day) < SPEAKS:
        return {}
    return {name or pool: say(family, f"early.{pool}", of_child(family, child, day))}


def _known_of(family: Family, child: Child, fields: Fields) -> Answers:
    return {"this_child": say(family, f"early.this_child{'' if child.birth_said else '_unborn'}", fields)}
