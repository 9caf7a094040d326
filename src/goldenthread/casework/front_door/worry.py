"""One contact, with all that is known of the child and the family: what the manager weighs before deciding."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.casework import access, documents
from goldenthread.casework.bearing import Written, written
from goldenthread.casework.children import child_of, open_to
from goldenthread.casework.filling import form_of
from goldenthread.casework.front_door.history import history
from goldenthread.casework.front_door.how_often import how_often
from goldenthread.casework.front_door.not_dealt_with import not_dealt_with
from goldenthread.casework.front_door.past import LINES, Past, past
from goldenthread.casework.front_door.words import (
    ANSWERED,
    ASKED,
    COLUMNS,
    CONSENT,
    DECIDED,
    DIRECTED,
    POLICE,
    RECEIVED,
    Limit,
    Move,
    limit_of,
    moment,
    moves,
    said,
)
from goldenthread.casework.gathering import plain
from goldenthread.casework.replay import WITHDRAWN
from goldenthread.casework.rules import Closure, Rules
from goldenthread.language import Handbook, derived_id, handbook
from goldenthread.record import models
from goldenthread.standards.law import Law
from goldenthread.timekeeping import Calendar, day_of, spoken

WINDOW = "re_referral_window"
NO_SUCH = "There is no such contact on this record. Go back to the board and choose it there."
OF_THE_POLICE = "police_"
SINCE = (DIRECTED, CONSENT, ASKED, ANSWERED, DECIDED)
NONE_WAITS = "No contact waits for a decision here. It may have been decided meanwhile: see the board."


@dataclasses.dataclass(frozen=True)
class Asked:
    """A partner who was asked, and whether the answer is back. late: it came after the decision."""

    id: str
    partner: str
    at: dt.datetime
    answered: dt.datetime | None = None
    due: Limit | None = None
    question: str = ""
    answer: str = ""
    soon: str = ""
    late: bool = False


@dataclasses.dataclass(frozen=True)
class Member:
    """A child of the family on the line of time."""

    id: UUID
    name: str
    age: str


@dataclasses.dataclass(frozen=True)
class Worry:
    """A contact as the referrer told it, what is missing in it, and what we know already.

    waiting: the children of it about whom nothing is decided yet. left: what helped nobody before.
    """

    contact: UUID
    entry: UUID
    about: tuple[Member, ...]
    told: Written
    own: tuple[tuple[Member, Written], ...]
    missing: tuple[str, ...]
    urgent: bool
    consent: str
    referrer: str
    reached: str
    limit: Limit | None
    family: tuple[Member, ...]
    not_opened: int
    past: tuple[Past, ...]
    counts: tuple[str, ...]
    window: str
    asked: tuple[Asked, ...]
    direction: str
    stage: str
    decided: str
    moves: tuple[Move, ...]
    known: Mapping[UUID, Mapping[str, Any]]
    waiting: tuple[Member, ...] = ()
    left: tuple[str, ...] = ()
    papers: tuple[tuple[UUID, str], ...] = ()


def worry(subject: UUID, named: UUID | None, *, by: access.Actor, now: dt.datetime) -> Worry:
    """All that bears on the decision about one contact. Two queries.

    named: the contact, or the entry that began it; if nothing, it is the newest that waits for a decision.

    :raises NotAllowed: if there is no such contact of this child
    """
    book, today = handbook(), day_of(now)
    names = [str(named), str(derived_id(named, "episode"))] if named else []
    rows = history(subject, names, by, tables=tuple(LINES))
    if not rows["this"]:
        raise access.NotAllowed(NO_SUCH if named else NONE_WAITS)
    contact = UUID(rows["this"][0]["id"])
    here = [row for row in rows["contact"] if row["id"] == str(contact) or (row["occasion"] and row["this"])]
    mine = next((row for row in here if row["about_id"] == str(subject)), None)
    if mine is None:
        raise access.NotAllowed(NO_SUCH)
    calendar = _calendar(rows["closure"])
    people = {UUID(row["about_id"]): _member(row, today) for row in rows["person"]}
    children = tuple(people[UUID(row["about_id"])] for row in sorted(here, key=lambda row: row is not mine))
    about = tuple(member.id for member in children)
    written_down = list(_entries(subject, mine, by))
    entries = [plain(row) for row in written_down]
    received = [entry for entry in entries if entry.step == RECEIVED]
    first = next(entry for entry in reversed(received) if entry.about == subject)
    form = form_of(book.steps[RECEIVED])
    own = {name for name, question in form.all_questions().items() if question.own}
    open_ = not mine["decided_on"]
    runs = {run["entry_id"]: run for run in rows["run"] if run["clock"] == "front_door.answer_due"}
    decision = next((run for run in rows["run"] if run["clock"] == "front_door.decision_due"), None)
    asked = tuple(_asked(rows["enquiry"], entries, runs, now=now, calendar=calendar, book=book))
    came = dt.date.fromisoformat(mine["contact_on"])
    rule = book.law.rule(WINDOW, on=came)
    window = str(rule.limit) if rule else ""
    since = rule.limit.before(came, calendar) if rule and rule.limit else dt.date.min
    directions = [entry for entry in entries if entry.step == DIRECTED]
    state = _State(mine, bool([one for one in asked if not one.answered]), first.root or first.id)
    return Worry(
        contact=contact, entry=first.root or first.id, about=children, told=_without(written(first), own),
        own=tuple(
            (people[entry.about], _only(written(entry), own))
            for entry in sorted(
                {e.about: e for e in received if e.about in people}.values(), key=lambda entry: about.index(entry.about)
            )
        ),
        missing=tuple(_missing({**first.answers, "consent": mine["consent"]}, rows["person"], about)),
        urgent=first.get("urgent") == "yes",
        consent=_consent(mine, entries, book),
        referrer=", ".join(filter(None, (first.get("referrer", ""), first.get("referrer_role", "")))),
        reached=first.get("referrer_contact", ""),
        limit=limit_of(decision, now=now, calendar=calendar, book=book) if open_ and decision else None,
        family=tuple(people.values()), not_opened=sum(row["n"] for row in rows["closed"]),
        past=tuple(past(rows, people, contact, book)),
        counts=tuple(how_often(rows["contact"], mine, people, since=since, window=window, book=book)),
        window=window, asked=asked,
        direction=str(directions[-1].get("direction", "")) if directions else "",
        stage=rows["episode"][0]["stage"] if rows["episode"] else "",
        decided=said(book.steps[DECIDED], "outcome", mine["outcome"]) if mine["outcome"] else "",
        known={UUID(row["about_id"]): _known(row) for row in rows["person"] if UUID(row["about_id"]) in about},
        left=tuple(not_dealt_with(rows, people, book)),
        waiting=tuple(people[UUID(row["about_id"])] for row in here if not row["decided_on"]),
        papers=tuple(_sent_with(written_down, subject)),
        moves=tuple(moves(state, about, state.out, by=by, book=book)),
    )  # fmt: skip


class _State:
    """Where a contact stands, as `_moves` asks."""

    def __init__(self, row: Mapping[str, Any], out: bool, entry: UUID) -> None:
        self.decided_on, self.referrer_told_on = row["decided_on"], row["referrer_told_on"]
        self.consent = row["consent"]
        self.entry_id, self.out = entry, out
        self.stage = COLUMNS[0]


def _entries(subject: UUID, row: Mapping[str, Any], by: access.Actor) -> "QuerySet[models.Entry]":
    """The contact's own entries for each child, and what was directed, asked, answered and decided about this one."""
    occasion = Q(occasion=row["occasion"]) if row["occasion"] else Q()
    these = (occasion & Q(step=RECEIVED)) if row["occasion"] else Q(about=subject, step=RECEIVED)
    episode = Q(
        about=subject, step__in=(DIRECTED, CONSENT, ASKED, ANSWERED, DECIDED), happened_on__gte=row["contact_on"]
    )
    withdrawn = models.Entry.objects.filter(about=subject, step=documents.STEP, answers__has_key=WITHDRAWN)
    papers = Q(about=subject, step=documents.STEP, happened_on=row["contact_on"])
    papers &= ~Q(pk__in=withdrawn.values("corrects"))
    corrections = Q(corrects__in=models.Entry.objects.filter(these).values("pk"))
    rows = models.Entry.objects.filter(these | episode | papers | corrections).select_related("occasion")
    return open_to(rows, by).order_by("known_at", "position")


