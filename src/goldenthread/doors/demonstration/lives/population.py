"""Families of the made-up city: until so many children are known, each with the worries that will be brought."""

import datetime as dt
from collections.abc import Iterator
from random import Random

from goldenthread.doors.demonstration.lives import worries
from goldenthread.doors.demonstration.lives.clock import Clock
from goldenthread.doors.demonstration.lives.family import Adult, Child, Family
from goldenthread.doors.demonstration.lives.names import (
    MIXED,
    MIXED_OTHERWISE,
    Heritage,
    common,
    heritages,
    nicknames,
    places,
)
from goldenthread.doors.demonstration.lives.parameters import Parameters
from goldenthread.doors.demonstration.lives.texture import child_texture, family_texture

YEAR = 365.25
DISABILITIES = ("LD", "AUT", "AUT", "BEH", "COMM", "MOB", "HEAR", "VIS", "DDA")
# Nobody in it is anywhere: no postcode of the country begins so.
POSTCODE = "ZZ"


def families(of: Parameters, clock: Clock, *, seed: str, children: int, first_number: int = 0) -> Iterator[Family]:
    """Families of which so many children come to be known before the last day, in the order of their numbers."""
    left, number = children, first_number
    while left:
        family, first = _family(of, clock, f"{seed}/{number}")
        number += 1
        known = worries.bring(family, of, clock, first, at_most=left)
        if known:
            left -= known
            yield family


def _family(of: Parameters, clock: Clock, key: str) -> tuple[Family, dt.date]:
    chance = Random(key)
    # The day on which the family is first known lies anywhere in the years that are lived.
    first = clock.first + dt.timedelta(days=int(chance.random() * ((clock.last - clock.first).days + 1)))
    if of.happens("family.unaccompanied", chance):
        return _alone(chance, key, first), first
    heritage = heritages()[of.pick("family.heritage", chance)]
    surname = common(heritage.surnames, chance)
    adults, fathers = _adults(of, chance, heritage, surname)
    texture = family_texture(chance)
    children = _children(of, chance, heritage, surname, adults, fathers, first)
    family = Family(
        key,
        chance,
        surname,
        home(chance),
        postcode(chance),
        adults,
        children,
        texture,
        heritage.key,
        language=chance.choice(heritage.languages) if heritage.languages else "",
        interpreter=bool(heritage.languages) and of.happens("family.interpreter", chance),
        twice=of.happens("family.registered_twice", chance),
    )
    return family, first


def home(chance: Random) -> str:
    """An address in the made-up city."""
    flat = f"Flat {chance.randint(1, 24)}, " if chance.random() < 0.14 else ""
    return f"{flat}{chance.randint(1, 148)} {chance.choice(places('streets'))}, {places('town')[0]}"


def postcode(chance: Random) -> str:
    return (
        f"{POSTCODE}{chance.randint(1, 9)} {chance.randint(1, 9)}{chance.choice('ABDEFGH')}{chance.choice('JLNPQRS')}"
    )


def _alone(chance: Random, key: str, first: dt.date) -> Family:
    heritage = heritages()["alone"]
    sex = "M" if chance.random() < 0.92 else "F"
    surname = common(heritage.surnames, chance)
    born = dt.date(first.year - chance.choice((15, 16, 16, 17)), 1, 1)
    if (first - born).days > 17.8 * YEAR:
        born = born.replace(year=born.year + 1)
    given = common(heritage.boys if sex == "M" else heritage.girls, chance)
    child = Child(given, surname, sex, born, heritage.ethnicity, child_texture(chance, sex))
    return Family(
        key, chance, surname, home(chance), postcode(chance), [], [child], family_texture(chance), heritage.key,
        language=chance.choice(heritage.languages), interpreter=True, alone=True,
    )  # fmt: skip


