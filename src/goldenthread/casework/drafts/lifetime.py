"""How long a draft is kept: by rows of the table of limits, which an authority may set for itself."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject

from goldenthread.casework.rules import Choice, Rules
from goldenthread.record.models import Setting
from goldenthread.standards.law import Law
from goldenthread.timekeeping import day_of

KEPT, WARNED, THROWN_AWAY = "draft_kept", "draft_warned", "draft_thrown_away"


@dataclasses.dataclass(frozen=True)
class Ends:
    """The last day on which a draft is kept unless somebody writes in it, and whether its people are warned already."""

    on: dt.date
    soon: bool


def ends(changed_at: dt.datetime, *, rules: Rules, today: dt.date) -> Ends | None:
    """Until when an open draft is kept; None where the authority destroys none."""
    last = last_day(KEPT, changed_at, rules)
    if last is None:
        return None
    warned = last_day(WARNED, last, rules)
    return Ends(last, warned is not None and today >= warned)


def last_day(family: str, when: dt.date, rules: Rules) -> dt.date | None:
    """The last day by one of these rules, as it was in force on that day; None where it was not."""
    day = day_of(when)
    rule = rules.rule(family, on=day)
    return rule.last_day(day, rules.calendar()) if rule else None


def chosen() -> ArraySubquery:
    """The authority's own choices about drafts, to be read with another row in one query."""
    choices = Setting.objects.filter(name__startswith="law.draft_").order_by("pk")
    return ArraySubquery(
        choices.values(said=JSONObject(name="name", value="value", on="effective_from", at="known_at"))
    )


def rules_of(said: Iterable[dict[str, Any]]) -> Rules:
    """The rules about drafts, with what `chosen` read."""
    choices = [
        Choice(one["name"], one["value"], dt.date.fromisoformat(one["on"]), dt.datetime.fromisoformat(one["at"]))
        for one in said
    ]
    return Rules(Law.read(), choices)
