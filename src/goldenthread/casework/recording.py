"""Write down what happened. The only way in."""
import dataclasses
import datetime as dt
from collections.abc import Callable, Container, Mapping, Sequence, Set
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from goldenthread.casework import access, chain, gathering, likeness, writing
from goldenthread.casework.replay import WITHDRAWN, Replayed, replay
from goldenthread.casework.rules import Rules, rules_now
from goldenthread.language import Author, Entry, Episode, Handbook, Row, Step, derived_id, handbook
from goldenthread.record import models
from goldenthread.timekeeping import day_of


class CannotRecord(Exception):
    """The step is not allowed yet, or not by this person. The message is fit for the screen."""


@dataclasses.dataclass(frozen=True)
class Act:
    """Something that happened, about to be written down.

    about: the subject; new: what kind of subject to make, if this entry is its first. happened: a date, or an aware
    time where the step is timed. follows: the entry or episode it belongs to, where more than one might be meant.
    corrects: the entry that it puts right; withdraws: that entry should not have been made at all.
    by_right_of: the step that brings this one with it, whose authority covers it.
    """

    step: str
    about: UUID
    happened: dt.date | dt.datetime
    answers: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    follows: UUID | None = None
    corrects: UUID | None = None
    withdraws: bool = False
    new: str = ""
    by_right_of: str = ""


@dataclasses.dataclass(frozen=True)
class Shared:
    """What the acts of one occasion share: said once, and each entry keeps its own part."""

    answers: Mapping[str, Any]


@dataclasses.dataclass(frozen=True)
class FromFile:
    """A file as the author of what it says: its entries pass no gates."""

    source: int
    name: str


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


def followed_up(replayed: Mapping[UUID, Replayed], entries: Sequence[Entry], rules: Rules) -> None:
    """Let everything happen that is to follow these entries, in their transaction."""
    for following in _followings:
        following(replayed, entries, rules)


def record(
    *acts: Act, by: access.Actor | FromFile, key: str, today: dt.date | None = None, occasion: Shared | None = None,
) -> Recorded:
    """Write down one or more things that happened: all of them, or none.

    The key is used once: a double click, a replayed request or a second tab gets what the first one got.

    :raises CannotRecord: if practice does not allow it, in a sentence fit for the screen
    :raises NotAllowed: if this person may not write in this record
    """
    book = handbook()
    acts = _with_also(acts, by=by, key=key, occasion=occasion)
    with transaction.atomic():
        _once_at_a_time(key)
        already = tuple(models.Entry.objects.filter(key=key).order_by("nth").values_list("pk", flat=True))
        if already:
            return Recorded(already, again=True)
        _make_new_subjects(acts)
        groups = _locked(acts)
        known = known_time(groups)
        rules = rules_now()
        entries = _plain(acts, by=by, key=key, known=known, occasion=occasion)
        if isinstance(by, access.Actor):
            _check(acts, entries, groups, by=by, book=book, rules=rules, today=today or day_of(known))
        _write(entries, acts, groups, by=by, key=key, occasion=occasion)
        likeness.keep(entries)
        replayed, changes = _work_out(entries, groups, book=book, rules=rules, at=known)
        followed_up(replayed, entries, rules)
        return Recorded(tuple(entry.id for entry in entries), tuple(changes))


def _with_also(
    acts: Sequence[Act], *, by: access.Actor | FromFile, key: str, occasion: Shared | None
) -> tuple[Act, ...]:
    """The acts, each followed by what its step says is recorded with it."""
    if isinstance(by, FromFile):
        return tuple(acts)
    book, all_acts = handbook(), list[Act]()
    for act in acts:
        all_acts.append(act)
        nth, step = len(all_acts) - 1, book.steps.get(act.step)
        if step and step.also and not act.withdraws and not act.corrects:
            (entry,) = _plain([act], by=by, key=key, known=dt.datetime.min, occasion=occasion)
            all_acts += [
                Act(name, act.about, entry.day, answers, follows=derived_id(key, nth), by_right_of=step.key)
                for name, answers in step.also(entry).items()
            ]
    return tuple(all_acts)