def _adults(
    of: Parameters, chance: Random, heritage: Heritage, surname: str
) -> tuple[list[Adult], list[tuple[Adult, Heritage]]]:
    other = heritage
    if of.happens("family.other_parent_elsewhere", chance):
        other = heritages()[of.pick("family.heritage", chance)]
    married = chance.random() < 0.5
    adults = [Adult(common(heritage.women, chance), surname, "mother", "F", True, True)]
    fathers = []
    where = chance.random()
    lives_there = where < of.number("family.father_at_home")
    if lives_there or where < of.number("family.father_at_home") + of.number("family.father_elsewhere"):
        name = surname if married else common(other.surnames, chance)
        responsible = married or of.happens("family.father_responsible", chance)
        father = Adult(common(other.men, chance), name, "father", "M", lives_there, responsible)
        adults.append(father)
        fathers.append((father, other))
    if not lives_there and of.happens("family.partner", chance):
        adults.append(Adult(common(other.men, chance), common(other.surnames, chance), "mother's partner", "M", True))
    if of.happens("family.grandmother", chance):
        adults.append(
            Adult(common(heritage.women, chance), common(heritage.surnames, chance), "grandparent", "F", False)
        )
    return adults, fathers


def _children(
    of: Parameters,
    chance: Random,
    heritage: Heritage,
    surname: str,
    adults: list[Adult],
    fathers: list[tuple[Adult, Heritage]],
    first: dt.date,
) -> list[Child]:
    size = int(of.pick("family.children", chance))
    ages: list[float] = [int(of.pick("family.youngest", chance)) + chance.random() * 1.9]
    while len(ages) < size:
        twin = of.happens("family.twins", chance)
        ages.append(ages[-1] if twin else ages[-1] + max(0.95, of.drawn("family.gap", chance)))
    ages = [age for age in ages if age < 17.3]
    if of.happens("family.another_baby", chance):
        ages.insert(0, -chance.random() * 3)
    half = len(ages) > 1 and fathers and of.happens("family.half_siblings", chance)
    if half:
        father = Adult(common(heritage.men, chance), common(heritage.surnames, chance), "father", "M", False, True)
        adults.append(father)
        fathers.append((father, heritage))
    taken: set[str] = {adult.given for adult in adults}
    own = surname if not fathers or not of.happens("family.two_surnames", chance) else fathers[0][0].surname
    children = []
    turn = max(1, len(ages) // 2)
    for place, age in enumerate(sorted(ages, reverse=True)):
        sex = "M" if chance.random() < 0.512 else "F"
        theirs = fathers[1 if half and place < turn else 0] if fathers else None
        given = _name(chance, heritage, sex, taken)
        ethnicity = _ethnicity(of, chance, heritage, theirs[1] if theirs else heritage)
        child = Child(
            given,
            surname if half and place < turn else own,
            sex,
            first - dt.timedelta(days=int(age * YEAR)),
            ethnicity,
            child_texture(chance, sex),
            father=theirs[0] if theirs else None,
        )
        if of.happens("family.known_as", chance):
            child.known_as = nicknames().get(given, "")
        if of.happens("family.disability", chance):
            child.disability = chance.choice(DISABILITIES)
        children.append(child)
    return children


def _name(chance: Random, heritage: Heritage, sex: str, taken: set[str]) -> str:
    names = heritage.girls if sex == "F" else heritage.boys
    given = common(names, chance)
    while given in taken and not taken.issuperset(names):
        given = common(names, chance)
    taken.add(given)
    return given


def _ethnicity(of: Parameters, chance: Random, mother: Heritage, father: Heritage) -> str:
    if of.happens("family.ethnicity_not_known", chance):
        return "NOBT"
    if mother.ethnicity == father.ethnicity:
        return mother.ethnicity
    pair = {mother.ethnicity, father.ethnicity}
    white = {code for code in pair if code.startswith("W")}
    if len(white) == 2:
        return "WOTH"
    if not white:
        return MIXED_OTHERWISE
    return MIXED.get((pair - white).pop(), MIXED_OTHERWISE)
