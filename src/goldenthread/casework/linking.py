"""Write entries down, each the next link of its subject's chain."""

import datetime as dt
from collections.abc import Callable, Container, Mapping, Sequence
from typing import Any
from uuid import UUID

from goldenthread.casework import chain
from goldenthread.casework.acts import Act, CannotRecord, FromFile, Shared, Writer
from goldenthread.language import Entry, derived_id
from goldenthread.record import models


def write(
    entries: Sequence[Entry],
    acts: Sequence[Act],
    groups: Mapping[UUID, list[models.Subject]],
    *,
    by: Writer,
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
        rows.append(
            chained(
                entry,
                own_answers(entry, act, occasion if entry.occasion else None),
                subjects[entry.about],
                nth=nth,
                key=key,
                held=held if entry.occasion else None,
                source=by.source if isinstance(by, FromFile) else None,
                written={e.id for e in entries[:nth]},
            )
        )
    models.Entry.objects.bulk_create(rows)
    touched = [subjects[about] for about in dict.fromkeys(entry.about for entry in entries)]
    models.Subject.objects.bulk_update(touched, ["position", "head", "last_known"])


def own_answers(entry: Entry, act: Act, occasion: Shared | None) -> dict[str, Any]:
    """What an entry says beside what its occasion shares."""
    shared = occasion.answers if occasion else {}
    return {name: answer for name, answer in entry.answers.items() if name not in shared or name in act.answers}


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

    def is_entry(id_: UUID) -> bool:
        return id_ in written or models.Entry.objects.filter(pk=id_).exists()

    def first_of(episode: UUID) -> UUID | None:
        found = models.Episode.now.filter(id=str(episode)).values_list("entry_id", flat=True).first()
        return found and UUID(str(found))

    salt = chain.new_salt()
    follows = followed_entry(entry, is_entry=is_entry, first_of=first_of)
    said = chain.written(chain.as_jsonb(answers))
    link = link_to(
        entry,
        said,
        position=subject.position + 1,
        salt=salt,
        nth=nth,
        key=key,
        follows=follows,
        source=source,
        occasion_digest=bytes(held.digest) if held else None,
    )
    previous = bytes(subject.head) or chain.GENESIS
    row = models.Entry(
        pk=entry.id,
        about_id=entry.about,
        position=link.position,
        step=link.step,
        happened_on=link.happened_on,
        happened_at=link.happened_at,
        known_at=link.known_at,
        worker_id=link.worker,
        post_id=link.post,
        acting_for_id=link.acting_for,
        source_id=link.source,
        author=link.author,
        compartment=link.compartment,
        occasion=held,
        follows_id=link.follows,
        corrects_id=link.corrects,
        answers=answers,
        salt=salt,
        digest=link.digest,
        previous=previous,
        hash=link.hash(previous),
        key=key,
        nth=nth,
    )
    subject.position, subject.head, subject.last_known = row.position, row.hash, row.known_at
    return row


def link_to(
    entry: Entry,
    said: str,
    *,
    position: int,
    salt: bytes,
    nth: int,
    key: str,
    follows: UUID | None,
    source: int | None,
    occasion_digest: bytes | None,
) -> chain.Link:
    """What an entry that is about to be written puts under its hash; `said`: its own answers, as a column."""
    author, happened = entry.author, entry.happened
    return chain.Link(
        id=entry.id,
        position=position,
        step=entry.step,
        happened_on=entry.day,
        happened_at=happened if isinstance(happened, dt.datetime) else None,
        known_at=entry.known,
        author=author.name,
        worker=author.worker,
        post=author.post,
        acting_for=author.acting_for,
        source=source,
        compartment=entry.compartment,
        occasion=entry.occasion if occasion_digest else None,
        occasion_digest=occasion_digest,
        follows=follows,
        corrects=entry.corrects,
        key=key,
        nth=nth,
        digest=chain.digest_of(said, salt),
    )


def followed_entry(
    entry: Entry, *, is_entry: Callable[[UUID], bool], first_of: Callable[[UUID], UUID | None]
) -> UUID | None:
    """An act may name an episode; what is stored is an entry, so that the chain stands on entries alone.

    is_entry: whether an id is a stored entry's; first_of: the first entry of an episode that stands.
    :raises CannotRecord: if it is neither
    """
    if entry.follows is None or is_entry(entry.follows):
        return entry.follows
    first = first_of(entry.follows)
    if first is None:
        raise CannotRecord("What this follows is not on the record any more. Look at the record again and retry.")
    return first


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
