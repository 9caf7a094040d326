"""A census file from its first byte to the last entry."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from goldenthread.casework import taking_in
from goldenthread.casework.taking_in import Contradiction, FileKind, ReportedChild, Taken
from goldenthread.doors.feeds.cin.reading import Census
from goldenthread.doors.feeds.cin.values import Refused
from goldenthread.standards.holidays import england_and_wales
from goldenthread.timekeeping import years

AT_ONCE = 100
ENDS = {
    "reported.referral": "reported.closed",
    "reported.assessment": "reported.assessment_authorised",
    "reported.cin_plan": "reported.cin_plan_ended",
    "reported.protection_plan": "reported.protection_plan_ended",
}


@dataclasses.dataclass(frozen=True)
class Loaded:
    """What became of a file: what was taken in, what was refused, and what it contradicts."""

    taken: Taken
    refused: list[Refused]
    contradictions: list[Contradiction]


def load(
    path: Path,
    *,
    at: dt.datetime,
    full: bool = True,
    team_of: Callable[[str], int | None] = lambda child: None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Loaded:
    """Take in a CIN Census. The same file again changes nothing; a load that was broken off is simply run again.

    full: the file has every child of the authority, so that what it lacks is noted as absent. team_of: whose work a
    child becomes who is new here. progress: told how many children are done, of how many.

    :raises NotACensus: where the file is none; nothing of it is taken in
    """
    census = Census.survey(path)
    kind = FileKind(
        key=f"cin.{census.header.authority}",
        person="reported.person",
        absent="reported.absent",
        worked=("reported.referral", "reported.assessment"),
        ends=ENDS,
    )
    reference = census.header.reference
    intake = taking_in.begin(
        name=path.name,
        kind=kind,
        digest=census.digest(),
        at=at,
        reference=reference,
        full=full,
        team_of=team_of,
        covers=years(1).before(reference, england_and_wales(), counting="beginning with"),
    )
    taken, seen = Taken(), list[str]()
    for some in _some_at_a_time(census.children(), AT_ONCE):
        taken.add(taking_in.take_in(some, intake))
        seen += [child.identifier for child in some]
        progress(taken.children, census.children_there)
    if full:
        taken.add(taking_in.note_absent(seen, intake))
    return Loaded(taken, census.refused, [*census.contradictions, *taken.contradictions])


def _some_at_a_time(children: Iterator[ReportedChild], many: int) -> Iterator[list[ReportedChild]]:
    while some := list(islice(children, many)):
        yield some
