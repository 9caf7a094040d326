"""The people around a child: a parent or neighbour who is nobody's work is open to whoever works with the child.

No grant of their own is written for them, because it would have to move with every change of the child's worker.
"""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from goldenthread.casework.access.actors import Actor
from goldenthread.language import Compartment, handbook

WHY = "In the network of a child in your work"

# For part of a larger query: {subject} is a column; the parameters are those of whose().
HELD = """held.known_until is null and (held.until is null or held.until > now())
        and (held.worker_id = %(worker)s or held.team_id = any(%(teams)s) or held.worker_id = any(%(covers)s)
            and second_lock.passes_on(held.about_id, held.compartment, held.until))
        and (not held.managing or %(manages)s)
        and not held.about_id = any((select second_lock.barred(%(worker)s))::uuid[])"""
GRANTED = f"""exists (
    select from record_grant held where held.about_id = {{subject}} and held.compartment = %(part)s
        and {HELD})"""
KIN = "second_lock.around({subject}, %(worker)s, %(teams)s)"
# The same of many candidates, where every row is seen: most are in nobody's network, and that is quickly asked.
KIN_AMONG_MANY = f"""(
        exists (
            select from facts_relationship kin where kin.other_id = {{subject}} and kin.known_until is null
                and exists (
                    select from (select * from record_grant where about_id = kin.about_id offset 0) held where {HELD})
        ) or exists (select from record_subject joined where joined.merged_into_id = {{subject}} offset 0)
    ) and {KIN}"""  # noqa: S608


def may_open_sql(subject: str, *, among_many: bool = False) -> str:
    """The policy as a condition on a column of a larger query, with the parameters of whose().

    among_many: of candidates found while a whole record is worked out.
    """
    kin = KIN_AMONG_MANY if among_many else KIN
    return f"({GRANTED.format(subject=subject)} or {kin.format(subject=subject)})"


def whose(actor: Actor) -> dict[str, Any]:
    """The parameters of may_open_sql()."""
    return {
        "worker": actor.worker,
        "teams": list(actor.teams),
        "manages": actor.role.manages,
        "covers": actor.covered,
        "part": str(Compartment.CHILD),
        "lifelong": [pathway.key for pathway in handbook().pathways if pathway.lifelong],
    }


def may_open_expression(actor: Actor, subject: str) -> RawSQL:
    """The policy as an expression of a queryset, on a column of its table: one more column, and no more queries."""
    condition, values = may_open_sql(subject), whose(actor)
    names = re.findall(r"%\((\w+)\)s", condition)
    positional = re.sub(r"%\(\w+\)s", "%s", condition)
    return RawSQL(positional, [values[name] for name in names], output_field=BooleanField())


def kin_openable(actor: Actor, subjects: Iterable[UUID]) -> set[UUID]:
    """Of these people, those who are nobody's work and stand in the network of a child whose record is open."""
    around = KIN.format(subject="coalesce(subject.merged_into_id, subject.id)")
    query = f"select subject.id from record_subject subject where subject.id = any(%(asked)s) and {around}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(query, {**whose(actor), "asked": list(subjects)})
        return {row[0] for row in cursor.fetchall()}


def why_kin(actor: Actor, subject: UUID) -> str | None:
    """The need to know of a person in a child's network; none if there is none."""
    return WHY if kin_openable(actor, [subject]) else None
