from goldenthread.language import CASE_WORKERS, FRONT_DOOR, Compartment, Pathway, Role, Step
from goldenthread.practice.letter import forms

WHO = tuple(dict.fromkeys((*CASE_WORKERS, *FRONT_DOOR, Role.EARLY_HELP_WORKER, Role.REVIEWING_OFFICER)))


class Letter(Pathway):
    """What a family is told in writing: it belongs to the work that it tells of."""

    label = "Letters"
    lifelong = True

    written = Step(
        "Write a letter",
        said="Letter written",
        by=WHO,
        form=forms.Letter,
        repeats=True,
        joins=True,
    )
    written_in_early_help = Step(
        "Write a letter about early help",
        said="Letter about early help written",
        by=WHO,
        form=forms.Letter,
        repeats=True,
        joins=True,
        compartment=Compartment.EARLY_HELP,
    )
