"""Look-alikes: who on the record might be the person about to be registered, each with the reasons in words.

This reads more than the person who asks may open, because a second record of one child is how danger is missed. It
hands out a name, a birth date and the team; of a restricted record nothing, but that a manager must be asked.
"""

import dataclasses
import datetime as dt
import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from goldenthread.casework import access
from goldenthread.casework.access.kin import GRANTED, whose
from goldenthread.facts.models.person import name_to_say

FEW, MANY = 12, 200
SPEAK_FIRST = "Speak to the front-door manager before you register this person."
WEEKS_APART = dt.timedelta(weeks=6)


@dataclasses.dataclass(frozen=True)
class Candidate:
    """Somebody who might be the same person: `strong`, where a name and a date both say so.

    may_open: whether the person who asks may open the record.
    """

    subject: UUID
    name: str
    born_on: dt.date | None
    expected_on: dt.date | None
    sex: str
    postcode: str
    reasons: tuple[str, ...]
    strong: bool
    same_name: bool
    may_open: bool
    team: str = ""
    worker: str = ""

    @property
    def why(self) -> str:
        """The reasons as one phrase."""
        return "; ".join(self.reasons)


@dataclasses.dataclass(frozen=True)
class LookAlikes:
    """Those who might be the same person, likeliest first; and a sentence where only a manager may say more."""

    candidates: tuple[Candidate, ...] = ()
    warning: str = ""


@dataclasses.dataclass(frozen=True)
class Looked:
    """Who is looked for, as far as it is known."""

    given: str = ""
    surname: str = ""
    known_as: str = ""
    born_on: dt.date | None = None
    expected_on: dt.date | None = None
    sex: str = ""
    postcode: str = ""

    def asked(self) -> dict[str, Any] | None:
        """What the search needs; nothing, where there is nothing to go by."""
        given, surname, known_as = self.given.strip(), self.surname.strip(), self.known_as.strip()
        whole = " ".join(filter(None, (given, surname)))
        called = " ".join(filter(None, (known_as, surname)))
        near = self.expected_on or self.born_on
        if not (whole or called or near):
            return None
        return {
            "whole": whole or called,
            "called": called or whole,
            "given": given or known_as,
            "other": known_as or given,
            "surname": surname,
            "born": self.born_on,
            "births": births_meant(self.born_on),
            "expected": self.expected_on,
            "sooner": near - WEEKS_APART if near else None,
            "later": near + WEEKS_APART if near else None,
            "postcode": self.postcode,
        }


def look_alikes(*, actor: access.Actor, **known: Any) -> LookAlikes:
    """Who on the record might be this person, by what is known of them (Looked). One query."""
    return look_alikes_of_each([Looked(**known)], actor=actor)[0]


def look_alikes_of_each(looked: Sequence[Looked], *, actor: access.Actor) -> list[LookAlikes]:
    """Who on the record might be each of these: by sound, spelling, other names, dates and postcode. One query."""
    asked = [{"nth": nth, **said} for nth, one in enumerate(looked) if (said := one.asked())]
    rows: list[dict[str, Any]] = []
    if asked:
        each = json.dumps(asked, default=str)
        with access.working_out(), connection.cursor() as cursor:
            cursor.execute(ALIKE, {"each": each, "many": MANY, "few": FEW * 2, **whose(actor)})
            names = [column.name for column in cursor.description or ()]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [_found([row for row in rows if row["nth"] == nth], one) for nth, one in enumerate(looked)]


def _found(rows: Sequence[dict[str, Any]], looked: Looked) -> LookAlikes:
    found, hidden = [], False
    for row in rows:
        strong = _strong(row)
        if row["hidden"] and not row["may_open"]:
            # That a sealed record is there at all, or one's own family's, is not said even so.
            hidden = hidden or (strong and not row["shut"])
            continue
        name = name_to_say(row["given"], row["surname"], row["known_as"], unborn=bool(row["expected_on"]))
        found.append(
            Candidate(
                row["about_id"],
                name,
                row["born_on"],
                row["expected_on"],
                row["sex"],
                row["postcode"] or "",
                _reasons(row, sex=looked.sex),
                strong,
                row["same_name"] or row["other_order"],
                row["may_open"],
                row["team"] or "",
                row["worker"] or "",
            )
        )
    found.sort(key=lambda c: not c.strong)
    return LookAlikes(tuple(found[:FEW]), SPEAK_FIRST if hidden else "")


