"""What is known of the people: written down with the first worry, and when it changes."""

import dataclasses
import datetime as dt
from typing import Any

from goldenthread.casework.acts import Act, new_subject
from goldenthread.doors.demonstration.lives import population
from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.clock import DAY
from goldenthread.doors.demonstration.lives.family import Adult, Child, Family
from goldenthread.doors.demonstration.lives.fields import school
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.pathways import identified
from goldenthread.doors.demonstration.lives.words import person as words
from goldenthread.doors.demonstration.lives.words import pre_birth as before_birth
from goldenthread.doors.demonstration.lives.words.say import say

PERSON, COMMUNICATES = "person", "communicates"
FATHERS, PARTNER = ("father",), "mother's partner"
# How each grown-up sees the child.
SEEN_FROM = {"mother": "child", "father": "child", PARTNER: "partner's child", "grandparent": "grandchild"}
BROUGHT_UP_YEARS = 4
SPEAKS = 3


def register(life: Life, family: Family, children: list[Child], by: Worker) -> None:
    """Write down the children who were not known, with their grown-ups and who is who to whom."""
    new = [child for child in children if child.about is None]
    if not new:
        return
    key, day, nth = family.next_key(), life.today, 0
    everybody: list[Child | Adult] = [*new, *([] if family.registered else family.adults)]
    for who in everybody:
        who.about, nth = new_subject(key, nth), nth + 1
    acts: list[Act] = []
    for child in new:
        acts += _first_known(life, family, child, day)
    home = {"kind": "home", "lines": family.home, "postcode": family.postcode}
    if not family.registered:
        for adult in family.adults:
            acts.append(
                _act(
                    "registered",
                    adult,
                    day,
                    {"given": adult.given, "surname": adult.surname, "sex": adult.sex},
                    new=True,
                )
            )
            if adult.at_home:
                acts.append(_act("addressed", adult, day, home))
            if family.language and adult.kind == "mother":
                spoken = {"first_language": family.language, "interpreter": "yes" if family.interpreter else "no"}
                acts.append(_act("described", adult, day, spoken))
    for child in new:
        if not child.unborn(day):
            acts.append(_act("addressed", child, day, home))
        acts += _related(family, child, new, day, adults_are_new=not family.registered)
    family.registered = True
    life.keep(family, acts, by, key=key)


def related_later(life: Life, family: Family, children: list[Child], new: list[Child], by: Worker) -> None:
    """The others of a contact learn of a brother or sister who was not known before."""
    acts = [_relation(one, other, life.today) for one in children if one not in new for other in new]
    acts += [
        _act("related", adult, life.today, {"other": str(child.about), "kind": SEEN_FROM[adult.kind]})
        for child in new
        for adult in family.adults
        if _is_theirs(adult, child)
    ]
    if acts:
        life.keep(family, acts, by)


def _first_known(life: Life, family: Family, child: Child, day: dt.date) -> list[Act]:
    chance, answers = family.chance, dict[str, Any]()
    if child.unborn(day):
        child.expected = child.born + dt.timedelta(days=chance.randint(-9, 12))
        if child.expected <= day:
            child.expected = child.born + dt.timedelta(days=5)
        child.birth_said = False
        life.env.process(birth(life, family, child))
        return [
            _act(
                "registered",
                child,
                day,
                {"surname": family.surname, "expected_on": child.expected.isoformat()},
                new=True,
            )
        ]
    answers |= {"given": child.given, "surname": child.surname, "born_on": child.born.isoformat(), "sex": child.sex}
    if child.known_as:
        answers["known_as"] = child.known_as
    if family.alone:
        answers["born_estimated"] = "yes"
    return [
        _act("registered", child, day, answers, new=True),
        _act("described", child, day, _described(life, family, child, day)),
        *identified.at_once(life, family, child, day),
    ]


def _described(life: Life, family: Family, child: Child, day: dt.date) -> dict[str, Any]:
    said: dict[str, Any] = {"ethnicity": child.ethnicity}
    place = school(family, child, day)
    if place:
        said["school"] = place
    if family.language:
        said["first_language"] = family.language
    if family.alone:
        said["interpreter"] = "yes"
    if child.disability:
        said["disability"] = [child.disability]
        apart = family.by_itself(COMMUNICATES)
        if child.age(day) >= SPEAKS and life.of.happens("family.communication_said", apart.chance):
            said["communication"] = say(family, f"communicates.{child.disability}", {}, apart.chance)
    return said


