"""When a worry reaches the front door, from whom, about what and about which children."""

import datetime as dt
from random import Random

from goldenthread.doors.demonstration.lives.clock import DAY, Clock
from goldenthread.doors.demonstration.lives.family import Child, Family, Worry
from goldenthread.doors.demonstration.lives.parameters import Parameters

SCHOOLS, POLICE = ("2A", "2B", "3C"), "6"
DOMESTIC_ABUSE = "domestic_abuse"
LONGEST_WAIT_BEFORE_BIRTH = 170
GRAVE = ("physical_abuse", "sexual_abuse", "exploitation")
BUSIEST_MONTH, BUSIEST_DAY = 1.1, 1.16
# What is brought in the last hours of the last day is not written down yet.
WRITTEN_DOWN_WITHIN = 150
BABY, SMALL, MIDDLE = 2, 5, 11
ADULT = 18
TRIES = 10_000
FRIDAY, AT_WEEKENDS = 4, ("6", "3E", "1A", "1B", "1C", "9")
# Sources that a small child, an unborn one or one alone cannot have: who would never meet them.
NEVER = {"unborn": ("2A", "2B", "3B", "3C", "1C"), "baby": ("2A", "3C", "1C"), "small": ("3C", "1C", "3D"),
         "middle": ("3B", "3D", "1C"), "teen": ("3B", "3D")}  # fmt: skip


def bring(family: Family, of: Parameters, clock: Clock, first: dt.date, *, at_most: int) -> int:
    """Think of the family's worries from a first day to the last; answer how many of its children are known by then."""
    chance = family.chance
    rate = chance.lognormvariate(
        -(of.number("contact.family_rate", "spread") ** 2) / 2, of.number("contact.family_rate", "spread")
    )
    minute = clock.minute_of(first)
    known: list[Child] = []
    before: Worry | None = None
    again = False
    while minute < clock.ends:
        worry = _worry(family, of, clock, minute, known, before, at_most=at_most, again=again)
        if worry is not None:
            family.worries.append(worry)
            known += [child for child in worry.children if child not in known]
            before = worry
        called = worry is not None and worry.source == POLICE and worry.kind == DOMESTIC_ABUSE
        soon = of.happens("contact.cluster", chance)
        if again := soon and called and of.happens("police.called_again", chance):
            wait = chance.expovariate(1 / of.number("police.called_again_days"))
        else:
            wait = (
                chance.expovariate(1 / of.number("contact.again", "within_months" if soon else "within_years")) / rate
            )
        minute = _ordinary_day(minute + (2 + wait) * DAY, of, clock, chance)
    family.children = known
    return len(known)


def _ordinary_day(minute: float, of: Parameters, clock: Clock, chance: Random) -> float:
    """A day near this one; busy months and days of the week draw more."""
    while minute < clock.ends:
        day = clock.day(minute)
        busy = of.number("contact.month", str(day.month)) * of.number("contact.weekday", str(day.weekday()))
        if chance.random() * BUSIEST_MONTH * BUSIEST_DAY < busy:
            break
        minute += DAY
    return minute // DAY * DAY


def _worry(
    family: Family,
    of: Parameters,
    clock: Clock,
    midnight: float,
    known: list[Child],
    before: Worry | None,
    *,
    at_most: int,
    again: bool,
) -> Worry | None:
    """again: the police are called once more to what they were called to before."""
    chance, day = family.chance, clock.day(midnight)
    there = [child for child in family.children if _may_be_known(child, day)]
    there = [child for child in there if child in known] or [] if len(known) >= at_most else there
    room = at_most - len(known)
    there = [c for c in there if c in known] + [c for c in there if c not in known][: max(0, room)]
    if not there:
        return None
    if len(there) > 1 and not again and not of.happens("contact.all_children", chance):
        there = [chance.choice(there)]
    band = band_of(min(there, key=lambda child: -child.born.toordinal()), day)
    kind = "other" if family.alone else of.pick(f"contact.kind.{band}", chance)
    if before and (again or of.happens("contact.same_kind_again", chance)) and _fits(before.kind, band):
        kind = before.kind
    bands = {band_of(child, day) for child in there}
    source = POLICE if again else _source(of, chance, clock, day, kind, bands, alone=family.alone)
    hours = "police" if source == POLICE else "school" if source in SCHOOLS else "others"
    start = int(of.pick(f"contact.hour.{hours}", chance))
    minute = midnight + start * 60 + chance.randrange(170)
    if minute > clock.ends - WRITTEN_DOWN_WITHIN:
        return None
    urgent = chance.random() < of.number("contact.urgent") * (3 if kind in GRAVE else 0.7)
    return Worry(minute, kind, source, sorted(there, key=lambda child: child.born), urgent)


def _fits(kind: str, band: str) -> bool:
    return kind not in ("unborn", "exploitation", "missing", "child_mental_health") or band == "teen"


def _may_be_known(child: Child, day: dt.date) -> bool:
    return (child.born - day).days < LONGEST_WAIT_BEFORE_BIRTH and child.age(day) < ADULT


def band_of(child: Child, day: dt.date) -> str:
    """How the words about a child differ by age."""
    age = child.age(day)
    if age < 0:
        return "unborn"
    return "baby" if age < BABY else "small" if age < SMALL else "middle" if age < MIDDLE else "teen"


def _source(
    of: Parameters, chance: Random, clock: Clock, day: dt.date, kind: str, bands: set[str], *, alone: bool
) -> str:
    if alone:
        return "6" if chance.random() < 0.6 else "7"
    if kind == "missing" and chance.random() < 0.6:
        return POLICE
    youngest = next(band for band in ("unborn", "baby", "small", "middle", "teen") if band in bands)
    never = NEVER[youngest] if len(bands) == 1 else ("1C",)
    away = _schools_are_away(day)
    for _ in range(TRIES):
        source = of.pick("contact.source", chance)
        if day.weekday() > FRIDAY and source not in AT_WEEKENDS:
            continue
        if source in never or source in SCHOOLS and (away or day.weekday() > 4) and chance.random() < 0.95:
            continue
        return source
    raise ValueError(f"Of contact.source nothing fits {', '.join(sorted(bands))} on {day}: give others a share too.")


def _schools_are_away(day: dt.date) -> bool:
    return day.month == 8 or (day.month == 12 and day.day > 20) or (day.month == 7 and day.day > 22)
