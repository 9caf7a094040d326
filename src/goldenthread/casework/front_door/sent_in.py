"""What partners send in by their form: kept while they write it, then a contact for each child, and what came of it.

Whoever sends it reads nothing of what we know: the children it names are new to the record, and the front door finds
out whether they are. What they see afterwards is what they sent, when it is decided, and what they were told.

Source: Hull Cabinet report, 22 March 2021, 3.1, 3.3 and 9.6: one route in, drafts, and the status back to the referrer.
"""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from goldenthread.blocks.days import Around
from goldenthread.blocks.items import Item
from goldenthread.blocks.partner_referral import Page, PartnerReferral
from goldenthread.casework import access, gathering
from goldenthread.casework.acts import Act, CannotRecord, Shared, new_subject
from goldenthread.casework.filling import as_checked, as_sent, as_shown
from goldenthread.casework.front_door import sent_papers
from goldenthread.casework.front_door.words import BY_FORM, RECEIVED, TOLD
from goldenthread.casework.people.registering import ADDRESSED, NO_LINES, REGISTERED, RELATED, mirror_of
from goldenthread.casework.recording import record
from goldenthread.casework.replay import WITHDRAWN
from goldenthread.facts.models import Contact
from goldenthread.language import derived_id, handbook
from goldenthread.record.models import ClockRun, Entry, Subject
from goldenthread.record.models import PartnerReferral as Row
from goldenthread.timekeeping import day_of

PAGES = PartnerReferral.pages
UNBORN = "unborn"
DECISION_DUE = "front_door.decision_due"
# The decision follows the contact, the answer follows either, and each may be put right.
FROM_CONTACT_TO_ANSWER = 3
NO_FRONT_DOOR = "Nobody here takes referrals at this hour. Ring us. What you wrote is kept."
SENT_AS_IT_STANDS = "This was sent, and stands as you sent it. To add to it, ring us."


class NotReady(Exception):
    """Something is missing or wrong; `form` says what, and where."""

    def __init__(self, form: PartnerReferral) -> None:
        super().__init__("Something is missing or wrong.")
        self.form = form


class NoSuchReferral(Exception):
    """There is none of this address that was begun in this person's post."""


@dataclasses.dataclass(frozen=True)
class Written:
    """A referral as it stands: each answer as it was typed."""

    id: UUID
    typed: Mapping[str, Any]
    begun_at: dt.datetime
    changed_at: dt.datetime
    sent_at: dt.datetime | None

    @property
    def key(self) -> str:
        """The one-time key under which it is recorded: sent twice, it is one referral."""
        return f"partner/{self.id}"

    @property
    def reference(self) -> str:
        """By which both sides speak of it on the telephone."""
        return self.id.hex[:8].upper()

    @property
    def children(self) -> tuple[str, ...]:
        """The children, as they were named."""
        said = PartnerReferral.children.said_in(self.typed)
        return tuple(" ".join(filter(None, (one.get("given"), one.get("surname")))) for one in said)

    def shown(self, page: Page, *, today: dt.date) -> PartnerReferral:
        """One page of it, as it was typed and with nothing said about it."""
        return PartnerReferral(page=page, today=today, initial={n: as_shown(v) for n, v in self.typed.items()})

    def checked(self, page: Page | None = None, *, today: dt.date) -> PartnerReferral:
        """One page of it, or the whole, with what is wrong."""
        return PartnerReferral(as_checked(self.typed), page=page, today=today, around=Around(today, today))


@dataclasses.dataclass(frozen=True)
class CameOfIt:
    """What became of one that was sent. due: when it is to be decided. stands: not withdrawn since."""

    due: dt.date | None = None
    decided_on: dt.date | None = None
    told_on: dt.date | None = None
    stands: bool = True


def begin(*, by: access.Actor, at: dt.datetime) -> UUID:
    """A new referral, in this person's post."""
    row = Row.objects.create(id=uuid.uuid4(), worker_id=by.worker, post_id=by.post, begun_at=at, changed_at=at)
    return row.pk


def written(referral: UUID, *, by: access.Actor) -> Written:
    """One referral of this person's post.

    :raises NoSuchReferral: if there is none
    """
    row = Row.objects.filter(pk=referral, post=by.post).first()
    if row is None:
        raise NoSuchReferral
    return _plain(row)


