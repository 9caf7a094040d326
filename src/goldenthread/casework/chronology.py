"""The chronology: what happened, in the order in which it happened, each entry as it was asked and by whom."""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import CharField, OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from goldenthread.casework import access
from goldenthread.casework.heads import Head, head_of, read
from goldenthread.casework.lights import Light, by_root, light_entries
from goldenthread.casework.network import Spoken
from goldenthread.casework.occasions import sharers
from goldenthread.casework.replay import in_order
from goldenthread.casework.standing import Members, members_of
from goldenthread.casework.telling import Told, told
from goldenthread.casework.weighing import WEIGHS, weighings
from goldenthread.language import Handbook, handbook
from goldenthread.record import models

A_PAGE = 50
# What is said in more words than this is somebody's own account of it; in fewer it may be a choice of a list.
A_CHOICE = 6


@dataclasses.dataclass(frozen=True)
class Line:
    """One thing that happened: as it is now held to be, with what was said of it before.

    withdrawn: it should not have been recorded, and is struck through. with_whom: others who share the occasion.
    means: what somebody said that it means for the child. brought_by: the entry on this page that brought this one with
    it; shortened: what is said there in as many words is left out here.
    """

    now: Told
    before: Sequence[Told] = ()
    withdrawn: bool = False
    with_whom: Sequence[str] = ()
    not_named: int = 0
    position: int = 0
    means: Told | None = None
    brought_by: Told | None = None
    shortened: bool = False


@dataclasses.dataclass(frozen=True)
class Chronology:
    """One page of what happened. Counts are of what this person may open."""

    head: Head
    lines: Sequence[Line]
    kinds: Sequence[tuple[str, str, int]]
    years: Sequence[tuple[int, int]]
    year: int | None
    found: int
    all_of_them: int
    page: int
    pages: int
    weighed: int = 0


@dataclasses.dataclass(frozen=True)
class Asked:
    """Which part of a chronology: kinds (pathways), turning points, a period, words in it, a year, a page, or what was
    analysed alone.
    """

    kinds: Collection[str] = ()
    major_only: bool = False
    since: dt.date | None = None
    until: dt.date | None = None
    words: str = ""
    year: int | None = None
    page: int = 1
    oldest_first: bool = False
    whole: bool = False
    analysed: bool = False