def new_subject(key: str, nth: int = 0) -> UUID:
    """The id of a subject that a recording under this key makes."""
    return derived_id(key, nth, "subject")


def _once_at_a_time(key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _make_new_subjects(acts: Sequence[Act]) -> None:
    models.Subject.objects.bulk_create(
        [models.Subject(pk=act.about, kind=act.new) for act in acts if act.new], ignore_conflicts=True
    )


def _locked(acts: Sequence[Act]) -> dict[UUID, list[models.Subject]]:
    """The records these acts touch, locked."""
    return locked(
        {act.about for act in acts} | {_other_record(act) for act in acts if act.answers.get("into")}
    )


def _other_record(act: Act) -> UUID:
    try:
        return UUID(str(act.answers["into"]))
    except ValueError:
        raise CannotRecord("Choose the record that stands for both.") from None


def locked(named: Set[UUID]) -> dict[UUID, list[models.Subject]]:
    """The records of these subjects, each subject locked, in the order of ids so that no two recordings wait in a ring.

    :raises CannotRecord: if one is not there, or was joined or parted meanwhile
    """
    groups = gathering.groups_of(named)
    ids = sorted(subject.pk for group in groups.values() for subject in group)
    locked = {s.pk: s for s in models.Subject.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    again = gathering.groups_of(named)
    if {s.pk for group in again.values() for s in group} != set(ids):
        raise CannotRecord("Two records were joined or parted at this very moment. Look at the record again and retry.")
    missing = named - {subject.pk for subject in locked.values()}
    if missing:
        raise CannotRecord("There is no such record. Find the person again, or register them first.")
    return {root: [locked[subject.pk] for subject in group] for root, group in again.items()}


def known_time(groups: Mapping[UUID, list[models.Subject]]) -> dt.datetime:
    """The database's clock, after the locks, later than anything these subjects know."""
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        now: dt.datetime = cursor.fetchone()[0]
    last = [s.last_known for group in groups.values() for s in group if s.last_known]
    return max([now, *(moment + dt.timedelta(microseconds=1) for moment in last)])


def _plain(
    acts: Sequence[Act], *, by: access.Actor | FromFile, key: str, known: dt.datetime, occasion: Shared | None
) -> list[Entry]:
    book = handbook()
    if isinstance(by, FromFile):
        author = Author(by.name, source=str(by.source))
    else:
        author = Author(by.name, by.worker, by.post, by.acting_for)
    entries = []
    for nth, act in enumerate(acts):
        step = book.steps.get(act.step)
        if step is None:
            raise CannotRecord(f"No pathway has the step {act.step!r}.")
        answers = dict(act.answers)
        if act.withdraws:
            answers[WITHDRAWN] = True
        if (step.begins or step.opens_record) and isinstance(by, access.Actor):
            answers.setdefault("team", by.team)
        id_ = derived_id(key, nth)
        entries.append(Entry(
            id=id_, about=act.about, step=step.key, happened=act.happened, known=known,
            answers={**(occasion.answers if occasion else {}), **answers}, author=author, position=nth,
            compartment=step.compartment, occasion=derived_id(key, "occasion") if occasion else None,
            follows=act.follows, corrects=act.corrects, root=act.corrects or id_,
        ))
    return entries


def _check(
    acts: Sequence[Act], entries: Sequence[Entry], groups: Mapping[UUID, list[models.Subject]], *,
    by: access.Actor, book: Handbook, rules: Rules, today: dt.date,
) -> None:
    """Ask the gates, each as things stood on the day that the act happened."""
    members = {subject.pk: root for root, group in groups.items() for subject in group}
    before = {root: gathering.entries_of(s.pk for s in group) for root, group in groups.items()}
    fresh = {root for root, stands in before.items() if not stands}
    for act, entry in zip(acts, entries, strict=True):
        step = book.steps[entry.step]
        if entry.day > today:
            raise CannotRecord(f"{step.label} is dated {entry.day:%d %B %Y}, which has not come yet. Check the date.")
        if not act.by_right_of and not access.may_take(by, step):
            raise CannotRecord(f"“{step.label}” is for a {' or '.join(step.by)}; you are signed in as a {by.role}.")
        root = members[act.about]
        stood = [e for e in before[root] if e.day <= entry.day and e.id != act.corrects and e.root != act.corrects]
        if root not in fresh:
            access.require_write(by, act.about, book.steps[act.by_right_of or step.key])
        if step.regroups and act.answers.get("into"):
            access.require_write(by, _other_record(act), step)
        so_far = replay(stood, about=root, handbook=book, rules=rules)
        if not act.withdraws:
            _answered(step, entry)
            _allowed(step, entry, so_far, book)
        before[root] = [*before[root], entry]


def _answered(step: Step, entry: Entry) -> None:
    """An entry has an answer to every question that must have one, whichever door it came by."""
    refusals = step.form.refusals(entry.answers) if step.form else []  # type: ignore[attr-defined]
    if refusals:
        raise CannotRecord(" ".join(refusals))


def _allowed(step: Step, entry: Entry, so_far: Replayed, book: Handbook) -> None:
    record = so_far.record
    episode = _standing_episode(step, entry, so_far)
    if episode is None and not step.begins and not step.pathway.lifelong:
        first = step.pathway.beginnings()[0]
        raise CannotRecord(f"“{step.label}” needs something to have begun: {first.label.lower()} first.")
    if episode is not None and not step.begins:
        for needed in step.needs:
            if not episode.last(needed.key):
                raise CannotRecord(f"{needed.label} before you {step.label[0].lower()}{step.label[1:]}.")
        done = episode.last(step.key)
        settled = done and any(episode.last(s.key) for s in book.settled_by[step.key] if s.sends_back)
        if done and not step.repeats and not settled and not step.pathway.lifelong:
            raise CannotRecord(f"{step.said or step.label} is already recorded, on {done.day:%d %B %Y}. Correct it instead.")
        if episode.ended is not None and not step.repeats:
            raise CannotRecord(f"This ended on {episode.ended:%d %B %Y}. Begin again if there is a new reason.")
    if step.settles:
        written = episode.last(step.settles.key) if episode else None
        waiting = any(w.kind == "sign-off" and written and w.entry.id == written.id for w in so_far.waiting)
        if not waiting:
            raise CannotRecord(f"Nothing waits for you to {step.label[0].lower()}{step.label[1:]}.")
        if written and written.author.worker == entry.author.worker:
            raise CannotRecord(f"“{step.label}” needs somebody other than {written.author.name}, who wrote it.")
    for gate in step.gates:
        refusal = gate(record, episode, entry)
        if refusal:
            raise CannotRecord(refusal)


def _standing_episode(step: Step, entry: Entry, so_far: Replayed) -> Episode | None:
    mine = so_far.record.of(step.pathway.key)
    if entry.follows:
        followed = [e for e in mine if e.id == entry.follows or any(x.id == entry.follows for x in e.entries)]
        if followed:
            return followed[-1]
    return next((e for e in reversed(mine) if e.ended is None), mine[-1] if mine else None)


def _write(
    entries: Sequence[Entry], acts: Sequence[Act], groups: Mapping[UUID, list[models.Subject]], *,
    by: access.Actor | FromFile, key: str, occasion: Shared | None,
) -> None:
    subjects = {subject.pk: subject for group in groups.values() for subject in group}
    held = None
    if occasion:
        salt = chain.new_salt()
        held = models.Occasion.objects.create(
            pk=derived_id(key, "occasion"), kind=acts[0].step, shared=dict(occasion.answers), salt=salt,
            digest=chain.digest(occasion.answers, salt),
        )
    rows = []
    for nth, (entry, act) in enumerate(zip(entries, acts, strict=True)):
        own = {k: v for k, v in entry.answers.items() if not occasion or k not in occasion.answers or k in act.answers}
        rows.append(chained(entry, own, subjects[entry.about], nth=nth, key=key, held=held,
                             source=by.source if isinstance(by, FromFile) else None,
                             written={e.id for e in entries[:nth]}))
    models.Entry.objects.bulk_create(rows)
    touched = [subjects[about] for about in dict.fromkeys(entry.about for entry in entries)]
    models.Subject.objects.bulk_update(touched, ["position", "head", "last_known"])


def chained(
    entry: Entry, answers: dict[str, Any], subject: models.Subject, *, nth: int, key: str,
    held: models.Occasion | None, source: int | None, written: Container[UUID],
) -> models.Entry:
    """The next link of a subject's chain; moves the subject's head on."""
    salt = chain.new_salt()
    row = models.Entry(
        pk=entry.id, about_id=entry.about, position=subject.position + 1, step=entry.step, happened_on=entry.day,
        happened_at=entry.happened if isinstance(entry.happened, dt.datetime) else None, known_at=entry.known,
        worker_id=entry.author.worker, post_id=entry.author.post, acting_for_id=entry.author.acting_for,
        source_id=source, author=entry.author.name, compartment=entry.compartment, occasion=held,
        follows_id=_followed_entry(entry, written), corrects_id=entry.corrects, answers=answers, salt=salt,
        digest=chain.digest(answers, salt), previous=bytes(subject.head) or chain.GENESIS, key=key, nth=nth,
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
        id=str(row.pk), position=row.position, step=row.step, happened_on=row.happened_on, happened_at=row.happened_at,
        known_at=row.known_at, author=row.author, worker=row.worker_id, post=row.post_id, acting_for=row.acting_for_id,
        source=row.source_id, compartment=row.compartment, occasion=str(row.occasion_id) if row.occasion_id else None,
        occasion_digest=bytes(row.occasion.digest) if row.occasion else None,
        follows=str(row.follows_id) if row.follows_id else None,
        corrects=str(row.corrects_id) if row.corrects_id else None, key=f"{row.key}/{row.nth}", digest=bytes(row.digest),
    )


def _work_out(
    entries: Sequence[Entry], groups: Mapping[UUID, list[models.Subject]], *, book: Handbook, rules: Rules,
    at: dt.datetime,
) -> tuple[dict[UUID, Replayed], list[writing.Change]]:
    if any(book.steps[entry.step].regroups for entry in entries):
        groups = _regrouped(groups, book=book, rules=rules)
    replayed: dict[UUID, Replayed] = {}
    rows: dict[UUID, list[Row]] = {s.pk: [] for group in groups.values() for s in group}
    for root, group in groups.items():
        replayed[root] = replay(gathering.entries_of(s.pk for s in group), about=root, handbook=book, rules=rules)
        rows[root] = rows_with_grants(replayed[root], book)
    return replayed, writing.store(rows, at=at)


def rows_with_grants(replayed: Replayed, book: Handbook) -> list[Row]:
    """All rows that a record comes to, with who needs to know of it."""
    rows = writing.rows_of(replayed, book)
    return [*rows, *access.grants_for(replayed.record, rows, handbook=book)]


def _regrouped(
    groups: Mapping[UUID, list[models.Subject]], *, book: Handbook, rules: Rules
) -> dict[UUID, list[models.Subject]]:
    """Which records are one, after an entry that joins or parts them; each subject says so of itself.

    A record joined to one that is itself joined to a third stands under the third.
    """
    subjects = [subject for group in groups.values() for subject in group]
    into: dict[UUID, UUID] = {}
    for subject in subjects:
        alone = replay(gathering.entries_of([subject.pk]), about=subject.pk, handbook=book, rules=rules)
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
    models.Subject.objects.bulk_update(subjects, ["merged_into"])
    regrouped: dict[UUID, list[models.Subject]] = {}
    for subject in subjects:
        regrouped.setdefault(subject.merged_into_id or subject.pk, []).append(subject)
    return regrouped
