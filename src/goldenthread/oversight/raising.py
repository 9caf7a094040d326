"""Signals are raised once, each in one sentence, and end by themselves when their cause ends."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from goldenthread.casework import access, bulk, gathering
from goldenthread.casework.locking import locked
from goldenthread.casework.replay import Replayed, replay
from goldenthread.casework.rules import Rules, rules_now
from goldenthread.facts.models import Alike
from goldenthread.language import Entry, Handbook, Likeness, Record, Sentence, Signal, handbook
from goldenthread.oversight.models import RaisedSignal
from goldenthread.record.models import Entry as Stored
from goldenthread.record.models import Episode, Subject
from goldenthread.timekeeping import day_of

CHORE = access.Chore("sweep")


def woken(replayed: Mapping[UUID, Replayed], entries: Sequence[Entry], rules: Rules) -> None:
    """After a recording: ask the signals that its steps wake, about each record it touched."""
    signals = _woken_by(entries, handbook())
    if not signals:
        return
    at = max(entry.known for entry in entries)
    _bring_up_to_date(
        {root: one.record for root, one in replayed.items()}, signals, rules=rules, today=day_of(at), at=at
    )


def _woken_by(entries: Sequence[Entry], book: Handbook) -> list[Signal]:
    steps = {entry.step for entry in entries}
    if any(book.steps[key].regroups for key in steps if key in book.steps):
        return book.signals
    return [signal for signal in book.signals if not steps.isdisjoint(signal.wakes)]


class WokenInBulk:
    """What `woken` does after each recording, of one family in memory; its rows are written with the family's."""

    def __init__(self) -> None:
        self._raised: list[RaisedSignal] = []
        self._standing: dict[tuple[UUID, str], RaisedSignal] = {}

    def recorded(self, family: bulk.Family, records: Mapping[UUID, Record], entries: Sequence[Entry]) -> None:
        """Ask the signals that these entries wake, about each record that was touched."""
        signals = _woken_by(entries, family.book)
        if not signals:
            return
        at = max(entry.known for entry in entries)
        for (about, key), raised in list(self._standing.items()):
            # What was raised about a record that has been joined to another since is asked about the one that stands.
            under = family.subjects[about].merged_into_id in records
            if under and any(signal.key == key for signal in signals):
                raised.ended_at = at
                del self._standing[about, key]
        for about, record in records.items():
            record.likenesses = family.likenesses_of(about)
        new, changed = _asked(records, signals, self._standing, rules=family.rules, today=day_of(at), at=at)
        self._raised += new
        for raised in changed:
            if raised.ended_at is not None:
                del self._standing[raised.about_id, raised.signal]
        self._standing |= {(raised.about_id, raised.signal): raised for raised in new}

    def rows(self) -> list[RaisedSignal]:
        """All that was raised."""
        return self._raised


def sweep(*, today: dt.date, at: dt.datetime, most: int = 50) -> int:
    """Ask every signal about every record with something open. Safe to run twice. Returns how many were asked about.

    Each batch is a transaction of its own, with its records locked as a recording locks them: a save and the sweep
    never raise the same signal twice, and nobody who saves waits for more than one batch.
    """
    book = handbook()
    lifelong = [pathway.key for pathway in book.pathways if pathway.lifelong]
    with access.acting(CHORE):
        open_now = Episode.now.filter(ended_on=None).exclude(pathway__in=lifelong)
        signalled = RaisedSignal.objects.filter(ended_at=None)
        abouts = sorted({*open_now.values_list("about", flat=True), *signalled.values_list("about", flat=True)})
    for start in range(0, len(abouts), most):
        with access.acting(CHORE):
            rules, batch = rules_now(), locked(set(abouts[start : start + most]))
            records = {about: one.record for about, one in _replayed(batch, book, rules).items()}
            _bring_up_to_date(records, book.signals, rules=rules, today=today, at=at)
    return len(abouts)


def _replayed(abouts: Iterable[UUID], book: Handbook, rules: Rules) -> dict[UUID, Replayed]:
    _, gathered = gathering.by_record(abouts)
    return {root: replay(entries, about=root, handbook=book, rules=rules) for root, entries in gathered.items()}


