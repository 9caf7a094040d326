"""What a gate refuses, as a row."""

from typing import NamedTuple


class Refusal(NamedTuple):
    """refused: the line that the gate refuses; says: its words; more: told before, so that it does not refuse;
    instead: the line that it takes (the same, if none is given).
    """

    gate: str
    before: str
    refused: str
    says: str
    more: str = ""
    instead: str = ""