def all_of(by: access.Actor) -> tuple[list[Written], list[Written]]:
    """What this person's post is writing, the last touched first, and what it sent, the last first. Two queries."""
    rows = Row.objects.filter(post=by.post)
    begun, sent = rows.filter(sent_at=None).order_by("-changed_at"), rows.exclude(sent_at=None).order_by("-sent_at")
    return [_plain(row) for row in begun], [_plain(row) for row in sent]


def keep(referral: UUID, page: Page, data: Any, *, by: access.Actor, at: dt.datetime) -> Written:
    """Keep what was typed on a page, half-typed answers as well.

    :raises NoSuchReferral: if there is none
    :raises CannotRecord: if it was sent meanwhile
    """
    with transaction.atomic():
        row = _still_written(referral, by=by)
        questions = PartnerReferral.all_questions()
        sent = {name: as_sent(questions[name], name, data) for name in PartnerReferral.named(page.asks)}
        row.typed = {name: value for name, value in (row.typed | sent).items() if value not in (None, "", [])}
        row.changed_at = at
        row.save(update_fields=["typed", "changed_at"])
    return _plain(row)


def attach(referral: UUID, *, title: str, name: str, content: bytes, by: access.Actor) -> None:
    """Let a document go with it.

    :raises NoSuchReferral: if there is none
    :raises Refused: if the file is not of a kind, a size or a content that is kept
    :raises CannotRecord: if it was sent meanwhile, or too many go with it
    """
    with transaction.atomic():
        sent_papers.attach(_still_written(referral, by=by), title=title, name=name, content=content)


def take_away(referral: UUID, paper: int, *, by: access.Actor) -> None:
    """Let a document no longer go with it.

    :raises NoSuchReferral: if there is none
    :raises CannotRecord: if it was sent meanwhile
    """
    with transaction.atomic():
        sent_papers.take_away(_still_written(referral, by=by), paper)


def _still_written(referral: UUID, *, by: access.Actor) -> Row:
    row = _unsent(referral, by=by)
    if row is None:
        raise CannotRecord(SENT_AS_IT_STANDS)
    return row


def _unsent(referral: UUID, *, by: access.Actor) -> Row | None:
    """One that was not sent, held so that nobody else changes it until this transaction ends; none, once it was."""
    written(referral, by=by)
    return Row.objects.select_for_update().filter(pk=referral, sent_at=None).first()


def throw_away(referral: UUID, *, by: access.Actor) -> None:
    """Throw away what was not sent. One that was sent stays."""
    Row.objects.filter(pk=referral, post=by.post, sent_at=None).delete()


def send(referral: UUID, *, by: access.Actor, now: dt.datetime) -> None:
    """Make it a contact for each child, with the team that takes contacts at this hour. Sent twice, it is sent once.

    :raises NoSuchReferral: if there is none
    :raises NotReady: if something is missing or wrong
    :raises CannotRecord: if nobody takes contacts at this hour
    """
    with transaction.atomic():
        row = _unsent(referral, by=by)
        if row is None:
            return
        held = _plain(row)
        form = held.checked(today=day_of(now))
        if not form.is_valid():
            raise NotReady(form)
        team = access.team_on_duty(at=now)
        if team is None:
            raise CannotRecord(NO_FRONT_DOOR)
        said = form.answers()
        children = PartnerReferral.children.said_in(said)
        shared = _shared(said, by)
        about = [new_subject(held.key, nth) for nth in range(len(children))]
        papers = list(row.papers.all())
        acts = _acts(about, children, said, shared if len(children) == 1 else {}, team=team, now=now)
        with_them = sent_papers.acts(papers, about, by=by, today=day_of(now), right=RECEIVED)
        occasion = Shared(shared, steps=(RECEIVED,)) if len(children) > 1 else None
        record(*acts, *with_them, by=by, key=held.key, today=day_of(now), occasion=occasion)
        sent_papers.put_on_record(held.key, papers)
        row.sent_at = row.changed_at = now
        row.save(update_fields=["sent_at", "changed_at"])


def _shared(said: Mapping[str, Any], by: access.Actor) -> dict[str, Any]:
    """What all children share of the contact: the answers that its form asks under the same name."""
    form = handbook().steps[RECEIVED].form
    assert form is not None
    asked = {name for name, question in form.all_questions().items() if not question.own}
    return {
        **{name: answer for name, answer in said.items() if name in asked},
        "how": BY_FORM, "referrer": f"{by.name}, {by.title}", "referrer_role": by.team_name,
    }  # fmt: skip


