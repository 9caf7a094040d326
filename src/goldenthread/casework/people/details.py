"""What is known of a person, each thing with who last said so and when."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from goldenthread.casework import access, gathering
from goldenthread.casework.naming import age_of
from goldenthread.casework.people.family import Relation, relations_of
from goldenthread.casework.people.joining import Joining, joinings_in
from goldenthread.casework.standing import Members, Part, Standing, standing
from goldenthread.facts import models as facts
from goldenthread.language import Compartment, Entry, handbook
from goldenthread.record.models import Loose, Restriction


@dataclasses.dataclass(frozen=True)
class Said:
    """One thing that is known: its name, its value in words, who said so last, and the step that changes it."""

    name: str
    value: str
    by: str = ""
    on: dt.date | None = None
    step: str = ""
    note: str = ""
    past: bool = False

    @property
    def confirmed(self) -> dict[str, Any] | None:
        return {"by": self.by, "on": self.on} if self.by else None


@dataclasses.dataclass(frozen=True)
class Details:
    """A person's details page: what is known, and what two joined records say differently."""

    subject: UUID
    name: str
    age: str
    unborn: bool
    sections: Sequence[tuple[str, Sequence[Said]]]
    names: Sequence[Said]
    addresses: Sequence[Said]
    numbers: Sequence[Said]
    relations: Sequence[Relation]
    contested: Sequence[str]
    joinings: Sequence[Joining]
    restricted: bool
    entries: int

    def holders(self) -> list[Relation]:
        """Who holds parental responsibility."""
        return [relation for relation in self.relations if relation.parental_responsibility]


SECTIONS = (
    (
        "About",
        (
            "given",
            "surname",
            "known_as",
            "pronunciation",
            "pronouns",
            "born_on",
            "expected_on",
            "died_on",
            "sex",
            "gender",
        ),
    ),
    ("Identity", ("ethnicity", "religion", "nationality", "first_language", "interpreter")),
    ("How to reach and help them", ("communication", "disability", "school", "professional")),
)


def details(subject: UUID, *, actor: access.Actor, today: dt.date) -> Details:
    """Everything known of a person; whoever asks was let in by the policy at the address."""
    members = access.one_record(subject)
    stands = members[0]
    here = Members(stands, tuple(members), frozenset({Compartment.CHILD}))
    rows = standing(
        here,
        [
            Part(facts.Person),
            Part(facts.Name, ends='order by kind desc, "full"'),
            Part(facts.Address, ends="order by since desc, id"),
            Part(facts.Identifier, ends="order by scheme, value"),
            Part(facts.Disability, ends="order by code"),
            Part(Loose),
            Part(Restriction),
        ],
    )
    person = rows.first(facts.Person)
    entries = [entry for entry in gathering.entries_of(members) if entry.step.startswith("person.")]
    said_by = {entry.id: entry for entry in entries}
    last = _last_said(entries)
    asked = _questions()
    disabilities = [each.code for each in rows.all(facts.Disability)]
    unborn = bool(person and person.expected_on and not person.born_on)
    sections = [
        (
            title,
            [
                _known(question, person, disabilities, asked, last.get(question))
                for question in questions
                if _asked_of(question, person)
            ],
        )
        for title, questions in SECTIONS
    ]
    names = [
        _row(
            {"legal": "Name", "alias": "Also known as", "former": "Formerly"}.get(name.kind, name.kind),
            name.full,
            said_by.get(name.entry_id),
            "person.named",
        )
        for name in rows.all(facts.Name)
    ]
    addresses = [
        _row(
            "Home" if home.kind == "home" else "Another address",
            ", ".join(filter(None, (home.lines, home.postcode))),
            said_by.get(home.entry_id),
            "person.addressed",
            past=home.until is not None,
            note=f"Not to be told to {home.not_to_be_told_to}" if home.not_to_be_told_to else "",
        )
        for home in rows.all(facts.Address)
    ]
    schemes = asked["scheme"][1]
    numbers = [
        _row(schemes(number.scheme), number.value, said_by.get(number.entry_id), "person.identified")
        for number in rows.all(facts.Identifier)
    ]
    contested = [each.says for each in rows.all(Loose) if each.entry_id in said_by]
    return Details(
        subject=stands,
        name=person.name if person else "Name not known",
        age=age_of(person, today),
        unborn=unborn,
        sections=sections,
        names=names,
        addresses=addresses,
        numbers=numbers,
        relations=relations_of(stands, actor=actor, members=members),
        contested=contested,
        joinings=joinings_in(stands) if len(members) > 1 else [],
        restricted=bool(rows.all(Restriction)),
        entries=len(entries),
    )


