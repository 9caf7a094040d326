# ruff: noqa: S608  (the SQL is made of our own words; whatever is asked for goes in as parameters)
"""Unusual looking, picked out each night: by rules that can be said in one sentence each, and no score of anybody.

Each statement picks from the looks of some days and adds what is not there yet, so that a night may be run twice.
"""

import datetime as dt
from typing import Any

from django.db import connection

from goldenthread.casework.access.kin import WHY as NETWORK
from goldenthread.casework.rules import Rules, rules_now
from goldenthread.oversight.models import PickedLook
from goldenthread.timekeeping.days import LONDON

# A machine that was asleep for a week misses nothing.
DAYS_BACK = 8
WITH_A_REASON = "Opened with a reason: %"
A_WEEK = dt.timedelta(weeks=1)


def pick(*, today: dt.date, at: dt.datetime) -> int:
    """Pick out what was unusual in the days before today, and tell each team of last week's looks from outside.

    Called in the name of a timed job, which sees every record. Returns how many were picked out.
    """
    rules = rules_now()
    asked = _asked(rules, today=today, at=at)
    monday = today - A_WEEK - dt.timedelta(days=today.weekday())
    told = PickedLook.objects.filter(kind=PickedLook.Kind.OUTSIDE, day=monday).exists()
    statements = [SURNAME, STREET, NO_WORK]
    statements += [NIGHT] if asked["begins"] is not None and asked["ends"] is not None else []
    statements += [LEAVING] if asked["leaving"] is not None else []
    statements += [MANY] if asked["many"] is not None else []
    with connection.cursor() as cursor:
        picked = 0
        for statement in statements:
            cursor.execute(PICKED.format(chosen=statement), asked)
            picked += cursor.rowcount
        if not told:
            week = {"since": _midnight(monday), "until": _midnight(monday + A_WEEK), "day": monday}
            cursor.execute(PICKED.format(chosen=OUTSIDE), asked | week)
            picked += cursor.rowcount
    return picked


def _asked(rules: Rules, *, today: dt.date, at: dt.datetime) -> dict[str, Any]:
    """The days that are looked at, and the authority's own limits; a limit that is switched off picks out nothing."""

    def limit(family: str) -> int | None:
        rule = rules.rule(f"unusual_look_{family}", on=today)
        return rule.value if rule else None

    leaving = limit("leaving")
    return {
        "since": _midnight(today - dt.timedelta(days=DAYS_BACK)), "until": _midnight(today), "at": at, "today": today,
        "begins": limit("night_begins"), "ends": limit("night_ends"), "many": limit("many"), "leaving": leaving,
        "leaving_since": _midnight(today - dt.timedelta(days=DAYS_BACK + (leaving or 0))),
        "back": today - dt.timedelta(days=DAYS_BACK), "network": NETWORK, "reason": WITH_A_REASON,
    }  # fmt: skip


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), LONDON)


PICKED = """
insert into oversight_pickedlook
    (about_id, worker_id, post_id, team_id, kind, day, first_at, last_at, looks, need, picked_at)
select about_id, worker_id, post_id, team_id, kind, day, first_at, last_at, looks, need, %(at)s from ({chosen}) chosen
on conflict do nothing
"""
# One person's looks at one record on one day. A record is the one that stands, where two were joined.
LOOKED = """
select coalesce(subject.merged_into_id, subject.id) as about_id, look.worker_id,
    (look.at at time zone 'Europe/London')::date as day, min(look.at) as first_at, max(look.at) as last_at,
    count(*) as looks, (array_agg(look.post_id order by look.at desc))[1] as post_id,
    (array_agg(look.why order by look.at desc))[1] as need,
    bool_and(look.why = %(network)s or look.why like %(reason)s) as no_grant,
    bool_or(look.why like 'Allocated as%%' or look.why like 'Has something to do%%') as own_work
from record_look look join record_subject subject on subject.id = look.about_id
where look.at >= {since} and look.at < %(until)s {only} group by 1, 2, 3
"""
OF_THE_DAYS = LOOKED.format(since="%(since)s", only="")
ONE_ROW = """select looked.about_id, looked.worker_id, looked.post_id, post.team_id, '{kind}' as kind, looked.day,
    looked.first_at, looked.last_at, looked.looks, looked.need
from ({looked}) looked join record_post post on post.id = looked.post_id"""
# What stays true is told once of a person and a record, and not again each day.
NOT_TOLD = """not exists (select from oversight_pickedlook told where told.worker_id = looked.worker_id
    and told.about_id = looked.about_id and told.kind = '{kind}')"""
FIRST_DAY = "select distinct on (about_id, worker_id) * from ({rows}) found order by about_id, worker_id, day"

