"""The numbers and other names by which a child is known elsewhere: told with the first worry, or looked up later."""

import datetime as dt

from goldenthread.casework.acts import Act
from goldenthread.doors.demonstration.lives.at_work import Wait, Worker
from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.life import Case, Life
from goldenthread.doors.demonstration.lives.numbers import nhs_number, place_of, pupil_number

NHS, UPN = "nhs", "upn"
STARTS, LEAVES = 5, 16


def at_once(life: Life, family: Family, child: Child, day: dt.date) -> list[Act]:
    """What whoever registers a child is told with it."""
    return _numbers(life, family, child, day, "number.at_registration")


def at_birth(life: Life, family: Family, child: Child, by: Worker) -> None:
    """The number that a child has from its first day, where the hospital tells it with the birth."""
    if acts := _numbers(life, family, child, life.today, "number.at_birth"):
        life.keep(family, acts, by)


def look_up(life: Life, case: Case) -> None:
    """Whoever assesses the children looks up what is missing."""
    life.env.process(_looked_up(life, case))


def _looked_up(life: Life, case: Case) -> Wait:
    family, chance = case.family, case.family.chance
    yield life.until(life.clock.after(life.env.now, chance.uniform(1, 30)))
    yield from life.when_there(case)
    acts = []
    for child in case.children:
        if child.open and child.case is case and child.birth_said:
            acts += _numbers(life, family, child, life.today, "number.at_assessment")
            acts += _other_name(life, family, child, life.today)
    if acts:
        life.keep(family, acts, case.worker)


def _numbers(life: Life, family: Family, child: Child, day: dt.date, when: str) -> list[Act]:
    assert child.about is not None
    year = child.born.year + STARTS
    there_are = {NHS: True, UPN: not family.alone and STARTS <= child.age(day) < LEAVES}
    found = []
    for scheme in (NHS, UPN):
        missing = there_are[scheme] and scheme not in child.numbers
        if missing and family.chance.random() < life.of.number(when, scheme):
            if child.place is None:
                child.place = place_of(life.next_number(), family.key.rpartition("/")[0].rpartition("/")[0])
            value = nhs_number(child.place) if scheme == NHS else pupil_number(child.place, year)
            child.numbers.add(scheme)
            found.append(Act("person.identified", child.about, day, {"scheme": scheme, "value": value}))
    return found


def _other_name(life: Life, family: Family, child: Child, day: dt.date) -> list[Act]:
    """The name that a school or a surgery has for a child who has another one with us."""
    assert child.about is not None
    surname = next((adult.surname for adult in family.adults if adult.surname != child.surname), "")
    if not surname or child.also_named or not life.of.happens("number.other_name", family.chance):
        return []
    child.also_named = True
    return [Act("person.named", child.about, day, {"kind": "alias", "full": f"{child.called} {surname}"})]
