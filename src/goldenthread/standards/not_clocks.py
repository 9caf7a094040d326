"""Why a row of the table of the law is no clock, signal or figure by name: how it is kept instead, or why not."""

import csv
import dataclasses
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@dataclasses.dataclass(frozen=True)
class Reason:
    """kept_by: the step, and after a space the gate of that step, that keep to the row; empty where nothing does."""

    kept_by: str
    why: str


@cache
def reasons() -> Mapping[str, Reason]:
    """The reason for each row, by the row's key."""
    text = (files("goldenthread.standards") / "not_clocks.csv").read_text(encoding="utf-8")
    return {row["key"]: Reason(row["kept_by"], row["why"]) for row in csv.DictReader(text.splitlines())}
