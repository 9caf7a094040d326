"""What somebody sends who means no good, or a browser that has gone wrong: made from a seed, the same each time."""

import dataclasses
import io
import random
import re
import zipfile
from collections.abc import Mapping
from uuid import UUID

from django.urls import resolve
from lxml import html

MARK = "qzx"
# Each breaks out of the page somewhere, if it is written there as it came. None of it may be found on a page.
BREAKS_OUT = (
    f"<script>{MARK}()</script>",
    f'"><img src=x onerror={MARK}()>',
    f"'><svg/onload={MARK}()>",
    f"</textarea><iframe src=//{MARK}>",
    f"--><b>{MARK}</b><!--",
    f"</title></style><object data={MARK}>",
)
# Worked out by a template that takes what was typed for its own, in any of these languages, to 7 times 7.
WORKED_OUT = f"{MARK}{{{{7*7}}}}{MARK}{{% print 7*7 %}}{MARK}${{7*7}}{MARK}<%= 7*7 %>{MARK}#{{7*7}}"
WORDS = (
    *BREAKS_OUT,
    WORKED_OUT,
    "",
    " ",
    "\x00",
    "before\x00after",
    "long " * 20_000,
    "x" * 100_000,
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "\u202emorf siht\u202c\u2066\u200f\u061c",
    "e" + "\u0301" * 500,
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "\ufeff\u2028\u2029\x0b\x1f\x7f",
    "a\r\nSet-Cookie: taken=1\r\n\r\n<html>",
    "'; drop table record_entry; --",
    "' or '1'='1",
    "1) or 1=1 --",
    "%' escape '!",
    "\\",
    "%s%s%n%(x)s{0.__class__}{x!r}",
    "(a+)+$" + "a" * 60,
    "& | ! <-> :* 'unclosed",
    "../../../../etc/passwd",
    "javascript:alert(1)",
    "//elsewhere.example/",
    "http://169.254.169.254/latest/",
    "null",
    "undefined",
    "NaN",
    "Infinity",
    "true",
    "[]",
    '{"$gt": ""}',
    "-1",
    "0",
    "1e309",
    "9" * 40,
    "9" * 5_000,
    "complete:",
    "settle:x:y",
    "settle:standing:1:all-nothing",
    "go:../../",
    "person:all-nobody",
    "\u0660" * 30,
    "99999999999999999999",
    "9223372036854775808",
    "2147483648",
    "-0.0000001",
    "٣",
    "²",
    "0x10",
    "1_0",
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "2026-02-30",
    "2026-13-01T25:61",
    "31/12/99999",
    "24:00",
    "00000000-0000-0000-0000-000000000000",
    "not-a-uuid",
)


@dataclasses.dataclass(frozen=True)
class Form:
    """A form as a page has it: where it is sent, and what a browser would send if nothing was changed."""

    name: str
    who: str
    address: str
    fields: tuple[tuple[str, str], ...]
    choices: Mapping[str, tuple[str, ...]] = dataclasses.field(hash=False, compare=False)
    files: tuple[str, ...] = ()

    @property
    def shape(self) -> tuple[str, ...]:
        """What makes it another form than one on another page: where it is sent, and what it asks."""
        asked = {re.sub(r"[0-9a-f-]{36}", "", name) for name, _ in self.fields}
        return self.name, *sorted(asked), *self.files


def forms_on(page: str, *, who: str, address: str) -> list[Form]:
    """Every form of a page that is sent by POST."""
    found = []
    for form in html.fromstring(page).xpath("//form[translate(@method, 'POST', 'post') = 'post']"):
        fields: list[tuple[str, str]] = []
        choices: dict[str, tuple[str, ...]] = {}
        files = []
        for one in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name] | .//button[@name]"):
            if one.get("type") == "file":
                files.append(one.get("name"))
            elif one.tag == "select":
                choices[one.get("name")] = tuple(option.get("value", "") for option in one.iter("option"))
                fields.append((one.get("name"), next(iter(choices[one.get("name")]), "")))
            else:
                value = one.text or "" if one.tag == "textarea" else one.get("value", "")
                choices[one.get("name")] = (*choices.get(one.get("name"), ()), value)
                fields.append((one.get("name"), value))
        sent_to = form.get("action") or address
        name = resolve(sent_to.partition("?")[0]).view_name
        found.append(Form(name, who, sent_to, tuple(fields), choices, tuple(files)))
    return found


