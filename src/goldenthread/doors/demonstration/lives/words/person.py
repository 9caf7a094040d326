"""What is written of a person beside the journeys."""

import datetime as dt

from goldenthread.doors.demonstration.lives.family import Child, Family
from goldenthread.doors.demonstration.lives.fields import of_child
from goldenthread.doors.demonstration.lives.texts import pools
from goldenthread.doors.demonstration.lives.words.say import say


def same_person(family: Family, child: Child, other: Child, day: dt.date) -> str:
    """How somebody knows that two records are one child's."""
    return say(family, "closed.joining", of_child(family, child, day) | {"called": child.given, "other": other.given})


def childs_words(family: Family, child: Child, day: dt.date) -> dict[str, str] | None:
    """What a child said to its worker, and where; nothing, once the family has said all that it has to say."""
    fields = of_child(family, child, day)
    band = "small" if child.age(day) < 5 else "middle" if child.age(day) < 11 else "teen"
    band = "alone" if family.alone else band
    if family.times.get(band, 0) >= len(pools()[f"noted.{band}"]):
        return None
    family.times[band] = family.times.get(band, 0) + 1
    return {"said": say(family, f"noted.{band}", fields), "where": say(family, "noted.noted_where", fields)}


def warning_ended(family: Family, child: Child, warning: str, day: dt.date) -> dict[str, str]:
    """Why a warning no longer holds."""
    return {"ends": warning, "why": say(family, "warning.ended", of_child(family, child, day))}
