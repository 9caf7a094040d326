"""A person's family and network, read from both ends: brothers and sisters side by side, and who works with them."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import SimpleNamespace
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject

from goldenthread.casework import access
from goldenthread.casework.access.kin import may_open_expression
from goldenthread.casework.naming import CLOSED, LOCAL_NUMBER, age_of, name_of
from goldenthread.casework.standing import Members
from goldenthread.facts.models import Identifier, Person
from goldenthread.language import handbook
from goldenthread.record.models import Episode, Restriction, Subject, as_known

PARENTS = ("mother", "father", "parent", "step-parent")
SIBLINGS = ("brother", "sister", "half-brother", "half-sister", "brother or sister")
PROFESSIONALS = ("teacher", "health visitor", "doctor", "police officer", "other professional")
FROM_THE_OTHER_END = {
    **dict.fromkeys(PARENTS, "child"),
    **dict.fromkeys(("brother", "sister"), "brother or sister"),
    **dict.fromkeys(("half-brother", "half-sister"), "half-brother or half-sister"),
    "child": "parent",
    "cousin": "cousin",
    "friend": "friend",
    "neighbour": "neighbour",
}


@dataclasses.dataclass(frozen=True)
class Relative:
    """One person of a child's network. `opens` says whether the reader may open that person's record.

    safety: one of those who keep the child safe. sex (a code), unborn, died: as far as the reader may know.
    """

    id: UUID
    name: str
    kind: str
    age: str = ""
    opens: bool = False
    closed: bool = False
    parental_responsibility: bool | None = None
    since: dt.date | None = None
    professional: str = ""
    entry: UUID | None = None
    through: str = ""
    safety: bool = False
    sex: str = ""
    unborn: bool = False
    died: bool = False

    @property
    def place(self) -> str:
        """Where somebody stands in the drawing: parent, sibling, child, professional or other."""
        if self.kind in PARENTS:
            return "parent"
        if "brother" in self.kind or "sister" in self.kind:
            return "sibling"
        return "child" if self.kind == "child" else "professional" if self.kind in PROFESSIONALS else "other"


@dataclasses.dataclass(frozen=True)
class Network:
    """Everybody around a person: those recorded, and brothers and sisters found through a parent."""

    relatives: Sequence[Relative] = ()
    not_opened: int = 0

    def at(self, *places: str) -> list[Relative]:
        return [one for one in self.relatives if one.place in places]

    @property
    def siblings(self) -> list[Relative]:
        return self.at("sibling")


@dataclasses.dataclass(frozen=True)
class Spoken:
    """What may be said of somebody named on a record.

    worked: this person's own record is somebody's work. closed: fewer may know of it, and the reader may not.
    """

    name: str
    age: str = ""
    opens: bool = False
    closed: bool = False
    worked: bool = False
    professional: str = ""
    sex: str = ""
    unborn: bool = False
    died: bool = False

    @property
    def held(self) -> bool:
        """Others work with this person, and the reader does not."""
        return self.closed or (self.worked and not self.opens)


# For `standing`: who is related, from both ends and by a parent whom two children share.
AROUND = ("around", "select * from second_lock.ties(%(members)s, %(open)s, %(known)s)")


def people_named(
    ids: Iterable[UUID], actor: access.Actor, *, today: dt.date, known: dt.datetime | None = None
) -> dict[UUID, Spoken]:
    """What this person may be told of each of these people. One query."""
    stands = OuterRef("stands")
    then = as_known(known)
    lifelong = [pathway.key for pathway in handbook().pathways if pathway.lifelong]
    person = Person.objects.filter(then, about=stands).values(
        said=JSONObject(**{name: name for name in (*PLAIN, *DATES)})
    )
    number = Identifier.objects.filter(then, about=stands, scheme=LOCAL_NUMBER).order_by("row").values("value")
    found = (
        Subject.objects.filter(pk__in=list(ids))
        .annotate(stands=Coalesce("merged_into", "pk"))
        .annotate(
            person=Subquery(person[:1]),
            numbers=ArraySubquery(number),
            opens=may_open_expression(actor, STANDS),
            worked=Exists(Episode.now.filter(about=stands).exclude(pathway__in=lifelong)),
            fewer=Exists(Restriction.now.filter(about=stands)),
            may_name=Func(F("stands"), function="second_lock.may_name", output_field=BooleanField()),
        )
    )
    # Whoever reads of a child reads whom the child lives with; of a restricted record not even the name leaves here.
    with access.working_out():
        rows = list(found.values_list("pk", "may_name", "person", "numbers", "opens", "worked", "fewer"))
    return {
        pk: _spoken(person, numbers, opens, worked, fewer, today) if may_name else Spoken(CLOSED, closed=True)
        for pk, may_name, person, numbers, opens, worked, fewer in rows
    }


# A record that was joined is the one that stands for it.
STANDS = "coalesce(record_subject.merged_into_id, record_subject.id)"
PLAIN = ("given", "surname", "known_as", "born_estimated", "professional", "sex")
DATES = ("born_on", "expected_on", "died_on")


def _spoken(
    person: Mapping[str, object] | None, numbers: Sequence[str], opens: bool, worked: bool, fewer: bool, today: dt.date
) -> Spoken:
    if fewer and not opens:
        return Spoken(CLOSED, closed=True)
    said = (
        None
        if person is None
        else SimpleNamespace(
            **{name: person[name] for name in PLAIN},
            **{name: dt.date.fromisoformat(str(person[name])) if person[name] else None for name in DATES},
        )
    )
    name = name_of(said, [SimpleNamespace(scheme=LOCAL_NUMBER, value=number) for number in numbers])
    professional = said.professional if said else ""
    if said is None or (worked and not opens) or not (said.born_on or said.expected_on):
        return Spoken(name, opens=opens, worked=worked, professional=professional)
    return Spoken(
        name,
        age_of(said, today),
        opens=opens,
        worked=worked,
        professional=professional,
        sex=str(said.sex),
        unborn=said.born_on is None,
        died=said.died_on is not None,
    )


def named_in(rows: Iterable[Mapping[str, str]], members: Members) -> set[UUID]:
    """Everybody whom these relationships name."""
    return {UUID(row[end]) for row in rows for end in ("about_id", "other_id")} - set(members.ids)


def network(rows: Sequence[Mapping[str, str]], members: Members, people: Mapping[UUID, Spoken]) -> Network:
    """The network that these relationships come to.

    What this record says of somebody is shown, but for a restricted record's name. What only another record says is
    shown where the reader may open that record, or where nobody works with it; else it is counted.
    """
    found: dict[UUID, Relative] = {}
    hidden: set[UUID] = set()
    for id_, kind, row, own, through in _ties(rows, set(members.ids)):
        spoken = people.get(id_)
        if spoken is None or id_ in found:
            continue
        if not own and spoken.held:
            hidden |= set() if spoken.closed else {id_}
            continue
        found[id_] = Relative(
            id=id_,
            name=spoken.name,
            kind=kind,
            age=spoken.age,
            closed=spoken.closed,
            opens=spoken.opens,
            parental_responsibility=row["parental_responsibility"] if own else None,  # type: ignore[arg-type]
            since=dt.date.fromisoformat(row["since"]) if row["since"] and own else None,
            professional=spoken.professional,
            entry=UUID(row["entry_id"]) if own else None,
            through=people[through].name if through and through in people and not people[through].closed else "",
            safety=bool(own and row["safety"]),
            sex=spoken.sex,
            unborn=spoken.unborn,
            died=spoken.died,
        )
    order = ("parent", "sibling", "child", "other", "professional")
    return Network(sorted(found.values(), key=lambda one: order.index(one.place)), len(hidden - set(found)))


Tie = tuple[UUID, str, Mapping[str, str], bool, UUID | None]


def _ties(rows: Sequence[Mapping[str, str]], mine: set[UUID]) -> Iterator[Tie]:
    """Who, how related, by which row, whether this record itself says so, and through which parent."""
    ends = [(UUID(row["about_id"]), UUID(row["other_id"]), row) for row in rows]
    for about, other, row in ends:
        if about in mine and other not in mine:
            yield other, row["kind"], row, True, None
    for about, other, row in ends:
        if other in mine and about not in mine:
            kind = FROM_THE_OTHER_END.get(row["kind"], f"has this person as {row['kind']}")
            yield about, kind, row, False, None
    for about, other, row in ends:
        if about not in mine and other not in mine:
            child, parent = (other, about) if row["kind"] == "child" else (about, other)
            yield child, "brother or sister", row, False, parent
