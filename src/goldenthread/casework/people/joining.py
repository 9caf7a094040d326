"""Two records found to be one person's, and the way back. Entries never move: an entry joins, another parts."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID

from goldenthread.casework import access, gathering
from goldenthread.casework.recording import Act, CannotRecord, Recorded, record
from goldenthread.facts.models.person import name_to_say
from goldenthread.language import Entry, handbook
from goldenthread.record import models

JOINED, PARTED = "person.joined", "person.parted"


@dataclasses.dataclass(frozen=True)
class SinceJoined:
    """Something written down since two records were joined: a person says whose it is when they are parted."""

    id: UUID
    what: str
    day: dt.date
    author: str
    theirs: bool


@dataclasses.dataclass(frozen=True)
class Joining:
    """How two records came to be one: which was said to stand, which stands under it, why, by whom and when.

    root: the one that stands now, which may itself have been joined to another since.
    """

    subject: UUID
    stands: UUID
    entry: UUID
    why: str
    by: str
    at: dt.datetime
    root: UUID


def join(subject: UUID, into: UUID, *, why: str, actor: access.Actor, key: str, today: dt.date) -> Recorded:
    """Make one record stand for two. Both numbers are kept, what they say differently is marked until it is settled,
    and whoever may not open a restricted part may not open the whole.

    :raises CannotRecord: if they are one already, or practice does not allow it
    :raises NotAllowed: if this person may not write in both
    """
    stands, ours = access.one_record(into)[0], access.one_record(subject)[0]
    if stands == ours:
        raise CannotRecord("These records are one already.")
    if subject != ours:
        raise CannotRecord("This record stands under another already. Join that one, or part them first.")
    access.require_open(actor, stands)
    return record(
        Act(JOINED, subject, today, {"into": str(stands), "why": why}),
        by=actor,
        key=key,
        today=today,
    )


def part(
    subject: UUID,
    *,
    why: str,
    actor: access.Actor,
    key: str,
    today: dt.date,
    theirs: Iterable[UUID] = (),
) -> Recorded:
    """Undo a joining: each record has again what stood before, and each entry since belongs to whom a person says.

    subject: the record that was joined to another. theirs: the entries since then that are about this person; the
    others are about the one whose record stood for both.

    :raises CannotRecord: if the record is not joined, or an entry is older than the joining
    :raises NotAllowed: if this person may not write in the record
    """
    joined = joining_of(subject)
    if joined is None:
        raise CannotRecord("This record is not joined with another.")
    since = since_joined(subject)
    chosen = set(theirs)
    if not chosen <= {entry.id for entry in since}:
        raise CannotRecord("Only what was written down since the joining can be given to one of the two. Choose again.")
    given = {entry.id: entry.id in chosen for entry in since}
    given |= _corrections(joined, given)
    answers = {
        "why": why,
        "from": str(joined.stands),
        "theirs": sorted(str(id_) for id_, one in given.items() if one),
        "ours": sorted(str(id_) for id_, one in given.items() if not one),
    }
    return record(Act(PARTED, subject, today, answers), by=actor, key=key, today=today)


def joining_of(subject: UUID) -> Joining | None:
    """How this record came to stand under another; none if it does not."""
    stands = models.Subject.objects.filter(pk=subject).values_list("merged_into_id", flat=True).first()
    if stands is None:
        return None
    entry = models.Entry.objects.filter(about=subject, step=JOINED).order_by("known_at").last()
    return _joining(entry, stands) if entry else None


def _joining(entry: models.Entry, stands: UUID) -> Joining:
    said = entry.answers or {}
    into = UUID(str(said.get("into", stands)))
    return Joining(entry.about_id, into, entry.pk, said.get("why", ""), entry.author, entry.known_at, stands)


def joinings_in(subject: UUID) -> list[Joining]:
    """Every record that stands under this one, with how it came to."""
    entries = models.Entry.objects.filter(about__merged_into__in=access.one_record(subject), step=JOINED)
    latest = {entry.about_id: entry for entry in entries.select_related("about").order_by("about", "known_at")}
    return [_joining(entry, entry.about.merged_into_id or entry.about_id) for entry in latest.values()]


def since_joined(subject: UUID) -> list[SinceJoined]:
    """What was written down about either since they were joined, newest last; the joining itself left out."""
    joined = joining_of(subject)
    return _told_since(joined, gathering.whole_record(access.one_record(subject))) if joined else []


def _told_since(joined: Joining, entries: Iterable[Entry]) -> list[SinceJoined]:
    book = handbook()
    return [
        SinceJoined(
            entry.id,
            book.steps[entry.step].said or book.steps[entry.step].label if entry.step in book.steps else entry.step,
            entry.day,
            entry.author.name,
            entry.about == joined.subject,
        )
        for entry in _written_since(joined, entries)
        if entry.corrects is None and not (entry.step in book.steps and book.steps[entry.step].regroups)
    ]


def _written_since(joined: Joining, entries: Iterable[Entry]) -> list[Entry]:
    """What was written since about the two themselves; a third record joined to either keeps its own."""
    both = (joined.subject, joined.stands, joined.root)
    return [e for e in entries if e.known > joined.at and e.about in both]


def _corrections(joined: Joining, given: Mapping[UUID, bool]) -> dict[UUID, bool]:
    """A correction goes with what it corrects."""
    entries = {entry.id: entry for entry in gathering.whole_record(access.one_record(joined.subject))}
    found: dict[UUID, bool] = {}
    for entry in _written_since(joined, entries.values()):
        if entry.corrects is None:
            continue
        first = entry
        while first.corrects in entries:
            first = entries[first.corrects]
        found[entry.id] = given.get(first.id, first.about == joined.subject)
    return found


@dataclasses.dataclass(frozen=True)
class Parting:
    """Before two records are parted: how they were joined, whose they were, and what was written since."""

    joined: Joining
    name: str
    stands_name: str
    since: list[SinceJoined]


def parting_of(subject: UUID) -> Parting | None:
    """For the page that parts them; none if this record is not joined with another."""
    joined = joining_of(subject)
    if joined is None:
        return None
    entries = gathering.whole_record(access.one_record(subject))
    since = _told_since(joined, entries)
    return Parting(joined, _called(entries, subject), _called(entries, joined.stands), since)


def _called(entries: Iterable[Entry], about: UUID) -> str:
    """What a record of its own called the person."""
    said: dict[str, str] = {}
    for entry in entries:
        if entry.about == about:
            said |= {part: str(entry.get(part)) for part in ("given", "surname", "known_as") if entry.get(part)}
    return name_to_say(said.get("given", ""), said.get("surname", ""), said.get("known_as", ""), unborn=False)