def _sent_with(rows: Sequence[models.Entry], subject: UUID) -> Iterator[tuple[UUID, str]]:
    """The documents that a partner sent with the contact: on this child's record, under the key of the contact."""
    keys = {row.key for row in rows if row.step == RECEIVED and row.about_id == subject}
    for row in rows:
        if row.step == documents.STEP and row.key in keys and row.answers:
            yield documents.paper_of(row.pk), str(row.answers["title"])


def _asked(
    rows: Sequence[Mapping[str, Any]], entries: Sequence[Any], runs: Mapping[str, Mapping[str, Any]], *,
    now: dt.datetime, calendar: Calendar, book: Handbook,
) -> Iterator[Asked]:  # fmt: skip
    questions = {str(entry.root): entry for entry in entries if entry.step == ASKED}
    answers = {str(entry.get("enquiry")): entry for entry in entries if entry.step == ANSWERED}
    decided = next((entry for entry in reversed(entries) if entry.step == DECIDED), None)
    for row in sorted(rows, key=lambda row: row["asked_at"]):
        question, answer = questions.get(row["id"]), answers.get(row["id"])
        run = runs.get(str(question.id)) if question else None
        asked = moment(row["asked_at"])
        assert asked is not None
        yield Asked(
            row["id"], said(book.steps[ASKED], "partner", row["partner"]), asked, moment(row["answered_at"]),
            limit_of(run, now=now, calendar=calendar, book=book) if run and not row["answered_at"] else None,
            question.get("question", "") if question else "", answer.get("answer", "") if answer else "",
            said(book.steps[ASKED], "rag", question.get("rag", "")) if question else "",
            bool(answer and decided and answer.known > decided.known and answer.day >= decided.day),
        )  # fmt: skip


