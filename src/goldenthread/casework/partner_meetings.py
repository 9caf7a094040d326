"""Which partners come to the meetings about a child: asked, there, with a report in time, late or without one."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import CharField, OuterRef, Subquery, UUIDField
from django.db.models.functions import Cast, Coalesce

from goldenthread.blocks.meeting import AGENCIES, CAME, PRESENT, REPORTS
from goldenthread.casework import access
from goldenthread.casework.children import Child, child_of, open_to, with_child
from goldenthread.facts.models import Attendance
from goldenthread.record.models import Entry
from goldenthread.timekeeping.durations import add_months

# The kinds of meeting, by the words under which they are chosen.
CONFERENCES = {
    "initial_conference": "Initial child protection conference",
    "review_conference": "Review child protection conference",
    "transfer_in_conference": "Transfer-in conference",
}
DISCUSSION, CORE_GROUP = {"strategy_discussion": "Strategy discussion"}, {"core_group": "Core group"}
MEETINGS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "conferences": ("Conferences", CONFERENCES),
    "discussions": ("Strategy discussions", DISCUSSION),
    "core_groups": ("Core groups", CORE_GROUP),
}
KINDS = CONFERENCES | DISCUSSION | CORE_GROUP
NOT_ASKED, IN_TIME, LATE = "not_asked", "in_time", "late"
INVITED = "invited"
# What is counted of each agency, in the order of its columns.
COUNTED = {
    INVITED: "Asked",
    "came": "Came",
    "sent": "Sent a report",
    IN_TIME: "Report in time",
    LATE: "Report late",
    "neither": "Neither",
}
# In months; and how many meetings are listed at once.
USUAL, LONGEST = 3, 12
MOST = 100


@dataclasses.dataclass(frozen=True)
class Period:
    """From a day to a day, both inside."""

    since: dt.date
    until: dt.date

    @classmethod
    def of(cls, since: dt.date | None, until: dt.date | None, *, today: dt.date) -> "Period":
        """What was asked for, the usual where nothing was, and never longer than the longest."""
        last = until or today
        first = since if since and since <= last else add_months(last, -USUAL)
        return cls(max(first, add_months(last, -LONGEST)), last)


@dataclasses.dataclass(frozen=True)
class Agency:
    """One agency: of how many meetings each thing is true. code: how it is chosen."""

    code: str
    name: str
    counts: Mapping[str, int]


@dataclasses.dataclass(frozen=True)
class Meeting:
    """One meeting behind a number, and what the agency did for it."""

    kind: str
    held: dt.date
    entry: UUID
    children: tuple[Child, ...]
    came: str
    report: str


@dataclasses.dataclass(frozen=True)
class Meetings:
    """What this person may open of it. chosen: which number was opened, in words; more: further meetings behind it."""

    period: Period
    held: int
    agencies: tuple[Agency, ...]
    chosen: str = ""
    behind: tuple[Meeting, ...] = ()
    more: int = 0

    def children(self) -> list[UUID]:
        """Everybody whom it names."""
        return [child.id for one in self.behind for child in one.children]


@dataclasses.dataclass
class _Sat:
    """One agency's part in one meeting, of however many children it was."""

    kind: str
    held: dt.date
    came: dict[str, None] = dataclasses.field(default_factory=dict)
    reports: dict[str, None] = dataclasses.field(default_factory=dict)
    rows: dict[UUID, int] = dataclasses.field(default_factory=dict)

    def is_so(self) -> set[str]:
        came, sent = PRESENT in self.came, bool({IN_TIME, LATE} & set(self.reports))
        said = {INVITED: True, "came": came, "sent": sent, IN_TIME: IN_TIME in self.reports, LATE: LATE in self.reports}
        return {name for name, so in {**said, "neither": not came and not sent}.items() if so}


def meetings(
    by: access.Actor, *, today: dt.date, period: Period, of: str = "", agency: str = "", what: str = ""
) -> Meetings:
    """The agencies that were asked, those first that did nothing most often, and the meetings behind one number.

    A meeting about brothers and sisters is one. of: which meetings (all, if not said). Two queries.
    """
    kinds = MEETINGS[of][1] if of in MEETINGS else KINDS
    sat = _sat(by, period, kinds)
    found: dict[str, dict[str, int]] = {}
    for (code, _), one in sat.items():
        counts = found.setdefault(code, dict.fromkeys(COUNTED, 0))
        for name in one.is_so():
            counts[name] += 1
    agencies = (Agency(code, AGENCIES.get(code, code), counts) for code, counts in found.items())
    in_order = tuple(sorted(agencies, key=lambda one: (-one.counts["neither"], -one.counts[LATE], one.name)))
    held = len({gathering for _, gathering in sat})
    if agency not in found or what not in COUNTED:
        return Meetings(period, held, in_order)
    behind = [one for (code, _), one in sat.items() if code == agency and what in one.is_so()]
    chosen = f"{AGENCIES.get(agency, agency)}: {COUNTED[what].lower()}"
    return Meetings(period, held, in_order, chosen, _named(behind[:MOST], today), max(0, len(behind) - MOST))


def _sat(by: access.Actor, period: Period, kinds: Collection[str]) -> dict[tuple[str, str], _Sat]:
    """Each agency's part in each meeting, the newest first, of what this person may open."""
    occasion = Entry.objects.filter(pk=Cast(OuterRef("meeting"), UUIDField())).values("occasion")[:1]
    asked = Attendance.now.filter(held_on__range=(period.since, period.until), kind__in=kinds).exclude(came=NOT_ASKED)
    mine = open_to(asked, by).annotate(gathering=Coalesce(Cast(Subquery(occasion), CharField()), "meeting"))
    found: dict[tuple[str, str], _Sat] = {}
    columns = ("row", "about_id", "gathering", "kind", "held_on", "agency", "came", "report")
    rows = mine.order_by("-held_on", "row").values_list(*columns)
    for row, about, gathering, kind, held, agency, came, report in rows:
        one = found.setdefault((agency, gathering), _Sat(kind, held))
        one.came[came] = one.reports[report] = None
        one.rows.setdefault(about, row)
    return found


def _named(behind: Sequence[_Sat], today: dt.date) -> tuple[Meeting, ...]:
    rows = [row for one in behind for row in one.rows.values()]
    named = {row.row: row for row in with_child(Attendance.now.filter(row__in=rows))} if rows else {}
    return tuple(
        Meeting(
            KINDS[one.kind], one.held, named[first].entry_id,
            tuple(child_of(who, named[row].person, named[row].number, today=today) for who, row in one.rows.items()),
            _words(one.came, CAME), _words(one.reports, REPORTS),
        )
        for one in behind
        for first in list(one.rows.values())[:1]
    )  # fmt: skip


def _words(codes: Iterable[str], said: Mapping[str, str]) -> str:
    return ", ".join(said[code] for code in codes if code in said)
