"""From a draft to the record: the whole form is checked, recorded once and closed, in one transaction."""

import dataclasses
import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Coalesce

from goldenthread.casework import access, drafts
from goldenthread.casework.choosing import choices
from goldenthread.casework.correcting import began_from, catch_up, corrected_by
from goldenthread.casework.days_around import around
from goldenthread.casework.drafts import Draft
from goldenthread.casework.filling import DAY, TIME, Checked, check, form_of
from goldenthread.casework.network import people_named
from goldenthread.casework.recording import Act, CannotRecord, Recorded, Shared, record
from goldenthread.casework.rules import rules_now
from goldenthread.facts.models import Person
from goldenthread.record import models
from goldenthread.timekeeping import day_of, spoken

BEFORE_BIRTH = "cin_referral_prebirth_limit"


class NotComplete(Exception):
    """Something is missing or wrong; `checked` says what, and where."""

    def __init__(self, checked: Checked) -> None:
        super().__init__("Something is missing or wrong.")
        self.checked = checked


@dataclasses.dataclass(frozen=True)
class Completed:
    """What was recorded; or, with `again`, that it had been recorded already, by whom and when."""

    draft: UUID
    recorded: Recorded | None
    by: str
    at: dt.datetime
    again: bool = False


def complete(draft: UUID, *, by: access.Actor, now: dt.datetime) -> Completed:
    """Record what a draft says and close it. A second press, a second tab or a second person makes no second entry.

    :raises NotComplete: if something is missing or wrong
    :raises CannotRecord: if practice does not allow it, in a sentence fit for the screen
    :raises NotAllowed: if this person may not write in one of these records
    :raises DraftClosed: if it was thrown away meanwhile
    """
    with transaction.atomic():
        drafts.lock(draft)
        held = drafts.open_draft(draft, by=by, at=now)
        if held.completed_at:
            return Completed(draft, None, held.completed_by, held.completed_at, again=True)
        if not held.open:
            raise drafts.DraftClosed(held.why_closed)
        caught_up = catch_up(held, by=by)
        if not caught_up:
            return _record(held, by=by, now=now)
    raise NotComplete(Checked(None, {}, {}, {}, [caught_up]))


def _record(held: Draft, *, by: access.Actor, now: dt.datetime) -> Completed:
    today = day_of(now)
    chosen = choices(held.step, held.about, by=by, today=today, found=found_in(held))
    checked = check(held, chosen, today=today, around=around(held, by=by, today=today))
    _refuse_impossible(held, checked, by=by, now=now)
    if not checked.right or checked.happened is None:
        raise NotComplete(checked)
    recorded = record(*_acts(held, checked, by=by), by=by, key=held.key, today=today, occasion=_occasion(held, checked))
    drafts.close(held, by=by, at=now)
    return Completed(held.id, recorded, by.name, now)


def found_in(draft: Draft) -> list[str]:
    """The people whom the people finder has put into this draft."""
    asked = {name for name, question in form_of(draft.step).all_questions().items() if question.chooses == "person"}
    return [str(answer.value) for (_, name), answer in draft.answers.items() if name in asked and answer.value]


def _acts(draft: Draft, checked: Checked, *, by: access.Actor) -> list[Act]:
    follows, corrects = _followed(draft), corrected_by(draft, by=by)
    several = len(draft.about) > 1
    apart = _named_apart(draft, checked) if several else {}
    assert checked.happened is not None
    return [
        Act(
            draft.step.key,
            subject,
            checked.happened,
            {**({} if several else checked.shared), **checked.own[subject], **apart.get(subject, {})},
            follows=follows.get(subject),
            corrects=corrects.get(subject),
            stood=began_from(draft, subject),
        )
        for subject in draft.about
    ]


def _occasion(draft: Draft, checked: Checked) -> Shared | None:
    return Shared(checked.shared) if len(draft.about) > 1 else None


def _followed(draft: Draft) -> dict[UUID, UUID]:
    """What each child's entry follows: of an occasion, the entry about the same child."""
    if draft.follows is None:
        return {}
    named = models.Entry.objects.filter(pk=draft.follows).values(root=Coalesce("corrects", "pk"))
    entry = models.Entry.objects.filter(pk__in=named).first()
    if entry is None:
        return {draft.about[0]: draft.follows} if len(draft.about) == 1 else {}
    if entry.occasion_id is None:
        return {entry.about_id: entry.pk}
    same = models.Entry.objects.filter(occasion=entry.occasion_id, step=entry.step)
    return {about: pk for pk, about in same.values_list("pk", "about_id")}


def _named_apart(draft: Draft, checked: Checked) -> dict[UUID, dict[str, str]]:
    """What one question names of each child apart: the partner's enquiry about that child, asked in one occasion."""
    found: dict[UUID, dict[str, str]] = {}
    for name, question in form_of(draft.step).all_questions().items():
        if question.chooses == "enquiry" and name in checked.shared:
            asked = models.Entry.objects.filter(pk=checked.shared[name], occasion__isnull=False).values("occasion")
            for pk, about in models.Entry.objects.filter(occasion__in=asked).values_list("pk", "about_id"):
                found.setdefault(about, {})[name] = str(pk)
    return found


def _refuse_impossible(draft: Draft, checked: Checked, *, by: access.Actor, now: dt.datetime) -> None:
    """A day that has not come, or before the child was, said beside the date."""
    happened = checked.happened
    if happened is None:
        return
    said: list[str] = []
    if isinstance(happened, dt.datetime) and happened > now and day_of(happened) == day_of(now):
        checked.problems.setdefault((None, TIME), []).append("This time has not come yet. Check the time.")
    if day_of(happened) > day_of(now):
        said.append(f"{spoken(day_of(happened))} has not come yet. Check the day, the month and the year.")
    born = Person.now.filter(about__in=draft.about, born_on__gt=day_of(happened))
    for person in born.exclude(about__in=_known_unborn(draft, day_of(happened))):
        name = people_named([person.about_id], by, today=day_of(now))[person.about_id].name
        assert person.born_on is not None
        said.append(
            f"{name} was born on {spoken(person.born_on)}, later than this day. Check the day, the month and the year."
        )
    if said:
        checked.problems.setdefault((None, DAY), []).extend(said)


def _known_unborn(draft: Draft, day: dt.date) -> list[UUID]:
    """Those who were known of before they were born, when it was not too early for that."""
    if draft.step.pathway.lifelong:
        return list(draft.about)
    rules = rules_now()
    rule = rules.rule(BEFORE_BIRTH, on=day)
    early = rule.limit if rule else None
    known = Person.objects.filter(about__in=draft.about, expected_on__isnull=False)
    if early is None:
        return list(known.values_list("about", flat=True))
    calendar = rules.calendar()
    return [
        about for about, due in known.values_list("about", "expected_on") if due and early.before(due, calendar) <= day
    ]


__all__ = ["CannotRecord", "Completed", "NotComplete", "complete", "found_in"]