def _consent(row: Mapping[str, Any], entries: Sequence[Any], book: Handbook) -> str:
    """How consent stands; and who settled it since the contact, when, and why."""
    stands = said(book.steps[RECEIVED], "consent", row["consent"])
    settled = next((entry for entry in reversed(entries) if entry.step == CONSENT), None)
    if settled is None or settled.get("consent") != row["consent"]:
        return stands
    asked = " asked ".join(filter(None, (settled.get("asked_by", ""), settled.get("asked_of", ""))))
    why = settled.get("consent_why", "")
    return ". ".join(filter(None, (f"{stands} ({spoken(settled.day)})", asked, why.rstrip(".")))) + "."


def _known(row: Mapping[str, Any]) -> dict[str, Any]:
    """Name and dates of a child, to look for others like it."""
    dates = {name: dt.date.fromisoformat(row[name]) if row[name] else None for name in ("born_on", "expected_on")}
    return {name: row[name] for name in ("given", "surname", "known_as")} | dates


def _missing(answers: Mapping[str, Any], people: Sequence[Mapping[str, Any]], about: Sequence[UUID]) -> Iterator[str]:
    """What the worry does not say, and what we do not know of the children."""
    form = form_of(handbook().steps[RECEIVED])
    for name, question in form.all_questions().items():
        if name.startswith(OF_THE_POLICE) and answers.get("source_code") != POLICE:
            continue
        if not question.own and answers.get(name) in (None, "", []) and not name.endswith("_why"):
            yield str(question.label)
    if answers.get("consent") == "not_yet":
        yield "Consent has not been asked for yet"
    for row in people:
        if UUID(row["about_id"]) in about and not (row["born_on"] or row["expected_on"]):
            yield f"Date of birth of {row['known_as'] or row['given']} {row['surname']}".strip()


def _only(told: Written, own: set[str]) -> Written:
    kept = ((title, tuple(row for row in rows if row[0] in own)) for title, rows in told.sections)
    return dataclasses.replace(told, sections=tuple((title, rows) for title, rows in kept if rows))


def _without(told: Written, own: set[str]) -> Written:
    kept = ((title, tuple(row for row in rows if row[0] not in own)) for title, rows in told.sections)
    return dataclasses.replace(told, sections=tuple((title, rows) for title, rows in kept if rows))


def _member(row: Mapping[str, Any], today: dt.date) -> Member:
    child = child_of(UUID(row["about_id"]), row, row["number"], today=today)
    return Member(child.id, child.name, child.age)


def _calendar(rows: Sequence[Mapping[str, Any]]) -> Calendar:
    closures = [
        Closure(dt.date.fromisoformat(row["day"]), row["working"], dt.datetime.fromisoformat(row["known_at"]))
        for row in rows
    ]
    return Rules(Law.read(), (), closures).calendar()
