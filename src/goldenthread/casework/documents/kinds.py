"""What a document may be, and whether its content is what its name says."""

import dataclasses
import io
import unicodedata
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath

import puremagic

LONGEST_NAME = 120
# Of a packed document: how much it may come to, and of how many pieces, before anything of it is unpacked.
MOST_UNPACKED, MOST_PIECES = 200_000_000, 2_000


class Refused(Exception):
    """This file is not kept. The message says what to do, and is fit for the screen."""


@dataclasses.dataclass(frozen=True)
class Kind:
    """said: what people call it. type: what the browser is told, whatever was sent with it."""

    said: str
    type: str


_DATA = "application/octet-stream"
# Mails are kept as evidence of what was sent: nothing opens them here, and the browser is told that they are data.
KINDS: Mapping[str, Kind] = {
    "pdf": Kind("PDF", "application/pdf"),
    "jpg": Kind("Photograph (JPEG)", "image/jpeg"),
    "jpeg": Kind("Photograph (JPEG)", "image/jpeg"),
    "png": Kind("Picture (PNG)", "image/png"),
    "docx": Kind("Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "odt": Kind("OpenDocument text", "application/vnd.oasis.opendocument.text"),
    "txt": Kind("Plain text", "text/plain; charset=utf-8"),
    "eml": Kind("Mail", _DATA),
    "msg": Kind("Outlook mail", _DATA),
}
ENDINGS = ", ".join(f".{ending}" for ending in KINDS)


def cleaned(name: str) -> str:
    """A file's name as it may be shown and handed out: no folders, nothing unseen, not too long."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/")).rpartition("/")[2]
    seen = "".join(one for one in last if one.isprintable() and one not in '<>:"|?*').strip(" .")
    path = PurePosixPath(seen or "document")
    return path.stem[: LONGEST_NAME - len(path.suffix)] + path.suffix.lower()[:LONGEST_NAME]


def kind_of(name: str, content: bytes) -> str:
    """Which of KINDS a file is: its name says one, and its content agrees.

    :raises Refused: if its name says none, or its content another
    """
    ending = PurePosixPath(name).suffix.lstrip(".")
    if ending not in KINDS:
        raise Refused(f"A file of this kind is not kept here. Save it as PDF, and choose that. Kept are: {ENDINGS}.")
    if not content:
        raise Refused("The file is empty. Open it on your computer to see whether it is the right one.")
    if not _agrees(ending, content):
        raise Refused(
            f"The file is called “.{ending}”, and what is in it is something else, or damaged. Open it on your "
            "computer and save it as PDF, and choose that."
        )
    return ending


def _agrees(ending: str, content: bytes) -> bool:
    if ending in ("txt", "eml"):
        return _is_text(content)
    if ending in ("docx", "odt"):
        return _packed(ending, content)
    expected = {"msg": "application/msword"}.get(ending, KINDS[ending].type)  # one container for Word's and Outlook's
    try:
        return any(match.mime_type == expected for match in puremagic.magic_string(content))
    except puremagic.PureError:
        return False


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return not any(unicodedata.category(one) == "Cc" and one not in "\r\n\t\f" for one in text) and "\ufffd" not in text


def _packed(ending: str, content: bytes) -> bool:
    """Whether a packed document is of its kind, is of bearable size, and has no programs in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            pieces = packed.infolist()
            names = {piece.filename for piece in pieces}
            if len(pieces) > MOST_PIECES or sum(piece.file_size for piece in pieces) > MOST_UNPACKED:
                raise Refused("The file unpacks to more than can be kept. Save it as PDF, and choose that.")
            if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names):
                raise Refused("There are macros in the file: it is not kept. Save it as PDF, and choose that.")
            if ending == "docx":
                return "word/document.xml" in names
            said = "mimetype" in names and packed.getinfo("mimetype").file_size < 200 and packed.read("mimetype")
            return said == KINDS["odt"].type.encode()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return False
