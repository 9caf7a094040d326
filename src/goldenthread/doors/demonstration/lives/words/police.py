"""What is said of domestic abuse that the police tell us of: when it comes, at the triage, and back to the police."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from goldenthread.doors.demonstration.lives.at_work import Worker
from goldenthread.doors.demonstration.lives.family import Child, Family, Worry
from goldenthread.doors.demonstration.lives.fields import SO, Fields, of_child
from goldenthread.doors.demonstration.lives.words.child_in_need import of_all, promised
from goldenthread.doors.demonstration.lives.words.say import say
from goldenthread.doors.demonstration.lives.worries import band_of

Answers = dict[str, Any]
YES = "yes"
RECOMMENDS = {"referral": "assessment", "early_help": "early_help"}
NOTHING_MORE = "nothing_more"
# Those who sit at the daily triage, and those who come where there is something of theirs.
ALWAYS, SOMETIMES = ("social_care", "police", "domestic_abuse"), ("probation", "housing", "drugs_alcohol")
OF_THE_AGE = {"unborn": "midwifery", "baby": "health_visiting", "small": "health_visiting", "middle": "school",
              "teen": "school"}  # fmt: skip
# How a child lives what the police were called to, by age.
LIVED = {"baby": (("heard",), ("saw",), ("after",)), "small": (("heard",), ("saw", "heard"), ("after",)),
         "middle": (("heard",), ("saw", "heard"), ("after",), ("stepped_in", "saw")),
         "teen": (("heard",), ("stepped_in", "saw"), ("used",), ("after",), ("saw", "hurt"))}  # fmt: skip
POLICE, TOLD_LATE = "police", (9, 1)
BEFORE_BIRTH, NOT_KNOWN, KNOWN = ("before_birth",), ("not_known",), 0.8


def graded(family: Family, grade: str, day: dt.date) -> Answers:
    """The police's grade and reference, and when it happened: mostly the night before, and sometimes long before."""
    chance = family.by_itself(POLICE).chance
    before = chance.choices((chance.randint(0, 1), chance.randint(3, 14)), TOLD_LATE)[0]
    return {
        "police_grade": grade,
        "police_reference": f"NB/{family.chance.randint(1000, 99999)}",
        "incident_on": (day - dt.timedelta(days=before)).isoformat(),
    }


def lived(family: Family, child: Child, day: dt.date) -> Answers:
    """How one child lives it."""
    if not child.birth_said:
        return {"lived": list(BEFORE_BIRTH)}
    known = LIVED.get(band_of(child, day)) if family.chance.random() < KNOWN else None
    return {"lived": list(family.chance.choice(known) if known else NOT_KNOWN)}


def triage(
    family: Family, worry: Worry, children: Sequence[Child], owner: Worker | None, by: dt.date, day: dt.date,
    *, agreed: str,
) -> tuple[Answers, dict[int, Answers]]:  # fmt: skip
    """What those who met this morning know together, and what keeps each child safe; owner: who then does something."""
    chance, fields = family.chance, _of_all(family, worry, children, day)
    others = [*(OF_THE_AGE[band_of(child, day)] for child in children), chance.choice(SOMETIMES)]
    shared: Answers = {
        "took_part": [*ALWAYS, *dict.fromkeys(others)],
        "knows": say(family, f"police.knows.{agreed}", fields),
        "grade_agreed": agreed,
        "why": say(family, f"police.why.{agreed}", fields),
        "adult": say(family, "police.adult", fields),
        "recommends": RECOMMENDS.get(worry.leans, NOTHING_MORE),
    }
    if owner:
        action = {
            "what": say(family, "police.action", fields), "owner": owner.actor.worker, "owner_said": owner.actor.name,
            "by": by.isoformat(),
        }  # fmt: skip
        shared |= {f"actions_1_{cell}": word for cell, word in action.items()}
    own = {
        nth: {"safety_plan": say(family, f"police.safety.{_band(child, day)}", of_child(family, child, day))}
        for nth, child in enumerate(children)
    }
    return shared, own


def followed_up(family: Family, child: Child, action: str, said: Answers, day: dt.date) -> Answers:
    """What became of what the triage promised."""
    what = promised(said["actions_1_what"], said["actions_1_by"])
    came_of_it = say(family, "police.came_of_it", of_child(family, child, day))
    return {"action": action, "action_said": what, "progress": "done", "came_of_it": came_of_it}


def strategy(
    family: Family, worry: Worry, children: Sequence[Child], decision: str, day: dt.date, *, works: bool, met: bool
) -> tuple[Answers, dict[int, Answers]]:
    """The manager's decision on a strategy meeting, with the reason; works: somebody works with the children; met: a
    meeting about them is decided on already.
    """
    fields = _of_all(family, worry, children, day)
    pool = "strategy" if decision == YES else "open" if works else "called" if met else "no_strategy"
    shared = {
        "strategy": decision,
        **{name: say(family, f"police.{pool}.{name}", fields) for name in ("why", "next_step")},
    }
    own = {
        nth: {"safe_now": say(family, "police.safe_now", of_child(family, child, day))}
        for nth, child in enumerate(children)
    }
    return shared, own


def rationale(family: Family, worry: Worry, children: Sequence[Child], day: dt.date) -> str:
    """The reason as it goes back to the police."""
    pool = "by_rule" if worry.by_rule else worry.outcome
    return say(family, f"police.rationale.{pool}", _of_all(family, worry, children, day))


def beside(family: Family, child: Child, day: dt.date) -> str:
    """Why a child is assessed for whom the rule did not open it."""
    return say(family, "police.beside.why", of_child(family, child, day))


def _of_all(family: Family, worry: Worry, children: Sequence[Child], day: dt.date) -> Fields:
    earlier = any(one.minute < worry.minute for one in family.past)
    return of_all(family, children, day) | {"again": SO if earlier else ""}


def _band(child: Child, day: dt.date) -> str:
    return band_of(child, day) if child.birth_said else "unborn"
