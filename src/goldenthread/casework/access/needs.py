"""Who needs to know, worked out from the record itself: each need a grant that says why."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from uuid import UUID

from goldenthread.casework.rules import Rules
from goldenthread.language import Compartment, Entry, Episode, Handbook, Pathway, Record, Row, derived_id, keys_of
from goldenthread.timekeeping.days import LONDON

CHILD, OPENINGS, STAFF = Compartment.CHILD, Compartment.OPENINGS, Compartment.STAFF
SEALED, NOT_RIGHT = "sealed", "not_appropriate"
# The rows that give a need to know, or take one. The others are not asked.
ASKED = frozenset(
    {"Allocation", "Action", "WorksHere", "Restriction", "Opening", "Join", "Brief", "HandBack", "Transfer"}
)


def grants_for(record: Record, rows: Iterable[Row], *, handbook: Handbook, rules: Rules) -> list[Row]:
    """Those allocated, those with something to do, and the teams that have work open or had it last.

    A restricted record is for those named on it, and those allocated to it, alone; a sealed one for those named. Where
    records are joined, the stricter access wins: whoever may not open a restricted part may not open the whole.
    Whoever said why they open a record without a need has it for as long as the limit says.
    """
    rows = [row for row in rows if row.table in ASKED]
    allowed = _allowed(record, rows)
    grants: dict[str, Row] = {}
    needs = [*_of_workers(record, rows), *_of_teams(record, rows, handbook), *_of_what_is_handed(record, rows)]
    if any(row.table == "Opening" for row in rows):
        needs += [*_of_openings(record, rows, handbook, rules), *_to_review(record, rows, needs)]
    for grant in needs:
        if allowed is None or grant.values["worker_id"] in allowed:
            grants.setdefault(grant.id, grant)
    return list(grants.values())


def copied_to(joined: Iterable[UUID], grants: Iterable[Row]) -> dict[UUID, list[Row]]:
    """The grants of a record that stands, for each of the records joined to it: whoever reads grants need not know
    what is joined.
    """
    return {one: [grant._replace(id=str(derived_id(grant.id, one))) for grant in grants] for one in joined}


def _grant(
    record: Record, why: str, entry: UUID, compartment: Compartment, since: dt.date,
    *, worker: int | None = None, team: int | None = None, until: dt.datetime | None = None, managing: bool = False,
) -> Row:  # fmt: skip
    who = ("worker", worker) if worker else ("managers", team) if managing else ("team", team)
    values = {"why": why, "since": since, "until": until, "worker_id": worker, "team_id": team}
    values |= {"managing": True} if managing else {}
    return Row("Grant", _id_of(record.about, compartment, *who), values, entry, compartment)


@lru_cache(maxsize=2_000)
def _id_of(about: UUID, compartment: Compartment, kind: str, who: int | None) -> str:
    return str(derived_id(about, compartment, kind, who))


def _of_workers(record: Record, rows: Sequence[Row]) -> Iterator[Row]:
    for row in rows:
        values, worker = row.values, row.values.get("worker_id")
        if row.table == "Allocation" and worker and values["until"] is None:
            yield _grant(record, f"Allocated as {values['role']}", row.entry, CHILD, values["since"], worker=worker)
        if row.table == "Action" and worker and values["done_on"] is None:
            why = f"Has something to do: {values['what'][0].lower()}{values['what'][1:]}"
            yield _grant(record, why, row.entry, CHILD, record.entries[0].day, worker=worker)
        if row.table == "WorksHere":
            said = next(entry for entry in record.entries if entry.id == row.entry)
            if said.author.worker:
                why = "Said that this person works here"
                yield _grant(record, why, row.entry, STAFF, said.day, worker=said.author.worker)
        if row.table == "Restriction":
            for named in values["workers"]:
                since = record.entries[0].day
                yield _grant(record, f"Named on a {values['kind']} record", row.entry, CHILD, since, worker=named)


def _of_what_is_handed(record: Record, rows: Sequence[Row]) -> Iterator[Row]:
    """The team that is briefed for out of hours, until the day that was said; the team to which the night hands back,
    until somebody has taken it back; the managers of the team to which a child may go, until that is decided.
    """
    for row in rows:
        team = row.values.get("to_team_id")
        if row.table == "Brief" and team and not row.values["ended_on"]:
            until = dt.datetime.combine(row.values["until_on"], dt.time.max, LONDON)
            since = row.values["briefed_on"]
            yield _grant(record, "Briefed for out of hours", row.entry, CHILD, since, team=team, until=until)
        if row.table == "HandBack" and team and row.values["live"]:
            since = record.entries[0].day
            yield _grant(record, "Handed back from out of hours", row.entry, CHILD, since, team=team)
        if row.table == "Transfer" and team and not row.values["ended_on"]:
            why = "A transfer to the team is proposed"
            yield _grant(record, why, row.entry, CHILD, row.values["proposed_on"], team=team, managing=True)


def _of_openings(record: Record, rows: Sequence[Row], handbook: Handbook, rules: Rules) -> Iterator[Row]:
    """Whoever gave a reason, until the limit in force that day has run out or a manager found that it was not right.
    The longest first, where there are more.
    """
    said_by = {entry.id: entry for entry in record.entries}
    found = []
    for row in rows:
        if row.table == "Opening" and row.values["verdict"] != NOT_RIGHT:
            entry, family = said_by[row.entry], handbook.steps[said_by[row.entry].step].opens_for
            until = _until(entry, family, rules)
            if until:
                why = f"Opened with a reason: {row.values['reason'].lower()}"
                given = _grant(record, why, entry.id, CHILD, entry.day, worker=row.values["worker_id"], until=until)
                found.append((until, given))
    for _, grant in sorted(found, key=lambda one: one[0], reverse=True):
        yield grant


def _until(entry: Entry, family: str, rules: Rules) -> dt.datetime | None:
    """When it closes again; no row in force opens nothing. Never later than it would from when it was written down."""
    rule = rules.rule(family, on=entry.day, known=entry.known)
    if rule is None or rule.limit is None:
        return None
    began = min(entry.known, entry.happened) if isinstance(entry.happened, dt.datetime) else entry.known
    ends = rule.limit.after(began, rules.calendar(entry.known), counting=rule.counting)
    return ends if isinstance(ends, dt.datetime) else dt.datetime.combine(ends, dt.time.max, LONDON)


def _to_review(record: Record, rows: Sequence[Row], needs: Sequence[Row]) -> Iterator[Row]:
    """Whoever works with the record sees who opened it without a need; and the managers of whoever did, until it is
    reviewed.
    """
    for row in rows:
        if row.table == "Opening":
            since = row.values["opened_at"].date()
            for need in needs:
                if need.compartment == CHILD:
                    who = {"worker": need.values["worker_id"], "team": need.values["team_id"]}
                    yield _grant(record, need.values["why"], row.entry, OPENINGS, since, **who)
            if row.values["team_id"] and not row.values["verdict"]:
                why = "Somebody in the team opened it"
                yield _grant(record, why, row.entry, OPENINGS, since, team=row.values["team_id"], managing=True)


def _of_teams(record: Record, rows: Sequence[Row], handbook: Handbook) -> Iterator[Row]:
    for row in rows:
        if row.table == "Allocation" and row.values["team_id"] and row.values["until"] is None:
            team = row.values["team_id"]
            yield _grant(record, "Allocated in the team", row.entry, CHILD, row.values["since"], team=team)
    working = [e for e in record.episodes if e.team and _is_work(e, handbook)]
    last = _last(working)
    for episode in working:
        if episode.ended is None or episode.id in last:
            label = handbook.pathway(episode.pathway).label or episode.pathway
            why = f"{label} is open in the team" if episode.ended is None else f"{label} was last with the team"
            entry = episode.entries[-1 if episode.ended else 0].id
            for compartment in _compartments(episode, record, handbook):
                yield _grant(record, why, entry, compartment, episode.began, team=episode.team)
    # Who decided keeps seeing what they handed on, until it leads further.
    for made, came in _handed_on(working):
        label = handbook.pathway(made.pathway).label or made.pathway
        parts = [CHILD, *(part for each in (made, came) for part in _parts(each, handbook))]
        for compartment in dict.fromkeys(parts):
            why = f"{label} was decided in the team"
            yield _grant(record, why, made.entries[-1].id, compartment, made.began, team=made.team)
    # Who asked somebody outside records the answer, however late, while what it led to goes on.
    for episode in working:
        if episode.ended is not None and _answer_is_out(episode, record, handbook):
            label = handbook.pathway(episode.pathway).label or episode.pathway
            parts = [CHILD, *_parts(episode, handbook)]
            for compartment in dict.fromkeys(parts):
                why = f"{label}: the team asked, and has no answer yet"
                yield _grant(record, why, episode.entries[0].id, compartment, episode.began, team=episode.team)
    if not working:
        # Whoever first wrote a person down needs to know of them only until it is somebody's work.
        for episode in record.episodes:
            if episode.team:
                first = episode.entries[0]
                yield _grant(record, "Registered by the team", first.id, CHILD, first.day, team=episode.team)


def _is_work(episode: Episode, handbook: Handbook) -> bool:
    pathway = handbook.pathway(episode.pathway)
    return not (pathway.lifelong or pathway.beside)


def _last(working: Sequence[Episode]) -> set[UUID]:
    """The work that began last, and where nothing goes on any more, the work that ended last."""
    ended = [(episode.ended, nth) for nth, episode in enumerate(working) if episode.ended is not None]
    over = [working[max(ended)[1]]] if working and len(ended) == len(working) else []
    return {episode.id for episode in (*working[-1:], *over)}


def _handed_on(working: Sequence[Episode]) -> Iterator[tuple[Episode, Episode]]:
    """Each episode that has ended, with what it led to and another team has: open, or the last, and nothing after."""
    led_on = {episode.follows for episode in working}
    by_id = {episode.id: episode for episode in working}
    for came in working:
        made = by_id.get(came.follows) if came.follows else None
        live = came.ended is None or came is working[-1]
        if made and made.ended is not None and made.team != came.team and live and came.id not in led_on:
            yield made, came


def _answer_is_out(episode: Episode, record: Record, handbook: Handbook) -> bool:
    """Whether a question asked in an episode that has ended waits for its answer: a clock of those that may run at once
    has not been stopped, and nothing names what started it. Once all that it led to has ended, nothing waits.
    """
    asked = [run for run in episode.runs if run.stopped is None and handbook.clocks[run.clock].each]
    going_on = (each for each in record.journey(episode.journey) if each.ended is None)
    if not asked or all(handbook.pathway(each.pathway).lifelong for each in going_on):
        return False
    for run in asked:
        clock = handbook.clocks[run.clock]
        named = {str(id_) for e in episode.entries if e.id == run.entry for id_ in (e.id, e.root)}
        stops = keys_of(clock.stops)
        if not any(e.step in stops and str(e.get(clock.each)) in named for e in episode.entries):
            return True
    return False


def _compartments(episode: Episode, record: Record, handbook: Handbook) -> Iterable[Compartment]:
    """What the work needs: its own parts, and those of what it followed from once that is decided."""
    decided = [e for e in record.journey(episode.journey) if e.ended is not None]
    parts = [CHILD]
    for each in (episode, *decided):
        parts += _parts(each, handbook)
    return dict.fromkeys(parts)


def _parts(episode: Episode, handbook: Handbook) -> tuple[Compartment, ...]:
    return _written_in(handbook.pathway(episode.pathway))  # type: ignore[arg-type]


@cache
def _written_in(pathway: type[Pathway]) -> tuple[Compartment, ...]:
    return tuple(dict.fromkeys(step.compartment for step in pathway.steps()))


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
        for row in live if restriction.values["kind"] != SEALED else ():
            entry = said_of[row.entry]
            if row.values.get("worker_id") and (entry.about == part or joined and entry.known > max(joined)):
                here.add(row.values["worker_id"])
        allowed = here if allowed is None else allowed & here
    return allowed
