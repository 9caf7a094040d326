"""What is written in an assessment."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from goldenthread.casework.access import Actor
from goldenthread.doors.demonstration.lives.family import Child, Family, Worry
from goldenthread.doors.demonstration.lives.fields import SO, TIMES, Fields, both, of_child
from goldenthread.doors.demonstration.lives.words.adults import fathers
from goldenthread.doors.demonstration.lives.words.front_door import CAME_TO, KINDS, counted
from goldenthread.doors.demonstration.lives.words.say import say
from goldenthread.doors.demonstration.lives.worries import band_of

Answers = dict[str, Any]
FACTORS = {
    "domestic_abuse": ("3B", "17A"), "neglect": ("16A",), "physical_abuse": ("18C",), "sexual_abuse": ("19C",),
    "emotional_abuse": ("17A",), "exploitation": ("24A", "13A"), "parental_mental_health": ("4B",),
    "parental_substance": ("1B",), "child_mental_health": ("4A", "15A"), "missing": ("10A",), "disability": ("6A",),
    "unborn": ("3B",), "other": ("20",),
}  # fmt: skip
ALONE, NO_FACTORS, ABUSED_PARENT, OTHER_PARENT_ILL = ("9A",), "21", "3B", "4B"
TOO_YOUNG = 3
EARLIER_SAID = 4
LESS = ("no_further_action", "early_help", "other_agency")


def allocated(family: Family, worry: Worry, children: Sequence[Child], day: dt.date) -> Answers:
    """What the manager wants to find out."""
    earlier = [one for one in family.past if one.minute < worry.minute]
    fields = _of(family, children, day) | {"count_said": counted(worry, earlier), "again": SO if earlier else ""}
    pool = (
        "allocated.direction_unborn"
        if all(child.unborn(day) for child in children) and not family.alone
        else "allocated.direction"
    )
    return {"direction": say(family, pool, fields)}


def visit(family: Family, children: Sequence[Child], nth: int, day: dt.date, *, nobody: bool) -> Answers:
    """What a visit was for, where, and what the grown-ups said."""
    fields = _of(family, children, day)
    unborn = all(not child.birth_said for child in children)
    purpose = "visit.purpose.unborn" if unborn else "visit.purpose.later" if nth else "visit.purpose.first"
    where = "At home" if nobody else say(family, "visit.where_unborn" if unborn else "visit.where", fields)
    answers: Answers = {"purpose": say(family, purpose, fields), "where": where}
    if nobody:
        return answers | {"home": say(family, "visit.nobody", fields)}
    chance = family.chance.random()
    if chance < 0.7:
        answers["present"] = say(family, "visit.present", fields)
    if "home" in where and (nth == 0 or chance < 0.5):
        answers["home"] = say(family, "visit.home", fields)
    if chance > 0.25:
        answers["adults"] = say(family, "visit.adults", fields)
    return answers


def at_visit(family: Family, child: Child, nth: int, day: dt.date, *, nobody: bool, seen: bool) -> Answers:
    """One child's own part of a visit."""
    fields = of_child(family, child, day)
    if not child.birth_said:
        return {
            "seen": "no",
            "not_seen_why": say(family, "visit.not_seen.unborn", fields),
            "observed": say(family, "observed.unborn", fields),
        }
    if not seen:
        why = "visit.not_seen.nobody" if nobody or family.alone or not fields["school"] else "visit.not_seen.missed"
        if nobody and not fields["school"]:
            why = "visit.not_seen.nobody"
        observed = "Not seen." if nobody else say(family, "visit.observed_not_seen", fields)
        return {"seen": "no", "not_seen_why": say(family, why, fields), "observed": observed}
    band = band_of(child, day)
    answers: Answers = {"seen": "yes", "observed": say(family, f"observed.{band}", fields)}
    if child.age(day) < TOO_YOUNG:
        return answers | {"alone": "too_young"}
    answers["alone"] = "yes" if nth or family.chance.random() < 0.6 else "no"
    if family.chance.random() < 0.85:
        answers["said"] = say(family, f"said.{'alone' if family.alone else band}", fields)
    return answers


def midpoint(family: Family, child: Child, *, visits: int, seen: bool, in_time: bool, day: dt.date) -> Answers:
    """What the manager thinks half way."""
    fields = of_child(family, child, day) | {"times": TIMES[min(visits, 5)]}
    unborn = not child.birth_said
    done = "seen" if seen or unborn else "not_seen"
    return {
        "progress": say(family, f"midpoint.progress.{'unborn' if unborn else done}", fields),
        "direction": say(family, "midpoint.direction", fields),
        "in_time": "yes" if in_time else "no",
    }


