"""What the record holds of a child's family that bears on one contact, read in one query."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from goldenthread.blocks.promises import OVER
from goldenthread.casework import access
from goldenthread.casework.access.kin import HELD, whose
from goldenthread.casework.front_door.ends import ENDING, FOLLOWED_UP

SIBLINGS = ("brother", "sister", "half-brother", "half-sister", "brother or sister")
PARENTS = ("mother", "father", "parent", "step-parent")


def history(
    subject: UUID, named: Sequence[str], by: access.Actor, *, tables: Sequence[str]
) -> dict[str, list[dict[str, Any]]]:
    """The contact, the family's past that this person may open, enquiries, clocks and calendar. One query.

    named: what the contact may be called; if nothing, it is the newest that waits for a decision.
    """
    read = dict.fromkeys(tables, "") | {"enquiry": "and t.contact = (select id from this)"}
    allowed = held_of("t")
    lines = [
        f"""select '{name}', to_jsonb(t) - 'digest' || jsonb_build_object('this', {this}) from facts_{name} t
        where t.known_until is null and t.about_id in (select id from family) and {allowed} {only}"""  # noqa: S608
        for name, only in read.items()
        for this in ("t.occasion <> '' and t.occasion = (select occasion from this)" if name == "contact" else "false",)
    ]
    whole = FAMILY + " union all ".join([*lines, *OTHERS])
    asked: dict[str, Any] = {
        "subject": subject, "named": list(named), **whose(by),
        "siblings": list(SIBLINGS), "parents": list(PARENTS), "ending": ENDING, "promises": list(FOLLOWED_UP.values()),
        "over": sorted(OVER),
    }  # fmt: skip
    rows: dict[str, list[dict[str, Any]]] = {
        name: [] for name in (*read, "this", "person", "run", "episode", "closure", "closed", "ending", "undone")
    }
    with connection.cursor() as cursor:
        cursor.execute(whole, asked)
        for name, row in cursor.fetchall():
            rows[name].append(json.loads(row) if isinstance(row, str) else row)
    return rows


# Brothers and sisters as said at either end, through a parent, or of one worry; and whoever lives at the same address.
FAMILY = f"""
with this as (
    select id, occasion from facts_contact where known_until is null and about_id = %(subject)s
        and case when %(named)s::text[] = '{{}}' then decided_on is null else id = any(%(named)s) end
    order by contact_on desc, row desc limit 1
),
ties as (select about_id, other_id, kind from facts_relationship where known_until is null and until is null),
parents as (
    select other_id as id from ties where about_id = %(subject)s and kind = any(%(parents)s)
    union select about_id from ties where other_id = %(subject)s and kind = 'child'
), members as (
    select %(subject)s::uuid as id
    union select about_id from facts_contact where known_until is null and occasion <> ''
        and occasion = (select occasion from this)
    union select other_id from ties where about_id = %(subject)s and kind = any(%(siblings)s)
    union select about_id from ties where other_id = %(subject)s and kind = any(%(siblings)s)
    union select about_id from ties where kind = any(%(parents)s) and other_id in (select id from parents)
    union select other_id from ties where kind = 'child' and about_id in (select id from parents)
    union select near.about_id from facts_address home join facts_address near
        on near.known_until is null and near.until is null and near.kind = 'home' and near.postcode <> ''
        and upper(replace(near.postcode, ' ', '')) = upper(replace(home.postcode, ' ', ''))
        and lower(near.lines) = lower(home.lines)
        where home.about_id = %(subject)s and home.known_until is null and home.until is null and home.kind = 'home'
), family as (
    select id from members where exists (select from record_grant held where held.about_id = members.id and {HELD})
)
"""  # noqa: S608


def held_of(table: str) -> str:
    """That this person may open what a row is of."""
    return f"""exists (select from record_grant held where held.about_id = {table}.about_id
        and held.compartment = {table}.compartment and {HELD})"""


OTHERS = (
    "select 'this', jsonb_build_object('id', id) from this",
    """select 'person', jsonb_build_object('about_id', p.about_id, 'given', p.given, 'surname', p.surname,
        'known_as', p.known_as, 'born_on', p.born_on, 'born_estimated', p.born_estimated, 'expected_on', p.expected_on,
        'died_on', p.died_on, 'number', (select value from facts_identifier i where i.about_id = p.about_id
            and i.known_until is null and i.scheme = 'la_child_id' limit 1))
    from facts_person p where p.known_until is null and p.about_id in (select id from family)""",
    """select 'closed', jsonb_build_object('n', count(*)) from members where id not in (select id from family)
        and not second_lock.hidden(members.id, %(worker)s)""",
    """select 'run', to_jsonb(r) - 'digest' from record_clockrun r where r.known_until is null
        and r.episode = (select id from this)""",
    """select 'episode', to_jsonb(e) - 'digest' from record_episode e where e.known_until is null
        and e.id = (select id from this)""",
    f"""select 'ending', jsonb_build_object('about_id', e.about_id, 'step', e.step, 'on', e.happened_on, 'root',
        coalesce(e.corrects_id, e.id), 'known', e.known_at, 'position', e.position, 'said',
        coalesce(o.shared, '{{}}') || coalesce(e.answers, '{{}}'))
    from record_entry e left join record_occasion o on o.id = e.occasion_id
    where e.about_id in (select id from family) and e.step = any(%(ending)s) and {held_of("e")}""",  # noqa: S608
    f"""select 'undone', jsonb_build_object('about_id', a.about_id, 'step', a.step, 'on', a.done_on, 'n', count(*))
    from record_action a join record_entry e on e.id = a.entry_id
    where a.known_until is null and a.done_on is not null and a.about_id in (select id from family)
        and a.step = any(%(promises)s) and coalesce(e.answers ->> 'progress', '') <> all(%(over)s) and {held_of("a")}
    group by a.about_id, a.step, a.done_on""",  # noqa: S608
    "select 'closure', jsonb_build_object('day', day, 'working', working, 'known_at', known_at) from record_closureday",
)
