"""What is on a manager's desk: the open signals of the teams that they answer for, each in one sentence."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Literal
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, Max, Q, QuerySet, Subquery, Value, When, Window

from goldenthread.casework import access
from goldenthread.casework.children import Child
from goldenthread.language import Role, Signal, handbook
from goldenthread.oversight import looking
from goldenthread.oversight.listing import first_of, names_of
from goldenthread.oversight.models import TO_DECIDE, RaisedSignal
from goldenthread.record.models import Subject

DAYS_AFTER_END = 14
LONGEST_ANSWER = 2000
State = Literal["to decide", "decided", "ended"]
Grouping = Literal["kind", "child"]

# Whose desks somebody may look over, besides their own.
OVER: Mapping[Role, tuple[Role, ...]] = {
    Role.TEAM_MANAGER: (),
    Role.SERVICE_MANAGER: (Role.TEAM_MANAGER,),
    Role.DIRECTOR: (Role.TEAM_MANAGER, Role.SERVICE_MANAGER),
}


class NoAnswer(Exception):
    """Nothing was said of what will be done. The message is fit for the screen."""


@dataclasses.dataclass(frozen=True)
class OnTheDesk:
    """One signal as a manager reads it. Without a `child`, the record is closed to the reader and says nothing.

    more_at: when there was more, after somebody had decided. earlier: who decided what, and when, before that.
    """

    id: int
    about: UUID
    key: str
    label: str
    desk: str
    team: int | None
    says: str
    source: str
    evidence: UUID | None
    raised_at: dt.datetime
    acknowledged_at: dt.datetime | None
    acknowledged_by: str
    answer: str
    ended_at: dt.datetime | None = None
    child: Child | None = None
    more_at: dt.datetime | None = None
    earlier: tuple[tuple[str, dt.datetime, str], ...] = ()

    @property
    def to_decide(self) -> bool:
        return self.ended_at is None and (self.acknowledged_at is None or self.more_at is not None)


@dataclasses.dataclass(frozen=True)
class OpenFor:
    """How many open signals are on somebody's own desk, and how many on the desks that they look over; and how much
    unusual looking by their people, and looking from outside, waits to be looked into.
    """

    to_decide: int = 0
    decided: int = 0
    looked_over: int = 0
    unusual: int = 0
    outside: int = 0


@dataclasses.dataclass(frozen=True)
class Desk:
    """One page of a desk, and how many there are of each state and kind."""

    rows: tuple[OnTheDesk, ...]
    found: int
    states: Mapping[State, int]
    kinds: tuple[tuple[str, str, int], ...]


def _mine(actor: access.Actor) -> Q:
    mine = Q(desk=actor.role, team__in=actor.teams)
    return mine | Q(team=None) if actor.role == Role.DIRECTOR else mine


def _looked_over(actor: access.Actor) -> Q:
    return Q(desk__in=OVER.get(actor.role, ()), team__in=actor.teams)


def on_the_desk(actor: access.Actor) -> QuerySet[RaisedSignal]:
    """The open signals that this manager may act on: their own, and those of the managers whom they answer for.

    What no team has is the director's, so that no signal is on nobody's desk.
    """
    if not actor.role.manages:
        return RaisedSignal.objects.none()
    return RaisedSignal.objects.filter(_mine(actor) | _looked_over(actor), ended_at=None)


def open_for(actor: access.Actor) -> OpenFor:
    """Counts for other screens: "on your desk 5". One query; none for those who have no desk."""
    if not actor.role.manages:
        return OpenFor()
    mine = _mine(actor)
    place = Case(
        When(mine & TO_DECIDE, then=Value("to_decide")),
        When(mine, then=Value("decided")),
        When(TO_DECIDE, then=Value("looked_over")),
        default=Value(""),
    )
    whose = Case(When(kind=looking.OUTSIDE, then=Value("outside")), default=Value("unusual"))
    signals = on_the_desk(actor).order_by().values(place=place).annotate(n=Count("pk"))
    looks = looking.to_look_into(actor).order_by().values(place=whose).annotate(n=Count("pk"))
    with access.counting():
        counted = {row["place"]: row["n"] for row in signals.union(looks, all=True)}
    return OpenFor(**{name: count for name, count in counted.items() if name})


def read(
    actor: access.Actor, *, today: dt.date, now: dt.datetime, state: State = "to decide", group: Grouping = "kind",
    kind: str = "", whose: str = "mine", team: int | None = None, page: int = 1, most: int = 25,
) -> Desk:  # fmt: skip
    """A page of the desk, ordered so that what belongs together stands together, newest first. Five queries at most.

    whose: "mine", or "theirs" for the desks that this manager looks over.
    """
    here = RaisedSignal.objects.filter(_mine(actor) if whose == "mine" else _looked_over(actor) & ~_mine(actor))
    if team is not None:
        here = here.filter(team=team)
    ended = Q(ended_at__gte=now - dt.timedelta(days=DAYS_AFTER_END))
    of_state: dict[State, Q] = {
        "to decide": Q(TO_DECIDE, ended_at=None),
        "decided": Q(~TO_DECIDE, ended_at=None),
        "ended": ended,
    }
    with access.counting():
        counted: list[Any] = list(
            here.filter(Q(ended_at=None) | ended).values("signal").order_by().annotate(
                **{f"n{place}": Count("pk", filter=which) for place, which in enumerate(of_state.values())}
            )
        )  # fmt: skip
        place = list(of_state).index(state)
        states = {name: sum(row[f"n{nth}"] for row in counted) for nth, name in enumerate(of_state)}
        by_kind = {row["signal"]: row[f"n{place}"] for row in counted if row[f"n{place}"]}
        signals = _declared()
        kinds = tuple(
            (key, signals[key].label if key in signals else key, by_kind[key])
            for key in sorted(by_kind, key=lambda key: _place(key, signals))
        )
        wanted = here.filter(of_state[state])
        if kind:
            wanted = wanted.filter(signal=kind)
        found = by_kind.get(kind, 0) if kind else states[state]
        start = first_of(page, of=found, most=most)
        rows = list(_without_words(_ordered(wanted, group, signals))[start : start + most])
    mine = access.openable(actor, {row.about_id for row in rows})
    named = names_of(mine, today=today) if mine else {}
    told = RaisedSignal.objects.filter(about__in=mine, pk__in=[row.pk for row in rows])
    words = {row.pk: row for row in told.select_related("acknowledged_by")}
    shown_rows = tuple(shown(words.get(row.pk, row), child=named.get(row.about_id)) for row in rows)
    return Desk(shown_rows, found, states, kinds)


# What says something of a child. Whoever may not open the record is told that there is a signal, of which kind.
WORDS = ("says", "answer", "earlier")


def _without_words(rows: QuerySet[RaisedSignal]) -> QuerySet[RaisedSignal]:
    return rows.defer(*WORDS).select_related("acknowledged_by")


def one(actor: access.Actor, signal: int, *, today: dt.date) -> OnTheDesk:
    """One open signal of this desk.

    :raises NotAllowed: if it is not on this manager's desk
    """
    with access.counting():
        found = _without_words(on_the_desk(actor)).filter(pk=signal).first()
    if found is None:
        raise access.NotAllowed(NOT_HERE)
    mine = access.openable(actor, [found.about_id])
    if mine:
        found = RaisedSignal.objects.select_related("acknowledged_by").get(pk=signal)
    return shown(found, child=names_of(mine, today=today).get(found.about_id) if mine else None)


def about(subject: UUID) -> list[OnTheDesk]:
    """The open signals about one record, for those who may open it."""
    # The record's own few are looked up: the second lock asks of every signal that is read.
    stands = Subject.objects.filter(pk=subject).values("merged_into")
    record = Subject.objects.filter(Q(pk=subject) | Q(merged_into=subject) | Q(pk=Subquery(stands)))
    here = RaisedSignal.objects.filter(about__in=record.values("pk"), ended_at=None)
    return [shown(raised) for raised in here.select_related("acknowledged_by").order_by("raised_at")]


def shown(raised: RaisedSignal, *, child: Child | None = None) -> OnTheDesk:
    """A raised signal with its name and source from the handbook."""
    declared = _declared().get(raised.signal)
    told = WORDS[0] not in raised.get_deferred_fields()
    return OnTheDesk(
        id=raised.pk, about=raised.about_id, key=raised.signal, label=declared.label if declared else raised.signal,
        desk=raised.desk, team=raised.team_id, says=raised.says if told else "",
        source=declared.source if declared else "No longer declared", evidence=raised.entry_id,
        raised_at=raised.raised_at, acknowledged_at=raised.acknowledged_at,
        acknowledged_by=raised.acknowledged_by.name if raised.acknowledged_by else "",
        answer=raised.answer if told else "",
        ended_at=raised.ended_at, child=child, more_at=raised.more_at,
        earlier=tuple(
            (one["by"], dt.datetime.fromisoformat(one["at"]), one["answer"]) for one in (raised.earlier if told else ())
        ),
    )  # fmt: skip


NOT_HERE = "This is not on your desk, or its cause has ended since. Look at your desk again."


def acknowledge(signal: int, *, by: access.Actor, answer: str, at: dt.datetime) -> None:
    """A manager has read it and says what will be done. What was decided before there was more is kept beside it.

    :raises NoAnswer: if nothing is said
    :raises NotAllowed: if it is not on this manager's desk, or is about a record that is closed to them
    """
    answer = answer.strip()
    if not answer:
        raise NoAnswer("Say what you decide to do, in a few words: who does what, and by when.")
    if len(answer) > LONGEST_ANSWER:
        raise NoAnswer(f"Say it in at most {LONGEST_ANSWER} characters; what is longer belongs on the child's record.")
    here = on_the_desk(by).filter(pk=signal).select_for_update(of=("self",)).select_related("acknowledged_by").first()
    if here is None or not access.openable(by, [here.about_id]):
        raise access.NotAllowed(NOT_HERE)
    if here.acknowledged_at and here.acknowledged_by:
        if here.more_at is None:
            raise access.NotAllowed("Somebody has already said what will be done about this. Look at your desk again.")
        before = {"by": here.acknowledged_by.name, "at": here.acknowledged_at.isoformat(), "answer": here.answer}
        here.earlier = [*here.earlier, before]
    here.acknowledged_at, here.acknowledged_by_id, here.answer, here.more_at = at, by.worker, answer, None
    here.save(update_fields=["acknowledged_at", "acknowledged_by", "answer", "more_at", "earlier"])


def _declared() -> dict[str, Signal]:
    """Every signal, those first that could hurt a child today, else in the handbook's own order."""
    return {signal.key: signal for signal in sorted(handbook().signals, key=lambda signal: not signal.grave)}


def _place(key: str, signals: Mapping[str, Signal]) -> int:
    """Where a kind stands; what the handbook no longer has comes last."""
    return list(signals).index(key) if key in signals else len(signals)


def _ordered(wanted: QuerySet[RaisedSignal], group: Grouping, signals: Mapping[str, Signal]) -> QuerySet[RaisedSignal]:
    if group == "child":
        newest = Window(Max("raised_at"), partition_by=[F("about")])
        return wanted.annotate(newest=newest).order_by("-newest", "about", "-raised_at", "pk")
    whens: Sequence[When] = [When(signal=key, then=Value(nth)) for nth, key in enumerate(signals)]
    order = Case(*whens, default=Value(len(signals)), output_field=IntegerField())
    return wanted.annotate(order=order).order_by("order", "signal", "-raised_at", "pk")
