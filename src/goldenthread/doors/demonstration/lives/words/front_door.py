"""What is said at the front door."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from goldenthread.doors.demonstration.lives import fields as said
from goldenthread.doors.demonstration.lives.family import Child, Family, Worry
from goldenthread.doors.demonstration.lives.names import common, heritages, places
from goldenthread.doors.demonstration.lives.parameters import Shares
from goldenthread.doors.demonstration.lives.words.say import say, sayable
from goldenthread.doors.demonstration.lives.worries import POLICE, band_of

Answers = dict[str, Any]
WHOSE = {"6": "police", "2A": "school", "2B": "school", "3C": "school", "3A": "health", "3B": "health", "3D": "health",
         "3E": "health"}  # fmt: skip
OF = {"school": "at_school"}
INDIVIDUALS = ("1A", "1B", "1C", "9", "10")
NEEDS = {"disability": "N2", "parental_mental_health": "N3", "parental_substance": "N3", "child_mental_health": "N6",
         "missing": "N6", "emotional_abuse": "N1"}  # fmt: skip
# Whom one asks: those who may know something, by the children's age.
ASKED = {"unborn": ("midwifery", "gp", "police"), "baby": ("health_visiting", "gp", "police", "housing"),
         "small": ("health_visiting", "school", "police", "gp"), "middle": ("school", "police", "gp", "housing"),
         "teen": ("school", "police", "gp")}  # fmt: skip
ABOUT = {"parental_mental_health": "mental_health", "parental_substance": "drugs_alcohol", "domestic_abuse": "police",
         "exploitation": "police", "missing": "police", "neglect": "housing"}  # fmt: skip
SPOKEN = {"police": "police", "health_visiting": "the health visitor", "school": "the school", "gp": "the GP",
          "midwifery": "the midwife", "mental_health": "adult mental health", "housing": "housing",
          "probation": "probation", "drugs_alcohol": "the drug and alcohol service",
          "early_help": "early help"}  # fmt: skip
KINDS = {"neglect": "neglect", "domestic_abuse": "domestic abuse", "physical_abuse": "a child being hurt",
         "sexual_abuse": "sexual abuse", "emotional_abuse": "harsh words", "exploitation": "exploitation",
         "parental_mental_health": "a parent’s mental health", "parental_substance": "drink or drugs",
         "child_mental_health": "the child’s own state", "missing": "going missing", "disability": "disability",
         "unborn": "an unborn child", "other": "other things"}  # fmt: skip
CAME_TO = {"no_further_action": "no further action", "advice": "advice", "early_help": "early help",
           "already_open": "to the worker", "referral": "an assessment", "": "still open then"}  # fmt: skip
HOW = Shares.of((("telephone", 0.4), ("email", 0.25), ("portal", 0.35)))
THRESHOLD = {"no_further_action": "universal", "advice": "universal", "early_help": "early_help",
             "already_open": "child_in_need", "referral": "child_in_need"}  # fmt: skip
HARM = ("physical_abuse", "sexual_abuse", "exploitation")
RAGS = ("amber", "amber", "green")
TITLES = ("PC", "PC", "PC", "PS")
A_FEW = 5


def contact(
    family: Family, worry: Worry, children: Sequence[Child], day: dt.date, *, night: bool, consent: str, time: str
) -> Answers:
    """What the referrer says of all of them."""
    chance = family.chance
    told_by_one = worry.source in INDIVIDUALS
    fields = _of(family, worry, _foremost(children, day), day) | {"time": time}
    fields |= {"neighbour": said.SO if told_by_one else "", "professional": "" if told_by_one else said.SO}
    whose = WHOSE.get(worry.source, "others")
    fields |= {"at_school": "", "police": "", "health": "", **{OF.get(whose, whose): said.SO}}
    pool = f"worry.{worry.kind}.{whose}"
    if not sayable(family, pool, fields):
        pool = (
            f"worry.{worry.kind}.others"
            if sayable(family, f"worry.{worry.kind}.others", fields)
            else "worry.other.others"
        )
    if family.alone and family.past[:-1]:
        pool = "worry.alone_again"
    answers: Answers = {
        "source_code": worry.source,
        "referrer_role": say(
            family, f"referrer.{worry.source}", fields | {"school": fields["school"] or "Acorns nursery"}
        ),
        "how": "out_of_hours"
        if night
        else "portal"
        if whose == "school" and chance.random() < 0.5
        else HOW.pick(chance),
        "kind": worry.kind,
        "urgent": "yes" if worry.urgent else "no",
        "worry": say(family, pool, fields),
        "consent": consent,
    }
    if worry.source not in ("9", "1C"):
        answers["referrer"] = _referrer(family, worry)
        answers["referrer_contact"] = f"01632 960 {chance.randint(100, 989)}"
    if worry.source == "1C":
        answers["referrer"] = children[-1].called
    if consent.startswith("dispensed"):
        answers["consent_why"] = say(family, "front_door.consent_why", fields)
    if chance.random() < 0.45 and sayable(family, "front_door.happened", fields):
        answers["happened"] = say(family, "front_door.happened", fields)
    if consent in ("given", "refused") or chance.random() < 0.5:
        answers["parents_know"] = "yes" if consent in ("given", "refused") else "no"
    return answers


def _referrer(family: Family, worry: Worry) -> str:
    chance = family.chance
    heritage = heritages()[("british", "british", "pakistani", "nigerian", "irish", "indian")[chance.randrange(6)]]
    given = common(heritage.women if chance.random() < 0.7 else heritage.men, chance)
    surname = common(heritage.surnames, chance)
    return f"{chance.choice(TITLES)} {surname}" if worry.source == "6" else f"{given} {surname}"


def this_child(family: Family, worry: Worry, child: Child, day: dt.date) -> Answers:
    """What is known of one of them."""
    fields = _of(family, worry, child, day)
    band = _band(family, child, day)
    answers = {"this_child": say(family, f"this_child.{band}", fields)}
    speaks = child.age(day) >= 3 and not family.alone
    if speaks and family.chance.random() < 0.4:
        answers["childs_words"] = say(family, f"words.{band}", fields)
    return answers


def _band(family: Family, child: Child, day: dt.date) -> str:
    if family.alone:
        return "alone_again" if family.past[:-1] else "alone"
    return "unborn" if not child.birth_said else band_of(child, day)


def partners(family: Family, worry: Worry, children: Sequence[Child], day: dt.date, many: int) -> list[str]:
    """Whom to ask: first whoever knows of this kind of worry, then whoever sees the children."""
    youngest, oldest = band_of(children[-1], day), band_of(children[0], day)
    asked = [ABOUT[worry.kind]] if worry.kind in ABOUT else []
    asked += [*ASKED[oldest], *ASKED[youngest]]
    if family.past[:-1] and family.past[-2].outcome == "early_help":
        asked.insert(1, "early_help")
    teller = {"police": "police", "school": "school"}.get(WHOSE.get(worry.source, ""), "")
    return [one for one in dict.fromkeys(asked) if one != teller][:many]


def direction(family: Family, worry: Worry, children: Sequence[Child], asked: Sequence[str], day: dt.date) -> Answers:
    """What the manager wants done first."""
    fields = _of(family, worry, children[-1], day) | {"partners": said.both([SPOKEN[one] for one in asked])}
    fields |= _before(len(family.past) > 1)
    pool = "front_door.direction_few" if asked else "front_door.direction_alone"
    return {"direction": say(family, pool, fields), "enquiries": "yes" if asked else "no"}


def question(family: Family, worry: Worry, children: Sequence[Child], partner: str, day: dt.date) -> Answers:
    """What a partner is asked."""
    fields = _of(family, worry, children[-1], day)
    rag = "red" if worry.urgent else family.chance.choice(RAGS)
    pool = "front_door.question.any_alone" if family.alone else f"front_door.question.{partner}"
    return {"partner": partner, "question": say(family, pool, fields), "rag": rag}


def answer(family: Family, worry: Worry, children: Sequence[Child], partner: str, day: dt.date) -> Answers:
    """What the partner says."""
    pool = "front_door.answer.any_alone" if family.alone else f"front_door.answer.{partner}"
    worry.answered.append(partner)
    return {"answer": say(family, pool, _of(family, worry, children[-1], day))}


def decision(
    family: Family, worry: Worry, children: Sequence[Child], earlier: Sequence[Worry], outcome: str,
    day: dt.date, *, unanswered: int, bare: bool, same: bool,
) -> tuple[Answers, dict[int, Answers]]:  # fmt: skip
    """The decision with its reason, and what weighs for each of several children."""
    fields = _of(family, worry, _foremost(children, day), day)
    fields |= {"count_said": counted(worry, earlier), **_before(bool(earlier))}
    fields["partners_say"] = _partners_say(worry, outcome)
    grave = worry.urgent or worry.kind in HARM or worry.strategy
    threshold = "significant_harm" if outcome == "referral" and grave else THRESHOLD[outcome]
    shared: Answers = {
        "threshold": threshold,
        "why": say(family, "front_door.bare", fields) if bare else say(family, f"front_door.why.{outcome}", fields),
        "outcome": outcome,
        "told": say(family, f"front_door.told.{outcome}", fields),
        "safety_plan": "no",
    }
    if outcome == "referral":
        shared["primary_need"] = (
            "N8" if family.alone else NEEDS.get(worry.kind, "N4" if worry.kind == "other" else "N1")
        )
    if outcome == "early_help":
        shared["passed_to"] = say(family, "services.passed_to", fields | {"area": places("town")[0]})
    if unanswered:
        shared["override_why"] = say(family, "front_door.override", fields)
    own: dict[int, Answers] = {}
    if len(children) > 1:
        words = ""
        for nth, child in enumerate(children):
            if not (same and words):
                words = say(family, f"front_door.weighs.{_band(family, child, day)}", _of(family, worry, child, day))
            own[nth] = {"this_child": words}
    return shared, own


def decided_apart(family: Family, child: Child, outcome: str, day: dt.date) -> Answers:
    """What differs for one child."""
    return {
        "threshold": THRESHOLD[outcome],
        "outcome": outcome,
        "why": say(family, "front_door.why.apart", said.of_child(family, child, day)),
    }


def warning(family: Family, worry: Worry, child: Child, day: dt.date) -> str:
    """What everybody must know before they act."""
    return say(family, "front_door.warning", _of(family, worry, child, day))


def referrer_told(family: Family, worry: Worry, day: dt.date, *, rationale: str) -> Answers:
    """How the referrer heard; rationale: the reason as it goes back to the police, where there is more to say of it."""
    answers: Answers = {
        "how": family.chance.choice(("telephone", "telephone", "email")),
        "told": say(family, "front_door.referrer_told", {}),
    }
    answers["told_on"] = day.isoformat()
    if worry.source == POLICE:
        answers["police_rationale"] = rationale or answers["told"]
    return answers


def _before(again: bool) -> Answers:
    return {"again": said.SO if again else "", "first": "" if again else said.SO}


def counted(worry: Worry, earlier: Sequence[Worry]) -> str:
    """Which contact of the year this is, as the record has it."""
    if not earlier:
        return "A first contact, and it says enough."
    same = sum(1 for one in earlier if one.kind == worry.kind) + 1
    nth = said.ORDINALS[min(len(earlier) + 1, 10)]
    if same > 1 and same == len(earlier) + 1:
        return f"The {nth} contact about {KINDS[worry.kind]} within a year."
    return f"The {nth} contact within a year" + (
        f", the {said.ORDINALS[min(same, 10)]} about {KINDS[worry.kind]}." if same > 1 else "."
    )


def _partners_say(worry: Worry, outcome: str) -> str:
    if not worry.answered:
        return "Nobody else was asked."
    who = said.capital(said.both([SPOKEN[one] for one in dict.fromkeys(worry.answered)]))
    many = len(set(worry.answered)) > 1 or worry.answered[0] == "police"
    if outcome == "referral":
        return f"{who} share{'' if many else 's'} the worry."
    return f"{who} {'have' if many else 'has'} nothing that points the other way."


def _foremost(children: Sequence[Child], day: dt.date) -> Child:
    """Whom the referrer speaks of by name: of those who are born, the one in the middle."""
    born = [child for child in children if child.birth_said and not child.unborn(day)]
    return born[len(born) // 2] if born else children[-1]


def _of(family: Family, worry: Worry, child: Child, day: dt.date) -> said.Fields:
    return said.of_child(family, child, day)
