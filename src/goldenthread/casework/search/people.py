"""People by name (misspelt, as it sounds, any name they have had), birth date, number or postcode."""

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
from goldenthread.casework.search.narrowing import Near
from goldenthread.facts.models import Person

MOST, SOME, GATHERED = 25, 5, 200
EASIER, STRICTER = "0.35", "0.5"


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
    """Those found, nearest first, and how many this person may see, up to the most that are gathered."""

    found: Sequence[FoundPerson] = ()
    count: int = 0

    @property
    def or_more(self) -> bool:
        return self.count >= GATHERED

    @property
    def more(self) -> int:
        return self.count - len(self.found)


def find_people(
    asked: Asked,
    *,
    actor: access.Actor,
    today: dt.date,
    easier: bool = False,
    most: int = MOST,
    near: Near | None = None,
) -> People:
    """Those whose record this person may open. easier: compare names less strictly, where nobody was found.

    Whose name sounds as asked comes first. Where those do not fill the page, whoever is spelt alike is looked for; and
    where they are very few, also whoever shares but part of the name, as after a marriage.
    near: the only records that could be open to them, where these are not too many.
    """
    if asked.nothing or easier and not asked.name:
        return People()
    words = asked.name.split()
    question = {
        **whose(actor),
        "name": asked.name,
        "several": len(words) > 1,
        "words": words,
        **{f"word{n}": word for n, word in enumerate(words)},
        "births": list(asked.births),
        "turned": [t for d in asked.births if d.day <= 12 and (t := dt.date(d.year, d.day, d.month)) != d],
        "numbers": [n.replace(" ", "").replace("-", "") for n in asked.numbers],
        "postcode": asked.postcode,
        "gathered": GATHERED,
        "near": near.ids if near else None,
        "few": near is not None and near.few,
    }
    if easier:
        _compare("word_similarity_threshold", EASIER)
    found = _answering(question, "spelt" if easier else "sounds")
    if asked.name and not easier and len(found) < most:
        enough = len(found) >= SOME
        if enough:
            _compare("similarity_threshold", STRICTER)
        found = _answering(question, "sounds", "spelt alike" if enough else "spelt")
    rows = _tell(found[:most], question) if found else []
    return People([_found(row, today) for row in rows], len(found))


