"""What a form begins with because the record knows it: nobody types again what was written before a step up or down."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from goldenthread.casework import access, asking_after
from goldenthread.casework.children import open_to
from goldenthread.casework.correcting import as_typed_again
from goldenthread.casework.drafts import Draft, Place
from goldenthread.casework.filling import form_of
from goldenthread.casework.gathering import plain
from goldenthread.casework.replay import WITHDRAWN
from goldenthread.language import Entry, Step, handbook
from goldenthread.record import models
from goldenthread.timekeeping import spoken

# Beside the answers of a draft: what it began with, who wrote that and when.
CARRIED = "_carried"


def carried_forward(step: Step, about: Sequence[UUID], *, by: access.Actor, today: dt.date) -> dict[Place, Any]:
    """The answers with which a form begins, as somebody would type them: the fathers and partners about whom it asks;
    and of each child, what the latest of the steps that it names says to the same questions, as far as this person may
    open it. One query for that, and three for those.
    """
    return asking_after.begun_with(step, about, by=by, today=today) | _said_before(step, about, by=by)


def _said_before(step: Step, about: Sequence[UUID], *, by: access.Actor) -> dict[Place, Any]:
    form = form_of(step)
    if not form.carried_from:
        return {}
    latest = _latest(form.carried_from, about, by=by)
    carried: dict[Place, Any] = {}
    questions, named = form.all_questions(), {name: name for name in form.named(form.carries)} | dict(form.carries_as)
    for subject in about:
        entry = latest.get(subject)
        for name, said in named.items() if entry else ():
            question = questions[name]
            place: Place = (subject if question.own else None, name)
            if place not in carried and entry and entry.get(said) not in (None, "", []):
                carried |= as_typed_again(question, place[0], name, {**entry.answers, name: entry.get(said)})
    if carried:
        carried[None, CARRIED] = _said(latest[next(one for one in about if one in latest)])
    return carried


def said_of_carried(draft: Draft) -> str:
    """What a draft began with, in words; nothing, if it began empty."""
    return str(draft.value((None, CARRIED)) or "")


def _latest(steps: Sequence[str], about: Sequence[UUID], *, by: access.Actor) -> dict[UUID, Entry]:
    rows = open_to(models.Entry.objects.filter(about__in=about, step__in=steps), by)
    rows = rows.select_related("occasion").order_by("known_at", "position")
    stands = {row.corrects_id or row.pk: plain(row) for row in rows}
    in_time = sorted(stands.values(), key=lambda entry: (entry.day, entry.known, entry.position))
    return {entry.about: entry for entry in in_time if not entry.get(WITHDRAWN)}


def _said(entry: Entry) -> str:
    step = handbook().steps[entry.step]
    return f"“{step.said or step.label}”, {spoken(entry.day)}, by {entry.author.name}"
