"""Whom a file speaks of: a person known already by number, or one who is new here."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from goldenthread.casework.taking_in.said import PERSON, Contradiction, Intake, ReportedChild
from goldenthread.facts.models import Identifier, Person
from goldenthread.language import derived_id
from goldenthread.record.models import Entry, Source
from goldenthread.timekeeping import spoken

OWN_NUMBER, PUPIL_NUMBER = "la_child_id", "upn"


@dataclasses.dataclass
class KnownPersons:
    """The subject of each child of a file, those who are new, and where a number was not enough to be sure."""

    subjects: dict[str, UUID] = dataclasses.field(default_factory=dict)
    new: list[UUID] = dataclasses.field(default_factory=list)
    unsure: list[Contradiction] = dataclasses.field(default_factory=list)


def known_persons(children: Sequence[ReportedChild], intake: Intake) -> KnownPersons:
    """Who these children are, in a few queries however many they are.

    A child is known by what an earlier file of the kind said, else by the authority's own number, else by the pupil
    number of somebody who has no other number here. A different date of birth is never the same person.
    """
    found = KnownPersons()
    keys = {intake.key(child.identifier, PERSON): child.identifier for child in children}
    for key, about in Entry.objects.filter(key__in=list(keys), nth=0).values_list("key", "about_id"):
        found.subjects[keys[key]] = about
    rest = [child for child in children if child.identifier not in found.subjects]
    own = _holders(OWN_NUMBER, [child.identifier for child in rest])
    pupils = _holders(PUPIL_NUMBER, [child.upn for child in rest if child.upn])
    held = {about for abouts in (*own.values(), *pupils.values()) for about in abouts}
    born = dict(Person.now.filter(about__in=held).values_list("about_id", "born_on"))
    numbered = set(Identifier.now.filter(about__in=held, scheme=OWN_NUMBER).values_list("about_id", flat=True))
    for child in rest:
        candidates = [(about, "number") for about in own.get(child.identifier, ())]
        candidates += [
            (about, "pupil number")
            for about in pupils.get(child.upn, ())
            if about not in numbered or about in own.get(child.identifier, ())
        ]
        same = [about for about, _ in candidates if not child.born_on or born.get(about) in (None, child.born_on)]
        if same:
            found.subjects[child.identifier] = same[0]
        else:
            about = derived_id(intake.kind.key, child.identifier, "subject")
            found.subjects[child.identifier] = about
            found.new.append(about)
        found.unsure += [
            Contradiction(
                child.identifier,
                child.line,
                (f"Somebody born on {spoken(day)} has this child's {number} here; taken in as another person."),
            )
            for about, number in candidates
            if about not in same and (day := born.get(about))
        ]
        if child.upn in pupils and not same:
            found.unsure.append(
                Contradiction(
                    child.identifier,
                    child.line,
                    f"Another child here has the unique pupil number {child.upn}.",
                )
            )
    return found


def _holders(scheme: str, values: Sequence[str]) -> dict[str, list[UUID]]:
    holders: dict[str, list[UUID]] = {}
    for value, about in Identifier.now.filter(scheme=scheme, value__in=values).values_list("value", "about_id"):
        holders.setdefault(value, []).append(about)
    return holders


def subjects_of(identifiers: Sequence[str]) -> dict[str, UUID]:
    """The persons whom the authority's own numbers name; numbers that nobody has are left out."""
    return {number: abouts[0] for number, abouts in _holders(OWN_NUMBER, identifiers).items()}


def first_taken_in(kind: str) -> dt.datetime | None:
    """When a file of a kind was first taken in, if one was."""
    return Source.objects.filter(kind=kind).order_by("taken_in").values_list("taken_in", flat=True).first()
