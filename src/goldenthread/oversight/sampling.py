"""Draw contacts for an audit by chance, so that nobody picks the ones that look well.

Source: the improvement plan of the seeds, 3.5 and 4.9: multi-agency audits and dip samples of the front door.
"""

import dataclasses
import datetime as dt
import secrets
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import F, Q

from goldenthread.casework import access
from goldenthread.casework.children import open_to
from goldenthread.casework.choosing import Options, flat
from goldenthread.casework.recording import Act, Recorded, record, recorded_under
from goldenthread.facts.models import Contact, ContactAudit
from goldenthread.language import handbook
from goldenthread.record.models import Entry, Holding
from goldenthread.timekeeping import spoken

CHOSEN, AUDITED, DECIDED = "front_door_audit.chosen", "front_door_audit.audited", "front_door.decided"
DID = ("front_door.contact_received", "front_door.directed", DECIDED, "front_door.opened_by_rule")
MOST = 50


class CannotDraw(Exception):
    """Nothing is drawn. The message is fit for the screen."""


@dataclasses.dataclass(frozen=True)
class Sample:
    """What is drawn from: contacts decided from a day to a day, of one outcome or of any; how many; by whom audited.

    moderator: who looks a second time at the grade of `moderated` of them.
    """

    since: dt.date
    until: dt.date
    many: int
    auditors: tuple[int, ...]
    outcome: str = ""
    moderator: int | None = None
    moderated: int = 0


@dataclasses.dataclass(frozen=True)
class Among:
    """The contacts that may be drawn, of those decided. The others were or are audited, or are closed to the reader."""

    decided: int
    contacts: tuple[str, ...]


def outcomes() -> dict[str, str]:
    """The outcomes that a decision may have, in words."""
    form = handbook().steps[DECIDED].form
    return dict(form.base_fields["outcome"].choices)


def auditors(*, today: dt.date) -> Options:
    """Who may audit, by team."""
    may = handbook().steps[AUDITED].by
    held = Holding.objects.filter(Q(until=None) | Q(until__gte=today), since__lte=today, post__role__in=may)
    found: dict[str, dict[str, str]] = {}
    for one in held.select_related("worker", "post__team").order_by("post__team__name", "worker__name", "pk"):
        found.setdefault(one.post.team.name, {})[str(one.worker_id)] = f"{one.worker.name}, {one.post.title}"
    return [(team, list(people.items())) for team, people in found.items()]


def among(sample: Sample, *, by: access.Actor) -> Among:
    """What would be drawn from. One contact of each occasion: brothers and sisters are not drawn together."""
    decided = Contact.now.filter(decided_on__range=(sample.since, sample.until), team__in=by.teams)
    if sample.outcome:
        decided = decided.filter(outcome=sample.outcome)
    with access.counting():
        many = decided.count()
    audited = ContactAudit.now.values("contact")
    busy = ContactAudit.now.filter(closed_on=None).values("about")
    free = open_to(decided, by).exclude(id__in=audited).exclude(about__in=busy).order_by("?")
    one_each = {occasion or id_: id_ for id_, occasion in free.values_list("id", "occasion")}
    return Among(many, tuple(one_each.values()))


def draw(sample: Sample, *, by: access.Actor, today: dt.date, key: str) -> Recorded:
    """Choose contacts by chance and share them out among the auditors, to nobody what they did themselves.

    :raises CannotDraw: if fewer may be drawn than were asked for, or one has nobody who may audit it
    :raises CannotRecord: if practice does not allow it
    """
    if already := recorded_under(key):
        return already
    found = among(sample, by=by)
    if sample.many > len(found.contacts):
        raise CannotDraw(
            f"{len(found.contacts)} of the {found.decided} contacts decided in that time may be drawn: the others were "
            "audited before, have an audit under way, come from the same call, or their record is not open to you. "
            "Draw fewer, or give a longer time."
        )
    drawn = list(Contact.now.filter(id__in=secrets.SystemRandom().sample(found.contacts, sample.many)))
    did = _who_did([one.about_id for one in drawn])
    shared = _shared_out(drawn, sample.auditors, did)
    second = [one.id for one, who in shared if sample.moderator and sample.moderator not in {who, *did[one.about_id]}]
    if len(second) < sample.moderated:
        raise CannotDraw(
            f"They can look a second time at {len(second)} of these: the others are their own audits or work. "
            "Choose somebody else for it, or fewer."
        )
    looked_at = set(secrets.SystemRandom().sample(second, sample.moderated))
    names = {int(id_): said for id_, said in flat(auditors(today=today))}
    acts = [
        Act(CHOSEN, one.about_id, today, {
            "contact": one.id, "contact_said": _said(one), "auditor": who, "auditor_said": names.get(who, ""),
            **({"moderator": sample.moderator, "moderator_said": names.get(sample.moderator or 0, "")}
               if one.id in looked_at else {}),
            "why": _why(sample, found),
        })
        for one, who in shared
    ]  # fmt: skip
    return record(*acts, by=by, key=key, today=today)


def _why(sample: Sample, found: Among) -> str:
    of = f", {outcomes()[sample.outcome].lower()}" if sample.outcome else ""
    days = f"{spoken(sample.since)} to {spoken(sample.until)}"
    return f"By chance: {sample.many} out of {found.decided} contacts decided from {days}{of}."


def _said(one: Contact) -> str:
    assert one.decided_on
    return f"Contact of {spoken(one.contact_on)}, decided {spoken(one.decided_on)}"


def _shared_out(
    drawn: Sequence[Contact], auditors: Sequence[int], did: Mapping[UUID, set[int]]
) -> list[tuple[Contact, int]]:
    """Each with an auditor who did nothing for a contact of that child, evenly."""
    load: Counter[int] = Counter(dict.fromkeys(auditors, 0))
    shared = []
    # First those for whom fewest may do it.
    for one in sorted(drawn, key=lambda one: len(set(auditors) - did[one.about_id])):
        free = [who for who in auditors if who not in did[one.about_id]]
        if not free:
            raise CannotDraw("A contact was drawn that each of these auditors worked on. Choose one more auditor.")
        who = min(free, key=lambda who: load[who])
        load[who] += 1
        shared.append((one, who))
    return shared


def _who_did(about: Sequence[UUID]) -> Mapping[UUID, set[int]]:
    rows = Entry.objects.filter(about__in=about, step__in=DID, worker__isnull=False)
    found: dict[UUID, set[int]] = defaultdict(set)
    for subject, worker in rows.values_list(F("about_id"), F("worker_id")).distinct():
        found[subject].add(worker)
    return found