SURNAME = FIRST_DAY.format(
    rows=f"""
{ONE_ROW.format(kind="surname", looked=OF_THE_DAYS)}
join record_worker worker on worker.id = looked.worker_id and worker.name like '%% %%'
join facts_person person on person.about_id = looked.about_id and person.known_until is null
where plain_name(regexp_replace(worker.name, '^.* ', '')) = any(string_to_array(plain_name(person.surname), ' '))
    and {NOT_TOLD.format(kind="surname")}"""
)

# Where a worker lives is known only where somebody has said which person on the record they are.
STREET_OF = "lower(regexp_replace(split_part({home}.lines, ',', 1), '^ *[0-9]+[a-z]? +', '', 'i'))"
STREET = FIRST_DAY.format(
    rows=f"""
{ONE_ROW.format(kind="street", looked=OF_THE_DAYS)}
join record_workshere tied on tied.worker_id = looked.worker_id and tied.known_until is null
    and tied.about_id <> looked.about_id
where exists (select from facts_address mine join facts_address theirs
        on theirs.about_id = looked.about_id and theirs.known_until is null and theirs.until is null
    where mine.about_id = tied.about_id and mine.known_until is null and mine.until is null
        and mine.postcode <> '' and theirs.postcode <> ''
        and (plain_number(mine.postcode) = plain_number(theirs.postcode)
            or (split_part(upper(mine.postcode), ' ', 1) = split_part(upper(theirs.postcode), ' ', 1)
                and {STREET_OF.format(home="mine")} <> ''
                and {STREET_OF.format(home="mine")} = {STREET_OF.format(home="theirs")})))
    and {NOT_TOLD.format(kind="street")}"""
)

# Opened with a reason; or somebody around a child of a colleague, and of nobody with whom the worker works.
NO_WORK = f"""
{ONE_ROW.format(kind="no work", looked=OF_THE_DAYS)}
where looked.no_grant and not exists (
    select from facts_relationship kin join record_grant held on held.about_id = kin.about_id
    where kin.other_id = looked.about_id and kin.known_until is null and held.known_until is null
        and held.worker_id = looked.worker_id)"""

HOUR = "extract(hour from look.at at time zone 'Europe/London')"
AT_NIGHT = LOOKED.format(
    since="%(since)s",
    only=f"""and ({HOUR} >= %(begins)s or {HOUR} < %(ends)s) and not exists (
        select from record_post post join record_team team on team.id = post.team_id
        where post.id = look.post_id and team.duty)""",
)
NIGHT = ONE_ROW.format(kind="night", looked=AT_NIGHT)

LEAVERS = """and look.worker_id in (
    select worker_id from record_holding group by worker_id
    having bool_and(until is not null) and max(until) between %(back)s and %(today)s::date + %(leaving)s)"""
LEAVING = f"""
{ONE_ROW.format(kind="leaving", looked=LOOKED.format(since="%(leaving_since)s", only=LEAVERS))}
where not looked.own_work and looked.day >
    (select max(held.until) from record_holding held where held.worker_id = looked.worker_id) - %(leaving)s"""

# The first look at each record each day, and how many of these there were in the hour before each of them.
MANY = f"""
select null::uuid as about_id, hour.worker_id, hour.post_id, post.team_id, 'many' as kind, hour.day,
    min(hour.first_at) as first_at, max(hour.first_at) as last_at, max(hour.many) as looks, '' as need
from (
    select looked.*, count(*) over (partition by worker_id order by first_at
        range between interval '1 hour' preceding and current row) as many from ({OF_THE_DAYS}) looked
) hour join record_post post on post.id = hour.post_id
where hour.many > %(many)s group by hour.worker_id, hour.post_id, post.team_id, hour.day
"""

# Who had, at that moment, neither a grant of their own nor one of a team at or below their own; told to the teams that
# have the child's work now.
OUTSIDE = """
with recursive line as (
    select id as above, id from record_team
    union select line.above, team.id from record_team team join line on team.parent_id = line.id
)
select told.about_id, look.worker_id, (array_agg(look.post_id order by look.at desc))[1] as post_id, told.team_id,
    'outside' as kind, %(day)s::date as day, min(look.at) as first_at, max(look.at) as last_at, count(*) as looks,
    (array_agg(look.why order by look.at desc))[1] as need
from record_look look
left join record_post post on post.id = look.post_id
join record_subject subject on subject.id = look.about_id
join (select distinct about_id, team_id from record_grant where known_until is null and team_id is not null) told
    on told.about_id = coalesce(subject.merged_into_id, subject.id)
where look.at >= %(since)s and look.at < %(until)s
    and not exists (
        select from record_grant held where held.about_id = look.about_id
            and held.known_from <= look.at and (held.known_until is null or held.known_until > look.at)
            and not held.why like %(reason)s
            and (held.worker_id = look.worker_id
                or exists (select from line where line.above = post.team_id and line.id = held.team_id)))
group by told.about_id, look.worker_id, told.team_id
"""
