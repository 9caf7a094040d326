from goldenthread.blocks import agreements
from goldenthread.language import FRONT_DOOR, MANAGERS, Clock, Entry, Pathway, Role, Step
from goldenthread.practice.referral import forms
from goldenthread.practice.referral.gates import (
    agency_is_not_asked_already,
    agreement_is_looked_after,
    it_is_said_who_and_when,
    nothing_is_open,
)


def follows_from(entry: Entry) -> dict[str, dict[str, object]]:
    """A child who is sent to another agency at the end is asked after."""
    if not entry.get("sent_to"):
        return {}
    return {"other_agency.referred": {"agency": entry.get("sent_to"), "reason": entry.get("why", "")}}


class Referral(Pathway):
    """An accepted referral: the child's episode of need, until it is closed."""

    label = "Referral"

    accepted = Step(
        "Accept the referral",
        said="Referral accepted",
        by=MANAGERS,
        begins=True,
        follows="front_door.decided",
        stage="To be allocated",
        major=True,
    )
    closed = Step(
        "Close the child's record",
        said="Closed",
        by=MANAGERS,
        form=forms.Closure,
        ends=True,
        major=True,
        gates=(nothing_is_open, agency_is_not_asked_already, agreement_is_looked_after),
        also=follows_from,
        stage="Closed",
    )
    agreement_reviewed = Step(
        "Look whether a written agreement is kept",
        said="Written agreement looked at",
        by=(*FRONT_DOOR, Role.EARLY_HELP_WORKER),
        form=agreements.Review,
        repeats=True,
        gates=(it_is_said_who_and_when,),
    )

    assessment_due = Clock(
        "Child and family assessment",
        starts=accepted,
        stops=("assessment.authorised", "pre_birth.authorised"),
        law="child_family_assessment",
        counted_from="front_door.contact_received",
        law_before="initial_assessment",
        when=lambda entry: entry.get("nfa") != "yes",
    )
