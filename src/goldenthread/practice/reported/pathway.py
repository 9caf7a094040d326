from goldenthread.language import Clock, Entry, Pathway, Role, Step
from goldenthread.practice.reported import forms

NOBODY: tuple[Role, ...] = ()


def may_need_a_conference(entry: Entry) -> bool:
    return entry.get("conference_not_required") != "yes"


def on_an_open_referral(entry: Entry) -> bool:
    """The first assessment runs from the referral; a later one of the same referral from its own start."""
    return entry.get("nth") not in (None, 1)


class Reported(Pathway):
    """What a file says happened. Only files write these steps.

    A step that counts as another goes on as if it had been recorded here, so that work begun elsewhere is finished
    here: a reported referral can be assessed and closed, a reported assessment authorised.
    """

    label = "From a file"
    # Plans begin and end in it, each said by its own row; nothing here is work of its own that is open or closed.
    lifelong = True

    person = Step("Person", said="Person, as reported", by=NOBODY, form=forms.Person, counts_as="person.registered")
    referral = Step(
        "Referral",
        said="Referral, as reported",
        by=NOBODY,
        form=forms.Referral,
        major=True,
        counts_as="referral.accepted",
    )
    closed = Step(
        "Closure", said="Closed, as reported", by=NOBODY, form=forms.Closure, major=True, counts_as="referral.closed"
    )
    assessment = Step(
        "Assessment",
        said="Assessment begun, as reported",
        by=NOBODY,
        form=forms.Assessment,
        major=True,
        counts_as="assessment.allocated",
    )
    assessment_reviewed = Step(
        "Internal review", said="Assessment reviewed, as reported", by=NOBODY, counts_as="assessment.midpoint_checked"
    )
    assessment_authorised = Step(
        "Authorisation",
        said="Assessment authorised, as reported",
        by=NOBODY,
        major=True,
        counts_as="assessment.authorised",
    )
    section47 = Step(
        "Section 47 enquiry",
        said="Section 47 enquiry begun, as reported",
        by=NOBODY,
        form=forms.Section47,
        major=True,
        joins=True,
    )
    conference = Step(
        "Initial conference",
        said="Initial child protection conference, as reported",
        by=NOBODY,
        form=forms.Conference,
        major=True,
        joins=True,
    )
    cin_plan = Step(
        "Child in need plan",
        said="Child in need plan begun, as reported",
        by=NOBODY,
        begins=True,
        major=True,
        stage="Child in need plan",
    )
    cin_plan_ended = Step(
        "End of the plan", said="Child in need plan ended, as reported", by=NOBODY, ends=True, major=True, stage="Ended"
    )
    protection_plan = Step(
        "Child protection plan",
        said="Child protection plan begun, as reported",
        by=NOBODY,
        form=forms.ProtectionPlan,
        begins=True,
        major=True,
        stage="Child protection plan",
    )
    review = Step("Review conference", said="Review child protection conference, as reported", by=NOBODY)
    protection_plan_ended = Step(
        "End of the plan",
        said="Child protection plan ended, as reported",
        by=NOBODY,
        ends=True,
        major=True,
        stage="Ended",
    )
    pre_proceedings = Step(
        "Pre-proceedings",
        said="Pre-proceedings, as reported",
        by=NOBODY,
        form=forms.PreProceedings,
        major=True,
        joins=True,
    )
    absent = Step("No longer in the file", said="No longer in the file", by=NOBODY, form=forms.Absence, joins=True)

    later_assessment_due = Clock(
        "Child and family assessment",
        starts="assessment.allocated",
        stops="assessment.authorised",
        law="child_family_assessment",
        law_before="core_assessment",
        when=on_an_open_referral,
    )
    conference_due = Clock(
        "Initial child protection conference",
        starts=section47,
        stops=conference,
        law="s47_to_icpc",
        when=may_need_a_conference,
        each="section47",
    )
    review_due = Clock("Review child protection conference", starts=protection_plan, stops=review, law="rcpc_first")
