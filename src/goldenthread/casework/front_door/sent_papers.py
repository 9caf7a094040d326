"""Documents that go with what a partner sends: added while it is written, on each child's record once it is sent."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from goldenthread.casework import access, documents
from goldenthread.casework.acts import Act, CannotRecord
from goldenthread.record.models import Entry, PartnerPaper, PartnerReferral

MOST = 10
OTHER = "other"
TOO_MANY = f"{MOST} documents go with one referral at most. Put some of them together in one file."


@dataclasses.dataclass(frozen=True)
class Attached:
    """One document, as its sender named it."""

    id: int
    title: str
    name: str
    size: int


def attached(referral: UUID) -> list[Attached]:
    """What goes with a referral. One query."""
    rows = PartnerPaper.objects.filter(referral=referral)
    return [Attached(row.pk, row.title, row.name, row.size) for row in rows.defer("text", "content")]


def attach(referral: PartnerReferral, *, title: str, name: str, content: bytes) -> None:
    """Let a document go with a referral that is being written, whose row is locked.

    :raises Refused: if the file is not of a kind, a size or a content that is kept
    :raises CannotRecord: if there are too many
    """
    if PartnerPaper.objects.filter(referral=referral).count() >= MOST:
        raise CannotRecord(TOO_MANY)
    file = documents.look_at(name, content)
    PartnerPaper.objects.create(
        referral=referral, title=title or file.name, name=file.name, kind=file.kind, size=file.size,
        digest=file.digest, content=content, text=file.text,
    )  # fmt: skip


def take_away(referral: PartnerReferral, paper: int) -> None:
    """Let a document no longer go with what is being written."""
    PartnerPaper.objects.filter(referral=referral, pk=paper).delete()


def acts(
    papers: Sequence[PartnerPaper], about: Iterable[UUID], *, by: access.Actor, today: dt.date, right: str
) -> Iterator[Act]:
    """The entries that put each document on each child's record, by right of the step that brings them."""
    for subject in about:
        for paper in papers:
            said = {"title": paper.title, "sort": OTHER, "source": f"{by.name}, {by.team_name}"}
            yield Act(documents.STEP, subject, today, {**said, **_file(paper).said}, by_right_of=right)


def put_on_record(key: str, papers: Sequence[PartnerPaper]) -> None:
    """Let the entries that were made under this key hand out their documents, which are on the record from now on."""
    files = {bytes(paper.digest).hex(): _file(paper) for paper in papers}
    with access.working_out():
        for entry in Entry.objects.filter(key=key, step=documents.STEP):
            documents.put_on_record(entry.pk, files[(entry.answers or {})["digest"]])
    for paper in papers:
        documents.put_away(_file(paper), bytes(paper.content))
    PartnerPaper.objects.filter(pk__in=[paper.pk for paper in papers]).update(content=b"", text="")


def _file(paper: PartnerPaper) -> documents.LookedAt:
    return documents.LookedAt(paper.name, paper.kind, paper.size, bytes(paper.digest), paper.text)
