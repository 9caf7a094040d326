"""Whose records might be open to a person at all: where these are not too many, nothing else is looked through.

It narrows and decides nothing: the policy is asked about everything that is found.
"""

import dataclasses

from django.db import connection

from goldenthread.casework import access
from goldenthread.casework.access.kin import HELD, whose

# A few are gone through one by one; where there are more, what is found among all is held against them.
FEW, MANY = 500, 5_000


@dataclasses.dataclass(frozen=True)
class Near:
    """The only records that could be open to somebody: `ids` as PostgreSQL writes a list, to be handed on.

    few: so few that they are the place to look.
    """

    ids: str
    few: bool


def nearby(actor: access.Actor) -> Near | None:
    """Those in this person's work, those around them, and the records that are one with theirs; none: too many."""
    with access.working_out(), connection.cursor() as cursor:
        cursor.execute(NEARBY, whose(actor) | {"many": MANY})
        how_many, ids = cursor.fetchone()
    return Near(ids, how_many <= FEW) if how_many <= MANY else None


NEARBY = f"""
with mine as materialized (
    select about_id from record_grant held where {HELD} limit %(many)s + 1
), how_many as materialized (
    select count(*) as grants from mine
), around as materialized (
    select about_id as id from mine where (select grants from how_many) <= %(many)s
    union select kin.other_id from (
        select distinct about_id from mine where (select grants from how_many) <= %(many)s
    ) theirs cross join lateral (
        select other_id from facts_relationship where about_id = theirs.about_id and known_until is null offset 0
    ) kin
)
select (select grants from how_many), array(
    select id from around
    union select joined.id from around join record_subject joined on joined.merged_into_id = around.id
)::text
"""  # noqa: S608 - the policy's own words
