from goldenthread.language import CASE_WORKERS, MANAGERS, Clock, Pathway, Role, Step
from goldenthread.practice.learning_review import forms, gates

REVIEWERS = (*MANAGERS, Role.REVIEWING_OFFICER)


class LearningReview(Pathway):
    """What can be learned after a child's case went wrong: found by somebody from outside it, and acted on."""

    label = "Learning review"
    beside = True

    begun = Step(
        "Begin a review of what can be learned",
        said="Learning review begun",
        by=REVIEWERS,
        form=forms.Begin,
        begins=True,
        gates=(gates.led_from_outside,),
        stage="To be written up",
        major=True,
    )
    found = Step(
        "Write up what was learned",
        said="What was learned is written up",
        by=REVIEWERS,
        form=forms.Found,
        needs=(begun,),
        gates=(gates.written_from_outside,),
        stage="Acted on",
        major=True,
    )
    action_followed_up = Step(
        "Say how an action of the review goes",
        said="Action followed up",
        by=(Role.EARLY_HELP_WORKER, *CASE_WORKERS, Role.REVIEWING_OFFICER),
        form=forms.Progress,
        repeats=True,
        needs=(found,),
    )
    ended = Step(
        "End the learning review",
        said="Learning review ended",
        by=REVIEWERS,
        form=forms.Ending,
        needs=(found,),
        gates=(gates.what_is_open_is_said,),
        ends=True,
        stage="Ended",
        major=True,
    )

    written_due = Clock("Learning review written up", starts=begun, stops=found, law="learning_review_written")
