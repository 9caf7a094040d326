"""What to call a person, and how old they are, in words."""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from goldenthread.timekeeping import age_on

LOCAL_NUMBER = "la_child_id"
CLOSED = "Somebody whose record is closed to you"


class Named(Protocol):
    """What is known of a person's name and age."""

    given: str
    surname: str
    known_as: str
    born_on: dt.date | None
    born_estimated: bool
    expected_on: dt.date | None
    died_on: dt.date | None


class Numbered(Protocol):
    """A number that some scheme gives a person."""

    scheme: str
    value: str


def name_of(person: Named | None, identifiers: Sequence[Numbered] = ()) -> str:
    """The name to say. A child of a file without a name is told apart by the number that the file gave."""
    if person is not None:
        called = person.known_as or person.given
        if person.surname and not called and person.expected_on and not person.born_on:
            return f"Unborn {person.surname}"
        if said := " ".join(part for part in (called, person.surname) if part):
            return said
    number = next((each.value for each in identifiers if each.scheme == LOCAL_NUMBER), "")
    if number:
        return f"Child {number} (no name in the file)"
    return "Unborn child" if person is not None and person.expected_on else "Name not known"


def age_of(person: Named | None, today: dt.date) -> str:
    """How old somebody is, or when they are to be born; for somebody who died, when, and how old they were."""
    if person is None:
        return "age not known"
    if person.died_on:
        aged = f", aged {age_on(person.born_on, person.died_on)}" if person.born_on else ""
        return f"died {_day(person.died_on)}{aged}"
    if person.born_on and person.born_on <= today:
        about = "about " if person.born_estimated else ""
        years = age_on(person.born_on, today)
        return f"{about}{f'{years.years} years' if years.years >= 18 else years}"
    expected = person.expected_on or person.born_on
    if expected is None:
        return "age not known"
    return (
        f"unborn, due {_day(expected)}" if expected >= today else f"unborn, was due {_day(expected)}: record the birth"
    )


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
