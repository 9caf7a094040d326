"""What the days in a draft are held against: today, each child's birth, and what stood before under the same name."""

import datetime as dt
from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q

from goldenthread.blocks.days import Around, Day, day_in, days_said
from goldenthread.blocks.forms import TO_COME
from goldenthread.blocks.widgets import PARTS, read_date
from goldenthread.casework import access
from goldenthread.casework.children import open_to
from goldenthread.casework.drafts import Draft
from goldenthread.casework.filling import form_of
from goldenthread.casework.gathering import plain
from goldenthread.casework.rules import calendar_now
from goldenthread.facts.models import Person
from goldenthread.record.models import Entry
from goldenthread.timekeeping import spoken
from goldenthread.timekeeping.calendars import FIRST_DAY, LAST_DAY


def around(draft: Draft, *, by: access.Actor, today: dt.date) -> dict[UUID, Around]:
    """For each child. At most two queries, and none for a form that asks for no day."""
    form = form_of(draft.step)
    days = [question for question in form.all_questions().values() if isinstance(question, Day)]
    if not days:
        return {}
    people = Person.now.filter(about__in=draft.about).values_list("about", "born_on", "died_on")
    lived = {about: (born, died) for about, born, died in people}
    said: dict[UUID, list[dict[str, object]]] = {}
    if any(question.of == TO_COME for question in days) and (form.carried_from or draft.corrects):
        stood = Q(step__in=form.carried_from)
        if draft.corrects:
            stood |= Q(step=draft.step.key)
        rows = open_to(Entry.objects.filter(stood, about__in=draft.about), by).select_related("occasion")
        for entry in map(plain, rows):
            said.setdefault(entry.about, []).append(dict(entry.answers))
    return {
        one: Around(today, None, *lived.get(one, (None, None)), days_said(said.get(one, ()))) for one in draft.about
    }


def closed_on(draft: Draft) -> Iterator[tuple[UUID | None, str, str]]:
    """The days on which people are to come together while offices are closed: whose part, which question, and what is
    said beside it. One query, where such a day is given."""
    asked = {n for n, one in form_of(draft.step).all_questions().items() if isinstance(one, Day) and one.meets}
    given = {place: answer.value for place, answer in draft.answers.items() if place[1] in asked and answer.value}
    if not given:
        return
    calendar = calendar_now()
    for (whose, name), value in given.items():
        boxes = isinstance(value, dict)
        day = read_date(*(str(value.get(part) or "") for part in PARTS)) if boxes else day_in(value)
        if day and FIRST_DAY <= day <= LAST_DAY and not calendar.is_working(day):
            yield whose, name, f"Offices are closed on {spoken(day)}. Check that everybody can be there."