def births_meant(born: dt.date | None) -> list[dt.date]:
    """The birth dates that one may have been written as: itself, day and month changed about, a year either side."""
    if born is None:
        return []
    meant = [born]
    for year, month, day in (
        (born.year, born.day, born.month),
        (born.year - 1, born.month, born.day),
        (born.year + 1, born.month, born.day),
    ):
        if month <= 12 and not (month == 2 and day == 29):
            meant.append(dt.date(year, month, day))
    return list(dict.fromkeys(meant))


def _strong(row: dict[str, Any]) -> bool:
    """A name and a date both point the same way."""
    name = row["same_name"] or row["sounds"] or row["likeness"] >= 0.6
    dates = ("same_birth", "turned_birth", "year_apart", "same_expected", "born_about_then")
    return bool(name and any(row[date] for date in dates) or row["same_name"] and row["same_postcode"])


def _reasons(row: dict[str, Any], *, sex: str) -> tuple[str, ...]:
    """Why this person is shown, in words."""
    said: list[str] = []
    if row["same_name"]:
        said.append("the same name")
    elif row["other_order"]:
        said.append("the same names in another order")
    elif row["sounds"]:
        said.append("sounds alike")
    elif row["likeness"] >= 0.45:
        said.append("spelt alike")
    elif row["same_surname"]:
        said.append("the same family name")
    if row["kind"] == "alias" and row["likeness"] >= 0.45:
        said.append(f"also known as {row['full']}")
    elif row["kind"] == "former" and row["likeness"] >= 0.45:
        said.append(f"formerly {row['full']}")
    for holds, words in (
        ("same_birth", "born the same day"),
        ("turned_birth", "born the same day, if day and month changed about"),
        ("year_apart", "born the same day and month, a year apart"),
        ("same_day", "born the same day of another year"),
        ("same_year", "born within a year"),
        ("same_expected", "expected about the same time"),
        ("born_about_then", "expected about that birth date"),
        ("same_postcode", "the same postcode"),
    ):
        if row[holds]:
            said.append(words)
            if words.startswith("born the same day"):
                break
    if row["same_postcode"] and "the same postcode" not in said:
        said.append("the same postcode")
    if sex and row["sex"] and sex != row["sex"]:
        said.append("recorded as another sex")
    return tuple(said)


