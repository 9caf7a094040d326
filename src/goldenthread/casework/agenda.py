"""The agenda of each panel: which families are brought to it, by whom, since when, and what it is asked."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from goldenthread.casework import access
from goldenthread.casework.children import Child, child_of, open_to, with_child
from goldenthread.casework.front_door.words import RUN, Limit, Move, limit_of, said
from goldenthread.casework.gathering import plain
from goldenthread.casework.replay import WITHDRAWN
from goldenthread.casework.rules import calendar_now
from goldenthread.language import Entry, Handbook, handbook
from goldenthread.record import models
from goldenthread.timekeeping import day_of

ASKED, HELD = "panel.asked", "panel.held"
BEFORE_BIRTH, ASSESSED, PANEL_HELD = "pre_birth_panel", "pre_birth.assessed", "pre_birth.panel_held"
AUTHORISED = "pre_birth.authorised"
DUE = ("panel.held_due", "pre_birth.panel_due")
# Where pre-birth work stands while its panel has not decided.
TO_THE_PANEL = "To the panel"
MOST = 200


@dataclasses.dataclass(frozen=True)
class Family:
    """Those of one family who are brought to a panel together. again: the day on which it last put them off."""

    children: tuple[Child, ...]
    by: str
    since: dt.date
    asked: str
    family_knows: str
    again: dt.date | None
    limit: Limit | None
    moves: tuple[Move, ...]


@dataclasses.dataclass(frozen=True)
class Agenda:
    """One panel, and the families before it: what is due soonest comes first."""

    title: str
    families: tuple[Family, ...]


@dataclasses.dataclass(frozen=True)
class Agendas:
    """Every panel, as far as this person may open the records."""

    panels: tuple[Agenda, ...]

    def children(self) -> list[UUID]:
        """Everybody whom it names."""
        return [child.id for panel in self.panels for family in panel.families for child in family.children]


def agendas(by: access.Actor, *, now: dt.datetime) -> Agendas:
    """Who waits for each panel. Three queries, whatever the size."""
    book, calendar, today = handbook(), calendar_now(), day_of(now)
    run = models.ClockRun.now.filter(episode=OuterRef("id"), clock__in=DUE, stopped_on=None, lapsed="")
    waits = Q(pathway="panel") | Q(pathway="pre_birth", stage=TO_THE_PANEL)
    rows = open_to(with_child(models.Episode.now.filter(waits, ended_on=None)), by)
    rows = rows.annotate(run=Subquery(run.order_by("due_on").annotate(of=RUN).values("of")[:1]))
    open_ = list(rows.order_by("began_on", "row")[:MOST])
    entries = _entries(open_, by)
    together: dict[tuple[str, object], list[tuple[Any, Sequence[Entry]]]] = {}
    for row in open_:
        here = entries.get((row.about_id, row.pathway), [])
        brought = _last(here, ASKED, AUTHORISED)
        if brought is None:
            continue
        panel = brought.get("panel", "") if row.pathway == "panel" else BEFORE_BIRTH
        together.setdefault((panel, brought.occasion or brought.id), []).append((row, here))
    found: dict[str, list[Family]] = {panel: [] for panel in (*_panels(book), BEFORE_BIRTH)}
    for (panel, _), brought_together in together.items():
        first, told = brought_together[0]
        found.setdefault(panel, []).append(
            _family(
                tuple(child_of(row.about_id, row.person, row.number, today=today) for row, _ in brought_together), told,
                limit_of(first.run, now=now, calendar=calendar, book=book), by=by, book=book,
            )
        )  # fmt: skip
    return Agendas(
        tuple(
            Agenda(_panels(book).get(panel, "Pre-birth panel"), tuple(sorted(families, key=_soonest)))
            for panel, families in found.items()
        )
    )


def _soonest(one: Family) -> tuple[dt.date, dt.date]:
    return (one.limit.due if one.limit else dt.date.max, one.since)


def _panels(book: Handbook) -> Mapping[str, str]:
    form = book.steps[ASKED].form
    return dict(form.all_questions()["panel"].choices) if form else {}


def _family(
    children: tuple[Child, ...], here: Sequence[Entry], limit: Limit | None, *, by: access.Actor, book: Handbook
) -> Family:
    asked, assessed, held = _last(here, ASKED), _last(here, ASSESSED), _last(here, HELD)
    brought = asked or _last(here, AUTHORISED)
    assert brought is not None
    step = book.steps[HELD if asked else PANEL_HELD]
    recommended = said(book.steps[ASSESSED], "recommends", assessed.get("recommends", "")) if assessed else ""
    move = Move(step.key, step.label, tuple(child.id for child in children), brought.root)
    return Family(
        children, (asked or assessed or brought).author.name, brought.day,
        asked.get("question", "") if asked else f"The assessment recommends: {recommended}" if recommended else "",
        asked.get("family_knows", "") if asked else "", held.day if held else None, limit,
        (move,) if access.may_take(by, step) else (),
    )  # fmt: skip


def _entries(rows: Sequence[Any], by: access.Actor) -> dict[tuple[UUID, str], list[Entry]]:
    """What each open episode was told, oldest first, as it stands; by the child and the pathway."""
    began = {(row.about_id, row.pathway): row.began_on for row in rows}
    steps = (ASKED, HELD, ASSESSED, AUTHORISED)
    kept = models.Entry.objects.filter(about__in={row.about_id for row in rows}, step__in=steps)
    stands: dict[object, Entry] = {}
    for entry in map(plain, open_to(kept, by).select_related("occasion").order_by("known_at", "position")):
        stands[entry.root or entry.id] = entry
    found: dict[tuple[UUID, str], list[Entry]] = {}
    for entry in sorted(stands.values(), key=lambda one: (one.day, one.known, one.position)):
        of = (entry.about, entry.step.partition(".")[0])
        if of in began and entry.day >= began[of] and not entry.get(WITHDRAWN):
            found.setdefault(of, []).append(entry)
    return found


def _last(entries: Sequence[Entry], *steps: str) -> Entry | None:
    return next((entry for entry in reversed(entries) if entry.step in steps), None)
