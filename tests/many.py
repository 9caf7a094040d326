"""Many made-up children at once, written straight into the read model: for lists, pictures and counts of queries."""

import datetime as dt
import itertools
from uuid import UUID

from goldenthread.facts.models import Assessment, Person
from goldenthread.language import Compartment, derived_id
from goldenthread.oversight.models import RaisedSignal
from goldenthread.record.models import ClockRun, Grant, Subject, Team
from tests.authority import Authority, moment

GIVEN = ("Ash", "Bea", "Cal", "Dina", "Eli", "Fay", "Gus", "Hana", "Ivo", "Jess", "Kofi", "Lena", "Max", "Noor", "Omar",
         "Pia", "Quin", "Rosa", "Sol", "Tess", "Uma", "Vik", "Wyn", "Xan", "Yara", "Zed")  # fmt: skip
SURNAMES = ("Made-Up", "Invented", "Fable", "Story", "Example")
KNOWN = moment("1 Mar 2025 00:00")


def children(authority: Authority, how_many: int, *, team: str = "east", open_to_team: bool = True) -> list[UUID]:
    """Children with a name, an age and a need to know for a team."""
    ids = [derived_id("many", team, Subject.objects.count(), nth) for nth in range(how_many)]
    Subject.objects.bulk_create(Subject(pk=id_, kind=Subject.Kind.PERSON) for id_ in ids)
    names = itertools.cycle(itertools.product(SURNAMES, GIVEN))
    Person.objects.bulk_create(
        Person(
            id=str(id_), **_known(id_), given=given, surname=surname,
            school="St Mark's", born_on=dt.date(2008 + nth % 16, 1 + nth % 12, 1 + nth % 28),
        )
        for nth, (id_, (surname, given)) in enumerate(zip(ids, names, strict=False))
    )  # fmt: skip
    if open_to_team:
        Grant.objects.bulk_create(
            Grant(
                id=str(derived_id(id_, "grant")), **_known(id_), team=authority.teams[team], why="Allocated here",
                since=KNOWN.date(),
            )
            for id_ in ids
        )  # fmt: skip
    return ids


def assessments(
    ids: list[UUID], *, team: Team, first: dt.date, last: dt.date, late_every: int = 4, run_every: int = 5
) -> None:
    """An authorised assessment for each child, spread over the days; every so many late, every so many with a limit."""
    span = (last - first).days
    rows, runs = [], []
    for nth, id_ in enumerate(ids):
        day = first + dt.timedelta(days=span * nth // max(1, len(ids) - 1))
        late = nth % late_every == 0
        rows.append(
            Assessment(
                id=str(derived_id(id_, "assessment")), **_known(id_), team=team, started_on=day - dt.timedelta(days=40),
                referral_date=day - dt.timedelta(days=60 + 20 * late), authorised_on=day, working_days=42 + 17 * late,
                in_time=not late, outcome="no_further_action" if nth % 3 == 0 else "child_in_need", nfa=nth % 3 == 0,
            )
        )  # fmt: skip
        if nth % run_every == 0:
            runs.append(
                ClockRun(
                    id=str(derived_id(id_, "run")), **_known(id_), clock="early_help.follow_up_due", started_on=day,
                    due_on=last + dt.timedelta(days=nth % 9 - 3), rule="early_help_follow_up", limit="10 working days",
                )
            )  # fmt: skip
    Assessment.objects.bulk_create(rows)
    ClockRun.objects.bulk_create(runs)


def signals(
    ids: list[UUID], key: str, says: str, *, team: Team | None, raised: dt.datetime, desk: str = "team manager"
) -> None:
    """The same signal about each child, a day apart."""
    RaisedSignal.objects.bulk_create(
        RaisedSignal(
            about_id=id_, signal=key, desk=desk, team=team, says=says, entry_id=derived_id(id_, "entry"),
            raised_at=raised - dt.timedelta(days=nth),
        )
        for nth, id_ in enumerate(ids)
    )  # fmt: skip


def _known(about: UUID) -> dict:
    return {
        "about_id": about, "compartment": Compartment.CHILD, "entry_id": derived_id(about, "entry"), "digest": b"none",
        "known_from": KNOWN,
    }  # fmt: skip