# Candidates come first, each arm from its own index and limited; only those few are compared and put in order.
ALIKE = """
select looked.nth, alike.* from jsonb_to_recordset(%(each)s::jsonb) looked(
    nth integer, whole text, called text, given text, other text, surname text, born date, births date[],
    expected date, sooner date, later date, postcode text)
cross join lateral (
with near as (
    (select about_id from facts_name where known_until is null and looked.whole <> ''
        and (plain %% plain_name(looked.whole) or plain %% plain_name(looked.called))
     order by greatest(similarity(plain, plain_name(looked.whole)),
                       similarity(plain, plain_name(looked.called))) desc limit %(many)s)
    union
    (select about_id from facts_name where known_until is null and looked.surname <> '' and looked.given <> ''
        and sounds && name_sounds(looked.surname)
        and (sounds && name_sounds(looked.given) or sounds && name_sounds(looked.other))
     limit %(many)s)
    union
    (select about_id from facts_person where known_until is null and born_on = any(looked.births) limit %(many)s)
    union
    (select about_id from facts_person where known_until is null and expected_on between looked.sooner and looked.later
     limit %(many)s)
    union
    (select about_id from facts_address where known_until is null and looked.postcode <> ''
        and plain_number(postcode) = plain_number(looked.postcode) limit %(many)s)
), compared as (
    select person.about_id, person.given, person.surname, person.known_as, person.born_on, person.expected_on,
        person.sex, best.full, best.kind, coalesce(best.likeness, 0) as likeness,
        coalesce(best.same, false) as same_name, coalesce(best.sounds, false) as sounds,
        coalesce(best.other_order, false) as other_order,
        looked.surname <> '' and plain_name(person.surname) = plain_name(looked.surname) as same_surname,
        coalesce(person.born_on = looked.born, false) as same_birth,
        coalesce(person.born_on <> looked.born
            and extract(year from person.born_on) = extract(year from looked.born)
            and person.born_on = any(looked.births), false) as turned_birth,
        coalesce(extract(year from person.born_on) <> extract(year from looked.born)
            and person.born_on = any(looked.births), false) as year_apart,
        coalesce(to_char(person.born_on, 'MMDD') = to_char(looked.born, 'MMDD')
            and not person.born_on = any(looked.births), false) as same_day,
        coalesce(abs(extract(year from person.born_on) - extract(year from looked.born)) <= 1
            and not person.born_on = any(looked.births), false) as same_year,
        coalesce(looked.expected is not null and person.expected_on between looked.sooner and looked.later, false)
            as same_expected,
        coalesce(looked.born is not null and person.expected_on between looked.sooner and looked.later, false)
            as born_about_then,
        home.postcode, coalesce(plain_number(home.postcode) = plain_number(nullif(looked.postcode, '')), false)
            as same_postcode
    from near join facts_person person on person.about_id = near.about_id and person.known_until is null
    left join lateral (
        select name."full", name.kind,
            greatest(similarity(name.plain, plain_name(looked.whole)),
                     similarity(name.plain, plain_name(looked.called))) as likeness,
            name.plain in (plain_name(looked.whole), plain_name(looked.called)) as same,
            name.sounds && name_sounds(looked.surname) and (name.sounds && name_sounds(looked.given)
                or name.sounds && name_sounds(looked.other)) as sounds,
            (select array_agg(word order by word) from unnest(string_to_array(name.plain, ' ')) word)
                = (select array_agg(word order by word)
                    from unnest(string_to_array(plain_name(looked.whole), ' ')) word) as other_order
        from facts_name name where name.about_id = near.about_id and name.known_until is null
        order by same desc, likeness desc, name.kind desc limit 1
    ) best on true
    left join lateral (
        select postcode from facts_address where about_id = near.about_id and known_until is null and postcode <> ''
        order by plain_number(postcode) = plain_number(looked.postcode) desc, until is null desc, since desc limit 1
    ) home on true
), ordered as (
    select *,
        likeness * 40 + 30 * same_name::int + 25 * other_order::int + 20 * sounds::int + 10 * same_surname::int
        + 40 * same_birth::int + 30 * turned_birth::int + 25 * year_apart::int + 4 * same_day::int + 4 * same_year::int
        + 25 * (same_expected or born_about_then)::int + 15 * same_postcode::int as near_to
    from compared
    where likeness >= 0.45 or same_name or sounds or other_order or same_postcode
        or same_surname and (same_birth or turned_birth or year_apart or same_expected or born_about_then)
        or likeness >= 0.3 and (same_birth or turned_birth)
    order by near_to desc, about_id limit %(few)s
)
select ordered.*,
    second_lock.hidden(ordered.about_id, %(worker)s) as hidden,
    second_lock.shut(ordered.about_id, %(worker)s) as shut, {granted} as may_open,
    lead.worker, coalesce(lead.team, with_team.team) as team
from ordered
left join lateral (
    select worker.name as worker, team.name as team from record_allocation allocation
    left join record_worker worker on worker.id = allocation.worker_id
    left join record_team team on team.id = allocation.team_id
    where allocation.about_id = ordered.about_id and allocation.known_until is null and allocation.until is null
    order by allocation.role, allocation.since desc limit 1
) lead on true
left join lateral (
    select team.name as team from record_episode episode join record_team team on team.id = episode.team_id
    where episode.about_id = ordered.about_id and episode.known_until is null
    order by episode.ended_on desc nulls first, episode.began_on desc limit 1
) with_team on true
order by near_to desc, ordered.about_id
) alike
order by looked.nth, alike.near_to desc, alike.about_id
""".replace("{granted}", GRANTED.format(subject="ordered.about_id"))