def chronology(
    subject: UUID,
    actor: access.Actor,
    now: dt.datetime,
    asked: Asked | None = None,
    *,
    as_known: dt.datetime | None = None,
) -> Chronology:
    """What happened, in five queries however long the record. Only what the actor may open is read, or counted.

    :raises NotAllowed: where there is no need to know
    """
    asked = asked or Asked()
    book = handbook()
    members = members_of(subject, actor)
    everything = light_entries(members, words=asked.words, known=as_known)
    versions = by_root(everything)
    latest = {kept[-1].id: root for root, kept in versions.items()}
    by_id = {light.id: light for light in everything}
    standing = [light for light in everything if light.id in latest and light.step not in WEIGHS]
    ordered = [by_id[e.id] for e in in_order([light.plain(latest[light.id]) for light in standing])]
    weighed = weighings(versions)
    chosen = [light for light in ordered if _wanted(light, versions[latest[light.id]], asked, book)]
    if asked.analysed:
        chosen = [light for light in chosen if latest[light.id] in weighed]
    years = sorted(Counter(light.day.year for light in chosen).items(), reverse=True)
    if asked.year is not None:
        chosen = [light for light in chosen if light.day.year == asked.year]
    if not asked.oldest_first:
        chosen.reverse()
    pages = 1 if asked.whole else max(1, -(-len(chosen) // A_PAGE))
    page = min(max(1, asked.page), pages)
    here = chosen if asked.whole else chosen[(page - 1) * A_PAGE : page * A_PAGE]
    means = {light.id: weighed[latest[light.id]].id for light in here if latest[light.id] in weighed}
    stored = stored_entries([*(one.id for light in here for one in versions[latest[light.id]]), *means.values()])
    named = {about for entry in stored.values() for about in entry.sharers} | people_in(stored.values())  # type: ignore[attr-defined]
    reading = read(subject, actor, now, as_known=as_known, named=named - set(members.ids), members=members)
    said_of = {light.id: f"{said(light.step, book)}, {light.day.day} {light.day:%B %Y}" for light in everything}
    lines = {
        latest[light.id]: dataclasses.replace(
            line_of(versions[latest[light.id]], stored, members, reading.people, said_of, book),
            means=told(stored[means[light.id]], book=book, people=reading.people, said_of=said_of)
            if light.id in means
            else None,
        )
        for light in here
    }
    return Chronology(
        head=head_of(reading),
        lines=[_after_what_brought_it(line, versions[root][0], lines, versions) for root, line in lines.items()],
        kinds=_kinds(ordered, book),
        years=years,
        year=asked.year,
        found=len(chosen),
        all_of_them=len(ordered),
        weighed=len(weighed),
        page=page,
        pages=pages,
    )


def _wanted(light: Light, versions: Sequence[Light], asked: Asked, book: Handbook) -> bool:
    step = book.steps.get(light.step)
    return (
        (not asked.kinds or kind_of(light.step, book) in asked.kinds)
        and (not asked.major_only or (step is not None and step.major))
        and (asked.since is None or light.day >= asked.since)
        and (asked.until is None or light.day <= asked.until)
        and (not asked.words or any(one.has_words for one in versions))
    )


def _after_what_brought_it(
    line: Line, first: Light, lines: Mapping[UUID, Line], versions: Mapping[UUID, Sequence[Light]]
) -> Line:
    """A line without what the one that it was recorded with says already. first: how it was first recorded."""
    by = lines.get(first.follows) if first.follows else None
    if by is None or first.follows is None or versions[first.follows][0].known != first.known:
        return line
    there = {said for _, said in by.now.answers if len(said.split()) > A_CHOICE}
    own = tuple((asked, said) for asked, said in line.now.answers if said not in there)
    shortened = len(own) < len(line.now.answers)
    return dataclasses.replace(
        line, now=dataclasses.replace(line.now, answers=own), brought_by=by.now, shortened=shortened
    )


def kind_of(key: str, book: Handbook) -> str:
    step = book.steps.get(key)
    return step.pathway.key if step else key.partition(".")[0]


def said(key: str, book: Handbook) -> str:
    step = book.steps.get(key)
    return (step.said or step.label) if step else key.rpartition(".")[2].replace("_", " ").capitalize()


def _kinds(ordered: Iterable[Light], book: Handbook) -> list[tuple[str, str, int]]:
    """The kinds of entry that there are: key, words, how many."""
    counts = Counter(kind_of(light.step, book) for light in ordered)
    labels = {pathway.key: pathway.label or pathway.__name__ for pathway in book.pathways}
    return sorted(((key, labels.get(key, key), many) for key, many in counts.items()), key=lambda kind: -kind[2])


def stored_entries(ids: Collection[UUID], *, whose: Collection[UUID] | None = None) -> dict[UUID, models.Entry]:
    """Entries whole, with their occasion, author and post, and whose else the occasion was. Two queries.

    whose: whom their occasion was about, where the page has asked already. One query.
    """
    number = Coalesce(*(KeyTextTransform("worker_id", OuterRef(where)) for where in ("answers", "occasion__shared")))
    named = models.Worker.objects.annotate(number=Cast("pk", CharField())).filter(number=number)
    rows = models.Entry.objects.filter(pk__in=list(ids)).annotate(worker_named=Subquery(named.values("name")[:1]))
    found: dict[UUID, models.Entry] = {
        row.pk: row for row in rows.select_related("occasion", "post__team", "acting_for", "source", "worker")
    }
    shared = {row.occasion_id for row in found.values() if row.occasion_id}
    of = sharers(shared) if whose is None else dict.fromkeys(shared, whose)
    for row in found.values():
        row.sharers = of[row.occasion_id] if row.occasion_id else []  # type: ignore[attr-defined]
    return found


def people_in(entries: Iterable[models.Entry]) -> set[UUID]:
    """People whom answers name by their id."""
    found = set()
    for entry in entries:
        for value in (entry.answers or {}).values():
            if isinstance(value, str) and len(value) == 36:
                try:
                    found.add(UUID(value))
                except ValueError:
                    continue
    return found


def line_of(
    versions: Sequence[Light],
    stored: Mapping[UUID, models.Entry],
    members: Members,
    people: Mapping[UUID, Spoken],
    said_of: Mapping[UUID, str],
    book: Handbook,
) -> Line:
    tellings = [told(stored[one.id], book=book, people=people, said_of=said_of) for one in versions]
    withdrawn = versions[-1].withdrawn
    # A correction stands alone; what it corrects may have been said of several children at once.
    sharers = {about for one in versions for about in stored[one.id].sharers}  # type: ignore[attr-defined]
    others = sharers - set(members.ids)
    named = [people[about].name for about in others if about in people and not people[about].held]
    return Line(
        # What was withdrawn is told as it was said, with why it was withdrawn before it.
        now=tellings[-2] if withdrawn and len(tellings) > 1 else tellings[-1],
        before=[tellings[-1], *tellings[:-2]] if withdrawn and len(tellings) > 1 else tellings[:-1],
        withdrawn=withdrawn,
        with_whom=sorted(named),
        not_named=len(others) - len(named),
        position=versions[-1].position,
    )
