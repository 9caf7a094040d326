from goldenthread.language import MANAGERS, Clock, Pathway, Step
from goldenthread.practice.referral import forms
from goldenthread.practice.referral.gates import nothing_is_open


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
        gates=(nothing_is_open,),
        stage="Closed",
    )

    assessment_due = Clock(
        "Child and family assessment",
        starts=accepted,
        stops="assessment.authorised",
        law="child_family_assessment",
        counted_from="front_door.contact_received",
        law_before="initial_assessment",
        when=lambda entry: entry.get("nfa") != "yes",
    )
