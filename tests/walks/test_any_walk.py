"""Any walk through the handbook leaves the record whole: what no story thought of."""

import datetime as dt
import random
from uuid import UUID, uuid5

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from goldenthread.casework import gathering, recording, writing
from goldenthread.casework.access import NotAllowed
from goldenthread.casework.recording import Act, CannotRecord, record
from goldenthread.casework.replay import replay
from goldenthread.casework.rules import Rules, rules_now
from goldenthread.language import Author, Entry, handbook
from goldenthread.record.models import Entry as Stored
from goldenthread.standards.law import Law
from goldenthread.timekeeping import day_of
from tests.authority import ANSWERS, LONDON, PEOPLE, Authority, complete, names_a_colleague
from tests.trials import count

CHILD = UUID("00000000-0000-5000-8000-000000000001")
RULES = Rules(Law.read())
FIRST = dt.datetime(2024, 1, 1, 9, tzinfo=LONDON)

steps = st.sampled_from(sorted(handbook().steps))


@st.composite
def walks(draw: st.DrawFn) -> list[Entry]:
    """Any steps in any order, recorded at any time after they happened, some correcting or withdrawing others."""
    entries: list[Entry] = []
    for nth in range(draw(st.integers(1, 25))):
        known = (
            FIRST + dt.timedelta(days=draw(st.integers(0, 20)), minutes=nth)
            if not entries
            else (entries[-1].known + dt.timedelta(days=draw(st.integers(0, 20)), minutes=1))
        )
        step = handbook().steps[draw(steps)]
        happened: dt.date = known - dt.timedelta(days=draw(st.integers(0, 60)))
        corrects = draw(st.none() | st.sampled_from(entries)) if entries and draw(st.integers(0, 5)) == 0 else None
        id_ = uuid5(CHILD, str(nth))
        answers = complete(step, ANSWERS.get(step.key, {}))
        answers |= {name: 1 for name in answers if names_a_colleague(name) or name == "team_id"}
        if corrects is not None:
            step, answers = handbook().steps[corrects.step], dict(corrects.answers)
            if draw(st.booleans()):
                answers["withdrawn"] = True
        entries.append(
            Entry(
                id=id_,
                about=CHILD,
                step=step.key,
                happened=happened if step.timed else day_of(happened),
                known=known,
                answers=answers,
                author=Author("Any", worker=draw(st.integers(1, 3))),
                position=nth + 1,
                compartment=step.compartment,
                corrects=corrects.id if corrects else None,
                root=(corrects.root if corrects else id_),
            )
        )
    return entries


@settings(max_examples=count(150, 20_000), deadline=None, suppress_health_check=list(HealthCheck))
@given(walks(), st.randoms())
def test_replay_holds_together_whatever_happened(entries: list[Entry], shuffle: random.Random):
    once = replay(entries, about=CHILD, handbook=handbook(), rules=RULES)

    for run in once.record.runs:
        assert run.due is None or day_of(run.due) >= day_of(run.started)
        assert run.stopped is None or not run.lapsed
        if run.stopped_by:
            starter = next(e for e in once.record.entries if e.id == run.entry)
            stopper = next(e for e in once.record.entries if e.id == run.stopped_by)
            assert once.record.entries.index(starter) <= once.record.entries.index(stopper)
    held = [entry.id for episode in once.record.episodes for entry in episode.entries]
    assert sorted(held + [entry.id for entry in once.record.loose]) == sorted(entry.id for entry in once.record.entries)
    rows = writing.rows_of(once, handbook())
    assert len({(row.table, row.id) for row in rows}) == len(rows)
    for row in rows:
        columns = {field.attname for field in writing.tables()[row.table]._meta.concrete_fields}
        assert set(row.values) <= columns

    shuffled = list(entries)
    shuffle.shuffle(shuffled)
    again = replay(shuffled, about=CHILD, handbook=handbook(), rules=RULES)
    assert writing.rows_of(again, handbook()) == rows


class AnyWalk(TestCase):
    """The same with a real database: what stands is what replay yields, and writing it again changes nothing."""

    @settings(max_examples=count(12, 500), deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def test_writing_again_changes_nothing(self, data: st.DataObject):
        authority = Authority.found()
        child = authority.child()
        day = dt.date(2024, 1, 1)
        for nth in range(data.draw(st.integers(1, 14))):
            step = handbook().steps[data.draw(steps)]
            day += dt.timedelta(days=data.draw(st.integers(0, 15)))
            happened = dt.datetime.combine(day, dt.time(10), LONDON) if step.timed else day
            asked = step.form.all_questions() if step.form else {}
            told = {name: answer for name, answer in ANSWERS.get(step.key, {}).items() if name != "worker"}
            answers = complete(
                step,
                told
                | {"worker_id": authority.workers["Sam"].pk, "colleague": str(authority.workers["Will"].pk)}
                | {name: authority.workers["Sam"].pk for name in told if names_a_colleague(name)}
                | {name: authority.teams["early-help"].pk for name in asked if asked[name].chooses == "team"}
                | ({"team_id": authority.teams["east"].pk} if "worker_id" in asked else {})
                | {"other": str(child), "into": str(child), "workers": [authority.workers["Will"].pk]},
            )
            try:
                record(
                    Act(step.key, child, happened, answers),
                    by=authority.actor(data.draw(st.sampled_from(sorted(PEOPLE)))),
                    key=f"walk-{nth}",
                )
            except (CannotRecord, NotAllowed):
                continue

        entries = gathering.entries_of([child])
        worked_out = replay(entries, about=child, handbook=handbook(), rules=rules_now())
        again = writing.store(recording.rows_with_grants(worked_out, handbook()), at=dt.datetime.now(dt.UTC))
        assert again == []
        assert Stored.objects.filter(about=child).count() == len(entries)
