from goldenthread.language import CASE_WORKERS, Pathway, Role, Step
from goldenthread.practice.analysed_chronology import forms, gates

WHO = (*CASE_WORKERS, Role.REVIEWING_OFFICER)


class AnalysedChronology(Pathway):
    """Of all that happened, what tells something of this child's life, and what it tells."""

    label = "Analysed chronology"
    lifelong = True

    weighed = Step(
        "Say what an event means",
        said="Put into the analysed chronology",
        by=WHO,
        form=forms.Weighing,
        gates=(gates.of_an_event,),
        repeats=True,
    )
    left_out = Step(
        "Leave an event out of the analysed chronology",
        said="Left out of the analysed chronology",
        by=WHO,
        form=forms.LeavingOut,
        gates=(gates.of_an_event,),
        repeats=True,
    )