def _asked_of(question: str, person: facts.Person | None) -> bool:
    """An expected date is asked of the unborn, a birth date of the born, a day of death of the dead."""
    unborn = bool(person and person.expected_on and not person.born_on)
    if question in ("expected_on", "died_on"):
        return bool(getattr(person, question, None))
    return question != "born_on" or not unborn


def _known(
    question: str,
    person: facts.Person | None,
    disabilities: list[str],
    asked: Mapping[str, tuple[str, Any, Any]],
    entry: Entry | None = None,
) -> Said:
    value = disabilities if question == "disability" else getattr(person, question, None)
    step = {"expected_on": "person.born", "died_on": "person.died"}.get(question, "person.described")
    label, in_words, _ = asked.get(question, (question, str, ()))
    note = "an estimate" if question == "born_on" and person and person.born_estimated else ""
    return Said(
        label,
        in_words(_stored(value)) if value not in (None, "", []) else "",
        entry.author.name if entry else "",
        entry.day if entry else None,
        step,
        note,
    )


@dataclasses.dataclass(frozen=True)
class Compared:
    """One question and what each of two records says; `differs` where both say something and not the same."""

    name: str
    here: str
    there: str

    @property
    def differs(self) -> bool:
        return bool(self.here and self.there and self.here != self.there)

    @property
    def same(self) -> bool:
        return bool(self.here and self.here == self.there)


@dataclasses.dataclass(frozen=True)
class Comparison:
    """Two records side by side, to see whether they are one person's."""

    here: tuple[UUID, str, str]
    there: tuple[UUID, str, str]
    rows: Sequence[Compared]


def compare(subject: UUID, other: UUID, *, today: dt.date) -> Comparison:
    """What two records say, question by question; whoever asks was let in to both."""
    asked = _questions()
    here = access.one_record(subject)
    groups = [here, here if other == subject else access.one_record(other)]
    both = Members(subject, tuple({*groups[0], *groups[1]}), frozenset({Compartment.CHILD}))
    found = standing(both, SIDE_BY_SIDE)
    sides = [_side(members, found, asked, today) for members in groups]
    names = list(dict.fromkeys(name for _, said in sides for name in said))
    rows = [Compared(name, sides[0][1].get(name, ""), sides[1][1].get(name, "")) for name in names]
    return Comparison(sides[0][0], sides[1][0], [row for row in rows if row.here or row.there])


SIDE_BY_SIDE = (
    Part(facts.Person),
    Part(facts.Name, ends='order by "full"'),
    Part(facts.Address, ends="order by since desc"),
    Part(facts.Identifier, ends="order by scheme, value"),
    Part(facts.Disability, ends="order by code"),
)


def _side(
    members: Sequence[UUID], both: Standing, asked: Mapping[str, tuple[str, Any, Any]], today: dt.date
) -> tuple[tuple[UUID, str, str], dict[str, str]]:
    """What one of the two records says."""
    rows = both.of(members)
    person = rows.first(facts.Person)
    disabilities = [each.code for each in rows.all(facts.Disability)]
    said = {
        one.name: one.value
        for _, questions in SECTIONS
        for question in questions
        if _asked_of(question, person)
        for one in [_known(question, person, disabilities, asked)]
    }
    said["Other names"] = ", ".join(name.full for name in rows.all(facts.Name) if name.kind != "legal")
    said["Home"] = next(
        (
            ", ".join(filter(None, (home.lines, home.postcode)))
            for home in rows.all(facts.Address)
            if home.kind == "home" and home.until is None
        ),
        "",
    )
    for scheme, label in asked["scheme"][2]:
        said[label] = ", ".join(number.value for number in rows.all(facts.Identifier) if number.scheme == scheme)
    return (members[0], person.name if person else "Name not known", age_of(person, today)), said


def _row(name: str, value: str, entry: Entry | None, step: str, *, note: str = "", past: bool = False) -> Said:
    return Said(name, value, entry.author.name if entry else "", entry.day if entry else None, step, note, past)


def _questions() -> dict[str, tuple[str, Any, Any]]:
    """Each question about a person as practice asks it: its label, and how an answer is said."""
    asked: dict[str, tuple[str, Any, Any]] = {}
    for key in ("person.registered", "person.described", "person.identified", "person.died"):
        form = handbook().steps[key].form
        for name, question in (form.all_questions() if form else {}).items():
            asked[name] = (str(question.label), question.said, getattr(question, "choices", ()))
    return asked


def _stored(value: Any) -> Any:
    """A row's value as an entry would keep it, so that the question can say it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, dt.date) else value


def _last_said(entries: Sequence[Entry]) -> Mapping[str, Entry]:
    """For each question, the entry that answered it last."""
    last: dict[str, Entry] = {}
    for entry in entries:
        last |= {question: entry for question, answer in entry.answers.items() if answer not in (None, "", [])}
    return last
