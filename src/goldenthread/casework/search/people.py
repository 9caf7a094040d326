"""People by name (misspelt, as it sounds, any name they have had), birth date, number or postcode. One query."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from goldenthread.casework import access
from goldenthread.casework.access.kin import may_open_sql, whose
from goldenthread.casework.naming import age_of
from goldenthread.casework.search.asking import Asked
from goldenthread.facts.models import Person

MOST = 25
EASIER = "0.35"


@dataclasses.dataclass(frozen=True)
class FoundPerson:
    """Somebody found: what to call them, how old, why they were found, and who works with them."""

    subject: UUID
    name: str
    age: str
    born_on: dt.date | None
    postcode: str
    matched: tuple[str, ...]
    worker: str = ""
    team: str = ""
    working: bool = False
    family: bool = False


@dataclasses.dataclass(frozen=True)
class People:
    """Those found, nearest first, and how many there are in all that this person may see."""

    found: Sequence[FoundPerson] = ()
    count: int = 0

    @property
    def more(self) -> int:
        return self.count - len(self.found)


def find_people(asked: Asked, *, actor: access.Actor, today: dt.date, easier: bool = False, most: int = MOST) -> People:
    """Those whose record this person may open. easier: compare names less strictly, where nobody was found."""
    if asked.nothing or easier and not asked.name:
        return People()
    question: dict[str, Any] = {
        **whose(actor),
        "name": asked.name,
        "several": len(asked.name.split()) > 1,
        "words": asked.name.split(),
        "births": list(asked.births),
        "turned": [t for d in asked.births if d.day <= 12 and (t := dt.date(d.year, d.day, d.month)) != d],
        "numbers": [n.replace(" ", "").replace("-", "") for n in asked.numbers],
        "postcode": asked.postcode,
        "most": most,
    }
    if easier:
        with connection.cursor() as cursor:
            cursor.execute("select set_config('pg_trgm.word_similarity_threshold', %s, true)", [EASIER])
    return _ask(question, today)


def _ask(question: dict[str, Any], today: dt.date) -> People:
    sounds = "".join(f" and sounds && name_sounds(%(word{n})s)" for n in range(len(question["words"])))
    words = {f"word{n}": word for n, word in enumerate(question["words"])}
    with connection.cursor() as cursor:
        cursor.execute(FIND.replace("/* sounds */", sounds or " and false"), {**question, **words})
        names = [column.name for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return People([_found(row, today) for row in rows], rows[0]["in_all"] if rows else 0)


def _found(row: dict[str, Any], today: dt.date) -> FoundPerson:
    person = Person(
        **{
            name: row[name]
            for name in (
                "given",
                "surname",
                "known_as",
                "born_on",
                "born_estimated",
                "expected_on",
                "died_on",
                "professional",
            )
        }
    )
    matched = []
    if row["full"] and row["kind"] == "alias" and row["full"] != person.name:
        matched.append(f"also known as {row['full']}")
    elif row["full"] and row["kind"] == "former":
        matched.append(f"formerly {row['full']}")
    elif row["full"] and row["kind"] == "legal" and row["full"] != person.name:
        matched.append(f"full name {row['full']}")
    elif row["full"] and not set(row["asked"].split()) <= set(row["plain"].split()):
        matched.append("sounds or is spelt alike")
    if row["same_birth"]:
        matched.append("that date of birth")
    elif row["turned_birth"]:
        matched.append("that date of birth, if day and month are changed about")
    if row["number"]:
        matched.append(f"number {row['number']}")
    return FoundPerson(
        row["about_id"],
        person.name,
        person.professional if person.professional and not person.born_on else age_of(person, today),
        row["born_on"],
        row["postcode"] or "",
        tuple(matched),
        row["worker"] or "",
        row["team"] or "",
        bool(row["working"]),
    )


# Each arm has an index of its own. Who may be seen is asked before the page is cut, so that it is never short.
FIND = f"""
with near as (
    select about_id, case when %(several)s then similarity(plain, plain_name(%(name)s))
            else 0.9 * word_similarity(plain_name(%(name)s), plain) end
        + (plain = plain_name(%(name)s))::int + 0.1 * (kind = 'legal')::int as nearness, "full", kind,
        '' as number
    from facts_name where known_until is null and %(name)s <> ''
        and (%(several)s and plain %% plain_name(%(name)s) or plain %%> plain_name(%(name)s))
    union all
    select about_id, 0.5 + 0.5 * similarity(plain, plain_name(%(name)s)), "full", kind, ''
    from facts_name where known_until is null/* sounds */
    union all
    select about_id, 1, '', '', '' from facts_person where known_until is null and born_on = any(%(births)s)
    union all
    select about_id, 1, '', '', '' from facts_person where known_until is null and expected_on = any(%(births)s)
    union all
    select about_id, 0.3, '', '', '' from facts_person where known_until is null and born_on = any(%(turned)s)
    union all
    select about_id, 3, '', '', value from facts_identifier where known_until is null
        and plain_number(value) in (select plain_number(asked.number) from unnest(%(numbers)s::text[]) asked(number))
    union all
    select about_id, 1, '', '', '' from facts_address where known_until is null and %(postcode)s <> ''
        and plain_number(postcode) = plain_number(%(postcode)s)
), best as (
    select about_id, max(nearness) filter (where "full" <> '') as name_near,
        max(nearness) filter (where number <> '') as number_near,
        max(nearness) filter (where "full" = '' and number = '') as other_near, max(number) as number,
        (array_agg("full" order by nearness desc) filter (where "full" <> ''))[1] as "full",
        (array_agg(kind order by nearness desc) filter (where "full" <> ''))[1] as kind
    from near group by about_id
), visible as (
    select *, coalesce(name_near, 0) + coalesce(number_near, 0) + coalesce(other_near, 0) as nearness,
        count(*) over () as in_all
    from best where {may_open_sql("best.about_id")}
    order by nearness desc, about_id limit %(most)s
)
select visible.*, plain_name(%(name)s) as asked, plain_name(visible."full") as plain,
    person.given, person.surname, person.known_as, person.born_on, person.born_estimated,
    person.expected_on, person.died_on, person.professional,
    coalesce(person.born_on = any(%(births)s), false) as same_birth,
    coalesce(person.born_on = any(%(turned)s), false) as turned_birth, home.postcode, lead.worker,
    coalesce(lead.team, work.team) as team, work.about_id is not null as working
from visible left join facts_person person on person.about_id = visible.about_id and person.known_until is null
left join lateral (
    select postcode from facts_address where about_id = visible.about_id and known_until is null and until is null
        and postcode <> '' and kind = 'home' and not_to_be_told_to = '' order by since desc limit 1
) home on true
left join lateral (
    select worker.name as worker, team.name as team from record_allocation allocation
    left join record_worker worker on worker.id = allocation.worker_id
    left join record_team team on team.id = allocation.team_id
    where allocation.about_id = visible.about_id and allocation.known_until is null and allocation.until is null
    order by allocation.role, allocation.since desc limit 1
) lead on true
left join lateral (
    select episode.about_id, team.name as team from record_episode episode
    left join record_team team on team.id = episode.team_id
    where episode.about_id = visible.about_id and episode.known_until is null and episode.ended_on is null
        and not episode.pathway = any(%(lifelong)s)
    order by episode.began_on desc limit 1
) work on true
order by visible.nearness desc, person.surname, person.given, visible.about_id
"""  # noqa: S608 - the policy's own words, no one else's
