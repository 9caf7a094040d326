"""The file as a stream: its header, then one child after another, never the whole in memory."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from goldenthread.casework.taking_in import Contradiction, ReportedChild
from goldenthread.doors.feeds.cin.children import Children
from goldenthread.doors.feeds.cin.values import CENSUS, Refused, convert, name_of

HEADER = "/Message/Header"


class NotACensus(Exception):
    """The file is no CIN Census that can be read; the sentence says why."""


@dataclasses.dataclass(frozen=True)
class Header:
    """What the file says of itself."""

    year: str
    reference: dt.date
    authority: str
    line: int


@dataclasses.dataclass
class Census:
    """A CIN Census file, surveyed before anything is taken from it.

    refused and contradictions grow while the children are read.
    """

    path: Path
    header: Header
    children_there: int
    refused: list[Refused] = dataclasses.field(default_factory=list)
    contradictions: list[Contradiction] = dataclasses.field(default_factory=list)

    @classmethod
    def survey(cls, path: Path) -> "Census":
        """Read the file once through, so that one that breaks off is refused as a whole.

        :raises NotACensus: with a sentence
        """
        header, children = None, 0
        try:
            for node in _stream(path, ("Message", "Header", "Child")):
                name = name_of(node)
                if name == "Header":
                    header = _header(node)
                children += name == "Child"
                if name == "Message":
                    _no_doctype(node)
        except etree.XMLSyntaxError as error:
            raise NotACensus(f"{path.name} is no whole XML file: {error.msg}.") from error
        except UnicodeDecodeError as error:
            raise NotACensus(f"{path.name} is not written in the characters that it claims.") from error
        if header is None:
            raise NotACensus(f"{path.name} is no CIN Census: it has no Message with a Header. Is it another return?")
        census = cls(path, header, children)
        if (header.reference.month, header.reference.day) != (3, 31) or str(header.reference.year) != header.year:
            says = f"The reference date is {header.reference} and the year {header.year}: give 31 March of that year."
            census.contradictions.append(Contradiction("", header.line, says))
        return census

    def digest(self) -> bytes:
        """Of the file's bytes, so that the same file is known again."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()

    def children(self) -> Iterator[ReportedChild]:
        """One child after another; what cannot be taken in is listed."""
        reading = Children(self.header.reference, self.refused, self.contradictions)
        for node in _stream(self.path, ("Child",)):
            child = reading.child(node)
            if child is not None:
                yield child


def _stream(path: Path, names: tuple[str, ...]) -> Iterator[etree._Element]:
    """Elements as they close, each forgotten once it was looked at. Nothing outside the file is ever opened."""
    wanted = tuple(f"{{*}}{name}" for name in names)
    with path.open("rb") as file:
        parsed = etree.iterparse(
            file,
            events=("end",),
            tag=wanted,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
        )
        for _, node in parsed:
            yield node
            if name_of(node) == "Child":
                node.clear(keep_tail=False)
                while node.getprevious() is not None:
                    del node.getparent()[0]


def _no_doctype(message: etree._Element) -> None:
    if message.getparent() is not None:
        return
    if message.getroottree().docinfo.doctype:
        raise NotACensus("The file declares a document type, which a CIN Census never does. It was not read.")


def _header(node: etree._Element) -> Header:
    said = {
        name_of(part): (part.text or "").strip() for part in node.iter() if isinstance(part.tag, str) and not len(part)
    }
    if said.get("Collection") != "CIN":
        other = said.get("Collection") or "nothing"
        raise NotACensus(f"The header says that this is a collection of {other}, not of CIN. Is it another return?")
    reference = _asked(said, "ReferenceDate", f"{HEADER}/CollectionDetails/ReferenceDate")
    authority = _asked(said, "LEA", f"{HEADER}/Source/LEA")
    return Header(said.get("Year", ""), reference, authority, node.sourceline or 0)


def _asked(said: dict[str, str], name: str, path: str) -> Any:
    text = said.get(name, "")
    try:
        return convert(text, CENSUS[path], dt.date.max)
    except ValueError as error:
        says = f"The header's {name} is {text or 'missing'}, and nothing can be taken in without it. {error}"
        raise NotACensus(says) from error
