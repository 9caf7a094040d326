"""Documents on a record: taken in, kept once and privately under their digest, handed out again."""

from goldenthread.casework.documents.keeping import (
    STEP,
    Kept,
    LookedAt,
    NoSuchDocument,
    add,
    handed_out,
    look_at,
    paper_of,
    put_away,
    put_on_record,
    too_large,
)
from goldenthread.casework.documents.kinds import ENDINGS, KINDS, Refused

__all__ = [
    "ENDINGS",
    "KINDS",
    "STEP",
    "Kept",
    "LookedAt",
    "NoSuchDocument",
    "Refused",
    "add",
    "handed_out",
    "look_at",
    "paper_of",
    "put_away",
    "put_on_record",
    "too_large",
]
