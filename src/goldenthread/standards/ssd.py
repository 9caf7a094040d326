"""The Standard Safeguarding Dataset, release 1.4.5: its tables and columns, in the standard's exact names and order."""

import csv
import dataclasses
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@dataclasses.dataclass(frozen=True)
class Column:
    """One column, with its type as the standard's script for a database server writes it."""

    name: str
    type: str


@cache
def tables() -> Mapping[str, tuple[Column, ...]]:
    """Every table of the standard and its columns."""
    found: dict[str, tuple[Column, ...]] = {}
    text = (files("goldenthread.standards") / "ssd_columns.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        found[row["table"]] = (*found.get(row["table"], ()), Column(row["column"], row["type"]))
    return found
