"""What oversight keeps: what looks across records, what was promised to be better, and who is ready for a change."""

from goldenthread.oversight.models.across import TO_DECIDE, LookedInto, PickedLook, RaisedSignal, Snapshot
from goldenthread.oversight.models.improvement import (
    ActionProgress,
    Attendance,
    Board,
    BoardMeeting,
    BoardSeat,
    ImprovementPlan,
    PlanAction,
    PlanPriority,
    Watched,
)
from goldenthread.oversight.models.readiness import (
    PracticeChange,
    ReadyCame,
    ReadyCheck,
    ReadyHelper,
    ReadyNeed,
    ReadyReached,
    ReadySession,
)

__all__ = [
    "TO_DECIDE",
    "ActionProgress",
    "Attendance",
    "Board",
    "BoardMeeting",
    "BoardSeat",
    "ImprovementPlan",
    "LookedInto",
    "PickedLook",
    "PlanAction",
    "PlanPriority",
    "PracticeChange",
    "RaisedSignal",
    "ReadyCame",
    "ReadyCheck",
    "ReadyHelper",
    "ReadyNeed",
    "ReadyReached",
    "ReadySession",
    "Snapshot",
    "Watched",
]
