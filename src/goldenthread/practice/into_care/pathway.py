from goldenthread.language import CASE_WORKERS, MANAGERS, Pathway, Step
from goldenthread.practice.into_care import forms


class IntoCare(Pathway):
    """A child who, by a manager's decision, needs to be looked after: somebody's duty until it is said what came of it.

    The care itself has pathways of its own. This one sees to it that nobody decides and nothing follows.
    """

    label = "To be looked after"

    decided = Step(
        "Decide that the child needs to be looked after",
        said="Decided that the child needs to be looked after",
        by=MANAGERS,
        begins=True,
        follows="assessment.authorised",
        stage="To be looked after",
        major=True,
    )
    progressed = Step(
        "Say how it goes towards being looked after",
        said="Progress towards being looked after",
        by=CASE_WORKERS,
        form=forms.Progress,
        repeats=True,
        together=True,
        needs=(decided,),
    )
    ended = Step(
        "Say what came of the decision that the child needs to be looked after",
        said="What came of the decision to look after the child",
        by=MANAGERS,
        form=forms.Ending,
        ends=True,
        together=True,
        stage="Known",
        major=True,
    )