@dataclasses.dataclass(frozen=True)
class Sent:
    """One input: its fields, its files, and whether the token that every form has is with it."""

    fields: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str, bytes], ...]
    token: bool


def inputs(form: Form, chance: random.Random, *, ids: tuple[UUID, ...]) -> Sent:
    """One input for a form: some answers as a browser would send them, some hostile, some left out, twice or new."""
    words = (*WORDS, *map(str, ids))
    files = tuple((name, *chance.choice(FILES)) for name in form.files if chance.random() < 0.9)
    if files and chance.random() < 0.7:
        # So that nothing but the file is at fault.
        return Sent(
            tuple((name, value or form.choices[name][-1] or "Letter") for name, value in form.fields), files, True
        )
    fields = []
    for name in dict.fromkeys(name for name, _ in form.fields):
        match chance.randrange(10):
            case 0:
                continue
            case 1:
                fields += [(name, chance.choice(words)) for _ in range(chance.randint(2, 5))]
            case 2 | 3 | 4:
                fields.append((name, chance.choice(form.choices[name])))
            case 5:
                fields.append((name, f"{chance.choice(form.choices[name])}{chance.choice(words)}"))
            case _:
                fields.append((name, chance.choice(words)))
    if chance.random() < 0.3:
        fields.append((chance.choice(words)[:200] or "x", chance.choice(words)))
    return Sent(tuple(fields), files, token=chance.random() > 0.1)


def packed(**pieces: bytes) -> bytes:
    """A zip file of these pieces."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in pieces.items():
            into.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return kept.getvalue()


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><l>&j;</l>"
)
READS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>'
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
SCRIPT = BREAKS_OUT[0].encode()
_CONTENTS = (
    b"",
    b"\x00",
    SCRIPT,
    b"%PDF-1.7\n" + SCRIPT,
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(1)>>>>endobj\ntrailer<</Root 1 0 R>>",
    b"%PDF-1.7\ntrailer<</Root 1 0 R/Prev 0>>startxref 0",
    PNG + SCRIPT,
    b"\xff\xd8\xff\xe0" + SCRIPT,
    b"GIF89a/*" + SCRIPT + b"*/",
    b"<svg xmlns='http://www.w3.org/2000/svg' onload='1'/>",
    b"PK\x03\x04" + bytes(26),
    packed(_Content_Types__xml=TYPES),
    packed(**{"[Content_Types]_xml": TYPES, "word__document_xml": bytes(2_000_000)}),
    packed(**{"[Content_Types]_xml": TYPES, "word__document_xml": LAUGHS}),
    packed(**{"[Content_Types]_xml": TYPES, "word__document_xml": READS}),
    packed(**{"[Content_Types]_xml": TYPES, "word__document_xml": b"<a/>", "word__vbaProject.bin": b"x"}),
    packed(**{"mimetype": b"application/vnd.oasis.opendocument.text", "content_xml": LAUGHS}),
    packed(**{"..__..__etc__passwd": b"x"}),
    packed(**{"again.zip": packed(x=bytes(100_000))}),
    packed(**{f"n{n}": b"" for n in range(3_000)}),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    b"From: a\r\nSubject: =?utf-8?b?"
    + b"A" * 5000
    + b"?=\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n"
    + b"--a\r\n" * 500,
    b"\xff\xfe" + "wide".encode("utf-16-le"),
    "👩‍👧 plain words".encode(),
    b"x" * 300_000,
    LAUGHS,
    READS,
)
_NAMES = (
    "letter.pdf", "letter.docx", "letter.odt", "photo.png", "photo.jpg", "words.txt", "mail.eml", "mail.msg",
    "../../../etc/passwd", "..\\..\\boot.ini", "a\x00.pdf", "a\r\nX-Taken: 1.pdf", "", ".", "a" * 300 + ".pdf",
    f"{BREAKS_OUT[1]}.png", "letter.pdf.exe", "letter.PDF", "\u202efdp.exe", "letter.html", "👩‍👧.txt", "CON.txt",
    "=cmd|calc.txt", "letter.docx/", "a;b=c.txt",
)  # fmt: skip
FILES = tuple((name, content) for name in _NAMES for content in _CONTENTS)
