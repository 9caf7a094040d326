"""What stands around every page of a record: its head, its tabs, and the day as known on which it is read."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone

from goldenthread.blocks.widgets import FIRST_DAY
from goldenthread.casework.heads import Head
from goldenthread.doors.office import links
from goldenthread.doors.office.request import Request

TABS = (
    ("Overview", "child"),
    ("Plan", "plan"),
    ("Chronology", "chronology"),
    ("People", "people"),
    ("Forms and documents", "papers"),
    ("Duties", "duties"),
    ("Who has looked", "looks"),
)


def around(request: Request, head: Head, moment: dt.datetime | None, said: str, here: str = "child") -> dict[str, Any]:
    """The context of every page of a record."""
    then = f"?as_known={request.GET['as_known']}" if moment else ""
    return {
        "head": head,
        "today": today_at(moment),
        "as_known": moment,
        "as_known_said": said,
        "then": then,
        "links": links,
        "tabs": [
            {
                "text": text,
                "href": reverse(name, args=[head.id]) + then,
                "current": name == here,
            }
            for text, name in TABS
        ],
    }


def as_known(request: Request) -> tuple[dt.datetime | None, str]:
    """The moment as known at which to read, and what to say if the day asked for could not be taken."""
    asked = request.GET.get("as_known", "").strip()
    if not asked:
        return None, ""
    try:
        day = dt.date.fromisoformat(asked)
    except ValueError:
        return None, f"“{asked}” is not a date. Give it as 2026-03-01."
    if day >= timezone.localdate():
        return (
            None,
            "" if day == timezone.localdate() else "That day has not come yet: this is the record as it is now.",
        )
    if day < FIRST_DAY:
        return None, "Nothing was known here then: this is the record as it is now."
    next_day = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), timezone.get_default_timezone())
    return next_day - dt.timedelta(microseconds=1), ""


def today_at(moment: dt.datetime | None) -> dt.date:
    return timezone.localdate(moment) if moment else timezone.localdate()
