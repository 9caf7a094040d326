"""How often somebody does something: counted for all web processes together, by one statement of the database.

The counts stand in the table that Django's cache has, and are thrown away as everything there is.
"""

import datetime as dt
from uuid import UUID

from django.conf import settings
from django.db import connection

from goldenthread.casework.access.actors import Actor
from goldenthread.record.models import Look

# A count begins with the first time and ends when its time is over. One statement, so that two at once are two.
_COUNT = """
    insert into {table} as kept (cache_key, value, expires)
    values (%s, '1', date_trunc('second', now()) + make_interval(secs => %s))
    on conflict (cache_key) do update set
        value = case when kept.expires <= now() then '1' else (kept.value::int + 1)::text end,
        expires = case when kept.expires <= now() then excluded.expires else kept.expires end
    returning value::int, ceil(extract(epoch from expires - now()))::int
"""


def counted(what: str, who: str, *, within: dt.timedelta) -> tuple[int, int]:
    """How often this was done by now, this time with it, and in how many seconds the count begins anew."""
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(table=table), [f"pace:{what}:{who}", within.total_seconds()])
        number, left = cursor.fetchone()
    return number, max(1, left)


def opened(actor: Actor, *, since: dt.datetime, but: UUID) -> int:
    """How many records of others than this one somebody has opened since."""
    return Look.objects.filter(worker=actor.worker, at__gte=since).exclude(about=but).values("about").distinct().count()
