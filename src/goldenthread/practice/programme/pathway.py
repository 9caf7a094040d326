from goldenthread.language import CASE_WORKERS, Pathway, Role, Step
from goldenthread.practice.programme import forms, gates

WORKERS = (Role.EARLY_HELP_WORKER, *CASE_WORKERS)


class Programme(Pathway):
    """A parenting programme or another intervention: who came, and where each child stood before and after."""

    label = "Programme"

    began = Step(
        "Begin a programme",
        said="Programme began",
        by=WORKERS,
        form=forms.Begin,
        begins=True,
        together=True,
        gates=(gates.the_score_is_possible,),
        stage="Under way",
    )
    session_held = Step(
        "Record a session of the programme",
        said="Session of the programme",
        by=WORKERS,
        form=forms.Session,
        together=True,
        repeats=True,
        needs=(began,),
    )
    ended = Step(
        "End the programme",
        said="Programme ended",
        by=WORKERS,
        form=forms.End,
        together=True,
        needs=(began,),
        gates=(gates.measured_again,),
        ends=True,
        stage=lambda episode: forms.ENDS[episode.entries[-1].get("outcome", "stopped")],
        major=True,
    )