def _related(family: Family, child: Child, new: list[Child], day: dt.date, *, adults_are_new: bool) -> list[Act]:
    acts = []
    for adult in family.adults:
        if _is_theirs(adult, child):
            said: dict[str, Any] = {"other": str(adult.about), "kind": adult.kind}
            if adult.kind in ("mother", "father"):
                said["parental_responsibility"] = "yes" if adult.responsible else "no"
            acts.append(_act("related", child, day, said))
            if adults_are_new:
                acts.append(_act("related", adult, day, {"other": str(child.about), "kind": SEEN_FROM[adult.kind]}))
    acts += [
        _relation(child, other, day) for other in family.children if other.about is not None and other is not child
    ]
    return acts


def _is_theirs(adult: Adult, child: Child) -> bool:
    return adult.kind not in FATHERS or adult is child.father


def _relation(child: Child, other: Child, day: dt.date) -> Act:
    half = "half-" if child.father is not other.father else ""
    kind = {"F": "sister", "M": "brother"}[other.sex]
    if other.unborn(day):
        kind = "half-brother or half-sister" if half else "brother or sister"
        half = ""
    return _act("related", child, day, {"other": str(other.about), "kind": half + kind})


def _act(step: str, who: Child | Adult, day: dt.date, answers: dict[str, Any], *, new: bool = False) -> Act:
    assert who.about is not None
    return Act(f"person.{step}", who.about, day, answers, new=PERSON if new else "")


def birth(life: Life, family: Family, child: Child) -> Wait:
    """Some days after a birth somebody who may writes it down."""
    days = family.chance.randint(1, 12)
    yield life.until(
        life.clock.on(life.clock.minute_of(child.born) + days * DAY, 1, 11 * 60 + family.chance.randint(0, 200))
    )
    by = writer(life, child)
    child.birth_said = True
    said = {"born_on": child.born.isoformat(), "given": child.given, "surname": child.surname, "sex": child.sex}
    if child.awaited:
        child.awaited = False
        life.save(family, "pre_birth.birth_recorded", [child], by, said | before_birth.born(family, child, life.today))
    else:
        life.save(family, "person.born", [child], by, said)
    life.save(family, "person.described", [child], by, {"ethnicity": child.ethnicity})
    identified.at_birth(life, family, child, by)


def writer(life: Life, child: Child) -> Worker:
    """Somebody of the team that has the child's record open, or had it last; of whoever leads both, if it is not clear
    which one had.
    """
    now = life.env.now
    if child.heard_of and not child.open:
        return life.heads.somebody(now)
    if child.open and isinstance(child.case, Case):
        case = child.case
        return case.worker if case.worker.tenure.is_there(now) else case.team.somebody(now)
    return {"assessment": life.assessors, "early_help": life.helpers}.get(child.holder, life.officers).somebody(now)


def moved(life: Life, family: Family, children: list[Child], by: Worker) -> None:
    """The family has a new home, which is written down for each child with whom somebody works."""
    family.home, family.postcode = population.home(family.chance), population.postcode(family.chance)
    home = {"kind": "home", "lines": family.home, "postcode": family.postcode}
    born = [child for child in children if not child.unborn(life.today)]
    for child in born:
        life.save(family, "person.addressed", [child], by, home)


def renamed(life: Life, family: Family, child: Child, by: Worker) -> None:
    """A child takes another family name: that of a father, or of whoever the mother married."""
    partner = family.adult(PARTNER, "father")
    if partner and partner.surname != child.surname:
        child.surname = partner.surname
        life.save(family, "person.described", [child], by, {"surname": child.surname})


def registered_twice(life: Life, family: Family, child: Child, by: Worker) -> Child:
    """Somebody does not find the child and writes it down anew, with the name as they heard it."""
    given = _misheard(child.given)
    other = dataclasses.replace(
        child, given=given, known_as="", about=None, holder="", told=[], place=None, numbers=set()
    )
    key = family.next_key()
    other.about = new_subject(key)
    said = {"given": given, "surname": child.surname, "born_on": child.born.isoformat(), "sex": child.sex}
    life.keep(family, [_act("registered", other, life.today, said, new=True)], by, key=key)
    return other


def _misheard(given: str) -> str:
    for heard, said in (("ie", "y"), ("y", "ie"), ("c", "k"), ("k", "c"), ("ph", "f"), ("ai", "ay"), ("a", "e")):
        if heard in given[1:]:
            return given[0] + given[1:].replace(heard, said, 1)
    return given + "e"


def joined(life: Life, family: Family, child: Child, other: Child) -> Wait:
    """Some weeks later the two records are found to be one child's."""
    yield life.until(life.clock.on(life.env.now, family.chance.randint(4, 45), 14 * 60 + family.chance.randint(0, 120)))
    why = words.same_person(family, child, other, life.today)
    life.save(
        family, "person.joined", [other], life.heads.somebody(life.env.now), {"into": str(child.about), "why": why}
    )
    since = [one for one in other.told if one.day > child.accepted]
    child.told = sorted([*child.told, *since], key=lambda one: one.worry.minute)
