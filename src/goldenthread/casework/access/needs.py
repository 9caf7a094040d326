"""Who needs to know, worked out from the record itself: each need a grant that says why."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from goldenthread.language import Compartment, Episode, Handbook, Record, Row, derived_id

CHILD = Compartment.CHILD


def grants_for(record: Record, rows: Iterable[Row], *, handbook: Handbook) -> list[Row]:
    """Those allocated, those with something to do, and the teams that have work open or had it last.

    A restricted record is for those named on it, and those allocated to it, alone. Where records are joined, the
    stricter access wins: whoever may not open a restricted part may not open the whole.
    """
    rows = list(rows)
    allowed = _allowed(record, rows)
    grants: dict[str, Row] = {}
    for grant in (*_of_workers(record, rows), *_of_teams(record, rows, handbook)):
        if allowed is None or grant.values["worker_id"] in allowed:
            grants.setdefault(grant.id, grant)
    return list(grants.values())


def _grant(
    record: Record, why: str, entry: UUID, compartment: Compartment, since: dt.date,
    *, worker: int | None = None, team: int | None = None,
) -> Row:  # fmt: skip
    who = ("worker", worker) if worker else ("team", team)
    values = {"why": why, "since": since, "until": None, "worker_id": worker, "team_id": team}
    return Row("Grant", str(derived_id(record.about, compartment, *who)), values, entry, compartment)


def _of_workers(record: Record, rows: Sequence[Row]) -> Iterator[Row]:
    for row in rows:
        values, worker = row.values, row.values.get("worker_id")
        if row.table == "Allocation" and worker and values["until"] is None:
            yield _grant(record, f"Allocated as {values['role']}", row.entry, CHILD, values["since"], worker=worker)
        if row.table == "Action" and worker and values["done_on"] is None:
            why = f"Has something to do: {values['what'][0].lower()}{values['what'][1:]}"
            yield _grant(record, why, row.entry, CHILD, record.entries[0].day, worker=worker)
        if row.table == "Restriction":
            for named in values["workers"]:
                since = record.entries[0].day
                yield _grant(record, "Named on a restricted record", row.entry, CHILD, since, worker=named)


def _of_teams(record: Record, rows: Sequence[Row], handbook: Handbook) -> Iterator[Row]:
    for row in rows:
        if row.table == "Allocation" and row.values["team_id"] and row.values["until"] is None:
            team = row.values["team_id"]
            yield _grant(record, "Allocated in the team", row.entry, CHILD, row.values["since"], team=team)
    working = [e for e in record.episodes if e.team and not handbook.pathway(e.pathway).lifelong]
    for episode in working:
        if episode.ended is None or episode is working[-1]:
            label = handbook.pathway(episode.pathway).label or episode.pathway
            why = f"{label} is open in the team" if episode.ended is None else f"{label} was last with the team"
            entry = episode.entries[-1 if episode.ended else 0].id
            for compartment in _compartments(episode, record, handbook):
                yield _grant(record, why, entry, compartment, episode.began, team=episode.team)
    # Who decided keeps seeing what they handed on, until it leads further.
    for made, came in _handed_on(working):
        label = handbook.pathway(made.pathway).label or made.pathway
        parts = [CHILD, *(step.compartment for each in (made, came) for step in handbook.pathway(each.pathway).steps())]
        for compartment in dict.fromkeys(parts):
            why = f"{label} was decided in the team"
            yield _grant(record, why, made.entries[-1].id, compartment, made.began, team=made.team)
    if not working:
        # Whoever first wrote a person down needs to know of them only until it is somebody's work.
        for episode in record.episodes:
            if episode.team:
                first = episode.entries[0]
                yield _grant(record, "Registered by the team", first.id, CHILD, first.day, team=episode.team)


def _handed_on(working: Sequence[Episode]) -> Iterator[tuple[Episode, Episode]]:
    """Each episode that has ended, with what it led to and another team has: open, or the last, and nothing after."""
    led_on = {episode.follows for episode in working}
    by_id = {episode.id: episode for episode in working}
    for came in working:
        made = by_id.get(came.follows) if came.follows else None
        live = came.ended is None or came is working[-1]
        if made and made.ended is not None and made.team != came.team and live and came.id not in led_on:
            yield made, came


def _compartments(episode: Episode, record: Record, handbook: Handbook) -> Iterable[Compartment]:
    """What the work needs: its own parts, and those of what it followed from once that is decided."""
    decided = [e for e in record.journey(episode.journey) if e.ended is not None]
    parts = [CHILD]
    for each in (episode, *decided):
        parts += [step.compartment for step in handbook.pathway(each.pathway).steps()]
    return dict.fromkeys(parts)


def _allowed(record: Record, rows: Iterable[Row]) -> set[int] | None:
    """The workers who may open every restricted part of a record; None where no part is restricted."""
    rows = list(rows)
    restrictions = [row for row in rows if row.table == "Restriction"]
    if not restrictions:
        return None
    said_of = {entry.id: entry for entry in record.entries}
    joined = [said_of[row.entry].known for row in rows if row.table == "Join"]
    live = [row for row in rows if row.table == "Allocation" and row.values.get("until") is None]
    allowed: set[int] | None = None
    for restriction in restrictions:
        part = said_of[restriction.entry].about
        here = set(restriction.values["workers"])
        for row in live:
            entry = said_of[row.entry]
            if row.values.get("worker_id") and (entry.about == part or joined and entry.known > max(joined)):
                here.add(row.values["worker_id"])
        allowed = here if allowed is None else allowed & here
    return allowed
