"""Who belongs to whom: read from the relationships on both records, whichever of the two was written."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from goldenthread.casework import access
from goldenthread.casework.access.kin import may_open_sql, whose
from goldenthread.casework.people.registering import mirror_of
from goldenthread.facts.models import Person
from goldenthread.facts.models.person import name_to_say

CLOSED = "Somebody whose record is closed to you"
PARENTS = ("mother", "father", "parent", "step-parent")
SIBLINGS = ("brother", "sister", "brother or sister", "half-brother", "half-sister", "half-brother or half-sister")


@dataclasses.dataclass(frozen=True)
class Relation:
    """Somebody in a person's family or network. `entry` is the one that says so, where this record says it."""

    subject: UUID
    name: str
    kind: str
    born_on: dt.date | None
    expected_on: dt.date | None
    parental_responsibility: bool | None
    may_open: bool
    entry: UUID | None
    since: dt.date | None = None

    @property
    def close(self) -> bool:
        """Whether this is a parent, a brother or a sister."""
        return self.kind in PARENTS or self.kind in SIBLINGS


def relations_of(subject: UUID, *, actor: access.Actor, members: Sequence[UUID] = ()) -> list[Relation]:
    """Everybody whom this record, or theirs, says to be related. A restricted record is not named."""
    # Somebody else's child is named as a brother; of a restricted record not even the name leaves this function.
    with access.working_out(), connection.cursor() as cursor:
        cursor.execute(RELATED, {**whose(actor), "members": list(members) or access.one_record(subject)})
        rows = cursor.fetchall()
    found: dict[UUID, Relation] = {}
    for other, kind, pr, since, entry, ours, given, surname, known_as, born, expected, sex, restricted, opens in rows:
        # Ours comes first; theirs is read from the other end.
        kind = kind if ours else mirror_of(kind, sex=sex or "") or f"knows this person as {kind}"
        if other in found:
            continue
        closed = restricted and not opens
        name = CLOSED if closed else name_to_say(given or "", surname or "", known_as or "", unborn=bool(expected))
        found[other] = Relation(
            other,
            name,
            kind,
            None if closed else born,
            None if closed else expected,
            pr if ours else None,
            opens,
            entry if ours else None,
            since,
        )
    order = (*PARENTS, *SIBLINGS)
    return sorted(found.values(), key=lambda r: (order.index(r.kind) if r.kind in order else len(order), r.name))


def family_of(subject: UUID, *, actor: access.Actor) -> list[Relation]:
    """Parents, then brothers and sisters."""
    return [relation for relation in relations_of(subject, actor=actor) if relation.close]


def household_of(subject: UUID, *, actor: access.Actor) -> list[Relation]:
    """Who lives at the same address, of those whose record this person may open; said as their relation, if known."""
    with connection.cursor() as cursor:
        cursor.execute(TOGETHER, {**whose(actor), "members": access.one_record(subject)})
        rows = cursor.fetchall()
    related = {relation.subject: relation for relation in relations_of(subject, actor=actor)} if rows else {}
    return [
        related.get(other)
        or Relation(
            other,
            name_to_say(given, surname, known_as, unborn=bool(expected)),
            "lives at the same address",
            born,
            expected,
            None,
            True,
            None,
        )
        for other, given, surname, known_as, born, expected in rows
    ]


RELATED = f"""
with ties as (
    select other_id as other, kind, parental_responsibility, since, entry_id, true as ours from facts_relationship
    where about_id = any(%(members)s) and known_until is null and until is null
    union all
    select about_id, kind, parental_responsibility, since, entry_id, false from facts_relationship
    where other_id = any(%(members)s) and known_until is null and until is null
), standing as (
    select coalesce(subject.merged_into_id, subject.id) as other, ties.kind, ties.parental_responsibility, ties.since,
        ties.entry_id, ties.ours
    from ties join record_subject subject on subject.id = ties.other where not ties.other = any(%(members)s)
)
select standing.*, person.given, person.surname, person.known_as, person.born_on, person.expected_on, person.sex,
    second_lock.hidden(standing.other, %(worker)s),
    {may_open_sql("standing.other")}
from standing left join facts_person person on person.about_id = standing.other and person.known_until is null
order by standing.ours desc, standing.since, standing.entry_id
"""  # noqa: S608 - the policy's own words, no one else's

TOGETHER = f"""
select person.about_id, person.given, person.surname, person.known_as, person.born_on, person.expected_on
from facts_address mine
join facts_address theirs on plain_number(theirs.postcode) = plain_number(mine.postcode)
    and plain_number(theirs.lines) = plain_number(mine.lines) and theirs.known_until is null and theirs.until is null
    and theirs.kind = 'home' and not theirs.about_id = any(%(members)s)
join facts_person person on person.about_id = theirs.about_id and person.known_until is null
where mine.about_id = any(%(members)s) and mine.known_until is null and mine.until is null and mine.kind = 'home'
    and mine.postcode <> '' and {may_open_sql("theirs.about_id")}
order by person.born_on nulls last, person.about_id limit 50
"""  # noqa: S608 - the policy's own words, no one else's


def names_of(subjects: Sequence[UUID], *, actor: access.Actor) -> dict[UUID, str]:
    """What to call these people, of those whose record this person may open."""
    opened = access.openable(actor, subjects)
    return {person.about_id: person.name for person in Person.now.filter(about__in=opened)}
