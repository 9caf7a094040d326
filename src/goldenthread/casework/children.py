"""A child's name and age beside any row that is about one, without a query of its own."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from goldenthread.casework import access
from goldenthread.casework.naming import LOCAL_NUMBER, age_of, name_of
from goldenthread.facts.models import Identifier, Person
from goldenthread.language import Compartment
from goldenthread.timekeeping import age_on

FIELDS = ("given", "surname", "known_as", "born_on", "born_estimated", "expected_on", "died_on")
SAID_IN_YEARS = 3
DAYS = ("born_on", "expected_on", "died_on")


@dataclasses.dataclass(frozen=True, slots=True)
class Child:
    """Whom a line is about. `age` is exact, `years` is short enough for a list."""

    id: UUID
    name: str
    age: str
    years: str


def with_child(rows: QuerySet[Any], about: str = "about_id") -> QuerySet[Any]:
    """The rows with `person` and `number`, from which `child_of` makes a name and an age."""
    here = OuterRef(about)
    people = Person.now.filter(about=here)
    numbers = Identifier.now.filter(about=here, scheme=LOCAL_NUMBER)
    return rows.annotate(
        person=Subquery(people.values(said=JSONObject(**{name: name for name in FIELDS}))[:1]),
        number=Subquery(numbers.values("value")[:1]),
    )


def open_to(rows: QuerySet[Any], actor: access.Actor, *parts: Compartment) -> QuerySet[Any]:
    """Of these rows about records, those whose part of the record this person may open: the row's own, or these."""
    grants = access.granted(actor, *parts).filter(about=OuterRef("about_id"))
    if not parts:
        grants = grants.filter(compartment=OuterRef("compartment"))
    # Asked of each row that is found: a duty team holds a grant for nearly every child, and they are not gone through.
    return rows.alias(granted=Subquery(grants.values("pk")[:1])).filter(granted__isnull=False)


def child_of(about: UUID, person: Mapping[str, Any] | None, number: str | None, *, today: dt.date) -> Child:
    """The name to say and the age in words."""
    numbers = [SimpleNamespace(scheme=LOCAL_NUMBER, value=number)] if number else []
    if person is None:
        return Child(about, name_of(None, numbers), age_of(None, today), age_of(None, today))
    dated = {name: dt.date.fromisoformat(person[name]) if person[name] else None for name in DAYS}
    known = SimpleNamespace(**{**person, **dated})
    age = age_of(known, today)
    born = dated["born_on"]
    short = born is not None and not dated["died_on"] and born <= today and age_on(born, today).years >= SAID_IN_YEARS
    return Child(about, name_of(known, numbers), age, age.partition(" years")[0] + " years" if short else age)
