"""Forms that somebody has begun: kept as they were typed, shared by everybody who may write them, never lost."""

from goldenthread.casework.continuing import NotBegun
from goldenthread.casework.drafts.draft import Answer, Aside, Draft, DraftClosed, Place, Saved
from goldenthread.casework.drafts.ending import close, discard, keep, put_back
from goldenthread.casework.drafts.forgetting import destroy_outlived
from goldenthread.casework.drafts.keeping import lay_beside, save, settle
from goldenthread.casework.drafts.lifetime import Ends, ends
from goldenthread.casework.drafts.opening import begin, drafts_of, lock, may_still, open_draft
from goldenthread.casework.drafts.whom import add, leave_out

__all__ = [
    "Answer",
    "Aside",
    "Draft",
    "DraftClosed",
    "Ends",
    "NotBegun",
    "Place",
    "Saved",
    "add",
    "begin",
    "close",
    "destroy_outlived",
    "discard",
    "drafts_of",
    "ends",
    "keep",
    "lay_beside",
    "leave_out",
    "lock",
    "may_still",
    "open_draft",
    "put_back",
    "save",
    "settle",
]
