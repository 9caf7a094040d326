from goldenthread.language import MANAGERS, Pathway, Step
from goldenthread.practice.direction import forms, gates


class Direction(Pathway):
    """A manager's oversight of one child: what they decide, why, and when they check back."""

    label = "Management oversight"
    lifelong = True

    given = Step(
        "Give a direction",
        said="Manager's direction",
        by=MANAGERS,
        form=forms.Direction,
        gates=(gates.looked_at_afterwards,),
        together=True,
        repeats=True,
    )
    checked_back = Step(
        "Check back on the direction",
        said="Direction checked back",
        by=MANAGERS,
        form=forms.CheckedBack,
        needs=(given,),
        repeats=True,
    )
