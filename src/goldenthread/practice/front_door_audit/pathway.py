from goldenthread.language import MANAGERS, Clock, Pathway, Role, Step
from goldenthread.practice.front_door_audit import forms, gates

AUDITORS = (*MANAGERS, Role.REVIEWING_OFFICER)


class FrontDoorAudit(Pathway):
    """How a contact was handled, from the worry to the decision, looked at by somebody who had no part in it."""

    label = "Audit of the front door"
    lifelong = True

    chosen = Step(
        "Choose a contact for an audit",
        said="Contact chosen for an audit",
        by=MANAGERS,
        form=forms.Chosen,
        repeats=True,
        gates=(gates.the_contact_is_decided, gates.no_audit_goes_on, gates.auditors_stand_apart),
    )
    audited = Step(
        "Audit the contact",
        said="Contact audited",
        by=AUDITORS,
        form=forms.Audit,
        repeats=True,
        needs=(chosen,),
        gates=(
            gates.an_audit_is_asked_for,
            gates.not_ones_own_work,
            gates.findings_are_owned,
            gates.grade_fits_the_child,
        ),
    )
    moderated = Step(
        "Moderate the grade of the audit",
        said="Grade of the audit moderated",
        by=(Role.SERVICE_MANAGER, Role.REVIEWING_OFFICER),
        form=forms.Moderation,
        repeats=True,
        needs=(audited,),
        gates=(gates.it_is_audited, gates.moderator_stands_apart),
    )
    finding_followed_up = Step(
        "Say how a finding of the audit goes",
        said="Finding of the audit followed up",
        by=(Role.SOCIAL_WORKER, Role.REFERRAL_OFFICER, Role.DOMESTIC_ABUSE_WORKER, Role.EARLY_HELP_WORKER, *AUDITORS),
        form=forms.Progress,
        repeats=True,
        needs=(audited,),
    )
    closed = Step(
        "Close the audit: what was done about it",
        said="Audit closed",
        by=MANAGERS,
        form=forms.Closing,
        repeats=True,
        needs=(audited,),
        gates=(gates.it_is_audited,),
    )

    audit_due = Clock("Audit of a contact", starts=chosen, stops=audited, law="front_door_audit")
    closed_due = Clock("Close the loop on an audit", starts=audited, stops=closed, law="audit_close_loop")
