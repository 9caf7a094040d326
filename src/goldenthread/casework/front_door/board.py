"""The board of the front door: every contact that waits, by stage, a card a family."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, JSONObject

from goldenthread.casework import access
from goldenthread.casework.children import Child, child_of, open_to, with_child
from goldenthread.casework.front_door.words import (
    ASKED,
    CHASED,
    COLUMNS,
    DECIDED,
    FOLLOWED_UP,
    LONGEST_FIRST,
    RECEIVED,
    RUN,
    Limit,
    Move,
    limit_of,
    moves,
    said,
)
from goldenthread.casework.rules import rules_now
from goldenthread.facts.models import Contact, EarlyHelp, Enquiry, OtherAgency
from goldenthread.language import Handbook, handbook
from goldenthread.record import models
from goldenthread.timekeeping import Calendar, day_of

MOST = 300


@dataclasses.dataclass(frozen=True)
class Card:
    """One worry about one family."""

    contact: UUID
    children: tuple[Child, ...]
    source: str
    kind: str
    urgent: bool
    received: dt.date | dt.datetime
    limit: Limit | None
    waits_for: tuple[str, ...]
    answered: int
    moves: tuple[Move, ...]
    outcome: str = ""
    told: bool = False


@dataclasses.dataclass(frozen=True)
class Column:
    """A stage, with its cards."""

    title: str
    cards: tuple[Card, ...]


@dataclasses.dataclass(frozen=True)
class FollowUp:
    """What was offered, or sent to another agency, and what somebody has to follow up."""

    child: Child
    organisation: str
    team: str
    offered: dt.date
    limit: Limit | None
    move: Move | None


@dataclasses.dataclass(frozen=True)
class Board:
    """What stands at the front door now."""

    columns: tuple[Column, ...]
    decided: tuple[Card, ...]
    early_help: tuple[FollowUp, ...]
    sent_on: tuple[FollowUp, ...]
    more: bool = False

    def children(self) -> list[UUID]:
        """Everybody whom the board names."""
        cards = [card for column in self.columns for card in column.cards]
        named = [child.id for card in (*cards, *self.decided) for child in card.children]
        return [*named, *(one.child.id for one in (*self.early_help, *self.sent_on))]

    @property
    def waiting(self) -> int:
        return sum(len(column.cards) for column in self.columns)


def board(by: access.Actor, *, now: dt.datetime) -> Board:
    """The board, urgent first, then what is due soonest. Five queries, whatever the size."""
    book, today, calendar = handbook(), day_of(now), rules_now().calendar()
    rows = list(_contacts(by, today)[: MOST + 1])
    cards: dict[str, list[Any]] = {}
    for row in rows[:MOST]:
        cards.setdefault(row.occasion or row.id, []).append(row)
    made = [(rows_[0].stage, _card(rows_, by=by, now=now, calendar=calendar, book=book)) for rows_ in cards.values()]
    made.sort(key=lambda one: (not one[1].urgent, one[1].limit.due if one[1].limit else dt.date.max))
    return Board(
        tuple(Column(title, tuple(card for stage, card in made if stage == title)) for title in COLUMNS),
        tuple(card for stage, card in made if stage not in COLUMNS),
        tuple(_follow_ups(by, now=now, calendar=calendar, book=book)),
        tuple(_sent_on(by, now=now, calendar=calendar, book=book)), more=len(rows) > MOST,
    )  # fmt: skip


def _contacts(by: access.Actor, today: dt.date) -> "QuerySet[Contact]":
    here = Q(decided_on=None) | Q(decided_on=today)
    entry = models.Entry.objects.filter(pk=OuterRef("entry_id"))
    urgent = Coalesce(
        KeyTextTransform("urgent", "answers"), KeyTextTransform("urgent", "occasion__shared"), output_field=TextField()
    )
    asked = open_to(Enquiry.now.filter(contact=OuterRef("id")), by)
    rows = open_to(with_child(Contact.now.filter(here)), by).annotate(
        stage=Subquery(models.Episode.now.filter(id=OuterRef("id")).values("stage")[:1]),
        urgent=Subquery(entry.annotate(urgent=urgent).values("urgent")[:1]),
        run=Subquery(_runs("front_door.decision_due").values("said")[:1]),
        asked=ArraySubquery(asked.values(said=JSONObject(partner=F("partner"), answered=F("answered_at")))),
    )
    return rows.order_by(*LONGEST_FIRST)


def _runs(clock: str) -> Any:
    return models.ClockRun.now.filter(episode=OuterRef("id"), clock=clock).order_by("-started_on").annotate(said=RUN)


def _card(rows: Sequence[Any], *, by: access.Actor, now: dt.datetime, calendar: Calendar, book: Handbook) -> Card:
    rows = sorted(
        rows, key=lambda row: ((row.person or {}).get("born_on") or "", (row.person or {}).get("given") or "")
    )
    first, today = rows[0], day_of(now)
    about = tuple(row.about_id for row in rows)
    partners = book.steps[ASKED]
    out = [one["partner"] for row in rows for one in row.asked if not one["answered"]]
    back = {one["partner"] for row in rows for one in row.asked if one["answered"]} - set(out)
    words = tuple(dict.fromkeys(said(partners, "partner", one) for one in out))
    open_ = first.decided_on is None
    return Card(
        contact=UUID(first.id), children=tuple(child_of(r.about_id, r.person, r.number, today=today) for r in rows),
        source=first.agency or first.source, kind=said(book.steps[RECEIVED], "kind", first.kind),
        urgent=any(row.urgent == "yes" for row in rows), received=first.received_at or first.contact_on,
        limit=limit_of(first.run, now=now, calendar=calendar, book=book) if open_ else None, waits_for=words,
        answered=len(back), outcome=said(book.steps[DECIDED], "outcome", first.outcome) if first.outcome else "",
        told=first.referrer_told_on is not None,
        moves=tuple(moves(first, about, bool(out), by=by, book=book)),
    )  # fmt: skip


def _follow_ups(by: access.Actor, *, now: dt.datetime, calendar: Calendar, book: Handbook) -> Iterator[FollowUp]:
    waiting = open_to(with_child(EarlyHelp.now.filter(started_on=None, ended_on=None)), by)
    rows = waiting.annotate(
        run=Subquery(_runs("early_help.follow_up_due").values("said")[:1]), team_name=F("team__name")
    ).order_by("offered_on")
    step = book.steps[FOLLOWED_UP]
    for row in rows[:MOST]:
        yield FollowUp(
            child_of(row.about_id, row.person, row.number, today=day_of(now)), row.organisation, row.team_name or "",
            row.offered_on,
            limit_of(row.run, now=now, calendar=calendar, book=book),
            Move(step.key, step.label, (row.about_id,)) if access.may_take(by, step) else None,
        )  # fmt: skip


def _sent_on(by: access.Actor, *, now: dt.datetime, calendar: Calendar, book: Handbook) -> Iterator[FollowUp]:
    """Those sent to another agency of whom it is not known what came of it, what is due soonest first."""
    rows = open_to(with_child(OtherAgency.now.filter(ended_on=None)), by).annotate(
        run=Subquery(_runs("other_agency.chase_due").filter(stopped_on=None).values("said")[:1]),
        team_name=F("team__name"),
    )
    step = book.steps[CHASED]
    made = [
        FollowUp(
            child_of(row.about_id, row.person, row.number, today=day_of(now)),
            f"{row.agency}: {said(step, 'how_it_goes', row.how_it_goes).lower()}" if row.how_it_goes else row.agency,
            row.team_name or "", row.referred_on, limit_of(row.run, now=now, calendar=calendar, book=book),
            Move(step.key, step.label, (row.about_id,)) if access.may_take(by, step) else None,
        )
        for row in rows.order_by("referred_on", "row")[:MOST]
    ]  # fmt: skip
    return iter(sorted(made, key=lambda one: one.limit.due if one.limit else dt.date.max))
