"""Documents on a record: taken in, kept once and privately under their digest, handed out again."""

from goldenthread.casework.documents.keeping import STEP, Kept, NoSuchDocument, add, handed_out
from goldenthread.casework.documents.kinds import KINDS, Refused

__all__ = ["KINDS", "STEP", "Kept", "NoSuchDocument", "Refused", "add", "handed_out"]
