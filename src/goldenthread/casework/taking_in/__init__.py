"""What a file says of children, taken in by the same writer as everything else, with the file as its author.

Each thing that a file says has a natural key: said again it adds nothing, said otherwise it supersedes, and what a
later full file no longer says is written down as absent. Gates are not asked of files; nothing is refused here.
"""

from goldenthread.casework.taking_in.knowing import first_taken_in, subjects_of
from goldenthread.casework.taking_in.receiving import NoSuchTeam, receiving_team
from goldenthread.casework.taking_in.said import Contradiction, Element, FileKind, Intake, ReportedChild, Taken
from goldenthread.casework.taking_in.writing_down import begin, note_absent, source_of, take_in

__all__ = [
    "Contradiction",
    "Element",
    "FileKind",
    "Intake",
    "NoSuchTeam",
    "ReportedChild",
    "Taken",
    "begin",
    "first_taken_in",
    "note_absent",
    "receiving_team",
    "source_of",
    "subjects_of",
    "take_in",
]
