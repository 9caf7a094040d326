from goldenthread.language import FRONT_DOOR, Clock, Pathway, Role, Step
from goldenthread.practice.partner_request import forms, gates

WORKERS = (*FRONT_DOOR, Role.REVIEWING_OFFICER)


class PartnerRequest(Pathway):
    """What each partner is asked for after a child protection concern, timed from asking to answer."""

    label = "Information from partners"
    lifelong = True

    asked = Step(
        "Ask a partner for information about a child protection concern",
        said="Partner asked for information",
        by=WORKERS,
        form=forms.Ask,
        gates=(gates.there_is_a_concern,),
        timed=True,
        repeats=True,
        together=True,
    )
    answered = Step(
        "Record what a partner answered about a child protection concern",
        said="Partner's information recorded",
        by=WORKERS,
        form=forms.Answer,
        needs=(asked,),
        gates=(gates.it_was_asked,),
        timed=True,
        repeats=True,
    )

    answer_due = Clock(
        "Partner's information after a child protection concern",
        starts=asked,
        stops=answered,
        law="mash_outcome",
        each="request",
    )
