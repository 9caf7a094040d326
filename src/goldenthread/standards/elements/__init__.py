"""What a national return is made of: every element with its type, its pattern and its code list."""

import csv
import dataclasses
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, cast

Kind = Literal["group", "text", "code", "date", "moment", "year", "yes/no", "whole number"]


@dataclasses.dataclass(frozen=True)
class Element:
    """One element of a return. `many`: it may stand more than once in its group."""

    path: str
    kind: Kind
    required: bool
    many: bool
    pattern: str
    code_list: str
    years: str
    source: str

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


@cache
def of(name: str) -> Mapping[str, Element]:
    """Return every element of a return by its path ("/Message/Children/Child"), in the order of the return."""
    table = (files("goldenthread.standards") / "elements" / f"{name}.csv").read_text(encoding="utf-8")
    return {row["path"]: _element(row) for row in csv.DictReader(table.splitlines())}


def _element(row: dict[str, str]) -> Element:
    return Element(
        path=row["path"],
        kind=cast(Kind, row["kind"]),
        required=row["min"] != "0",
        many=row["max"] == "unbounded",
        pattern=row["pattern"],
        code_list=row["code_list"],
        years=row["years"],
        source=row["source"],
    )
