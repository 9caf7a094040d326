# ruff: noqa: S608  (the SQL is made of our own words; whatever is asked for goes in as parameters)
"""The child's page: who this is, what could hurt, what is due, what the child said, and what to do next."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from goldenthread.casework import access, duties
from goldenthread.casework.duties import Duty
from goldenthread.casework.heads import Head, Reading, head_of, read
from goldenthread.casework.network import Network
from goldenthread.casework.standing import Part
from goldenthread.casework.steps import Possible, counted, possible
from goldenthread.facts.models import (
    Address,
    Assessment,
    ChildsWords,
    CinPlan,
    Conference,
    Contact,
    EarlyHelp,
    ProtectionPlan,
    Referral,
    Section47,
)
from goldenthread.language import Handbook, handbook
from goldenthread.record.models import Known, Loose

WORDS = 4
A_MONTH = dt.timedelta(days=30)
VISITS = ("child_seen", "visited")


@dataclasses.dataclass(frozen=True)
class Words:
    """What a child said, in the child's own words."""

    said: str
    when: dt.date
    where: str
    entry: UUID


@dataclasses.dataclass(frozen=True)
class Latest:
    """The latest of one kind; without a day there is none."""

    kind: str
    when: dt.date | None = None
    words: str = ""
    entry: UUID | None = None


@dataclasses.dataclass(frozen=True)
class Mark:
    """One thing on the line of time: a day, or from a day to a day (still running, if `until` is none and `runs`)."""

    kind: str
    words: str
    since: dt.date
    until: dt.date | None = None
    runs: bool = False
    entry: UUID | None = None


@dataclasses.dataclass(frozen=True)
class Looked:
    """One look at the record."""

    who: str
    post: str
    when: dt.datetime
    page: str
    why: str


@dataclasses.dataclass(frozen=True)
class Weighed:
    """What the latest analysis says: working well, worries, and what needs to happen."""

    strengths: str
    worries: str
    needs: str
    what: str
    when: dt.date
    entry: UUID


@dataclasses.dataclass(frozen=True)
class ChildPage:
    """One child's record at a glance. `signals`: what managers' desks have raised, added by whoever asks."""

    head: Head
    due: Sequence[Duty]
    words: Sequence[Words]
    weighed: Weighed | None
    latest: Sequence[Latest]
    network: Network
    line: Sequence[Mark]
    unsettled: Sequence[str]
    looked: Sequence[Looked]
    lookers: int
    steps: Sequence[Possible]
    signals: Sequence[Any] = ()


SPANS: Sequence[tuple[type[Known], str, str, str]] = (
    (Referral, "Referral", "referral_date", "closed_on"),
    (EarlyHelp, "Early help", "offered_on", "ended_on"),
    (Assessment, "Assessment", "started_on", "authorised_on"),
    (Section47, "Section 47 enquiry", "started_on", "ended_on"),
    (CinPlan, "Child in need plan", "started_on", "ended_on"),
    (ProtectionPlan, "Child protection plan", "started_on", "ended_on"),
)
POINTS: Sequence[tuple[type[Known], str, str]] = (
    (Contact, "Contact", "contact_on"),
    (Conference, "Conference", "held_on"),
    (Address, "Moved", "since"),
)

ON_THE_LINE: tuple[type[Known], ...] = (*(span[0] for span in SPANS), *(point[0] for point in POINTS))


def child_page(
    subject: UUID, actor: access.Actor, now: dt.datetime, *, as_known: dt.datetime | None = None
) -> ChildPage:
    """One child's first page, in three queries; as it was known at an earlier moment, if one is given.

    Who may open the record is decided as things stand now, whatever moment is asked for.

    :raises NotAllowed: where there is no need to know
    """
    book = handbook()
    extra = [
        Part(ChildsWords, ends=f"order by said_on desc, row desc limit {WORDS}"),
        *duties.parts(),
        Part(Loose),
        *(Part(model) for model in ON_THE_LINE if model not in (CinPlan, ProtectionPlan)),
    ]
    reading = read(
        subject,
        actor,
        now,
        as_known=as_known,
        parts=extra,
        others=[
            duties.CLOSURES,
            latest_of_each_step(as_known),
            _weighed(as_known),
            _latest_looks(as_known),
        ],
        asking={"month_before": (as_known or now) - A_MONTH},
    )
    stood = reading.stood
    due = duties.duties(stood, now=reading.moment, book=book)
    looks = stood.rows.get("looks", [])
    return ChildPage(
        head=head_of(reading),
        due=due,
        words=[Words(row.said, row.said_on, row.where, row.entry_id) for row in stood.all(ChildsWords)],
        weighed=next((_analysis(row, book) for row in stood.rows.get("weighed", [])), None),
        latest=_latest(reading, book),
        network=reading.network,
        line=_line(reading),
        unsettled=[row.says for row in stood.all(Loose)],
        looked=[
            Looked(row["name"], row["title"] or "", dt.datetime.fromisoformat(row["at"]), row["page"], row["why"])
            for row in looks
        ],
        lookers=looks[0]["lookers"] if looks else 0,
        steps=possible(reading, due, book),
    )