def _compare(threshold: str, likeness: str) -> None:
    """How alike two names must be, until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config(%s, %s, true)", [f"pg_trgm.{threshold}", likeness])


def _answering(question: dict[str, Any], *hows: str) -> list[Any]:
    """Who may be seen of those who answer: id, nearness, the name and number found by; the nearest first."""
    arms = [_called(question, how) for how in hows if question["name"]]
    arms += [ARMS[part] for part in ("births", "turned", "numbers", "postcode") if question[part]]
    # An operator on text has no index under the second lock, so candidates are found outside it, and told inside.
    with access.working_out(), connection.cursor() as cursor:
        narrowed = "" if question["near"] is None else NARROWED
        cursor.execute(NEAREST.format(arms=" union all ".join(arms), narrowed=narrowed), question)
        return cursor.fetchall()


def _called(question: dict[str, Any], how: str) -> str:
    """Who is called so: each word is heard in the name; the whole, or each word, is spelt alike; or some of it is."""
    names = THEIRS if question["few"] else "facts_name"
    ns = range(len(question["words"]))
    if how == "sounds":
        return SOUNDS.format(names=names, heard=" and ".join(HEARD.format(n=n) for n in ns))
    parts = " and ".join(PART.format(n=n) for n in ns)
    some_of_it = f" or {INSIDE}" if how == "spelt" else ""
    return SPELT.format(names=names, spelt=f"{WHOLE}{some_of_it} or {parts}" if question["several"] else parts)


def _tell(found: list[Any], question: dict[str, Any]) -> list[dict[str, Any]]:
    abouts, nearness, called, kinds, numbers = map(list, zip(*found, strict=True))
    told = {"abouts": abouts, "nearness": nearness, "called": called, "kinds": kinds, "found_by": numbers}
    with connection.cursor() as cursor:
        cursor.execute(TOLD, {**question, **told})
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


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


# Each arm has an index of its own, and is asked only where there is something to ask of it. A name is ranked by its
# likeness, from 0 to 1; one more for the very name, a tenth for the legal one; what sounds alike is at least a half.
SOUNDS = """select name.about_id, greatest(0.5 + 0.5 * near.likeness,
            case when %(several)s then near.likeness when near.word >= 0.6 then 0.9 * near.word else 0 end
                + (name.plain = plain_name(%(name)s))::int + 0.1 * (name.kind = 'legal')::int) as nearness,
        name."full" as called, name.kind, '' as number
    from {names} name cross join lateral (
        select similarity(name.plain, plain_name(%(name)s)) as likeness,
            case when %(several)s then 0 when plain_name(%(name)s) = any(string_to_array(name.plain, ' ')) then 1
                else word_similarity(plain_name(%(name)s), name.plain) end as word
    ) near
    where name.known_until is null and {heard}"""
SPELT = """select name.about_id, case when %(several)s then similarity(name.plain, plain_name(%(name)s))
            else 0.9 * word_similarity(plain_name(%(name)s), name.plain) end
        + (name.plain = plain_name(%(name)s))::int + 0.1 * (name.kind = 'legal')::int as nearness,
        name."full" as called, name.kind, '' as number
    from {names} name where name.known_until is null and ({spelt})"""
NARROWED = " where about_id in (select unnest(%(near)s::uuid[]))"
THEIRS = "(select * from facts_name where about_id = any(%(near)s::uuid[]) offset 0)"
HEARD = "name.sounds && name_sounds(%(word{n})s)"
WHOLE, INSIDE = "name.plain %% plain_name(%(name)s)", "name.plain %%> plain_name(%(name)s)"
PART = "name.plain %%> plain_name(%(word{n})s)"
ARMS = {
    "births": """select about_id, 1, '', '', '' from facts_person where known_until is null
        and (born_on = any(%(births)s) or expected_on = any(%(births)s))""",
    "turned": """select about_id, 0.3, '', '', '' from facts_person where known_until is null
        and born_on = any(%(turned)s)""",
    "numbers": """select about_id, 3, '', '', value from facts_identifier where known_until is null
        and plain_number(value) in (select plain_number(number) from unnest(%(numbers)s::text[]) asked(number))""",
    "postcode": """select about_id, 1, '', '', '' from facts_address where known_until is null
        and plain_number(postcode) = plain_number(%(postcode)s)""",
}
# The nearest are asked about first, until enough are found that may be seen: what is hidden never empties the page.
NEAREST = f"""
with near(about_id, nearness, called, kind, number) as ({{arms}}), best as (
    select about_id, coalesce(max(nearness) filter (where called <> ''), 0)
            + coalesce(max(nearness) filter (where number <> ''), 0)
            + coalesce(max(nearness) filter (where called = '' and number = ''), 0) as nearness,
        (array_agg(called order by nearness desc) filter (where called <> ''))[1] as called,
        (array_agg(kind order by nearness desc) filter (where called <> ''))[1] as kind, max(number) as number
    from near{{narrowed}} group by about_id order by 2 desc, 1 offset 0
)
select about_id, nearness, called, kind, number from best where {may_open_sql("best.about_id", among_many=True)}
order by nearness desc, about_id limit %(gathered)s
"""  # noqa: S608 - the policy's own words, no one else's

TOLD = """
select visible.*, plain_name(%(name)s) as asked, plain_name(visible."full") as plain,
    person.given, person.surname, person.known_as, person.born_on, person.born_estimated,
    person.expected_on, person.died_on, person.professional,
    coalesce(person.born_on = any(%(births)s), false) as same_birth,
    coalesce(person.born_on = any(%(turned)s), false) as turned_birth, home.postcode, lead.worker,
    coalesce(lead.team, work.team) as team, work.about_id is not null as working
from unnest(%(abouts)s::uuid[], %(nearness)s::float[], %(called)s::text[], %(kinds)s::text[], %(found_by)s::text[])
    visible(about_id, nearness, "full", kind, number)
left join facts_person person on person.about_id = visible.about_id and person.known_until is null
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
where second_lock.opens(visible.about_id)
order by visible.nearness desc, person.surname, person.given, visible.about_id
"""
