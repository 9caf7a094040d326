from goldenthread.record.models.derived import (
    Action,
    Allocation,
    ClockRun,
    Episode,
    Grant,
    Join,
    Known,
    Loose,
    Opening,
    Plan,
    Restriction,
    Waiting,
    WorksHere,
    as_known,
)
from goldenthread.record.models.desk import ClosureDay, Draft, DraftAnswer, Listed, Look, Setting
from goldenthread.record.models.directory import Service, SharingAgreement, SharingSignature
from goldenthread.record.models.entry import Entry, Occasion, Paper, Source
from goldenthread.record.models.organisation import Agency, Cover, Holding, Post, StepComment, Team, Worker
from goldenthread.record.models.outage import PartnerOutage
from goldenthread.record.models.partner import PartnerPaper, PartnerReferral
from goldenthread.record.models.rework import Reworked
from goldenthread.record.models.seal import SealMade
from goldenthread.record.models.subject import Subject

__all__ = [
    "Action",
    "Agency",
    "Allocation",
    "ClockRun",
    "ClosureDay",
    "Cover",
    "Draft",
    "DraftAnswer",
    "Entry",
    "Episode",
    "Grant",
    "Holding",
    "Join",
    "Known",
    "Listed",
    "Look",
    "Loose",
    "Occasion",
    "Opening",
    "Paper",
    "PartnerOutage",
    "Plan",
    "PartnerPaper",
    "PartnerReferral",
    "Post",
    "Restriction",
    "Reworked",
    "SealMade",
    "Service",
    "SharingAgreement",
    "SharingSignature",
    "Setting",
    "Source",
    "StepComment",
    "Subject",
    "Team",
    "Waiting",
    "Worker",
    "WorksHere",
    "as_known",
]
