"""The words in which practice is written."""

from goldenthread.language.handbook import Gathered, Handbook, handbook, open_handbook
from goldenthread.language.indicators import Count, Indicator, Period, Share
from goldenthread.language.words import Clock, Gate, Pathway, Signal, Step, key_of, keys_of, signal
from goldenthread.story.roles import CASE_WORKERS, FRONT_DOOR, MANAGERS, Compartment, Role
from goldenthread.story.values import Author, Entry, Episode, Likeness, Record, Row, Run, Sentence, derived_id

__all__ = [
    "CASE_WORKERS",
    "FRONT_DOOR",
    "MANAGERS",
    "Author",
    "Clock",
    "Compartment",
    "Count",
    "Entry",
    "Episode",
    "Gate",
    "Handbook",
    "Indicator",
    "Likeness",
    "Pathway",
    "Period",
    "Record",
    "Role",
    "Row",
    "Run",
    "Sentence",
    "Share",
    "Signal",
    "Step",
    "derived_id",
    "Gathered",
    "handbook",
    "key_of",
    "keys_of",
    "open_handbook",
    "signal",
]