def _bring_up_to_date(
    records: Mapping[UUID, Record], signals: Sequence[Signal], *, rules: Rules, today: dt.date, at: dt.datetime
) -> None:
    standing = {
        (raised.about_id, raised.signal): raised
        for raised in RaisedSignal.objects.filter(
            about__in=list(records), signal__in=[signal.key for signal in signals], ended_at=None
        )
    }
    comparisons = _likenesses(records)
    # What was raised about a record that has been joined to another since is asked about the one that stands.
    under = RaisedSignal.objects.filter(about__merged_into__in=list(records), ended_at=None)
    under.filter(signal__in=[signal.key for signal in signals]).update(ended_at=at)
    for about, record in records.items():
        record.likenesses = comparisons.get(about, [])
    new, changed = _asked(records, signals, standing, rules=rules, today=today, at=at)
    RaisedSignal.objects.bulk_create(new)
    RaisedSignal.objects.bulk_update(changed, ["ended_at", "says", "entry_id", "team", "more_at"])


def _asked(
    records: Mapping[UUID, Record],
    signals: Sequence[Signal],
    standing: Mapping[tuple[UUID, str], RaisedSignal],
    *,
    rules: Rules,
    today: dt.date,
    at: dt.datetime,
) -> tuple[list[RaisedSignal], list[RaisedSignal]]:
    """What these signals come to: those raised now, and those of the standing that changed or ended."""
    new, changed = [], []
    for about, record in records.items():
        team = _team(record)
        for signal in signals:
            sentence = ask(signal, record, today=today, rules=rules)
            raised = standing.get((about, signal.key))
            if sentence is None:
                if raised is not None:
                    raised.ended_at = at
                    changed.append(raised)
            elif raised is None:
                new.append(
                    RaisedSignal(
                        about_id=about,
                        signal=signal.key,
                        desk=signal.desk,
                        team_id=team,
                        says=sentence.says,
                        entry_id=sentence.evidence,
                        raised_at=at,
                    )
                )
            elif (raised.says, raised.entry_id, raised.team_id) != (sentence.says, sentence.evidence, team):
                if raised.acknowledged_at and raised.entry_id != sentence.evidence:
                    # Whoever decided about three contacts has not decided about the fourth.
                    raised.more_at = at
                raised.says, raised.entry_id, raised.team_id = sentence.says, sentence.evidence, team
                changed.append(raised)
    return new, changed


def ask(signal: Signal, record: Record, *, today: dt.date, rules: Rules) -> Sentence | None:
    """Ask one signal about one record, handing it the limit in force today where it names a law."""
    if signal.law is None:
        return signal.ask(record, today, None)
    rule = rules.rule(signal.law, on=today)
    return signal.ask(record, today, rule.limit) if rule and rule.limit else None


def _likenesses(records: Mapping[UUID, Record]) -> dict[UUID, list[Likeness]]:
    """The comparisons with what still stands of brothers and sisters, not with what was put right since."""
    found: dict[UUID, list[Likeness]] = {}
    members = {s.pk: s.merged_into_id or s.pk for s in Subject.objects.filter(pk__in=list(records))}
    other = Stored.objects.filter(pk=OuterRef("other_entry"))
    later = Stored.objects.filter(corrects=OuterRef("other_root"), known_at__gt=OuterRef("other_known"))
    rows = Alike.objects.filter(about__in=list(members)).annotate(
        other_root=Subquery(other.values(root=Coalesce("corrects", "pk"))),
        other_known=Subquery(other.values("known_at")),
    )
    stand = rows.exclude(Exists(later)).values_list("about", "entry_id", "question", "other_entry", "likeness")
    for about, entry, question, other_entry, like in stand:
        found.setdefault(members[about], []).append(Likeness(entry, question, other_entry, like))
    return found


def _team(record: Record) -> int | None:
    """Whose desk: the team that has the child's work now, else the last that had it."""
    allocated = [e for e in record.entries if e.step == "allocation.allocated" and e.get("team_id")]
    with_team = [episode for episode in record.episodes if episode.team]
    still = [episode for episode in with_team if episode.ended is None]
    if allocated:
        return int(allocated[-1].get("team_id"))
    return (still or with_team)[-1].team if with_team else None