def _acts(
    about: Sequence[UUID], children: Sequence[Item], said: Mapping[str, Any], shared: Mapping[str, Any], *, team: int,
    now: dt.datetime,
) -> Iterator[Act]:  # fmt: skip
    """The contacts, then whom they are about: their names, home, and that they are brothers and sisters."""
    today, new = day_of(now), Subject.Kind.PERSON
    for subject, child in zip(about, children, strict=True):
        own = {name: child.get(name) for name in ("this_child", "childs_words") if child.get(name)}
        yield Act(RECEIVED, subject, now, {**shared, **own, "team": team}, new=new)
    for subject, child in zip(about, children, strict=True):
        yield Act(REGISTERED, subject, today, {**_named(child), "team": team}, by_right_of=RECEIVED)
        if said.get("home") or said.get("postcode"):
            home = {"kind": "home", "lines": said.get("home") or NO_LINES, "postcode": said.get("postcode", "")}
            yield Act(ADDRESSED, subject, today, home, by_right_of=RECEIVED)
    if said.get("siblings") == "yes":
        sex = {subject: child.get("sex", "") for subject, child in zip(about, children, strict=True)}
        for one in about:
            for other in (each for each in about if each != one):
                kind = mirror_of("brother or sister", sex=sex[other])
                yield Act(RELATED, one, today, {"other": str(other), "kind": kind}, by_right_of=RECEIVED)


def _named(child: Item) -> dict[str, str]:
    """Who a child is, as the partner knows it; an unborn child by the expected date."""
    said = {name: child.get(name) for name in ("given", "surname", "born_on", "expected_on", "sex")}
    if child.get("expected_on") and str(child.get("given")).casefold().startswith(UNBORN):
        del said["given"]
    return {name: str(value) for name, value in said.items() if value}


def came_of(sent: Iterable[Written]) -> dict[UUID, CameOfIt]:
    """What became of each that was sent, as far as whoever sent it may know. Three queries, whatever the size."""
    keys = {one.key: one.id for one in sent if one.sent_at}
    with access.working_out():
        contacts = _contacts(keys)
        by_episode = {str(derived_id(entry, "episode")): referral for entry, referral in contacts.items()}
        rows = list(Contact.now.filter(id__in=by_episode).order_by("row"))
        runs = ClockRun.now.filter(clock=DECISION_DUE, episode__in=by_episode).order_by("-due_on")
        due = {episode: on for episode, on in runs.values_list("episode", "due_on") if on}
    of: dict[UUID, list[Contact]] = {referral: [] for referral in keys.values()}
    for row in rows:
        of[by_episode[row.id]].append(row)
    return {referral: _came_of(here, due) for referral, here in of.items()}


def _contacts(keys: Mapping[str, UUID]) -> dict[UUID, UUID]:
    """The first entry of each contact, with the referral that made it."""
    entries = Entry.objects.filter(key__in=keys, step=RECEIVED, corrects=None)
    return {pk: keys[key] for pk, key in entries.values_list("pk", "key")}


def _came_of(contacts: Sequence[Contact], due: Mapping[str, dt.date]) -> CameOfIt:
    if not contacts:
        return CameOfIt(stands=False)
    decided = [row.decided_on for row in contacts]
    return CameOfIt(
        min((due[row.id] for row in contacts if row.id in due), default=None),
        max(day for day in decided if day) if all(decided) else None,
        max((row.referrer_told_on for row in contacts if row.referrer_told_on), default=None),
    )


def told(sent: Written) -> list[str]:
    """What its sender was told of it, each once: of answers that say which contact they belong to, and no other. The
    child may be spoken of by others on the same day, who were told more. Four queries.
    """
    with access.working_out():
        theirs = set(_contacts({sent.key: sent.id}))
        for _ in range(FROM_CONTACT_TO_ANSWER):
            hangs_on = Q(follows__in=theirs) | Q(corrects__in=theirs)
            theirs |= set(Entry.objects.filter(hangs_on).values_list("pk", flat=True))
        answers = Entry.objects.filter(pk__in=theirs, step=TOLD).select_related("occasion")
        latest = {one.root: one for one in map(gathering.plain, answers.order_by("known_at", "position"))}
    stands = (one for one in latest.values() if not one.get(WITHDRAWN))
    return [words for words in dict.fromkeys(str(one.get("told", "")) for one in stands) if words]


def _plain(row: Row) -> Written:
    return Written(row.pk, row.typed, row.begun_at, row.changed_at, row.sent_at)
