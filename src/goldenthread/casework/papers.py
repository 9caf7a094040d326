"""The forms and documents of one record, by kind, the newest first; the drafts that are open; who has looked."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, Q, Subquery

from goldenthread.casework import access, duties
from goldenthread.casework.chronology import kind_of, said
from goldenthread.casework.duties import Duty
from goldenthread.casework.heads import Head, Worker, head_of, read
from goldenthread.casework.lights import Light, by_root, light_entries
from goldenthread.casework.network import Network
from goldenthread.casework.standing import members_of
from goldenthread.language import Handbook, handbook
from goldenthread.record import models

A_KIND = 20
A_PAGE = 50


@dataclasses.dataclass(frozen=True)
class Form:
    """A form that was completed."""

    entry: UUID
    title: str
    day: dt.date
    author: str
    corrected: bool


@dataclasses.dataclass(frozen=True)
class Kind:
    """The forms of one pathway, newest first; `more` are further back, in the chronology."""

    key: str
    label: str
    forms: Sequence[Form]
    more: int


@dataclasses.dataclass(frozen=True)
class Begun:
    """A form that somebody has begun and not completed."""

    id: UUID
    step: str
    title: str
    by: str
    changed: dt.datetime


@dataclasses.dataclass(frozen=True)
class Document:
    """A document kept with an entry; title: what it is, as was last said."""

    id: UUID
    title: str
    name: str
    kind: str
    size: int
    day: dt.date
    entry: UUID


@dataclasses.dataclass(frozen=True)
class Papers:
    """Everything written about a child, to be found again in one place."""

    head: Head
    kinds: Sequence[Kind]
    drafts: Sequence[Begun]
    documents: Sequence[Document]
    more_documents: int


def papers(subject: UUID, actor: access.Actor, now: dt.datetime, *, as_known: dt.datetime | None = None) -> Papers:
    """Forms, drafts and documents of a record: six queries. As known on a day, it has no drafts: these are now's.

    :raises NotAllowed: where there is no need to know
    """
    book = handbook()
    members = members_of(subject, actor)
    known = by_root(light_entries(members, known=as_known)).values()
    standing = [versions for versions in known if not versions[-1].withdrawn]
    withdrawn = [versions[0].id for versions in known if versions[-1].withdrawn]
    drafts = (
        models.Draft.objects.filter(models.Draft.OPEN, about__in=members.ids, compartment__in=members.compartments)
        .select_related("begun_by")
        .order_by("-changed_at")
        .distinct()
    )
    versions = models.Entry.objects.filter(Q(pk=OuterRef("entry")) | Q(corrects=OuterRef("entry")))
    if as_known:
        versions = versions.filter(known_at__lte=as_known)
    stored = (
        models.Paper.objects.filter(entry__about__in=members.ids, entry__compartment__in=members.compartments)
        .exclude(entry__in=withdrawn)
        .annotate(title=Subquery(versions.order_by("-known_at", "-position").values("answers__title")[:1]))
        .order_by("-entry__happened_on", "name")
        .values_list("id", "title", "name", "kind", "size", "entry__happened_on", "entry_id")
    )
    if as_known:
        stored, drafts = stored.filter(entry__known_at__lte=as_known), drafts.none()
    documents = [Document(*row) for row in stored[: 4 * A_PAGE + 1]]
    return Papers(
        head=head_of(read(subject, actor, now, as_known=as_known, members=members)),
        kinds=_kinds(standing, book),
        drafts=[
            Begun(draft.pk, draft.step, book.steps[draft.step].label, draft.begun_by.name, draft.changed_at)
            for draft in drafts[:A_PAGE]
            if draft.step in book.steps
        ],
        documents=documents[: 4 * A_PAGE],
        more_documents=max(0, len(documents) - 4 * A_PAGE),
    )


def _kinds(standing: Sequence[Sequence[Light]], book: Handbook) -> list[Kind]:
    found: dict[str, list[Form]] = {}
    for versions in sorted(standing, key=lambda kept: (kept[-1].day, kept[-1].known), reverse=True):
        light = versions[-1]
        step = book.steps.get(light.step)
        if step is not None and step.form is not None:
            found.setdefault(kind_of(light.step, book), []).append(
                Form(light.id, said(light.step, book), light.day, light.author, len(versions) > 1)
            )
    labels = {pathway.key: pathway.label or pathway.__name__ for pathway in book.pathways}
    lifelong = {pathway.key for pathway in book.pathways if pathway.lifelong}
    order = sorted(found, key=lambda key: (key in lifelong, -found[key][0].day.toordinal()))
    return [Kind(key, labels.get(key, key), found[key][:A_KIND], max(0, len(found[key]) - A_KIND)) for key in order]


@dataclasses.dataclass(frozen=True)
class DutiesPage:
    """Every limit that ever ran for a child, every sign-off that waits, every promise."""

    head: Head
    duties: Sequence[Duty]


def duties_page(
    subject: UUID, actor: access.Actor, now: dt.datetime, *, as_known: dt.datetime | None = None
) -> DutiesPage:
    """Everything due on a record, ever: three queries.

    :raises NotAllowed: where there is no need to know
    """
    reading = read(subject, actor, now, as_known=as_known, parts=duties.parts(still=False), others=[duties.CLOSURES])
    return DutiesPage(head_of(reading), duties.duties(reading.stood, now=reading.moment, book=handbook()))


@dataclasses.dataclass(frozen=True)
class PeoplePage:
    """A child's family and network, and who works with the child."""

    head: Head
    network: Network
    workers: Sequence[Worker]


