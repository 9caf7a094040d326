"""Whether an act is allowed: by this person, and as things stood on the day that it happened."""

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from goldenthread.blocks.ages import born_on, died_on
from goldenthread.blocks.days import Around, days_said
from goldenthread.casework import access, gathering
from goldenthread.casework.access.authors import ONLY_THEIRS, may_withdraw
from goldenthread.casework.acts import Act, CannotRecord
from goldenthread.casework.continuing import not_begun
from goldenthread.casework.locking import other_record
from goldenthread.casework.replay import WITHDRAWN, Replayed, replay
from goldenthread.casework.rules import Rules
from goldenthread.language import Entry, Episode, Handbook, Step
from goldenthread.record import models


def check(
    acts: Sequence[Act],
    entries: Sequence[Entry],
    groups: Mapping[UUID, list[models.Subject]],
    *,
    by: access.Actor,
    book: Handbook,
    rules: Rules,
    today: dt.date,
) -> None:
    """Ask the policy and the gates, each as things stood on the day that the act happened.

    :raises CannotRecord: if practice does not allow it
    :raises NotAllowed: if this person may not write here
    """
    members = {subject.pk: root for root, group in groups.items() for subject in group}
    before = gathering.in_records(groups)
    fresh = {root for root, stands in before.items() if not stands}
    for act, entry in zip(acts, entries, strict=True):
        step = book.steps[entry.step]
        _dated(step, entry, today)
        if act.withdraws and not act.by_right_of:
            _theirs_to_withdraw(act, before[members[act.about]], by)
        elif not act.by_right_of and not access.may_take(by, step):
            raise CannotRecord(f"“{step.label}” is for a {' or '.join(step.by)}; you are signed in as a {by.role}.")
        root = members[act.about]
        if act.corrects and step.opens_for:
            raise CannotRecord(
                "That somebody opened the record stands as it was. What was meant is said in the review."
            )
        if act.corrects and not any(e.id == act.corrects and e.step == entry.step for e in before[root]):
            raise CannotRecord("What you correct is not on this record. Open the entry again and correct it there.")
        _stands_as_begun(act, before[root], step)
        stood = [e for e in before[root] if e.day <= entry.day and e.id != act.corrects and e.root != act.corrects]
        if root not in fresh:
            access.require_write(by, act.about, book.steps[act.by_right_of or step.key])
        if step.regroups and act.answers.get("into"):
            access.require_write(by, other_record(act), step)
        so_far = replay(stood, about=root, handbook=book, rules=rules)
        if not act.withdraws:
            _answered(step, entry, around=_around(step, entry, so_far, before[root], today))
            _allowed(step, entry, so_far, book)
        before[root] = [*before[root], entry]


def _stands_as_begun(act: Act, stood: Sequence[Entry], step: Step) -> None:
    """Nobody puts right what somebody else has put right meanwhile, without having read it."""
    latest = next((e for e in reversed(stood) if act.corrects in (e.id, e.root)), None)
    if act.stood and latest and latest.id != act.stood:
        done = "withdrew" if latest.answers.get(WITHDRAWN) else "put right"
        raise CannotRecord(
            f"{latest.author.name} {done} “{step.said or step.label}” of {latest.day:%-d %B %Y} since you began, for "
            "one child at least. Nothing was overwritten. Copy what you still need, throw this draft away, and begin "
            "the correction again: it then begins with what stands now."
        )


def _theirs_to_withdraw(act: Act, stood: Sequence[Entry], by: access.Actor) -> None:
    first = next((entry for entry in stood if entry.id == act.corrects), None)
    if first is None:
        return
    team = models.Post.objects.filter(pk=first.author.post or 0).values_list("team", flat=True).first()
    if not may_withdraw(by, worker=first.author.worker, team=team):
        raise access.NotAllowed(ONLY_THEIRS)


def _dated(step: Step, entry: Entry, today: dt.date) -> None:
    if step.timed != isinstance(entry.happened, dt.datetime):
        raise CannotRecord(f"“{step.label}” needs {'a day and a time' if step.timed else 'a day'}.")
    if entry.day > today:
        raise CannotRecord(f"{step.label} is dated {entry.day:%d %B %Y}, which has not come yet. Check the date.")


def _answered(step: Step, entry: Entry, *, around: Around) -> None:
    """An entry has an answer to every question that must have one, and no day that cannot be meant, whichever door it
    came by."""
    several = entry.occasion is not None
    refusals = step.form.refusals(entry.answers, several=several, around=around) if step.form else []
    if refusals:
        raise CannotRecord(" ".join(refusals))


def _around(step: Step, entry: Entry, so_far: Replayed, before: Sequence[Entry], today: dt.date) -> Around:
    """What the days of an entry are held against. What it carries on, or puts right, may say a day that was to come."""
    carried = step.form.carried_from if step.form else ()
    stood = [e for e in before if e.step in carried or (entry.corrects and entry.corrects in (e.id, e.root))]
    record = so_far.record
    return Around(today, entry.day, born_on(record), died_on(record), days_said(one.answers for one in stood))


def _allowed(step: Step, entry: Entry, so_far: Replayed, book: Handbook) -> None:
    record = so_far.record
    episode = _standing_episode(step, entry, so_far)
    if episode is None and not step.begins and not step.pathway.lifelong:
        raise CannotRecord(not_begun(step, book))
    if episode is not None and not step.begins:
        for needed in step.needs:
            if not episode.last(needed.key):
                raise CannotRecord(f"{needed.label} before you {step.label[0].lower()}{step.label[1:]}.")
        done = episode.last(step.key)
        settled = done and any(episode.last(s.key) for s in book.settled_by[step.key] if s.sends_back)
        if done and not step.repeats and not settled and not step.pathway.lifelong:
            raise CannotRecord(
                f"{step.said or step.label} is already recorded, on {done.day:%d %B %Y}. Correct it instead."
            )
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
