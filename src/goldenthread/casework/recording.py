"""Write down what happened. The only way in."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from uuid import UUID

from goldenthread.casework import access, gathering, likeness, linking, locking, told_afterwards, writing
from goldenthread.casework.acts import (
    Act,
    ByRule,
    CannotRecord,
    FromFile,
    Shared,
    Writer,
    new_subject,
    plain,
    with_also,
)
from goldenthread.casework.allowing import check
from goldenthread.casework.chain import canonical
from goldenthread.casework.replay import Replayed, counted, replay
from goldenthread.casework.rules import Rules, rules_now
from goldenthread.language import Entry, Handbook, Row, handbook
from goldenthread.record import models
from goldenthread.timekeeping import OutsideCalendar, day_of
from goldenthread.timekeeping.days import LONDON

__all__ = ["Act", "CannotRecord", "FromFile", "Recorded", "Shared", "follow", "new_subject", "record", "recorded_under"]


@dataclasses.dataclass(frozen=True)
class Recorded:
    """What was written, and what it changed. `again` says that the key had already been used: nothing was doubled."""

    entries: tuple[UUID, ...]
    changes: tuple[writing.Change, ...] = ()
    again: bool = False


Following = Callable[[Mapping[UUID, Replayed], Sequence[Entry], Rules], None]
_followings: list[Following] = []


def follow(following: Following) -> None:
    """What is to happen in the same transaction after each recording; only config says so."""
    _followings.append(following)


def is_recorded(key: str) -> bool:
    """Whether something was already recorded under a key."""
    with access.working_out():
        return models.Entry.objects.filter(key=key).exists()


def recorded_under(key: str) -> Recorded | None:
    """What was already recorded under a key."""
    already = tuple(models.Entry.objects.filter(key=key).order_by("nth").values_list("pk", flat=True))
    return Recorded(already, again=True) if already else None


def _same_again(acts: Sequence[Act], *, by: Writer, key: str, occasion: Shared | None) -> None:
    """Refuse a key that comes again with something else to say. Answers that the law had destroyed are not compared."""
    rows = list(models.Entry.objects.filter(key=key).select_related("occasion").order_by("nth"))
    stored = [_content(gathering.plain(row)) for row in rows]
    if any(row.answers is None for row in rows):
        return
    for entry in plain(acts, by=by, key=key, known=dt.datetime.min, occasion=occasion):
        if _content(entry) not in stored:
            raise CannotRecord(_saved_first(rows[0]))


def _content(entry: Entry) -> tuple[object, ...]:
    return entry.step, entry.about, entry.happened, entry.corrects, canonical(entry.answers)


def _saved_first(row: models.Entry) -> str:
    step = handbook().steps.get(row.step)
    at = row.known_at.astimezone(LONDON)
    return (
        f"“{step.said or step.label if step else row.step}” of {row.happened_on:%-d %B %Y} was saved first, by "
        f"{row.author} on {at:%-d %B %Y at %H:%M}. What you sent now says something else and was not saved: "
        "nothing was overwritten. Open that entry to correct it, or begin a new form."
    )


def followed_up(replayed: Mapping[UUID, Replayed], entries: Sequence[Entry], rules: Rules) -> None:
    """Let everything happen that is to follow these entries, in their transaction."""
    for following in _followings:
        following(replayed, entries, rules)


def record(
    *acts: Act,
    by: Writer,
    key: str,
    today: dt.date | None = None,
    occasion: Shared | None = None,
    known: dt.datetime | None = None,
) -> Recorded:
    """Write down one or more things that happened: all of them, or none.

    The key is used once: a double click, a replayed request or a second tab gets what the first one got. The same key
    with something else to say is refused, so that nobody believes saved what was not.

    known: when it was written down, which nobody but a made-up authority's maker may say; anywhere else the database's
    clock says it (docs/decisions/0017-told-afterwards.md).

    :raises CannotRecord: if practice does not allow it, in a sentence fit for the screen
    :raises NotAllowed: if this person may not write in this record
    :raises NotADemonstration: for a given known time, where this is no demonstration
    """
    book = handbook()
    who = by if isinstance(by, access.Actor) else access.Chore("rule" if isinstance(by, ByRule) else "file")
    # The whole record is worked out, whatever part of it this person may open; whether they may write in it is asked
    # below, and once more by the database of each entry.
    with said_of_a_day_nobody_can_count_from(), access.acting(who, role=access.lock.ENGINE):
        if isinstance(by, access.Actor):
            by = access.for_whom(by, {act.about for act in acts})
        asked, acts = acts, with_also(acts, by=by, key=key, occasion=occasion)
        locking.once_at_a_time(key)
        if already := recorded_under(key):
            _same_again(asked, by=by, key=key, occasion=occasion)
            return already
        locking.make_new_subjects(acts)
        groups = locking.locked_for(acts)
        told = known is not None
        known = locking.known_time(groups) if known is None else told_afterwards.known_then(groups, known)
        rules = rules_now()
        entries = plain(acts, by=by, key=key, known=known, occasion=occasion)
        if isinstance(by, access.Actor):
            check(acts, entries, groups, by=by, book=book, rules=rules, today=today or day_of(known))
        linking.write(entries, acts, groups, by=by, key=key, occasion=occasion)
        likeness.keep(entries)
        replayed, changes = _work_out(entries, groups, book=book, rules=rules, at=known)
        with told_afterwards.telling(told):
            followed_up(replayed, [counted(entry, book) for entry in entries], rules)
        return Recorded(tuple(entry.id for entry in entries), tuple(changes))


@contextmanager
def said_of_a_day_nobody_can_count_from() -> Iterator[None]:
    """A day outside the years of which working days are known is refused in a sentence, wherever it was met."""
    try:
        yield
    except OutsideCalendar as outside:
        raise CannotRecord(str(outside)) from outside


def _work_out(
    entries: Sequence[Entry],
    groups: Mapping[UUID, list[models.Subject]],
    *,
    book: Handbook,
    rules: Rules,
    at: dt.datetime,
) -> tuple[dict[UUID, Replayed], list[writing.Change]]:
    if any(book.steps[entry.step].regroups for entry in entries):
        groups = _regrouped(groups, book=book, rules=rules)
    replayed: dict[UUID, Replayed] = {}
    rows: dict[UUID, list[Row]] = {s.pk: [] for group in groups.values() for s in group}
    for root, here in gathering.in_records(groups).items():
        replayed[root] = replay(here, about=root, handbook=book, rules=rules)
        rows |= rows_with_grants(replayed[root], book, [s.pk for s in groups[root]])
    return replayed, writing.store(rows, at=at)


def rows_with_grants(replayed: Replayed, book: Handbook, members: Iterable[UUID] = ()) -> dict[UUID, list[Row]]:
    """All rows that a record comes to, with who needs to know of it; by the subject that they are about.

    Everything is about the subject that stands. Those joined to it have its grants too, each a copy, so that whoever
    reads grants need not know what is joined.
    """
    rows = writing.rows_of(replayed, book)
    root = replayed.record.about
    grants = access.grants_for(replayed.record, rows, handbook=book, rules=replayed.rules)
    return {root: [*rows, *grants]} | access.copied_to([one for one in members if one != root], grants)


EntriesOf = Callable[[Iterable[UUID]], list[Entry]]


def _regrouped(
    groups: Mapping[UUID, list[models.Subject]], *, book: Handbook, rules: Rules
) -> dict[UUID, list[models.Subject]]:
    """Which records are one, after an entry that joins or parts them; each subject says so of itself."""
    regrouped = regroup(groups, gathering.entries_of, book=book, rules=rules)
    models.Subject.objects.bulk_update([s for group in regrouped.values() for s in group], ["merged_into"])
    return regrouped


def regroup(
    groups: Mapping[UUID, list[models.Subject]], entries_of: EntriesOf, *, book: Handbook, rules: Rules
) -> dict[UUID, list[models.Subject]]:
    """Which records are one, after an entry that joins or parts them, by each subject's own entries.

    A record joined to one that is itself joined to a third stands under the third.
    """
    subjects = [subject for group in groups.values() for subject in group]
    into: dict[UUID, UUID] = {}
    for subject in subjects:
        alone = replay(entries_of([subject.pk]), about=subject.pk, handbook=book, rules=rules)
        joins = [row for row in alone.facts if row.table == "Join"]
        if joins:
            into[subject.pk] = UUID(str(joins[-1].values["into_id"]))
    for subject in subjects:
        stands, passed = subject.pk, {subject.pk}
        while stands in into:
            stands = into[stands]
            if stands in passed:
                raise CannotRecord("These records are one already. Part them first to join them the other way round.")
            passed.add(stands)
        subject.merged_into_id = stands if stands != subject.pk else None
    regrouped: dict[UUID, list[models.Subject]] = {}
    for subject in subjects:
        regrouped.setdefault(subject.merged_into_id or subject.pk, []).append(subject)
    return regrouped
