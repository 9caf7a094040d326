"""A document becomes an entry, which names its digest, and a file that is written once and never changed."""

import contextlib
import dataclasses
import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.module_loading import import_string

from goldenthread.casework import access
from goldenthread.casework.acts import Act
from goldenthread.casework.documents.kinds import KINDS, Refused, cleaned, kind_of
from goldenthread.casework.documents.words import words_in
from goldenthread.casework.recording import record
from goldenthread.casework.replay import WITHDRAWN
from goldenthread.casework.standing import members_of
from goldenthread.language import derived_id
from goldenthread.record import models

STEP = "person.document_added"


class NoSuchDocument(Exception):
    """There is none of this number on this record that this person may read."""


@dataclasses.dataclass(frozen=True)
class Kept:
    """A document as it is handed out."""

    name: str
    type: str
    content: bytes


@dataclasses.dataclass(frozen=True)
class LookedAt:
    """A file that may be kept: its name as it is shown, its kind, and the words found in it."""

    name: str
    kind: str
    size: int
    digest: bytes
    text: str

    @property
    def said(self) -> dict[str, str]:
        """What its entry says of the file itself."""
        return {"file": self.name, "digest": self.digest.hex()}


def look_at(name: str, content: bytes) -> LookedAt:
    """Whether a file may be kept.

    :raises Refused: if it is not of a kind, a size or a content that is kept
    """
    if len(content) > settings.LARGEST_DOCUMENT:
        raise Refused(too_large())
    name = cleaned(name)
    kind = kind_of(name, content)
    if settings.DOCUMENT_SCANNER and (found := import_string(settings.DOCUMENT_SCANNER)(content)):
        raise Refused(
            f"The file was refused by the virus scanner ({found}). Do not open it: tell your IT service desk."
        )
    return LookedAt(name, kind, len(content), hashlib.sha256(content).digest(), words_in(content, kind))


def put_away(file: LookedAt, content: bytes) -> None:
    """Keep what is in a file, once, under its digest."""
    _write_once(_place(file.digest.hex()), content)


def paper_of(entry: UUID) -> UUID:
    """The document that an entry hands out."""
    return derived_id(entry, "document")


def put_on_record(entry: UUID, file: LookedAt) -> None:
    """Let an entry hand out a file. The same entry holds one."""
    if not models.Paper.objects.filter(entry_id=entry).exists():
        models.Paper.objects.create(
            id=paper_of(entry), entry_id=entry, name=file.name, kind=file.kind, size=file.size,
            digest=file.digest, text=file.text,
        )  # fmt: skip


def add(
    subject: UUID,
    *,
    name: str,
    content: bytes,
    answers: Mapping[str, Any],
    actor: access.Actor,
    key: str,
    today: dt.date,
) -> UUID:
    """Keep a document on a record; its entry. The same press twice keeps one.

    :raises Refused: if the file is not of a kind, a size or a content that is kept
    :raises NotAllowed: if this person may not write in this record
    """
    access.require_open(actor, subject)
    file = look_at(name, content)
    with transaction.atomic():
        act = Act(STEP, subject, today, {**answers, **file.said})
        (entry,) = record(act, by=actor, key=key, today=today).entries
        put_on_record(entry, file)
        put_away(file, content)
    return entry


def handed_out(subject: UUID, paper: UUID, *, actor: access.Actor) -> Kept:
    """A document, exactly as it was kept. One that was withdrawn, as when it is another child's, is not handed out.

    :raises NotAllowed: where there is no need to know
    :raises NoSuchDocument: if it is not on this record, or in a part of it that is not theirs
    """
    members = members_of(subject, actor)
    withdrawal = models.Entry.objects.filter(corrects=OuterRef("entry"), answers__has_key=WITHDRAWN)
    found = models.Paper.objects.filter(
        ~Exists(withdrawal), pk=paper, entry__about__in=members.ids, entry__compartment__in=members.compartments
    ).first()
    if found is None:
        raise NoSuchDocument
    digest = bytes(found.digest)
    content = _place(digest.hex()).read_bytes()
    if hashlib.sha256(content).digest() != digest:
        raise OSError(f"Document {paper} is not as it was kept. Take its file from a backup.")
    return Kept(found.name, KINDS[found.kind].type, content)


def too_large() -> str:
    """What is said of a file that is too large."""
    return (
        f"The file is larger than {settings.LARGEST_DOCUMENT // 1_000_000} MB. Scan it in black and white, or with "
        "fewer dots, or keep it in parts."
    )


def _place(digest: str) -> Path:
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest


def _write_once(place: Path, content: bytes) -> None:
    """On disk before the entry is; a file that is there already has the same content, or another name."""
    if place.exists():
        return
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as new, undone(Path(new.name)):
        new.write(content)
        new.flush()
        os.fsync(new.fileno())
        os.chmod(new.name, 0o400)
        os.replace(new.name, place)


@contextlib.contextmanager
def undone(half: Path) -> Iterator[None]:
    """A file that did not come to its end takes no room: on a full disk least of all."""
    try:
        yield
    except BaseException:
        half.unlink(missing_ok=True)
        raise
