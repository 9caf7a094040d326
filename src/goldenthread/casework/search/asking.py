"""What somebody typed into the box: a name, a birth date, a number, a postcode, or words; or several of them."""

import dataclasses
import datetime as dt
import re

from goldenthread.blocks.widgets import read_date

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
DATE = re.compile(
    rf"\b(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d{{2}})"
    rf"|\d{{1,2}} \d{{1,2}} (?:\d{{4}}|\d{{2}})\b(?! ?\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ -]?{MONTH}\.?,?[ -]?(?:\d{{4}}|\d{{2}})"
    rf"|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})\b",
    re.IGNORECASE,
)
POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b", re.IGNORECASE)
NUMBER = re.compile(r"\b(?:\d{3}[ -]\d{3}[ -]\d{4}|(?=[a-z]*\d)[a-z\d]*\d{3}[a-z\d]*)\b", re.IGNORECASE)
MOST = 200


@dataclasses.dataclass(frozen=True)
class Asked:
    """A question to the box, understood. `name` is what is left when dates, numbers and postcodes are taken out."""

    text: str
    name: str = ""
    births: tuple[dt.date, ...] = ()
    numbers: tuple[str, ...] = ()
    postcode: str = ""

    @property
    def nothing(self) -> bool:
        return not (self.name or self.births or self.numbers or self.postcode)


def understand(text: str) -> Asked:
    """Take a question apart. `jay 3/3/17`, `943 476 5919`, `NB1 2AB smith` are all questions."""
    text = " ".join(text.split())[:MOST]
    rest, births = text, list[dt.date]()
    for written in DATE.findall(text):
        day = _date(written)
        if day:
            births.append(day)
            rest = rest.replace(written, " ", 1)
    postcode = POSTCODE.search(rest)
    if postcode:
        rest = rest.replace(postcode.group(), " ", 1)
    numbers = NUMBER.findall(rest)
    for number in numbers:
        rest = rest.replace(number, " ", 1)
    name = " ".join(re.sub(r"[^\w'’.-]+", " ", rest).split())
    return Asked(
        text,
        name if re.search(r"[^\W\d_]", name) else "",
        tuple(births),
        tuple(numbers),
        postcode.group() if postcode else "",
    )


def _date(written: str) -> dt.date | None:
    """A date as people write it; a month may come first if it is a word."""
    apart = re.sub(r"(?i)(\d)(?:st|nd|rd|th)\b", r"\1", written)
    apart = re.sub(rf"(?i)(\d) ?-?({MONTH})", r"\1 \2", apart)
    apart = re.sub(rf"(?i)({MONTH})\.?,?-?(\d)", r"\1 \2", apart)
    first = re.match(rf"(?i)({MONTH}) (\d{{1,2}}),? (\d{{4}})$", apart)
    return read_date(f"{first[2]} {first[1]} {first[3]}" if first else apart)
