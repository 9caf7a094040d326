"""Code lists of the national returns, each code with the years in which it was valid."""

import csv
import dataclasses
import datetime as dt
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LONGEST_INITIALS = 3
NAMES = {"CAFCASS": "Cafcass"}


class UnknownCode(LookupError):
    """A code list, or a code in it, that the returns do not have."""


@dataclasses.dataclass(frozen=True)
class Code:
    """One code of one list, as it read between two days."""

    list: str
    code: str
    label: str
    since: dt.date
    until: dt.date
    source: str
    label_source: str


def of(name: str, on: dt.date | None = None) -> dict[str, str]:
    """Return a list's codes and their labels, in the order of the return.

    With a day, the codes valid on it as they were worded then; without one, every code
    the list ever had in its latest wording.
    """
    # Of two wordings the later row comes last, and so stands.
    return {code.code: code.label for code in rows(name) if on is None or code.since <= on <= code.until}


def label(name: str, code: str, on: dt.date | None = None) -> str:
    """Return what one code says, in DfE's words (or ours, where `label_source` says so)."""
    try:
        return of(name, on)[code]
    except KeyError:
        when = f" on {on}" if on else ""
        raise UnknownCode(f"{name} has no code {code!r}{when}; see standards/codes.") from None


def lists() -> tuple[str, ...]:
    """Name every code list."""
    return tuple(_lists())


def rows(name: str) -> tuple[Code, ...]:
    """Return a list row by row, with its dates and sources; a reworded code has two rows, the later last."""
    try:
        return _lists()[name]
    except KeyError:
        raise UnknownCode(f"There is no code list {name!r}; the lists are: {', '.join(lists())}.") from None


@cache
def _lists() -> Mapping[str, tuple[Code, ...]]:
    gathered: dict[str, tuple[Code, ...]] = {}
    folder = files("goldenthread.standards") / "codes"
    for table in sorted(folder.iterdir(), key=lambda path: path.name):
        if table.name.endswith(".csv"):
            for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
                gathered[row["list"]] = (*gathered.get(row["list"], ()), _code(row))
    return gathered


def _code(row: dict[str, str]) -> Code:
    return Code(
        list=row["list"],
        code=row["code"],
        label=row["label"],
        since=dt.date.fromisoformat(row["valid_from"]) if row["valid_from"] else dt.date.min,
        until=dt.date.fromisoformat(row["valid_to"]) if row["valid_to"] else dt.date.max,
        source=row["source"],
        label_source=row["label_source"],
    )


def spoken(label: str) -> str:
    """A published label as people say it: not in capitals, without a stray bracket ("SCHOOLS" is "Schools")."""
    if label.count("(") != label.count(")"):
        return spoken(label.replace("(", "", 1))
    said = " ".join(_word(word) for word in label.split())
    return said[:1].upper() + said[1:]


def _word(word: str) -> str:
    letters = word.strip("(),")
    if letters in NAMES:
        return word.replace(letters, NAMES[letters])
    return word.lower() if letters.isupper() and len(letters) > LONGEST_INITIALS else word
