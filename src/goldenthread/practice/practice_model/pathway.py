from goldenthread.language import CASE_WORKERS, Pathway, Role, Step
from goldenthread.practice.practice_model import forms

WHO = (*CASE_WORKERS, Role.EARLY_HELP_WORKER)


class SignsOfSafety(Pathway):
    """The map that a family draws with its worker: worries, what works, what needs to happen, and how safe it is."""

    label = "Signs of Safety"
    lifelong = True

    mapped = Step(
        "Map with the family",
        said="Mapped with the family",
        by=WHO,
        form=forms.Map,
        together=True,
        repeats=True,
        major=True,
    )


class RestorativePractice(Pathway):
    """What happened, who is touched by it, and what they promise each other to put it right."""

    label = "Restorative practice"
    lifelong = True

    talked = Step(
        "Record a restorative conversation",
        said="Restorative conversation",
        by=WHO,
        form=forms.Conversation,
        together=True,
        repeats=True,
        major=True,
    )


class StrengtheningFamilies(Pathway):
    """Danger, what makes it harder, what protects and what is not clear: weighed with the family in the room."""

    label = "Strengthening Families"
    lifelong = True

    weighed = Step(
        "Weigh danger and safety with the family",
        said="Danger and safety weighed with the family",
        by=WHO,
        form=forms.Weighing,
        together=True,
        repeats=True,
        major=True,
    )