def possible_steps(subject: UUID, actor: access.Actor, now: dt.datetime) -> list[Possible]:
    """What this person may record for this child now: the steps of their role whose episode is open or can begin.

    Gates are not asked: they weigh the answers, and refuse in words when these are given.

    :raises NotAllowed: where there is no need to know
    """
    reading = read(subject, actor, now, parts=duties.parts(), others=[duties.CLOSURES, latest_of_each_step(None)])
    return possible(reading, duties.duties(reading.stood, now=now, book=handbook()), handbook())


def latest_of_each_step(known: dt.datetime | None) -> tuple[str, str]:
    """The question, for `standing`, of the latest entry of each step, as corrected; withdrawn entries left out."""
    return "latest", (
        "select distinct on (e.step) e.step, e.id, e.happened_on from record_entry e "
        f"where {_standing_entry(known)} order by e.step, e.happened_on desc, e.known_at desc"
    )


def _standing_entry(known: dt.datetime | None) -> str:
    """The condition that an entry may be opened, was known then, and was neither corrected nor withdrawn."""
    then = "true" if known is None else "{}.known_at <= %(known)s"
    return (
        "e.about_id = any(%(members)s) and e.compartment = any(%(open)s) "
        f"and {then.format('e')} and not coalesce(e.answers ? 'withdrawn', false) and not exists ("
        "select 1 from record_entry c where (c.corrects_id = e.id or c.corrects_id = e.corrects_id) "
        f"and c.known_at > e.known_at and {then.format('c')})"
    )


def _weighed(known: dt.datetime | None) -> tuple[str, str]:
    """The question of the latest entry that weighs what worries and what works, in the words of any pathway."""
    return "weighed", (
        "select e.step, e.id, e.happened_on, e.answers ->> 'strengths' as strengths, "
        "e.answers ->> 'worries' as worries, e.answers ->> 'needs' as needs from record_entry e "
        f"where e.answers ? 'worries' and {_standing_entry(known)} order by e.happened_on desc, e.known_at desc limit 1"
    )


def _analysis(row: dict[str, Any], book: Handbook) -> Weighed:
    step = book.steps.get(row["step"])
    what = (step.said or step.label) if step else "Recorded"
    return Weighed(
        row["strengths"] or "",
        row["worries"] or "",
        row["needs"] or "",
        what,
        dt.date.fromisoformat(row["happened_on"]),
        UUID(row["id"]),
    )


def _latest_looks(known: dt.datetime | None) -> tuple[str, str]:
    """The question of which three people looked last, each once, and how many did in the month before."""
    then = "" if known is None else "and l.at <= %(known)s"
    return "looks", (
        "select l.at, w.name, p.title, l.page, l.why, (select count(distinct m.worker_id) from record_look m "
        f"where m.about_id = any(%(members)s) and m.at > %(month_before)s {then.replace('l.at', 'm.at')}) as lookers "
        "from (select distinct on (l.worker_id) l.* from record_look l "
        f"where l.about_id = any(%(members)s) {then} order by l.worker_id, l.at desc, l.id desc) l "
        "join record_worker w on w.id = l.worker_id left join record_post p on p.id = l.post_id "
        "order by l.at desc, l.id desc limit 3"
    )


def _latest(reading: Reading, book: Handbook) -> list[Latest]:
    """The latest of each kind, always in the same places."""
    stood = reading.stood
    assessment = _newest(stood.all(Assessment), "started_on")
    contact = _newest(stood.all(Contact), "contact_on")
    plans: list[Any] = [*stood.all(ProtectionPlan), *stood.all(CinPlan)]
    plan = next((p for p in plans if p.ended_on is None), None) or _newest(plans, "started_on")
    visits = [row for row in stood.rows.get("latest", []) if counted(row["step"], book).rpartition(".")[2] in VISITS]
    visit = max(visits, key=lambda row: row["happened_on"], default=None)
    return [
        Latest(
            "Assessment",
            assessment.authorised_on or assessment.started_on,
            "authorised" if assessment.authorised_on else "under way",
            assessment.entry_id,
        )
        if assessment
        else Latest("Assessment"),
        Latest("Plan", plan.started_on, _plan(plan), plan.entry_id) if plan else Latest("Plan"),
        Latest("Order"),
        Latest("Visit", dt.date.fromisoformat(visit["happened_on"]), book.steps[visit["step"]].said, UUID(visit["id"]))
        if visit
        else Latest("Visit"),
        Latest("Contact", contact.contact_on, contact.source.lower(), contact.entry_id)
        if contact
        else Latest("Contact"),
    ]


def _newest(rows: Sequence[Any], day: str) -> Any:
    return max(rows, key=lambda row: getattr(row, day), default=None)


def _plan(plan: Any) -> str:
    kind = "child protection" if isinstance(plan, ProtectionPlan) else "child in need"
    return f"{kind}, ended" if plan.ended_on else kind


def _line(reading: Reading) -> list[Mark]:
    """Contacts, work, plans and moves, in the order in which they began."""
    marks = [
        Mark("span", words, getattr(row, since), getattr(row, until), getattr(row, until) is None, row.entry_id)
        for model, words, since, until in SPANS
        for row in reading.stood.all(model)
        if getattr(row, since)
    ]
    marks += [
        Mark(words.lower(), words, getattr(row, day), entry=row.entry_id)
        for model, words, day in POINTS
        for row in reading.stood.all(model)
        if getattr(row, day)
    ]
    return sorted(marks, key=lambda mark: (mark.since, mark.words))
