"""Write entries down, each the next link of its subject's chain."""

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from typing import Any
from uuid import UUID

from goldenthread.casework import access, chain
from goldenthread.casework.acts import Act, CannotRecord, FromFile, Shared
from goldenthread.language import Entry, derived_id
from goldenthread.record import models


def write(
    entries: Sequence[Entry],
    acts: Sequence[Act],
    groups: Mapping[UUID, list[models.Subject]],
    *,
    by: access.Actor | FromFile,
    key: str,
    occasion: Shared | None,
) -> None:
    """Store the entries and move on the heads of the chains that they lengthen. The subjects are locked."""
    subjects = {subject.pk: subject for group in groups.values() for subject in group}
    held = None
    if occasion:
        salt = chain.new_salt()
        held = models.Occasion.objects.create(
            pk=derived_id(key, "occasion"),
            kind=acts[0].step,
            shared=dict(occasion.answers),
            salt=salt,
            digest=chain.digest(occasion.answers, salt),
        )
    rows = []
    for nth, (entry, act) in enumerate(zip(entries, acts, strict=True)):
        own = {k: v for k, v in entry.answers.items() if not occasion or k not in occasion.answers or k in act.answers}
        rows.append(
            chained(
                entry,
                own,
                subjects[entry.about],
                nth=nth,
                key=key,
                held=held,
                source=by.source if isinstance(by, FromFile) else None,
                written={e.id for e in entries[:nth]},
            )
        )
    models.Entry.objects.bulk_create(rows)
    touched = [subjects[about] for about in dict.fromkeys(entry.about for entry in entries)]
    models.Subject.objects.bulk_update(touched, ["position", "head", "last_known"])


def chained(
    entry: Entry,
    answers: dict[str, Any],
    subject: models.Subject,
    *,
    nth: int,
    key: str,
    held: models.Occasion | None,
    source: int | None,
    written: Container[UUID],
) -> models.Entry:
    """The next link of a subject's chain; moves the subject's head on."""
    salt = chain.new_salt()
    row = models.Entry(
        pk=entry.id,
        about_id=entry.about,
        position=subject.position + 1,
        step=entry.step,
        happened_on=entry.day,
        happened_at=entry.happened if isinstance(entry.happened, dt.datetime) else None,
        known_at=entry.known,
        worker_id=entry.author.worker,
        post_id=entry.author.post,
        acting_for_id=entry.author.acting_for,
        source_id=source,
        author=entry.author.name,
        compartment=entry.compartment,
        occasion=held,
        follows_id=_followed_entry(entry, written),
        corrects_id=entry.corrects,
        answers=answers,
        salt=salt,
        digest=chain.digest(answers, salt),
        previous=bytes(subject.head) or chain.GENESIS,
        key=key,
        nth=nth,
    )
    row.hash = link_of(row).hash(bytes(row.previous))
    subject.position, subject.head, subject.last_known = row.position, row.hash, row.known_at
    return row


def _followed_entry(entry: Entry, written: Container[UUID]) -> UUID | None:
    """An act may name an episode; what is stored is an entry, so that the chain stands on entries alone."""
    if entry.follows is None:
        return None
    if entry.follows in written or models.Entry.objects.filter(pk=entry.follows).exists():
        return entry.follows
    episode = models.Episode.now.filter(id=str(entry.follows)).first()
    if episode is None:
        raise CannotRecord("What this follows is not on the record any more. Look at the record again and retry.")
    return UUID(str(episode.entry_id))


def link_of(row: models.Entry) -> chain.Link:
    """What a stored entry puts under its hash."""
    return chain.Link(
        id=row.pk,
        position=row.position,
        step=row.step,
        happened_on=row.happened_on,
        happened_at=row.happened_at,
        known_at=row.known_at,
        author=row.author,
        worker=row.worker_id,
        post=row.post_id,
        acting_for=row.acting_for_id,
        source=row.source_id,
        compartment=row.compartment,
        occasion=row.occasion_id,
        occasion_digest=bytes(row.occasion.digest) if row.occasion else None,
        follows=row.follows_id,
        corrects=row.corrects_id,
        key=row.key,
        nth=row.nth,
        digest=bytes(row.digest),
    )
