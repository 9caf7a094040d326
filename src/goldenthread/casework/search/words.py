"""Words inside entries, what they share, and documents: newest first, taken in rounds so that a page is never short."""

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from goldenthread.casework import access
from goldenthread.casework.access.kin import HELD, KIN_AMONG_MANY, whose
from goldenthread.casework.search.asking import Asked
from goldenthread.casework.search.narrowing import Near
from goldenthread.facts.models.person import name_to_say
from goldenthread.language import handbook

PAGE, MOST = 20, 100
# A common word stands in too many entries to put them all in order: the newest are taken first, then older ones.
ROUNDS = (dt.timedelta(days=31), dt.timedelta(days=365))
HIT = re.compile("[\x02\x03]")


@dataclasses.dataclass(frozen=True)
class FoundWords:
    """An entry in which the words stand. `snippet`: pieces of it, and whether each piece is what was asked for."""

    entry: UUID
    subject: UUID
    name: str
    step: str
    day: dt.date
    author: str
    snippet: tuple[tuple[str, bool], ...]
    document: str = ""
    corrected: bool = False


@dataclasses.dataclass(frozen=True)
class Words:
    """One page of what was found; `count` is how many there are, up to the most that are gathered."""

    found: Sequence[FoundWords] = ()
    count: int = 0
    page: int = 1

    @property
    def or_more(self) -> bool:
        return self.count >= MOST

    @property
    def pages(self) -> int:
        return -(-self.count // PAGE)


def find_words(asked: Asked, *, actor: access.Actor, today: dt.date, page: int = 1, near: Near | None = None) -> Words:
    """The entries with these words that this person may read. "Quoted words" stand together; -word leaves out.

    near: the only records that could be open to them, where these are not too many; the entries of a few are read in
    one round.
    """
    if not re.search(r"\w{2}", asked.text):
        return Words()
    regroups = [key for key, step in handbook().steps.items() if step.regroups]
    question = {**whose(actor), "asked": asked.text, "regroups": regroups, "near": near.ids if near else "{}"}
    few = near is not None and near.few
    limits = [] if few else [today - back for back in ROUNDS]
    windows = zip([*limits, dt.date.min], [dt.date.max, *limits], strict=True)
    scope = FEW if few else WINDOW if near is None else NEAR + WINDOW
    found: list[tuple[UUID, UUID]] = []
    for since, before in windows:
        if len(found) < MOST:
            # An operator on text has no index under the second lock: found outside it, told inside.
            with access.working_out(), connection.cursor() as cursor:
                window: dict[str, Any] = {"since": since, "before": before, "most": MOST - len(found)}
                cursor.execute(ROUND.replace("/* scope */", scope), {**question, **window})
                found += cursor.fetchall()
    page = max(1, min(page, -(-len(found) // PAGE)))
    return Words(_told(found[(page - 1) * PAGE : page * PAGE], asked.text), len(found), page)


def _told(found: Sequence[tuple[UUID, UUID]], text: str) -> list[FoundWords]:
    if not found:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            TOLD,
            {
                "asked": text,
                "entries": [e for e, _ in found],
                "abouts": [about for _, about in found],
                "how": 'StartSel=\x02, StopSel=\x03, MaxFragments=2, MaxWords=26, MinWords=10, FragmentDelimiter=" … "',
            },
        )
        names = [column.name for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [_one(row) for row in rows]


def _one(row: dict[str, Any]) -> FoundWords:
    step = handbook().steps.get(row["step"])
    label = (step.said or step.label) if step else row["step"].split(".")[-1].replace("_", " ").capitalize()
    name = name_to_say(row["given"] or "", row["surname"] or "", row["known_as"] or "", unborn=bool(row["expected_on"]))
    return FoundWords(
        row["id"],
        row["about"],
        name,
        label,
        row["happened_on"],
        row["author"],
        pieces(row["headline"] or ""),
        row["document"] or "",
        row["corrected"],
    )


def pieces(headline: str) -> tuple[tuple[str, bool], ...]:
    """A headline as pieces of text, each with whether it is what was asked for; the page escapes them itself."""
    parts = HIT.split(" ".join(headline.split()))
    return tuple((part, n % 2 == 1) for n, part in enumerate(parts) if part)


# Those found are put in order first and asked about one by one until the page is full.
ROUND = f"""
with whose_now as materialized (
    select (jsonb_array_elements_text(parted.answers -> said.which))::uuid as entry,
        case said.which when 'theirs' then parted.about_id else (parted.answers ->> 'from')::uuid end as about
    from record_entry parted, (values ('theirs'), ('ours')) said(which)
    where parted.step = any(%(regroups)s) and jsonb_typeof(parted.answers -> said.which) = 'array'
        and not exists (select from record_entry later where later.corrects_id = parted.id)
), near as materialized (
    select unnest(%(near)s::uuid[]) as id
), hits as (
    select entry.id, entry.about_id, entry.compartment, entry.happened_on, entry.known_at from record_entry entry
    where entry.words @@ websearch_to_tsquery('english', %(asked)s)/* scope */
    union
    select entry.id, entry.about_id, entry.compartment, entry.happened_on, entry.known_at
    from record_occasion occasion cross join lateral (
        select * from record_entry entry where entry.occasion_id = occasion.id/* scope */ offset 0
    ) entry
    where occasion.words @@ websearch_to_tsquery('english', %(asked)s)
    union
    select entry.id, entry.about_id, entry.compartment, entry.happened_on, entry.known_at
    from record_paper paper join record_entry entry on entry.id = paper.entry_id
    where to_tsvector('english'::regconfig, coalesce(paper.text, '')) @@ websearch_to_tsquery('english', %(asked)s)
        /* scope */
), newest as (
    select hits.*, coalesce(whose_now.about, hits.about_id) as whose
    from hits left join whose_now on whose_now.entry = hits.id
    order by happened_on desc, known_at desc, id offset 0
)
select newest.id, subject.about
from newest cross join lateral (
    select coalesce(merged_into_id, id) as about from record_subject where id = newest.whose limit 1
) subject
where exists (
        select from record_grant held where held.about_id = subject.about and held.compartment = newest.compartment
            and {HELD})
    or newest.compartment = %(part)s and {KIN_AMONG_MANY.format(subject="subject.about")}
order by newest.happened_on desc, newest.known_at desc, newest.id limit %(most)s
"""  # noqa: S608 - the policy's own words, no one else's
WINDOW = " and entry.happened_on >= %(since)s and entry.happened_on < %(before)s"
NEAR = " and (entry.about_id in (select id from near) or entry.id in (select entry from whose_now))"
FEW = " and (entry.about_id = any(%(near)s::uuid[]) or entry.id in (select entry from whose_now))"

TOLD = """
select entry.id, found.about, entry.step, entry.happened_on, entry.author, person.given, person.surname,
    person.known_as, person.expected_on, paper.name as document,
    exists (select from record_entry later where later.corrects_id = entry.id) as corrected,
    ts_headline('english', coalesce(paper.text, said.text, ''), asked.question, %(how)s) as headline
from unnest(%(entries)s::uuid[], %(abouts)s::uuid[]) with ordinality found(entry, about, place)
join record_entry entry on entry.id = found.entry
cross join (select websearch_to_tsquery('english', %(asked)s) as question) asked
left join record_occasion occasion on occasion.id = entry.occasion_id
left join facts_person person on person.about_id = found.about and person.known_until is null
left join lateral (
    select string_agg(value #>> '{}', ' … ') as text
    from jsonb_path_query(coalesce(entry.answers, '{}') || coalesce(occasion.shared, '{}'),
                          'strict $.** ? (@.type() == "string")') value
    where value #>> '{}' ~ '[[:space:]]' or to_tsvector('english', value #>> '{}') @@ asked.question
) said on true
left join lateral (
    select paper.name, paper.text from record_paper paper where paper.entry_id = entry.id
        and not entry.words @@ asked.question
        and to_tsvector('english'::regconfig, coalesce(paper.text, '')) @@ asked.question
    order by paper.name limit 1
) paper on true
order by found.place
"""
