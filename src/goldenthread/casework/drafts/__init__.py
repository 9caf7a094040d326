"""Forms that somebody has begun: kept as they were typed, shared by everybody who may write them, never lost."""

from goldenthread.casework.drafts.draft import Answer, Aside, Draft, DraftClosed, Place, Saved
from goldenthread.casework.drafts.ending import close, discard, put_back
from goldenthread.casework.drafts.keeping import save, settle
from goldenthread.casework.drafts.opening import add, begin, drafts_of, leave_out, lock, open_draft

__all__ = [
    "Answer",
    "Aside",
    "Draft",
    "DraftClosed",
    "Place",
    "Saved",
    "add",
    "begin",
    "close",
    "discard",
    "drafts_of",
    "leave_out",
    "lock",
    "open_draft",
    "put_back",
    "save",
    "settle",
]
