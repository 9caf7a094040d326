"""What is put into the sentences: a child's name, age and ways, those around it, and what is true of the day."""

import datetime as dt

from goldenthread.doors.demonstration.lives.family import Adult, Child, Family
from goldenthread.doors.demonstration.lives.names import places

Fields = dict[str, str]
NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
)  # fmt: skip
TIMES = ("not yet", "once", "twice", "three times", "four times", "five times")
ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
SO = "so"
SPEAKS, OLDER, A_GOOD_DEAL = 4, 6, 600
OLDEST_IN_MONTHS, NURSERY, PRIMARY, SECONDARY, TEEN = 2, 2, 4, 11, 11


def of_child(family: Family, child: Child, day: dt.date) -> Fields:
    """Everything that a sentence about a child may need; empty where it is not so."""
    asked = (day, child.birth_said, family.home)
    if child.asked != asked:
        child.asked, child.fields = asked, _worked_out(family, child, day)
    return child.fields.copy()


def _worked_out(family: Family, child: Child, day: dt.date) -> Fields:
    fields = of_family(family, day)
    texture, age = child.texture, child.age(day)
    unborn = age < 0 or not child.birth_said
    safe = texture["safe"].partition(" at school")[0].partition(",")[0]
    likes = texture["likes_teen" if age >= TEEN else "likes"]
    he = texture["he"]
    others = [one for one in family.children if one is not child and one.about and one.birth_said and one.age(day) >= 0]
    elder = next((one for one in others if (child.born - one.born).days > A_GOOD_DEAL and one.age(day) > SPEAKS), None)
    younger = next((one for one in others if (one.born - child.born).days > A_GOOD_DEAL), None)
    talking = [one for one in others if one.age(day) >= NURSERY]
    sibling = talking[len(child.given) % len(talking)] if talking else None
    expected = child.expected or child.born
    fields.update(
        name="the baby" if unborn else child.called,
        he=he, He=he.capitalize(), him=texture["him"], his=texture["his"], His=texture["his"].capitalize(),
        himself=texture["himself"], age=in_words(child, day), likes=likes, Likes=capital(likes), likes_short=likes,
        safe=texture["safe"], Safe=capital(texture["safe"]), safe_short=safe, Safe_short=capital(safe),
        safe_or_family=safe, safe_me=_mine(safe, texture), Safe_me=capital(_mine(safe, texture)),
        likes_me=_mine(likes, texture), habit=texture["habit"], Habit=f"{he.capitalize()} {texture['habit']}",
        Habit_he=f"{he.capitalize()} {texture['habit']}", teacher=texture["teacher"], Teacher=texture["teacher"],
        school=school(family, child, day), School=school(family, child, day),
        sibling=sibling.called if sibling else "", elder=elder.called if elder else "",
        younger=younger.called if younger else "", younger_him=younger.texture["him"] if younger else "",

        baby=SO if age < NURSERY else "", small=SO if age < OLDER else "", older=SO if age >= OLDER else "",
        speaks=SO if age >= SPEAKS else "",
        expected=f"{expected.day} {expected:%B}", weeks=NUMBERS[min(18, max(1, (expected - day).days // 7))],
        day=DAYS[child.born.toordinal() % 5], father=child.father.given if child.father else "",
        Father=child.father.given if child.father else "",
    )  # fmt: skip
    return fields


def of_family(family: Family, day: dt.date) -> Fields:
    """What is the same for all children of a family."""
    mother, carer = family.adult("mother"), family.carer
    man: Adult | None = family.adult("mother's partner", "father")
    here = man.given if man else "" if family.alone else "her former partner"
    pet = family.texture["pet"]
    return {
        "mother": mother.given if mother else "", "Mother": mother.given if mother else "",
        "carer": carer.given if carer else "", "Carer": carer.given if carer else "",
        "man": here, "Man": capital(here), "street": family.home.rpartition(",")[0].lstrip("0123456789 "),
        "trouble": family.texture["trouble"], "Trouble": capital(family.texture["trouble"]),
        "pet": pet, "pet_short": pet.partition(" called")[0].partition(" that")[0], "work": family.texture["work"],
        "language": family.language, "interpreter": SO if family.interpreter else "",
        "man_out": man.given if man and not man.at_home else "",
        "surgery": places("surgeries")[len(family.home) % len(places("surgeries"))],
    }  # fmt: skip


def _mine(words: str, texture: Fields) -> str:
    """As the child itself says it: my cousin, not his."""
    return f" {words}".replace(f" {texture['his']} ", " my ").strip()


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def in_words(child: Child, day: dt.date) -> str:
    """An age as one says it: nine, or five months."""
    years = child.age(day)
    if years >= OLDEST_IN_MONTHS:
        return NUMBERS[min(years, 18)]
    months = max(0, (day - child.born).days * 12 // 365)
    if months >= 2:
        return f"{NUMBERS[min(months, 18)] if months <= 18 else months} months"
    weeks = max(1, (day - child.born).days // 7)
    return f"{NUMBERS[weeks]} week{'s' if weeks > 1 else ''}"


def school(family: Family, child: Child, day: dt.date) -> str:
    """Where the child goes by day: one place for brothers and sisters of an age."""
    age = child.age(day)
    kind = "nurseries" if NURSERY <= age < PRIMARY else "schools" if PRIMARY <= age < SECONDARY else "secondary"
    if age < NURSERY:
        return ""
    found = places(kind)
    return found[sum(map(ord, family.key[-6:])) % len(found)]


def both(words: list[str]) -> str:
    """Several things in one breath."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
