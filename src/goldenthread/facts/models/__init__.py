from goldenthread.facts.models.journey import (
    Alike, Assessment, CinPlan, Conference, Contact, EarlyHelp, Enquiry, PreProceedings, ProtectionPlan,
    ProtectionReview, Referral, Section47, Work,
)
from goldenthread.facts.models.person import (
    Address, ChildsWords, Disability, Identifier, Name, Person, Relationship, Warning,
)

__all__ = [
    "Address", "Alike", "Assessment", "ChildsWords", "CinPlan", "Conference", "Contact", "Disability", "EarlyHelp",
    "Enquiry", "Identifier", "Name", "Person", "PreProceedings", "ProtectionPlan", "ProtectionReview", "Referral",
    "Relationship", "Section47", "Warning", "Work",
]
