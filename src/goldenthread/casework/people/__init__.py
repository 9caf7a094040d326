"""Persons: look-alikes, registering, families, and two records that are one person's."""

from goldenthread.casework.people.alike import (
    SPEAK_FIRST,
    Candidate,
    LookAlikes,
    Looked,
    look_alikes,
    look_alikes_of_each,
)
from goldenthread.casework.people.details import Compared, Comparison, Details, Said, compare, details
from goldenthread.casework.people.family import Relation, family_of, household_of, names_of, relations_of
from goldenthread.casework.people.joining import (
    Joining,
    Parting,
    SinceJoined,
    join,
    joining_of,
    part,
    parting_of,
    since_joined,
)
from goldenthread.casework.people.registering import mirror_of, register, relate

__all__ = [
    "SPEAK_FIRST",
    "Compared",
    "Comparison",
    "Parting",
    "compare",
    "parting_of",
    "Candidate",
    "Details",
    "Joining",
    "LookAlikes",
    "Relation",
    "Said",
    "SinceJoined",
    "details",
    "family_of",
    "household_of",
    "join",
    "joining_of",
    "Looked",
    "look_alikes",
    "look_alikes_of_each",
    "mirror_of",
    "names_of",
    "part",
    "register",
    "relate",
    "relations_of",
    "since_joined",
]
