from goldenthread.language import FRONT_DOOR, Clock, Pathway, Role, Step
from goldenthread.practice.out_of_hours import forms, gates

BY_DAY = (Role.EARLY_HELP_WORKER, *FRONT_DOOR)


class OutOfHours(Pathway):
    """What the night must know of a family, and what the morning must know of the night."""

    label = "Out of hours"
    lifelong = True

    briefed = Step(
        "Brief the out-of-hours team",
        said="Out-of-hours team briefed",
        by=BY_DAY,
        form=forms.Brief,
        together=True,
        lasting=True,
        gates=(gates.its_day_is_not_over,),
    )
    brief_ended = Step(
        "End the out-of-hours brief",
        said="Out-of-hours brief ended",
        by=BY_DAY,
        form=forms.Ended,
        together=True,
        gates=(gates.a_brief_stands,),
    )
    handed_back = Step(
        "Hand back to the day",
        said="Handed back from out of hours",
        by=FRONT_DOOR,
        form=forms.HandBack,
        together=True,
        timed=True,
        major=True,
    )
    taken_back = Step(
        "Take back from the night",
        said="Taken back in the morning",
        by=FRONT_DOOR,
        form=forms.TakeBack,
        together=True,
        timed=True,
        gates=(gates.something_was_handed_back,),
    )

    take_back_due = Clock(
        "Take back what happened out of hours", starts=handed_back, stops=taken_back, law="out_of_hours_hand_back"
    )
