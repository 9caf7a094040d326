from goldenthread.language import MANAGERS, Pathway, Step
from goldenthread.practice.allocation import forms


class Allocation(Pathway):
    """Who works with the child, and since when. A new lead worker ends the one before."""

    label = "Allocation"
    lifelong = True

    allocated = Step(
        "Allocate a worker",
        said="Worker allocated",
        by=MANAGERS,
        form=forms.Allocated,
        repeats=True,
        leads=True,
        major=True,
    )
    joined_by = Step(
        "Add a second worker", said="Second worker joined", by=MANAGERS, form=forms.SecondWorker, repeats=True
    )
    ended = Step("End an allocation", said="Allocation ended", by=MANAGERS, form=forms.Ended, repeats=True)
