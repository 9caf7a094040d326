"""Whose records might be open to a person at all: where they are few, only theirs are searched.

It narrows and decides nothing: the policy is asked about everything that is found.
"""

from django.db import connection

from goldenthread.casework import access
from goldenthread.casework.access.kin import HELD, whose

FEW = 500


def nearby(actor: access.Actor) -> str | None:
    """Those in this person's work, those around them, and the records that are one with theirs; none: too many.

    As PostgreSQL writes a list of ids: it is only handed on to the next question.
    """
    with access.working_out(), connection.cursor() as cursor:
        cursor.execute(NEARBY, whose(actor) | {"few": FEW})
        how_many, ids = cursor.fetchone()
    return ids if how_many <= FEW else None


NEARBY = f"""
with mine as materialized (
    select about_id from record_grant held where {HELD} limit %(few)s + 1
), how_many as materialized (
    select count(*) as grants from mine
), around as materialized (
    select about_id from mine where (select grants from how_many) <= %(few)s
    union select kin.other_id from mine join facts_relationship kin on kin.about_id = mine.about_id
    where kin.known_until is null and (select grants from how_many) <= %(few)s
)
select (select grants from how_many), array(
    select about_id from around
    union select joined.id from around join record_subject joined on joined.merged_into_id = around.about_id
)::text
"""  # noqa: S608 - the policy's own words
