"""An entry made in error: what goes with it, shown before it is withdrawn."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q

from goldenthread.casework import access, gathering, writing
from goldenthread.casework.access.authors import ONLY_THEIRS, may_withdraw
from goldenthread.casework.access.grants import NO_NEED
from goldenthread.casework.differences import UNTOLD, in_words, moved_between, part_of
from goldenthread.casework.entries import Changed
from goldenthread.casework.network import people_named
from goldenthread.casework.occasions import Part, Parts, parts_of
from goldenthread.casework.recording import Act, CannotRecord, Recorded, Shared, is_recorded, record, recorded_under
from goldenthread.casework.replay import WITHDRAWN, replay
from goldenthread.casework.rules import Rules, rules_now
from goldenthread.casework.standing import Members, members_of
from goldenthread.language import Entry, Handbook, handbook
from goldenthread.record.models import Entry as Stored
from goldenthread.record.models import Post, Subject


@dataclasses.dataclass(frozen=True)
class Withdrawal:
    """An entry that might be withdrawn, and what would no longer hold without it.

    brought: what was recorded with it and goes with it. left: entries that would then belong to nothing. closed: how
    much changes in parts of the record that the reader may not open. shared: others whose entry of the same occasion
    stays.
    """

    name: str
    root: UUID
    step: str
    said: str
    happened: dt.date | dt.datetime
    author: str
    brought: Sequence[str]
    changed: Sequence[Changed]
    left: Sequence[str]
    closed: int
    shared: bool


def what_goes(subject: UUID, entry: UUID, *, by: access.Actor, today: dt.date) -> Withdrawal:
    """What would change if this entry were withdrawn: replayed without it, nothing written.

    :raises NotAllowed: if it is not this person's to withdraw, or not open to them
    :raises CannotRecord: if it is no longer there to withdraw, in a sentence fit for the screen
    """
    members = members_of(subject, by)
    entries = gathering.whole_record(members.ids)
    _theirs(_standing(entries, entry)[0], by)
    named = people_named([members.root], by, today=today)
    return _goes(members, entries, entry, name=named[members.root].name, rules=rules_now())


@dataclasses.dataclass(frozen=True)
class ForAll:
    """An entry of several children that might be withdrawn for all of them: child by child, and how many stay as they
    are because their record is not open to the reader."""

    each: Sequence[Withdrawal]
    closed: int


def what_goes_for_all(subject: UUID, entry: UUID, *, by: access.Actor, today: dt.date) -> ForAll:
    """The same for every child of the occasion whose record this person may open. As many queries for two as for ten.

    :raises NotAllowed: if it is not this person's to withdraw
    :raises CannotRecord: if it is no longer there to withdraw, in a sentence fit for the screen
    """
    parts = parts_of(entry, by=by)
    members = _members_of([subject, *(part.about for part in parts.opened)], by)
    here = _withdrawn_together(parts, members[subject].ids)
    everything = gathering.whole_record({id_ for one in members.values() for id_ in one.ids})
    _theirs(_standing(everything, here[0].root)[0], by)
    named, rules = people_named([part.about for part in here], by, today=today), rules_now()
    each = [
        _goes(
            members[part.about],
            [one for one in everything if one.about in members[part.about].ids],
            part.root,
            name=named[part.about].name,
            rules=rules,
        )
        for part in here
    ]
    return ForAll(each, parts.closed)


def _withdrawn_together(parts: Parts, one_record: Collection[UUID]) -> list[Part]:
    """The parts of an occasion that this person may withdraw at once, one of them of this record.

    :raises CannotRecord: if there is none
    """
    here = [part for part in parts.opened if not part.withdrawn]
    if not any(part.about in one_record for part in here):
        raise CannotRecord("This was not recorded for several children, or is withdrawn already. Look at it again.")
    return here


def _members_of(subjects: Sequence[UUID], by: access.Actor) -> dict[UUID, Members]:
    """Which subjects are one record with each of these, and what of it this person may open. One query."""
    same = Q(pk__in=subjects) | Q(merged_into__in=subjects) | Q(stands_for__in=subjects)
    same |= Q(merged_into__stands_for__in=subjects)
    parts = access.granted(by).filter(about=OuterRef("pk")).values("compartment")
    rows = list(
        Subject.objects.filter(same)
        .annotate(open=ArraySubquery(parts))
        .values_list("pk", "merged_into", "open")
        .distinct()
    )
    root_of = {pk: into or pk for pk, into, _ in rows}
    found = {}
    for subject in subjects:
        group = [row for row in rows if root_of[row[0]] == root_of[subject]]
        opened = frozenset(part for _, _, here in group for part in here)
        found[subject] = Members(root_of[subject], tuple(sorted(pk for pk, _, _ in group)), opened)
    return found


def _goes(members: Members, entries: Sequence[Entry], entry: UUID, *, name: str, rules: Rules) -> Withdrawal:
    book = handbook()
    stood = _standing(entries, entry)
    first = stood[0]
    if first.compartment not in members.compartments:
        raise access.NotAllowed(NO_NEED)
    _withdrawable(stood, entries, book)
    brought = [one for one in entries if one.follows == first.id and one.known == first.known and one is not first]
    gone = {one.id for one in (first, *brought)}
    rest = [one for one in entries if one.id not in gone and one.corrects not in gone]
    before = replay(entries, about=members.root, handbook=book, rules=rules)
    after = replay(rest, about=members.root, handbook=book, rules=rules)
    moved = list(moved_between(writing.rows_of(before, book), writing.rows_of(after, book)))
    told = [pair for pair in moved if part_of(pair) in members.compartments]
    loose = {row.id for row in writing.rows_of(before, book) if row.table == "Loose"}
    step = book.steps[first.step]
    return Withdrawal(
        name=name,
        root=first.id,
        step=first.step,
        said=step.said or step.label,
        happened=stood[-1].happened,
        author=first.author.name,
        brought=[book.steps[one.step].said or book.steps[one.step].label for one in brought],
        changed=list(in_words(told, book)),
        left=[
            str(row.values["says"])
            for row in writing.rows_of(after, book)
            if row.table == "Loose" and row.id not in loose and row.compartment in members.compartments
        ],
        closed=len([pair for pair in moved if pair not in told and (pair[0] or pair[1]).table not in UNTOLD]),  # type: ignore[union-attr]
        shared=first.occasion is not None,
    )


def withdraw(
    subject: UUID, entry: UUID, *, why: str, by: access.Actor, key: str, today: dt.date, for_all: bool = False
) -> Recorded:
    """Say that an entry was made in error, and why. It stays on the record, struck through, and no longer counts.

    for_all: of every child of its occasion whose record this person may open, at once.

    :raises NotAllowed: if it is not this person's to withdraw
    :raises CannotRecord: if there is no reason, or it is no longer there to withdraw
    """
    if not why.strip():
        raise CannotRecord("Say why this was made in error: whoever reads the record must understand it.")
    said = {"why": why.strip()}
    if for_all:
        return recorded_under(key) or _withdraw_all(subject, entry, said, by=by, key=key, today=today)
    entries = gathering.whole_record(members_of(subject, by).ids)
    versions = _standing(entries, entry)
    if not is_recorded(key):
        _withdrawable(versions, entries, handbook())
    return record(_withdrawal(versions[-1], versions[0].id, said), by=by, key=key, today=today)


def _withdraw_all(
    subject: UUID, entry: UUID, said: Mapping[str, str], *, by: access.Actor, key: str, today: dt.date
) -> Recorded:
    here = _withdrawn_together(parts_of(entry, by=by), access.one_record(subject))
    stands = {one.pk: gathering.plain(one) for one in Stored.objects.filter(pk__in=[part.latest for part in here])}
    acts = [dataclasses.replace(_withdrawal(stands[part.latest], part.root), stood=part.latest) for part in here]
    return record(*acts, by=by, key=key, today=today, occasion=Shared(said))


def _withdrawal(stands: Entry, root: UUID, said: Mapping[str, str] | None = None) -> Act:
    return Act(stands.step, stands.about, stands.happened, dict(said or {}), corrects=root, withdraws=True)


def refusal(stood: Sequence[Entry], entries: Sequence[Entry], book: Handbook) -> str:
    """Why an entry cannot be withdrawn at all; nothing where it can."""
    first = stood[0]
    step = book.steps.get(first.step)
    if first.author.source:
        return "This was said by a file. Put it right where the file comes from, and load the file again."
    if stood[-1].answers.get(WITHDRAWN):
        return f"{stood[-1].author.name} has withdrawn this already."
    if step is None or step.regroups:
        return "Records that were joined are parted on the person's page, where each entry is given to one of them."
    if first.id == min(entries, key=lambda one: (one.known, one.position)).id:
        return "This is how the person came on the record. Correct their details, or join the record to the right one."
    return ""


def _withdrawable(stood: Sequence[Entry], entries: Sequence[Entry], book: Handbook) -> None:
    if said := refusal(stood, entries, book):
        raise CannotRecord(said)


def _standing(entries: Sequence[Entry], entry: UUID) -> list[Entry]:
    """Every version of an entry, in the order of recording.

    :raises CannotRecord: if the record has no such entry
    """
    asked = next((one for one in entries if one.id == entry), None)
    if asked is None:
        raise CannotRecord("There is no such entry on this record. Go back, and choose it from the chronology.")
    return [one for one in entries if one.root == asked.root]


def _theirs(first: Entry, by: access.Actor) -> None:
    team = None
    if first.author.worker != by.worker:
        team = Post.objects.filter(pk=first.author.post or 0).values_list("team", flat=True).first()
    if not may_withdraw(by, worker=first.author.worker, team=team):
        raise access.NotAllowed(ONLY_THEIRS)