def people_page(
    subject: UUID, actor: access.Actor, now: dt.datetime, *, as_known: dt.datetime | None = None
) -> PeoplePage:
    """A child's people: three queries.

    :raises NotAllowed: where there is no need to know
    """
    reading = read(subject, actor, now, as_known=as_known)
    head = head_of(reading)
    return PeoplePage(head, reading.network, head.workers)


@dataclasses.dataclass(frozen=True)
class Look:
    """Somebody opened a page of the record."""

    who: str
    post: str
    when: dt.datetime
    page: str
    why: str


@dataclasses.dataclass(frozen=True)
class Looks:
    """One page of who has looked, the newest first; or of the lists that named this child."""

    head: Head
    looks: Sequence[Look]
    number: int
    page: int
    pages: int


def who_has_looked(
    subject: UUID, actor: access.Actor, now: dt.datetime, *, as_known: dt.datetime | None = None, page: int = 1
) -> Looks:
    """Who opened a record, in which post, when, which page, and by which need to know: five queries.

    :raises NotAllowed: where there is no need to know
    """
    members = members_of(subject, actor)
    rows = models.Look.objects.filter(about__in=members.ids, **({"at__lte": as_known} if as_known else {}))
    number = rows.count()
    pages = max(1, -(-number // A_PAGE))
    page = min(max(1, page), pages)
    here = rows.order_by("-at", "-id").values_list(
        "worker__name", "post__title", "post__team__name", "at", "page", "why"
    )[(page - 1) * A_PAGE : page * A_PAGE]
    looks = [
        Look(who, ", ".join(filter(None, (title, team))), at, address, why)
        for who, title, team, at, address, why in here
    ]
    return Looks(head_of(read(subject, actor, now, as_known=as_known, members=members)), looks, number, page, pages)


def who_was_shown(
    subject: UUID, actor: access.Actor, now: dt.datetime, *, as_known: dt.datetime | None = None, page: int = 1
) -> Looks:
    """The lists and searches that named this child, to whom, when and where; never what they had searched for.

    A page beyond the last is the first. Four queries.

    :raises NotAllowed: where there is no need to know
    """
    members = members_of(subject, actor)
    rows = _lists(members.ids, as_known, page)
    if not rows and page > 1:
        page, rows = 1, _lists(members.ids, as_known, 1)
    number = rows[0][-1] if rows else 0
    looks = [
        Look(who, ", ".join(filter(None, (title, team))), at, address, "") for who, title, team, at, address, _ in rows
    ]
    head = head_of(read(subject, actor, now, as_known=as_known, members=members))
    return Looks(head, looks, number, page, max(1, -(-number // A_PAGE)))


def _lists(members: Sequence[UUID], known: dt.datetime | None, page: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(LISTS, [list(members), known, (max(page, 1) - 1) * A_PAGE, A_PAGE])
        return cursor.fetchall()


LISTS = """
select worker.name, post.title, team.name, listed.at, listed.page, listed.of_all
from second_lock.listed(%s::uuid[], %s, %s, %s) listed join record_worker worker on worker.id = listed.worker_id
left join record_post post on post.id = listed.post_id left join record_team team on team.id = post.team_id
order by listed.at desc, listed.id desc
"""