def analysis(
    family: Family, worry: Worry, children: Sequence[Child], outcomes: Sequence[str], seen: Collection[Child],
    day: dt.date, *, same: bool,
) -> tuple[Answers, dict[int, Answers]]:  # fmt: skip
    """The family once, and each child apart; in the same words for all, where somebody copied."""
    fields = _of(family, children, day) | {"did": say(family, "analysis.did", {}).lower()}
    earlier = [one for one in family.past if one.minute < worry.minute][-EARLIER_SAID:]
    fields["history_said"] = _history(earlier)
    shared = {
        "history": say(
            family,
            f"analysis.history{'.again' if earlier and not family.alone else '' if family.alone else '.first'}",
            fields,
        ),
        "parents": say(family, "analysis.parents", fields),
        **fathers(family, children, "analysis.fathers", fields),
        "partners_say": say(family, "analysis.partners", fields),
        "parents_view": say(family, "analysis.parents_view", fields),
    }
    own: dict[int, Answers] = {}
    copied: Answers = {}
    for nth, (child, outcome) in enumerate(zip(children, outcomes, strict=True)):
        mine = {**copied} if same and copied and child.birth_said else _of_one(family, child, outcome, day)
        if same and child.birth_said:
            copied = copied or mine
        mine |= {"factors": _factors(family, worry, child, outcome), "recommends": outcome}
        if child not in seen and child.birth_said:
            mine["not_seen_why"] = say(family, "analysis.not_seen", {})
        own[nth] = mine
    return shared, own


def _of_one(family: Family, child: Child, outcome: str, day: dt.date) -> Answers:
    fields = of_child(family, child, day)
    band = "alone" if family.alone else "unborn" if not child.birth_said else band_of(child, day)
    grave = "less" if outcome in LESS else "grave"
    if band == "unborn":
        return {
            "lived_experience": say(family, "analysis.life.unborn", fields),
            "strengths": say(family, "analysis.strengths_unborn", fields),
            "worries": say(family, "analysis.worries_unborn", fields),
            "needs": say(family, "analysis.needs_unborn", fields),
        }
    ways = "" if family.alone else f".{grave}"
    return {
        "lived_experience": say(family, f"analysis.life.{band}", fields),
        "strengths": say(family, "analysis.strengths", fields),
        "worries": say(family, f"analysis.worries{ways}", fields),
        "needs": say(family, f"analysis.needs{ways}", fields),
    }


def _factors(family: Family, worry: Worry, child: Child, outcome: str) -> list[str]:
    if family.alone:
        return list(ALONE)
    if outcome == "no_further_action" and family.chance.random() < 0.35:
        return [NO_FACTORS]
    found = list(FACTORS[worry.kind])
    if family.chance.random() < 0.35 and OTHER_PARENT_ILL not in found:
        found.append(OTHER_PARENT_ILL)
    if child.disability and "6A" not in found:
        found.append("5A" if child.disability in ("LD", "AUT") else "6A")
    return found


def _history(earlier: Sequence[Worry]) -> str:
    """The contacts before, as the record has them."""
    if not earlier:
        return ""
    said = [
        f"in {one.day:%B %Y} about {KINDS[one.kind]} ({CAME_TO[one.outcome]})" for one in earlier if one.day is not None
    ]
    return f"{'One contact' if len(said) == 1 else 'Contacts'} {both(said)}."


def returned(family: Family, child: Child, day: dt.date, *, same: bool) -> Answers:
    """What must change."""
    pool = "manager.returned_same" if same and not family.alone else "manager.returned"
    return {"questions": say(family, pool, of_child(family, child, day))}


def authorised(family: Family, child: Child, outcome: str, day: dt.date) -> Answers:
    """What the manager decides, why, and what the family hears."""
    fields = of_child(family, child, day)
    answers: Answers = {
        "outcome": outcome,
        "why": say(family, f"manager.why.{outcome}", fields),
        "family_told": say(family, f"manager.family_told.{outcome}", fields),
    }
    if outcome == "early_help":
        answers["passed_to"] = "Early help"
    if outcome == "other_agency":
        answers["passed_to"] = "Health"
    return answers


def seen_to_by(manager: Actor, by: dt.date) -> Answers:
    """Who sees to it that a child is looked after, and by when."""
    return {"care_owner": manager.worker, "care_owner_said": manager.name, "care_by": by.isoformat()}


def came_into_care(family: Family, child: Child, day: dt.date) -> Answers:
    """What came of the decision that a child needs to be looked after."""
    fields = of_child(family, child, day)
    said = {name: say(family, f"into_care.{name}", fields) for name in ("why", "safe_now", "family_told")}
    return {"outcome": "agreed", **said}


def _of(family: Family, children: Sequence[Child], day: dt.date) -> Fields:
    fields = of_child(family, children[-1], day)
    fields["names"] = both([child.called if child.birth_said else "the baby" for child in children])
    return fields
